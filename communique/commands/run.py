"""`communique run`: many articles, through the Prefect flow, into a folder of JSON Lines."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack, nullcontext
from typing import TYPE_CHECKING

from communique.errors import CommuniqueError

if TYPE_CHECKING:
    from communique.session import Outcome, Session

HELP = "extract from files and folders into a folder of JSON Lines"
DETAILS = """A second run over the same folder processes only what is new or changed; with nothing new it ends
at once. A run that was killed is gone on with by running again.

examples:
  communique run articles/ --out records
  communique run 'news/**/*.html' more.jsonl.gz --out records --workers 4
  communique run articles/ --out records --prune     forget articles that are gone
  communique run s3://bucket/articles --out s3://bucket/records"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="file, folder, pattern or URL of one (.txt .md .html .jsonl, each also .gz)",
    )
    add_run_options(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress bar and no closing table")


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """The options that running and serving share."""
    add = parser.add_argument
    add("--out", required=True, metavar="DIR", help="output folder, made if missing; or s3:// or gs:// URL")
    add("--work", metavar="DIR", help="where a run for a URL works (default: a folder in the user's cache)")
    add(
        "--workers",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: a core each)",
    )
    add(
        "--language",
        action="append",
        default=[],
        metavar="CODES",
        help="accept only these, as de,nl (default: all)",
    )
    add(
        "--model",
        default="bundled",
        metavar="NAME",
        help="statistical model: bundled, or an installed spaCy model",
    )
    add("--no-model", action="store_true", help="rules alone, without a statistical model")
    add("--prune", action="store_true", help="drop what is no longer among the inputs")
    add("--retry", action="store_true", help="try again what timed out or crashed before")
    add(
        "--timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="most a document may take (default: 60)",
    )
    add(
        "--memory",
        type=int,
        default=4096,
        metavar="MIB",
        help="most a worker may take; 0: no limit (default: 4096)",
    )
    add("--chunk-size", type=_positive, metavar="N", help="documents a chunk (default: by their number)")
    add("--dask", metavar="ADDRESS", help="work on the Dask cluster of this scheduler, or 'local'")
    add(
        "--wait",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="wait for another run on DIR (default: refuse)",
    )


def parameters(args: argparse.Namespace) -> dict[str, object]:
    """The flow's parameters from parsed options."""
    languages = [code.strip().lower() for item in args.language for code in item.split(",") if code.strip()]
    _check_languages(languages)
    return {
        "inputs": args.inputs, "output": args.out, "languages": sorted(set(languages)),
        "workers": args.workers, "model": "none" if args.no_model else args.model,
        "chunk_size": args.chunk_size, "prune": args.prune, "retry": args.retry, "seconds": args.timeout,
        "memory": args.memory, "dask": args.dask, "wait": args.wait, "work": args.work,
    }  # fmt: skip


def execute(args: argparse.Namespace) -> int:
    """Makes the plan, starts Prefect if there is work, shows what came of it."""
    from communique.progress import Bar, closing_table
    from communique.session import finish, open_session, options_from

    values = parameters(args)
    options = options_from(**values)  # type: ignore[arg-type]
    shown = sys.stderr.isatty() and not args.quiet
    bar = Bar()
    with open_session(options, bar.advance) as session:
        if session.plan.has_work:
            with bar.shown(session.plan) if shown else nullcontext():
                outcome = _flow(session, values)
        else:
            outcome = finish(session)
    if not args.quiet:
        closing_table(options.out, outcome, options.shown)
    return outcome.exit_code


def _flow(session: Session, values: dict[str, object]) -> Outcome:
    from flows.server import PrefectError, prefect_api

    with ExitStack() as stack:
        with session.timed("prefect_start"):
            stack.enter_context(prefect_api())
            try:
                from flows.extraction import extraction
            except ImportError as error:
                raise PrefectError(
                    f"Prefect cannot be imported ({error}); `make run` installs it."
                ) from error
        extraction(**values)  # type: ignore[call-overload]
    if session.outcome is None:
        raise PrefectError("Prefect ended the flow before it had published anything; --debug shows more.")
    return session.outcome


def _check_languages(codes: list[str]) -> None:
    if not codes:
        return
    from pipeline.lexicon import language_codes

    for code in codes:
        if code not in language_codes():
            raise CommuniqueError(
                f"There is no language file for {code!r}; there are: {', '.join(language_codes())}."
            )


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value

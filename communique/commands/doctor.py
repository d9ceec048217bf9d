"""`communique doctor`: what is installed, and what to do about what is not."""

from __future__ import annotations

import argparse

HELP = "look at what is installed and what can be reached"
DETAILS = """Looks at Python, pinned packages, languages, models, Prefect, Dask, stores, databases and the
browser. The environment may name what to ask: PREFECT_API_URL, COMMUNIQUE_DASK (a scheduler's address),
COMMUNIQUE_STORE (s3://bucket/folder), COMMUNIQUE_DATABASE (postgresql://...). Exit code 2 if something
needed is wrong."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("--json", action="store_true", help="a JSON object a line instead of a table")


def execute(args: argparse.Namespace) -> int:
    """Prints each finding as it is made."""
    from communique.doctor import examine

    wrong = False
    for finding in examine():
        wrong |= finding.state == "wrong"
        if args.json:
            import orjson

            print(orjson.dumps(finding).decode(), flush=True)
        else:
            print(f"{finding.state:<7} {finding.subject:<18} {finding.said}", flush=True)
    return 2 if wrong else 0

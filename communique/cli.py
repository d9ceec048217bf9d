"""The command line: `communique COMMAND ...`.

Each command is a module of `communique.commands` with `HELP` (one line), optionally `DETAILS` (shown below
the options), `arguments(parser)` and `execute(args) -> int`. Only the module of the command that is asked
for is imported, so that `communique extract` starts without paying for the others.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

EXIT_CODES = """exit codes:
  0  all well
  1  some inputs were rejected (rejected.jsonl says why), the rest is written
  2  nothing could be done; one sentence on standard error says why"""


def command_names() -> list[str]:
    """The commands that there are, in alphabetical order."""
    import pkgutil

    import communique.commands

    return sorted(module.name for module in pkgutil.iter_modules(communique.commands.__path__))


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands, or of one alone."""
    parser = argparse.ArgumentParser(
        prog="communique",
        description="People, offices, dates, money, events and cooperation priorities from news articles.",
        epilog=f"{EXIT_CODES}\n\n`communique COMMAND --help` tells more about a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version and end")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name in [only] if only else command_names():
        module = _module(name)
        sub = commands.add_parser(
            name,
            help=module.HELP,
            description=module.HELP,
            epilog=getattr(module, "DETAILS", "")
            + ("\n\n" if hasattr(module, "DETAILS") else "")
            + EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(sub)
        sub.add_argument("--debug", action="store_true", help="show the traceback of an error")
        sub.set_defaults(execute=module.execute)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    named = given[0] if given and given[0] in command_names() else None
    parser = build_parser(named)
    args = parser.parse_args(given)
    if args.version:
        from communique.store.fingerprint import version

        print(version())
        return 0
    if args.command is None:
        parser.print_help()
        return 2
    try:
        code: int = args.execute(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our output has seen enough; without this Python complains once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("communique: stopped; run again to go on.", file=sys.stderr)
        return 2
    except Exception as error:
        if args.debug:
            raise
        print(f"communique: {sentence(error)}", file=sys.stderr)
        return 2


def sentence(error: BaseException) -> str:
    """An error as one sentence for a person."""
    from communique.errors import CommuniqueError

    if isinstance(error, CommuniqueError | LookupError | ValueError | FileNotFoundError) and error.args:
        text = " ".join(str(error.args[0] if len(error.args) == 1 else error).split())
        if text:
            return text if text.endswith((".", "!", "?")) else f"{text}."
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror}{where}."
    return f"something went wrong that should not ({type(error).__name__}); --debug shows where."


def _module(name: str) -> ModuleType:
    return import_module(f"communique.commands.{name}")


if __name__ == "__main__":
    sys.exit(main())

"""`communique show`: records in the terminal, each in its sentence."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

HELP = "show records in the terminal, each value in its sentence"
DETAILS = """examples:
  communique show output --type money --language pl
  communique show output --person 'van der Berg' --since 2026-01-01
  communique show output --type events --json | jq .name"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of a run")
    parser.add_argument(
        "--document", metavar="TEXT", action="append", default=[], help="part of a source or title, or an id"
    )
    parser.add_argument("--type", metavar="TYPE", action="append", default=[], help="people, roles, money …")
    parser.add_argument("--person", metavar="NAME", help="part of a person's name, or a person id")
    parser.add_argument("--since", metavar="DATE", type=_date, help="not before this day")
    parser.add_argument("--language", metavar="CODE", action="append", default=[], help="ISO 639-1 code")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, for pipes")


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{written}' is no day; write it as 2026-01-31.") from error


def execute(args: argparse.Namespace) -> int:
    """Prints the chosen records."""
    from rich.console import Console

    from communique.show import Filter, print_json, print_table, select

    chosen = Filter(
        documents=tuple(args.document),
        types=tuple(args.type),
        person=args.person,
        since=args.since,
        languages=tuple(args.language),
    )
    found = select(args.out, chosen)
    if args.json:
        print_json(found, sys.stdout)
    elif not print_table(found, Console()):
        print("No record fits.", file=sys.stderr)
    return 0

"""`communique language`: what every language has, and the files of a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "list what the language files hold, or begin a new language"
DETAILS = """examples:
  communique language                       entries of every section and language, as a Markdown table
  communique language --new da              begin Danish: files to fill in, what CLDR knows filled in
docs/languages.md tells how to go on."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("--new", metavar="CODE", help="ISO 639-1 code of the language to begin")
    parser.add_argument(
        "--to", metavar="FOLDER", type=Path, help="where its files go (default: beside the others)"
    )


def execute(args: argparse.Namespace) -> int:
    """Prints the coverage, or writes the skeleton and says where."""
    from pipeline.lexicon.load import LANGUAGES_FOLDER
    from pipeline.lexicon.skeleton import coverage_table, write_skeleton

    if args.new is None:
        print(coverage_table(), end="")
        return 0
    for path in write_skeleton(args.new, args.to or LANGUAGES_FOLDER):
        print(path)
    return 0

"""`communique load`: a run into a database or into Parquet or CSV."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "load a run into DuckDB, PostgreSQL, SQLite, Parquet or CSV"
DETAILS = """Tables are typed, a record type each, with evidence and mentions as tables of their own. Loading
twice changes nothing, loading a corrected run changes only what changed; everything happens in one
transaction.

examples:
  communique load output --to duckdb:///facts.db
  communique load output --to postgresql://user@localhost/facts --prune
  communique load output --to parquet:facts"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of a run")
    parser.add_argument(
        "--to",
        metavar="TARGET",
        required=True,
        help="duckdb:///FILE, sqlite:///FILE, postgresql://…, parquet:FOLDER or csv:FOLDER",
    )
    parser.add_argument("--prune", action="store_true", help="remove what this run does not hold")


def execute(args: argparse.Namespace) -> int:
    """Loads and says what changed."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn

    from communique.load import load

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bars: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=total)
            progress.update(bars[what], completed=done, total=total)

        report = load(args.out, args.to, prune=args.prune, progress=show)
    print(f"{sum(report.records.values())} records read.", end=" ")
    if not report.changed:
        print("Everything was there already.")
    elif report.files:
        print(f"{len(report.files)} files written.")
    else:
        print(f"{sum(report.added.values())} rows added, {sum(report.removed.values())} removed.")
    return 0

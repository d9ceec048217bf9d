"""`communique report`: pages to look through what a run found."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "write HTML pages that show what a run found, each value in its words"
DETAILS = """The report is a folder of plain pages: open index.html in a browser, no server is needed. An
overview leads to a page for each article, on which a click on a record shows its words and a click
on words their record.

examples:
  communique report output
  communique report output --to /srv/www/communique"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of a run")
    parser.add_argument("--to", metavar="FOLDER", type=Path, help="where to write it (default: OUT/report)")


def execute(args: argparse.Namespace) -> int:
    """Writes the report and prints where it is."""
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    from communique.report import build_report

    console = Console(stderr=True)
    columns = (TextColumn("Writing pages: {task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("pages", total=None)
        index = build_report(args.out, args.to, lambda done: progress.update(task, completed=done))
    print(index)
    return 0

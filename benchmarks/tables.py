"""One table for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.table import Table

Row = TypeVar("Row")
Column = tuple[str, Callable[[Row], str]]


def markdown_table(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> str:
    """A Markdown table; every column is aligned to the right, the first to the left."""
    head = "| " + " | ".join(title for title, _ in columns) + " |"
    rule = "|---|" + "---:|" * (len(columns) - 1)
    body = ["| " + " | ".join(value(row) for _, value in columns) + " |" for row in rows]
    return "\n".join([head, rule, *body])


def show(
    console: Console, columns: Sequence[Column[Row]], rows: Sequence[Row], *, markdown: bool = False
) -> None:
    """Prints rows as a table that fits the terminal, or as Markdown."""
    if markdown:
        console.print(markdown_table(columns, rows), markup=False, soft_wrap=True)
        return
    table = Table()
    for title, _ in columns:
        table.add_column(title, justify="right")
    for row in rows:
        table.add_row(*(value(row) for _, value in columns))
    console.print(table)

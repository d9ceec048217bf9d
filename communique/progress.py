"""What a person sees of a run: a bar while it goes on, a table when it is over."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Lock

import orjson
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from communique.session import Outcome
from communique.store.plan import Plan

RECORDS = ("people", "roles", "dates", "money", "events", "priorities")
MOST_ROWS = 50
_SHOWN_WARNINGS = 3
_LONGEST = 44


class Bar:
    """A progress bar of the stages, one line each; `advance` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._progress: Progress | None = None
        self._tasks: dict[str, object] = {}

    def advance(self, stage: str, count: int) -> None:
        """Some more documents were begun with in a stage."""
        with self._lock:
            if self._progress is not None and stage in self._tasks:
                self._progress.advance(self._tasks[stage], count)  # type: ignore[arg-type]

    @contextmanager
    def shown(self, plan: Plan) -> Iterator[None]:
        """Shows the bar on standard error for as long as the run lasts."""
        stages = ["clean", "annotate", "extract"]
        if plan.settings.model == "none":
            stages.remove("annotate")
        columns = (
            TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            TimeRemainingColumn(),
        )  # fmt: skip
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            with self._lock:
                self._progress = progress
                self._tasks = {stage: progress.add_task(stage, total=plan.new) for stage in stages}
            try:
                yield
            finally:
                with self._lock:
                    self._progress = None


def closing_table(out: Path, outcome: Outcome, shown: str) -> None:
    """Prints a row a document, or a row a language where there are many, and what was rejected.

    Args:
        out: the folder with the records.
        outcome: of the run.
        shown: how a person calls the output.
    """
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False)
    counts = outcome.manifest.counts
    if counts["documents"]:
        console.print(_documents(out) if counts["documents"] <= MOST_ROWS else _languages(out))
    if counts["rejected"]:
        console.print(_rejected(out, counts["rejected"]))
    console.print(_sentence(shown, outcome), highlight=False)


def _table(first: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    table.add_column("language")
    for name in RECORDS:
        table.add_column(name, justify="right")
    table.add_column("warnings", overflow="fold")
    return table


def _per_document(out: Path, name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    with (out / f"{name}.jsonl").open("rb") as stream:
        for line in stream:
            found[orjson.loads(line)["document_id"]] += 1
    return found


def _documents(out: Path) -> Table:
    table = _table("document")
    found = {name: _per_document(out, name) for name in RECORDS}
    rows = []
    with (out / "documents.jsonl").open("rb") as stream:
        for line in stream:
            document = orjson.loads(line)
            warnings = sorted({note["code"] for note in document["warnings"]})
            more = f" +{len(warnings) - _SHOWN_WARNINGS}" if len(warnings) > _SHOWN_WARNINGS else ""
            numbers = [str(found[name][document["id"]]) for name in RECORDS]
            said = ", ".join(warnings[:_SHOWN_WARNINGS]) + more
            rows.append((document["source"], document["language"], *numbers, said))
    for row in sorted(rows):
        table.add_row(*(plain(cell) for cell in row))
    return table


def _languages(out: Path) -> Table:
    table = _table("documents")
    documents: Counter[str] = Counter()
    warnings: dict[str, Counter[str]] = {}
    records: dict[str, Counter[str]] = {}
    with (out / "documents.jsonl").open("rb") as stream:
        for line in stream:
            document = orjson.loads(line)
            documents[document["language"]] += 1
            warnings.setdefault(document["language"], Counter()).update(
                n["code"] for n in document["warnings"]
            )
    for name in RECORDS:
        with (out / f"{name}.jsonl").open("rb") as stream:
            for line in stream:
                records.setdefault(orjson.loads(line)["language"], Counter())[name] += 1
    for code in sorted(documents):
        said = ", ".join(f"{key} {count}" for key, count in warnings[code].most_common(_SHOWN_WARNINGS))
        counts = [str(records.get(code, Counter())[name]) for name in RECORDS]
        table.add_row(str(documents[code]), code, *counts, said)
    return table


def _rejected(out: Path, count: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    for name in ("rejected", "stage", "code", "why"):
        table.add_column(name, overflow="fold")
    with (out / "rejected.jsonl").open("rb") as stream:
        for line in islice(stream, MOST_ROWS):
            item = orjson.loads(line)
            table.add_row(*(plain(item[key]) for key in ("source", "stage", "code", "message")))
    if count > MOST_ROWS:
        table.add_row(f"and {count - MOST_ROWS} more", "", "", "see rejected.jsonl")
    return table


def _sentence(shown: str, outcome: Outcome) -> Text:
    counts = outcome.manifest.counts
    records = sum(counts[name] for name in RECORDS)
    did = (
        f"{outcome.new} new, {outcome.again} extracted again in {outcome.seconds['total']:.1f} s"
        if outcome.new or outcome.again
        else "nothing new"
    )
    whole = f"{counts['documents']} documents, {records} records, {counts['rejected']} rejected"
    return Text(f"{whole} in {plain(shown)} ({did}).")


def plain(text: str) -> Text:
    """Text of articles and file names as it is: no markup, no control characters, not too long."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in text)
    return Text(shown if len(shown) <= 2 * _LONGEST else f"{shown[: 2 * _LONGEST - 1]}…")

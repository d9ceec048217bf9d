"""`communique report`: a folder of plain HTML pages that a person looks through.

`index.html` is the overview; `documents/ID.html` shows a document's text with its evidence. Pages need no
network and no server: style and script lie beside them. Whatever articles contain is escaped by Jinja2, and
the pages' content security policy allows the folder's own script only.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from communique import runfolder
from communique.report import charts, collect
from communique.report.segments import Span, segments
from schemas import LinkedEvent, LinkedPerson, Record

__all__ = ["build_report"]

_STATIC = ("report.css", "report.js")
_FOLDER = "report"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("communique.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = collect.words
    environment.filters["plain"] = collect.plain
    return environment


def build_report(
    out: Path, target: Path | None = None, progress: Callable[[int], None] = lambda done: None
) -> Path:
    """Writes the report of a run.

    Args:
        out: the run's folder.
        target: where the report goes; `OUT/report` by default. An existing report there is replaced whole.
        progress: called with the number of documents done.

    Returns:
        The path of `index.html`.

    Raises:
        RunFolderError: `out` holds no run, or `target` is a folder with something else in it.
    """
    runfolder.check_folder(out)
    target = target or out / _FOLDER
    if target.exists() and any(target.iterdir()) and not (target / "report.css").is_file():
        raise runfolder.RunFolderError(f"{target} holds something else than a report; name another folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".report-") as made:
        folder = Path(made) / _FOLDER
        _write(out, folder, progress)
        if target.exists():
            shutil.rmtree(target)
        folder.replace(target)
    return target / "index.html"


def _write(out: Path, folder: Path, progress: Callable[[int], None]) -> None:
    (folder / "documents").mkdir(parents=True)
    for name in _STATIC:
        with as_file(files("communique.report") / "static" / name) as path:
            shutil.copyfile(path, folder / name)
    overview = collect.Overview()
    collect.add_linked(overview, out)
    homes = _homes(overview)
    page = _environment().get_template("document.html")
    for done, held in enumerate(runfolder.by_document(out), 1):
        collect.add_document(overview, held)
        html = page.render(**_document(held, homes))
        (folder / "documents" / f"{held.document.id}.html").write_text(html, encoding="utf-8")
        progress(done)
    overview.documents.sort(key=lambda row: (row.source, row.id))
    html = (
        _environment()
        .get_template("overview.html")
        .render(
            overview=overview,
            chart=charts.by_month(overview.months),
            types=collect.TYPES,
            codes=collect.CODES,
            titles={row.id: row.title for row in overview.documents},
            most=collect.MOST_ROWS,
            manifest=runfolder.manifest(out),
        )
    )
    (folder / "index.html").write_text(html, encoding="utf-8")


def _homes(overview: collect.Overview) -> dict[str, tuple[str, str]]:
    """Record id -> (linked id, linked name), for people and events that occur in several documents."""
    homes: dict[str, tuple[str, str]] = {}
    everything: list[LinkedPerson | LinkedEvent] = [*overview.people, *overview.events]
    for linked in everything:
        if len(linked.members) > 1:
            homes.update({member.id: (linked.id, linked.name) for member in linked.members})
    return homes


def _document(held: runfolder.DocumentRecords, homes: dict[str, tuple[str, str]]) -> dict[str, Any]:
    spans = []
    panel = []
    for kind in collect.TYPES:
        records: list[Record] = held.records.get(kind, [])
        rows = []
        for record in records:
            value, detail = collect.label(record)
            rows.append({"record": record, "value": value, "detail": detail, "home": homes.get(record.id)})
            known = set()
            for evidence in record.spans():
                place = (evidence.start, evidence.end)
                if place not in known:
                    known.add(place)
                    spans.append(Span(*place, record.id, kind, evidence is record.evidence[0]))
        panel.append((kind, rows))
    removed = [(passage.at, passage.text, passage.reason) for passage in held.document.removed]
    return {
        "document": held.document,
        "title": collect.title_of(held.document),
        "panel": panel,
        "segments": segments(held.document.text, spans, removed),
        "rules": sorted({record.rule for records in held.records.values() for record in records}),
        "has_removed": bool(removed),
    }

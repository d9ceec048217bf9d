"""Linking a folder of merged files: read the facts of every document, write the linked files.

The facts stand in `facts.jsonl` where a run kept them (`pipeline.linking.facts`); without that file they are
made from the records, read once in step, document by document.

An id stays with its people and events from run to run: `pipeline.linking.keeping`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from pipeline.linking.decisions import Decisions, read_decisions
from pipeline.linking.facts import DocumentFacts, facts_of, from_line
from pipeline.linking.keeping import Earlier, kept_ids
from pipeline.linking.naming import Cluster, Given
from pipeline.linking.shelf import Collection
from schemas import to_json_line
from schemas.base import Frozen

DECISIONS = "decisions.txt"
FACTS = "facts.jsonl"
_RECORDS = ("people", "roles", "dates", "money", "events", "priorities")


def link_folder(staged: Path, published: Path) -> Mapping[str, str]:
    """Links the documents of a folder and writes `linked_people`, `linked_events` and `discrepancies`.

    Args:
        staged: folder with `documents.jsonl` and the record files, each sorted by document, or with
            `facts.jsonl`; written to.
        published: the last run's folder: its linked files keep their ids, its `decisions.txt` is honoured.

    Returns:
        Document id -> story id, for stories told by content.

    Raises:
        BadDecision: a line of `decisions.txt` cannot be read.
    """
    from pipeline.linking import join_all

    facts = staged / FACTS
    joined = join_all(
        Collection.at(facts) if facts.exists() else read_facts(staged),
        read_own_decisions(published),
        name_people=partial(_kept, published / "linked_people.jsonl"),
        name_events=partial(_kept, published / "linked_events.jsonl"),
    )
    _write(staged / "linked_people.jsonl", joined.linked_people())
    _write(staged / "linked_events.jsonl", joined.linked_events())
    _write(staged / "discrepancies.jsonl", joined.discrepancies)
    return joined.stories


def read_own_decisions(folder: Path) -> Decisions:
    """The decisions file of an output folder; none where there is no such file."""
    path = folder / DECISIONS
    return read_decisions(path.read_text(encoding="utf-8")) if path.exists() else Decisions()


def read_facts(folder: Path) -> Iterator[DocumentFacts]:
    """The facts of every document of a folder, one document in memory at a time.

    Raises:
        ValueError: `facts.jsonl` holds a line in another format.
    """
    if (folder / FACTS).exists():
        with (folder / FACTS).open("rb") as stream:
            for line in stream:
                facts = from_line(line)
                if facts is None:
                    raise ValueError(f"{FACTS} was written by another version.")
                yield facts
        return
    streams = {name: _Grouped(_rows(folder / f"{name}.jsonl")) for name in _RECORDS}
    for document in _rows(folder / "documents.jsonl"):
        yield facts_of(document, {name: stream.of(document["id"]) for name, stream in streams.items()})


def _kept(path: Path, found: Sequence[Cluster]) -> Given:
    """`kept_ids` against the linked file of the last run."""
    return kept_ids(found, _Before(path)) if path.exists() else {}


class _Before:
    """The clusters of a linked file, read whenever they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Earlier]:
        with self._path.open("rb") as stream:
            for line in stream:
                old = orjson.loads(line)
                yield Earlier(old["id"], old["former_ids"], [member["id"] for member in old["members"]])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, digits with a point as text."""
    if path.exists():
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line, parse_float=str)


class _Grouped:
    """Records of a file that is sorted by document, handed out document by document."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, document_id: str) -> list[dict[str, Any]]:
        found = []
        while self._next is not None and self._next["document_id"] <= document_id:
            if self._next["document_id"] == document_id:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _write(path: Path, records: Iterable[Frozen]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(to_json_line(record) + "\n" for record in records)

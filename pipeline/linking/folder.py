"""Linking a folder of merged files: read once in step, document by document; write the linked files.

An id stays with its people and events: a cluster takes the id of the previous run's cluster that it holds
most of, and lists the ids of others that were merged into it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from pipeline.linking.decisions import Decisions, read_decisions
from pipeline.linking.facts import DocumentFacts, facts_of
from pipeline.linking.stories import shingles
from schemas import LinkedEvent, LinkedPerson, to_json_line
from schemas.base import Frozen

DECISIONS = "decisions.txt"
_RECORDS = ("people", "roles", "dates", "money", "events", "priorities")
L = TypeVar("L", bound=LinkedPerson | LinkedEvent)


def link_folder(staged: Path, published: Path) -> Mapping[str, str]:
    """Links the documents of a folder and writes `linked_people`, `linked_events` and `discrepancies`.

    Args:
        staged: folder with `documents.jsonl` and the record files, each sorted by document; written to.
        published: the last run's folder: its linked files keep their ids, its `decisions.txt` is honoured.

    Returns:
        Document id -> story id, for stories told by content.

    Raises:
        BadDecision: a line of `decisions.txt` cannot be read.
    """
    from pipeline.linking import link

    linked = link(read_facts(staged), read_own_decisions(published))
    people = kept_ids(linked.people, _rows(published / "linked_people.jsonl"))
    events = kept_ids(linked.events, _rows(published / "linked_events.jsonl"))
    renamed = {old.id: person.id for old, person in zip(linked.people, people, strict=True)}
    renamed.update((old.id, event.id) for old, event in zip(linked.events, events, strict=True))
    events = [
        event.model_copy(
            update={"participants": tuple(sorted({renamed.get(p, p) for p in event.participants}))}
        )
        for event in events
    ]
    discrepancies = [
        item.model_copy(update={"subject": renamed.get(item.subject, item.subject)})
        for item in linked.discrepancies
    ]
    people.sort(key=lambda person: person.id)
    events.sort(key=lambda event: event.id)
    _write(staged / "linked_people.jsonl", people)
    _write(staged / "linked_events.jsonl", events)
    _write(staged / "discrepancies.jsonl", discrepancies)
    return linked.stories


def read_own_decisions(folder: Path) -> Decisions:
    """The decisions file of an output folder; none where there is no such file."""
    path = folder / DECISIONS
    return read_decisions(path.read_text(encoding="utf-8")) if path.exists() else Decisions()


def read_facts(folder: Path) -> Iterator[DocumentFacts]:
    """The facts of every document of a folder, one document in memory at a time."""
    streams = {name: _Grouped(_rows(folder / f"{name}.jsonl")) for name in _RECORDS}
    for document in _rows(folder / "documents.jsonl"):
        records = {name: stream.of(document["id"]) for name, stream in streams.items()}
        yield facts_of(document, records, shingles(document["text"]))


def kept_ids(found: Sequence[L], before: Iterable[Mapping[str, Any]]) -> list[L]:
    """Gives clusters the ids that their members had in an earlier run.

    Args:
        found: clusters of this run.
        before: linked records of the earlier run, as JSON objects.
    """
    home = {member["id"]: old["id"] for old in before for member in old["members"]}
    former = {old["id"]: old["former_ids"] for old in before} if isinstance(before, list) else {}
    claims: list[tuple[int, str, int]] = []
    for index, cluster in enumerate(found):
        votes = Counter(home[member.id] for member in cluster.members if member.id in home)
        claims += [(-count, old, index) for old, count in votes.items()]
    taken: dict[int, str] = {}
    merged: dict[int, list[str]] = {}
    given: set[str] = set()
    for _count, earlier_id, place in sorted(claims):
        if earlier_id in given:
            continue
        given.add(earlier_id)
        if place in taken:
            merged.setdefault(place, []).append(earlier_id)
        else:
            taken[place] = earlier_id
    kept: list[L] = []
    for index, cluster in enumerate(found):
        own = taken.get(index, cluster.id)
        if own in given and index not in taken:
            own = f"{cluster.id}-2"  # its natural id went with the larger part of a cluster that fell apart
        earlier = {*merged.get(index, ()), *former.get(own, ())} - {own}
        same = cluster.model_copy(update={"id": own, "former_ids": tuple(sorted(earlier))})
        kept.append(cast(L, same))
    return kept


def _rows(path: Path) -> list[dict[str, Any]] | Iterator[dict[str, Any]]:
    """The JSON objects of a file, digits with a point as text; a list for linked files, which are small."""
    if path.name.startswith("linked_"):
        return list(_lines(path)) if path.exists() else []
    return _lines(path) if path.exists() else iter(())


def _lines(path: Path) -> Iterator[dict[str, Any]]:
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

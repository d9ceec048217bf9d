"""Linking a folder of merged files: read the facts of every document, write the linked files.

The facts stand in `facts.jsonl` where a run kept them (`pipeline.linking.facts`); without that file they are
made from the records, read once in step, document by document.

An id stays with its people and events: a cluster takes the id of the previous run's cluster that it holds
most of, and lists the ids of others that were merged into it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from pipeline.linking.decisions import Decisions, read_decisions
from pipeline.linking.facts import DocumentFacts, facts_of, from_line
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
    """`kept_ids` against the linked file of the last run, without the natural ones."""
    if not path.exists():
        return {}
    before = []
    with path.open("rb") as stream:
        for line in stream:
            old = orjson.loads(line)
            before.append((old["id"], old["former_ids"], [member["id"] for member in old["members"]]))
    kept = enumerate(kept_ids(found, before))
    return {group: given for group, given in kept if given != (found[group][0], ())}


def kept_ids(
    found: Sequence[tuple[str, Sequence[str]]], before: Iterable[tuple[str, Sequence[str], Sequence[str]]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Gives clusters the ids that their members had in an earlier run.

    Args:
        found: natural id and members of each cluster of this run.
        before: id, former ids and members of each cluster of the earlier run.

    Returns:
        Id and former ids of each cluster of this run.
    """
    home: dict[str, str] = {}
    former: dict[str, Sequence[str]] = {}
    for old_id, old_former, old_members in before:
        home.update(dict.fromkeys(old_members, old_id))
        if old_former:
            former[old_id] = old_former
    claims: list[tuple[int, str, int]] = []
    for index, (_, members) in enumerate(found):
        votes = Counter(home[member] for member in members if member in home)
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
    kept = []
    for index, (natural_id, _) in enumerate(found):
        own = taken.get(index, natural_id)
        if own in given and index not in taken:
            own = f"{natural_id}-2"  # its natural id went with the larger part of a cluster that fell apart
        earlier = {*merged.get(index, ()), *former.get(own, ())}
        for old in merged.get(index, ()):
            earlier.update(former.get(old, ()))
        kept.append((own, tuple(sorted(earlier - {own}))))
    return kept


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

"""What linking knows of a document: a small value, kept beside its records so that old articles need no
second reading.

Built from the plain JSON objects of a document and its records, and written as one JSON line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Json = Mapping[str, Any]
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person record: its ids, name, country and how often it is mentioned."""

    id: str
    person_id: str
    name: str
    country: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class RoleFact:
    """An office of a person of the document."""

    person_id: str
    role: str
    organization: str | None
    jurisdiction: str | None
    country: str | None
    status: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event record as far as linking compares it; `order` is its place among the document's events."""

    id: str
    type: str
    name: str
    date: str | None
    start: str | None
    end: str | None
    place: str | None
    country: str | None
    participants: tuple[str, ...]
    mentions: int
    order: int
    evidence: Span


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """A sum as plain digits, so that nothing is rounded on the way."""

    amount: str
    amount_max: str | None
    currency: str
    qualifier: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class ListFact:
    """A list of priorities: its codes in order, what it declares, its speaker and its first words."""

    declared_total: int | None
    codes: tuple[str, ...]
    speaker: str | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document, as linking sees it."""

    document_id: str
    language: str
    source_url: str | None
    story_id: str | None
    published: str | None
    title: str | None
    length: int
    days: tuple[str, ...]
    people: tuple[PersonFact, ...]
    roles: tuple[RoleFact, ...]
    events: tuple[EventFact, ...]
    money: tuple[MoneyFact, ...]
    lists: tuple[ListFact, ...]
    shingles: tuple[int, ...] = ()

    def to_line(self) -> str:
        """The facts as one JSON line, keys in order."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> DocumentFacts:
    """Reads what `DocumentFacts.to_line` wrote."""
    raw = json.loads(line)

    def span(value: Sequence[Any]) -> Span:
        start, end, text = value
        return start, end, text

    def rows(name: str, kind: Any) -> tuple[Any, ...]:
        made = []
        for row in raw[name]:
            for key in ("participants", "codes"):
                if key in row:
                    row[key] = tuple(row[key])
            if "evidence" in row:
                row["evidence"] = span(row["evidence"])
            made.append(kind(**row))
        return tuple(made)

    return DocumentFacts(
        **{
            **raw,
            "days": tuple(raw["days"]),
            "shingles": tuple(raw["shingles"]),
            "people": rows("people", PersonFact),
            "roles": rows("roles", RoleFact),
            "events": rows("events", EventFact),
            "money": rows("money", MoneyFact),
            "lists": rows("lists", ListFact),
        }
    )


def facts_of(
    document: Json, records: Mapping[str, Sequence[Json]], shingles: Iterable[int] = ()
) -> DocumentFacts:
    """The facts of one document.

    Args:
        document: the JSON object of the document (amounts in records as int, Decimal or str, never float).
        records: `people`, `roles`, `dates`, `money`, `events`, `priorities` -> its records' JSON objects.
        shingles: the MinHash values of its text (see `pipeline.linking.stories`).
    """
    return DocumentFacts(
        document_id=document["id"],
        language=document["language"],
        source_url=document.get("source_url"),
        story_id=document.get("story_id"),
        published=document.get("published"),
        title=document.get("title"),
        length=len(document["text"]),
        days=tuple(sorted({d["edtf"] for d in records.get("dates", ()) if d["kind"] != "duration"})),
        people=tuple(
            PersonFact(p["id"], p["person_id"], p["name"], p["country"], len(p["mentions"]))
            for p in records.get("people", ())
        ),
        roles=tuple(
            RoleFact(
                r["person_id"],
                r["role"],
                r["organization"],
                r["jurisdiction"],
                r["country"],
                r["status"],
                _first(r),
            )
            for r in records.get("roles", ())
        ),
        events=tuple(
            EventFact(
                e["id"],
                e["type"],
                e["name"],
                e["date"],
                e["start"],
                e["end"],
                e["place"],
                e["country"],
                tuple(e["participants"]),
                len(e["mentions"]),
                order,
                _first(e),
            )
            for order, e in enumerate(records.get("events", ()))
        ),
        money=tuple(
            MoneyFact(
                str(m["amount"]),
                None if m["amount_max"] is None else str(m["amount_max"]),
                m["currency"],
                m["qualifier"],
                _first(m),
            )
            for m in records.get("money", ())
        ),
        lists=_lists(records.get("priorities", ())),
        shingles=tuple(shingles),
    )


def _first(record: Json) -> Span:
    evidence = record["evidence"][0]
    return evidence["start"], evidence["end"], evidence["text"]


def _lists(priorities: Sequence[Json]) -> tuple[ListFact, ...]:
    grouped: dict[str, list[Json]] = {}
    for priority in priorities:
        if priority["mode"] == "proposed" and priority["list_id"]:
            grouped.setdefault(priority["list_id"], []).append(priority)
    return tuple(
        ListFact(
            members[0]["declared_total"],
            tuple(member["priority"] for member in members),
            members[0]["speaker"],
            _first(members[0]),
        )
        for members in grouped.values()
    )

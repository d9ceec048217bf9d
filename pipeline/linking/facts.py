"""What linking knows of a document: a small value, kept with its records so that old articles need no
second reading.

Built from the plain JSON objects of a document and its records, and written as one JSON line. Linking reads
the lines of all documents several times and holds what it compares, so words that many documents share are
one string, and a text's sketch is a run of bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from sys import intern
from typing import Any

import orjson

from pipeline.annotated import Annotated, annotate
from pipeline.figures import read_counts, read_values
from pipeline.linking.names import NameParts, name_parts
from pipeline.linking.sketch import shingles

Json = Mapping[str, Any]
Span = tuple[int, int, str]

FORMAT = 1  # of a line; facts written in another one are made anew from the records
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_TELLING = Decimal(10)  # smaller numbers stand in every text


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
    """An event record as far as linking compares it.

    Attributes:
        order: its place among the document's events.
        countries: ISO codes of the countries in its name and of those that took part, sorted.
        terms: the other telling words of its name, folded, sorted (see `pipeline.linking.names`).
        edition: 10 of 'the tenth forum'.
        place_country: the code of the country that `place` is, None where it is smaller than a country.
    """

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
    status: str = "held"
    countries: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    edition: int | None = None
    place_country: str | None = None


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """A sum as plain digits, so that nothing is rounded on the way."""

    amount: str
    amount_max: str | None
    currency: str
    qualifier: str
    evidence: Span
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class CountFact:
    """A number of something, as plain digits (see `pipeline.figures`)."""

    concept: str
    countries: tuple[str, ...]
    value: str
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
    """One document, as linking sees it.

    Attributes:
        length: of the text, in code points.
        days: EDTF of the dates that it states, sorted.
        values: every number from ten on that the text states, as plain digits, sorted.
        shingles: the text's sketch (see `pipeline.linking.sketch`); empty for a short text.
    """

    document_id: str
    language: str
    story_id: str | None
    published: str | None
    length: int
    days: tuple[str, ...]
    people: tuple[PersonFact, ...]
    roles: tuple[RoleFact, ...]
    events: tuple[EventFact, ...]
    money: tuple[MoneyFact, ...]
    lists: tuple[ListFact, ...]
    counts: tuple[CountFact, ...] = ()
    values: tuple[str, ...] = ()
    shingles: bytes = b""

    def to_line(self) -> bytes:
        """The facts as one JSON line without its end, keys in order."""
        return orjson.dumps({"format": FORMAT, **_fields(self), "shingles": self.shingles.hex()})


def _fields(facts: DocumentFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in DocumentFacts.__slots__ if name != "shingles"}


_ROWS: dict[str, type] = {
    "people": PersonFact,
    "roles": RoleFact,
    "events": EventFact,
    "money": MoneyFact,
    "lists": ListFact,
    "counts": CountFact,
}


def is_current(line: str) -> bool:
    """Whether a line was written in today's format; without reading the whole of it."""
    return line.startswith(f'{{"format":{FORMAT},')


def from_line(line: bytes, rows: Iterable[str] | None = None) -> DocumentFacts | None:
    """Reads what `DocumentFacts.to_line` wrote; None where it was written in another format.

    Args:
        line: with or without its end.
        rows: which of `people`, `roles`, `events`, `money`, `lists` and `counts` to read, where not all are
            needed; the others are empty then.
    """
    raw = orjson.loads(line)
    if raw.pop("format", None) != FORMAT:
        return None
    sketch = bytes.fromhex(raw.pop("shingles"))
    for name, kind in _ROWS.items():
        raw[name] = tuple(_row(kind, row) for row in raw[name]) if rows is None or name in rows else ()
    shared = {name: _shared(value) for name, value in raw.items() if name not in _ROWS}
    return DocumentFacts(**{**raw, **shared}, shingles=sketch)


def _row(kind: type, row: dict[str, Any]) -> Any:
    """A fact with the strings that others have too held once; ids and evidence are its own."""
    values = {name: _shared(value) for name, value in row.items() if name not in ("id", "evidence")}
    if "id" in row:
        values["id"] = row["id"]
    if "evidence" in row:
        values["evidence"] = tuple(row["evidence"])
    return kind(**values)


def _shared(value: Any) -> Any:
    if isinstance(value, str):
        return intern(value)
    if isinstance(value, list):
        return tuple(map(_shared, value))
    return value


def facts_of(
    document: Json, records: Mapping[str, Sequence[Json]], annotated: Annotated | None = None
) -> DocumentFacts:
    """The facts of one document.

    Args:
        document: the JSON object of the document (amounts in records as int, Decimal or str, never float).
        records: `people`, `roles`, `dates`, `money`, `events`, `priorities` -> its records' JSON objects.
        annotated: its text, annotated, where that was done already.
    """
    text, language = document["text"], document["language"]
    annotated = annotated if annotated is not None else annotate(text, language)
    events = enumerate(records.get("events", ()))
    return DocumentFacts(
        document_id=document["id"],
        language=language,
        story_id=document.get("story_id"),
        published=document.get("published"),
        length=len(text),
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
        events=tuple(_event(event, order, language) for order, event in events),
        money=tuple(
            MoneyFact(
                str(m["amount"]),
                None if m["amount_max"] is None else str(m["amount_max"]),
                m["currency"],
                m["qualifier"],
                _first(m),
                m["purpose"],
            )
            for m in records.get("money", ())
            if not m["per_unit"]
        ),
        lists=_lists(records.get("priorities", ())),
        counts=_counts(annotated),
        values=tuple(sorted(plain(value) for value in read_values(annotated) if value >= _TELLING)),
        shingles=shingles(text),
    )


def plain(value: Decimal) -> str:
    """Digits without an exponent and without zeros behind the point."""
    return f"{value.normalize():f}"


def _event(event: Json, order: int, language: str) -> EventFact:
    name = name_parts(event["name"], language)
    place = event["place"]
    where = name_parts(place, language) if place else NameParts()
    took_part = {guest for guest in event["participants"] if _COUNTRY.match(guest)}
    return EventFact(
        event["id"],
        event["type"],
        event["name"],
        event["date"],
        event["start"],
        event["end"],
        place,
        event["country"],
        tuple(guest for guest in event["participants"] if guest not in took_part),
        len(event["mentions"]),
        order,
        _first(event),
        event["status"],
        tuple(sorted({*name.countries, *took_part})),
        name.terms,
        name.edition,
        where.countries[0] if len(where.countries) == 1 and not where.terms else None,
    )


def _counts(annotated: Annotated) -> tuple[CountFact, ...]:
    found: dict[tuple[str, tuple[str, ...], str], CountFact] = {}
    for count in read_counts(annotated):
        value = plain(count.value)
        evidence = (count.start, count.end, annotated.text[count.start : count.end])
        fact = CountFact(count.concept, count.countries, value, count.qualifier, evidence)
        found.setdefault((count.concept, count.countries, value), fact)
    return tuple(found.values())


def _first(record: Json) -> Span:
    evidence = record["evidence"][0]
    return evidence["start"], evidence["end"], evidence["text"]


def _lists(priorities: Iterable[Json]) -> tuple[ListFact, ...]:
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

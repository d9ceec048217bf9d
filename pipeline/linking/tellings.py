"""Event records prepared for comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from sys import intern
from typing import Any, NamedTuple

from pipeline.linking.facts import DocumentFacts, Span
from pipeline.linking.papers import Paper, paper_of
from pipeline.linking.shelf import Shelf
from pipeline.tokens import fold
from schemas.edtf import bounds

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN_YEAR = re.compile(r"(\d{4}|XXXX)(-\d\d(?:-\d\d)?)\Z")
_SOME_YEAR = "2000"  # a leap year, in which days without a year are compared
# Types that different reporters give to one occasion.
_ALIKE = (
    frozenset({"forum", "conference", "summit"}),
    frozenset({"meeting", "visit", "discussion"}),
    frozenset({"festival", "exhibition"}),
    frozenset({"signing", "ceremony"}),
)
_RARE = 20  # documents that name somebody: who is in more of them is in every report

Days = tuple[date, date]


class Home(NamedTuple):
    """The linked person that a document's person is."""

    id: str
    bearers: int


@dataclass(frozen=True, slots=True)
class Telling:
    """An event record of a document, prepared for comparison.

    Attributes:
        document: where it stands.
        type: of the record, as are `status`, `date` and `edition`.
        family: of types that different reporters give to one occasion.
        order: its place among the document's events.
        main: whether its document speaks of it most.
        named_place: as the record has it.
        place: folded; None for a country.
        place_country: the country that the place is.
        countries: of its name and of those that took part.
        terms: telling words of its name.
        years: in its name and its date.
        people: linked ids of those who took part, and names of bodies.
        company: linked ids of all whom the document names and few others do.
        span: first and last day, None where its date has no year.
        season: the same days in one and the same year, where it has none or lasts within one.
    """

    document: Paper
    type: str
    family: str
    status: str
    order: int
    main: bool
    date: str | None
    edition: int | None
    named_place: str | None
    place: str | None
    place_country: str | None
    countries: frozenset[str]
    terms: tuple[str, ...]
    years: frozenset[str]
    people: tuple[str, ...]
    company: frozenset[str]
    span: Days | None
    season: Days | None


@dataclass(frozen=True, slots=True)
class Record:
    """What a linked record and a discrepancy say of an event record, and nothing is compared by."""

    id: str
    name: str
    mentions: int
    start: str | None
    end: str | None
    country: str | None
    evidence: Span


def record(shelf: Shelf, place: int) -> Record:
    """What is written of an event record."""
    values: list[Any] = shelf[place]
    values[-1] = tuple(values[-1])
    return Record(*values)


def tellings(
    documents: Iterable[tuple[DocumentFacts, Mapping[str, Home]]], shelf: Shelf
) -> tuple[list[Telling], list[Paper]]:
    """Every event record, in order of (document, record id); people stand as linked ids.

    Args:
        documents: in order of their ids, each with the linked people that its people are.
        shelf: takes what is not compared; see `record`.

    Returns:
        The records, and the paper of every document.
    """
    found: list[Telling] = []
    papers: list[Paper] = []
    shared: dict[object, object] = {}

    def once(some: Iterable[str]) -> frozenset[str]:
        """The set itself, one of a kind in memory."""
        made = frozenset(some)
        return shared.setdefault(made, made)  # type: ignore[return-value]

    for place, (document, homes) in enumerate(documents):
        paper = paper_of(place, document)
        papers.append(paper)
        # Whom no other document names is nobody's company but here, where one word stands for all of them.
        company = frozenset(
            home.id if home.bearers > 1 else document.document_id
            for home in homes.values()
            if home.bearers <= _RARE
        )
        most = max((event.mentions for event in document.events), default=0)
        for event in sorted(document.events, key=lambda event: event.id):
            row = (
                event.id,
                event.name,
                event.mentions,
                event.start,
                event.end,
                event.country,
                event.evidence,
            )
            shelf.add(row)
            people = {homes[guest].id if guest in homes else guest for guest in event.participants}
            found.append(
                Telling(
                    document=paper,
                    type=event.type,
                    family=_family(event.type),
                    status=event.status,
                    order=event.order,
                    main=(event.mentions == most and event.order == 0) or event.mentions >= 3,
                    date=event.date,
                    edition=event.edition,
                    named_place=event.place,
                    place=intern(fold(event.place)) if event.place and not event.place_country else None,
                    place_country=event.place_country,
                    countries=once(event.countries),
                    terms=event.terms,
                    years=once(_YEAR.findall(f"{event.name} {event.date or ''}")),
                    people=tuple(sorted(people)),
                    company=company,
                    span=_days(event.date),
                    season=_season(event.date),
                )
            )
    return found, papers


@cache  # a day is that of many events
def _days(edtf: str | None) -> Days | None:
    start, end = bounds(edtf) if edtf else (None, None)
    return (start, end) if start and end and start <= end else None


@cache
def _season(edtf: str | None) -> Days | None:
    """The days of a date in one and the same year; None for a year or more, or for what crosses its end."""
    sides = [_IN_YEAR.match(side) for side in (edtf or "").split("/")]
    found = [side for side in sides if side is not None]
    if len(found) < len(sides) or len({side[1] for side in found} - {"XXXX"}) > 1:
        return None
    return _days("/".join(_SOME_YEAR + side[2] for side in found))


@cache
def _family(kind: str) -> str:
    return next((min(group) for group in _ALIKE if kind in group), kind)

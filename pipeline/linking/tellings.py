"""Event records prepared for comparison."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.linking.facts import DocumentFacts, EventFact
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


@dataclass(frozen=True, slots=True)
class Telling:
    """An event record of a document, prepared for comparison.

    Attributes:
        years: in its name and its date.
        people: linked ids of those who took part, and names of bodies.
        company: linked ids of all whom the document names and few others do.
        span: first and last day, None where its date has no year.
        season: the same days in one and the same year, where it has none or lasts within one.
        main: whether its document speaks of it most.
        place: folded; None for a country.
    """

    document: DocumentFacts
    event: EventFact
    countries: frozenset[str]
    terms: frozenset[str]
    years: frozenset[str]
    people: frozenset[str]
    company: frozenset[str]
    span: Days | None
    season: Days | None
    main: bool
    place: str | None
    family: str


def tellings(documents: Iterable[DocumentFacts], homes: Mapping[tuple[str, str], str]) -> list[Telling]:
    """Every event record, in order of (document, record id); people stand as linked ids."""
    found = []
    shared: dict[frozenset[str], frozenset[str]] = {}

    def once(some: Iterable[str]) -> frozenset[str]:
        """The set itself, one of a kind in memory."""
        made = frozenset(some)
        return shared.setdefault(made, made)

    bearers = Counter(homes.values())
    for document in documents:
        here = ((person.person_id, document.document_id) for person in document.people)
        linked = (homes.get((key, person), person) for person, key in here)
        company = once(person for person in linked if bearers[person] <= _RARE)
        most = max((event.mentions for event in document.events), default=0)
        for event in document.events:
            found.append(
                Telling(
                    document=document,
                    event=event,
                    countries=once(event.countries),
                    terms=once(event.terms),
                    years=once(_YEAR.findall(f"{event.name} {event.date or ''}")),
                    people=once(homes.get((document.document_id, p), p) for p in event.participants),
                    company=company,
                    span=_days(event.date),
                    season=_season(event.date),
                    main=(event.mentions == most and event.order == 0) or event.mentions >= 3,
                    place=fold(event.place) if event.place and not event.place_country else None,
                    family=_family(event.type),
                )
            )
    return sorted(found, key=lambda t: (t.document.document_id, t.event.id))


def _days(edtf: str | None) -> Days | None:
    start, end = bounds(edtf) if edtf else (None, None)
    return (start, end) if start and end and start <= end else None


def _season(edtf: str | None) -> Days | None:
    """The days of a date in one and the same year; None for a year or more, or for what crosses its end."""
    sides = [_IN_YEAR.match(side) for side in (edtf or "").split("/")]
    found = [side for side in sides if side is not None]
    if len(found) < len(sides) or len({side[1] for side in found} - {"XXXX"}) > 1:
        return None
    return _days("/".join(_SOME_YEAR + side[2] for side in found))


def _family(kind: str) -> str:
    return next((min(group) for group in _ALIKE if kind in group), kind)

"""One event over all documents: which event records tell of the same occasion, and why.

Type, days, place, participants and the terms of the name speak for or against; countries in names are
compared as codes, so 'Wietnam' and 'Vietnam' are one term. A missing date or place never joins by itself:
besides the type, two kinds of evidence are needed. Years in names and dates keep a yearly series apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.annotated import annotate
from pipeline.linking.clusters import Clashes, Evidence, Pair, Pairs, blocks, join
from pipeline.linking.facts import DocumentFacts, EventFact
from pipeline.tokens import fold
from schemas import LinkedEvent, Member, Reason
from schemas.edtf import bounds

_THRESHOLD = 4.0
_LARGEST_BLOCK = 300
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Types that different reporters give to one occasion.
_ALIKE = (
    frozenset({"forum", "conference", "summit"}),
    frozenset({"meeting", "visit", "discussion"}),
    frozenset({"festival", "exhibition"}),
    frozenset({"signing", "ceremony"}),
)
_MIN_TERM = 4
_MONTH_DAYS = 31


@dataclass(frozen=True, slots=True)
class Telling:
    """An event record of a document, prepared for comparison."""

    document: DocumentFacts
    event: EventFact
    countries: frozenset[str]
    terms: frozenset[str]
    years: frozenset[str]
    people: frozenset[str]
    span: tuple[date, date] | None
    main: bool
    place: str | None
    family: str


def tellings(documents: Sequence[DocumentFacts], homes: Mapping[tuple[str, str], str]) -> list[Telling]:
    """Every event record, in order of (document, record id); people stand as linked ids."""
    found = []
    for document in documents:
        most = max((event.mentions for event in document.events), default=0)
        for event in document.events:
            countries, terms = _terms(event.name, document.language)
            start, end = bounds(event.date) if event.date else (None, None)
            found.append(
                Telling(
                    document=document,
                    event=event,
                    countries=countries,
                    terms=terms,
                    years=frozenset(_YEAR.findall(event.name)) | frozenset(_YEAR.findall(event.date or "")),
                    people=frozenset(homes.get((document.document_id, p), p) for p in event.participants),
                    span=(start, end) if start and end else None,
                    main=(event.mentions == most and event.order == 0) or event.mentions >= 3,
                    place=fold(event.place) if event.place else None,
                    family=_family(event.type),
                )
            )
    return sorted(found, key=lambda t: (t.document.document_id, t.event.id))


@lru_cache(maxsize=4096)  # 'das Treffen' names thousands of meetings
def _terms(name: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Countries of a name as codes, and its other words that are long enough to tell something, folded."""
    annotated = annotate(name, language)
    countries: set[str] = set()
    used: set[int] = set()
    for section in ("country", "demonym"):
        for lexeme in annotated.section(section):
            countries.add(lexeme.value[:2])
            used.update(range(lexeme.start, lexeme.end))
    skipped = {token for lexeme in annotated.section("function") for token in range(lexeme.start, lexeme.end)}
    terms = {
        fold(surface)
        for token, surface in enumerate(annotated.surfaces)
        if token not in used and token not in skipped and len(surface) >= _MIN_TERM and surface[0].isalpha()
    }
    return frozenset(countries), frozenset(terms)


def link_events(
    documents: Sequence[DocumentFacts], homes: Mapping[tuple[str, str], str]
) -> tuple[list[LinkedEvent], dict[str, str]]:
    """Links the events of all documents.

    Args:
        documents: facts of every document, in any order.
        homes: (document id, person id) -> linked person, as `link_people` gives it.

    Returns:
        The linked events in order of their ids, and event record id -> linked id.
    """
    known = tellings(documents, homes)
    pairs = Pairs()
    for left, right in blocks([_keys(telling) for telling in known], _LARGEST_BLOCK):
        weight = sum(reason.weight for reason in compare(known[left], known[right]))
        if weight >= _THRESHOLD:
            pairs.add(left, right, weight)
    clashes = Clashes(
        owners=[telling.document.document_id for telling in known],
        kinds=[(telling.years, telling.span) for telling in known],
        possible=lambda a, b: _other_time(known[a], known[b]),
        certain=lambda a, b: clash(known[a], known[b]),
    )
    linked, home = [], {}
    for group, joined in join(len(known), pairs, clashes):
        members = [known[i] for i in group]
        used = [Pair(a, b, tuple(compare(known[a], known[b]))) for a, b in joined]
        event = _linked(members, used)
        linked.append(event)
        home.update({telling.event.id: event.id for telling in members})
    return sorted(linked, key=lambda event: event.id), home


def _family(kind: str) -> str:
    return next((min(group) for group in _ALIKE if kind in group), kind)


def _keys(telling: Telling) -> list[tuple[str, ...]]:
    family = telling.family
    keys: list[tuple[str, ...]] = []
    if telling.document.story_id:
        keys.append(("story", family, telling.document.story_id))
    if telling.span:
        keys.append(("month", family, telling.span[0].isoformat()[:7]))
    if telling.place:
        keys.append(("place", family, telling.place))
    keys += [("person", family, person) for person in telling.people]
    keys += [("term", family, term) for term in telling.terms]
    if len(telling.countries) > 1:
        keys.append(("countries", telling.event.type, *sorted(telling.countries)))
    return keys


def clash(left: Telling, right: Telling) -> bool:
    """Whether two records can never tell of one event."""
    if left.document.document_id == right.document.document_id:
        return True
    if not _other_time(left, right):
        return False
    return _other_years(left, right) or not _same_story(left, right)


def _other_years(left: Telling, right: Telling) -> bool:
    return bool(left.years and right.years and left.years.isdisjoint(right.years))


def _other_time(left: Telling, right: Telling) -> bool:
    """Whether years or days differ; within a story, days alone are no clash."""
    if _other_years(left, right):
        return True
    return bool(left.span and right.span and not _overlap(left.span, right.span))


def _same_story(left: Telling, right: Telling) -> bool:
    return bool(left.document.story_id) and left.document.story_id == right.document.story_id


def _overlap(a: tuple[date, date], b: tuple[date, date]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def compare(left: Telling, right: Telling) -> list[Evidence]:
    """All that speaks for and against two records telling of one event; empty where nothing allows it."""
    if left.family != right.family or clash(left, right):
        return []
    same_type = left.event.type == right.event.type
    kind = Evidence("type", 1.0 if same_type else 0.0, f"{left.event.type} / {right.event.type}")
    told: list[Evidence] = []
    if left.span and right.span and _overlap(left.span, right.span):
        days = max((span[1] - span[0]).days for span in (left.span, right.span))
        weight = 2.0 if days < _MONTH_DAYS - 1 else 1.0 if days < 2 * _MONTH_DAYS else 0.5
        told.append(Evidence("date", weight, f"{left.event.date} / {right.event.date}"))
    if left.place and right.place:
        if left.place == right.place or left.place in right.place or right.place in left.place:
            told.append(Evidence("place", 1.5, left.event.place or ""))
        else:
            told.append(Evidence("other place", -1.5, f"{left.event.place} / {right.event.place}"))
    people = left.people & right.people
    if people:
        told.append(Evidence("participants", min(2.0, 1.0 * len(people)), ", ".join(sorted(people)[:3])))
    if len(left.countries) > 1 and left.countries == right.countries:
        told.append(Evidence("countries", 2.0, ", ".join(sorted(left.countries))))
    elif left.countries and right.countries and not left.countries & right.countries:
        told.append(Evidence("other countries", -2.0, ", ".join(sorted(left.countries | right.countries))))
    terms = left.terms & right.terms
    if terms:
        share = len(terms) / min(len(left.terms), len(right.terms))
        told.append(Evidence("name", 2.0 * share, ", ".join(sorted(terms)[:4])))
    if _same_story(left, right):
        weight = 2.0 if left.event.order == right.event.order else 1.0
        told.append(Evidence("story", weight, left.document.story_id or ""))
    if left.main and right.main:
        told.append(Evidence("main event", 1.0, "both articles speak of it most"))
    if sum(reason.weight > 0 for reason in told) < 2:
        return []
    return [kind, *told]


def _linked(members: Sequence[Telling], used: Sequence[Pair]) -> LinkedEvent:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for telling in members:
        names[telling.document.language][telling.event.name] += telling.event.mentions
    best = max(
        members, key=lambda t: (len(t.years) > 0, len(t.event.name.split()), t.event.mentions, t.event.name)
    ).event.name
    dated = [telling for telling in members if telling.event.date]
    # the finest date that most documents state
    votes = Counter(telling.event.date for telling in dated)
    finest = max(
        dated, key=lambda t: (votes[t.event.date], len(t.event.date or ""), t.event.date), default=None
    )
    places = Counter(telling.event.place for telling in members if telling.event.place)
    countries = Counter(telling.event.country for telling in members if telling.event.country)
    types = Counter(telling.event.type for telling in members)
    reasons = Counter(
        (reason.kind, round(reason.weight, 3), reason.detail) for pair in used for reason in pair.evidence
    )
    return LinkedEvent(
        id=f"event-{members[0].event.id}",
        name=best,
        names={language: tuple(sorted(found)) for language, found in sorted(names.items())},
        members=tuple(Member(document_id=t.document.document_id, id=t.event.id) for t in members),
        reasons=tuple(Reason(kind=k, weight=w, detail=d) for k, w, d in sorted(reasons)),
        type=_most(types),
        date=finest.event.date if finest else None,
        start=finest.event.start if finest else None,
        end=finest.event.end if finest else None,
        place=_most(places),
        country=_most(countries),
        participants=tuple(sorted({person for telling in members for person in telling.people})),
    )


def _most(counted: Counter[str]) -> str | None:
    return max(counted, key=lambda value: (counted[value], value)) if counted else None

"""One event over all documents: which event records tell of the same occasion, and why.

Type, days, place, participants and the terms of the name speak for or against; countries in names are
compared as codes, so 'Wietnam' and 'Vietnam' are one term. A missing date or place never joins by itself:
besides the type, two kinds of evidence are needed. Years and editions keep a series apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.linking.clusters import Clashes, Evidence, Pair, Pairs, blocks, join
from pipeline.linking.facts import DocumentFacts, EventFact
from pipeline.tokens import fold
from schemas import LinkedEvent, Member, Reason
from schemas.edtf import bounds

_THRESHOLD = 4.0
_LARGEST_BLOCK = 300
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
_MONTH_DAYS = 31
_STEM = 4  # letters that two forms of one place name share: 'Bremen', 'Bremę'
_ENDING = 3

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


@dataclass(frozen=True, slots=True)
class Events:
    """All event records and which of them are one event; the linked records are made one by one.

    Attributes:
        known: every record, in order of (document, record id).
        groups: places in `known` that are one event, each in order, by the first.
        joined: the pairs that joined each group.
        ids: each group's natural id, after its first member.
    """

    known: Sequence[Telling]
    groups: Sequence[Sequence[int]]
    joined: Sequence[Sequence[tuple[int, int]]]
    ids: Sequence[str]

    def members(self, group: int) -> list[Telling]:
        """The records of a group."""
        return [self.known[place] for place in self.groups[group]]

    def record(self, group: int, linked_id: str, former_ids: tuple[str, ...] = ()) -> LinkedEvent:
        """The linked event of a group."""
        used = [Pair(a, b, tuple(compare(self.known[a], self.known[b]))) for a, b in self.joined[group]]
        return _linked(self.members(group), used, linked_id, former_ids)


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


def link_events(documents: Sequence[DocumentFacts], homes: Mapping[tuple[str, str], str]) -> Events:
    """Links the events of all documents.

    Args:
        documents: facts of every document, in any order.
        homes: (document id, person id) -> linked person.
    """
    known = tellings(documents, homes)
    pairs = Pairs()
    for left, right in blocks((_keys(telling) for telling in known), _LARGEST_BLOCK):
        weight = sum(reason.weight for reason in compare(known[left], known[right]))
        if weight >= _THRESHOLD:
            pairs.add(left, right, weight)
    clashes = Clashes(
        owners=[telling.document.document_id for telling in known],
        kinds=[(t.years, t.span, t.season, t.event.edition, t.event.status == "postponed") for t in known],
        possible=lambda a, b: _other_time(known[a], known[b]),
        certain=lambda a, b: clash(known[a], known[b]),
    )
    found = join(len(known), pairs, clashes)
    return Events(
        known=known,
        groups=[group for group, _ in found],
        joined=[joined for _, joined in found],
        ids=[f"event-{known[group[0]].event.id}" for group, _ in found],
    )


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
    """Whether years, or the numbers of editions, differ: another event of a series."""
    editions = left.event.edition, right.event.edition
    if None not in editions and editions[0] != editions[1]:
        return True
    return bool(left.years and right.years and left.years.isdisjoint(right.years))


def _other_time(left: Telling, right: Telling) -> bool:
    """Whether years or days differ; within a story, or where it was postponed, days alone are no clash."""
    return _other_years(left, right) or _other_days(left, right)


def _other_days(left: Telling, right: Telling) -> bool:
    if "postponed" in (left.event.status, right.event.status):
        return False
    if left.span and right.span:
        return not _overlap(left.span, right.span)
    return bool(left.season and right.season and not _overlap(left.season, right.season))


def _same_story(left: Telling, right: Telling) -> bool:
    return bool(left.document.story_id) and left.document.story_id == right.document.story_id


def _overlap(a: tuple[date, date], b: tuple[date, date]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def compare(left: Telling, right: Telling) -> list[Evidence]:
    """All that speaks for and against two records telling of one event; empty where nothing allows it.

    Besides the type two kinds of evidence are needed; that both articles speak of it most is none of them.
    """
    if left.family != right.family or clash(left, right):
        return []
    told = [
        *_when(left, right),
        *_where(left, right),
        *_who(left, right),
        *_what(left, right),
    ]
    if _same_story(left, right):
        weight = 2.0 if left.event.order == right.event.order else 1.0
        told.append(Evidence("story", weight, left.document.story_id or ""))
    if sum(reason.weight > 0 for reason in told) < 2:
        return []
    if left.main and right.main:
        told.append(Evidence("main event", 1.0, "both articles speak of it most"))
    same_type = left.event.type == right.event.type
    return [Evidence("type", 1.0 if same_type else 0.0, f"{left.event.type} / {right.event.type}"), *told]


def _when(left: Telling, right: Telling) -> Iterable[Evidence]:
    mine, theirs = (left.span, right.span) if left.span and right.span else (left.season, right.season)
    if mine and theirs and _overlap(mine, theirs):
        days = max((span[1] - span[0]).days for span in (mine, theirs))
        weight = 2.0 if days < _MONTH_DAYS - 1 else 1.0 if days < 2 * _MONTH_DAYS else 0.5
        yield Evidence("date", weight, f"{left.event.date} / {right.event.date}")


def _where(left: Telling, right: Telling) -> Iterable[Evidence]:
    if left.place and right.place:
        detail = f"{left.event.place} / {right.event.place}"
        if _same_place(left.place, right.place):
            yield Evidence("place", 1.5, detail)
        else:
            # a city has other names in other languages; within one it is another place, or lies in it
            weight = -3.0 if left.document.language == right.document.language else -1.5
            yield Evidence("other place", weight, detail)
    elif left.event.place_country and left.event.place_country == right.event.place_country:
        yield Evidence("country", 0.5, left.event.place_country)


def _same_place(left: str, right: str) -> bool:
    """Whether one place lies in the other's words, or both are forms of one name."""
    if left in right or right in left:
        return True
    common = 0
    for mine, theirs in zip(left, right, strict=False):
        if mine != theirs:
            break
        common += 1
    return common >= _STEM and max(len(left), len(right)) - common <= _ENDING


def _who(left: Telling, right: Telling) -> Iterable[Evidence]:
    people = left.people & right.people
    if people:
        yield Evidence("participants", min(2.0, 1.0 * len(people)), ", ".join(sorted(people)[:3]))
    elif company := left.company & right.company:
        yield Evidence("company", 1.0, ", ".join(sorted(company)[:3]))


def _what(left: Telling, right: Telling) -> Iterable[Evidence]:
    if len(left.countries) > 1 and left.countries == right.countries:
        yield Evidence("countries", 2.0, ", ".join(sorted(left.countries)))
    elif left.countries and right.countries and not left.countries & right.countries:
        yield Evidence("other countries", -2.0, ", ".join(sorted(left.countries | right.countries)))
    terms = left.terms & right.terms
    if terms:
        share = len(terms) / min(len(left.terms), len(right.terms))
        yield Evidence("name", 2.0 * share, ", ".join(sorted(terms)[:4]))


def _linked(
    members: Sequence[Telling], used: Sequence[Pair], linked_id: str, former_ids: tuple[str, ...]
) -> LinkedEvent:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for telling in members:
        names[telling.document.language][telling.event.name] += telling.event.mentions
    best = max(
        members, key=lambda t: (len(t.years) > 0, len(t.event.name.split()), t.event.mentions, t.event.name)
    ).event.name
    dated = [telling for telling in members if telling.event.date]
    if any(telling.event.status == "postponed" for telling in dated):
        dated = [telling for telling in dated if telling.event.status == "postponed"]  # the new date
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
        id=linked_id,
        former_ids=former_ids,
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

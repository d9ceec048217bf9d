"""Where documents state different values for the same fact.

Only facts that are surely the same are compared: dates of one linked event, offices of one linked person in
reports of one story or event, the number of priorities that reports of one speaker's list declare, and
figures (see `pipeline.linking.figures`). Each disagreement stands once, between what most documents state and
each other value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from pipeline.linking.events import Events
from pipeline.linking.facts import ListFact, RoleFact
from pipeline.linking.figures import figure_discrepancies
from pipeline.linking.naming import Names
from pipeline.linking.papers import Paper
from pipeline.linking.people import People
from pipeline.linking.shelf import Collection
from pipeline.linking.statements import against_most, disagreement, statement
from pipeline.linking.tellings import Telling
from schemas import Discrepancy
from schemas.edtf import bounds

_COMMON_ITEMS = 2
# Offices that reports confuse with each other: the same seat with and without its deputy.
_RIVALS = (
    frozenset({"prime_minister", "deputy_prime_minister"}),
    frozenset({"president", "vice_president"}),
    frozenset({"minister", "deputy_minister"}),
    frozenset({"governor", "deputy_governor"}),
    frozenset({"mayor", "deputy_mayor"}),
    frozenset({"peoples_committee_chair", "peoples_committee_deputy_chair"}),
    frozenset({"peoples_council_chair", "peoples_council_deputy_chair"}),
    frozenset({"party_secretary", "deputy_party_secretary"}),
    frozenset({"national_assembly_chair", "national_assembly_deputy_chair"}),
    frozenset({"director", "deputy_director"}),
    frozenset({"department_head", "deputy_department_head"}),
    frozenset({"chairperson", "deputy_chairperson"}),
)

Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class StatedList:
    """A list of priorities of a document, with the linked person whose list it is."""

    document: Paper
    list: ListFact
    speaker: str


@dataclass(frozen=True)
class Known:
    """All that was linked, with the final ids.

    Attributes:
        documents: facts of every document, with their final `story_id`.
        people: the people and their ids.
        events: the events and their ids.
        lists: lists of priorities that declare a number of items and have a speaker, in order of documents.
    """

    documents: Collection
    people: People
    person_names: Names
    events: Events
    event_names: Names
    lists: Sequence[StatedList]

    @cached_property
    def _events(self) -> dict[int, set[int]]:
        """The events of several documents that each document tells of."""
        found: dict[int, set[int]] = {}
        for group in self.events.groups.larger():
            for place in self.events.groups[group]:
                found.setdefault(self.events.known[place].document.place, set()).add(group)
        return found

    def groups(self, document: Paper) -> list[Group]:
        """The story of a document and the events that it shares with others."""
        found = {("event", self.event_names.shared(group)) for group in self._events.get(document.place, ())}
        if document.story_id:
            found.add(("story", document.story_id))
        return sorted(found)


def find_discrepancies(known: Known) -> list[Discrepancy]:
    """All discrepancies, in order of their ids."""
    found = [
        *_totals(known),
        *_dates(known),
        *_offices(known),
        *figure_discrepancies(known.documents, known.events, known.event_names),
    ]
    return sorted({item.id: item for item in found}.values(), key=lambda item: item.id)


def _totals(known: Known) -> Iterator[Discrepancy]:
    """Lists of one speaker, at one event or in one story, that declare different numbers."""
    by_speaker: dict[str, list[tuple[Paper, ListFact]]] = defaultdict(list)
    for one in known.lists:
        by_speaker[one.speaker].append((one.document, one.list))
    for speaker, stated in by_speaker.items():
        for told in _together(known, stated):
            for (left, mine), (right, theirs) in against_most(told, lambda item: item[1].declared_total):
                if left is right or len(set(mine.codes) & set(theirs.codes) - {"other"}) < _COMMON_ITEMS:
                    continue
                yield disagreement(
                    "declared_total",
                    speaker,
                    statement(left, str(mine.declared_total), mine.evidence),
                    statement(right, str(theirs.declared_total), theirs.evidence),
                    "The reports of one list declare different numbers of items.",
                )


def _together(
    known: Known, stated: Sequence[tuple[Paper, ListFact]]
) -> Iterable[list[tuple[Paper, ListFact]]]:
    """The lists whose documents hang together by stories and events."""
    home: dict[Group, list[tuple[Paper, ListFact]]] = {}
    for item in stated:
        own = [item]
        for group in known.groups(item[0]):
            before = home.get(group)
            if before is not None and before is not own:
                before.extend(own)
                for other, held in home.items():
                    if held is own:
                        home[other] = before
                own = before
            home[group] = own
    unique = {id(held): held for held in home.values()}
    return [sorted(held, key=lambda item: item[0].document_id) for held in unique.values()]


def _dates(known: Known) -> Iterator[Discrepancy]:
    for group in known.events.groups.larger():
        members = known.events.members(group)
        if any(telling.status == "postponed" for telling, _ in members):
            continue  # another date is what the reports say
        dated = [member for member in members if member[0].date]
        if not dated:
            continue
        for (left, mine), (right, theirs) in against_most(dated, lambda member: member[0].date):
            if _apart(left, right):
                yield disagreement(
                    "date",
                    known.event_names.shared(group),
                    statement(left.document, left.date, mine.evidence),
                    statement(right.document, right.date, theirs.evidence),
                    "The reports of one event give different dates.",
                )


def _apart(left: Telling, right: Telling) -> bool:
    """Whether two dates have no day in common; a date without a year, or with an open end, may have any."""
    a, b = bounds(left.date or ""), bounds(right.date or "")
    if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return False
    return a[1] < b[0] or b[1] < a[0]


def _offices(known: Known) -> Iterator[Discrepancy]:
    for group in known.people.groups.larger():
        told: dict[Group, dict[frozenset[str], tuple[Paper, list[RoleFact]]]] = {}
        for bearing, own in known.people.members(group):
            roles = [role for role in own.roles if role.status == "current"]
            codes = frozenset(role.role for role in roles)
            for place in known.groups(bearing.document):
                told.setdefault(place, {}).setdefault(codes, (bearing.document, roles))
        reported: set[frozenset[str]] = set()
        for held in told.values():
            for (left, mine), (right, theirs) in combinations(held.values(), 2):
                for role, other in _rivals(mine, theirs):
                    if frozenset({role.role, other.role}) in reported:
                        continue
                    reported.add(frozenset({role.role, other.role}))
                    yield disagreement(
                        "office",
                        known.person_names.shared(group),
                        statement(left, role.role, role.evidence),
                        statement(right, other.role, other.evidence),
                        "Reports of one story or event give the person different offices.",
                    )


def _rivals(mine: Sequence[RoleFact], theirs: Sequence[RoleFact]) -> Iterator[tuple[RoleFact, RoleFact]]:
    """Offices of the one that the other confuses: neither document gives both."""
    codes = {role.role for role in mine}, {role.role for role in theirs}
    for role in mine:
        for other in theirs:
            rivals = {role.role, other.role} in _RIVALS
            if rivals and other.role not in codes[0] and role.role not in codes[1]:
                yield role, other

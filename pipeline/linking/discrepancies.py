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
from itertools import combinations

from pipeline.linking.events import Events
from pipeline.linking.facts import DocumentFacts, ListFact, RoleFact
from pipeline.linking.figures import figure_discrepancies
from pipeline.linking.people import People
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
class Known:
    """All that was linked, with the final ids.

    Attributes:
        documents: facts of every document, with their final `story_id`, in order of their ids.
        people: the people and the id of each.
        events: the events and the id of each.
        homes: (document id, person id) -> linked person.
        event_homes: event record id -> linked event, for events of several documents.
    """

    documents: Sequence[DocumentFacts]
    people: People
    person_ids: Sequence[str]
    events: Events
    event_ids: Sequence[str]
    homes: dict[tuple[str, str], str]
    event_homes: dict[str, str]

    def groups(self, document: DocumentFacts) -> list[Group]:
        """The story of a document and the events that it shares with others."""
        found = {("event", home) for e in document.events if (home := self.event_homes.get(e.id))}
        if document.story_id:
            found.add(("story", document.story_id))
        return sorted(found)


def find_discrepancies(known: Known) -> list[Discrepancy]:
    """All discrepancies, in order of their ids."""
    found = [
        *_totals(known),
        *_dates(known),
        *_offices(known),
        *figure_discrepancies(known.documents, known.events, known.event_ids),
    ]
    return sorted({item.id: item for item in found}.values(), key=lambda item: item.id)


def _totals(known: Known) -> Iterator[Discrepancy]:
    """Lists of one speaker, at one event or in one story, that declare different numbers."""
    by_speaker: dict[str, list[tuple[DocumentFacts, ListFact]]] = defaultdict(list)
    for document in known.documents:
        for listed in document.lists:
            if listed.declared_total and listed.speaker:
                linked = known.homes.get((document.document_id, listed.speaker), listed.speaker)
                by_speaker[linked].append((document, listed))
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
    known: Known, stated: Sequence[tuple[DocumentFacts, ListFact]]
) -> Iterable[list[tuple[DocumentFacts, ListFact]]]:
    """The lists whose documents hang together by stories and events."""
    home: dict[Group, list[tuple[DocumentFacts, ListFact]]] = {}
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
    for group, linked_id in enumerate(known.event_ids):
        if len(known.events.groups[group]) < 2:
            continue
        members = known.events.members(group)
        if any(telling.event.status == "postponed" for telling in members):
            continue  # another date is what the reports say
        dated = [telling for telling in members if telling.event.date]
        if not dated:
            continue
        for left, right in against_most(dated, lambda telling: telling.event.date):
            if _apart(left, right):
                yield disagreement(
                    "date",
                    linked_id,
                    statement(left.document, left.event.date, left.event.evidence),
                    statement(right.document, right.event.date, right.event.evidence),
                    "The reports of one event give different dates.",
                )


def _apart(left: Telling, right: Telling) -> bool:
    """Whether two dates have no day in common; a date without a year, or with an open end, may have any."""
    a, b = bounds(left.event.date or ""), bounds(right.event.date or "")
    if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return False
    return a[1] < b[0] or b[1] < a[0]


def _offices(known: Known) -> Iterator[Discrepancy]:
    for group, linked_id in enumerate(known.person_ids):
        if len(known.people.groups[group]) < 2:
            continue
        told: dict[Group, dict[frozenset[str], tuple[DocumentFacts, list[RoleFact]]]] = {}
        for bearing in known.people.members(group):
            roles = [role for role in bearing.roles if role.status == "current"]
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
                        linked_id,
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

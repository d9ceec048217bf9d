"""Where documents state different values for the same fact.

Only facts that are surely the same are compared: sums of translations of one article, dates of one linked
event, offices of one linked person in one story, and the number of priorities that reports of one speaker's
list declare. Rounding is no difference: a value that the other one rounds to, where either is qualified.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

from pipeline.linking.facts import DocumentFacts, EventFact, ListFact, MoneyFact, RoleFact, Span
from schemas import Discrepancy, Evidence, LinkedEvent, LinkedPerson, Statement
from schemas.edtf import bounds

_NEAR = Decimal("0.25")  # two sums that differ by less may be the same sum stated differently
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


def find_discrepancies(
    documents: Sequence[DocumentFacts],
    people: Sequence[LinkedPerson],
    events: Sequence[LinkedEvent],
    homes: Mapping[tuple[str, str], str],
    event_homes: Mapping[str, str],
) -> list[Discrepancy]:
    """All discrepancies, in order of their ids.

    Args:
        documents: facts of every document, with their final `story_id`.
        people: the linked people.
        events: the linked events.
        homes: (document id, person id) -> linked person.
        event_homes: event record id -> linked event.
    """
    known = {document.document_id: document for document in documents}
    found = [
        *_totals(documents, homes, event_homes),
        *_dates(known, events),
        *_offices(known, people),
    ]
    stories: dict[str, list[DocumentFacts]] = defaultdict(list)
    for document in documents:
        if document.story_id:
            stories[document.story_id].append(document)
    for members in stories.values():
        for left, right in combinations(sorted(members, key=lambda d: d.document_id), 2):
            found += _sums(left, right)
    return sorted({item.id: item for item in found}.values(), key=lambda item: item.id)


def _statement(document: DocumentFacts, value: str | None, span: Span | None) -> Statement:
    evidence = (Evidence(start=span[0], end=span[1], text=span[2]),) if span else ()
    return Statement(document_id=document.document_id, value=value, evidence=evidence)


def _make(kind: str, subject: str, left: Statement, right: Statement, note: str) -> Discrepancy:
    if (left.document_id, left.value or "") > (right.document_id, right.value or ""):
        left, right = right, left
    spans = [(s.document_id, s.value, [(e.start, e.end) for e in s.evidence]) for s in (left, right)]
    digest = hashlib.sha256(repr((kind, spans)).encode("utf-8")).hexdigest()[:16]
    return Discrepancy(id=f"{kind}-{digest}", kind=kind, subject=subject, left=left, right=right, note=note)


def _totals(
    documents: Sequence[DocumentFacts], homes: Mapping[tuple[str, str], str], event_homes: Mapping[str, str]
) -> Iterable[Discrepancy]:
    """Lists of one speaker, at one event or in one story, that declare different numbers."""
    by_speaker: dict[str, list[tuple[DocumentFacts, ListFact]]] = defaultdict(list)
    for document in documents:
        for listed in document.lists:
            if listed.declared_total and listed.speaker:
                linked = homes.get((document.document_id, listed.speaker), listed.speaker)
                by_speaker[linked].append((document, listed))
    for speaker, stated in by_speaker.items():
        for a, b in _together(stated, event_homes):
            (left, mine), (right, theirs) = stated[a], stated[b]
            if left.document_id == right.document_id or mine.declared_total == theirs.declared_total:
                continue
            if len(set(mine.codes) & set(theirs.codes) - {"other"}) < _COMMON_ITEMS:
                continue
            yield _make(
                "declared_total",
                speaker,
                _statement(left, str(mine.declared_total), mine.evidence),
                _statement(right, str(theirs.declared_total), theirs.evidence),
                "The reports of one list declare different numbers of items.",
            )


def _together(
    stated: Sequence[tuple[DocumentFacts, ListFact]], event_homes: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Pairs of places whose documents are of one story or tell of one linked event."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (document, _) in enumerate(stated):
        homes = {event_homes[event.id] for event in document.events if event.id in event_homes}
        for home in homes:
            groups["event", home].append(place)
        if document.story_id:
            groups["story", document.story_id].append(place)
    return sorted({pair for group in groups.values() for pair in combinations(group, 2)})


def _dates(known: Mapping[str, DocumentFacts], events: Sequence[LinkedEvent]) -> Iterable[Discrepancy]:
    for linked in events:
        stated: dict[str, list[tuple[DocumentFacts, EventFact]]] = defaultdict(list)
        for member in linked.members:
            document = known[member.document_id]
            event = next(e for e in document.events if e.id == member.id)
            if event.date:
                stated[event.date].append((document, event))
        for one, other in combinations(stated, 2):
            a, b = bounds(one), bounds(other)
            if None in a or None in b or (a[0] <= b[1] and b[0] <= a[1]):  # type: ignore[operator]
                continue
            for (left, mine), (right, theirs) in product(stated[one], stated[other]):
                yield _make(
                    "date",
                    linked.id,
                    _statement(left, one, mine.evidence),
                    _statement(right, other, theirs.evidence),
                    "The reports of one event give different dates.",
                )


def _offices(known: Mapping[str, DocumentFacts], people: Sequence[LinkedPerson]) -> Iterable[Discrepancy]:
    for person in people:
        stories: dict[str, list[tuple[DocumentFacts, list[RoleFact]]]] = defaultdict(list)
        for member in person.members:
            document = known[member.document_id]
            if not document.story_id:
                continue
            own = next(p for p in document.people if p.id == member.id)
            roles = [r for r in document.roles if r.person_id == own.person_id and r.status == "current"]
            stories[document.story_id].append((document, roles))
        for (left, mine), (right, theirs) in (
            pair for told in stories.values() for pair in combinations(told, 2)
        ):
            for role in mine:
                for other in theirs:
                    rivals = any({role.role, other.role} == group for group in _RIVALS)
                    codes = ({r.role for r in mine}, {r.role for r in theirs})
                    if rivals and other.role not in codes[0] and role.role not in codes[1]:
                        yield _make(
                            "office",
                            person.id,
                            _statement(left, role.role, role.evidence),
                            _statement(right, other.role, other.evidence),
                            "Translations of one article give the person different offices.",
                        )


def _sums(left: DocumentFacts, right: DocumentFacts) -> Iterable[Discrepancy]:
    """Sums that one copy of an article has and the other has not: paired where near, else missing."""
    if left.language == right.language and left.shingles == right.shingles:
        return
    mine = [money for money in left.money if not any(_same(money, other) for other in right.money)]
    theirs = [money for money in right.money if not any(_same(money, other) for other in left.money)]
    for money in list(mine):
        near = [other for other in theirs if other.currency == money.currency and _near(money, other)]
        if near:
            other = min(near, key=lambda o: abs(Decimal(o.amount) - Decimal(money.amount)))
            mine.remove(money)
            theirs.remove(other)
            yield _make(
                "amount",
                f"sum in {money.currency}",
                _statement(left, f"{money.amount} {money.currency}", money.evidence),
                _statement(right, f"{other.amount} {other.currency}", other.evidence),
                "Translations of one article state different sums.",
            )
    for own, document, other_document in (
        *((money, left, right) for money in mine),
        *((money, right, left) for money in theirs),
    ):
        yield _make(
            "missing_figure",
            f"sum in {own.currency}",
            _statement(document, f"{own.amount} {own.currency}", own.evidence),
            _statement(other_document, None, None),
            "One translation has a sum that the other lacks.",
        )


def _same(left: MoneyFact, right: MoneyFact) -> bool:
    """Equal, or one rounded to the other where either is qualified."""
    if left.currency != right.currency:
        return False
    a, b = Decimal(left.amount), Decimal(right.amount)
    if a == b:
        return True
    if left.qualifier == right.qualifier == "exact":
        return False
    return _rounds(a, b) or _rounds(b, a)


def _rounds(rough: Decimal, fine: Decimal) -> bool:
    """Whether `fine`, rounded to the digits of `rough`, is `rough`."""
    exponent = rough.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return fine.quantize(Decimal(1).scaleb(exponent)) == rough


def _near(left: MoneyFact, right: MoneyFact) -> bool:
    """Within a quarter, or the same digits at another scale (a million for a billion)."""
    a, b = Decimal(left.amount), Decimal(right.amount)
    if not a or not b:
        return False
    return (
        abs(a - b) <= _NEAR * max(abs(a), abs(b))
        or a.normalize().as_tuple().digits == b.normalize().as_tuple().digits
    )

"""Person records prepared for comparison, and what speaks for and against two of them being one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern

from rapidfuzz.distance import Levenshtein

from pipeline.linking.clusters import Evidence
from pipeline.linking.facts import DocumentFacts, PersonFact, RoleFact
from pipeline.tokens import fold

# Offices of which a place has one at a time: the same one in two places speaks against one person.
_LOCAL = frozenset(
    {
        "governor",
        "deputy_governor",
        "mayor",
        "deputy_mayor",
        "peoples_committee_chair",
        "peoples_committee_deputy_chair",
        "peoples_council_chair",
        "party_secretary",
    }
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A person record with its offices and its company, as it is compared.

    Attributes:
        document: where it stands.
        person: the record.
        tokens: of its name.
        roles: its offices.
        company: whom the document names, itself included; one set a document.
        key: person id without the mark of a second bearer.
        codes: of its offices.
        countries: that its record and its offices name.
        seats: offices of which a place has one, with the place.
    """

    document: DocumentFacts
    person: PersonFact
    tokens: frozenset[str]
    roles: tuple[RoleFact, ...]
    company: frozenset[str]
    key: str
    codes: frozenset[str]
    countries: frozenset[str]
    seats: frozenset[tuple[str, str]]


def bearings(documents: Iterable[DocumentFacts]) -> list[Bearing]:
    """Every person record, in order of (document, record id)."""
    found = []
    shared: dict[object, frozenset[object]] = {}

    def once(some: Iterable[object]) -> frozenset[object]:
        """The set itself, one of a kind in memory."""
        made = frozenset(some)
        return shared.setdefault(made, made)

    for document in documents:
        everybody = frozenset(person.person_id.split("~")[0] for person in document.people)
        for person in document.people:
            key = person.person_id.split("~")[0]
            own = tuple(role for role in document.roles if role.person_id == person.person_id)
            countries = {role.country for role in own} | {person.country}
            found.append(
                Bearing(
                    document=document,
                    person=person,
                    tokens=once(key.split("-")),  # type: ignore[arg-type]
                    roles=own,
                    company=everybody,
                    key=intern(key),
                    codes=once(role.role for role in own),  # type: ignore[arg-type]
                    countries=once(country for country in countries if country),  # type: ignore[arg-type]
                    seats=once(  # type: ignore[arg-type]
                        (role.role, fold(role.jurisdiction))
                        for role in own
                        if role.role in _LOCAL and role.jurisdiction
                    ),
                )
            )
    return sorted(found, key=lambda b: (b.document.document_id, b.person.id))


def clash(left: Bearing, right: Bearing) -> bool:
    """Whether two records can never be one person."""
    if left.document.document_id == right.document.document_id:
        return True
    if left.key == right.key and left.document.story_id and left.document.story_id == right.document.story_id:
        return False
    return _other_countries(left, right) or (_other_seat(left, right) and not _company(left, right))


def _company(left: Bearing, right: Bearing) -> frozenset[str]:
    """Whom both documents name, besides the two themselves."""
    return (left.company & right.company) - {left.key, right.key}


def may_clash(left: Bearing, right: Bearing) -> bool:
    """Whether countries and seats allow a clash; story and company may still speak against it."""
    return _other_countries(left, right) or _other_seat(left, right)


def _other_countries(left: Bearing, right: Bearing) -> bool:
    return bool(left.countries and right.countries and left.countries.isdisjoint(right.countries))


def _other_seat(left: Bearing, right: Bearing) -> bool:
    return any(
        office == other and place != elsewhere
        for office, place in left.seats
        for other, elsewhere in right.seats
    )


def compare(left: Bearing, right: Bearing) -> list[Evidence]:
    """All that speaks for and against two records being one person; empty where the names do not allow it."""
    evidence = _names(left, right)
    if not evidence:
        return []
    shared = left.codes & right.codes
    if shared:
        evidence.append(Evidence("office", 2.0, ", ".join(sorted(shared))))
    elif left.codes and right.codes:
        evidence.append(Evidence("other office", -1.5, f"{sorted(left.codes)[0]} / {sorted(right.codes)[0]}"))
    countries = left.countries & right.countries
    if countries:
        evidence.append(Evidence("country", 0.5, ", ".join(sorted(countries))))
    company = _company(left, right)
    if company:
        evidence.append(Evidence("company", min(2.0, 1.0 * len(company)), ", ".join(sorted(company)[:3])))
    if left.document.story_id and left.document.story_id == right.document.story_id:
        evidence.append(Evidence("story", 3.0, left.document.story_id))
    return evidence


def _names(left: Bearing, right: Bearing) -> list[Evidence]:
    if left.key == right.key:
        if len(left.tokens) == 1:
            return [Evidence("one name", 0.5, left.key)]
        return [Evidence("name", 2.0 if len(left.tokens) == 2 else 3.0, left.key)]
    smaller, larger = sorted((left.tokens, right.tokens), key=len)
    if smaller < larger:
        # a missing middle name, or a surname alone: only an office can carry it
        return [Evidence("part of the name", -0.5 if len(smaller) == 1 else 0.5, "-".join(sorted(smaller)))]
    if len(left.tokens) == len(right.tokens) > 1 and len(left.tokens & right.tokens) == len(left.tokens) - 1:
        [a], [b] = left.tokens - right.tokens, right.tokens - left.tokens
        if min(len(a), len(b)) > 3 and Levenshtein.distance(a, b) == 1:
            return [Evidence("spelling", -0.5, f"{a} / {b}")]
    return []

"""Person records prepared for comparison, and what speaks for and against two of them being one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from sys import intern
from typing import Any

from rapidfuzz.distance import Levenshtein

from pipeline.linking.clusters import Evidence
from pipeline.linking.facts import DocumentFacts, PersonFact, RoleFact
from pipeline.linking.papers import Paper, paper_of
from pipeline.linking.shelf import Shelf
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


_ROLE = attrgetter(*RoleFact.__slots__)

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """A person record with its offices and its company, as it is compared.

    Attributes:
        document: where it stands.
        everybody: names of all whom the document names, itself included.
        name: words of its person id, without the mark of a second bearer.
        codes: of its offices.
        countries: that its record and its offices name.
        seats: offices of which a place has one, with the place.
    """

    document: Paper
    everybody: tuple[Name, ...]
    name: Name
    codes: frozenset[str]
    countries: frozenset[str]
    seats: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """Its person id without the mark of a second bearer."""
        return "-".join(self.name)

    @property
    def tokens(self) -> Name:
        """The words of its name, each once."""
        name = self.name
        return name if len(name) == 2 and name[0] != name[1] else tuple(dict.fromkeys(name))


@dataclass(frozen=True, slots=True)
class Record:
    """What a linked record and a discrepancy say of a person record, and nothing is compared by."""

    id: str
    name: str
    mentions: int
    roles: tuple[RoleFact, ...]


def by_id(people: Iterable[PersonFact]) -> list[PersonFact]:
    """A document's people in the order in which `bearings` has them."""
    return sorted(people, key=lambda person: person.id)


def bearings(documents: Iterable[DocumentFacts], shelf: Shelf) -> list[Bearing]:
    """Every person record, in order of (document, record id).

    Args:
        documents: in order of their ids.
        shelf: takes what is not compared; see `record`.
    """
    found = []
    shared: dict[object, frozenset[object]] = {}

    def once(some: Iterable[object]) -> frozenset[object]:
        """The set itself, one of a kind in memory."""
        made = frozenset(some)
        return shared.setdefault(made, made)

    for place, document in enumerate(documents):
        paper = paper_of(place, document)
        names = {person.id: _name(person) for person in document.people}
        everybody = tuple(set(names.values()))
        for person in by_id(document.people):
            own = tuple(role for role in document.roles if role.person_id == person.person_id)
            countries = {role.country for role in own} | {person.country}
            shelf.add((person.id, person.name, person.mentions, [_ROLE(role) for role in own]))
            found.append(
                Bearing(
                    document=paper,
                    everybody=everybody,
                    name=names[person.id],
                    codes=once(role.role for role in own),  # type: ignore[arg-type]
                    countries=once(country for country in countries if country),  # type: ignore[arg-type]
                    seats=_seats(own),
                )
            )
    return found


def _seats(roles: Iterable[RoleFact]) -> tuple[tuple[str, str], ...]:
    held = {(r.role, fold(r.jurisdiction)) for r in roles if r.role in _LOCAL and r.jurisdiction}
    return tuple(sorted(held))


def _name(person: PersonFact) -> Name:
    return tuple(map(intern, person.person_id.split("~")[0].split("-")))


def _role(row: list[Any]) -> RoleFact:
    row[-1] = tuple(row[-1])
    return RoleFact(*row)


def record(shelf: Shelf, place: int) -> Record:
    """What is written of a person record."""
    own, name, mentions, roles = shelf[place]
    return Record(own, name, mentions, tuple(map(_role, roles)))


def clash(left: Bearing, right: Bearing) -> bool:
    """Whether two records can never be one person."""
    if left.document.document_id == right.document.document_id:
        return True
    if (
        left.name == right.name
        and left.document.story_id
        and left.document.story_id == right.document.story_id
    ):
        return False
    return _other_countries(left, right) or (_other_seat(left, right) and not _company(left, right))


def _company(left: Bearing, right: Bearing) -> set[Name]:
    """Whom both documents name, besides the two themselves."""
    return set(left.everybody).intersection(right.everybody) - {left.name, right.name}


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
        evidence.append(
            Evidence("company", min(2.0, 1.0 * len(company)), ", ".join(sorted(map("-".join, company))[:3]))
        )
    if left.document.story_id and left.document.story_id == right.document.story_id:
        evidence.append(Evidence("story", 3.0, left.document.story_id))
    return evidence


def _names(left: Bearing, right: Bearing) -> list[Evidence]:
    if left.name == right.name:
        words = len(left.tokens)
        if words == 1:
            return [Evidence("one name", 0.5, left.key)]
        return [Evidence("name", 2.0 if words == 2 else 3.0, left.key)]
    mine, theirs = left.tokens, right.tokens
    shared = [token for token in mine if token in theirs]
    if len(mine) != len(theirs):
        if len(shared) < min(len(mine), len(theirs)):
            return []
        # a missing middle name, or a surname alone: only an office can carry it
        return [Evidence("part of the name", -0.5 if len(shared) == 1 else 0.5, "-".join(sorted(shared)))]
    if len(mine) > 1 and len(shared) == len(mine) - 1:
        [a] = [token for token in mine if token not in shared]
        [b] = [token for token in theirs if token not in shared]
        if min(len(a), len(b)) > 3 and Levenshtein.distance(a, b, score_cutoff=1) == 1:
            return [Evidence("spelling", -0.5, f"{a} / {b}")]
    return []

"""One person over all documents: which person records belong together, and why.

The name decides first (person ids are the same in every language and name order); offices, countries,
jurisdictions and company speak for or against. Records of one name stay apart where their countries clash,
where the same office is tied to different places, or where their offices have nothing in common and nothing
else ties them.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, groupby, pairwise

import numpy as np

from pipeline.linking.bearings import Bearing, Record, bearings, clash, compare, may_clash, record
from pipeline.linking.clusters import Clashes, Evidence, Groups, Pair, Pairs, blocks, digest, digests, join
from pipeline.linking.decisions import NO_DECISIONS, Bearer, Decisions
from pipeline.linking.papers import Paper
from pipeline.linking.shelf import Collection, Shelf
from schemas import LinkedPerson, Member, Office, Reason

_THRESHOLD = 2.0
_LARGEST_BLOCK = 400
_LARGEST_LOOSE_BLOCK = 40  # of records that share only an office and a part of their names
_DECIDED = 100.0


@dataclass(frozen=True, slots=True)
class People:
    """All person records and which of them are one person; the linked records are made one by one.

    Attributes:
        known: every record, in order of (document, record id).
        shelf: what is written of each.
        groups: places in `known` that are one person.
        decided: pairs that a person's decision made.
        preferred: names that a person chose, by key.
    """

    known: Sequence[Bearing]
    shelf: Shelf
    groups: Groups
    decided: Mapping[tuple[int, int], Pair]
    preferred: Mapping[str, str]

    def member_id(self, place: int) -> str:
        """The id of a record."""
        own: str = self.shelf[place][0]
        return own

    def natural_id(self, group: int) -> str:
        """A group's id after its first member."""
        return f"person-{self.member_id(self.groups[group][0])}"

    def members(self, group: int) -> list[tuple[Bearing, Record]]:
        """The records of a group."""
        return [(self.known[place], record(self.shelf, place)) for place in self.groups[group]]

    def record(self, group: int, linked_id: str, former_ids: tuple[str, ...] = ()) -> LinkedPerson:
        """The linked person of a group."""
        used = [
            self.decided.get((a, b)) or Pair(a, b, tuple(compare(self.known[a], self.known[b])))
            for a, b in self.groups.joined(group)
        ]
        return _linked(self.members(group), used, self.preferred, linked_id, former_ids)


def link_people(documents: Collection, decisions: Decisions = NO_DECISIONS) -> People:
    """Links the people of all documents.

    Args:
        documents: facts of every document.
        decisions: a person's corrections.
    """
    shelf = Shelf(documents.folder)
    known = bearings(documents.reading(("people", "roles")), shelf)
    names = array("Q", (digest(bearing.name) for bearing in known))
    pairs = Pairs()
    by_name = blocks((names[place : place + 1] for place in range(len(names))), _LARGEST_BLOCK)
    by_part = blocks((digests(_loose_keys(bearing)) for bearing in known), _LARGEST_LOOSE_BLOCK)
    # the first record of a name stands for a name too common for a block: compare with it alone
    common = _common_names(known, names)
    partial: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for left, right in chain(common, (pair for pair, _ in groupby(merge(by_name, by_part)))):
        weight = sum(reason.weight for reason in compare(known[left], known[right]))
        if weight < _THRESHOLD:
            continue
        if known[left].name == known[right].name:
            pairs.add(left, right, weight)
            continue
        smaller, larger = sorted((left, right), key=lambda place: len(known[place].tokens))
        if set(known[smaller].tokens) < set(known[larger].tokens):
            partial[smaller].append((weight, larger))
        else:
            pairs.add(left, right, weight)
    for smaller, candidates in partial.items():
        for weight, larger in _certain(known, candidates):
            pairs.add(min(smaller, larger), max(smaller, larger), weight)
    decided = _decided(known, decisions)
    for left, right in decided:
        pairs.add(left, right, _DECIDED)
    groups = join(len(known), pairs, _clashes(known, decisions), decided)
    return People(known, shelf, groups, decided, dict(decisions.names))


def _certain(
    known: Sequence[Bearing], candidates: Sequence[tuple[float, int]]
) -> Iterator[tuple[float, int]]:
    """The fuller names that a part of a name can stand for; none where it may be one of two people."""
    best = max(weight for weight, _ in candidates)
    names = {frozenset(known[place].tokens) for weight, place in candidates if weight == best}
    fullest = max(names, key=lambda tokens: (len(tokens), sorted(tokens)))
    if all(tokens <= fullest for tokens in names):
        yield from ((weight, place) for weight, place in candidates if fullest.issuperset(known[place].name))


def _clashes(known: Sequence[Bearing], decisions: Decisions) -> Clashes:
    apart = decisions.different

    def parted(left: int, right: int) -> bool:
        return any(
            (_fits(known[left], a) and _fits(known[right], b))
            or (_fits(known[left], b) and _fits(known[right], a))
            for a, b in apart
        )

    def kind(place: int) -> Hashable:
        own = known[place]
        return own.countries, own.seats, (own.name, own.codes) if apart else None

    return Clashes(
        owner=lambda place: known[place].document.place,
        kind=kind,
        possible=lambda a, b: may_clash(known[a], known[b]) or parted(a, b),
        certain=lambda a, b: clash(known[a], known[b]) or parted(a, b),
    )


def _loose_keys(bearing: Bearing) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if bearing.document.story_id:
        keys += [("story", bearing.document.story_id, token) for token in bearing.tokens]
    keys += [("role", code, token) for code in bearing.codes for token in bearing.tokens]
    return keys


def _common_names(known: Sequence[Bearing], names: array[int]) -> Iterator[tuple[int, int]]:
    values, bearers = np.unique(np.frombuffer(names, np.uint64), return_counts=True)
    common = set(values[bearers > _LARGEST_BLOCK].tolist())
    firsts: dict[tuple[int, frozenset[str]], int] = {}
    for index, name in enumerate(names):
        if name in common:
            first = firsts.setdefault((name, known[index].codes), index)
            if first != index:
                yield first, index


def _fits(bearing: Bearing, wanted: Bearer) -> bool:
    return bearing.key == wanted.person_id and (wanted.role is None or wanted.role in bearing.codes)


def _decided(known: Sequence[Bearing], decisions: Decisions) -> dict[tuple[int, int], Pair]:
    found: dict[tuple[int, int], Pair] = {}
    if not decisions.same:
        return found
    by_key: dict[str, list[int]] = defaultdict(list)
    for index, bearing in enumerate(known):
        by_key[bearing.key].append(index)
    for a, b in decisions.same:
        lefts = [i for i in by_key[a.person_id] if _fits(known[i], a)]
        rights = [i for i in by_key[b.person_id] if _fits(known[i], b)]
        detail = f"{a.person_id} = {b.person_id}"
        row = sorted({*lefts, *rights}) if lefts and rights else []
        for left, right in pairwise(row):
            found.setdefault((left, right), Pair(left, right, (Evidence("decision", _DECIDED, detail),)))
    return found


def _linked(
    members: Sequence[tuple[Bearing, Record]],
    used: Sequence[Pair],
    preferred: Mapping[str, str],
    linked_id: str,
    former_ids: tuple[str, ...],
) -> LinkedPerson:
    names: dict[str, list[str]] = defaultdict(list)
    counted: Counter[str] = Counter()
    for bearing, own in members:
        names[bearing.document.language].append(own.name)
        counted[own.name] += own.mentions
    decided = next((preferred[b.key] for b, _ in members if b.key in preferred), None)
    # the fullest name, with its diacritics, and among those the most frequent one
    best = max(counted, key=lambda n: (len(n.split()), sum(not c.isascii() for c in n), counted[n], n))
    reasons = Counter(
        (reason.kind, reason.weight, reason.detail) for pair in used for reason in pair.evidence
    )
    return LinkedPerson(
        id=linked_id,
        former_ids=former_ids,
        name=decided or best,
        names={language: tuple(sorted(set(found))) for language, found in sorted(names.items())},
        members=tuple(Member(document_id=b.document.document_id, id=own.id) for b, own in members),
        reasons=tuple(Reason(kind=k, weight=w, detail=d) for k, w, d in sorted(reasons)),
        countries=tuple(sorted({country for b, _ in members for country in b.countries})),
        offices=_offices(members),
        mention_count=sum(own.mentions for _, own in members),
    )


def _office_key(stated: tuple[tuple[str | None, ...], object]) -> tuple[str, ...]:
    return tuple(part or "" for part in stated[0])


def _offices(members: Sequence[tuple[Bearing, Record]]) -> tuple[Office, ...]:
    stated: dict[tuple[str, str | None, str | None], list[Paper]] = defaultdict(list)
    for bearing, own in members:
        for role in own.roles:
            stated[role.role, role.organization, role.country].append(bearing.document)
    offices = []
    for (code, organization, country), documents in sorted(stated.items(), key=_office_key):
        dates = sorted(document.published for document in documents if document.published)
        offices.append(
            Office(
                role=code,
                organization=organization,
                country=country,
                documents=tuple(sorted({document.document_id for document in documents})),
                first_date=dates[0] if dates else None,
                last_date=dates[-1] if dates else None,
            )
        )
    return tuple(offices)

"""One event over all documents: which event records tell of the same occasion.

What speaks for and against a pair is weighed in `pipeline.linking.occasions`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipeline.linking.clusters import Clashes, Groups, Pair, Pairs, blocks, digests, join
from pipeline.linking.facts import DocumentFacts
from pipeline.linking.occasions import clash, compare, elsewhere, other_place, other_time
from pipeline.linking.papers import Paper
from pipeline.linking.shelf import Shelf
from pipeline.linking.tellings import Home, Record, Telling, record, tellings
from schemas import LinkedEvent, Member, Reason

_THRESHOLD = 4.0
_LARGEST_BLOCK = 300
_RIVALS = 8  # places looked at: two that differ are enough


@dataclass(frozen=True, slots=True)
class Events:
    """All event records and which of them are one event; the linked records are made one by one.

    Attributes:
        papers: every document.
        known: every record, in order of (document, record id).
        shelf: what is written of each.
        groups: places in `known` that are one event.
    """

    papers: Sequence[Paper]
    known: Sequence[Telling]
    shelf: Shelf
    groups: Groups

    def member_id(self, place: int) -> str:
        """The id of a record."""
        own: str = self.shelf[place][0]
        return own

    def natural_id(self, group: int) -> str:
        """A group's id after its first member."""
        return f"event-{self.member_id(self.groups[group][0])}"

    def members(self, group: int) -> list[tuple[Telling, Record]]:
        """The records of a group."""
        return [(self.known[place], record(self.shelf, place)) for place in self.groups[group]]

    def record(self, group: int, linked_id: str, former_ids: tuple[str, ...] = ()) -> LinkedEvent:
        """The linked event of a group."""
        used = [
            Pair(a, b, tuple(compare(self.known[a], self.known[b]))) for a, b in self.groups.joined(group)
        ]
        return _linked(self.members(group), used, linked_id, former_ids)


def link_events(
    documents: Iterable[tuple[DocumentFacts, Mapping[str, Home]]], folder: Path | None = None
) -> Events:
    """Links the events of all documents.

    Args:
        documents: facts of every document in order of their ids, with the linked people that its people are.
        folder: where a passing file may lie.
    """
    shelf = Shelf(folder)
    known, papers = tellings(documents, shelf)
    pairs = Pairs()
    for left, right in blocks((digests(_keys(telling)) for telling in known), _LARGEST_BLOCK):
        reasons = compare(known[left], known[right])  # none for nearly all pairs
        if reasons and (weight := sum(reason.weight for reason in reasons)) >= _THRESHOLD:
            pairs.add(left, right, weight)

    def kind(place: int) -> Hashable:
        t = known[place]
        return t.years, t.span, t.season, t.edition, t.status == "postponed", t.place, t.document.language

    clashes = Clashes(
        owner=lambda place: known[place].document.place,
        kind=kind,
        possible=lambda a, b: other_time(known[a], known[b]) or other_place(known[a], known[b]),
        certain=lambda a, b: clash(known[a], known[b]),
    )
    return Events(papers, known, shelf, join(len(known), _certain(known, pairs), clashes))


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
        keys.append(("countries", telling.type, *sorted(telling.countries)))
    return keys


def _certain(known: Sequence[Telling], pairs: Pairs) -> Pairs:
    """The pairs without those of a report that names no place and may tell of events in two places."""
    held: dict[int, list[int]] = defaultdict(list)
    for index, (left, right) in enumerate(zip(pairs.lefts, pairs.rights, strict=True)):
        if (known[left].place is None) != (known[right].place is None):
            held[left if known[left].place is None else right].append(index)
    dropped: set[int] = set()
    for vague, indices in held.items():
        best = max(pairs.weights[index] for index in indices)
        rivals: dict[tuple[str | None, str], Telling] = {}
        for index in indices:
            if pairs.weights[index] == best:
                other = known[pairs.rights[index] if pairs.lefts[index] == vague else pairs.lefts[index]]
                rivals.setdefault((other.place, other.document.language), other)
        few = list(rivals.values())[:_RIVALS]
        if any(elsewhere(one, other) for one, other in combinations(few, 2)):
            dropped.update(indices)
    return pairs.without(dropped)


def _linked(
    members: Sequence[tuple[Telling, Record]],
    used: Sequence[Pair],
    linked_id: str,
    former_ids: tuple[str, ...],
) -> LinkedEvent:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for telling, own in members:
        names[telling.document.language][own.name] += own.mentions
    _, best = max(
        members, key=lambda m: (len(m[0].years) > 0, len(m[1].name.split()), m[1].mentions, m[1].name)
    )
    dated = [(telling, own) for telling, own in members if telling.date]
    if any(telling.status == "postponed" for telling, _ in dated):
        dated = [one for one in dated if one[0].status == "postponed"]  # the new date
    # the finest date that most documents state
    votes = Counter(telling.date for telling, _ in dated)
    finest = max(dated, key=lambda m: (votes[m[0].date], len(m[0].date or ""), m[0].date), default=None)
    places = Counter(telling.named_place for telling, _ in members if telling.named_place)
    countries = Counter(own.country for _, own in members if own.country)
    types = Counter(telling.type for telling, _ in members)
    reasons = Counter(
        (reason.kind, round(reason.weight, 3), reason.detail) for pair in used for reason in pair.evidence
    )
    return LinkedEvent(
        id=linked_id,
        former_ids=former_ids,
        name=best.name,
        names={language: tuple(sorted(found)) for language, found in sorted(names.items())},
        members=tuple(Member(document_id=t.document.document_id, id=own.id) for t, own in members),
        reasons=tuple(Reason(kind=k, weight=w, detail=d) for k, w, d in sorted(reasons)),
        type=_most(types),
        date=finest[0].date if finest else None,
        start=finest[1].start if finest else None,
        end=finest[1].end if finest else None,
        place=_most(places),
        country=_most(countries),
        participants=tuple(sorted({person for telling, _ in members for person in telling.people})),
    )


def _most(counted: Counter[str]) -> str | None:
    return max(counted, key=lambda value: (counted[value], value)) if counted else None

"""One event over all documents: which event records tell of the same occasion.

What speaks for and against a pair is weighed in `pipeline.linking.occasions`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.linking.clusters import Clashes, Pair, Pairs, blocks, join
from pipeline.linking.facts import DocumentFacts
from pipeline.linking.occasions import clash, compare, elsewhere, other_place, other_time
from pipeline.linking.tellings import Telling, tellings
from schemas import LinkedEvent, Member, Reason

_THRESHOLD = 4.0
_LARGEST_BLOCK = 300
_RIVALS = 8  # places looked at: two that differ are enough


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
        kinds=[
            (
                t.years,
                t.span,
                t.season,
                t.event.edition,
                t.event.status == "postponed",
                t.place,
                t.document.language,
            )
            for t in known
        ],
        possible=lambda a, b: other_time(known[a], known[b]) or other_place(known[a], known[b]),
        certain=lambda a, b: clash(known[a], known[b]),
    )
    found = join(len(known), _certain(known, pairs), clashes)
    return Events(
        known=known,
        groups=[group for group, _ in found],
        joined=[joined for _, joined in found],
        ids=[f"event-{known[group[0]].event.id}" for group, _ in found],
    )


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

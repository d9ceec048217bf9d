"""Joining pairs into clusters without gluing what clashes.

Pairs are taken strongest first; two clusters are joined only where no member of the one clashes with a member
of the other. The outcome depends on the set of pairs alone, not on the order in which they were found.

Both steps are made for collections with few names that nearly every article bears: a pair costs sixteen bytes
until it has joined something, and a cluster of thousands is compared by its few kinds, not by its members.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np

K = TypeVar("K", bound=Hashable)


class Evidence(NamedTuple):
    """One reason for or against a pair; the weight of one against is negative."""

    kind: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members (indices, the smaller first) and all that speaks for joining them."""

    left: int
    right: int
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class Pairs:
    """Scored pairs, without their reasons: those of the few that join are looked up again."""

    lefts: array[int] = field(default_factory=lambda: array("q"))
    rights: array[int] = field(default_factory=lambda: array("q"))
    weights: array[float] = field(default_factory=lambda: array("d"))

    def add(self, left: int, right: int, weight: float) -> None:
        """Notes a pair."""
        self.lefts.append(left)
        self.rights.append(right)
        self.weights.append(weight)

    def strongest_first(self) -> Iterator[tuple[int, int]]:
        """All pairs by falling weight, then by members."""
        lefts, rights = np.array(self.lefts, dtype=np.int64), np.array(self.rights, dtype=np.int64)
        order = np.lexsort((rights, lefts, -np.array(self.weights, dtype=np.float64)))
        for place in order:
            yield int(lefts[place]), int(rights[place])


@dataclass(frozen=True, slots=True)
class Clashes:
    """When two members can never be one.

    Attributes:
        owners: of each member; members of one owner always clash.
        kinds: of each member; what decides whether a clash is possible at all.
        possible: whether members of two kinds may clash.
        certain: whether two members, of different owners, do clash; asked only where it is possible.
    """

    owners: Sequence[Hashable]
    kinds: Sequence[Hashable]
    possible: Callable[[int, int], bool]
    certain: Callable[[int, int], bool]


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    owners: set[Hashable]
    kinds: dict[Hashable, list[int]]
    used: list[tuple[int, int]] = field(default_factory=list)

    def clashes(self, other: _Cluster, when: Clashes) -> bool:
        if not self.owners.isdisjoint(other.owners):
            return True
        return any(
            when.possible(mine[0], theirs[0]) and any(when.certain(x, y) for x in mine for y in theirs)
            for mine in self.kinds.values()
            for theirs in other.kinds.values()
        )

    def take(self, other: _Cluster, pair: tuple[int, int]) -> None:
        self.members += other.members
        self.owners |= other.owners
        for kind, members in other.kinds.items():
            self.kinds.setdefault(kind, []).extend(members)
        self.used += [*other.used, pair]


def join(size: int, pairs: Pairs, clashes: Clashes) -> list[tuple[list[int], list[tuple[int, int]]]]:
    """Clusters of `range(size)` with the pairs that joined them, in order of their smallest member.

    Args:
        size: how many members there are.
        pairs: pairs that are strong enough to join.
        clashes: which members can never be one.
    """
    home: dict[int, _Cluster] = {}

    def cluster(member: int) -> _Cluster:
        if member not in home:
            home[member] = _Cluster([member], {clashes.owners[member]}, {clashes.kinds[member]: [member]})
        return home[member]

    for left, right in pairs.strongest_first():
        a, b = cluster(left), cluster(right)
        if a is b or a.clashes(b, clashes):
            continue
        if len(a.members) < len(b.members):
            a, b = b, a
        for member in b.members:
            home[member] = a
        a.take(b, (left, right))
    found: list[tuple[list[int], list[tuple[int, int]]]] = []
    for member in range(size):
        own = home.get(member)
        if own is None:
            found.append(([member], []))
        elif min(own.members) == member:
            found.append((sorted(own.members), own.used))
    return found


def blocks(keys: Sequence[Iterable[K]], largest: int) -> Iterator[tuple[int, int]]:
    """Pairs of members that share a key, each once, in order.

    A key that more than `largest` members have tells nothing. The number of pairs is at most `largest` times
    the number of (member, key), so it grows with the collection and not with its square.
    """
    index: dict[K, list[int]] = {}
    own = [set(some) for some in keys]
    for member, some in enumerate(own):
        for key in some:
            index.setdefault(key, []).append(member)
    telling: Mapping[K, list[int]] = {key: group for key, group in index.items() if 1 < len(group) <= largest}
    for left, some in enumerate(own):
        rights: set[int] = set()
        for key in some:
            if group := telling.get(key):
                rights.update(group[bisect_right(group, left) :])
        for right in sorted(rights):
            yield left, right

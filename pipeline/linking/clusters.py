"""Joining pairs into clusters without gluing what clashes.

Pairs are taken strongest first; two clusters are joined only where no member of the one clashes with a member
of the other. The outcome depends on the set of pairs alone, not on the order in which they were found.

Both steps are made for collections with few names that nearly every article bears: a pair costs sixteen bytes
until it has joined something, and a cluster of thousands is compared by its few kinds, not by its members.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np


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

    lefts: array[int] = field(default_factory=lambda: array("I"))
    rights: array[int] = field(default_factory=lambda: array("I"))
    weights: array[float] = field(default_factory=lambda: array("d"))

    def add(self, left: int, right: int, weight: float) -> None:
        """Notes a pair."""
        self.lefts.append(left)
        self.rights.append(right)
        self.weights.append(weight)

    def without(self, dropped: Container[int]) -> Pairs:
        """The pairs but those at the places `dropped`."""
        kept = Pairs()
        for place, pair in enumerate(zip(self.lefts, self.rights, self.weights, strict=True)):
            if place not in dropped:
                kept.add(*pair)
        return kept

    def strongest_first(self) -> Iterator[tuple[int, int]]:
        """All pairs by falling weight, then by members."""
        if not self.lefts:
            return
        lefts, rights = np.frombuffer(self.lefts, np.uint32), np.frombuffer(self.rights, np.uint32)
        for place in np.lexsort((rights, lefts, -np.frombuffer(self.weights, np.float64))):
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


def join(
    size: int, pairs: Pairs, clashes: Clashes, decided: Container[tuple[int, int]] = ()
) -> list[tuple[list[int], list[tuple[int, int]]]]:
    """Clusters of `range(size)` with the pairs that joined them, in order of their smallest member.

    Args:
        size: how many members there are.
        pairs: pairs that are strong enough to join.
        clashes: which members can never be one.
        decided: pairs that are joined whatever clashes.
    """
    home: dict[int, _Cluster] = {}

    def cluster(member: int) -> _Cluster:
        if member not in home:
            home[member] = _Cluster([member], {clashes.owners[member]}, {clashes.kinds[member]: [member]})
        return home[member]

    for left, right in pairs.strongest_first():
        a, b = cluster(left), cluster(right)
        if a is b or ((left, right) not in decided and a.clashes(b, clashes)):
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


def blocks(keys: Iterable[Iterable[Sequence[str]]], largest: int) -> Iterator[tuple[int, int]]:
    """Pairs of members that share a key, each once, in order.

    A key that more than `largest` members have tells nothing. The number of pairs is at most `largest` times
    the number of (member, key), so it grows with the collection and not with its square. Keys are held as
    digests of eight bytes: two that fell together would only cost a comparison.

    Args:
        keys: the keys of each member, in order of the members.
        largest: how many members a key may have.
    """
    digests, owners = array("Q"), array("I")
    for member, some in enumerate(keys):
        for digest in sorted({_digest(key) for key in some}):
            digests.append(digest)
            owners.append(member)
    groups, ends = _telling(digests, owners, largest)
    order = np.argsort(groups, kind="stable")  # the entries of each member together
    left, rights = -1, set[int]()
    for entry in order.tolist():
        member = int(groups[entry])
        if member != left:
            yield from ((left, right) for right in sorted(rights))
            left, rights = member, set()
        rights.update(groups[entry + 1 : ends[entry]].tolist())
    yield from ((left, right) for right in sorted(rights))


def crowds(keys: Iterable[Iterable[Sequence[str]]], largest: int) -> Iterator[tuple[int, int]]:
    """Pairs of the first member of a key that more than `largest` have with each of the others."""
    first: dict[int, list[int]] = {}
    for member, some in enumerate(keys):
        for digest in {_digest(key) for key in some}:
            first.setdefault(digest, []).append(member)
    found = {(group[0], other) for group in first.values() if len(group) > largest for other in group[1:]}
    yield from sorted(found)


Integers = np.ndarray[Any, np.dtype[Any]]


def _telling(digests: array[int], owners: array[int], largest: int) -> tuple[Integers, Integers]:
    """Members in order of (key, member), only of keys that two to `largest` have, and where each key ends."""
    keys = np.frombuffer(digests, dtype=np.uint64) if digests else np.empty(0, np.uint64)
    members = np.frombuffer(owners, dtype=np.uint32) if owners else np.empty(0, np.uint32)
    order = np.argsort(keys, kind="stable")
    keys, members = keys[order], members[order]
    _, sizes = np.unique(keys, return_counts=True)
    each = np.repeat(sizes, sizes)
    kept = (each > 1) & (each <= largest)
    sizes = sizes[(sizes > 1) & (sizes <= largest)]
    return members[kept], np.repeat(np.cumsum(sizes), sizes)


def _digest(key: Sequence[str]) -> int:
    data = "\x1f".join(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")

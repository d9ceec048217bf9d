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
        owner: of a member; members of one owner always clash.
        kind: of a member; what decides whether a clash is possible at all.
        possible: whether members of two kinds may clash.
        certain: whether two members, of different owners, do clash; asked only where it is possible.
    """

    owner: Callable[[int], Hashable]
    kind: Callable[[int], Hashable]
    possible: Callable[[int, int], bool]
    certain: Callable[[int, int], bool]


@dataclass(slots=True)
class _Cluster:
    members: array[int]
    owners: set[Hashable]
    kinds: dict[Hashable, list[int]]
    used: array[int] = field(default_factory=lambda: array("I"))  # left and right of each pair in turn

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
        self.used += other.used
        self.used.extend(pair)


class Groups:
    """Clusters in order of their smallest member; of one with a single member only that is held."""

    def __init__(self, size: int, larger: Iterable[tuple[array[int], array[int]]]) -> None:
        """Takes the clusters of more than one member, each with the pairs that joined it."""
        firsts: dict[int, tuple[array[int], array[int]]] = {}
        taken = bytearray(size)
        for members, used in larger:
            members = array("I", sorted(members))
            firsts[members[0]] = members, used
            for member in members[1:]:
                taken[member] = 1
        self._firsts = array("I", (member for member in range(size) if not taken[member]))
        self._larger = {
            group: firsts[member] for group, member in enumerate(self._firsts) if member in firsts
        }
        self._group = array("I", bytes(4 * size))
        for group, member in enumerate(self._firsts):
            self._group[member] = group
        for group, (members, _) in self._larger.items():
            for member in members:
                self._group[member] = group

    def __len__(self) -> int:
        return len(self._firsts)

    def __getitem__(self, group: int) -> Sequence[int]:
        """The members, in order."""
        return self._larger[group][0] if group in self._larger else (self._firsts[group],)

    def of(self, member: int) -> int:
        """The group of a member."""
        return self._group[member]

    def joined(self, group: int) -> list[tuple[int, int]]:
        """The pairs that joined a group."""
        if group not in self._larger:
            return []
        used = self._larger[group][1]
        return list(zip(used[::2], used[1::2], strict=True))

    def larger(self) -> Iterable[int]:
        """The groups of more than one member, in order."""
        return self._larger.keys()


def join(size: int, pairs: Pairs, clashes: Clashes, decided: Container[tuple[int, int]] = ()) -> Groups:
    """Clusters of `range(size)`.

    Args:
        size: how many members there are.
        pairs: pairs that are strong enough to join.
        clashes: which members can never be one.
        decided: pairs that are joined whatever clashes.
    """
    home: dict[int, _Cluster] = {}  # of those that were joined: the others would weigh most

    def cluster(member: int) -> _Cluster:
        if member in home:
            return home[member]
        return _Cluster(array("I", (member,)), {clashes.owner(member)}, {clashes.kind(member): [member]})

    for left, right in pairs.strongest_first():
        a, b = cluster(left), cluster(right)
        if a is b or ((left, right) not in decided and a.clashes(b, clashes)):
            continue
        if len(a.members) < len(b.members):
            a, b = b, a
        for member in (*b.members, left, right):
            home[member] = a
        a.take(b, (left, right))
    larger = {id(own): own for own in home.values()}
    return Groups(size, ((own.members, own.used) for own in larger.values()))


def digest(key: Sequence[str]) -> int:
    """A key in eight bytes."""
    data = "\x1f".join(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def digests(keys: Iterable[Sequence[str]]) -> array[int]:
    """The digests of a member's keys, each once, in order."""
    return array("Q", sorted({digest(key) for key in keys}))


def blocks(keys: Iterable[array[int]], largest: int) -> Iterator[tuple[int, int]]:
    """Pairs of members that share a key, each once, in order.

    A key that more than `largest` members have tells nothing. The number of pairs is at most `largest` times
    the number of (member, key), so it grows with the collection and not with its square. Of two keys whose
    digests fell together the worst is a comparison for nothing.

    Args:
        keys: the digests of the keys of each member, in order of the members.
        largest: how many members a key may have.
    """
    members, sizes = _shared(keys)
    members, sizes = members[np.repeat(sizes <= largest, sizes)], sizes[sizes <= largest]
    ends = np.repeat(np.cumsum(sizes), sizes)
    order = np.argsort(members, kind="stable")  # the entries of each member together
    left, rights = -1, set[int]()
    for entry in order.tolist():
        member = int(members[entry])
        if member != left:
            yield from ((left, right) for right in sorted(rights))
            left, rights = member, set()
        rights.update(members[entry + 1 : ends[entry]].tolist())
    yield from ((left, right) for right in sorted(rights))


def crowds(keys: Iterable[array[int]], largest: int) -> Iterator[tuple[int, int]]:
    """Pairs of the first member of a key that more than `largest` have with each of the others."""
    members, sizes = _shared(keys)
    ends = np.cumsum(sizes)
    found: set[tuple[int, int]] = set()
    for place in np.flatnonzero(sizes > largest):
        group = members[ends[place] - sizes[place] : ends[place]].tolist()
        found.update((group[0], other) for other in group[1:])
    yield from sorted(found)


Integers = np.ndarray[Any, np.dtype[Any]]


def _shared(keys: Iterable[array[int]]) -> tuple[Integers, Integers]:
    """Members in order of (key, member), of keys that more than one has; how many each key has."""
    held, owners = array("Q"), array("I")
    for member, some in enumerate(keys):
        held.extend(some)
        owners.extend([member] * len(some))
    if not held:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    order = np.argsort(np.frombuffer(held, np.uint64), kind="stable")
    ordered = np.frombuffer(held, np.uint64)[order]
    del held
    members = np.frombuffer(owners, np.uint32)[order]
    del order, owners
    sizes = np.diff(np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1], True]))
    del ordered
    alone = np.repeat(sizes > 1, sizes)
    return members[alone], sizes[sizes > 1]

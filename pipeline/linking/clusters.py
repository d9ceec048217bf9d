"""Joining pairs into clusters without gluing what clashes.

Pairs are taken strongest first; two clusters are joined only where no member of the one clashes with a member
of the other. The outcome depends on the set of pairs alone, not on the order in which they were found.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Evidence:
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

    @property
    def weight(self) -> float:
        """Sum over the evidence."""
        return sum(reason.weight for reason in self.evidence)


def join(
    size: int, pairs: Iterable[Pair], threshold: float, clash: Callable[[int, int], bool]
) -> list[tuple[list[int], list[Pair]]]:
    """Clusters of `range(size)` with the pairs that joined them, in order of their smallest member.

    Args:
        size: how many members there are.
        pairs: scored pairs; those below `threshold` are left out.
        threshold: least weight of a pair that joins.
        clash: whether two members can never be one.
    """
    cluster = list(range(size))
    members = {i: [i] for i in range(size)}
    used: dict[int, list[Pair]] = {i: [] for i in range(size)}
    strong = sorted((p for p in pairs if p.weight >= threshold), key=lambda p: (-p.weight, p.left, p.right))
    for pair in strong:
        a, b = cluster[pair.left], cluster[pair.right]
        if a == b:
            continue
        if any(clash(x, y) for x in members[a] for y in members[b]):
            continue
        if len(members[a]) < len(members[b]):
            a, b = b, a
        for member in members.pop(b):
            cluster[member] = a
            members[a].append(member)
        used[a] += [*used.pop(b), pair]
    found = [(sorted(group), used[key]) for key, group in members.items()]
    return sorted(found, key=lambda item: item[0][0])


def blocks(keys: Sequence[Iterable[K]], largest: int) -> Iterable[tuple[int, int]]:
    """Pairs of members that share a key, each once; keys with more than `largest` members tell nothing.

    The number of pairs is at most `largest` times the number of (member, key), so it grows with the
    collection and not with its square.
    """
    index: dict[K, list[int]] = {}
    for member, own in enumerate(keys):
        for key in sorted(set(own), key=repr):
            index.setdefault(key, []).append(member)
    seen: set[tuple[int, int]] = set()
    for group in index.values():
        if not 1 < len(group) <= largest:
            continue
        for position, left in enumerate(group):
            for right in group[position + 1 :]:
                if (left, right) not in seen:
                    seen.add((left, right))
                    yield left, right

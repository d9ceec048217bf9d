"""The ids of linked records: natural ones, after a group's first member, or those of an earlier run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import pairwise
from typing import Protocol, overload

from pipeline.linking.clusters import Groups

Cluster = tuple[str, Sequence[str]]  # natural id, ids of the members
Given = Mapping[int, tuple[str, tuple[str, ...]]]
# Gives ids and former ids to the clusters, by their number, that are not to have their natural id alone.
Naming = Callable[[Sequence[Cluster]], Given]


class Linked(Protocol):
    """People or events that were linked."""

    @property
    def groups(self) -> Groups: ...

    def member_id(self, place: int) -> str: ...

    def natural_id(self, group: int) -> str: ...


class Names:
    """Id and former ids of every group; only those that are not natural are held."""

    def __init__(self, linked: Linked, naming: Naming) -> None:
        self._linked = linked
        self._given = naming(_Clusters(linked))
        self._known: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._linked.groups)

    def __getitem__(self, group: int) -> tuple[str, tuple[str, ...]]:
        return self._given.get(group) or (self._linked.natural_id(group), ())

    def shared(self, group: int) -> str:
        """The id of a group of several members, held once it was asked for."""
        if group not in self._known:
            self._known[group] = self[group][0]
        return self._known[group]

    def is_natural(self, group: int) -> bool:
        """Whether a group is called after its first member."""
        return group not in self._given

    def in_order(self) -> Iterator[int]:
        """The groups in order of their ids."""
        natural: Sequence[int] = range(len(self))
        if self._given:
            natural = [group for group in natural if group not in self._given]
        called = self._linked.natural_id
        # Groups are in order of their first members, and so mostly in that of their ids.
        if any(left > right for left, right in pairwise(map(called, natural))):
            natural = sorted(natural, key=called)
        given = sorted(self._given, key=lambda group: self._given[group][0])
        return merge(natural, given, key=lambda group: self[group][0])


class _Clusters(Sequence[Cluster]):
    """The clusters one by one, since all of them at once would be large."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked

    def __len__(self) -> int:
        return len(self._linked.groups)

    @overload
    def __getitem__(self, group: int) -> Cluster: ...

    @overload
    def __getitem__(self, group: slice) -> list[Cluster]: ...

    def __getitem__(self, group: int | slice) -> Cluster | list[Cluster]:
        if isinstance(group, slice):
            return [self[number] for number in range(len(self))[group]]
        members = self._linked.groups[range(len(self))[group]]
        return self._linked.natural_id(group), [self._linked.member_id(place) for place in members]


def natural(_clusters: Sequence[Cluster]) -> Given:
    """Every cluster keeps its natural id."""
    return {}

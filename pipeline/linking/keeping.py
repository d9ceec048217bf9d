"""Ids that stay: a cluster takes the id of the earlier run's cluster of which it holds most.

Nearly all clusters keep an id that is their natural one. To find the few others neither all earlier ids nor
all members need to be in memory: they are compared as digests, and only what is not plain is read again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from pipeline.linking.clusters import digest
from pipeline.linking.naming import Cluster, Given

Integers = np.ndarray[Any, np.dtype[Any]]


class Earlier(NamedTuple):
    """A cluster of the earlier run."""

    id: str
    former_ids: Sequence[str]
    members: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Votes:
    """How many members of an earlier cluster (its number) a cluster of this run has."""

    earlier: Integers
    groups: Integers
    counts: Integers


def kept_ids(found: Sequence[Cluster], before: Iterable[Earlier]) -> Given:
    """Gives clusters the ids that their members had in an earlier run.

    Args:
        found: natural id and members of each cluster of this run.
        before: the clusters of the earlier run; iterated twice.

    Returns:
        Id and former ids of each cluster for which they are not the natural id and none.
    """
    natural, members, owners = array("Q"), array("Q"), array("I")
    for group, (own, held) in enumerate(found):
        natural.append(digest((own,)))
        members.extend(digest((member,)) for member in held)
        owners.extend([group] * len(held))
    names, once, homes = array("Q"), array("Q"), array("I")
    former: dict[str, Sequence[str]] = {}
    for number, old in enumerate(before):
        names.append(digest((old.id,)))
        once.extend(digest((member,)) for member in old.members)
        homes.extend([number] * len(old.members))
        if old.former_ids:
            former[old.id] = old.former_ids
    votes = _votes(members, owners, once, homes)
    called, ours = np.frombuffer(names, np.uint64), np.frombuffer(natural, np.uint64)
    plain = (
        (np.bincount(votes.groups)[votes.groups] == 1)
        & (np.bincount(votes.earlier)[votes.earlier] == 1)
        & (called[votes.earlier] == ours[votes.groups])
    )
    asked = set(votes.earlier[~plain].tolist())
    ids = {number: old.id for number, old in enumerate(before) if number in asked}
    contested = zip(
        *(row[~plain].tolist() for row in (votes.counts, votes.earlier, votes.groups)), strict=True
    )
    taken, merged = _share((-count, ids[number], group) for count, number, group in contested)
    # A natural id may have gone with the larger part of a cluster that fell apart, or have a history.
    lost = np.isin(ours, called[votes.earlier])
    lost[votes.groups[plain]] = False
    told = np.isin(ours, np.array([digest((own,)) for own in former], np.uint64))
    given: dict[int, tuple[str, tuple[str, ...]]] = {}
    for group in sorted({*taken, *np.flatnonzero(lost | told).tolist()}):
        own = found[group][0]
        if group in taken:
            own = taken[group]
        elif lost[group]:
            own = f"{own}-2"
        joined = merged.get(group, [])
        earlier = {*joined, *(past for one in (own, *joined) for past in former.get(one, ()))}
        given[group] = own, tuple(sorted(earlier - {own}))
    return given


def _votes(members: array[int], owners: array[int], once: array[int], homes: array[int]) -> _Votes:
    ours, theirs = np.frombuffer(members, np.uint64), np.frombuffer(once, np.uint64)
    order = np.argsort(ours)
    places = np.searchsorted(ours, theirs, sorter=order)
    places[places == len(ours)] = 0
    hits = order[places] if len(ours) else places
    same = ours[hits] == theirs if len(ours) else np.zeros(len(theirs), bool)
    groups = np.frombuffer(owners, np.uint32)[hits[same]].astype(np.uint64)
    pairs = (np.frombuffer(homes, np.uint32)[same].astype(np.uint64) << np.uint64(32)) | groups
    pairs, counts = np.unique(pairs, return_counts=True)
    return _Votes((pairs >> np.uint64(32)).astype(np.int64), (pairs & 0xFFFFFFFF).astype(np.int64), counts)


def _share(claims: Iterable[tuple[int, str, int]]) -> tuple[dict[int, str], dict[int, list[str]]]:
    """The id that each cluster takes, and those that were merged into it; the largest part is first."""
    taken: dict[int, str] = {}
    merged: dict[int, list[str]] = {}
    given: set[str] = set()
    for _count, old, group in sorted(claims):
        if old in given:
            continue
        given.add(old)
        if group in taken:
            merged.setdefault(group, []).append(old)
        else:
            taken[group] = old
    return taken, merged

"""Which mention of a sentence a word belongs to: the nearest in reading distance."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extractors.events.model import VERB, Mention
from pipeline.extractors.events.scene import Scene

_NEIGHBOURS = 8  # mentions on either side among which the nearest is sought


def extent(mention: Mention) -> tuple[int, int]:
    """Where distances to a mention are measured from: a verb counts alone, a noun with its phrase."""
    return (mention.head, mention.head + 1) if mention.kind is VERB else (mention.start, mention.end)


def gap_to(scene: Scene, mention: Mention, start: int, end: int) -> int:
    return scene.gap(*extent(mention), start, end)


def _head(mention: Mention) -> int:
    return mention.head


def around(mentions: list[Mention], token: int) -> list[Mention]:
    """The mentions next to `token`, so that a sentence without end stays cheap."""
    here = bisect_left(mentions, token, key=_head)
    return mentions[max(0, here - _NEIGHBOURS) : here + _NEIGHBOURS]


def nearest(scene: Scene, mentions: list[Mention], start: int, end: int) -> tuple[Mention, int]:
    near = around(mentions, start)
    gaps = [(gap_to(scene, mention, start, end), mention.head < start, i) for i, mention in enumerate(near)]
    gap, _, i = min(gaps)
    return near[i], gap


def leading(mentions: list[Mention]) -> list[Mention]:
    """The mentions that a clause can be about: 'during the visit' only where there is no other."""
    return [m for m in mentions if not m.during] or mentions

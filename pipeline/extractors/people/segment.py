"""A group of words in a run that is, or may be, one person's name."""

from __future__ import annotations

from dataclasses import dataclass

STRONG, WEAK = 2, 1


@dataclass(frozen=True, slots=True)
class Segment:
    """Words `[first, last)` of a run that are, or may be, one person's name."""

    first: int
    last: int
    kind: str
    strength: int

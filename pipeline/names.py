"""Names of persons: their id, and the nominative behind an inflected form.

Declension is data: a language's feature `name_endings` lists `[ending, replacement, weight]`; a weight says
how surely the ending is no nominative (1: surely, 0: it may as well be one). Languages without inflected
names have no such list and every name stands as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tokens import fold

_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 14)
def name_tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name in order; hyphens and apostrophes part words."""
    return tuple(_WORDS.findall(fold(name)))


def person_id(name: str) -> str:
    """The id that a name gives its bearer, whatever its order, spelling or language.

    >>> person_id("Đặng Thị Ngọc") == person_id("Ngoc Dang Thi")
    True
    """
    return "-".join(sorted(name_tokens(name)))


@dataclass(frozen=True, slots=True)
class Ending:
    """One way in which a case marks a name: `letters` at the end stand for `base`."""

    letters: str
    base: str
    weight: float


class Endings(tuple[Ending, ...]):
    """The endings of one language, longest first: there is one such value a language, so that it can be a
    key of memories at the cost of its identity."""

    __slots__ = ()

    # those of `object`, not functions of our own: they are asked for every word of every name
    __hash__ = object.__hash__
    __eq__ = object.__eq__


NO_ENDINGS = Endings()


def endings(feature: Sequence[Sequence[object]]) -> Endings:
    """Reads the feature `name_endings`: `[["ego", "", 1.0], …]`, longest endings first."""
    return _endings(tuple((str(row[0]), str(row[1]), float(str(row[2]))) for row in feature))


@lru_cache(maxsize=64)
def _endings(rows: tuple[tuple[str, str, float], ...]) -> Endings:
    read = [Ending(*row) for row in rows]
    return Endings(sorted(read, key=lambda ending: -len(ending.letters))) if read else NO_ENDINGS


@lru_cache(maxsize=1 << 15)
def sure_bases(word: str, rules: Endings = NO_ENDINGS) -> tuple[str, ...]:
    """The folded forms that `word` may stand for by endings that are hardly a nominative's."""
    return tuple(fold(base) for base, weight in nominatives(word, rules)[1:] if weight >= 0.8)


@lru_cache(maxsize=1 << 15)
def nominatives(word: str, rules: Endings = NO_ENDINGS) -> tuple[tuple[str, float], ...]:
    """The forms that `word` may be a case of, with the weight of the ending; `word` itself comes first.

    The stem keeps at least two letters. Capitals are kept as the word writes them.
    """
    found: list[tuple[str, float]] = [(word, 0.0)]
    seen = {word}
    lower = word.lower()
    for rule in rules:
        stem = len(word) - len(rule.letters)
        if stem >= 2 and lower.endswith(rule.letters):
            base = word[:stem] + rule.base
            if base not in seen:
                seen.add(base)
                found.append((base, rule.weight))
    return tuple(found)

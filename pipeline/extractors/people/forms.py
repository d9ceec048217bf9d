"""The forms in which words of names stand elsewhere, and whether a list holds a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from pipeline import world
from pipeline.extractors.people.runs import Word, lower_parts
from pipeline.names import Endings, name_tokens, nominatives
from pipeline.tokens import fold


@lru_cache(maxsize=1 << 15)
def case_forms(folded: str, lower: str, rules: Endings) -> frozenset[str]:
    """The folded forms of a word and of its parts, and what these may be cases of."""
    pieces = lower_parts(lower)
    bases = (base for piece in pieces for base, _ in nominatives(piece, rules))
    return frozenset([folded, *(fold(piece) for piece in pieces), *map(fold, bases)])


def name_forms(words: Iterable[Word], rules: Endings) -> set[str]:
    """All folded forms in which these words of names may stand elsewhere, or may be written at last."""
    found: set[str] = set()
    for word in words:
        found |= case_forms(word.folded, word.lower, rules)
        for piece in unicodedata.normalize("NFC", word.surface).split("-"):
            for base, _ in nominatives(piece, rules):
                found.add(fold(base))
                found.update(name_tokens(base))
    return found


@lru_cache(maxsize=1 << 15)
def is_known_name(word: str) -> bool:
    """Whether any list of names holds the folded word."""
    return (
        word in world.names("family")
        or word in world.names("japanese_family")
        or word in world.family("vietnamese")
        or word in world.family("chinese")
        or word in world.family("korean")
        or word in world.names("given")
        or word in world.names("japanese_given")
    )

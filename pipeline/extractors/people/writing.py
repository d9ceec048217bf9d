"""Ways of writing names: in capitals, with a nickname between quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline import world

if TYPE_CHECKING:
    from pipeline.extractors.people.runs import Word

QUOTES = frozenset("\"„“”»«‚‘’'")


def calm(surfaces: Sequence[str], words: list[Word], end: int) -> list[Word]:
    """Names written in capitals as other names are: 'ANNA BERG', 'Anna BERG'; not in a line of capitals."""
    if len(words) < 2 or not any(_loud(word) for word in words):
        return words
    for k in (words[0].start - 1, end):
        if 0 <= k < len(surfaces) and len(surfaces[k]) > 1 and surfaces[k].isupper():
            return words
    given = [word.folded in world.names("given") for word in words]
    calm = list(words)
    for k, word in enumerate(words):
        beside = any(given[max(0, k - 2) : k]) or any(given[k + 1 : k + 3])
        surname = word.folded in world.names("family")
        if _loud(word) and ((given[k] and any(map(_loud, words[k + 1 :]))) or (surname and beside)):
            surface = word.surface.title()
            calm[k] = word._replace(surface=surface)
    return calm


def _loud(word: Word) -> bool:
    return len(word.surface) > 2 and word.surface.isupper() and not word.soft


def behind_nickname(surfaces: Sequence[str], token: int) -> int | None:
    """The token behind 'William "Bill"' where a surname goes on; None where none does."""
    for closing in range(token + 2, min(len(surfaces) - 1, token + 4)):
        if surfaces[closing] in QUOTES:
            inner = surfaces[token + 1 : closing]
            return (
                closing + 1
                if all(surface[:1].isupper() for surface in [*inner, surfaces[closing + 1]])
                else None
            )
    return None


# Openings of names behind which a capital stands inside the word: 'McDonald', 'FitzGerald', 'AbdAllah'.
_OPENINGS = ("mac", "fitz", "van", "von", "del", "des", "san", "ben", "bin", "ibn", "abd", "saint")


def camel(surface: str) -> bool:
    """Whether a capital stands inside the word as in names of firms: 'AgroTech', 'NetWork'."""
    if surface.isupper() or not surface.isalpha():
        return False
    place = next((k for k in range(1, len(surface)) if surface[k].isupper()), 0)
    opening = surface[:place].lower()
    return place > 2 and opening not in _OPENINGS and opening not in world.names("given")

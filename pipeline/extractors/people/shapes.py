"""What words of a run look like: acronyms, initials of generations, particles that came before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import world
from pipeline.extractors.people.runs import Word

# What follows a surname and says which bearer of the name is meant.
GENERATIONS = frozenset({"Jr", "Sr", "Jnr", "Snr", "II", "III", "IV"})
# Particles that are no preposition of place where they stand in other languages' names.
_NOBLE = frozenset({"de", "du", "des", "tot", "zu"})


def iberian(words: Sequence[Word]) -> bool:
    """Whether the words look like the begin of a Spanish or Portuguese name, which has two surnames."""
    return any(
        any(letter in "áéíóúñãõç" for letter in word.lower) or word.folded.endswith(("ez", "inho", "eira"))
        for word in words
    )


def led(words: Sequence[Word], first: int, particle: int) -> bool:
    """Whether the name has a particle already, right behind the given names or right before this one."""
    return any(words[k].particle for k in range(first, particle))


def fixed(words: Sequence[Word], i: int) -> bool:
    return i < len(words) and words[i].fixed


def repeated(words: Sequence[Word], first: int, particle: int) -> bool:
    """Whether the particle stood in the name before: 'Anna van Dam van Philips' ends before the second."""
    return any(
        words[k].particle and words[k].folded == words[particle].folded for k in range(first, particle)
    )


def shouting(word: Word) -> bool:
    """An acronym: no name, unless a list of names says otherwise."""
    surface = word.surface
    if len(surface) < 2 or not surface.isupper():
        return False
    return not (
        len(surface) > 3
        and (word.folded in world.names("japanese_family") or word.folded in world.family("vietnamese_sure"))
    )


def shouted(word: Word, first: Word) -> bool:
    return (
        len(word.surface) > 1
        and word.surface.isupper()
        and not first.surface.isupper()
        and len(word.surface) > 4
    )


def has_marks(words: Sequence[Word]) -> bool:
    return any(not word.surface.isascii() for word in words)


def noble(words: Sequence[Word], particle: int, after: int) -> bool:
    """Whether a particle that stood before belongs to the name all the same: 'de Berg de Tal-Van Dam'."""
    return words[particle].folded in _NOBLE and "-" in words[after].folded

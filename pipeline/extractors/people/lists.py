"""What lists of names and the shapes of syllables say about single words, and about a word and the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline import world
from pipeline.extractors.people.runs import Word
from pipeline.extractors.people.shapes import iberian, shouting
from pipeline.names import Endings, nominatives
from pipeline.tokens import fold

_SURE = 0.8  # of an ending that is no nominative's


@lru_cache(maxsize=1 << 15)
def known_as(word: str, kind: str, rules: Endings) -> bool:
    """Whether a list of names holds the lower-case `word` or a form that it may be a case of."""
    known = world.names(kind)
    folded = [fold(base) for base, _ in nominatives(word, rules)]
    if kind == "family" and any(len(x) > 6 and x.endswith(world.family_endings()) for x in folded):
        return True
    return any(form in known for form in folded)


@lru_cache(maxsize=1 << 15)
def vietnamese_family(word: str, rules: Endings) -> bool:
    """Whether the lower-case `word`, or a form that it may be a case of, is a Vietnamese family name."""
    known = world.family("vietnamese")
    return fold(word) in known or any(fold(base) in known for base, _ in nominatives(word, rules)[1:])


@lru_cache(maxsize=1 << 15)
def syllable(word: str, rules: Endings) -> bool:
    """Whether the lower-case `word`, or a form that it may be a case of, is a Vietnamese syllable."""
    return world.is_vietnamese(fold(word)) or any(
        world.is_vietnamese(fold(base)) for base, _ in nominatives(word, rules)[1:]
    )


@lru_cache(maxsize=1 << 15)
def pinyin(word: str, rules: Endings) -> bool:
    """Whether the lower-case `word`, or a form that it may be a case of, is one or two Chinese syllables."""
    return world.is_pinyin(fold(word)) or any(
        weight >= _SURE and world.is_pinyin(fold(base)) for base, weight in nominatives(word, rules)[1:]
    )


@lru_cache(maxsize=1 << 15)
def japanese_shape(word: str, rules: Endings) -> bool:
    """Whether the lower-case `word`, or a form that it may be a case of, has the shape of a Japanese name."""
    folded = fold(word)
    if world.is_japanese(folded):
        return folded not in world.japanese_words()
    return any(world.is_japanese(fold(base)) for base, _ in nominatives(word, rules)[1:])


def goes_on_elsewhere(words: Sequence[Word], i: int, rules: Endings) -> bool:
    """Whether word `i` goes on with a name that is not Japanese: 'Nerina Sossi Battistella'."""
    if i >= len(words):
        return False
    word = words[i]
    if word.soft or word.particle or shouting(word) or word.folded in world.places():
        return False
    return not japanese_shape(word.lower, rules)


def given_abroad(words: Sequence[Word], i: int, rules: Endings) -> bool:
    """'Yumi Lindgren': a Japanese given name before a family name of another country."""
    if i + 1 >= len(words) or words[i].soft or words[i + 1].soft:
        return False
    following = words[i + 1]
    return (
        known_as(words[i].lower, "japanese_given", rules)
        and known_as(following.lower, "family", rules)
        and not japanese_shape(following.lower, rules)
    )


def second_surname(
    words: Sequence[Word], first: int, i: int, places: dict[int, int], rules: Endings, capital_nouns: bool
) -> bool:
    """Whether a surname follows a first one that is a town as well: 'Óscar Málaga Rendón'."""
    if i >= len(words) or words[i].soft or words[i].particle or i in places or shouting(words[i]):
        return False
    return known_as(words[i].lower, "family", rules) and (iberian(words[first:i]) or not capital_nouns)


def eponym(words: Sequence[Word], i: int, last: int) -> bool:
    """'Ho Chi Minh-staden': a town that is called after a person, and the word for town joined to it."""
    following = words[last : last + 1]
    if not following or "-" not in following[0].folded:
        return False
    return " ".join([*(word.folded for word in words[i:last]), following[0].parts[0]]) in world.eponyms()


def calling(words: Sequence[Word], i: int) -> bool:
    """'z Franciszkiem Marszałkiem': an office with a capital that ends the run behind a given name is a
    surname, where a capital makes no noun."""
    word = words[i]
    return i + 1 == len(words) and word.office and not word.fixed and len(word.surface) > 4

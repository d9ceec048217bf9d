"""World knowledge that is the same in every language: name lists, syllables, towns and provinces.

All keys are folded (`pipeline.tokens.fold`): lower case, no diacritics. Lists are read once, when first
asked for.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_FILES = resources.files("pipeline.languages").joinpath("names")

# A syllable of Vietnamese without its tone marks: onset, vowels, coda.
_VIETNAMESE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|ph|q|qu|r|s|t|th|tr|v|x)?"
    r"(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oay|oe|oi|u|ua|uay|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu)"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)
# A romanised Japanese word: morae of one consonant and one vowel, 'n' and doubled consonants between them.
_JAPANESE = re.compile(
    r"(?:(?:k|kk|s|ss|t|tt|n|h|m|y|r|w|g|z|d|b|p|pp|ky|sh|ssh|ch|tch|ny|hy|my|ry|gy|j|by|py|ts|f)?[aeiou]+h?(?:n|m(?=[bpm]))?'?)+"
)
_PINYIN = re.compile(
    r"(?:(?:b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w)?"
    r"(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo)){1,2}"
)
_KOREAN = re.compile(
    r"(?:(?:k|g|kk|n|d|t|r|l|m|b|p|s|ss|j|ch|h|y|w|kw|gw|hw|hy|ky|gy|by|my|ny|ry)?(?:a|ae|e|eo|eu|i|o|oe|oo|ou|u|ui|wa|wae|wo|we|wi|ya|yae|ye|yeo|yeou|yo|yoo|yu|yun|you|ee)"
    r"(?:k|g|n|ng|l|m|p|b|t|h|ck)?){1,2}"
)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILES.joinpath("world.toml").read_text(encoding="utf-8"))


@cache
def names(kind: str) -> frozenset[str]:
    """A list of folded names: `given`, `given_elsewhere`, `family`, `japanese_given` or `japanese_family`."""
    file = _FILES.joinpath(f"{kind}.txt")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found = {line for line in lines if line and not line.startswith("#")}
    extra = _data().get("more", {}).get(kind, "")
    return frozenset(found | set(extra.split()))


@cache
def family(people: str) -> frozenset[str]:
    """Family names of `vietnamese`, `vietnamese_sure`, `vietnamese_rare`, `korean` or `chinese`."""
    return frozenset(_data()["family"][people].split())


@cache
def family_endings() -> tuple[str, ...]:
    """Endings that only family names have: 'Kjartansdóttir', 'Petrović'."""
    return tuple(_data()["common"]["family_endings"].split())


@cache
def eras() -> dict[str, int]:
    """Eras that years are counted in ('令和'), with the year before their first."""
    return dict(_data()["eras"])


@lru_cache(maxsize=1 << 15)
def is_vietnamese(word: str) -> bool:
    """Whether the folded `word` can be a syllable of Vietnamese."""
    return len(word) <= 7 and _VIETNAMESE.fullmatch(word) is not None


@lru_cache(maxsize=1 << 15)
def is_japanese(word: str) -> bool:
    """Whether the folded `word` has the shape of a romanised Japanese name."""
    return 2 <= len(word) <= 14 and _JAPANESE.fullmatch(word) is not None


@lru_cache(maxsize=1 << 14)
def is_pinyin(word: str) -> bool:
    """Whether the folded `word` can be one or two syllables of Chinese."""
    return 2 <= len(word) <= 11 and _PINYIN.fullmatch(word) is not None


@lru_cache(maxsize=1 << 14)
def is_korean(word: str) -> bool:
    """Whether the folded `word` can be one or two romanised syllables of Korean."""
    return 2 <= len(word) <= 12 and _KOREAN.fullmatch(word) is not None


@cache
def places() -> dict[str, str]:
    """Folded names of towns, provinces and prefectures -> ISO 3166-1 alpha-2 code."""
    found: dict[str, str] = {}
    for line in _FILES.joinpath("towns.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, _, country = line.partition("\t")
            found[name] = country
    found.update(capitals())
    for name in _data()["place"]["world"]:
        found.setdefault(name, "")
    for name, code in (("vietnam", "VN"), ("japan", "JP")):
        found.update(dict.fromkeys(_data()["place"][name], code))
    return found


@cache
def _first_words() -> dict[str, int]:
    """First word of every place -> the most words of a place that begins so."""
    longest: dict[str, int] = {}
    for name in places():
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def place_at(folded: list[str], start: int, end: int) -> tuple[int, str] | None:
    """The longest known place that begins at `start`: its end and its country."""
    longest = _first_words().get(folded[start], 0)
    for size in range(min(longest, end - start), 0, -1):
        country = places().get(" ".join(folded[start : start + size]))
        if country is not None:
            return start + size, country
    return None


@cache
def capitals() -> dict[str, str]:
    """Folded capitals -> country, the subset of `places` whose name stands for a country."""
    return {
        word.replace("_", " "): country
        for country, spellings in _data()["capital"].items()
        for word in spellings.split()
    }


@cache
def japanese_words() -> frozenset[str]:
    """Words of Japanese that stand in names of companies, papers, shrines and dishes, not of persons."""
    return frozenset(_data()["common"]["japanese"].split())


@cache
def particles() -> frozenset[str]:
    """Particles inside names of many countries; a language that has such a word of its own goes first."""
    return frozenset(_data()["common"]["particles"].split())


@cache
def eponyms() -> frozenset[str]:
    """Towns that are named after a person by the full name."""
    return frozenset(_data()["common"]["eponyms"])


@cache
def place_suffixes() -> frozenset[str]:
    """What a hyphen joins to the name of a Korean or Japanese province, city or district."""
    return frozenset(_data()["common"]["place_suffixes"].split())


@cache
def legal_forms() -> frozenset[str]:
    """Abbreviations behind the names of companies, in exactly their spelling: 'GmbH', 'AB'."""
    return frozenset(_data()["common"]["legal_forms"].split())


@cache
def things() -> frozenset[str]:
    """English words in names of papers, companies and clubs that stand untranslated in any language."""
    return frozenset(_data()["common"]["things"].split())

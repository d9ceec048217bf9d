"""Uniform tokens: the same cut in every language.

A token is a run of letters (with their combining marks), a run of digits, a single Han, kana or
Hangul-free ideographic character, or one other visible character. Nothing else decides: '2,4' is three
tokens, '1-2' three, 'US-Dollar' three, '25.' two. Grammars see one shape in every language, and where no
blank stands between two tokens is told by their offsets.

Machine-translated portals glue words together ('DeputyMinister', 'since2017'): digits always part from
letters, and a word parts before an inner capital when at least four letters stand before it, so that
'McDonald' and 'iPhone' stay whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Characters that belong to the letter before them: combining marks, soft hyphen, zero-width joiners.
_JOINED = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
# Scripts written without blanks: one token a character. Iteration mark and long vowel mark included.
_UNSPACED = "\u3005-\u3007\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"

# Letters of the Latin script, which a set finds faster than "a word character that is no digit".
_LATIN = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"

TOKEN = re.compile(
    rf"(?:(?:[{_LATIN}]++|[^\W\d_{_UNSPACED}])[{_JOINED}]*+)++"
    r"|[^\w\s]|\d++"
    rf"|[{_UNSPACED}]|_"
)
_MARKS = re.compile("[\u0300-\u036f]")
_IGNORABLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_MIN_GLUED = 4  # letters before an inner capital that make it a border


@lru_cache(maxsize=1 << 16)
def _pieces(word: str) -> tuple[int, ...]:
    """Inner borders of a letter run, as offsets: 'DeputyMinister' -> (6,)."""
    if word.istitle() or word.islower() or word.isupper():
        return ()
    borders, last = [], 0
    for i in range(_MIN_GLUED, len(word) - 1):
        if word[i].isupper() and word[i - 1].islower() and word[i + 1].islower() and i - last >= _MIN_GLUED:
            borders.append(i)
            last = i
    return tuple(borders)


def tokens(text: str) -> tuple[list[int], list[int], list[str]]:
    """Starts, ends (half-open code points) and surfaces of the tokens of `text`; white space is no token."""
    starts: list[int] = []
    ends: list[int] = []
    surfaces: list[str] = []
    end, find = 0, text.find
    for surface in TOKEN.findall(text):
        start = find(surface, end)  # nothing but white space can lie before it
        end = start + len(surface)
        if end - start > _MIN_GLUED and (borders := _pieces(surface)):
            last = 0
            for border in borders:
                starts.append(start + last)
                ends.append(start + border)
                surfaces.append(surface[last:border])
                last = border
            start, surface = start + last, surface[last:]
        starts.append(start)
        ends.append(end)
        surfaces.append(surface)
    return starts, ends, surfaces


def token_spans(text: str) -> Iterator[tuple[int, int]]:
    """The half-open code-point span of each token of `text`, in order."""
    starts, ends, _ = tokens(text)
    return zip(starts, ends, strict=True)


@lru_cache(maxsize=1 << 17)
def norm(surface: str) -> str:
    """The form in which words are compared: NFC, case folded, soft hyphens and zero-width marks dropped."""
    if surface.isascii():
        return surface.lower()
    if surface.isdecimal():
        return unicodedata.normalize("NFKC", surface)  # full-width digits
    return unicodedata.normalize("NFC", _IGNORABLE.sub("", surface)).casefold().replace("ß", "ss")


_LETTERS = str.maketrans(
    {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "æ": "ae", "œ": "oe"}
)


@lru_cache(maxsize=1 << 17)
def fold(surface: str) -> str:
    """The form in which names are compared: case folded, no diacritics, 'đ' and 'ł' as plain letters."""
    if surface.isascii():
        return surface.lower()
    decomposed = unicodedata.normalize("NFKD", _IGNORABLE.sub("", surface).translate(_LETTERS))
    # only the marks of alphabets: in kana they make another letter (ハ, バ)
    plain = unicodedata.normalize("NFC", _MARKS.sub("", decomposed))
    return plain.casefold().translate(_LETTERS)

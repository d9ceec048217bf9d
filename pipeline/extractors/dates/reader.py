"""One document as the date grammar sees it: concepts and numbers by token.

The grammar asks 'is there a month at token 7?' and never sees a word. Everything is looked up in tables that
are built once a document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.lexicon import Lexeme
from pipeline.numbers import Number, read_numbers

# Concepts around which an expression stands; a stretch of text without one is never parsed.
CORE = frozenset(
    [
        "month",
        "month_short",
        "weekday",
        "weekday_short",
        "day_word",
        "time_unit",
        "season",
        "quarter_label",
        "decade_word",
        "year_mark",
        "date_edge",
        "period_word",
    ]
)
# Concepts that belong to an expression but start none by themselves.
AROUND = frozenset(
    [
        "date_glue",
        "direction",
        "offset",
        "range",
        "date_part",
        "date_about",
        "year_word",
        "year_context",
        "day_context",
        "month_context",
        "decade",
        "vague_count",
        "one",
        "ordinal",
        "number",
        "multiplier",
        "fraction",
        "rest_of",
        "era",
        "last_of",
        "century_word",
        "amount_qualifier",
        "number_or",
        "count_filler",
        "fraction_after",
        "whole",
        "day_noun",
        "ordinal_suffix",
        "day_suffix",
        "holiday",
        "week_from",
        "week_begins",
        "half_word",
        "ordinal_prefix",
        "night_join",
        "season_after",
    ]
)
_CONCEPTS = CORE | AROUND
_APOSTROPHES = frozenset("'\u2018\u2019`")
NONE, ALONE, MORE = "", "alone", "more"  # what a number may be, see `Reader.counts`
_ROMANS = frozenset("IVX")
_LEAST_YEAR = 100
_COUNTING = re.compile("[IVX]{1,6}(?:e|er|è|ème|eme|th|st|nd|rd|º)?")  # centuries and parts, to thirty
_NOTHING: Mapping[str, Lexeme] = MappingProxyType({})
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212~\u301c\uff5e")
_NEUTRAL = DASHES | frozenset(",.'\u2019()/、（）")
_REACH = 10
_ROMAN = re.compile("[IVXL]{1,6}(?:e|er|ème)?")


class Reader:
    """Look-ups by token; `doc` is the annotated document."""

    __slots__ = (
        "_at",
        "_covered",
        "digits",
        "doc",
        "eras",
        "kept",
        "norms",
        "numbers",
        "ordinal_dot",
        "size",
        "surfaces",
    )

    def __init__(self, doc: Annotated) -> None:
        self.doc = doc
        self.surfaces = doc.surfaces
        self.norms = doc.norms
        self.size = len(doc)
        self.ordinal_dot = bool(doc.language.feature("ordinal_dot"))
        self.numbers: dict[int, Number] = {number.start: number for number in read_numbers(doc)}
        self.digits = doc.digits
        self.eras = self._eras()
        self.kept: dict[int, object] = {}  # counts by token (see `units`)
        self._at: dict[int, dict[str, Lexeme]] = {}
        covered: set[int] = set()
        for section, lexemes in doc.lexemes.items():
            if section not in _CONCEPTS:
                continue
            for lexeme in lexemes:
                start, end, _, _ = lexeme
                found = self._at.get(start)
                if found is None:
                    self._at[start] = {section: lexeme}
                elif section not in found:
                    found[section] = lexeme
                covered.add(start)
                if end > start + 1:
                    covered.update(range(start + 1, end))
        for number in self.numbers.values():
            covered.update(range(number.start, number.end))
        covered.update(self.digits)
        for token, (_, end) in self.eras.items():
            covered.update(range(token, end + 1))
        self._covered = covered

    def _eras(self) -> dict[int, tuple[int, int]]:
        """First token of each era's name -> (year before its first, token after the name)."""
        found: dict[int, tuple[int, int]] = {}
        for name, before in world.eras().items():
            at = self.doc.text.find(name)
            while at >= 0:
                token, end = self.doc.token_at(at), self.doc.token_at(at + len(name) - 1) + 1
                found[token] = (before, end)
                at = self.doc.text.find(name, at + len(name))
        return found

    def at(self, section: str, token: int) -> Lexeme | None:
        """The lexeme of `section` that begins at `token`."""
        found = self._at.get(token)
        return None if found is None else found.get(section)

    def here(self, token: int) -> Mapping[str, Lexeme]:
        """What begins at `token`: concept -> its first lexeme."""
        return self._at.get(token, _NOTHING)

    def counts(self, token: int) -> str:
        """What kind of number of a date may begin at `token`: digits, words, Roman letters, an apostrophe.

        Returns:
            `MORE` where what follows can belong to it, `ALONE` where it could only be a year, else `NONE`.
        """
        surface = self.surface(token)
        if surface in _APOSTROPHES:
            return MORE if self.surface(token + 1)[:1].isdecimal() else NONE
        number = self.numbers.get(token)
        written = number is not None or surface[:1].isdecimal() or token in self.eras
        if not written and not (surface[:1] in _ROMANS and _COUNTING.fullmatch(surface)):
            return NONE
        if token + 1 in self._covered or not self.surface(token + 1).isalpha():
            return MORE
        year = len(surface) == 4 or (number is not None and number.value >= _LEAST_YEAR)
        return (
            ALONE if written and (year or token in self.eras) else NONE
        )  # else it counts the word behind it

    def value(self, section: str, token: int) -> str | None:
        """Its value."""
        lexeme = self.at(section, token)
        return None if lexeme is None else lexeme.value

    def all_at(self, section: str, token: int) -> Sequence[Lexeme]:
        """All readings of `section` at `token`."""
        return self.doc.at(section, token)

    def triggers(self) -> list[int]:
        """Tokens around which a date may stand, ascending."""
        found = {lexeme.start for section in CORE for lexeme in self.doc.section(section)}
        thousands = {i for n in self.numbers.values() if n.grouped for i in range(n.start, n.end)}
        for i in self.digits:
            if i in thousands:
                continue  # '300.000' is no date, and none is in it
            surface = self.surfaces[i]
            if len(surface) == 4 or self.signed(i) or len(surface) == 8:
                found.add(i)
        for section in ("century_word", "half_word", "ordinal_prefix"):
            found.update(lexeme.start for lexeme in self.doc.section(section))
        found.update(
            lexeme.start - 1
            for lexeme in self.doc.section("day_suffix")
            if self.surface(lexeme.start - 1).isdecimal()
        )
        found.update(i for i, number in self.numbers.items() if number.words and 1000 <= number.value < 3000)
        return sorted(found)

    def signed(self, i: int) -> bool:
        """Whether a sign of numeric dates joins the digits at `i` to the digits after it."""
        return (
            i + 2 < self.size and self.surfaces[i + 1] in ".-/\u2013" and self.surfaces[i + 2][0].isdecimal()
        )

    def left_edge(self, token: int, floor: int) -> int:
        """How far to the left of `token` words of dates reach, at most ten tokens and not before `floor`."""
        edge, i = token, token
        while i > floor and token - i < _REACH:
            i -= 1
            if i in self._covered or _ROMAN.fullmatch(self.surfaces[i]):
                edge = i
            elif self.surfaces[i] not in _NEUTRAL:
                break
        return edge

    def having(self, section: str, token: int, attribute: str) -> Lexeme | None:
        """The reading of `section` at `token` whose entry has this attribute."""
        found = self._at.get(token)
        if found is None or section not in found:
            return None
        for lexeme in self.doc.at(section, token):
            if lexeme.entry.attributes.get(attribute):
                return lexeme
        return None

    def skip(self, section: str, token: int, times: int = 3) -> int:
        """The token after up to `times` lexemes of `section`."""
        for _ in range(times):
            lexeme = self.at(section, token)
            if lexeme is None:
                return token
            token = lexeme.end
        return token

    def unspaced(self, token: int) -> bool:
        """Whether the token belongs to a script that writes no blanks between words."""
        return self.surface(token)[:1] >= "\u3000"

    def skip_comma(self, token: int) -> int:
        """The token after a comma, where one stands."""
        return token + 1 if self.surface(token) == "," and token + 1 < self.size else token

    def surface(self, token: int) -> str:
        """The token as written; empty outside of the document."""
        return self.surfaces[token] if 0 <= token < self.size else ""

    def adjacent(self, token: int) -> bool:
        """Whether no blank stands before `token`."""
        return 0 < token < self.size and self.doc.starts[token] == self.doc.ends[token - 1]

    def sentence(self, token: int) -> tuple[int, int]:
        """Token range of the sentence of `token`."""
        index = bisect_right(self.doc.sentences, token, key=lambda bounds: bounds[0]) - 1
        return self.doc.sentences[index]

    def is_alone(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is all that the text says, punctuation apart."""
        before = all(not surface[0].isalnum() for surface in self.surfaces[max(0, start - 4) : start])
        after = all(not surface[0].isalnum() for surface in self.surfaces[end : end + 4])
        return before and after and start < 4 and self.size - end < 4

    def dash(self, token: int) -> bool:
        """Whether `token` is a dash of any kind."""
        return self.surface(token) in DASHES and token < self.size

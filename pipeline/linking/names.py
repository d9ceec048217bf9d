"""What an event's name says that tells it from other events: countries, an edition, its own words.

Countries are codes, so that 'Wietnam' and 'Vietnam' are one. What names the kind of occasion, an office or a
body ('meeting', 'party secretary', 'delegation') stands in thousands of names and tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.annotated import Annotated, annotate
from pipeline.numbers import read_numbers
from pipeline.tokens import fold

_LEAST = 4  # letters
_COUNTRIES = ("country", "demonym")
_COMMON = (
    "function", "event", "event_verb", "role", "role_plural", "role_modifier", "body", "portfolio", "of",
    "place_type", "honorific", "time_unit", "month", "weekday", "ordinal", "number", "counted", "direction",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart.

    Attributes:
        countries: ISO codes, sorted.
        terms: its telling words, folded, sorted.
        edition: 10 of 'the tenth forum'; None without one.
    """

    countries: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    edition: int | None = None


@lru_cache(maxsize=4096)  # 'das Treffen' names thousands of meetings
def name_parts(name: str, language: str) -> NameParts:
    """Takes a name apart, with the words of its language's files."""
    annotated = annotate(name, language)
    countries: set[str] = set()
    skipped: set[int] = set()
    for section in _COUNTRIES:
        for lexeme in annotated.section(section):
            countries.add(lexeme.value[:2])
            skipped.update(range(lexeme.start, lexeme.end))
    for section in _COMMON:
        for lexeme in annotated.section(section):
            if not lexeme.rest:
                skipped.update(range(lexeme.start, lexeme.end))
    terms = {
        fold(surface)
        for token, surface in enumerate(annotated.surfaces)
        if token not in skipped and len(surface) >= _LEAST and surface[0].isalpha()
    }
    return NameParts(tuple(sorted(countries)), tuple(sorted(terms)), _edition(annotated))


def _edition(annotated: Annotated) -> int | None:
    dotted = annotated.language.feature("ordinal_dot", False)
    for number in read_numbers(annotated):
        dot = dotted and number.end < len(annotated) and annotated.surfaces[number.end] == "."
        if (number.ordinal or dot) and number.whole is not None:
            return number.whole
    return None

"""Scale words: what a number is multiplied by, as a word ('Mrd.', 'milliards') or a letter ('5m', '3bn').

Values stand in the language files and are checked to be powers of ten; 'billion' is 10^9 in one language and
10^12 in the next, so no value is ever taken from another language.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.lexicon import Language, Lexeme
from pipeline.tokens import norm

_LETTERS: dict[tuple[int, str], tuple[Language, Decimal | None]] = {}


def letter_scale(language: Language, letters: str) -> Decimal | None:
    """The value of a letter of scale (section `scale_short`) that is glued to a code or a sign."""
    key = (id(language), letters)
    if key not in _LETTERS:
        found = language.matcher.find([norm(letters)], [letters]).get("scale_short", ())
        # the language is kept with the value, so that its id stays its own
        _LETTERS[key] = (language, Decimal(found[0].value) if found and not found[0].rest else None)
    return _LETTERS[key][1]


def scale_at(doc: Annotated, token: int) -> Lexeme | None:
    """The scale word or multiplying number word ('hundred') that begins at `token`."""
    for section in ("scale", "multiplier"):
        for lexeme in doc.at(section, token):
            if not lexeme.rest:
                return lexeme
    return None


def weak_scale(doc: Annotated, end: int) -> bool:
    """Whether the scale word before the token `end` is a measure too, and a scale only beside a currency."""
    return any(lexeme.entry.attributes.get("alone") is False for lexeme in doc.at("scale", end - 1))


def short_scale_at(doc: Annotated, token: int) -> Lexeme | None:
    """The letters of scale at `token`: 'm' of '5m'."""
    for lexeme in doc.at("scale_short", token):
        return lexeme
    return None


def scales_inside(doc: Annotated, start: int, end: int) -> Iterator[Lexeme]:
    """Scale words that begin inside the tokens `[start, end)` and reach beyond: 'mil millones'."""
    for token in range(start, end):
        for lexeme in doc.at("scale", token):
            if lexeme.end > end:
                yield lexeme

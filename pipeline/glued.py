"""Offices with the next word glued to them, as portals leave them behind that take links out of a page.

'Vorsitzendeder Nationalversammlung' is 'Vorsitzende der Nationalversammlung'. Which words may hang on an
office is a feature of the language (`glued_words`); what stands before them must be a whole office.
"""

from __future__ import annotations

from pipeline.lexicon import Language
from pipeline.tokens import norm

_SECTIONS = ("role", "role_plural")
_SHORTEST = 6  # letters of an office


def part_glued(
    language: Language, starts: list[int], ends: list[int], surfaces: list[str]
) -> tuple[list[int], list[int], list[str]]:
    """The tokens of a text, those that are an office and a word behind it parted.

    Args:
        language: whose words they are.
        starts: first code points of the tokens.
        ends: code points after them.
        surfaces: the tokens as the text writes them.
    """
    hanging: tuple[str, ...] = tuple(language.feature("glued_words", ()))
    if not hanging:
        return starts, ends, surfaces
    borders = [
        (token, len(surface) - len(word))
        for token, surface in enumerate(surfaces)
        if surface.endswith(hanging) and surface[0].isupper()
        for word in hanging
        if surface.endswith(word) and _office(language, surface, surface[: -len(word)])
    ]
    for token, border in reversed(borders):  # few, if any
        middle = starts[token] + border
        starts[token : token + 1] = [starts[token], middle]
        ends[token : token + 1] = [middle, ends[token]]
        surfaces[token : token + 1] = [surfaces[token][:border], surfaces[token][border:]]
    return starts, ends, surfaces


def _office(language: Language, whole: str, office: str) -> bool:
    """Whether the first part is an office and the whole is none."""
    return len(office) >= _SHORTEST and _known(language, office) and not _known(language, whole)


def _known(language: Language, word: str) -> bool:
    """Whether the word alone is an office, not by the head of a compound."""
    found = language.matcher.find([norm(word)], [word])
    return any(not lexeme.rest for section in _SECTIONS for lexeme in found.get(section, ()))

"""Sentence borders over the uniform tokens.

A sentence ends at `. ! ? …` (and their full-width sisters) or at the end of a paragraph. A full stop ends
none after an abbreviation of the language, after an initial, inside a number, before a lower-case word,
and, in languages that write ordinals with it ('25. November'), after one or two digits unless a function
word follows ('… im Jahr 25. Die …'). Closing quotation marks and brackets belong to the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Language, Lexeme

_ENDS = frozenset(".!?…。！？")
_ALWAYS = frozenset("。！？")
_CLOSING = frozenset("\"'”’“»«›‹)]}」』）】")
_QUOTES_BOTH_WAYS = frozenset("\"'”’“»«›‹")


def sentence_starts(
    text: str,
    language: Language,
    starts: Sequence[int],
    ends: Sequence[int],
    surfaces: Sequence[str],
    norms: Sequence[str],
    lexemes: dict[str, list[Lexeme]],
    paragraph_starts: Sequence[int],
) -> list[int]:
    """Index of the first token of each sentence, ascending; `[0]` for one sentence, `[]` without tokens."""
    size = len(starts)
    if not size:
        return []
    # full stops that belong to an abbreviation, unless the paragraph ends with it
    abbreviated: set[int] = set()
    for lexeme in lexemes.get("abbreviation", ()):
        abbreviated.update(i for i in range(lexeme.start, lexeme.end) if surfaces[i] == ".")
    functions = {lexeme.start for lexeme in lexemes.get("function", ())}
    ordinal_dot = bool(language.feature("ordinal_dot"))
    borders = set(paragraph_starts)
    borders.add(0)
    for i, surface in enumerate(surfaces):
        if surface not in _ENDS:
            continue
        after = i + 1
        while (
            after < size
            and after not in borders
            and (
                surfaces[after] in _ENDS or (surfaces[after] in _CLOSING and starts[after] == ends[after - 1])
            )
        ):
            after += 1
        if after >= size or after in borders:
            continue
        if surface in _ALWAYS:
            borders.add(after)
            continue
        if starts[after] == ends[after - 1] and surfaces[after - 1] not in _QUOTES_BOTH_WAYS:
            continue  # no blank: a number, an address, an abbreviation
        following = surfaces[after]
        opening = after
        while opening < size - 1 and not surfaces[opening][0].isalnum():
            opening += 1
        first = surfaces[opening]
        if surface == "." and after == i + 1:
            if i in abbreviated and opening not in functions:
                continue
            before = surfaces[i - 1] if i else ""
            if len(before) == 1 and before.isupper() and ends[i - 1] == starts[i]:
                continue  # an initial
            if ordinal_dot and before.isdigit() and len(before) <= 2 and opening not in functions:
                continue
        if first[:1].islower() and following not in _QUOTES_BOTH_WAYS:
            continue
        borders.add(after)
    return sorted(border for border in borders if border < size)

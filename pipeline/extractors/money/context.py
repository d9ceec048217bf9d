"""What the sentence says about a sum: how exactly it is stated, for each of what, and what for."""

from __future__ import annotations

from pipeline.annotated import Annotated
from pipeline.lexicon import Lexeme

_MAX_SKIPPED = 2  # articles and prepositions between a qualifier and its sum
_MAX_DISTANCE = 25  # tokens between a sum and the word that says what it is for


def qualifier(doc: Annotated, start: int, end: int) -> Lexeme | None:
    """The qualifier before the tokens `[start, end)`, or one that follows ('or more')."""
    first, last = doc.sentences[doc.sentence_of(start)]
    for lexeme in doc.at("qualifier_after", end):
        if end < last:
            return lexeme
    found = [x for x in doc.between("amount_qualifier", max(first, start - 6), start) if x.end <= start]
    for lexeme in reversed(found):
        between = range(lexeme.end, start)
        if len(between) <= _MAX_SKIPPED and all(_skippable(doc, token) for token in between):
            return None if _goal(doc, lexeme) else lexeme
    return None


def changing(doc: Annotated, token: int) -> bool:
    """Whether a word of change stands shortly before `token`: 'rose', 'erhöht'."""
    first = doc.sentences[doc.sentence_of(token)][0]
    return any(True for _ in doc.between("amount_change", max(first, token - 8), token))


def _goal(doc: Annotated, lexeme: Lexeme) -> bool:
    """Whether a word for 'up to' is the 'to' of a change: 'the fund grew to 5 million'."""
    return any(
        other.end == lexeme.end and other.value in ("to", "until")
        for other in doc.at("amount_range", lexeme.start)
    ) and changing(doc, lexeme.start)


def _skippable(doc: Annotated, token: int) -> bool:
    return bool(
        doc.at("amount_skip", token)
        or doc.at("one", token)
        or any(lexeme.value in ("between", "from") for lexeme in doc.at("amount_range", token))
        or doc.at("amount_of", token)
    )


def per_unit(doc: Annotated, start: int, end: int, qualified: int) -> bool:
    """Whether the sum is stated for each of something: 'je 5 Euro', '5 Euro pro Person', '5 euros each'."""
    if any(lexeme.value == "after" and not _dates(doc, lexeme.end) for lexeme in doc.at("per_unit", end)):
        return True
    if end + 1 < len(doc) and doc.surfaces[end] == "/" and doc.surfaces[end + 1][0].isalpha():
        return True  # '15 €/month'
    for border in {start, qualified}:
        first = doc.sentences[doc.sentence_of(border)][0]
        for lexeme in doc.between("per_unit", max(first, border - 3), border):
            if lexeme.value == "before" and lexeme.end == border:
                return True
    return False


def _dates(doc: Annotated, token: int) -> bool:
    """Whether the words of a unit that end at `token` are a date: 'im Jahr 2010', 'a year earlier'."""
    for unit in doc.at("time_unit", token):
        token = unit.end
        break
    if token >= len(doc):
        return False
    return doc.surfaces[token][0].isdecimal() or any(
        x.value.startswith("past") for x in doc.at("offset", token)
    )


def purpose(doc: Annotated, start: int, end: int) -> str | None:
    """What the money is, by the nearest such word of the sentence; of two as near, the one before."""
    first, last = doc.sentences[doc.sentence_of(start)]
    best: tuple[int, str] | None = None
    for lexeme in doc.between("purpose", max(first, start - _MAX_DISTANCE), min(last, end + _MAX_DISTANCE)):
        if lexeme.end <= start:
            distance = 2 * (start - lexeme.end)
        elif lexeme.start >= end:
            distance = 2 * (lexeme.start - end) + 1
        else:
            distance = 0
        if best is None or distance < best[0]:
            best = (distance, lexeme.value)
    return best[1] if best else None

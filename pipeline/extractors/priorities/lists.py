"""Items of lists and what announces them.

An item is a half-open token range without its marker. Nothing here knows what the items are about; whether
a list is one of cooperation priorities is decided by the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotated import Annotated
from pipeline.extractors.priorities.markers import MAX_FIGURE, Marker

_TRIM = frozenset(",:;–—-)?")


@dataclass(frozen=True, slots=True)
class Item:
    """An item over tokens `[start, end)`; `first` is where its marker starts."""

    first: int
    start: int
    end: int


def items(doc: Annotated, run: Sequence[Marker]) -> list[Item]:
    """The items of a run: each reaches to the next marker, the last one to the end of its passage.

    The last item has as many sentences of its paragraph as the longest of the others has; a line is one item.
    """
    found: list[Item] = []
    most = 1
    for marker, after in pairwise(run):
        end = after.start
        if marker.style not in ("words", "figures"):
            end = min(end, doc.paragraphs[doc.paragraph_of(marker.start)][1])
        found.append(_item(doc, marker, end))
        most = max(most, doc.sentence_of(max(marker.start, end - 1)) - doc.sentence_of(marker.start) + 1)
    last = run[-1]
    paragraph_end = doc.paragraphs[doc.paragraph_of(last.start)][1]
    if last.style in ("words", "figures"):
        sentence = min(doc.sentence_of(last.start) + most - 1, len(doc.sentences) - 1)
        paragraph_end = min(paragraph_end, doc.sentences[sentence][1])
    found.append(_item(doc, last, paragraph_end))
    return [item for item in found if item.start < item.end]


def _item(doc: Annotated, marker: Marker, end: int) -> Item:
    start = marker.end
    while start < end and doc.surfaces[start] in _TRIM:
        start += 1
    while end > start and (doc.surfaces[end - 1] in ",;–—-(" or doc.at("list_lead", end - 1)):
        end -= 1
    return Item(marker.start, start, end)


@dataclass(frozen=True, slots=True)
class Announcement:
    """'six priorities': its tokens, the number it declares, and whether it counts something else."""

    start: int
    end: int
    total: int | None
    other: bool


APART = ("apart", "people", "visit")
_NEAR = 60  # tokens on either side; a sentence without end stays cheap
_SHORT = 8  # tokens of a sentence that only calls the list something
_BETWEEN = 5  # adjectives between the number and the noun


def announcements(doc: Annotated) -> list[Announcement]:
    """Nouns of lists with the number before them, in order; nouns that count something else among them."""
    found = []
    for section in ("list_noun", "list_other"):
        for lexeme in doc.section(section):
            total = number_before(doc, lexeme.start)
            other = section == "list_other" or apart(doc, lexeme.start)
            found.append(Announcement(lexeme.start, lexeme.end, total, other))
    return sorted(found, key=lambda announcement: announcement.start)


def apart(doc: Annotated, token: int, kinds: Collection[str] = APART[:1]) -> bool:
    """Whether the sentence of `token` lists something else: an agenda, prizes, what `kinds` names."""
    first, after = doc.sentences[doc.sentence_of(token)]
    first, after = max(first, token - _NEAR), min(after, token + _NEAR)
    colon = next((i for i in range(token, after) if doc.surfaces[i] in ":："), after)
    return any(x.value in kinds for x in doc.between("list_apart", first, colon))


def called_other(doc: Annotated, start: int, end: int) -> bool:
    """Whether a short sentence in or behind the list says that it was none: 'Those were his reasons.'"""
    first, last = doc.sentence_of(start), doc.sentence_of(end - 1)
    return any(
        after - begin <= _SHORT and any(True for _ in doc.between("list_other", begin, after))
        for begin, after in doc.sentences[first : last + 2]
    )


def counted(doc: Annotated, start: int, size: int) -> Announcement | None:
    """A number before a list that nearly is its number of items, whatever noun it counts.

    'She had five things in mind …': speakers call their items what they like. The sentence before the first
    item is looked at, and that in which it begins; a number that differs by more counts other things. The
    number itself goes before one that differs ('both sides agreed on three things'), and of two numbers the
    later one where a word puts the first right: 'four, no, five things'.
    """
    sentence = doc.sentence_of(start)
    found = []
    for first, after in (doc.sentences[sentence], doc.sentences[max(0, sentence - 1)]):
        here = [
            Announcement(token, token + 1, value, False)
            for token in range(first, min(after, start))
            for value in _figures(doc, token)
            if abs(value - size) <= 1
        ]
        if here and any(True for _ in doc.between("list_correction", first, start)):
            return here[-1]
        found += here
    return min(found, key=lambda one: abs((one.total or 0) - size), default=None)


def _figures(doc: Annotated, token: int) -> list[int]:
    """What can be a number of points at the token: a number word, or digits that stand alone."""
    surface = doc.surfaces[token]
    # a number word before figures is none: Vietnamese 'năm' is five and a year
    counts = token + 1 < len(doc) and not doc.surfaces[token + 1].isdecimal()
    values = [lexeme.value for lexeme in doc.at("number", token) if counts]
    if surface.isdecimal() and not doc.adjacent(token) and not doc.adjacent(token + 1):
        values.append(surface)
    return [int(value) for value in values if value.isdecimal() and 1 < int(value) <= MAX_FIGURE]


def number_before(doc: Annotated, noun: int) -> int | None:
    """The number of which a noun that begins at `noun` is counted: 'six concrete proposals'."""
    first = doc.sentences[doc.sentence_of(noun)][0]
    for token in range(noun - 1, max(first, noun - 1 - _BETWEEN) - 1, -1):
        surface = doc.surfaces[token]
        if surface.isdecimal():
            return int(surface) if 1 < int(surface) <= MAX_FIGURE else None
        for lexeme in doc.at("number", token):
            value = lexeme.value
            if lexeme.end <= noun and value.isdecimal() and 1 < int(value) <= MAX_FIGURE:
                return int(value)
        if surface in ".;:!?":
            return None
    return None


def clauses(doc: Annotated, start: int, sign: str) -> list[tuple[int, int]]:
    """Token ranges between the `sign`s (and conjunctions that begin the last one) after a colon that follows
    `start` in its sentence; empty without a colon or without a sign."""
    end = doc.sentences[doc.sentence_of(start - 1)][1]
    colon = next((token for token in range(start, end) if doc.surfaces[token] in ":："), None)
    if colon is None:
        return []
    while end > colon + 1 and doc.surfaces[end - 1] in ".!?…。":
        end -= 1
    ranges, first, signs = [], colon + 1, 0
    for token in range(colon + 1, end):
        if doc.surfaces[token] == sign and not doc.surfaces[token - 1].isdecimal():
            signs += 1
        elif not (doc.at("conjunction", token) and sign == "," and token > first):
            continue
        if token > first:
            ranges.append((first, token))
        first = token + 1
    if end > first:
        ranges.append((first, end))
    return [(_skip_lead(doc, begin, after), after) for begin, after in ranges] if signs else []


def _skip_lead(doc: Annotated, start: int, end: int) -> int:
    while start < end - 1 and doc.at("list_lead", start):
        start += 1
    return start

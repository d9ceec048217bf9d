"""Finds the items of lists: marked by words, figures or bullets, or unmarked after an announcement.

An item is a half-open token range without its marker. Nothing here knows what the items are about; whether
a list is one of cooperation priorities is decided by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotated import Annotated
from pipeline.lexicon import Lexeme

_BULLETS = frozenset("•·▪■◦‣*–—-+►")
_AFTER_FIGURE = frozenset(".)）、")
_TRIM = frozenset(",:;–—-)")
_NEAR_PARAGRAPHS = 4  # between two items of one list
_MAX_FIGURE = 20
LAST, NEXT, PAIR_FIRST, PAIR_SECOND = "last", "next", "pair_1", "pair_2"


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker over tokens `[start, end)`: a number, or `last`, `next`, `pair_1`, `pair_2`."""

    start: int
    end: int
    value: str
    style: str

    @property
    def number(self) -> int | None:
        """Its number, where it has one."""
        return int(self.value) if self.value.isdigit() else None


@dataclass(frozen=True, slots=True)
class Item:
    """An item over tokens `[start, end)`; `first` is where its marker starts."""

    first: int
    start: int
    end: int


def _clause_opens(doc: Annotated, token: int, sentence_starts: frozenset[int]) -> bool:
    """Whether a clause begins at `token`, an opening sign or a short conjunction aside."""
    for back in range(3):
        here = token - back
        if here in sentence_starts or here == 0:
            return True
        before = doc.surfaces[here - 1]
        if before in ";:" or (before == "," and back == 0):
            return True
        joins = _conjunction(doc, here - 1) or before in "([„“\"'«–-"
        if before[0].isalnum() and not joins:
            return False
    return False


def _conjunction(doc: Annotated, token: int) -> bool:
    return any(lexeme.value == "and" for lexeme in doc.at("list_lead", token))


def _closed(doc: Annotated, lexeme: Lexeme) -> bool:
    """Whether a marker that is an adjective too ('first') stands alone here: before a sign, verb or article.

    'First, trade …' and 'Third came trade' open an item, 'First projects …' does not.
    """
    if not lexeme.entry.attributes.get("closed"):
        return True
    after = lexeme.end
    return after < len(doc) and (
        not doc.surfaces[after][0].isalnum()
        or bool(doc.at("function", after))
        or bool(doc.at("list_follow", after))
    )


def _word_markers(doc: Annotated, sentence_starts: frozenset[int]) -> Iterator[Marker]:
    for lexeme in doc.section("list_marker"):
        if _clause_opens(doc, lexeme.start, sentence_starts) and _closed(doc, lexeme):
            yield Marker(lexeme.start, lexeme.end, lexeme.value, "words")
    for lexeme in doc.section("list_ordinal"):
        # 'the third priority is …': an ordinal with a noun of lists, opening a sentence
        opens = any(start in sentence_starts for start in range(max(0, lexeme.start - 2), lexeme.start + 1))
        noun = next(iter(doc.between("list_noun", lexeme.end, lexeme.end + 3)), None)
        if opens and noun is not None:
            yield Marker(lexeme.start, noun.end, lexeme.value, "words")


def _cardinal_markers(doc: Annotated, sentence_starts: frozenset[int]) -> Iterator[Marker]:
    """'One: …', 'Zwei – …': a number alone before a colon or a dash, opening a sentence."""
    for lexeme in doc.section("number"):
        after = lexeme.end
        stands_alone = lexeme.start in sentence_starts and after < len(doc) and doc.surfaces[after] in ":–—"
        if stands_alone and lexeme.value.isdigit() and 0 < int(lexeme.value) <= _MAX_FIGURE:
            yield Marker(lexeme.start, after + 1, lexeme.value, "words")


def _figure_markers(doc: Annotated, paragraph_starts: frozenset[int]) -> Iterator[Marker]:
    size = len(doc)
    for token, surface in enumerate(doc.surfaces):
        opens = token in paragraph_starts
        if surface.isdigit() and len(surface) <= 2 and token + 1 < size:
            after = doc.surfaces[token + 1]
            bracketed = token > 0 and doc.surfaces[token - 1] in "(（"
            if after in _AFTER_FIGURE and doc.adjacent(token + 1) and 0 < int(surface) <= _MAX_FIGURE:
                first = token - 1 if bracketed else token
                # in running text only '1)' and '(1)'; '1.' must open a line
                if first in paragraph_starts or (after in ")）" and (bracketed or not doc.adjacent(token))):
                    style = "lines" if first in paragraph_starts else "figures"
                    yield Marker(first, token + 2, str(int(surface)), style)
        elif opens and token + 1 < size:
            if surface in _BULLETS and not doc.adjacent(token + 1):
                yield Marker(token, token + 1, NEXT, "bullets " + surface)
            elif (
                len(surface) == 1
                and surface.isalpha()
                and doc.surfaces[token + 1] == ")"
                and surface.isascii()
            ):
                yield Marker(token, token + 2, str(ord(surface.lower()) - ord("a") + 1), "letters")


def markers(doc: Annotated) -> list[Marker]:
    """Every list marker of a document, in order of its first token."""
    sentence_starts = frozenset(first for first, _ in doc.sentences)
    paragraph_starts = frozenset(first for first, _ in doc.paragraphs)
    found = [
        *_word_markers(doc, sentence_starts),
        *_cardinal_markers(doc, sentence_starts),
        *_figure_markers(doc, paragraph_starts),
    ]
    return sorted(found, key=lambda marker: (marker.start, marker.end))


def runs(doc: Annotated, found: Sequence[Marker]) -> Iterator[list[Marker]]:
    """Cuts markers into runs that count 1, 2, 3 …, 'last' closing them; bullets run on while they last.

    Words, lines and figures are separate streams, so that a date or a figure inside an item does not break
    the run; a gap of more than four paragraphs does.
    """
    streams: dict[str, list[Marker]] = {}
    for marker in found:
        style = "numbered lines" if marker.style in ("lines", "letters") else marker.style
        streams.setdefault(style, []).append(marker)
    for style, stream in sorted(streams.items()):
        run: list[Marker] = []
        for marker in stream:
            near = (
                bool(run)
                and doc.paragraph_of(marker.start) - doc.paragraph_of(run[-1].start) <= _NEAR_PARAGRAPHS
            )
            if style.startswith("bullets"):
                if run and not near:
                    yield run
                    run = []
                run.append(marker)
                continue
            number = marker.number
            if run and not near:
                yield run
                run = []
            if number == 1 or marker.value == PAIR_FIRST:
                if run:
                    yield run
                run = [marker]
            elif run and _continues(run, marker):
                run.append(marker)
            elif run and marker.value == LAST:
                run.append(marker)
                yield run
                run = []
            elif run and number is not None and number > len(run) + 1:
                yield run
                run = []
        if run:
            yield run


def _continues(run: Sequence[Marker], marker: Marker) -> bool:
    """Whether `marker` is the one that a run waits for."""
    if marker.value == PAIR_SECOND:
        return len(run) == 1
    return marker.value == NEXT or marker.number == len(run) + 1


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


_BETWEEN = 5  # adjectives between the number and the noun


def announcements(doc: Annotated) -> list[Announcement]:
    """Nouns of lists with the number before them, in order; nouns that count something else among them."""
    found = []
    for section in ("list_noun", "list_other"):
        for lexeme in doc.section(section):
            total = _number_before(doc, lexeme.start)
            found.append(Announcement(lexeme.start, lexeme.end, total, section == "list_other"))
    return sorted(found, key=lambda announcement: announcement.start)


def counted(doc: Annotated, start: int, size: int) -> Announcement | None:
    """A number before a list that nearly is its number of items, whatever noun it counts.

    'She had five things in mind …': speakers call their items what they like. The sentence before the first
    item is looked at, and that in which it begins; a number that differs by more than one counts something else.
    """
    sentence = doc.sentence_of(start)
    for first, after in (doc.sentences[sentence], doc.sentences[max(0, sentence - 1)]):
        for token in range(first, min(after, start)):
            surface = doc.surfaces[token]
            values = [lexeme.value for lexeme in doc.at("number", token)]
            if surface.isdigit() and not doc.adjacent(token) and not doc.adjacent(token + 1):
                values.append(surface)
            for value in values:
                if value.isdigit() and 1 < int(value) <= _MAX_FIGURE and abs(int(value) - size) <= 1:
                    return Announcement(token, token + 1, int(value), False)
    return None


def _number_before(doc: Annotated, noun: int) -> int | None:
    first = doc.sentences[doc.sentence_of(noun)][0]
    for token in range(noun - 1, max(first, noun - 1 - _BETWEEN) - 1, -1):
        surface = doc.surfaces[token]
        if surface.isdigit():
            return int(surface) if 1 < int(surface) <= _MAX_FIGURE else None
        for lexeme in doc.at("number", token):
            value = lexeme.value
            if lexeme.end <= noun and value.isdigit() and 1 < int(value) <= _MAX_FIGURE:
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
        if doc.surfaces[token] == sign and not doc.surfaces[token - 1].isdigit():
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

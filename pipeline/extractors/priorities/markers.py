"""List markers: words, figures, letters and bullets that open an item, and the runs that they form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotated import Annotated
from pipeline.lexicon import Lexeme

_BULLETS = frozenset("•·▪■◦‣*–—-+►")
_OPENING = frozenset("([„“\"'«»–—-¿¡")
_OPENING_SIGNS = 3  # words and signs that may stand before a marker in its clause: '—¿Y el quinto?'
_AFTER_FIGURE = frozenset(".)）、")
_NEAR_PARAGRAPHS = 4  # between two items of one list
MAX_FIGURE = 20
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
        return int(self.value) if self.value.isdecimal() else None


def _clause_opens(doc: Annotated, token: int, sentence_starts: frozenset[int]) -> bool:
    """Whether a clause begins at `token`, an opening sign or a short conjunction aside."""
    for back in range(_OPENING_SIGNS + 1):
        here = token - back
        if here in sentence_starts or here == 0:
            return True
        before = doc.surfaces[here - 1]
        if before in ";:；：" or (before in ",、，" and back == 0):
            return True
        joins = _leads(doc, here - 1) or before in _OPENING
        if before[0].isalnum() and not joins:
            return False
    return False


def _leads(doc: Annotated, token: int) -> bool:
    """Whether a word stands at `token` that may lead to a marker: 'and', 'with' ('with the second')."""
    return any(lexeme.value in ("and", "with") for lexeme in doc.at("list_lead", token))


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
    before: Marker | None = None
    for lexeme in doc.section("list_marker"):
        if not _clause_opens(doc, lexeme.start, sentence_starts):
            continue
        value = str(lexeme.entry.attributes.get("number", lexeme.value))
        marker = Marker(lexeme.start, lexeme.end, value, "words")
        # 'the fourth concerned sensors, the fifth museums': the verb is said once in a sentence
        gapped = (
            before is not None
            and before.number is not None
            and marker.number == before.number + 1
            and doc.sentence_of(before.start) == doc.sentence_of(marker.start)
        )
        if gapped or _closed(doc, lexeme):
            before = marker
            yield marker
    for lexeme in doc.section("list_ordinal"):
        # 'the third priority is …': an ordinal with a noun of lists, opening a sentence
        opens = any(start in sentence_starts for start in range(max(0, lexeme.start - 2), lexeme.start + 1))
        noun = next(iter(doc.between("list_noun", lexeme.end, lexeme.end + 3)), None)
        if opens and noun is not None:
            yield Marker(lexeme.start, noun.end, lexeme.value, "words")


def _cardinal_markers(doc: Annotated, sentence_starts: frozenset[int]) -> Iterator[Marker]:
    """'One: …', 'Zwei – …': a number alone before a colon or a dash, opening a sentence."""
    for lexeme in doc.section("number"):
        start, after = lexeme.start, lexeme.end
        if start > 0 and _leads(doc, start - 1):
            start -= 1  # 'And four: …'
        stands_alone = start in sentence_starts and after < len(doc) and doc.surfaces[after] in ":–—"
        if stands_alone and lexeme.value.isdecimal() and 0 < int(lexeme.value) <= MAX_FIGURE:
            yield Marker(lexeme.start, after + 1, lexeme.value, "words")


def _figure_markers(doc: Annotated, paragraph_starts: frozenset[int]) -> Iterator[Marker]:
    size = len(doc)
    for token, surface in enumerate(doc.surfaces):
        opens = token in paragraph_starts
        if surface.isdecimal() and len(surface) <= 2 and token + 1 < size:
            after = doc.surfaces[token + 1]
            bracketed = token > 0 and doc.surfaces[token - 1] in "(（"
            if after in _AFTER_FIGURE and doc.adjacent(token + 1) and 0 < int(surface) <= MAX_FIGURE:
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

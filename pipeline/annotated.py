"""The annotated document: what every extractor reads.

Tokens, sentences, paragraphs, lexemes and named entities of one text, as parallel lists indexed by token.
It is built once a document and not changed after.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.glued import part_glued
from pipeline.lexicon import Language, Lexeme, load_language
from pipeline.sentences import sentence_starts
from pipeline.tokens import norm, tokens


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity over tokens `[start, end)`; `label` is PER, ORG or LOC, `source` who found it."""

    start: int
    end: int
    label: str
    source: str = "model"


@dataclass(slots=True)
class Annotated:
    """A text with its tokens and what the lexicon pass found.

    Attributes:
        text: exactly the text that was given; all offsets are half-open code points into it.
        starts, ends: offsets of each token.
        surfaces, norms: each token as written and as compared.
        sentences: token ranges `[first, last)` of the sentences, in order.
        paragraphs: token ranges of the paragraphs (lines), in order.
        lexemes: section of the language file -> its lexemes, in order of their first token.
        entities: named entities of the model, in order; empty without one.
        published: the document's publication date, the anchor of relative dates.
        digits: the tokens that are digits, in order.
        memo: what a reader of the whole document keeps for the next reader, under its own name.
        author: who wrote the text, where that is known.
    """

    text: str
    language: Language
    published: date | None
    title: str | None
    starts: list[int]
    ends: list[int]
    surfaces: list[str]
    norms: list[str]
    sentences: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]
    lexemes: dict[str, list[Lexeme]]
    entities: list[Entity] = field(default_factory=list)
    digits: list[int] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict)
    author: str | None = None
    _starting: dict[str, dict[int, Sequence[Lexeme]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.starts)

    def section(self, name: str) -> Sequence[Lexeme]:
        """The lexemes of a section, in order of their first token; empty where there are none."""
        return self.lexemes.get(name, ())

    def at(self, section: str, token: int) -> Sequence[Lexeme]:
        """The lexemes of `section` that begin at `token` (several where a form has several readings)."""
        try:
            return self._starting[section].get(token, ())
        except KeyError:
            table = self._starting[section] = _by_start(self.section(section))
            return table.get(token, ())

    def between(self, section: str, start: int, end: int) -> Iterable[Lexeme]:
        """The lexemes of `section` whose first token lies in `[start, end)`."""
        found = self.section(section)
        for i in range(bisect_left(found, start, key=lambda lexeme: lexeme.start), len(found)):
            if found[i].start >= end:
                return
            yield found[i]

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that holds `token`."""
        return bisect_right(self.sentences, token, key=lambda bounds: bounds[0]) - 1

    def paragraph_of(self, token: int) -> int:
        """Index of the paragraph that holds `token`."""
        return bisect_right(self.paragraphs, token, key=lambda bounds: bounds[0]) - 1

    def adjacent(self, token: int) -> bool:
        """Whether `token` is there and no blank stands between it and the token before it."""
        return 0 < token < len(self.starts) and self.starts[token] == self.ends[token - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `text` of the tokens `[start, end)`."""
        return self.starts[start], self.ends[end - 1]

    def words(self, start: int, end: int) -> str:
        """The text of the tokens `[start, end)` as it stands."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def token_at(self, offset: int) -> int:
        """Index of the token that holds the character `offset`, or of the first one after it."""
        return bisect_right(self.ends, offset)


def _by_start(lexemes: Sequence[Lexeme]) -> dict[int, Sequence[Lexeme]]:
    table: dict[int, Sequence[Lexeme]] = {lexeme[0]: (lexeme,) for lexeme in lexemes}
    if len(table) < len(lexemes):  # some words have several readings
        several: dict[int, list[Lexeme]] = {}
        for lexeme in lexemes:
            several.setdefault(lexeme[0], []).append(lexeme)
        table.update(several)
    return table


def annotate(
    text: str,
    language: str | Language,
    *,
    published: date | None = None,
    title: str | None = None,
    author: str | None = None,
    entities: Iterable[tuple[int, int, str]] = (),
) -> Annotated:
    """Cuts `text` into tokens and sentences and runs the lexicon pass of its language.

    Args:
        text: any text; it is taken as it is.
        language: ISO 639-1 code with a language file, or a compiled language.
        published: publication date, if known.
        title: headline, if known.
        author: who wrote it, if known.
        entities: named entities as (start, end, label), code points into `text`.

    Raises:
        UnknownLanguage: there is no file for `language`.
    """
    known = load_language(language) if isinstance(language, str) else language
    starts, ends, surfaces = part_glued(known, *tokens(text))
    paragraph_starts = _paragraph_starts(text, starts, ends)
    norms = list(map(norm, surfaces))
    lexemes = known.matcher.find(norms, surfaces)
    first_tokens = sentence_starts(text, known, starts, ends, surfaces, norms, lexemes, paragraph_starts)
    paragraph_firsts = [0, *paragraph_starts] if starts else []
    document = Annotated(
        text=text,
        language=known,
        published=published,
        title=title,
        author=author,
        starts=starts,
        ends=ends,
        surfaces=surfaces,
        norms=norms,
        sentences=_ranges(first_tokens, len(starts)),
        paragraphs=_ranges(paragraph_firsts, len(starts)),
        lexemes=lexemes,
        digits=[i for i, surface in enumerate(surfaces) if surface[0].isdecimal()],
    )
    document.entities = _aligned(document, entities)
    return document


def _paragraph_starts(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The tokens before which a paragraph ends; asked once a line, not once a token."""
    found: list[int] = []
    line_end = text.find("\n")
    while line_end >= 0:
        token = bisect_right(starts, line_end)
        if token == len(starts):
            break
        if token and _breaks(text, ends[token - 1], starts[token]):
            found.append(token)
        line_end = text.find("\n", starts[token])
    return found


def _breaks(text: str, end: int, start: int) -> bool:
    """Whether the white space `[end, start)` ends a paragraph: a blank line, or a line end that a hard wrap
    does not explain (the next line goes on in lower case after no full stop)."""
    gap = text[end:start]
    if gap.count("\n") > 1:
        return True
    return not (text[start].islower() and text[end - 1] not in ".!?…:;")


def _ranges(firsts: Sequence[int], size: int) -> list[tuple[int, int]]:
    return (
        [(first, after) for first, after in zip(firsts, [*firsts[1:], size], strict=True)] if firsts else []
    )


def _aligned(document: Annotated, entities: Iterable[tuple[int, int, str]]) -> list[Entity]:
    """Entities over whole tokens; what covers no token is left out."""
    found = []
    for start, end, label in sorted(entities):
        first, after = document.token_at(start), bisect_left(document.starts, end)
        if first < after:
            found.append(Entity(first, after, label))
    return found

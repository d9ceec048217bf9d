"""Runs of capitalised words, the only places where a name can stand.

A run goes on over hyphens, apostrophes, initials and the particles of names ('van der', 'von'); it is cut
by every word that the lexicon knows as something else (an office, a body, a portfolio, a country, a month,
a function word) and by known places. A single such word may still be a surname after a given name
('Jack London'): it ends its run softly, and the name grammar decides.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.extractors.people.stops import Stops, blocked
from pipeline.extractors.people.writing import QUOTES, behind_nickname, calm, camel
from pipeline.morphology import Analyser
from pipeline.names import Endings, nominatives
from pipeline.tokens import fold, norm

_CAPITAL_PARTICLES = frozenset({"Al", "El", "Bin", "Bint", "Ibn", "Ould"})  # 'Said Al Masri'
_JOINS = frozenset("-‐‑–'’ʼ")
_SHORTENED = frozenset({"Jr", "Sr", "Jnr", "Snr"})
_MAX_RUN = 10
_INNER = frozenset({"inner", "after_given"})  # particles that open no name's second half by themselves


class Word(NamedTuple):
    """One word of a run: tokens `[start, end)` (hyphens and apostrophes inside), folded and as written.

    A named tuple, because every capitalised word of an article becomes one.
    """

    start: int
    end: int
    surface: str
    folded: str
    particle: bool = False
    soft: bool = False  # the lexicon knows the word as something else
    topic: bool = False  # … as something of which an office can be
    office: bool = False  # … as an office, a form of address or a body
    connective: bool = False  # a particle written with a capital: 'Jan De Smet'
    coin: bool = False  # … as a coin, a number or a weekday, which names may be too
    month: bool = False  # … as a month, which given names may be too
    land: bool = False  # … as a country, which given names may be too
    fixed: bool = False  # … as a part of a form of several words

    @property
    def lower(self) -> str:
        """As written, in lower case: what endings are undone in."""
        return norm(self.surface)

    @property
    def lower_parts(self) -> tuple[str, ...]:
        """The lower-case parts between hyphens and apostrophes."""
        return lower_parts(norm(self.surface))

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded parts between hyphens and apostrophes."""
        return _folded_parts(self.folded)


@lru_cache(maxsize=1 << 15)
def lower_parts(lower: str) -> tuple[str, ...]:
    """The parts of a lower-case word between hyphens and apostrophes."""
    return tuple(part for part in re.split("[-'’ʼ‑]", lower) if part)


@lru_cache(maxsize=1 << 15)
def _folded_parts(folded: str) -> tuple[str, ...]:
    return tuple(part for part in folded.replace("'", "-").split("-") if part)


class Run(NamedTuple):
    """Words in a row that may hold a name; `initial` where the first of several begins a sentence."""

    words: tuple[Word, ...]
    initial: bool

    @property
    def start(self) -> int:
        """First token."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Token after the last."""
        return self.words[-1].end


def _capital(surface: str) -> bool:
    return surface[:1].isupper() and surface[:1].isalpha()


def _acronym(surface: str) -> bool:
    return len(surface) > 1 and surface.isupper()


def runs(document: Annotated) -> list[Run]:
    """All runs of the document, in order."""
    surfaces = document.surfaces
    size = len(surfaces)
    stops = blocked(document)
    particles = {lexeme.start: lexeme.end for lexeme in document.section("particle")}
    openers = {lexeme.start for lexeme in document.section("particle") if lexeme.value not in _INNER}
    after_given = {lexeme.start for lexeme in document.section("particle") if lexeme.value == "after_given"}
    foreign = world.particles()
    for k, surface in enumerate(surfaces):  # particles of other countries' names: 'bin', 'wa', 'dos'
        if surface in foreign and k not in stops.sizes:
            particles.setdefault(k, k + 1)
            openers.add(k)
    endings = document.language.feature("name_endings", ())
    apostrophes = {row[0][1:] for row in endings if row[0][:1] in ("'", "’")} - {"s", ""}
    sentence_firsts = {first for first, _ in document.sentences}
    found: list[Run] = []
    i = 0
    # Not by `_capital`: a call for every word of a text costs more than all its names.
    capitals = [k for k, surface in enumerate(surfaces) if surface[:1].isupper() and surface[:1].isalpha()]
    for first in capitals:
        if first < i:
            continue
        i = first
        words: list[Word] = []
        j = i
        while j < size and len(words) < _MAX_RUN:
            if words and j in sentence_firsts:
                break
            if words and not _near(document, words[-1].end, j):
                break
            if _capital(surfaces[j]) or (words and words[-1].particle and surfaces[j][:1].isalpha()):
                word = _word(document, j, stops)
                if j in openers and not word.particle:
                    word = word._replace(connective=True)
                if words and surfaces[j] in _CAPITAL_PARTICLES and _capital("".join(surfaces[j + 1 : j + 2])):
                    word = word._replace(particle=True)
                words.append(word)
                j = word.end
                if apostrophes and _case_behind(document, j, apostrophes):
                    words[-1] = word._replace(end=j + 2)  # "z Joe'em Bergiem"
                    j += 2
                if word.surface in _SHORTENED and j < size and surfaces[j] == ".":
                    words[-1] = word._replace(end=j + 1)  # 'Jr.'
                    j += 1
                if len(word.surface) == 1 and j < size and surfaces[j] == "." and j not in sentence_firsts:
                    j += 1  # an initial
                continue
            opens = words and (
                j in openers or surfaces[j] in "'’ʼ" or (j in after_given and _all_given(words))
            )
            after = _particles(surfaces, particles, j, size) if opens else j
            if after > j and after + 1 < size and surfaces[after] == "-" and document.adjacent(after):
                if not (document.adjacent(after + 1) and _capital(surfaces[after + 1])):
                    break
                words += [
                    Word(k, k + 1, surfaces[k], fold(surfaces[k]), particle=True) for k in range(j, after)
                ]
                words[-1] = words[-1]._replace(end=after + 1, surface=words[-1].surface + "-")
                j = after + 1  # 'Ahmed al-Masri'
                continue
            if words and j + 2 < size and surfaces[j] in QUOTES and _all_given(words):
                behind = behind_nickname(surfaces, j)
                if behind is not None:
                    words[-1] = words[-1]._replace(end=behind)
                    j = behind
                    continue
            if after > j and after < size and _capital(surfaces[after]):
                for k in range(j, after):
                    if surfaces[k] in "'’ʼ":
                        if document.adjacent(k) and words[-1].particle:  # an elided particle: "d'Este"
                            words[-1] = words[-1]._replace(end=k + 1, surface=words[-1].surface + surfaces[k])
                        continue
                    words.append(Word(k, k + 1, surfaces[k], fold(surfaces[k]), particle=True))
                j = after
                continue
            break
        words = calm(surfaces, words, j)
        several = len(words) > 1  # only of these it is asked what they open
        opens_sentence = several and (i in sentence_firsts or _opens(document, i, sentence_firsts))
        found.append(Run(tuple(words), opens_sentence))
        i = max(j, i + 1)
    return found


def _case_behind(document: Annotated, token: int, endings: Container[str]) -> bool:
    """Whether an apostrophe with an ending stands there, glued to the word before, and a capital follows."""
    surfaces = document.surfaces
    return (
        token + 2 < len(surfaces)
        and surfaces[token] in "'’ʼ"
        and surfaces[token + 1] in endings
        and document.adjacent(token)
        and document.adjacent(token + 1)
        and _capital(surfaces[token + 2])
    )


def _all_given(words: Sequence[Word]) -> bool:
    """Whether the words are given names alone: only then is 'zur' the particle of a name."""
    return all(part in world.names("given") for word in words for part in word.parts)


def _near(document: Annotated, end: int, token: int) -> bool:
    """Whether `token` follows with at most one short gap and no line end."""
    gap = document.text[document.ends[token - 1] : document.starts[token]]
    return "\n" not in gap and (token == end or document.surfaces[token - 1] == ".")


def _opens(document: Annotated, token: int, firsts: set[int]) -> bool:
    """Whether only opening marks stand between the start of the sentence and `token`."""
    before = token - 1
    while before >= 0 and not document.surfaces[before][:1].isalnum():
        if document.surfaces[before] in ":–—-" or before in firsts:
            return True
        before -= 1
    return False


def _particles(surfaces: list[str], particles: dict[int, int], token: int, size: int) -> int:
    """The token after up to three particles in a row."""
    for _ in range(3):
        if token >= size:
            break
        if surfaces[token] in "'’ʼ" and token + 1 < size and surfaces[token + 1] in ("t", "s"):
            token += 2
            continue
        if token not in particles or not surfaces[token][:1].islower():
            break
        token = particles[token]
    return token


def _word(document: Annotated, token: int, stops: Stops) -> Word:
    """The word that begins at `token`: with what hyphens and apostrophes join to it."""
    surfaces, starts, ends = document.surfaces, document.starts, document.ends
    end = token + 1
    while (
        end + 1 < len(surfaces)
        and surfaces[end] in _JOINS
        and starts[end] == ends[end - 1]
        and starts[end + 1] == ends[end]
        and surfaces[end + 1][:1].isalpha()
        and (_capital(surfaces[end + 1]) or (surfaces[end] == "-" and len(surfaces[end + 1]) > 1))
    ):
        end += 2
    surface = document.text[starts[token] : ends[end - 1]]
    soft = token in stops.sizes if end == token + 1 else stops.sizes.get(token, 0) > 1
    if end > token + 1:
        soft = soft or all(k in stops.sizes for k in range(token, end, 2))
        first = fold(surfaces[token])
        named = first in world.names("given") or first in world.names("family")
        if end - 1 in stops.offices:  # 'ASEAN-Generalsekretär', but 'Anna Berg-König'
            last = fold(surfaces[end - 1])
            soft = soft or not named or (last not in world.names("family") and len(last) > 8)
    if len(surface) == 1 and token in stops.coins and stops.sizes.get(token) == 1:
        soft = False  # 'B' is a billion behind a figure, but an initial among capitals
    folded = fold(surface).replace("’", "'").replace("ʼ", "'")
    if folded in world.things() or camel(surface):
        return Word(token, end, surface, folded, soft=True, office=True)
    return Word(
        token,
        end,
        surface,
        folded,
        soft=soft,
        topic=token in stops.topics,
        office=token in stops.offices,
        coin=token in stops.coins,
        month=bool(document.at("month", token)),
        land=end == token + 1 and bool(document.at("country", token)),
        fixed=stops.sizes.get(token, 0) > 1,
    )


def place_spans(run: Run, rules: Endings, analyse: Analyser) -> dict[int, int]:
    """Index of a word in `run` -> index after the known place that begins there, its cases undone."""
    flat: list[str] = []
    owner: list[int] = []
    for index, word in enumerate(run.words):
        for part in word.parts:
            flat.append(part)
            owner.append(index)
    found: dict[int, int] = {}
    k = 0
    while k < len(flat):
        hit = world.place_at(flat, k, len(flat))
        if hit is None:
            word = run.words[owner[k]]
            if (
                rules
                and "-" not in word.folded
                and len(word.folded) > 4
                and inflected_place(word.surface, rules, analyse)
            ):
                found.setdefault(owner[k], owner[k] + 1)
            k += 1
            continue
        first, last = owner[k], owner[hit[0] - 1]
        whole = (k == 0 or owner[k - 1] != first) and (hit[0] == len(flat) or owner[hit[0]] != last)
        if whole:
            found.setdefault(first, last + 1)
        k = hit[0]
    return found


def inflected_place(surface: str, rules: Endings, analyse: Analyser) -> bool:
    """Whether a single word is a case of a known place: 'Lublina' is no given name."""
    readings = analyse(surface)
    if any(reading.place for reading in readings) and not any(reading.name for reading in readings):
        return True
    given = world.names("given")
    bases = [fold(base) for base, weight in nominatives(surface, rules)[1:] if weight >= 0.3]
    return any(base in world.places() and base not in given for base in bases)

"""Names in a script without blanks: what stands before an office or a form of address, token by token.

A name in Han characters is a family name of the list and one to three characters more, or two characters
that no list has before a given name of the list; one in kana has points between its parts. Neither is a name
by itself: an office or a form of address must follow, with what belongs to the office in between
('N 駐V 大使'). A name that was found so is found again wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.extractors.people.runs import Word
from pipeline.extractors.people.stops import BLOCKING
from pipeline.tokens import fold

KIND = "unspaced"
_ANCHORS = ("role", "role_plural", "honorific")
_CHAIN = ("role_modifier", "portfolio", "demonym", "country", "role")
# Bodies that may stand between a person and the office in them; a company's name would be taken for a person.
_BODIES = frozenset(
    (
        "peoples_committee",
        "peoples_council",
        "national_assembly",
        "party_committee",
        "central_committee",
        "politburo",
        "ministry",
        "government",
        "party",
        "secretariat",
    )
)
_POINTS = frozenset("・＝·")
_MAX_CHAIN, _LONGEST_FAMILY, _LONGEST_GIVEN = 6, 4, 3
_UNLISTED_FAMILY = 2
_LONGEST_BODY = 14


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens `[start, end)` of a name; `whole` where it is more than a family name."""

    start: int
    end: int
    whole: bool
    signal: str
    grade: int = 0


def _han(surface: str) -> bool:
    return "\u3400" <= surface <= "\u9fff" or surface == "々"


def _hiragana(surface: str) -> bool:
    return "\u3041" <= surface <= "\u309f"


def _name_character(surface: str) -> bool:
    return _han(surface) or _hiragana(surface)


def _katakana(surface: str) -> bool:
    return "\u30a1" <= surface <= "\u30fa" or surface == "ー"


class Unspaced:
    """Finds the names of one document."""

    def __init__(self, document: Annotated) -> None:
        self.document = document
        self._chain: dict[
            int, int
        ] = {}  # end of a lexeme that may stand between name and office -> its start
        self._edges: set[int] = set()  # tokens at which a known word ends
        self._known: dict[int, set[tuple[int, int]]] = {}  # token -> known words of several tokens over it
        for section in (*BLOCKING, *_CHAIN):
            for lexeme in document.section(section):
                self._edges.add(lexeme.end)
                if section in _CHAIN or (section == "body" and lexeme.value in _BODIES):
                    self._chain[lexeme.end] = min(lexeme.start, self._chain.get(lexeme.end, lexeme.start))
                if lexeme.end - lexeme.start > 1:
                    for token in range(lexeme.start, lexeme.end):
                        self._known.setdefault(token, set()).add((lexeme.start, lexeme.end))

    def find(self) -> list[Found]:
        """All names, in text order, without overlap."""
        anchored: dict[int, Found] = {}
        for section in _ANCHORS:
            for lexeme in self.document.section(section):
                found = self._before(lexeme.start, "honorific" if section == "honorific" else "role")
                if found is not None:
                    old = anchored.get(found.start)
                    if old is None or (found.grade, old.end) > (old.grade, found.end):
                        anchored[found.start] = found
        taken = {token for found in anchored.values() for token in range(found.start, found.end)}
        again = [found for found in self._again(list(anchored.values())) if found.start not in taken]
        result: list[Found] = []
        for found in sorted([*anchored.values(), *again], key=lambda one: (one.start, -one.end)):
            if not result or found.start >= result[-1].end:
                result.append(found)
        return result

    def _before(self, end: int, signal: str) -> Found | None:
        """The best name that ends at `end` or before what belongs to the office that begins there."""
        best: Found | None = None
        for _ in range(_MAX_CHAIN):
            for found in (self._kana(end, signal), self._characters(end, signal)):
                if found is not None and (best is None or found.grade >= best.grade):
                    best = found
            if end in self._chain:
                end = self._chain[end]
            elif (point := self._point_before(end)) is not None:
                end = point
            elif end > 0 and self.document.surfaces[end - 1] in _POINTS:
                end -= 1
            else:
                break
        return best

    def _point_before(self, end: int) -> int | None:
        """The point after a name in Han characters before the words of a body: 'N・県産業部長'."""
        surfaces = self.document.surfaces
        for at in range(end - 1, max(0, end - _LONGEST_BODY), -1):
            if surfaces[at] in _POINTS:
                found = self._characters(at, "role") if _name_character(surfaces[at - 1]) else None
                return at if found is not None and found.whole and found.grade > 1 else None
            if not (_han(surfaces[at]) or _katakana(surfaces[at])):
                break
        return None

    def _kana(self, end: int, signal: str) -> Found | None:
        surfaces = self.document.surfaces
        start = end
        while start > 0 and (_katakana(surfaces[start - 1]) or surfaces[start - 1] in _POINTS):
            start -= 1
        while start < end and surfaces[start] in _POINTS:
            start += 1
        if end - start < 2 or surfaces[end - 1] in _POINTS:
            return None
        if any(a <= start and end <= b for a, b in self._known.get(end - 1, ())):
            return None
        whole = any(surface in _POINTS for surface in surfaces[start:end])
        return Found(start, end, whole, signal, 3 if whole else 1)

    def _characters(self, end: int, signal: str) -> Found | None:
        """A family name of the list, with or without a given name, that ends at `end`."""
        best: Found | None = None
        surfaces = self.document.surfaces
        for start in range(max(0, end - _LONGEST_FAMILY - _LONGEST_GIVEN), end):
            if not _han(surfaces[start]):
                continue
            clean = start == 0 or not _han(surfaces[start - 1]) or start in self._edges
            options = [(size, True) for size in self._families(start, end)]
            if clean and self._unlisted(start, end):
                options.append((_UNLISTED_FAMILY, False))
            for family, listed in options:
                given = end - start - family
                if given > _LONGEST_GIVEN or (family == 1 and given > 2):
                    continue
                if not self._given(start + family, end) or self._word_over(start, end, family):
                    continue
                if not clean and (family < 2 or given == 0):
                    continue
                grade = (2 if family > 1 else 1) * (given > 0) + (1 if family > 1 and listed else 0)
                if best is None or grade > best.grade:
                    best = Found(start, end, given > 0, signal, grade)
                break
        return best

    def _families(self, start: int, end: int) -> list[int]:
        """Lengths of the family names of the list that begin at `start`, the longest first."""
        surfaces, names = self.document.surfaces, world.names("kanji_family")
        return [
            size
            for size in range(min(_LONGEST_FAMILY, end - start), 0, -1)
            if "".join(surfaces[start : start + size]) in names
        ]

    def _unlisted(self, start: int, end: int) -> bool:
        """Whether two characters that no list has stand before a given name of the list."""
        surfaces, given = (
            self.document.surfaces,
            "".join(self.document.surfaces[start + _UNLISTED_FAMILY : end]),
        )
        return _han(surfaces[start + 1]) and len(given) > 1 and given in world.names("kanji_given")

    def _given(self, start: int, end: int) -> bool:
        given = self.document.surfaces[start:end]
        if all(_han(one) for one in given):
            return True
        return len(given) > 1 and (
            all(_hiragana(one) for one in given)
            or all(_katakana(one) for one in given)
            or "".join(given) in world.names("kanji_given")  # 'とも子'
        )

    def _word_over(self, start: int, end: int, family: int) -> bool:
        """Whether a known word of several characters lies over the span; family names may be places."""
        return any(
            (a, b) != (start, start + family) and a < end and start < b
            for token in range(start, end)
            for a, b in self._known.get(token, ())
        )

    def _again(self, anchored: list[Found]) -> Iterator[Found]:
        """The same whole names where no office stands behind them."""
        document = self.document
        for text in {document.words(found.start, found.end) for found in anchored if found.whole}:
            at = document.text.find(text)
            while at >= 0:
                start, end = document.token_at(at), document.token_at(at + len(text) - 1) + 1
                if document.starts[start] == at:
                    yield Found(start, end, True, "")
                at = document.text.find(text, at + len(text))


def name_words(document: Annotated, found: Found) -> tuple[Word, ...]:
    """The words of a name: its parts between points, or all of it as one word."""
    words: list[Word] = []
    first = found.start
    for token in range(found.start, found.end + 1):
        if token == found.end or document.surfaces[token] in _POINTS:
            if token > first:
                surface = "".join(document.surfaces[first:token])
                words.append(Word(first, token, surface, fold(surface)))
            first = token + 1
    return tuple(words)

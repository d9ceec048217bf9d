"""What the words around a date tell: whether they look back or ahead, and which year they speak of."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date

from pipeline.extractors.dates.reader import DASHES, Reader
from pipeline.extractors.dates.slots import Parse, Point, Span
from pipeline.extractors.dates.values import Context

_CLAUSE_ENDS = DASHES | frozenset(",;:()")
_SHORT_CLAUSE = 6


@dataclass(frozen=True, slots=True)
class _Said:
    """An explicit point of the text."""

    token: int
    point: Point


class Surroundings:
    """Gives each expression its context."""

    def __init__(self, r: Reader, published: date | None, parses: list[Parse]) -> None:
        self._r = r
        self._published = published
        self._tenses: dict[tuple[int, int], int] = {}
        self._said = [
            _Said(parse.start, point)
            for parse in parses
            for point in (
                [parse.slots.left, parse.slots.right] if isinstance(parse.slots, Span) else [parse.slots]
            )
            if isinstance(point, Point) and point.year is not None
        ]
        self._endings = tuple(r.doc.language.feature("past_endings", ()))

    def context(self, parse: Parse) -> Context:
        """The context of an expression."""
        first, after = self._r.sentence(parse.start)
        year = self._year(parse, first, after)
        context = Context(self._published, 0, year)
        if self._published is None:
            return context
        slots = parse.slots
        if isinstance(slots, Point) and slots.month is not None and not slots.has_year:
            earlier = self._narrated(slots, first, parse.start)
            if earlier is not None:
                return Context(None, 0, earlier)
        if isinstance(slots, Span) and slots.tense:
            return replace(context, tense=slots.tense)
        return replace(context, tense=self._tense(parse, first, after))

    def _year(self, parse: Parse, first: int, after: int) -> int | None:
        """The year of the same day where the text gives it in full, else the one year of the sentence."""
        slots = parse.slots
        if isinstance(slots, Point) and slots.month is not None:
            same = [
                x.point.year for x in self._said if (x.point.month, x.point.day) == (slots.month, slots.day)
            ]
            if same:
                return same[-1]
        low = bisect_left(self._said, first, key=lambda said: said.token)
        high = bisect_left(self._said, after, key=lambda said: said.token)
        years = {said.point.year for said in self._said[low:high]}
        return years.pop() if len(years) == 1 else None

    def _narrated(self, point: Point, first: int, token: int) -> int | None:
        """The year of a past that the sentence tells: a dated month before it, years before publication."""
        assert self._published is not None
        low = bisect_left(self._said, first, key=lambda said: said.token)
        high = bisect_left(self._said, token, key=lambda said: said.token)
        if low == high or point.direction is not None:
            return None
        last = self._said[high - 1].point
        if last.month is None or last.year is None or last.year >= self._published.year - 1:
            return None
        return last.year if (point.month or 0) >= last.month else last.year + 1

    def _tense(self, parse: Parse, first: int, after: int) -> int:
        surfaces = self._r.surfaces
        start = parse.start
        while start > first and surfaces[start - 1] not in _CLAUSE_ENDS:
            start -= 1
        end = parse.end
        while end < after and surfaces[end] not in _CLAUSE_ENDS:
            end += 1
        tense = self._between(start, end)
        if tense or end - start > _SHORT_CLAUSE + parse.end - parse.start:
            return tense
        return self._between(first, after)

    def _between(self, start: int, end: int) -> int:
        known = self._tenses.get((start, end))
        if known is None:
            found = {lexeme.value for lexeme in self._r.doc.between("tense", start, end)}
            if "future" in found:
                known = 1
            elif "past" in found or self._past_ending(start, end):
                known = -1
            else:
                known = 0
            self._tenses[start, end] = known
        return known

    def _past_ending(self, start: int, end: int) -> bool:
        """Whether a word has an ending of the past: Polish '-ła', English '-ed'."""
        if not self._endings:
            return False
        return any(norm.endswith(self._endings) and len(norm) > 4 for norm in self._r.norms[start:end])

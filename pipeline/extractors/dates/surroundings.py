"""What the words around a date tell: whether they look back or ahead, and which year they speak of."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date

from pipeline.extractors.dates.chronicle import chronicle
from pipeline.extractors.dates.naming import NamedYears
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Era, Length, Parse, Point, Slots, Span
from pipeline.extractors.dates.tense import Tenses
from pipeline.extractors.dates.values import Context

_DATELINE_DATE = 4  # tokens from the month to the dash
_HEAD = 4  # paragraphs among which the line with the number of the issue stands
_LONGEST_HEAD = 12  # tokens of such a line


@dataclass(frozen=True, slots=True)
class _Said:
    """An explicit point of the text."""

    token: int
    point: Point


def _month_alone(slots: Slots) -> bool:
    """Whether the expression is a day or month that only lacks its year."""
    if isinstance(slots, Span):
        return all(side is None or _month_alone(side) for side in (slots.left, slots.right))
    return isinstance(slots, Point) and slots.month is not None and slots.year is None


class Surroundings:
    """Gives each expression its context."""

    def __init__(self, r: Reader, published: date | None, parses: list[Parse]) -> None:
        self._r = r
        self._published = published
        self._chronicle = chronicle(r, published)
        self._tenses = Tenses(r, parses)
        self._said = [
            _Said(parse.start, point)
            for parse in parses
            for point in (
                [parse.slots.left, parse.slots.right] if isinstance(parse.slots, Span) else [parse.slots]
            )
            if isinstance(point, Point) and point.year is not None
        ]
        self._names = NamedYears(r, parses if published is None else ())
        self._dateline = self._headed() if published is None else None
        self._issue = self._year_of_issue() if published is None else None

    def context(self, parse: Parse) -> Context:
        """The context of an expression."""
        slots = parse.slots
        if isinstance(slots, (Length, Era)) or (isinstance(slots, Point) and slots.year is not None):
            return Context(self._published)  # it says itself when it is
        first, after = self._r.sentence(parse.start)
        year = self._year(parse, first, after)
        context = Context(self._published, 0, year)
        if self._published is None:
            if year is None and _month_alone(slots):
                year = self._names.year(parse) or self._issue
                context = replace(context, year=year)
            if self._dateline is None or year is not None or not _month_alone(slots):
                return context
            return Context(self._dateline, self._tenses.around(parse, first, after), None)
        if self._year_of_number(parse.start) is not None and year is not None:
            return Context(None, 0, year)
        told = self._chronicle
        if told is not None and told.start <= parse.start < told.end and _month_alone(slots) and year is None:
            return Context(None, 0, told.year)
        if isinstance(slots, Point) and slots.month is not None and not slots.has_year:
            earlier = self._narrated(slots, first, parse.start)
            if earlier is not None:
                return Context(None, 0, earlier)
        if isinstance(slots, Span) and slots.tense:
            tense = self._tenses.in_clause(parse, first, after) if slots.weak else 0
            return replace(context, tense=tense or slots.tense)
        return replace(context, tense=self._tenses.around(parse, first, after))

    def _headed(self) -> date | None:
        """The first of the month that a dateline without a day gives: 'Oslo, in May 2025 –'."""
        r = self._r
        for said in self._said[:2]:
            start, limit = said.token, min(r.size, said.token + _DATELINE_DATE)
            comma = next((at for at in (start - 1, start - 2) if r.surface(at) == ","), None)
            dash = any(r.dash(at) and not r.adjacent(at) for at in range(start, limit))
            if comma is None or not dash or not r.surface(comma - 1)[:1].isupper():
                continue
            if said.point.month and said.point.year:
                return date(said.point.year, said.point.month, 1)
        return None

    def _year_of_issue(self) -> int | None:
        """The year in the number of a magazine's issue over the article: 'The Engineer, no. 6/2025'."""
        r = self._r
        for first, after in r.doc.paragraphs[:_HEAD]:
            if 4 <= after - first <= _LONGEST_HEAD and r.surface(after - 2) == "/":
                number, year = r.surface(after - 3), r.surface(after - 1)
                if number.isdecimal() and len(number) <= 2 and len(year) == 4 and year.isdecimal():
                    return int(year)
        return None

    def _year(self, parse: Parse, first: int, after: int) -> int | None:
        """The year of the same day where the text gives it in full, else the one year of the sentence."""
        slots = parse.slots
        numbered = self._year_of_number(parse.start)
        if numbered is not None and isinstance(slots, Point) and not slots.has_year:
            return numbered
        if isinstance(slots, Point) and slots.month is not None:
            same = [
                x.point.year for x in self._said if (x.point.month, x.point.day) == (slots.month, slots.day)
            ]
            if same:
                return same[-1]
            if slots.day is None and not slots.has_year:
                within = {x.point.year for x in self._said if x.point.month == slots.month}
                if len(within) == 1:
                    return within.pop()
        low = bisect_left(self._said, first, key=lambda said: said.token)
        high = bisect_left(self._said, after, key=lambda said: said.token)
        start, end = self._tenses.clause(parse, first, after)
        years = {
            said.point.year
            for said in self._said[low:high]
            if said.token != parse.start
            and (said.point.month is not None or start <= said.token < end)
            and (said.point.month is not None or not self._until(said.token))
        }
        return years.pop() if len(years) == 1 else None

    def _until(self, token: int) -> bool:
        """Whether 'until' begins there: 'the plan until 2030' speaks of no day in that year."""
        found = self._r.at("range", token)
        return found is not None and found.value in ("until", "to")

    def _year_of_number(self, token: int) -> int | None:
        """The year in the number of an act before its day: 'Law 12/2023, of 28 March'."""
        r, at = self._r, token - 1
        if r.at("date_glue", at) is not None:
            at -= 1
        if r.surface(at) != "," or r.surface(at - 2) != "/" or not r.surface(at - 3).isdecimal():
            return None
        year = r.surface(at - 1)
        return int(year) if len(year) == 4 and year.isdecimal() else None

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

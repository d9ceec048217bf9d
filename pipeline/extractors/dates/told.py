"""Dates that the text counts from the date it told before: 'the same year', 'the following day'.

The entries of `direction`, `year_mark` and `day_word` with `told = true` count so. Those of `offset` count so
from a date of their own sentence: 'seven years later', 'a year earlier'. Without a publication date
a text may open with a full day, the latest year that it names: then it is a story, and its days and months
without a year take the year in which they lie within three months of the date told before, if there is one,
and within five months where a heading gave that day. 'November of this year' and 'next November' count from
the day on which the story opens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.extractors.dates.bare_days import BARE, FixedMonth
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.resolve import resolve
from pipeline.extractors.dates.slots import Offset, Parse, Part, Point, Season, Span
from pipeline.extractors.dates.values import Context, Value
from schemas.edtf import bounds, is_edtf

_SECTIONS = ("direction", "year_mark", "day_word")
_SIZES = {"day": 10, "workday": 10, "week": 10, "month": 7, "year": 4}  # characters of EDTF down to the unit
_SAME_STORY = 92  # days from the date told before to a date of the same story
_SAME_HEADED = 153  # the same under a heading that gives the day: programmes, lists of guests
_FULL_STOPS = frozenset(".!?。")
_NEAR = 4  # sentences from the date told before to a day counted from it


class Told:
    """Resolves the expressions of a document in order, and remembers the date told last."""

    def __init__(self, r: Reader, published: date | None, parses: Sequence[Parse]) -> None:
        self._r = r
        told = {
            name: {x.start for x in r.doc.section(name) if x.entry.attributes.get("told")}
            for name in _SECTIONS
        }
        self._told = set().union(*told.values())
        self._told_years = sorted(told["year_mark"])
        self._story = published is None and _opens_story(parses)
        self._reach = _SAME_HEADED if self._story and _headed(r, parses) else _SAME_STORY
        self._last: date | None = None
        self._opening: date | None = None  # the day on which the story opens
        self._month = FixedMonth()
        self._sentence = 0
        self._point, self._point_sentence = "", -1
        self._year: int | None = None  # of the last date that says one
        self._year_sentence = -1
        self._whole_year = (-1, 0, 0)  # sentence, token after it and value of the last year told as a whole

    def value(self, parse: Parse, context: Context) -> Value | None:
        """The value of the next expression.

        Raises:
            UnanchoredError: it is relative and nothing anchors it.
        """
        sentence = self._r.doc.sentence_of(parse.start)
        if parse.rule == BARE:
            return self._month.value(parse, sentence)
        if isinstance(parse.slots, Offset) and parse.slots.told and sentence == self._point_sentence:
            parse = replace(parse, slots=self._based(parse.slots))
        elif isinstance(parse.slots, Part) and parse.slots.within is None:
            parse = replace(parse, slots=self._part_of_year(parse, parse.slots, sentence))
        counted = parse.start in self._told
        if not counted and self._of_told_year(parse):
            return self._in_told_year(parse, context, sentence)
        near = self._last is not None and sentence - self._sentence <= _NEAR
        inside = self._inside(parse, sentence)
        if inside is not None:
            value: Value | None = inside
        elif counted and near:
            found = resolve(parse.slots, Context(self._last, 1 if isinstance(parse.slots, Point) else 0))
            value = None if found is None else replace(found, anchor="document")
        elif self._story and self._last is not None and context.year is None and context.published is None:
            value = self._going_on(parse, context)
        else:
            value = resolve(parse.slots, context)
        if value is not None:
            self._remember(parse, value, sentence)
            self._month.remember(value, sentence)
            if value.precision == "year" and value.edtf.isdecimal():
                self._whole_year = (sentence, parse.end, int(value.edtf))
            if value.edtf[:4].isdecimal():  # of an interval its beginning
                self._point, self._point_sentence = value.edtf.split("/")[0], sentence
                if value.anchor != "published" or self._year is None:
                    self._year, self._year_sentence = int(value.edtf[:4]), sentence
        return value

    def _of_told_year(self, parse: Parse) -> bool:
        """Whether 'of that year' stands in the expression, after its month."""
        at = bisect_right(self._told_years, parse.start)
        return at < len(self._told_years) and self._told_years[at] < parse.end

    def _in_told_year(self, parse: Parse, context: Context, sentence: int) -> Value | None:
        """'from 4 to 7 September of that year': in the year told last, also where it stood alone."""
        if self._year is None or sentence - self._year_sentence > _NEAR:
            return None
        found = resolve(parse.slots, Context(date(self._year, 7, 1), context.tense))
        return None if found is None else replace(found, anchor="document")

    def _inside(self, parse: Parse, sentence: int) -> Value | None:
        """'the 6th' after 'from 3 to 11 June of last year': the day of that stay."""
        point = parse.slots
        if not isinstance(point, Point) or point.day is None or point.weekday is not None:
            return None
        if point.month is not None or point.month_shift is not None or point.year is not None:
            return None
        return self._month.inside(parse, sentence)

    def _part_of_year(self, parse: Parse, part: Part, sentence: int) -> Part:
        """'3 billion last year, of which 1 billion in the fourth quarter': a part of that year."""
        told, end, year = self._whole_year
        if told != sentence or not any(self._r.doc.between("counted_part", end, parse.start)):
            return part
        return replace(part, within=Point(year=year))

    def _based(self, slots: Offset) -> Offset:
        """The offset with the date of its sentence as base, where that is as fine as the unit counted."""
        size = _SIZES.get(slots.parts[-1][0], 99)
        if slots.base is not None or len(self._point) < size:
            return slots
        year, month, day = [*(int(piece) for piece in self._point[:size].split("-")), None, None][:3]
        if (month or 1) > 12:
            return slots  # a season
        return replace(slots, base=Point(year=year, month=month, day=day))

    def _going_on(self, parse: Parse, context: Context) -> Value | None:
        """A partial date of a text without publication date: in the year of the date told before, if near."""
        assert self._last is not None
        if isinstance(parse.slots, Part):
            context = replace(context, year=self._last.year)
        elif _tells_distance(parse.slots):
            found = resolve(parse.slots, Context(self._opening, 0))
            if found is not None:
                return replace(found, anchor="document")
        elif _lacks_year(parse):
            found = resolve(parse.slots, Context(self._last, 0))
            if found is not None and self._close(found):
                return replace(found, anchor="document")
        return resolve(parse.slots, context)

    def _close(self, value: Value) -> bool:
        """Whether a date is so near to the one told before that no other year can be meant."""
        assert self._last is not None
        start, end = bounds(value.edtf) if is_edtf(value.edtf) else (None, None)
        return any(day is not None and abs((day - self._last).days) <= self._reach for day in (start, end))

    def _remember(self, parse: Parse, value: Value, sentence: int) -> None:
        coarse = value.precision not in ("day", "month", "season") or value.edtf.startswith(("X", "P", ".."))
        if coarse and not isinstance(parse.slots, Season) and value.anchor != "document":
            return
        if not is_edtf(value.edtf):
            return  # an interval that ends before it starts is no date, and none to go on from
        start = bounds(value.edtf)[0]
        if start is not None and (not isinstance(parse.slots, Span) or value.precision == "day"):
            self._last, self._sentence = start, sentence
            self._opening = self._opening or start


def _opens_story(parses: Sequence[Parse]) -> bool:
    """Whether the first date is a full day, and no day or month of a later year is named."""
    first = next((parse.slots for parse in parses if isinstance(parse.slots, (Point, Span))), None)
    if not isinstance(first, Point) or first.day is None or first.month is None or first.year is None:
        return False
    sides = [side for parse in parses for side in _sides(parse) if isinstance(side, Point) and side.year]
    return all((side.year or 0) <= first.year for side in sides if side.month is not None)


def _headed(r: Reader, parses: Sequence[Parse]) -> bool:
    """Whether the first date stands in a heading: a line of one sentence without its full stop."""
    start = next(parse.start for parse in parses if isinstance(parse.slots, (Point, Span)))
    first, after = r.doc.paragraphs[r.doc.paragraph_of(start)]
    one = r.doc.sentence_of(first) == r.doc.sentence_of(after - 1)
    return one and r.surface(after - 1) not in _FULL_STOPS


def _sides(parse: Parse) -> tuple[object, ...]:
    return (parse.slots.left, parse.slots.right) if isinstance(parse.slots, Span) else (parse.slots,)


def _tells_distance(slots: object) -> bool:
    """Whether a day or month says how far its year is from this one, or that it is the last or the next."""
    if isinstance(slots, Span):
        sides = [side for side in (slots.left, slots.right) if side is not None]
        months = all(isinstance(side, Point) and side.month for side in sides)
        return months and any(map(_tells_distance, sides))
    if not isinstance(slots, Point) or slots.month is None or slots.year is not None:
        return False
    return slots.year_shift is not None or slots.direction is not None


def _lacks_year(parse: Parse) -> bool:
    slots = parse.slots
    if isinstance(slots, Span):
        return all(side is None or _pointless(side) for side in (slots.left, slots.right))
    return _pointless(slots)


def _pointless(slots: object) -> bool:
    return isinstance(slots, Point) and slots.month is not None and not slots.has_year

"""From slots to EDTF: what the publication date, the sentence and the calendar make of them.

The rules are those of the records: nothing finer than the text says, never the day on which the program runs.
A partial date takes the nearest such day; words of the past look back, words of the future ahead, at most
eleven months away; without a publication date the one year of the sentence, else `XXXX`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from pipeline.extractors.dates.calendars import day_edtf
from pipeline.extractors.dates.resolve_counted import (
    length_value,
    nth_weekday_value,
    offset_value,
    rest_value,
    window_value,
    within_value,
)
from pipeline.extractors.dates.resolve_points import dated, point_value
from pipeline.extractors.dates.resolve_wholes import (
    era_value,
    part_value,
    period_value,
    season_value,
    stretch_value,
    week_of_value,
    weekend_value,
)
from pipeline.extractors.dates.slots import (
    Era,
    Length,
    NthWeekday,
    Offset,
    Part,
    Period,
    Point,
    Rest,
    Season,
    Slots,
    Span,
    Stretch,
    Weekend,
    WeekOf,
    Window,
    Within,
)
from pipeline.extractors.dates.values import Context, Value, year_of
from schemas.edtf import bounds


def resolve(slots: Slots, context: Context) -> Value | None:
    """The value of an expression; None where the calendar has no such day.

    Raises:
        UnanchoredError: it is relative and nothing anchors it.
    """
    try:
        return _RESOLVERS[type(slots)](slots, context)
    except (ValueError, OverflowError):
        return None


def _yearless_span(span: Span, context: Context) -> Span:
    """Both sides without a year: the year that puts the whole interval where the sentence looks."""
    left, right = span.left, span.right
    published = context.published
    if published is None or not isinstance(left, Point) or not isinstance(right, Point):
        return span
    if (
        left.has_year
        or right.has_year
        or not left.month
        or not right.month
        or left.direction
        or right.direction
    ):
        return span
    later = 1 if (right.month, right.day or 31) < (left.month, left.day or 1) else 0
    spans: list[tuple[bool, int, int]] = []
    for year in range(published.year - 4, published.year + 5):
        first, last = dated(replace(left, year=year)), dated(replace(right, year=year + later))
        if first is None or last is None:
            continue
        start, end = bounds(first.edtf)[0], bounds(last.edtf)[1]
        if start is None or end is None:
            continue
        wrong_side = (
            end < published if context.tense > 0 else start > published if context.tense < 0 else False
        )
        apart = (
            0
            if start <= published <= end
            else min(abs((start - published).days), abs((end - published).days))
        )
        spans.append((wrong_side, apart, year))
    if not spans:
        return span
    year = min(spans)[2]
    return replace(span, left=replace(left, year=year), right=replace(right, year=year + later))


def _weekday_span(span: Span, context: Context) -> Span:
    """'von Mittwoch bis Freitag' said of the past: the last such Friday and the Wednesday before it."""
    left, right, published = span.left, span.right, context.published
    if published is None or context.tense >= 0:
        return span
    if not isinstance(left, Point) or not isinstance(right, Point):
        return span
    if left != Point(weekday=left.weekday) or right != Point(weekday=right.weekday):
        return span
    assert left.weekday is not None
    assert right.weekday is not None
    last = published - timedelta(days=(published.weekday() - right.weekday) % 7)
    first = last - timedelta(days=(right.weekday - left.weekday) % 7)
    days = [Point(year=day.year, month=day.month, day=day.day) for day in (first, last)]
    return replace(span, left=days[0], right=days[1])


def _span(span: Span, context: Context) -> Value | None:
    fixed = _weekday_span(_yearless_span(span, context), context)
    if fixed is not span:
        value = _span(fixed, context)
        return None if value is None else replace(value, anchor="published")
    left = None if span.left is None else resolve(span.left, context)
    right = None if span.right is None else resolve(span.right, context)
    if (span.left is not None and left is None) or (span.right is not None and right is None):
        return None
    if left is not None and right is not None:
        left, right = _in_order(span, left, right, context)
    sides = [side for side in (left, right) if side is not None]
    if any("P" in side.edtf for side in sides):
        return None
    if left is None and right is not None and span.bound:
        return right
    first = ".." if left is None else left.edtf.split("/")[0]
    last = ".." if right is None else right.edtf.split("/")[-1]
    if first == last:
        return replace(sides[0], qualifier=span.qualifier or sides[0].qualifier)
    if first == ".." and last == "..":
        return None
    anchors = [side.anchor for side in sides]
    anchor = "published" if "published" in anchors else "document" if "document" in anchors else anchors[0]
    warnings = tuple(dict.fromkeys(warning for side in sides for warning in side.warnings))
    fineness = ("day", "week", "month", "quarter", "half", "season", "year", "decade", "century")
    precision = min((side.precision for side in sides), key=fineness.index)
    return Value(f"{first}/{last}", precision, anchor, span.qualifier, warnings)


def _in_order(span: Span, left: Value, right: Value, context: Context) -> tuple[Value, Value]:
    """Sides that fell into the wrong order because each was dated alone: the end follows the beginning."""
    if not _falls(left, right):
        return left, right
    if isinstance(span.right, Point) and not span.right.has_year and span.right.month is not None:
        year = year_of(left)
        if year is not None:
            for candidate in (year, year + 1):
                moved = dated(replace(span.right, year=candidate, direction=None))
                if moved is not None and not _falls(left, moved):
                    return left, replace(moved, anchor=left.anchor)
    if isinstance(span.left, Point) and not span.left.has_year and span.left.month is not None:
        year = year_of(right)
        if year is not None:
            for candidate in (year, year - 1):
                moved = dated(replace(span.left, year=candidate, direction=None))
                if moved is not None and not _falls(moved, right):
                    return replace(moved, anchor=right.anchor), right
    if isinstance(span.right, Point) and span.right.weekday is not None and len(right.edtf) == 10:
        later = date.fromisoformat(right.edtf)
        first = date.fromisoformat(left.edtf) if len(left.edtf) == 10 and "X" not in left.edtf else later
        while later < first:
            later += timedelta(days=7)
        return left, replace(right, edtf=day_edtf(later))
    return left, right


def _falls(left: Value, right: Value) -> bool:
    if "P" in left.edtf or "P" in right.edtf:
        return False
    start, end = bounds(left.edtf)[0], bounds(right.edtf)[1]
    return start is not None and end is not None and start > end


_RESOLVERS: dict[type, Callable[..., Value | None]] = {
    Point: point_value,
    Part: part_value,
    NthWeekday: nth_weekday_value,
    Stretch: stretch_value,
    Season: season_value,
    Period: period_value,
    Era: era_value,
    Offset: offset_value,
    Window: window_value,
    Rest: rest_value,
    Length: length_value,
    Span: _span,
    WeekOf: week_of_value,
    Weekend: weekend_value,
    Within: within_value,
}

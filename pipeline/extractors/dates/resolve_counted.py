"""What is counted from the present or from another day, and how long things last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates.resolve_points import point_value
from pipeline.extractors.dates.resolve_wholes import period_edtf, period_value
from pipeline.extractors.dates.slots import (
    Length,
    NthWeekday,
    Offset,
    Period,
    Point,
    Rest,
    Slots,
    Window,
    Within,
)
from pipeline.extractors.dates.values import Context, Value, anchor_of
from schemas.edtf import bounds

_LONG_WINDOW_YEARS = 10
_CALENDAR_UNITS = frozenset({"week", "month", "quarter", "half", "year"})
_TERM_DAYS = {"day": 1, "workday": 1, "week": 7}
_LONG_TERM = 45  # days from which 'within 90 days' is a rule and no window of the calendar


def offset_value(offset: Offset, context: Context) -> Value | None:
    units = {unit for unit, _ in offset.parts}
    if offset.lasting and context.tense < 0 and _finest(units) in ("month", "year"):
        return length_value(Length(offset.parts, offset.parts, offset.qualifier), context)
    if offset.base is not None:
        fixed = _base(offset.base, context)
        if fixed is None or "X" in fixed.edtf or (len(fixed.edtf) != 10 and not offset.told):
            return None
        start, anchor, exact = bounds(fixed.edtf)[0], fixed.anchor, not offset.told
        assert start is not None
    else:
        start, anchor, exact = anchor_of(context), "published", len(units) > 1
    for unit, number in offset.parts:
        start = cal.shift(start, unit, offset.sign * Decimal(number))
    fraction = any(Decimal(number) != Decimal(number).to_integral_value() for _, number in offset.parts)
    finest = _finest(units)
    if finest in ("day", "week") or (offset.base is not None and exact):
        return Value(cal.day_edtf(start), "day", anchor, offset.qualifier)
    if finest == "month" or fraction:
        return Value(cal.month_edtf(start.year, start.month), "month", anchor, offset.qualifier)
    return Value(f"{start.year:04}", "year", anchor, offset.qualifier)


def nth_weekday_value(counted: NthWeekday, context: Context) -> Value | None:
    base = point_value(counted.base, context)
    if base is None or len(base.edtf) != 10 or "X" in base.edtf:
        return None
    day = date.fromisoformat(base.edtf)
    if counted.n > 0:
        day += timedelta(days=((counted.weekday - day.weekday()) % 7 or 7) + 7 * (counted.n - 1))
    else:
        day -= timedelta(days=((day.weekday() - counted.weekday) % 7 or 7) - 7 * (counted.n + 1))
    return replace(base, edtf=cal.day_edtf(day))


def _finest(units: set[str]) -> str:
    if units & {"day", "workday", "night"}:
        return "day"
    if units & {"week", "weekend", "workweek"}:
        return "week"
    return "month" if units & {"month", "quarter", "half", "season"} else "year"


def window_value(window: Window, context: Context) -> Value | None:
    years = sum(Decimal(number) for unit, number in window.parts if unit == "year")
    long = years >= _LONG_WINDOW_YEARS or any(unit in ("decade", "century") for unit, _ in window.parts)
    if context.published is None or (long and not all(unit == "decade" for unit, _ in window.parts)):
        # no calendar date: what the text surely states is how long it lasts
        return length_value(Length(window.parts, window.parts), context)
    published = context.published
    if long:
        count = int(sum(Decimal(number) for _, number in window.parts))
        this = published.year // 10
        first, last = (this - count, this - 1) if window.sign < 0 else (this + 1, this + count)
        return Value(f"{first:03}X/{last:03}X" if count > 1 else f"{first:03}X", "decade", "published")
    if len(window.parts) == 1 and window.parts[0][0] in _CALENDAR_UNITS:
        return _calendar_window(window, published)
    other = published
    for unit, number in window.parts:
        other = cal.shift(other, unit, window.sign * Decimal(number))
    if window.sign < 0:
        left, right = other, published - timedelta(days=1)
    else:
        left, right = published + timedelta(days=1), other
    return Value(f"{left}/{right}", "day", "published") if left <= right else None


def _calendar_window(window: Window, published: date) -> Value | None:
    """Whole units of the calendar before or after the present one: nothing finer than the text counts in."""
    unit, number = window.parts[0]
    near, _ = period_edtf(unit, published, window.sign)
    far, _ = period_edtf(unit, published, window.sign * int(Decimal(number)))
    first, last = (far, near) if window.sign < 0 else (near, far)
    left, right = first.split("/")[0], last.split("/")[-1]
    return Value(left if left == right else f"{left}/{right}", unit, "published")


def rest_value(rest: Rest, context: Context) -> Value | None:
    published = anchor_of(context)
    edtf, precision = period_edtf(rest.unit, published, 0)
    end = _last_day(edtf)
    return (
        None
        if end is None
        else Value(f"{published}/{end}", "day" if precision == "day" else precision, "published")
    )


def within_value(within: Within, context: Context) -> Value | None:
    """A few days or weeks are a stretch of the calendar; longer terms only say how long it may take."""
    days = sum(_TERM_DAYS.get(unit, _LONG_TERM) * Decimal(number) for unit, number in within.parts)
    if context.published is None or days >= _LONG_TERM:
        return length_value(Length(within.parts, within.parts), context)
    end = context.published
    for unit, number in within.parts:
        end = cal.shift(end, unit, Decimal(number))
    return Value(f"{context.published}/{end}", "day", "published")


def length_value(length: Length, context: Context) -> Value | None:
    low = None if length.low is None else cal.iso_duration(length.low)
    high = None if length.high is None else cal.iso_duration(length.high)
    if "P0D" in (low, high):
        return None
    edtf = low if low == high else f"{low or '..'}/{high or '..'}"
    units = {unit for side in (length.low, length.high) if side for unit, _ in side}
    finest = _finest(units)
    return Value(str(edtf), finest, None, length.qualifier)


def _base(base: Slots, context: Context) -> Value | None:
    if isinstance(base, Point):
        return point_value(base, context)
    return period_value(base, context) if isinstance(base, Period) else None


def _last_day(edtf: str) -> date | None:
    return bounds(edtf)[1]

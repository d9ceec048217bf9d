"""Points of the calendar: which year, month and day an expression means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates.slots import Direction, Point
from pipeline.extractors.dates.values import Context, Value, anchor_of

_MOST_DAYS_AWAY = 335


def point_value(point: Point, context: Context) -> Value | None:
    if point.year is None and point.year_shift is not None:
        if context.published is None and point.month is not None:
            return _yearless(replace(point, year_shift=None), context)  # 'April of this year' is an April
        point = replace(point, year=anchor_of(context).year + point.year_shift, year_shift=None)
        value = dated(point)
        return replace(value, anchor="published") if value else None
    if point.year is not None:
        return dated(point)
    if point.month_shift is not None:
        month = cal.add_months(anchor_of(context).replace(day=1), point.month_shift)
        value = dated(replace(point, year=month.year, month=month.month))
        return replace(value, anchor="published") if value else None
    if point.month is None and point.day is None:
        return _weekday(point, context)
    if point.month is None:
        return _day_alone(point, context)
    return _yearless(point, context)


def dated(point: Point) -> Value | None:
    year = point.year or 0
    if not 1 <= year <= 9999:
        return None
    if point.month is None:
        return Value(f"{year:04}", "year", qualifier=point.qualifier, warnings=point.warnings)
    if point.day is None:
        if not 1 <= point.month <= 12:
            return None
        return Value(
            cal.month_edtf(year, point.month), "month", qualifier=point.qualifier, warnings=point.warnings
        )
    if not cal.exists(year, point.month, point.day):
        return None
    warnings = point.warnings
    day = date(year, point.month, point.day)
    if point.weekday is not None and day.weekday() != point.weekday:
        warnings = (*warnings, ("weekday_differs", "The weekday named in the text is not that of the date."))
    return Value(cal.day_edtf(day), "day", qualifier=point.qualifier, warnings=warnings)


def _yearless(point: Point, context: Context) -> Value | None:
    month = point.month or 1
    if not cal.may_exist(month, point.day or 1):
        return None
    precision = "day" if point.day is not None else "month"
    if context.published is not None:
        days = _candidates(point, month, context.published)
        chosen = _nearest(days, context.published, _direction_tense(point, context), point.day is None)
        if chosen is not None:
            edtf = cal.day_edtf(chosen) if point.day is not None else cal.month_edtf(chosen.year, month)
            return Value(edtf, precision, "published", point.qualifier, point.warnings)
    if context.year is not None:
        value = dated(replace(point, year=context.year))
        if value is not None:
            return replace(value, anchor="document")
    edtf = f"XXXX-{month:02}" + (f"-{point.day:02}" if point.day is not None else "")
    return Value(edtf, precision, None, point.qualifier, point.warnings)


def _direction_tense(point: Point, context: Context) -> int:
    if point.direction is None:
        return context.tense
    return point.direction.shift * 2  # 'last March' is never a March to come, whatever is nearer


def _candidates(point: Point, month: int, published: date) -> list[date]:
    found = []
    for year in range(published.year - 4, published.year + 5):
        if cal.exists(year, month, point.day or 1):
            day = date(year, month, point.day or 1)
            if point.weekday is None or point.day is None or day.weekday() == point.weekday:
                found.append(day)
    if point.weekday is not None and not any(abs((day - published).days) <= 366 for day in found):
        return _candidates(replace(point, weekday=None), month, published)
    return found


def _nearest(days: list[date], published: date, tense: int, whole_month: bool) -> date | None:
    """The nearest of `days`, on the side that the tense asks for where that is not too far."""

    def apart(day: date) -> int:
        """Days between, negative in the past; a month is as near as its nearest day."""
        if whole_month:
            months = (day.year - published.year) * 12 + day.month - published.month
            return months * 30
        return (day - published).days

    if abs(tense) == 2:
        sided = [day for day in days if apart(day) * tense > 0]
    elif tense:
        sided = [day for day in days if apart(day) * tense >= 0 and abs(apart(day)) <= _MOST_DAYS_AWAY]
    else:
        sided = []
    pool = sided or [day for day in days if abs(apart(day)) <= 366 + 31] or days
    return min(pool, key=lambda day: (abs(apart(day)), apart(day) > 0), default=None)


def _day_alone(point: Point, context: Context) -> Value | None:
    """'Friday the 22nd': the nearest month that has such a day."""
    published, day = anchor_of(context), point.day or 1
    found = []
    for months in range(-14, 15):
        first = cal.add_months(published.replace(day=1), months)
        if cal.exists(first.year, first.month, day):
            candidate = first.replace(day=day)
            if point.weekday is None or candidate.weekday() == point.weekday:
                found.append(candidate)
    chosen = _nearest(found, published, context.tense, False)
    return (
        None
        if chosen is None
        else Value(cal.day_edtf(chosen), "day", "published", point.qualifier, point.warnings)
    )


def _weekday(point: Point, context: Context) -> Value | None:
    if point.weekday is None:
        return None
    published = anchor_of(context)
    monday = cal.monday(published)
    ahead = (point.weekday - published.weekday()) % 7
    if point.week_shift is not None:
        day = monday + timedelta(days=7 * point.week_shift + point.weekday)
    elif point.direction is not None:
        day = _directed_weekday(point.direction, point.weekday, published, context.tense)
    elif context.tense < 0:
        day = published - timedelta(days=(published.weekday() - point.weekday) % 7)
    elif context.tense > 0 or ahead <= 3:
        day = published + timedelta(days=ahead)
    else:
        day = published + timedelta(days=ahead - 7)
    return Value(cal.day_edtf(day), "day", "published", point.qualifier, point.warnings)


def _directed_weekday(direction: Direction, weekday: int, published: date, tense: int) -> date:
    ahead = (weekday - published.weekday()) % 7
    if direction.shift == 0:
        if tense < 0:
            return published - timedelta(days=(published.weekday() - weekday) % 7)
        return published + timedelta(days=ahead)
    if direction.nearest:
        if direction.shift > 0:
            first = ahead if direction.today else ahead or 7
            apart = first + 7 * (direction.shift - 1)
        else:
            apart = 7 * (direction.shift + 1) - ((published.weekday() - weekday) % 7 or 7)
        if abs(apart) == 1 and not direction.beside:
            apart *= 8  # a week further: this one is yesterday or tomorrow
        return published + timedelta(days=apart)
    return cal.monday(published) + timedelta(days=7 * direction.shift + weekday)

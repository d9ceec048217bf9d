"""From slots to EDTF: what the publication date, the sentence and the calendar make of them.

The rules are those of the records: nothing finer than the text says, never the day on which the program runs.
A partial date takes the nearest such day; words of the past look back, words of the future ahead, at most
eleven months away; without a publication date the one year of the sentence, else `XXXX`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates.slots import (
    Direction,
    Era,
    Length,
    Offset,
    Part,
    Period,
    Point,
    Rest,
    Season,
    Slots,
    Span,
    Stretch,
    Warnings,
    Weekend,
    WeekOf,
    Window,
    Within,
)
from schemas.edtf import bounds

_MOST_DAYS_AWAY = 335
_LONG_WINDOW_YEARS = 10
_CALENDAR_UNITS = frozenset({"week", "month", "quarter", "half", "year"})
_SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Context:
    """What fixes a partial date.

    Attributes:
        published: the publication date, or None.
        tense: -1 where the sentence speaks of the past, 1 of the future, 0 where it does not tell.
        year: the year that the sentence or an event's name gives, or None.
    """

    published: date | None
    tense: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A resolved expression: EDTF, unit of the text, what fixed it, and what was assumed."""

    edtf: str
    precision: str
    anchor: str | None = "explicit"
    qualifier: str | None = None
    warnings: Warnings = ()


class Unanchored(Exception):
    """A relative expression, and no publication date to count from."""


def resolve(slots: Slots, context: Context) -> Value | None:
    """The value of an expression; None where the calendar has no such day.

    Raises:
        Unanchored: it is relative and nothing anchors it.
    """
    try:
        return _RESOLVERS[type(slots)](slots, context)
    except (ValueError, OverflowError):
        return None


def _anchor(context: Context) -> date:
    if context.published is None:
        raise Unanchored
    return context.published


# --- points


def _point(point: Point, context: Context) -> Value | None:
    if point.year is None and point.year_shift is not None:
        if context.published is None and point.month is not None:
            return _yearless(replace(point, year_shift=None), context)  # 'April of this year' is an April
        point = replace(point, year=_anchor(context).year + point.year_shift, year_shift=None)
        value = _dated(point)
        return replace(value, anchor="published") if value else None
    if point.year is not None:
        return _dated(point)
    if point.month_shift is not None:
        month = cal.add_months(_anchor(context).replace(day=1), point.month_shift)
        value = _dated(replace(point, year=month.year, month=month.month))
        return replace(value, anchor="published") if value else None
    if point.month is None and point.day is None:
        return _weekday(point, context)
    if point.month is None:
        return _day_alone(point, context)
    return _yearless(point, context)


def _dated(point: Point) -> Value | None:
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
        value = _dated(replace(point, year=context.year))
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
    published, day = _anchor(context), point.day or 1
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
    published = _anchor(context)
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
            return published + timedelta(days=(ahead or 7) + 7 * (direction.shift - 1))
        return published - timedelta(
            days=((published.weekday() - weekday) % 7 or 7) - 7 * (direction.shift + 1)
        )
    return cal.monday(published) + timedelta(days=7 * direction.shift + weekday)


# --- wholes and their parts


def _period(period: Period, context: Context) -> Value | None:
    edtf, precision = _period_edtf(period.unit, _anchor(context), period.shift)
    return Value(edtf, precision, "published", period.qualifier)


def _period_edtf(unit: str, published: date, shift: int) -> tuple[str, str]:
    monday = cal.monday(published)
    if unit in ("day", "workday", "night"):
        return cal.day_edtf(published + timedelta(days=shift)), "day"
    if unit == "week":
        return cal.week_edtf(monday + timedelta(days=7 * shift)), "week"
    if unit == "workweek":
        first = monday + timedelta(days=7 * shift)
        return f"{first.isoformat()}/{(first + timedelta(days=4)).isoformat()}", "week"
    if unit == "weekend":
        first = monday + timedelta(days=7 * shift + 5)
        return f"{first.isoformat()}/{(first + timedelta(days=1)).isoformat()}", "day"
    if unit == "month":
        month = cal.add_months(published.replace(day=1), shift)
        return cal.month_edtf(month.year, month.month), "month"
    if unit == "quarter":
        month = cal.add_months(published.replace(day=1), 3 * shift)
        return cal.quarter_edtf(month.year, (month.month + 2) // 3), "quarter"
    if unit == "half":
        month = cal.add_months(published.replace(day=1), 6 * shift)
        return cal.half_edtf(month.year, (month.month + 5) // 6), "half"
    if unit == "decade":
        return f"{(published.year // 10 + shift):03}X", "decade"
    if unit == "century":
        return f"{(published.year // 100 + shift):02}XX", "century"
    return f"{published.year + shift:04}", "year"


def _season(season: Season, context: Context) -> Value | None:
    anchor: str | None = "explicit"
    year = season.year
    if year is None and season.year_shift is not None:
        year, anchor = _anchor(context).year + season.year_shift, "published"
    elif year is None and season.direction is None and context.published is None:
        if context.year is None:
            return None  # a season of no year is a climate, not a date
        year, anchor = context.year, "document"
    elif year is None:
        published, anchor = _anchor(context), "published"
        year = _season_year(season, published, context.tense)
    return Value(f"{year:04}-{season.code}", "season", anchor, season.qualifier)


def _season_year(season: Season, published: date, tense: int) -> int:
    first = _SEASON_MONTH[season.code]
    # winter belongs to the year in which it begins
    current = published.year - 1 if season.code == 24 and published.month <= 2 else published.year
    inside = first <= published.month < first + 3 if season.code != 24 else published.month in (12, 1, 2)
    begun = (season.code == 24 and published.month <= 2) or published.month >= first
    shift = season.direction.shift if season.direction else None
    if shift is None:
        shift = tense
        if inside or not shift:
            return current
    if shift == 0:
        return current
    if shift < 0:
        return current + shift + (1 if begun and not inside else 0)
    return current + shift - (0 if begun else 1)


def _part(part: Part, context: Context) -> Value | None:
    whole = part.within
    anchor: str | None = "explicit"
    if whole is None:
        if context.published is None and context.year is not None:
            whole, anchor = Point(year=context.year), "document"
        else:
            whole, anchor = Point(year=_anchor(context).year), "published"
    fixed = _point(whole, context)
    if fixed is None or fixed.edtf.startswith("XXXX"):
        return None
    if fixed.anchor != "explicit":
        anchor = fixed.anchor
    pieces = [int(piece) for piece in fixed.edtf.split("-")]
    year, month = pieces[0], pieces[1] if len(pieces) > 1 else None
    found = _part_edtf(part, year, month)
    return None if found is None else Value(*found, anchor, part.qualifier)


def _stretch(stretch: Stretch, context: Context) -> Value | None:
    step = 1 if stretch.n > 0 else -1
    ends = []
    for n in (step, stretch.n):
        end = (
            _part(Part(stretch.unit, n, stretch.within), context)
            if n != -1 or stretch.unit != "quarter"
            else None
        )
        end = end or _from_end(stretch, n, context)
        if end is None:
            return None
        ends.append(end)
    first, last = ends if step > 0 else reversed(ends)
    return replace(first, edtf=f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}")


def _from_end(stretch: Stretch, n: int, context: Context) -> Value | None:
    """The n-th month or quarter from the end of a year."""
    size = {"month": 12, "quarter": 4}.get(stretch.unit)
    if size is None or n > 0:
        return None
    return _part(Part(stretch.unit, size + 1 + n, stretch.within), context)


def _part_edtf(part: Part, year: int, month: int | None) -> tuple[str, str] | None:
    n, unit = part.n, part.unit
    if unit == "quarter" and month is None and (1 <= n <= 4 or n == -1):
        return cal.quarter_edtf(year, n if n > 0 else 4), "quarter"
    if unit == "half" and month is None and (1 <= n <= 2 or n == -1):
        return cal.half_edtf(year, n if n > 0 else 2), "half"
    if unit == "month" and month is None and (1 <= n <= 12 or n == -1):
        return cal.month_edtf(year, n if n > 0 else 12), "month"
    if unit == "week":
        return _nth_week(n, year, month)
    if unit == "weekday" and month is not None and part.weekday is not None:
        day = cal.nth_weekday(year, month, part.weekday, n)
        return None if day is None else (cal.day_edtf(day), "day")
    if unit == "weekend" and month is not None:
        saturday = cal.nth_weekday(year, month, 5, n)
        return None if saturday is None else (f"{saturday}/{saturday + timedelta(days=1)}", "day")
    if unit == "day" and month is not None:
        first = date(year, month, 1)
        day = first + timedelta(days=n - 1) if n > 0 else cal.add_months(first, 1) + timedelta(days=n)
        return (cal.day_edtf(day), "day") if day.month == month else None
    return None


def _nth_week(n: int, year: int, month: int | None) -> tuple[str, str] | None:
    if month is None:
        last = cal.last_week(year, 12)
        first = date.fromisocalendar(year, n, 1) if n > 0 else last + timedelta(days=7 * (n + 1))
    elif n > 0:
        first = cal.first_week(year, month) + timedelta(days=7 * (n - 1))
        if n > 5:
            return None
    else:
        first = cal.last_week(year, month) + timedelta(days=7 * (n + 1))
    return cal.week_edtf(first), "week"


def _era(era: Era, context: Context) -> Value | None:
    if era.unit == "decade":
        return Value(f"{era.digits:03}X", "decade", qualifier=era.qualifier)
    return Value(f"{era.digits:02}XX", "century", qualifier=era.qualifier)


# --- counted from the present


def _offset(offset: Offset, context: Context) -> Value | None:
    units = {unit for unit, _ in offset.parts}
    if offset.base is not None:
        fixed = resolve(offset.base, context)
        if fixed is None or len(fixed.edtf) != 10 or "X" in fixed.edtf:
            return None
        start, anchor, exact = date.fromisoformat(fixed.edtf), fixed.anchor, True
    else:
        start, anchor, exact = _anchor(context), "published", len(units) > 1
    for unit, number in offset.parts:
        start = cal.shift(start, unit, offset.sign * Decimal(number))
    fraction = any(Decimal(number) != Decimal(number).to_integral_value() for _, number in offset.parts)
    finest = _finest(units)
    if finest in ("day", "week") or (offset.base is not None and exact):
        return Value(cal.day_edtf(start), "day", anchor, offset.qualifier)
    if finest == "month" or fraction:
        return Value(cal.month_edtf(start.year, start.month), "month", anchor, offset.qualifier)
    return Value(f"{start.year:04}", "year", anchor, offset.qualifier)


def _finest(units: set[str]) -> str:
    if units & {"day", "workday", "night"}:
        return "day"
    if units & {"week", "weekend"}:
        return "week"
    return "month" if units & {"month", "quarter", "half", "season"} else "year"


def _window(window: Window, context: Context) -> Value | None:
    years = sum(Decimal(number) for unit, number in window.parts if unit == "year")
    long = years >= _LONG_WINDOW_YEARS or any(unit in ("decade", "century") for unit, _ in window.parts)
    if context.published is None or (long and not all(unit == "decade" for unit, _ in window.parts)):
        # no calendar date: what the text surely states is how long it lasts
        return _length(Length(window.parts, window.parts), context)
    published = context.published
    if long:
        number = int(sum(Decimal(number) for _, number in window.parts))
        this = published.year // 10
        first, last = (this - number, this - 1) if window.sign < 0 else (this + 1, this + number)
        return Value(f"{first:03}X/{last:03}X" if number > 1 else f"{first:03}X", "decade", "published")
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
    near, _ = _period_edtf(unit, published, window.sign)
    far, _ = _period_edtf(unit, published, window.sign * int(Decimal(number)))
    first, last = (far, near) if window.sign < 0 else (near, far)
    left, right = first.split("/")[0], last.split("/")[-1]
    return Value(left if left == right else f"{left}/{right}", unit, "published")


def _rest(rest: Rest, context: Context) -> Value | None:
    published = _anchor(context)
    edtf, precision = _period_edtf(rest.unit, published, 0)
    end = _last_day(edtf)
    return (
        None
        if end is None
        else Value(f"{published}/{end}", "day" if precision == "day" else precision, "published")
    )


def _week_of(week: WeekOf, context: Context) -> Value | None:
    day = _point(week.day, context)
    if day is None or len(day.edtf) != 10 or "X" in day.edtf:
        return None
    return replace(day, edtf=cal.week_edtf(cal.monday(date.fromisoformat(day.edtf))), precision="week")


def _within(within: Within, context: Context) -> Value | None:
    """Days and weeks are a stretch of the calendar; months and years only say how long it may take."""
    if context.published is None or not all(unit in ("day", "workday", "week") for unit, _ in within.parts):
        return _length(Length(within.parts, within.parts), context)
    end = context.published
    for unit, number in within.parts:
        end = cal.shift(end, unit, Decimal(number))
    return Value(f"{context.published}/{end}", "day", "published")


def _weekend(weekend: Weekend, context: Context) -> Value | None:
    published = _anchor(context)
    shift = -1 if context.tense < 0 and published.weekday() < 5 else 0
    return Value(*_period_edtf("weekend", published, shift), "published")


def _last_day(edtf: str) -> date | None:
    return bounds(edtf)[1]


def _length(length: Length, context: Context) -> Value | None:
    low = None if length.low is None else cal.iso_duration(length.low)
    high = None if length.high is None else cal.iso_duration(length.high)
    if "P0D" in (low, high):
        return None
    edtf = low if low == high else f"{low or '..'}/{high or '..'}"
    units = {unit for side in (length.low, length.high) if side for unit, _ in side}
    finest = _finest(units)
    return Value(str(edtf), finest, None, length.qualifier)


# --- intervals


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
        first, last = _dated(replace(left, year=year)), _dated(replace(right, year=year + later))
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


def _span(span: Span, context: Context) -> Value | None:
    fixed = _yearless_span(span, context)
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
        year = _year_of(left)
        if year is not None:
            for candidate in (year, year + 1):
                moved = _dated(replace(span.right, year=candidate, direction=None))
                if moved is not None and not _falls(left, moved):
                    return left, replace(moved, anchor=left.anchor)
    if isinstance(span.left, Point) and not span.left.has_year and span.left.month is not None:
        year = _year_of(right)
        if year is not None:
            for candidate in (year, year - 1):
                moved = _dated(replace(span.left, year=candidate, direction=None))
                if moved is not None and not _falls(moved, right):
                    return replace(moved, anchor=right.anchor), right
    if isinstance(span.right, Point) and span.right.weekday is not None and len(right.edtf) == 10:
        later = date.fromisoformat(right.edtf)
        first = date.fromisoformat(left.edtf) if len(left.edtf) == 10 and "X" not in left.edtf else later
        while later < first:
            later += timedelta(days=7)
        return left, replace(right, edtf=cal.day_edtf(later))
    return left, right


def _falls(left: Value, right: Value) -> bool:
    if "P" in left.edtf or "P" in right.edtf:
        return False
    start, end = bounds(left.edtf)[0], bounds(right.edtf)[1]
    return start is not None and end is not None and start > end


def _year_of(value: Value) -> int | None:
    year = value.edtf.split("/")[0][:4]
    return int(year) if year.isdigit() else None


_RESOLVERS: dict[type, Callable[..., Value | None]] = {
    Point: _point,
    Part: _part,
    Stretch: _stretch,
    Season: _season,
    Period: _period,
    Era: _era,
    Offset: _offset,
    Window: _window,
    Rest: _rest,
    Length: _length,
    Span: _span,
    WeekOf: _week_of,
    Weekend: _weekend,
    Within: _within,
}

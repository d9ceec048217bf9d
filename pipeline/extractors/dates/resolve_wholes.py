"""Units of the calendar, their parts, seasons and eras."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates.resolve_points import point_value
from pipeline.extractors.dates.slots import Era, Part, Period, Point, Season, Stretch, Weekend, WeekOf
from pipeline.extractors.dates.values import Context, Value, anchor_of

_SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
_SUNDAY = 6


def period_value(period: Period, context: Context) -> Value | None:
    edtf, precision = period_edtf(period.unit, anchor_of(context), period.shift)
    return Value(edtf, precision, "published", period.qualifier)


def period_edtf(unit: str, published: date, shift: int) -> tuple[str, str]:
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


def season_value(season: Season, context: Context) -> Value | None:
    anchor: str | None = "explicit"
    year = season.year
    if year is None and season.year_shift is not None:
        year, anchor = anchor_of(context).year + season.year_shift, "published"
    elif year is None and season.direction is None and context.published is None:
        if context.year is None:
            return None  # a season of no year is a climate, not a date
        year, anchor = context.year, "document"
    elif year is None:
        published, anchor = anchor_of(context), "published"
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


def part_value(part: Part, context: Context) -> Value | None:
    whole = part.within
    anchor: str | None = "explicit"
    if whole is None:
        if context.published is None and context.year is not None:
            whole, anchor = Point(year=context.year), "document"
        else:
            whole, anchor = Point(year=anchor_of(context).year), "published"
    fixed = point_value(whole, context)
    if fixed is None or fixed.edtf.startswith("XXXX"):
        return None
    if fixed.anchor != "explicit":
        anchor = fixed.anchor
    pieces = [int(piece) for piece in fixed.edtf.split("-")]
    year, month = pieces[0], pieces[1] if len(pieces) > 1 else None
    found = _part_edtf(part, year, month)
    return None if found is None else Value(*found, anchor, part.qualifier)


def stretch_value(stretch: Stretch, context: Context) -> Value | None:
    step = 1 if stretch.n > 0 else -1
    ends = [part_value(Part(stretch.unit, n, stretch.within), context) for n in (step, stretch.n)]
    first, last = ends if step > 0 else reversed(ends)
    if first is None or last is None:
        return None
    return replace(first, edtf=f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}")


def _part_edtf(part: Part, year: int, month: int | None) -> tuple[str, str] | None:
    n, unit = part.n, part.unit
    if unit == "quarter" and month is None and 1 <= abs(n) <= 4:
        return cal.quarter_edtf(year, n if n > 0 else 5 + n), "quarter"
    if unit == "half" and month is None and 1 <= abs(n) <= 2:
        return cal.half_edtf(year, n if n > 0 else 3 + n), "half"
    if unit == "half" and month is not None and n in (1, 2, -1):
        days = (1, 15) if n == 1 else (16, monthrange(year, month)[1])
        return f"{cal.day_edtf(date(year, month, days[0]))}/{cal.day_edtf(date(year, month, days[1]))}", "day"
    if unit == "month" and month is None and 1 <= abs(n) <= 12:
        return cal.month_edtf(year, n if n > 0 else 13 + n), "month"
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
    elif abs(n) > 5:
        return None
    elif n > 0:
        first = cal.first_week(year, month) + timedelta(days=7 * (n - 1))
    else:
        first = cal.last_week(year, month) + timedelta(days=7 * (n + 1))
    return cal.week_edtf(first), "week"


def era_value(era: Era, context: Context) -> Value | None:
    if era.unit == "decade":
        return Value(f"{era.digits:03}X", "decade", qualifier=era.qualifier)
    return Value(f"{era.digits:02}XX", "century", qualifier=era.qualifier)


def week_of_value(week: WeekOf, context: Context) -> Value | None:
    day = point_value(week.day, context)
    if day is None or len(day.edtf) != 10 or "X" in day.edtf:
        return None
    named = date.fromisoformat(day.edtf)
    if named.weekday() == _SUNDAY:
        named += timedelta(days=1)  # weeks are called by the day that opens them
    return replace(day, edtf=cal.week_edtf(cal.monday(named)), precision="week")


def weekend_value(weekend: Weekend, context: Context) -> Value | None:
    published = anchor_of(context)
    shift = -1 if context.tense < 0 and published.weekday() < 5 else 0
    return Value(*period_edtf("weekend", published, shift), "published")

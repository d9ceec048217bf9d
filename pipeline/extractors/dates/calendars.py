"""Calendar arithmetic on dates and EDTF strings. Nothing here knows of text."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def may_exist(month: int, day: int) -> bool:
    """Whether some year has this day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]


def day_edtf(value: date) -> str:
    """A day as EDTF."""
    return value.isoformat()


def month_edtf(year: int, month: int) -> str:
    """A month as EDTF."""
    return f"{year:04}-{month:02}"


def add_months(value: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it has no such day.

    Raises:
        ValueError: outside of the years 1 to 9999.
    """
    total = value.year * 12 + value.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is outside of the calendar")
    return date(year, month + 1, min(value.day, monthrange(year, month + 1)[1]))


def monday(value: date) -> date:
    """The Monday of the week of `value`."""
    return value - timedelta(days=value.weekday())


def week_edtf(first: date) -> str:
    """The seven days from `first`."""
    return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"


def quarter_edtf(year: int, quarter: int) -> str:
    """A quarter as the interval of its months."""
    return f"{month_edtf(year, 3 * quarter - 2)}/{month_edtf(year, 3 * quarter)}"


def half_edtf(year: int, half: int) -> str:
    """A half year as the interval of its months."""
    return f"{month_edtf(year, 6 * half - 5)}/{month_edtf(year, 6 * half)}"


def first_week(year: int, month: int) -> date:
    """Monday of the first week of a month: the one with its first Thursday, as ISO counts in a year."""
    first = date(year, month, 1)
    return monday(first + timedelta(days=(3 - first.weekday()) % 7))


def last_week(year: int, month: int) -> date:
    """Monday of the last week of a month: the one that holds its last Thursday."""
    last = date(year, month, monthrange(year, month)[1])
    return monday(last - timedelta(days=(last.weekday() - 3) % 7))


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The n-th such weekday of a month (-1: the last); None where the month has none."""
    if n > 0:
        first = date(year, month, 1)
        day = 1 + (weekday - first.weekday()) % 7 + 7 * (n - 1)
    else:
        size = monthrange(year, month)[1]
        last = date(year, month, size)
        day = size - (last.weekday() - weekday) % 7 + 7 * (n + 1)
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


_DAYS = {"day": 1, "workday": 1, "night": 1, "weekend": 7, "week": 7, "workweek": 7}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}


def shift(value: date, unit: str, number: Decimal) -> date:
    """`value` so many units on; parts of a unit go to the next finer one.

    Raises:
        ValueError: outside of the years 1 to 9999.
    """
    if unit == "workday":
        return _workdays(value, int(number))
    if unit in _MONTHS:
        months = number * _MONTHS[unit]
        whole = int(months)
        moved = add_months(value, whole)
        days = int((months - whole) * 30)
    else:
        moved, days = value, int(number * _DAYS[unit])
    if abs(days) > 3_000_000:
        raise ValueError("outside of the calendar")
    try:
        return moved + timedelta(days=days)
    except OverflowError as error:
        raise ValueError(str(error)) from error


def _workdays(value: date, number: int) -> date:
    """So many days on, Saturdays and Sundays not counted."""
    if abs(number) > 10_000:
        raise ValueError("outside of the calendar")
    step = 1 if number > 0 else -1
    while number:
        value += timedelta(days=step)
        if value.weekday() < 5:
            number -= step
    return value


def iso_duration(parts: tuple[tuple[str, str], ...]) -> str:
    """ISO 8601 duration of (unit, number) parts: years and months, weeks alone, or days."""
    months, days, weeks = Decimal(0), Decimal(0), Decimal(0)
    for unit, number in parts:
        if unit in _MONTHS:
            months += Decimal(number) * _MONTHS[unit]
        elif unit in ("week", "weekend", "workweek"):
            weeks += Decimal(number)
        else:
            days += Decimal(number)
    if weeks and not months and not days:
        return f"P{_plain(weeks)}W"
    days += weeks * 7
    years, rest = divmod(months, 12)
    if rest != rest.to_integral_value():
        # parts of a month are no days that the text gives
        years, rest = Decimal(0), months
    if not any(unit == "year" or unit in ("decade", "century") for unit, _ in parts) and not days:
        years, rest = Decimal(0), months
    written = "".join(
        f"{_plain(number)}{letter}" for number, letter in ((years, "Y"), (rest, "M"), (days, "D")) if number
    )
    return f"P{written}" if written else "P0D"


def _plain(number: Decimal) -> str:
    number = number.normalize()
    return f"{number:f}"

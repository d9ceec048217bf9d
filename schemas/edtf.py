"""The part of EDTF (Extended Date/Time Format) that the records use, checked against the calendar.

A *point* is a day `2025-11-25`, a month `2025-04`, a year `2023`, a season `2025-21` (21 spring, 22 summer,
23 autumn, 24 winter), a decade `202X`, a century `20XX`, or a day, month or season of an unknown year
(`XXXX-11-25`, `XXXX-11`). An *interval* is two points, or one point and `..` for an open end: `2021/2025`,
`1973/..`, `../1990`. A *duration* is ISO 8601 (`P2Y`, `P1Y6M`, `P3W`), a range of durations `P1Y/P2Y`, and a
duration open on one side `P50Y/..`. The marks `~ ? %` are never part of it: vagueness has a field of its own.

Years run from 0001 to 9999. Winter covers December of its year to the end of the next February, the reading
of the northern half of the globe; the other seasons are the months 3-5, 6-8 and 9-11.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from schemas.codes import DateKind, Precision

_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?\Z"
)
_DURATION = re.compile(
    r"P(?=[0-9T])(?:(?P<W>[0-9]+(?:\.[0-9]+)?)W|"
    r"(?:(?P<Y>[0-9]+(?:\.[0-9]+)?)Y)?(?:(?P<M>[0-9]+(?:\.[0-9]+)?)M)?(?:(?P<D>[0-9]+(?:\.[0-9]+)?)D)?"
    r"(?P<T>T(?=[0-9])(?:[0-9]+(?:\.[0-9]+)?H)?(?:[0-9]+(?:\.[0-9]+)?M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?)\Z"
)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # season code -> its first month
_FINENESS = [
    Precision.DAY,
    Precision.WEEK,
    Precision.MONTH,
    Precision.SEASON,
    Precision.YEAR,
    Precision.DECADE,
    Precision.CENTURY,
]

Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Parsed:
    """An EDTF value taken apart.

    Attributes:
        kind: point, interval or duration.
        start: first day covered; None for an open side, an unknown year or a duration.
        end: last day covered, likewise.
        precision: unit of the finest side. Quarters, halves and weeks are written as intervals of months or
            days, so they are never told from the value alone. Hours and less count as days.
        durations: (shortest, longest) of a duration, None on an open side; None for points and intervals.
    """

    kind: DateKind
    start: date | None
    end: date | None
    precision: Precision
    durations: tuple[str | None, str | None] | None = None


@lru_cache(maxsize=65536)
def parse(value: str) -> Parsed:
    """Takes an EDTF value or ISO duration apart.

    Args:
        value: a point, interval or duration as the module's docstring lists them.

    Raises:
        ValueError: `value` is not of that form, names a day that no calendar has, or ends before it starts.
    """
    if "P" in value:
        return _parse_duration(value)
    left, slash, right = value.partition("/")
    if not slash:
        start, end, precision = _point(value)
        return Parsed(DateKind.POINT, start, end, precision)
    if left == ".." and right == "..":
        raise ValueError(f"The interval {value!r} is open on both sides.")
    first = _side(left)
    last = _side(right)
    start, end = first[0], last[1]
    if start and end and last[0] and first[1] and (start > last[0] or first[1] > end):
        raise ValueError(f"The interval {value!r} ends before it starts.")
    units = [side[2] for side in (first, last) if side[2] is not None]
    return Parsed(DateKind.INTERVAL, start, end, min(units, key=_FINENESS.index))


def bounds(value: str) -> Bounds:
    """First and last day that an EDTF value covers; None on a side that is open or has no year.

    Raises:
        ValueError: as `parse`.
    """
    parsed = parse(value)
    return parsed.start, parsed.end


def precision(value: str) -> Precision:
    """The unit of the finest side of an EDTF value.

    Raises:
        ValueError: as `parse`.
    """
    return parse(value).precision


def is_edtf(value: str) -> bool:
    """Whether `parse` accepts the value."""
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _side(value: str) -> tuple[date | None, date | None, Precision | None]:
    return (None, None, None) if value == ".." else _point(value)


def _point(value: str) -> tuple[date | None, date | None, Precision]:
    match = _POINT.match(value)
    if not match:
        raise ValueError(f"{value!r} is not a date in the EDTF forms that are used here.")
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        if year == "XXXX":
            raise ValueError("A date of an unknown year needs at least a month.")
        first, last = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
        if last < 1:
            raise ValueError("There is no year 0000.")
        unit = {0: Precision.YEAR, 1: Precision.DECADE, 2: Precision.CENTURY}[year.count("X")]
        return date(first, 1, 1), date(last, 12, 31), unit
    if year != "XXXX" and "X" in year:
        raise ValueError(f"{value!r} has a month but not a whole year.")
    if year == "0000":
        raise ValueError("There is no year 0000.")
    # A leap year stands in for an unknown one: XXXX-02-29 is a day of some years.
    number = 2000 if year == "XXXX" else int(year)
    start, end, unit = _within_year(value, number, int(month), None if day is None else int(day))
    return (None, None, unit) if year == "XXXX" else (start, end, unit)


def _within_year(value: str, year: int, month: int, day: int | None) -> tuple[date, date, Precision]:
    if month in _SEASONS and day is None:
        first = _SEASONS[month]
        last_year, last = (year + 1, 2) if first == 12 else (year, first + 2)
        if last_year > 9999:
            last_year, last = 9999, 12
        return date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]), Precision.SEASON
    if not 1 <= month <= 12:
        raise ValueError(f"{value!r} has no month or season {month:02}.")
    days = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, days), Precision.MONTH
    if not 1 <= day <= days:
        raise ValueError(f"{value!r} is a day that the calendar does not have.")
    return date(year, month, day), date(year, month, day), Precision.DAY


def _parse_duration(value: str) -> Parsed:
    left, slash, right = value.partition("/")
    shortest = None if left == ".." else left
    longest = (None if right == ".." else right) if slash else left
    sides = [side for side in (shortest, longest) if side is not None]
    units = [_duration_unit(side) for side in sides]
    if shortest and longest and duration_days(shortest) > duration_days(longest):
        raise ValueError(f"The range of durations {value!r} falls.")
    return Parsed(DateKind.DURATION, None, None, min(units, key=_FINENESS.index), (shortest, longest))


def _duration_unit(value: str) -> Precision:
    match = _DURATION.match(value)
    if not match:
        raise ValueError(f"{value!r} is not an ISO 8601 duration.")
    if match["T"] or match["D"]:
        return Precision.DAY
    if match["W"]:
        return Precision.WEEK
    return Precision.MONTH if match["M"] else Precision.YEAR


def duration_days(value: str) -> float:
    """About how many days an ISO 8601 duration lasts, for comparing durations (a month 30.44, a year 365.25).

    Raises:
        ValueError: `value` is not one single ISO 8601 duration.
    """
    match = _DURATION.match(value)
    if not match:
        raise ValueError(f"{value!r} is not an ISO 8601 duration.")
    days = sum(
        float(match[unit] or 0) * length for unit, length in (("W", 7), ("Y", 365.25), ("M", 30.44), ("D", 1))
    )
    for number, unit in re.findall(r"([0-9.]+)([HMS])", match["T"] or ""):
        days += float(number) * {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}[unit]
    return days

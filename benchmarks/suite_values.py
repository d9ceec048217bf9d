"""Values of date suites, and the forms in which a value of theirs can differ from one of ours.

A form is a relation between intervals of days; no case is named. `decided` forms follow from a sentence of
`records.md` or of the annotation rules beside it; with the others the suites contradict one another and
`records.md` leaves the choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pipeline.extractors.dates import calendars as cal
from schemas import edtf

_DAY = timedelta(days=1)
_FAR = 335  # days: a date without a year is at most eleven months away
_ROUGHLY = 3  # days by which the same months or weeks differ in length
_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}
_WEEK = re.compile(r"(\d{4})-W(\d\d?)(-WE)?")
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|AU|WI|2[1-4])")
_LENGTH = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?")
_LONG = re.compile(r"P(\d+)(DE|CE|Q)")
_LONG_MONTHS = {"DE": 120, "CE": 1200, "Q": 3}


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of days (a side that is None is open), a season of a year, or a length in months and days."""

    first: date | None = None
    last: date | None = None
    season: tuple[int, int] | None = None
    length: tuple[Decimal, Decimal] | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day where the value has both."""
        return None if self.first is None or self.last is None else (self.first, self.last)

    @property
    def is_open(self) -> bool:
        """Whether one side is open."""
        return (self.first is None) != (self.last is None)


def read(written: str) -> Value | None:
    """The value of a suite's or of our own notation; None where it names no time."""
    written = written.strip()
    if written.startswith("P"):
        return _length(written)
    season = _SEASON.fullmatch(written)
    if season:
        code = _SEASONS.get(season[2]) or int(season[2])
        return Value(season=(int(season[1]), code))
    left, slash, right = written.partition("/")
    try:
        first = None if left in ("", "..") else _point(left)
        last = first if not slash else None if right in ("", "..") else _point(right)
    except ValueError:
        return None
    if first is None and last is None:
        return None
    return Value(first[0] if first else None, last[1] if last else None)


def _length(written: str) -> Value | None:
    long = _LONG.fullmatch(written)
    if long:
        return Value(length=(Decimal(int(long[1]) * _LONG_MONTHS[long[2]]), Decimal(0)))
    parts = _LENGTH.fullmatch(written)
    if parts is None:
        return None
    years, months, weeks, days = (Decimal(part or 0) for part in parts.groups())
    whole = (years * 12 + months, weeks * 7 + days)
    return Value(length=whole) if any(whole) else None


def _point(written: str) -> tuple[date, date]:
    written = written.partition("T")[0]
    week = _WEEK.fullmatch(written)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday + (5 * _DAY if week[3] else 0 * _DAY), monday + 6 * _DAY
    part = _PART.fullmatch(written)
    if part:
        of = cal.quarter_edtf if part[2] == "Q" else cal.half_edtf
        written = of(int(part[1]), int(part[3]))
    first, last = edtf.bounds(written)
    if first is None or last is None:
        raise ValueError(written)
    return first, last


Form = Callable[[str, Value, Value, date | None], bool]


def _season_days(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    if ours.season is None or wanted.first is None:
        return False
    year, code = ours.season
    return (wanted.first.year, wanted.first.month) == (year, _SEASON_BEGINS[code])


def _finer(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """Ours is one unit of the calendar, and what is wanted lies inside it."""
    whole, part = ours.days, wanted.days
    return bool(whole and part and "/" not in written and whole[0] <= part[0] <= part[1] <= whole[1])


def _first_day(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    return _finer(written, ours, wanted, told) and ours.first == wanted.first == wanted.last


def _last_left_out(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """The same stretch without its last day, week, month or year, or with one day of it."""
    whole, part = ours.days, wanted.days
    if not whole or not part or "/" not in written or whole[0] != part[0] or part[1] >= whole[1]:
        return False
    named = read(written.split("/")[1])
    last_units = (named.first if named else None, whole[1] - 6 * _DAY)
    return part[1] in last_units or part[1] + _DAY in last_units


def _other_year(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """The same days of another year, or of another month where only the day was named; ours near enough."""
    here, there = ours.days, wanted.days
    if told is None or not here or not there:
        return False
    near = min(abs((day - told).days) for day in here)
    one_day = here[0] == here[1] and there[0] == there[1]
    nth = one_day and here[0].month == there[0].month and here[0].weekday() == there[0].weekday()
    if here[0].year != there[0].year and (nth or all(map(_same_day, here, there))):
        return near <= _FAR
    return one_day and here[0].day == there[0].day and near <= abs((there[0] - told).days)


def _same_day(one: date, other: date) -> bool:
    """The same day of the year; the last days of February are the same."""
    last = all((day + _DAY).day == 1 for day in (one, other))
    return one.month == other.month and (one.day == other.day or last)


def _window_by_days(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """As long, but by days from the day of the text, where ours has units of the calendar."""
    here, there = ours.days, wanted.days
    if told is None or not here or not there or here[0] == here[1]:
        return False
    ahead = there[0] in (told, told + _DAY) and here[0] > told
    back = there[1] in (told, told - _DAY) and here[1] < told
    size, other = (here[1] - here[0]).days + 1, (there[1] - there[0]).days + 1
    return (ahead or back) and abs(size - other) <= _ROUGHLY + size // 20


def _limit_alone(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """Only the last unit or day of a stretch that begins beside the day of the text."""
    whole, part = ours.days, wanted.days
    if told is None or not whole or not part or "/" not in written:
        return False
    if not whole[0] <= part[0] <= part[1] <= whole[1]:
        return False
    size = whole[1] - whole[0]
    ahead = told <= whole[0] <= told + size and part[1] == whole[1]
    back = told - size <= whole[1] <= told and part[0] == whole[0]
    return ahead or back


def _length_counted(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """A length, wanted as what it counts to from the day of the text."""
    if told is None or ours.length is None:
        return False
    months, days = ours.length
    ends = [cal.shift(cal.shift(told, "month", sign * months), "day", sign * days) for sign in (1, -1)]
    near = {end + shift * _DAY for end in ends for shift in (-1, 0, 1)}
    return wanted.first in near or wanted.last in near


def _other_week(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """The same day, weekend or week, one or two weeks off."""
    here, there = ours.days, wanted.days
    if not here or not there or here[1] - here[0] > 6 * _DAY:
        return False
    shift = there[0] - here[0]
    return abs(shift.days) in (7, 14) and there[1] - here[1] == shift


def _open_or_bound(written: str, ours: Value, wanted: Value, told: date | None) -> bool:
    """One is open to a side and the other its bound; or both are open and differ by the named unit."""
    if not ours.is_open and not wanted.is_open:
        return False
    named = read(written.strip("./"))
    if named is None or not named.days:
        return False
    edges = {*named.days, named.days[0] - _DAY, named.days[1] + _DAY}
    return wanted.first in edges or wanted.last in edges


@dataclass(frozen=True, slots=True)
class Kind:
    """A form: its column, whether a written rule decides it, and that rule or how suites differ."""

    name: str
    decided: bool
    why: str
    holds: Form


#: In the order in which they are tried: what begins beside the present before what only ends elsewhere.
KINDS: Sequence[Kind] = (
    Kind("season", True, "a season as its days: 'a season is its EDTF code'", _season_days),
    Kind(
        "first day",
        True,
        "a month, year or decade as its first day: they are written `2025-04`, `2023`, `202X`",
        _first_day,
    ),
    Kind(
        "finer",
        True,
        "a day or month inside the month or year in which the text counts ('two months ago'): `precision` is "
        "that unit, and a relative expression resolves to a 'calendar date/month/year' (annotation rules)",
        _finer,
    ),
    Kind(
        "window",
        False,
        "'the next three months' by days from today (Recognizers-Text); Duckling and we have whole units",
        _window_by_days,
    ),
    Kind(
        "limit",
        False,
        "only the last week, day … of 'the upcoming two weeks', 'within five days' (Duckling, chrono); "
        "Recognizers-Text, and Duckling for 'the next three weeks', have all of them as we do",
        _limit_alone,
    ),
    Kind(
        "length",
        False,
        "'within three years' from today on (Recognizers-Text) or the day on which they end (chrono); we "
        "have the duration",
        _length_counted,
    ),
    Kind(
        "last unit",
        True,
        "an interval without the day, week, month or year that the text names as its end: `start` and `end` "
        "are 'first and last day covered'",
        _last_left_out,
    ),
    Kind(
        "year",
        True,
        "the same day of another year, or the day with that number of another month: 'the nearest such day, "
        "past tense looking back and words of the future ahead, at most 11 months away'",
        _other_year,
    ),
    Kind(
        "week",
        False,
        "the same weekday, weekend or week one week off: 'next Friday', 'the first week of October'",
        _other_week,
    ),
    Kind(
        "open",
        False,
        "an open interval against its bound: 'after February', 'until August', 'from next week on'",
        _open_or_bound,
    ),
)


def kind_of(written: str, accepted: Sequence[Value], told: date | None) -> Kind | None:
    """The first form in which our value differs from an accepted one; None where it has none of them."""
    ours = read(written)
    if ours is None:
        return None
    for kind in KINDS:
        if any(kind.holds(written, ours, wanted, told) for wanted in accepted):
            return kind
    return None

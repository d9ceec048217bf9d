"""What a date expression says, before anything is computed: the slots that the grammar fills.

Every kind is a small frozen value. `pipeline.extractors.dates.resolve` turns them into EDTF with the
publication date and the sentence; the grammar knows neither.
"""

from __future__ import annotations

from dataclasses import dataclass

Warnings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """A word such as 'last' or 'next'.

    Attributes:
        shift: in units.
        nearest: whether it names the nearest one of its kind.
        beside: whether that may be yesterday or tomorrow, for which there are words of their own.
        today: whether the present day is the first to be counted ('lundi en huit').
    """

    shift: int
    nearest: bool = False
    beside: bool = True
    today: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar point as far as the text gives it.

    Attributes:
        year: the year, or None; `era_year` says that it may have fewer than four digits.
        year_shift: a year told by its distance to this one ('April of last year': -1).
        month, day: numbers, or None.
        month_shift: a month told by its distance to this one ('the 20th of next month': 1).
        weekday: 0 is Monday.
        week_shift: a week told by its distance to this one ('Friday of last week': -1).
        direction: 'last', 'next' … before a weekday or month that has no year.
        qualifier: early, mid, late, about or None.
        warnings: what was assumed in reading the numbers.
    """

    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    day: int | None = None
    month_shift: int | None = None
    weekday: int | None = None
    week_shift: int | None = None
    direction: Direction | None = None
    qualifier: str | None = None
    warnings: Warnings = ()

    @property
    def has_year(self) -> bool:
        """Whether the expression itself fixes the year."""
        return self.year is not None or self.year_shift is not None


@dataclass(frozen=True, slots=True)
class Part:
    """The n-th `unit` of a larger whole: the third quarter of 2025, the first week of May, the last Monday of
    March. `n` counts from 1, or from the end with -1. The whole is a year, or `within`."""

    unit: str
    n: int
    within: Point | None = None
    weekday: int | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The n-th such weekday after a day, before it where `n` is negative: 'second Sunday after 6 January'."""

    weekday: int
    n: int
    base: Point


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first (`n` > 0) or last (`n` < 0) so many units of a whole: 'the first nine months of 2025'."""

    unit: str
    n: int
    within: Point


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its EDTF code (21 to 24)."""

    code: int
    year: int | None = None
    year_shift: int | None = None
    direction: Direction | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A unit told by its distance to the present one: this week 0, last month -1, the year after next 2."""

    unit: str
    shift: int
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """A decade (`digits` 202) or a century (`digits` 20)."""

    unit: str
    digits: int
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """Units counted from the present or from `base`: three weeks ago, two days after 5 May.

    `told`: the word counts from what the text has told before, where it has: 'later', 'a year earlier'.
    `lasting`: said of the past, the word tells how long something took: 'it grew in ten years'.
    """

    parts: tuple[tuple[str, str], ...]
    sign: int
    base: Slots | None = None
    qualifier: str | None = None
    told: bool = False
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The last or next so many units: a stretch of days that touches the present."""

    parts: tuple[tuple[str, str], ...]
    sign: int


@dataclass(frozen=True, slots=True)
class Rest:
    """From today to the end of the present unit: the rest of the week."""

    unit: str


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that holds a day."""

    day: Point


@dataclass(frozen=True, slots=True)
class Within:
    """At most so long from the present day on: 'within five days'."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Weekend:
    """'At the weekend': the nearest one on the side of which the sentence speaks."""


@dataclass(frozen=True, slots=True)
class Span:
    """An interval; a side that is None is open.

    Attributes:
        tense: -1 where the opening word looks back ('since'), 1 where it looks ahead ('until'), else 0.
        weak: whether the tense of the clause goes before `tense`.
        bound: whether an open side only makes the other one a limit ('by May'): the limit is the date.
    """

    left: Slots | None
    right: Slots | None
    qualifier: str | None = None
    tense: int = 0
    weak: bool = False
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A duration; each side a tuple of (unit, decimal number as text); a side that is None is open."""

    low: tuple[tuple[str, str], ...] | None
    high: tuple[tuple[str, str], ...] | None
    qualifier: str | None = None


Slots = (
    Point
    | Part
    | NthWeekday
    | Stretch
    | Season
    | Period
    | Era
    | Offset
    | Window
    | Rest
    | WeekOf
    | Weekend
    | Within
    | Span
    | Length
)


@dataclass(frozen=True, slots=True)
class Parse:
    """Slots read from the tokens `[start, end)` by `rule`; `told`: counted from the date told before it."""

    start: int
    end: int
    slots: Slots
    rule: str
    told: bool = False

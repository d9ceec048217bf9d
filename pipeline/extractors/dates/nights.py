"""A night between two days: 'in der Nacht von Samstag auf Sonntag', 'in de nacht van 22 op 23 november'.

Behind a word for night, the words of `night_join` join the two days, of which the first is the one
before the second.
"""

from __future__ import annotations

from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.singles import loose_day, single
from pipeline.extractors.dates.slots import Offset, Parse, Point


def overnight(r: Reader, token: int) -> list[Parse]:
    """The two days of a night; empty where none begins at `token`."""
    unit = r.at("time_unit", token - 1)
    if unit is None or unit.value != "night":
        return []
    opening = next((x.end for x in r.all_at("range", token) if x.value == "from"), token)
    first = _day(r, opening)
    if first is None:
        return []
    joined = next((lexeme.end for lexeme in r.all_at("night_join", first.end)), None)
    second = _day(r, joined) if joined is not None else None
    if second is None or not isinstance(second.slots, Point) or not _next_day(first, second.slots):
        return []
    before = Offset((("day", "1"),), -1, second.slots)
    return [Parse(first.start, first.end, before, second.rule), second]


def _day(r: Reader, token: int) -> Parse | None:
    at = r.skip("day_context", r.skip("date_glue", token), 1)
    return single(r, r.skip("date_glue", at)) or loose_day(r, at, True)


def _next_day(first: Parse, second: Point) -> bool:
    """Whether the second day can be the one after the first."""
    day = first.slots
    if not isinstance(day, Point):
        return False
    if day.day is None or second.day is None:
        return day.weekday is not None and second.weekday == (day.weekday + 1) % 7
    dated = second.month is not None
    return dated and (day.day + 1 == second.day or (second.day == 1 and day.day >= 28))

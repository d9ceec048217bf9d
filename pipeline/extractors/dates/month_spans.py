"""Months by their numbers, of which one name serves both: '7～9月', 'tháng 7-9/2025'."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.points import relative_year, with_year
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse, Point, Span

_MONTHS = range(1, 13)


def months(r: Reader, token: int) -> Parse | None:
    """An interval of months that begins at `token`, with the year before or behind it."""
    year, shift, at = _year_before(r, token)
    named = numerals.month(r, at)
    if named is not None:
        return _behind_name(r, token, at, named) if at == token else None
    first, second = _number(r, at), numerals.month(r, at + 2) if r.dash(at + 1) else None
    if first is None or second is None or not r.surface(at + 2)[0].isdecimal() or first >= second[0]:
        return None
    point = Point(year=year, year_shift=shift, month=first)
    return Parse(token, second[1], Span(point, replace(point, month=second[0])), "date-interval")


def _year_before(r: Reader, token: int) -> tuple[int | None, int | None, int]:
    """(year, distance of the year, token after) of '2025年' or '昨年' before the months."""
    year = numerals.year4(r, token)
    closing = r.having("year_word", year[1], "after") if year is not None else None
    if year is not None and closing is not None:
        return year[0], None, closing.end
    relative = relative_year(r, token) if r.at("year_mark", token) is not None else None
    return (None, relative[0], relative[1]) if relative is not None else (None, None, token)


def _behind_name(r: Reader, token: int, at: int, named: tuple[int, int]) -> Parse | None:
    """'tháng 7-9', 'tháng 7-9/2025': the name of a month is a word and its number."""
    end = named[1]
    last = _number(r, end + 1)
    numbered = r.surface(end - 1) == str(named[0]) and r.surface(at)[0].isalpha()
    if not numbered or not r.dash(end) or last is None or last <= named[0]:
        return None
    if r.at("month", end + 2) is not None:
        return None
    if r.surface(end + 2) == "/":
        year = r.surface(end + 3)
        if len(year) != 4 or not year.isdecimal():
            return None
        after = Parse(token, end + 4, Point(year=int(year), month=last), "date-words")
    elif numerals.continued(r, end + 2):
        return None
    else:
        after = with_year(r, token, end + 2, Point(month=last))
        if after.end == end + 2 and r.at("time_unit", after.end) is not None:
            return None
    assert isinstance(after.slots, Point)
    first = replace(after.slots, month=named[0])
    return Parse(token, after.end, Span(first, after.slots), "date-interval")


def _number(r: Reader, token: int) -> int | None:
    surface = r.surface(token)
    return int(surface) if surface.isdecimal() and len(surface) <= 2 and int(surface) in _MONTHS else None

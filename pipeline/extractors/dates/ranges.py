"""Whole expressions: single ones with their vague edges, intervals, open intervals and lists.

A side of an interval or an item of a list takes from its neighbour what it does not say itself: the month and
year in '25.-27. November 2025', the year in 'January to March 2025'.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.dates import numerals, postposed, years
from pipeline.extractors.dates.guards import counted
from pipeline.extractors.dates.guards import numbered as refused_number
from pipeline.extractors.dates.lists import COMMAS, listed
from pipeline.extractors.dates.month_spans import months
from pipeline.extractors.dates.nights import overnight
from pipeline.extractors.dates.numeric import numeric
from pipeline.extractors.dates.points import glue, relative_year
from pipeline.extractors.dates.reader import DASHES, MORE, Reader
from pipeline.extractors.dates.sharing import share
from pipeline.extractors.dates.singles import (
    LOOSE,
    is_bare_day,
    loose_day,
    named_day,
    numbers_before,
    single,
)
from pipeline.extractors.dates.slots import Length, Offset, Parse, Period, Point, Slots, Span, Window, Within
from pipeline.extractors.dates.units import unit
from pipeline.extractors.dates.weekdays import weekday_in
from pipeline.lexicon import Lexeme

_MOVED_REACH = 4
_MONTH_SPANS = frozenset(["month", "month_short", "year_mark"])  # what months in a row begin with
_SIGNS_BETWEEN = COMMAS | {"/"}
_LONG_MONTH = 31
_MONTHS = 12  # '2021-11' may be a month


def expression(r: Reader, token: int) -> list[Parse]:
    """What stands at `token`: nothing, one expression, or the items of a list."""
    night = overnight(r, token)
    if night:
        return night
    here = r.here(token)
    number = r.counts(token) == MORE
    if "range" in here:
        opened = [found for word in _openings(r, token) if (found := _opened(r, token, word)) is not None]
        if opened:
            return [max(opened, key=lambda parse: parse.end)]
    spanned = months(r, token) if number or not _MONTH_SPANS.isdisjoint(here) else None
    first = spanned or single(r, token) or loose_day(r, token)
    paired = _paired(r, token) if number or "year_word" in here else None
    if paired is not None and (first is None or first.rule == LOOSE or paired.end > first.end):
        return [postposed.closed(r, paired)]
    if first is None or (first.rule == LOOSE and not _joined(r, first.end)):
        return []
    if first.rule == "date-weekday":
        numbered = named_day(r, token)
        interval = None if numbered is None else _interval(r, numbered)
        if interval is not None:
            return [interval]
    interval = (
        _short_end(r, first) or _interval(r, first) or _days_within(r, first) or _weekdays_within(r, first)
    )
    if interval is not None:
        return [postposed.closed(r, interval)]
    items = listed(r, first)
    if items:
        return items
    if first.rule != LOOSE:
        return [postposed.bounded(r, first) or first]
    return []


def _joined(r: Reader, token: int) -> bool:
    """Whether something stands here that can join a day to the next expression."""
    return r.dash(token) or r.surface(token) in _SIGNS_BETWEEN or r.at("range", token) is not None


def _paired(r: Reader, token: int) -> Parse | None:
    """Two sides that only together are surely dates: '2014-2018', '28/2-1/3', '14.10. - 15.10.2013'."""
    first = numeric(r, token, True) if not numbers_before(r, token) else None
    if first is None:
        first = (
            years.bare_year(r, token, True) if not r.adjacent(token) or r.surface(token - 1) in "(/" else None
        )
    if first is None or isinstance(first.slots, Span) or refused_number(r, token):
        return None
    if r.surface(token - 1)[:1].isdecimal():
        return None  # the last groups of a telephone number
    short = _short_end(r, first)
    if short is not None and r.having("year_word", short.end - 1, "after") is not None:
        return short
    interval = _interval(r, first, opened=True)
    if interval is None or not isinstance(interval.slots, Span):
        return None
    if r.dash(interval.end) and r.adjacent(interval.end) and r.surface(interval.end + 1)[:1].isdecimal():
        return None  # '2010-2015-86'
    left, right = interval.slots.left, interval.slots.right
    if _are_years(left, right) and not (1000 <= _year(left) < _year(right) <= 2200):
        return None
    return interval


def _year(slots: Slots | None) -> int:
    return (slots.year or 0) if isinstance(slots, Point) else 0


def _are_years(left: Slots | None, right: Slots | None) -> bool:
    """Whether both sides are years and nothing finer."""
    return all(isinstance(side, Point) and side.year and not side.month for side in (left, right))


def _openings(r: Reader, token: int) -> list[Lexeme]:
    wanted = ("from", "between", "since", "onward", "until", "before", "after")
    found = [lexeme for lexeme in r.all_at("range", token) if lexeme.value in wanted]
    return sorted(found, key=lambda lexeme: wanted.index(lexeme.value))


def _side(r: Reader, token: int, due: bool = False) -> Parse | None:
    at = r.skip("day_context", r.skip("date_glue", token), 1)
    at = r.skip("date_glue", at)
    return single(r, at, due) or loose_day(r, at, True)


def _opened(r: Reader, token: int, opening: Lexeme) -> Parse | None:
    """'from A to B', 'between A and B', 'since A', 'until B'."""
    kind = opening.value
    whole = months(r, r.skip("date_glue", opening.end))
    if whole is not None and kind in ("from", "since", "onward"):
        return replace(whole, start=token)
    first = _side(r, opening.end, due=True)
    if first is None or (isinstance(first.slots, (Length, Window, Offset)) and kind != "between"):
        return None
    if isinstance(first.slots, Length):
        return None
    if kind in ("from", "between"):
        interval = _interval(r, first, between=kind == "between", opened=True)
        return None if interval is None else replace(interval, start=token)
    if first.rule == LOOSE or isinstance(first.slots, Span):
        return None
    if r.having("weekday", first.start, "adjective") is not None:
        return None  # 'po piątkowym spotkaniu': the meeting ends there, not the day
    if kind == "until" and _moved(r, token):
        return replace(first, start=token) if first.start == opening.end else first  # 'moved to 5 May'
    if kind in ("since", "onward"):
        closed = _interval(r, first, opened=True)
        if closed is not None:
            return replace(closed, start=token)
    if kind in ("since", "onward", "after"):
        if kind == "onward" and _moved(r, token):
            return first  # 'postponed from 5 May': a day that was planned
        named = isinstance(first.slots, Point) and first.slots.month is not None
        tense = -1 if kind == "since" or (named and opening.entry.get("since")) else 0
        span = Span(first.slots, None, tense=tense, weak=kind == "onward")
    else:
        # what lasts until a day, or is due by it, has that day as its date
        span = Span(None, first.slots, tense=1 if kind == "until" else 0, weak=True, bound=True)
    return Parse(token, first.end, span, "date-open")


def _moved(r: Reader, token: int) -> bool:
    """Whether a word for moving something to another day stands shortly before `token`."""
    first = max(r.sentence(token)[0], token - _MOVED_REACH)
    return any(True for _ in r.doc.between("date_moved", first, token))


def _connector(r: Reader, token: int, between: bool) -> int | None:
    """The token after what joins the two sides of an interval."""
    at = token
    if r.surface(at) == "," and r.at("range", at + 1) is not None:
        at += 1
    hyphened = r.dash(at) and r.adjacent(at) and r.at("range", at + 1) is not None  # 'April-to-June'
    if hyphened:
        at += 1
    elif r.dash(at):
        return at + 1
    for lexeme in r.all_at("range", at):
        if lexeme.value in ("to", "until") or (between and lexeme.value == "and"):
            if hyphened:
                return lexeme.end + 1 if r.dash(lexeme.end) else None
            following = r.at("range", lexeme.end)  # 'bis zum', 'tot en met'
            return following.end if following is not None and following.value == "to" else lexeme.end
    return None


def _interval(r: Reader, first: Parse, *, between: bool = False, opened: bool = False) -> Parse | None:
    at = _connector(r, first.end, between)
    if at is None:
        return None
    dashed = r.dash(at - 1)
    if first.rule == LOOSE and dashed and r.surface(at + 1) in DASHES and r.adjacent(at + 1):
        return None  # '1-2-3'
    second = _side(r, at, due=True)
    if second is None or isinstance(second.slots, (Length, Window, Within, Span)):
        return None
    if isinstance(first.slots, (Length, Window, Within, Span)):
        return None
    if is_bare_day(second) and is_bare_day(first) and second.rule != LOOSE:
        return _bare_days(first, second)
    if is_bare_day(second) or first.rule == LOOSE:
        return _with_loose(r, first, second, dashed)
    if second.rule == "date-year" and not (opened or _may_follow(r, first, second, dashed)):
        return None
    if dashed and _shortly_before(second.slots, first.slots):
        return None
    left, right = share(first.slots, second.slots)
    if _are_years(left, right) and _year(left) >= _year(right):
        return None
    return Parse(first.start, second.end, Span(left, right), "date-interval")


def _shortly_before(right: Slots, left: Slots) -> bool:
    """Whether a day without a year lies up to two months before one with a year that a dash parts from it.

    '14/3/2026 – 13/3: the council met' is a dateline and the day it tells.
    """
    if not isinstance(left, Point) or not isinstance(right, Point) or right.has_year or left.year is None:
        return False
    if not (left.month and left.day and right.month and right.day):
        return False
    return 0 < (left.month - right.month) * _LONG_MONTH + left.day - right.day <= 2 * _LONG_MONTH


def _bare_days(first: Parse, second: Parse) -> Parse | None:
    """'15日から17日まで': two days of the month that is near."""
    left, right = first.slots, second.slots
    if not isinstance(left, Point) or not isinstance(right, Point) or (left.day or 0) >= (right.day or 0):
        return None
    return Parse(first.start, second.end, Span(left, right), "date-interval")


def _short_end(r: Reader, first: Parse) -> Parse | None:
    """'2021–25': a year and the two last digits of a later one."""
    left, at = first.slots, first.end
    if not isinstance(left, Point) or left.year is None or left.month or left.day or not r.dash(at):
        return None
    digits = r.surface(at + 1)
    if not (len(digits) == 2 and digits.isdecimal() and r.adjacent(at) and r.adjacent(at + 1)):
        return None
    last = left.year // 100 * 100 + int(digits)
    if int(digits) <= _MONTHS or last <= left.year or numerals.continued(r, at + 2) or counted(r, at + 2):
        return None
    closing = r.having("year_word", at + 2, "after")
    end = closing.end if closing is not None else at + 2
    return Parse(first.start, end, Span(left, Point(year=last)), "date-interval")


def _days_within(r: Reader, first: Parse) -> Parse | None:
    """'November between 19 and 20', 'this month from 4 to 22': the month stands first."""
    month = first.slots
    if isinstance(month, Period) and month.unit == "month":
        month = Point(month_shift=month.shift)
    if not isinstance(month, Point) or month.day is not None or month.weekday is not None:
        return None
    if month.month is None and month.month_shift is None:
        return None
    for opening in _openings(r, first.end):
        kind = opening.value
        left = loose_day(r, r.skip("date_glue", opening.end)) if kind in ("between", "from") else None
        connector = _connector(r, left.end, kind == "between") if left is not None else None
        if left is None or connector is None:
            continue
        right = loose_day(r, r.skip("date_glue", connector), True)
        if right is None or unit(r, right.end) is not None:
            continue
        low, high = left.slots, right.slots
        if isinstance(low, Point) and isinstance(high, Point) and (low.day or 0) < (high.day or 0):
            dated = _trailing(r, right, replace(month, day=high.day))
            if isinstance(dated.slots, Point):
                return Parse(
                    first.start, dated.end, Span(replace(dated.slots, day=low.day), dated.slots), first.rule
                )
    return None


def _weekdays_within(r: Reader, first: Parse) -> Parse | None:
    """'next week from Monday to Wednesday': the week stands first."""
    week = first.slots
    if not isinstance(week, Period) or week.unit != "week":
        return None
    for opening in _openings(r, first.end):
        between = opening.value == "between"
        left = weekday_in(r, opening.end) if between or opening.value == "from" else None
        connector = _connector(r, left[1], between) if left is not None else None
        right = weekday_in(r, connector) if connector is not None else None
        if left is not None and right is not None and left[0] < right[0]:
            begins = Point(weekday=left[0], week_shift=week.shift)
            ends = Point(weekday=right[0], week_shift=week.shift)
            return Parse(first.start, right[1], Span(begins, ends), "date-interval")
    return None


def _may_follow(r: Reader, first: Parse, second: Parse, dashed: bool) -> bool:
    """Whether a bare year can close the interval: after a year or month that is one itself."""
    return (
        isinstance(first.slots, Point)
        and first.slots.weekday is None
        and (first.slots.day is None or first.slots.has_year)
    )


def _with_loose(r: Reader, first: Parse, second: Parse, dashed: bool) -> Parse | None:
    left, right = first.slots, second.slots
    if not isinstance(left, Point) or not isinstance(right, Point):
        return None
    if first.rule == LOOSE and second.rule == LOOSE:
        return None
    if first.rule == LOOSE:
        if right.day is None or not (right.month or right.month_shift is not None):
            return None
        whole = replace(right, day=left.day, weekday=None)
        if left.day is not None and right.day <= left.day:
            return None
        return Parse(first.start, second.end, Span(whole, right), "date-interval")
    if left.day is None or left.month is None or right.day is None:
        return None
    if unit(r, second.end) is not None or right.day <= left.day:
        return None
    dated = _trailing(r, second, replace(left, day=right.day, weekday=right.weekday))
    shared = dated.slots
    assert isinstance(shared, Point)
    whole = replace(left, year=shared.year, year_shift=shared.year_shift)
    return Parse(first.start, dated.end, Span(whole, shared), "date-interval")


def _trailing(r: Reader, second: Parse, point: Point) -> Parse:
    """The year after 'November 25-27, 2025'."""
    if point.has_year:
        return Parse(second.start, second.end, point, second.rule)
    at = glue(r, second.end)
    year = numerals.year4(r, at)
    if year is not None:
        return Parse(second.start, year[1], replace(point, year=year[0]), second.rule)
    found = relative_year(r, at)
    if found is not None:
        return Parse(second.start, found[1], replace(point, year_shift=found[0]), second.rule)
    return Parse(second.start, second.end, point, second.rule)

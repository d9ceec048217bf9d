"""Whole expressions: points with their vague edges, intervals, open intervals and lists.

A side of an interval or an item of a list takes from its neighbour what it does not say itself: the month and
year in '25.-27. November 2025', the year in 'January to March 2025'.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.dates import eras, numerals, parts, years
from pipeline.extractors.dates.guards import numbered as refused_number
from pipeline.extractors.dates.numeric import numeric
from pipeline.extractors.dates.points import day_point, glue, relative_year
from pipeline.extractors.dates.reader import DASHES, Reader
from pipeline.extractors.dates.relative import relative
from pipeline.extractors.dates.slots import (
    Era,
    Length,
    Offset,
    Parse,
    Part,
    Period,
    Point,
    Season,
    Slots,
    Span,
    Window,
    Within,
)
from pipeline.extractors.dates.units import duration, unit
from pipeline.lexicon import Lexeme

_LOOSE = "loose-day"  # a day that only its neighbour dates
_MAX_ITEMS = 12
_MOVED_REACH = 4
_QUALIFIED = (Point, Part, Season, Period, Era, Offset)


def expression(r: Reader, token: int) -> list[Parse]:
    """What stands at `token`: nothing, one expression, or the items of a list."""
    opened = [found for lexeme in _openings(r, token) if (found := _opened(r, token, lexeme)) is not None]
    if opened:
        return [max(opened, key=lambda parse: parse.end)]
    first = single(r, token) or _loose(r, token)
    paired = _paired(r, token)
    if paired is not None and (first is None or first.rule == _LOOSE or paired.end > first.end):
        return [paired]
    if first is None:
        return []
    interval = _interval(r, first) or _days_within(r, first)
    if interval is not None:
        return [interval]
    items = _list(r, first)
    if items:
        return items
    return [] if first.rule == _LOOSE else [first]


def _paired(r: Reader, token: int) -> Parse | None:
    """Two sides that only together are surely dates: '2014-2018', '28/2-1/3', '14.10. - 15.10.2013'."""
    first = numeric(r, token, True) if not _numbers_before(r, token) else None
    if first is None:
        first = (
            years.bare_year(r, token, True) if not r.adjacent(token) or r.surface(token - 1) in "(/" else None
        )
    if first is None or isinstance(first.slots, Span) or refused_number(r, token):
        return None
    if r.surface(token - 1)[:1].isdecimal():
        return None  # the last groups of a telephone number
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


def _numbers_before(r: Reader, token: int) -> bool:
    """Whether digits and a sign stand right before: the numbers are the rest of something."""
    return r.adjacent(token) and (r.surface(token - 1)[0].isalnum() or r.surface(token - 2)[:1].isdecimal())


def single(r: Reader, token: int, due: bool = False) -> Parse | None:
    """One point, part, season, era, relative expression or duration, with its vague edge."""
    edge = r.at("date_part", token) or r.at("date_about", token)
    if edge is not None:
        at = edge.end
        if r.dash(at) and r.adjacent(at):
            at += 1
        at = r.skip("date_glue", at)
        section = r.at("date_part", token)
        inner = _plain(r, at, due, True)
        if inner is None and section is not None:
            inner = parts.periods(r, edge.end)
        if inner is not None and isinstance(inner.slots, _QUALIFIED):
            qualifier = (
                (section.value if section.value != "none" else None) if section is not None else "about"
            )
            return Parse(token, inner.end, replace(inner.slots, qualifier=qualifier), inner.rule)
    return _plain(r, token, due, due)


def _plain(r: Reader, token: int, due: bool, licensed: bool) -> Parse | None:
    readings = [
        parse
        for parse in (
            day_point(r, token),
            numeric(r, token, True) if due else None,
            parts.part(r, token),
            eras.season(r, token),
            eras.era(r, token),
            relative(r, token),
            years.bare_year(r, token, licensed),
            duration(r, token),
            _year_mark(r, token),
        )
        if parse is not None
    ]
    # of equal ends the first: a calendar date before a relative reading before a duration
    return max(readings, key=lambda parse: parse.end) if readings else None


def _year_mark(r: Reader, token: int) -> Parse | None:
    """'br.', 'ub.r.' alone."""
    if r.at("year_mark", token) is None:
        return None
    found = relative_year(r, token)
    return None if found is None else Parse(token, found[1], Period("year", found[0]), "date-relative")


def _loose(r: Reader, token: int, due: bool = False) -> Parse | None:
    """A day number that the expression after it dates."""
    at = token
    read = numerals.day(r, at)
    if read is None or numerals.joined(r, at) or (not read[2] and numerals.continued(r, read[1])):
        return None
    if r.adjacent(at) and (
        r.surface(at - 1)[:1].isalnum() or (at > 1 and _numbers_before(r, at) and not due)
    ):
        return None
    return Parse(token, read[1], Point(day=read[0]), _LOOSE)


def _openings(r: Reader, token: int) -> list[Lexeme]:
    wanted = ("from", "between", "since", "onward", "until", "before", "after")
    found = [lexeme for lexeme in r.all_at("range", token) if lexeme.value in wanted]
    return sorted(found, key=lambda lexeme: wanted.index(lexeme.value))


def _side(r: Reader, token: int, due: bool = False) -> Parse | None:
    at = r.skip("day_context", r.skip("date_glue", token), 1)
    at = r.skip("date_glue", at)
    return single(r, at, due) or _loose(r, at, True)


def _opened(r: Reader, token: int, opening: Lexeme) -> Parse | None:
    """'from A to B', 'between A and B', 'since A', 'until B'."""
    kind = opening.value
    first = _side(r, opening.end, due=True)
    if first is None or (isinstance(first.slots, (Length, Window, Offset)) and kind != "between"):
        return None
    if isinstance(first.slots, Length):
        return None
    if kind in ("from", "between"):
        interval = _interval(r, first, between=kind == "between", opened=True)
        return None if interval is None else replace(interval, start=token)
    if first.rule == _LOOSE or isinstance(first.slots, Span):
        return None
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
    if r.dash(at):
        return at + 1
    for lexeme in r.all_at("range", at):
        if lexeme.value in ("to", "until") or (between and lexeme.value == "and"):
            following = r.at("range", lexeme.end)  # 'bis zum', 'tot en met'
            return following.end if following is not None and following.value == "to" else lexeme.end
    return None


def _interval(r: Reader, first: Parse, *, between: bool = False, opened: bool = False) -> Parse | None:
    at = _connector(r, first.end, between)
    if at is None:
        return None
    dashed = r.dash(at - 1)
    if first.rule == _LOOSE and dashed and r.surface(at + 1) in DASHES and r.adjacent(at + 1):
        return None  # '1-2-3'
    second = _side(r, at, due=True)
    if second is None or isinstance(second.slots, (Length, Window, Within, Span)):
        return None
    if isinstance(first.slots, (Length, Window, Within, Span)):
        return None
    if second.rule == _LOOSE or first.rule == _LOOSE:
        return _with_loose(r, first, second, dashed)
    if second.rule == "date-year" and not (opened or _may_follow(r, first, second, dashed)):
        return None
    left, right = share(first.slots, second.slots)
    if _are_years(left, right) and _year(left) >= _year(right):
        return None
    return Parse(first.start, second.end, Span(left, right), "date-interval")


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
        left = _loose(r, r.skip("date_glue", opening.end)) if kind in ("between", "from") else None
        connector = _connector(r, left.end, kind == "between") if left is not None else None
        if left is None or connector is None:
            continue
        right = _loose(r, r.skip("date_glue", connector), True)
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
    if first.rule == _LOOSE and second.rule == _LOOSE:
        return None
    if first.rule == _LOOSE:
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


def share(left: Slots, right: Slots) -> tuple[Slots, Slots]:
    """Gives each side the year that only the other has."""
    if isinstance(left, Point) and isinstance(right, Point):
        if left.month and right.has_year and not left.has_year:
            earlier = 1 if right.month and (left.month, left.day or 0) > (right.month, right.day or 31) else 0
            if right.year is not None:
                return replace(left, year=right.year - earlier), right
            return replace(left, year_shift=(right.year_shift or 0) - earlier), right
        if right.month and left.has_year and not right.has_year and left.month:
            later = 1 if (right.month, right.day or 31) < (left.month, left.day or 0) else 0
            if left.year is not None:
                return left, replace(right, year=left.year + later)
            return left, replace(right, year_shift=(left.year_shift or 0) + later)
        if (
            left.week_shift is not None
            and right.weekday is not None
            and right.week_shift is None
            and right.day is None
        ):
            return left, replace(right, week_shift=left.week_shift)
    if not (isinstance(left, Part) and isinstance(right, Part)):
        pass
    elif left.unit == right.unit and left.within is None and right.within is not None:
        return replace(left, within=right.within), right
    if (
        isinstance(left, Season)
        and isinstance(right, Season)
        and left.year is None
        and right.year is not None
    ):
        return replace(left, year=right.year), right
    return left, right


def _list(r: Reader, first: Parse) -> list[Parse]:
    """'25. und 26. November', 'April and May 2025', '2023, 2024 and 2025': each item for itself."""
    items = [first]
    while len(items) < _MAX_ITEMS:
        at = items[-1].end
        comma = r.surface(at) == ","
        if comma:
            at += 1
        joined = [lexeme.end for lexeme in r.all_at("range", at) if lexeme.value in ("and", "or")]
        if joined:
            at = joined[0]
        elif not comma and r.surface(at) != "/":
            break
        elif not comma:
            at += 1
        at = r.skip("date_glue", at)
        following = _item(r, items[-1], at)
        if following is None:
            break
        items.append(following)
        point = following.slots
        dated = following.rule != _LOOSE and isinstance(point, Point) and point.day and not point.weekday
        if dated and not _list_goes_on(r, following):
            break
    while len(items) > 1 and items[-1].rule == _LOOSE:
        items.pop()
    if len(items) == 1:
        return []
    for index in range(len(items) - 2, -1, -1):
        items[index] = _dated_by(items[index], items[index + 1])
    return items if not any(item.rule == _LOOSE for item in items) else []


def _list_goes_on(r: Reader, item: Parse) -> bool:
    return r.surface(item.end) == "," or bool(r.at("range", item.end))


def _item(r: Reader, last: Parse, token: int) -> Parse | None:
    licensed = last.rule == "date-year"
    slots = last.slots
    if not isinstance(slots, (Point, Part)):
        return None
    found = single(r, token, due=False)
    if found is None and licensed:
        found = years.bare_year(r, token, True)
    if found is not None and isinstance(found.slots, (Point, Part)):
        if isinstance(slots, Part) != isinstance(found.slots, Part):
            return None
        return found
    if found is not None:
        return None
    loose = _loose(r, token)
    return loose if last.rule == _LOOSE else None


def _dated_by(item: Parse, following: Parse) -> Parse:
    left, right = item.slots, following.slots
    if (
        item.rule == _LOOSE
        and isinstance(left, Point)
        and isinstance(right, Point)
        and right.month
        and right.day
    ):
        return replace(item, slots=replace(right, day=left.day, weekday=None), rule=following.rule)
    if item.rule == _LOOSE:
        return item
    slots, _ = share(left, right) if not _independent(left, right) else (left, right)
    return replace(item, slots=slots)


def _independent(left: Slots, right: Slots) -> bool:
    """Items that share nothing: years, or a month that stands with its own year."""
    return isinstance(left, Point) and isinstance(right, Point) and left.month is None

"""Lists of dates: each item for itself, with what it takes from the item after it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.dates import numerals, years
from pipeline.extractors.dates.points import with_year
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.sharing import share
from pipeline.extractors.dates.singles import LOOSE, is_bare_day, loose_day, single
from pipeline.extractors.dates.slots import Parse, Part, Point, Slots

_MAX_ITEMS = 12
COMMAS = frozenset(",、")


def listed(r: Reader, first: Parse) -> list[Parse]:
    """'25. und 26. November', 'April and May 2025', '2023, 2024 and 2025': each item for itself."""
    items = [first]
    while len(items) < _MAX_ITEMS:
        at = items[-1].end
        comma = r.surface(at) in COMMAS
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
        dated = following.rule != LOOSE and isinstance(point, Point) and point.day and not point.weekday
        if dated and not _list_goes_on(r, following):
            break
    while len(items) > 1 and items[-1].rule == LOOSE:
        items.pop()
    if len(items) == 1:
        return []
    items = _dated_before(items)
    for index in range(len(items) - 2, -1, -1):
        items[index] = _dated_by(items[index], items[index + 1])
    return items if not any(item.rule == LOOSE for item in items) else []


def _dated_before(items: list[Parse]) -> list[Parse]:
    """'May 13, 14 and 15': days behind a day of a month are of that month, each later than the one before."""
    dated = [items[0]]
    for item in items[1:]:
        left, right = dated[-1].slots, item.slots
        if isinstance(left, Point) and left.month and left.day and is_bare_day(item):
            assert isinstance(right, Point)
            if (right.day or 0) <= left.day:
                break
            item = replace(item, slots=replace(left, day=right.day, weekday=None), rule=dated[0].rule)
        dated.append(item)
    return dated


def _list_goes_on(r: Reader, item: Parse) -> bool:
    return r.surface(item.end) in COMMAS or bool(r.at("range", item.end))


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
    return loose_day(r, token) if last.rule == LOOSE else _day_behind(r, last, token)


def _day_behind(r: Reader, last: Parse, token: int) -> Parse | None:
    """The 14 of 'May 13 and 14': a later day of the month that stands before its day, counting nothing."""
    point, read = last.slots, numerals.day(r, token)
    if not isinstance(point, Point) or not point.month or not point.day or point.has_year or read is None:
        return None
    ends_with_day = str(point.day) in (r.surface(last.end - 1), r.surface(last.end - 2))
    if not ends_with_day or numerals.month(r, last.end - 1) or read[0] <= point.day or read[0] > 31:
        return None
    if numerals.joined(r, token) or numerals.continued(r, read[1]):
        return None
    day = with_year(r, token, read[1], replace(point, day=read[0], weekday=None))
    follows = r.surface(day.end)
    if day.end == read[1] and follows[:1].isalnum() and not r.doc.at("function", day.end):
        return None
    return day


def _dated_by(item: Parse, following: Parse) -> Parse:
    left, right = item.slots, following.slots
    if (
        item.rule == LOOSE
        and isinstance(left, Point)
        and isinstance(right, Point)
        and right.day
        and (right.month or right.month_shift is not None or is_bare_day(following))
    ):
        return replace(item, slots=replace(right, day=left.day, weekday=None), rule=following.rule)
    if item.rule == LOOSE:
        return item
    slots, _ = share(left, right) if not _independent(left, right) else (left, right)
    return replace(item, slots=slots)


def _independent(left: Slots, right: Slots) -> bool:
    """Items that share nothing: years, or a month that stands with its own year."""
    return isinstance(left, Point) and isinstance(right, Point) and left.month is None

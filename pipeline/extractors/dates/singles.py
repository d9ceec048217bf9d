"""One expression that stands alone: a point, part, season, era, relative expression or duration.

Also the loose day, a number that is a day only because its neighbour in an interval or list dates it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.extractors.dates import eras, numerals, parts, postposed, years
from pipeline.extractors.dates.numeric import numeric
from pipeline.extractors.dates.points import day_point, relative_year, short_weekday, weekday
from pipeline.extractors.dates.reader import ALONE, MORE, NONE, Reader
from pipeline.extractors.dates.relative import READINGS as RELATIVE
from pipeline.extractors.dates.slots import Era, Offset, Parse, Part, Period, Point, Season
from pipeline.extractors.dates.units import duration

LOOSE = "loose-day"  # a day that only its neighbour dates
_QUALIFIED = (Point, Part, Season, Period, Era, Offset)


def single(r: Reader, token: int, due: bool = False) -> Parse | None:
    """One point, part, season, era, relative expression or duration, with its vague edge."""
    here, counted = r.here(token), r.counts(token)
    if not here and counted == NONE:
        return None
    edge = here.get("date_part") or here.get("date_about")
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
    if "date_edge" in here:
        return parts.edge_of_period(r, token)
    found = _longest(r, token, _beginning(frozenset(here), counted), due, due)
    return None if found is None else postposed.qualified(r, found)


def _plain(r: Reader, token: int, due: bool, licensed: bool) -> Parse | None:
    return _longest(r, token, _beginning(frozenset(r.here(token)), r.counts(token)), due, licensed)


def _longest(
    r: Reader, token: int, readings: tuple[_Reading, ...], due: bool, licensed: bool
) -> Parse | None:
    best: Parse | None = None
    for reading in readings:
        parse = reading(r, token, due, licensed)
        # of equal ends the first: a calendar date before a relative reading before a duration
        if parse is not None and (best is None or parse.end > best.end):
            best = parse
    return best


@lru_cache(maxsize=4096)
def _beginning(here: frozenset[str], counted: str) -> tuple[_Reading, ...]:
    """The readings that can begin with one of these concepts, or with a number."""
    return tuple(
        reading
        for reading, openings, numbers in _READINGS
        if begins(counted, numbers) or not openings.isdisjoint(here)
    )


def begins(counted: str, numbers: str) -> bool:
    """Whether a reading that asks for `numbers` can begin with a number of the kind `counted`."""
    return counted != NONE and numbers in (counted, ALONE)


def _year_mark(r: Reader, token: int) -> Parse | None:
    """'br.', 'ub.r.' alone."""
    mark = r.at("year_mark", token)
    if mark is None or mark.entry.attributes.get("alone") is False:
        return None
    found = relative_year(r, token)
    return None if found is None else Parse(token, found[1], Period("year", found[0]), "date-relative")


_Reading = Callable[[Reader, int, bool, bool], "Parse | None"]


def _simple(
    readings: Sequence[tuple[Callable[[Reader, int], Parse | None], frozenset[str], str]],
) -> tuple[tuple[_Reading, frozenset[str], str], ...]:
    """Readings that ask neither whether a date is due nor whether something licenses a bare year."""
    return tuple(
        (lambda r, token, due, licensed, reading=reading: reading(r, token), openings, numbers)
        for reading, openings, numbers in readings
    )


# Each reading with the concepts and the numbers that it can begin with: most tokens begin none.
# A test asks all readings at all tokens of the cases whether the table leaves something out.
_READINGS: tuple[tuple[_Reading, frozenset[str], str], ...] = (
    (
        lambda r, token, due, licensed: day_point(r, token),
        frozenset(["weekday", "weekday_short", "month", "month_short", "year_mark", "holiday"]),
        MORE,
    ),
    (lambda r, token, due, licensed: numeric(r, token, True) if due else None, frozenset(), MORE),
    (
        lambda r, token, due, licensed: parts.part(r, token),
        frozenset(["quarter_label", "last_of", "direction", "time_unit", "vague_count", "one", "year_mark"]),
        MORE,
    ),
    (lambda r, token, due, licensed: eras.season(r, token), frozenset(["season"]), NONE),
    (
        lambda r, token, due, licensed: eras.era(r, token),
        frozenset(["decade_word", "decade", "century_word", "last_of"]),
        MORE,
    ),
    *_simple(RELATIVE),
    (lambda r, token, due, licensed: postposed.suffixed_day(r, token), frozenset(["direction"]), MORE),
    (
        lambda r, token, due, licensed: postposed.year_then(r, token),
        frozenset(["direction", "year_mark", "time_unit"]),
        MORE,
    ),
    (
        lambda r, token, due, licensed: postposed.half(r, token),
        frozenset(["half_word", "ordinal_prefix"]),
        NONE,
    ),
    (lambda r, token, due, licensed: years.bare_year(r, token, licensed), frozenset(["year_word"]), ALONE),
    (
        lambda r, token, due, licensed: duration(r, token),
        frozenset(["range", "amount_qualifier", "date_about", "whole", "vague_count", "one"]),
        MORE,
    ),
    (lambda r, token, due, licensed: _year_mark(r, token), frozenset(["year_mark"]), NONE),
)


def is_bare_day(parse: Parse) -> bool:
    """Whether the expression is the day of a month that something else must tell."""
    point = parse.slots
    return (
        isinstance(point, Point)
        and point.day is not None
        and point.month is None
        and point.month_shift is None
        and point.weekday is None
    )


def named_day(r: Reader, token: int) -> Parse | None:
    """A weekday and a day number that the expression after them dates: 'Saturday 13 to Sunday 15 July'."""
    named = weekday(r, token) or short_weekday(r, token)
    if named is None:
        return None
    found = loose_day(r, r.skip("date_glue", r.skip_comma(named[1])))
    return None if found is None else replace(found, start=token)


def loose_day(r: Reader, token: int, due: bool = False) -> Parse | None:
    """A day number that the expression after it dates."""
    at = token
    read = numerals.day(r, at)
    if read is None or numerals.joined(r, at) or (not read[2] and numerals.continued(r, read[1])):
        return None
    glued = r.adjacent(at) and not r.unspaced(at - 1)
    if glued and (r.surface(at - 1)[:1].isalnum() or (at > 1 and numbers_before(r, at) and not due)):
        return None
    return Parse(token, read[1], Point(day=read[0]), LOOSE)


def numbers_before(r: Reader, token: int) -> bool:
    """Whether digits and a sign stand right before: the numbers are the rest of something."""
    if not r.adjacent(token) or r.unspaced(token - 1):
        return False
    return r.surface(token - 1)[0].isalnum() or r.surface(token - 2)[:1].isdecimal()

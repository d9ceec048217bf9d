"""What is counted from the present: yesterday, last Friday, three years ago, the last two weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.offsets import (
    day_word,
    offset_from,
    period_word,
    placed,
    weekday_expression,
    weekday_from,
)
from pipeline.extractors.dates.points import day_point, direction, weekday
from pipeline.extractors.dates.postposed import day_of_directed_month
from pipeline.extractors.dates.reader import MORE, NONE, Reader
from pipeline.extractors.dates.slots import (
    Direction,
    Length,
    Parse,
    Period,
    Point,
    Rest,
    Season,
    Slots,
    Window,
)
from pipeline.extractors.dates.units import amount, count, unit
from pipeline.extractors.dates.weekdays import day_of_month, numbered_day, week_of, weekday_in, weekend

_DAYS = ("day", "workday", "night")
_Parts = tuple[tuple[str, str], ...]


def _directed(r: Reader, token: int) -> Parse | None:
    """'last week', 'next Friday', 'this summer', 'the last three months'."""
    found = direction(r, token)
    if found is None:
        return None
    way, at = found
    lexeme = r.at("direction", token)
    if lexeme is not None and token and r.norms[token - 1] in lexeme.entry.listed("not_after"):
        return None  # 'is to last two weeks'
    again = direction(r, at)  # 'this past Wednesday', 'deze aankomende vrijdag'
    if again is not None and way.shift == 0:
        way, at = again
    at = r.skip("count_filler", at, 1)
    if way.shift:
        window = amount(r, at)
        if window is not None and r.numbers.get(at) is None and r.at("vague_count", at) is None:
            window = None
        if window is not None and (placed(r, window[2], "after") or placed(r, window[2], "base")):
            window = amount(r, at, most=1)  # 'in the last three months and two days ago': a step of its own
        if window is not None and abs(way.shift) == 1:
            return _window(token, window[0], window[1], window[2], way.shift)
    measure = unit(r, at)
    season = r.at("season", at)
    unclear = r.at("season_after", at)
    if unclear is not None and r.norms[at - 1].endswith(str(unclear.entry.get("after_ending"))):
        season, measure = unclear, None  # 'zeszłego lata' is a summer, 'ostatnie lata' are years
    if measure is not None:
        if measure.plural:
            return None
        slots: Slots = Period(measure.name, way.shift)
        if measure.name in ("week", "workweek"):
            inner = weekday_in(r, measure.end)
            if inner is not None:
                return Parse(token, inner[1], Point(weekday=inner[0], week_shift=way.shift), "date-relative")
        if measure.name == "month":
            inner_day = day_of_directed_month(r, measure.end, way.shift)
            if inner_day is not None:
                return replace(inner_day, start=token)
        if measure.name in _DAYS and way.shift == 0 and lexeme is not None and lexeme.entry.get("weak"):
            return None
        return Parse(token, measure.end, slots, "date-relative")
    named = weekday(r, at)
    if named is not None:
        day = day_point(r, at)
        if day is not None and isinstance(day.slots, Point) and day.slots.day is not None:
            fixed = replace(day.slots, direction=way)
            if not way.shift and not fixed.has_year:
                fixed = replace(fixed, year_shift=0)
            return Parse(token, day.end, fixed, "date-relative")
        later = direction(r, named[1], after=True) if not way.shift else None  # 'este miércoles pasado'
        if later is not None:
            way, named = replace(later[0], beside=True), (named[0], later[1])
        return Parse(token, named[1], Point(weekday=named[0], direction=way), "date-relative")
    if season is not None:
        return Parse(token, season.end, Season(int(season.value), direction=way), "date-relative")
    month = r.at("month", at)
    if month is not None:
        if lexeme is not None and lexeme.entry.get("weak"):
            return None  # 'i maj' is any May
        if (
            numerals.year4(r, r.skip("date_glue", month.end)) is not None
            or numerals.day(r, month.end) is not None
        ):
            return None
        point = (
            Point(month=int(month.value), year_shift=0)
            if way.shift == 0
            else Point(month=int(month.value), direction=way)
        )
        return Parse(token, month.end, point, "date-relative")
    day = day_point(r, at)
    if day is not None and isinstance(day.slots, Point) and day.slots.month and not day.slots.has_year:
        fixed = replace(day.slots, year_shift=0) if way.shift == 0 else replace(day.slots, direction=way)
        return Parse(token, day.end, fixed, "date-relative")
    return None


def _unit_directed(r: Reader, token: int) -> Parse | None:
    """'la semaine prochaine', 'vendredi dernier', 'l'été prochain', 'tuần trước'."""
    measure = unit(r, token)
    named = weekday(r, token)
    season = r.at("season", token)
    at = measure.end if measure else named[1] if named else season.end if season else None
    if at is None:
        return None
    found = _direction_after(r, at)
    if found is None:
        return None
    way, end = found
    slots: Slots
    if measure is not None:
        if measure.plural:
            return None
        slots = Period(measure.name, way.shift)
    elif named is not None:
        slots = Point(weekday=named[0], direction=way)
    else:
        assert season is not None
        slots = Season(int(season.value), direction=way)
    return Parse(token, end, slots, "date-relative")


def _direction_after(r: Reader, token: int) -> tuple[Direction, int] | None:
    """The direction behind its unit, unless what it counts from follows: 'el año anterior a la crisis'."""
    found = direction(r, token, after=True)
    word = r.having("direction", token, "after")
    if found is None or word is None or found[1] >= r.size:
        return found
    return None if r.norms[found[1]] in word.entry.listed("not_before") else found


def _counted_window(r: Reader, token: int) -> Parse | None:
    """'2 aankomende maanden', 'les trois prochaines années': the number before the direction."""
    number = count(r, token)
    if number is None or r.numbers.get(token) is None:
        return None
    found = direction(r, number.end)
    if found is None or abs(found[0].shift) != 1:
        return _window_after(r, token)
    measure = unit(r, found[1])
    if measure is None or not (measure.plural or found[0].nearest):
        return _window_after(r, token)
    low: _Parts = ((measure.name, str(number.low)),)
    high: _Parts = ((measure.name, str(number.high)),)
    return _window(token, low, high, measure.end, found[0].shift)


def _window_after(r: Reader, token: int) -> Parse | None:
    """'trois jours suivants', '3 ngày tới': the direction after the unit."""
    read = amount(r, token)
    if read is None:
        return None
    found = _direction_after(r, read[2])
    if found is None or abs(found[0].shift) != 1:
        return None
    return _window(token, read[0], read[1], found[1], found[0].shift)


def _window(token: int, low: _Parts, high: _Parts, end: int, shift: int) -> Parse:
    """The units counted from the present; 'the next one to two years' is only how long."""
    if low != high:
        return Parse(token, end, Length(low, high), "duration")
    return Parse(token, end, Window(high, shift), "date-window")


def _rest(r: Reader, token: int) -> Parse | None:
    lexeme = r.at("rest_of", token)
    if lexeme is None:
        return None
    at = r.skip("date_glue", lexeme.end)
    found = direction(r, at)
    if found is not None and found[0].shift == 0:
        at = found[1]
    measure = unit(r, at)
    if measure is None or measure.plural or measure.name in _DAYS:
        return None
    return Parse(token, measure.end, Rest(measure.name), "date-relative")


# The readings of what is counted from the present, each with the concepts and the numbers that it can begin
# with.
READINGS: tuple[tuple[Callable[[Reader, int], Parse | None], frozenset[str], str], ...] = (
    (day_word, frozenset(["day_word"]), NONE),
    (period_word, frozenset(["period_word"]), NONE),
    (_directed, frozenset(["direction"]), NONE),
    (_unit_directed, frozenset(["time_unit", "weekday", "season"]), NONE),
    (
        offset_from,
        frozenset(["offset", "amount_qualifier", "date_about", "time_unit", "vague_count", "one"]),
        MORE,
    ),
    (_counted_window, frozenset(), MORE),
    (weekday_expression, frozenset(["weekday"]), NONE),
    (weekday_from, frozenset(["weekday", "last_of"]), MORE),
    (day_of_month, frozenset(["weekday", "weekday_short"]), MORE),
    (_rest, frozenset(["rest_of"]), NONE),
    (week_of, frozenset(["week_from", "time_unit"]), NONE),
    (numbered_day, frozenset(["direction", "day_noun"]), NONE),
    (weekend, frozenset(["time_unit"]), NONE),
)

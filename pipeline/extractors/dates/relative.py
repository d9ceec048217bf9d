"""What is counted from the present: yesterday, last Friday, three years ago, the last two weeks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.points import day_point, direction, relative_year, short_weekday, weekday
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import (
    Length,
    Offset,
    Parse,
    Period,
    Point,
    Rest,
    Season,
    Slots,
    Span,
    Weekend,
    WeekOf,
    Window,
    Within,
)
from pipeline.extractors.dates.units import amount, count, unit
from pipeline.lexicon import Lexeme

_DAYS = ("day", "workday", "night")


def relative(r: Reader, token: int) -> Parse | None:
    """The longest relative expression at `token`."""
    readings = [
        parse
        for parse in (
            _day_word(r, token),
            _directed(r, token),
            _unit_directed(r, token),
            _offset(r, token),
            _counted_window(r, token),
            _weekday(r, token),
            _day_of_month(r, token),
            _rest(r, token),
            _week_of(r, token),
            _numbered_day(r, token),
            _weekend(r, token),
        )
        if parse is not None
    ]
    return max(readings, key=lambda parse: parse.end) if readings else None


def _day_word(r: Reader, token: int) -> Parse | None:
    lexeme = r.at("day_word", token)
    if lexeme is None or lexeme.value == "none":
        return None
    if (
        r.surface(token)[:1].isupper()
        and token != r.sentence(token)[0]
        and r.surface(token - 1)[:1].isalnum()
    ):
        return None  # a noun or a part of a name: 'der Morgen', 'Porty Jutra'
    if r.adjacent(token) and r.surface(token - 1) in ("-", "\u2011", "@", "#", "/"):
        return None
    return Parse(token, lexeme.end, Period("day", int(lexeme.value)), "date-relative")


def _directed(r: Reader, token: int) -> Parse | None:
    """'last week', 'next Friday', 'this summer', 'the last three months'."""
    found = direction(r, token)
    if found is None:
        return None
    way, at = found
    lexeme = r.at("direction", token)
    again = direction(r, at)  # 'this past Wednesday', 'deze aankomende vrijdag'
    if again is not None and way.shift == 0:
        way, at = again
    at = r.skip("count_filler", at, 1)
    if way.shift:
        window = amount(r, at)
        if window is not None and r.numbers.get(at) is None and r.at("vague_count", at) is None:
            window = None
        if window is not None and abs(way.shift) == 1:
            return Parse(token, window[2], Window(window[1], way.shift), "date-window")
    measure = unit(r, at)
    if measure is not None:
        if measure.plural:
            return None
        slots: Slots = Period(measure.name, way.shift)
        if measure.name in ("week", "workweek"):
            inner = _weekday_in(r, measure.end)
            if inner is not None:
                return Parse(token, inner[1], Point(weekday=inner[0], week_shift=way.shift), "date-relative")
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
            way, named = later[0], (named[0], later[1])
        return Parse(token, named[1], Point(weekday=named[0], direction=way), "date-relative")
    season = r.at("season", at)
    if season is not None:
        return Parse(token, season.end, Season(int(season.value), direction=way), "date-relative")
    month = r.at("month", at)
    if month is not None:
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


def _weekday_in(r: Reader, token: int) -> tuple[int, int] | None:
    """A weekday after 'next week': with a preposition or a comma or dash before it, or without."""
    at = token
    if r.surface(at) == "," or r.dash(at):
        at += 1
    at = r.skip("date_glue", r.skip("day_context", at))
    return weekday(r, at)


def _unit_directed(r: Reader, token: int) -> Parse | None:
    """'la semaine prochaine', 'vendredi dernier', 'l'été prochain', 'tuần trước'."""
    measure = unit(r, token)
    named = weekday(r, token)
    season = r.at("season", token)
    at = measure.end if measure else named[1] if named else season.end if season else None
    if at is None:
        return None
    found = direction(r, at, after=True)
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
    return Parse(
        token, measure.end, Window(((measure.name, str(number.high)),), found[0].shift), "date-window"
    )


def _window_after(r: Reader, token: int) -> Parse | None:
    """'trois jours suivants', '3 ngày tới': the direction after the unit."""
    read = amount(r, token)
    if read is None:
        return None
    found = direction(r, read[2], after=True)
    if found is None or abs(found[0].shift) != 1:
        return None
    return Parse(token, found[1], Window(read[1], found[0].shift), "date-window")


def _offset(r: Reader, token: int) -> Parse | None:
    """'three years ago', 'vor drei Jahren', 'in two weeks', 'rok temu', 'two days after 5 May'."""
    within = _placed(r, token, "within")
    if within is not None:
        read = amount(r, r.skip("direction", r.skip("date_glue", within.end), 1))
        if read is not None:
            return Parse(token, read[2], Within(read[1]), "date-window")
    before = _placed(r, token, "before")
    if before is not None:
        read = amount(r, before.end, bare=bool(before.entry.get("bare")))
        if read is not None:
            closing = _placed(r, read[2], "closing")  # 'in three weeks' time'
            end = closing.end if closing is not None else read[2]
            if read[0] != read[1] or (_sign(before.value) > 0 and _sum(r, end)):
                # 'in one to two years' names no year; 'over four years 3 million' is how long one pays
                return Parse(token, end, Length(read[0], read[1]), "duration")
            return Parse(token, end, Offset(read[1], _sign(before.value)), "date-offset")
    bounded = _bounded(r, token)
    if bounded is not None:
        return bounded
    read = amount(r, token, bare=True)
    if read is None:
        return None
    counted = bool(r.numbers.get(token) or r.at("one", token) or r.at("vague_count", token))
    starting = _placed(r, r.skip_comma(read[2]), "start")
    if starting is not None and counted:
        base = _base(r, starting.end)
        if base is not None:
            return Parse(token, base.end, Span(base.slots, Offset(read[1], 1, base.slots)), "date-offset")
    base_word = _placed(r, read[2], "base")
    if base_word is not None and counted:
        base = _base(r, base_word.end)
        if base is not None:
            return Parse(token, base.end, Offset(read[1], _sign(base_word.value), base.slots), "date-offset")
    after = _placed(r, read[2], "after")
    if after is None or not (counted or after.entry.get("bare")):
        return None
    return Parse(token, after.end, Offset(read[1], _sign(after.value)), "date-offset")


def _sum(r: Reader, token: int) -> bool:
    """Whether a sum of money stands at `token`: a currency, or a number before a scale or currency."""
    if r.doc.at("currency", token) or r.doc.at("currency_symbol", token):
        return True
    number = r.numbers.get(token)
    return number is not None and any(
        r.doc.at(section, number.end) for section in ("scale", "currency", "currency_symbol")
    )


def _bounded(r: Reader, token: int) -> Parse | None:
    """'less than two weeks from today', 'more than three days after 5 May': up to that day, or from it on."""
    word = r.at("amount_qualifier", token)
    if word is None or word.value not in ("over", "at_least", "under", "at_most"):
        return None
    inner = _offset(r, word.end)
    if inner is None or not isinstance(inner.slots, Offset) or inner.slots.base is None:
        return None
    offset = inner.slots
    near = offset.base if word.value in ("under", "at_most") else None
    span = Span(near, offset) if offset.sign > 0 and near else Span(offset, near)
    if near is None and offset.sign < 0:
        span = Span(None, offset)
    return Parse(token, inner.end, span, "date-offset")


def _placed(r: Reader, token: int, place: str) -> Lexeme | None:
    """The offset word at `token` that stands in this place: before, after, closing or base."""
    for lexeme in r.all_at("offset", token):
        if lexeme.entry.get("place") == place:
            return lexeme
    return None


def _base(r: Reader, token: int) -> Parse | None:
    at = r.skip("date_glue", token)
    base = _day_word(r, at) or _weekday(r, at)
    if base is not None:
        return base
    feast = r.at("holiday", at)
    if feast is not None:
        month, _, number = feast.value.partition("-")
        return Parse(at, feast.end, Point(month=int(month), day=int(number)), "date-words")
    day = day_point(r, at)
    return day if day is not None and isinstance(day.slots, Point) and day.slots.day is not None else None


def _sign(value: str) -> int:
    return -1 if value.startswith("past") else 1


def _weekday(r: Reader, token: int) -> Parse | None:
    """A weekday alone, of a week, or with the day of an unnamed month."""
    named = weekday(r, token)
    if named is None:
        return None
    day, end = named
    at = r.skip("date_glue", end)
    if r.surface(at) == ",":
        at = r.skip("date_glue", at + 1)
    found = direction(r, at)
    if found is not None:
        measure = unit(r, found[1])
        if measure is not None and measure.name in ("week", "workweek"):
            return Parse(token, measure.end, Point(weekday=day, week_shift=found[0].shift), "date-relative")
    measure = unit(r, at)
    if measure is not None and measure.name == "week":
        follow = direction(r, measure.end, after=True)
        if follow is not None:
            return Parse(token, follow[1], Point(weekday=day, week_shift=follow[0].shift), "date-relative")
    moved = _offset(r, end)
    weeks = _weeks(moved)
    if moved is not None and weeks:
        return Parse(token, moved.end, Point(weekday=day, week_shift=weeks), "date-relative")
    number = numerals.day(r, at)
    if (
        number is not None
        and (number[2] or _stands_free(r, number[1]))
        and r.at("time_unit", number[1]) is None
    ):
        return Parse(token, number[1], Point(weekday=day, day=number[0]), "date-relative")
    return Parse(token, end, Point(weekday=day), "date-weekday")


def _weeks(moved: Parse | None) -> int:
    """Whole weeks that an expression counts from the present; 0 where it counts anything else."""
    if moved is None or not isinstance(moved.slots, Offset) or moved.slots.base is not None:
        return 0
    [(name, number), *others] = moved.slots.parts
    whole = Decimal(number) == int(Decimal(number))
    return moved.slots.sign * int(Decimal(number)) if name == "week" and not others and whole else 0


def _stands_free(r: Reader, end: int) -> bool:
    """Whether nothing follows that the number before `end` could count."""
    following = r.surface(end)
    if r.adjacent(end) and following[:1] not in (".", ",", ";", "!", "?", ")", ""):
        return False
    return not following[:1].isalnum() and following[:1] not in ("%", ":", "-")


def _day_of_month(r: Reader, token: int) -> Parse | None:
    """'the 20th of next month', 'den 15. dieses Monats'."""
    named = weekday(r, token) or short_weekday(r, token)
    start = token
    if named is not None:
        token = r.skip("date_glue", named[1] + 1 if r.surface(named[1]) == "," else named[1])
    read = numerals.day(r, token)
    if read is None:
        return None
    noun = r.at("day_noun", read[1])
    at = r.skip("date_glue", noun.end if noun is not None else read[1])
    found = direction(r, at)
    if found is not None:
        measure = unit(r, found[1])
        end, shift = (
            (measure.end, found[0].shift) if measure is not None and measure.name == "month" else (0, 0)
        )
    else:
        measure = unit(r, at)
        found = (
            direction(r, measure.end, after=True) if measure is not None and measure.name == "month" else None
        )
        end, shift = (found[1], found[0].shift) if found is not None else (0, 0)
    if not end:
        return None
    return Parse(start, end, Point(day=read[0], month_shift=shift), "date-relative")


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


def _week_of(r: Reader, token: int) -> Parse | None:
    """'the week of 10 April', 'the week beginning on 4 February'."""
    label = r.at("week_from", token)
    measure = unit(r, token)
    if label is not None:
        at = label.end
    elif measure is not None and measure.name == "week" and not measure.plural:
        at = measure.end
        begins = r.at("week_begins", at)
        at = begins.end if begins is not None else at
        if begins is None and r.at("date_glue", at) is None:
            return None
    else:
        return None
    at = r.skip("date_glue", at)
    day = day_point(r, at)
    if day is not None and isinstance(day.slots, Point) and day.slots.day is not None:
        return Parse(token, day.end, WeekOf(day.slots), "date-part")
    read = numerals.day(r, at)
    if read is None or not read[2] or r.at("time_unit", read[1]) is not None:
        return None
    return Parse(token, read[1], WeekOf(Point(day=read[0])), "date-part")


def _numbered_day(r: Reader, token: int) -> Parse | None:
    """'el día 21': the number of a day of the month that is near."""
    noun = r.having("day_noun", token, "numbered")
    read = numerals.day(r, noun.end) if noun is not None else None
    if read is None or not _stands_free(r, read[1]):
        return None
    return Parse(token, read[1], Point(day=read[0]), "date-relative")


def _weekend(r: Reader, token: int) -> Parse | None:
    """'at the weekend': the one that is near."""
    measure = unit(r, token)
    if measure is None or measure.name != "weekend" or measure.plural:
        return None
    following = r.skip("date_glue", measure.end)
    if numerals.year4(r, following) is not None or (
        following > measure.end and r.surface(following)[:1].isupper()
    ):
        return None  # of another year, of a feast
    return Parse(token, measure.end, Weekend(), "date-relative")


__all__ = ["relative", "relative_year"]

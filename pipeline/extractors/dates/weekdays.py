"""Days and weeks near the present by their names and numbers: the weekday of a week, weekends, 'the 20th'."""

from __future__ import annotations

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.points import day_point, direction, short_weekday, weekday
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse, Point, Weekend, WeekOf
from pipeline.extractors.dates.units import unit


def weekday_in(r: Reader, token: int) -> tuple[int, int] | None:
    """A weekday after 'next week': with a preposition or a comma or dash before it, or without."""
    at = token
    if r.surface(at) == "," or r.dash(at):
        at += 1
    at = r.skip("date_glue", r.skip("day_context", at))
    return weekday(r, at) or short_weekday(r, at)


def day_of_month(r: Reader, token: int) -> Parse | None:
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
    measure = unit(r, found[1] if found is not None else at)
    if measure is None or measure.name != "month" or measure.plural:
        return None
    end = measure.end
    if found is None:
        found = direction(r, measure.end, after=True)
        if found is None:
            return None
        end = found[1]
    return Parse(start, end, Point(day=read[0], month_shift=found[0].shift), "date-relative")


def week_of(r: Reader, token: int) -> Parse | None:
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
        return None if _goes_on(r, day.end) else Parse(token, day.end, WeekOf(day.slots), "date-part")
    read = numerals.day(r, at)
    if read is None or not read[2] or r.at("time_unit", read[1]) is not None or _goes_on(r, read[1]):
        return None
    return Parse(token, read[1], WeekOf(Point(day=read[0])), "date-part")


def _goes_on(r: Reader, end: int) -> bool:
    """Whether more days follow, which say themselves how long it was: 'the week of 3 to 7 May'."""
    joins = [end + 1] if r.dash(end) else [lexeme.end for lexeme in r.all_at("range", end)]
    return any(r.surface(r.skip("date_glue", at))[:1].isdecimal() for at in joins)


def numbered_day(r: Reader, token: int) -> Parse | None:
    """'el día 21': the number of a day of the month that is near."""
    way = direction(r, token)
    noun = r.having("day_noun", way[1] if way is not None and not way[0].shift else token, "numbered")
    read = numerals.day(r, noun.end) if noun is not None else None
    if read is None or not stands_free(r, read[1]):
        return None
    return Parse(token, read[1], Point(day=read[0]), "date-relative")


def weekend(r: Reader, token: int) -> Parse | None:
    """'at the weekend': the one that is near."""
    measure = unit(r, token)
    if measure is None or measure.name != "weekend" or measure.plural:
        return None
    following = r.skip("date_glue", measure.end)
    named = following > measure.end and (
        r.surface(following)[:1].isupper()
        or r.surface(following).isdecimal()
        or r.at("holiday", following) is not None
        or numerals.year4(r, following + 1) is not None
    )
    if named or numerals.year4(r, following) is not None:
        return None  # of another year, of a feast, of days that are named
    return Parse(token, measure.end, Weekend(), "date-relative")


def stands_free(r: Reader, end: int) -> bool:
    """Whether nothing follows that the number before `end` could count."""
    following = r.surface(end)
    if r.adjacent(end) and following[:1] not in (".", ",", ";", "!", "?", ")", ""):
        return False
    return not following[:1].isalnum() and following[:1] not in ("%", ":", "-")

"""Points of the calendar in words: days, months and years, with and without their coarser parts.

    [weekday ,] day [of] month [year]      month [the] day [, year]      [year] month [year]

Which of them a language uses is not asked: the shapes do not contradict each other. What may stand between
the slots (articles, 'of', commas, hyphens in '05-Aug-2016') comes from the language files and from
punctuation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.guards import counted, month_of
from pipeline.extractors.dates.numeric import numeric
from pipeline.extractors.dates.reader import DASHES, Reader
from pipeline.extractors.dates.slots import Direction, Parse, Point

_JOINERS = DASHES | frozenset("/.,")
_LISTING = frozenset(",、")


def direction(r: Reader, token: int, after: bool = False) -> tuple[Direction, int] | None:
    """'last', 'next', 'coming' …; `after` asks for words that follow what they direct ('prochain')."""
    if after:
        lexeme = r.having("direction", token, "after")
    else:
        lexeme = r.at("direction", token)
        if lexeme is not None and lexeme.entry.get("only_after"):
            lexeme = next((x for x in r.all_at("direction", token) if not x.entry.get("only_after")), None)
    if lexeme is None:
        return None
    entry = lexeme.entry
    beside = not after or not entry.get("not_beside")
    way = Direction(
        int(entry.get("shift", "0")), bool(entry.get("nearest")), beside, bool(entry.get("today"))
    )
    return way, lexeme.end


def glue(r: Reader, token: int, *, comma: bool = True) -> int:
    """The token after what may stand between two slots: one comma, articles, prepositions, a tight joiner."""
    if comma and r.surface(token) == "," and token + 1 < r.size:
        token += 1
    elif r.surface(token) in _JOINERS and r.surface(token) and r.adjacent(token) and r.adjacent(token + 1):
        return token + 1
    if joins(r, token):
        return token
    return r.skip("date_glue", token)


def joins(r: Reader, token: int) -> bool:
    """Whether a word stands here that leads to the other side of an interval: 'to', 'a', 'au'."""
    return any(lexeme.value in ("to", "until") for lexeme in r.all_at("range", token))


def weekday(r: Reader, token: int) -> tuple[int, int] | None:
    """A weekday's name; a short one only where a date follows, which the caller checks."""
    lexeme = r.at("weekday", token)
    return None if lexeme is None else (int(lexeme.value), lexeme.end)


def short_weekday(r: Reader, token: int) -> tuple[int, int] | None:
    """A short weekday with its full stop."""
    lexeme = r.at("weekday_short", token)
    return None if lexeme is None else (int(lexeme.value), numerals.after_dot(r, lexeme.end))


def day_point(r: Reader, token: int) -> Parse | None:
    """A day: with a weekday before it or not, in digits or words."""
    named = weekday(r, token) or short_weekday(r, token)
    if named is not None:
        at = named[1]
        if r.surface(at) == "," and at + 1 < r.size:
            at += 1
        parse = day_point_plain(r, r.skip("date_glue", at))
        if parse is not None and isinstance(parse.slots, Point) and parse.slots.day is not None:
            return Parse(token, parse.end, replace(parse.slots, weekday=named[0]), parse.rule)
    parse = day_point_plain(r, token)  # 'mar' is a Tuesday and March
    if parse is None or not isinstance(parse.slots, Point) or parse.slots.day is None:
        return parse
    return _trailing_weekday(r, parse)


def _trailing_weekday(r: Reader, parse: Parse) -> Parse:
    """'25 November (Tuesday)', '12 de setembro de 2014, sexta-feira'."""
    at = parse.end
    point = parse.slots
    assert isinstance(point, Point)
    following = weekday(r, r.skip_comma(at))
    full = point.year is not None and cal.exists(point.year, point.month or 0, point.day or 0)
    if following is not None and full and _weekday_of(point) == following[0]:
        return Parse(parse.start, following[1], replace(point, weekday=following[0]), parse.rule)
    named = r.at("weekday", at + 1) or r.at("weekday_short", at + 1)
    if r.surface(at) in ("(", "（") and named is not None and r.surface(named.end) in (")", "）"):
        return Parse(parse.start, named.end + 1, replace(point, weekday=int(named.value)), parse.rule)
    return parse


def _weekday_of(point: Point) -> int:
    return date(point.year or 1, point.month or 1, point.day or 1).weekday()


def day_point_plain(r: Reader, token: int) -> Parse | None:
    """A day without weekday, or a month, longest reading first."""
    readings = [
        parse
        for parse in (
            numeric(r, token),
            _day_first(r, token),
            _month_first(r, token),
            _year_first(r, token),
            _feast(r, token),
        )
        if parse is not None
    ]
    return max(readings, key=lambda parse: parse.end) if readings else None


def _day_first(r: Reader, token: int) -> Parse | None:
    read = numerals.day(r, token)
    if read is None or numerals.joined(r, token):
        return None
    day, at, _ = read
    after_day = r.at("day_noun", at)
    if after_day is not None:
        at = after_day.end
        if r.surface(at) == ",":
            return None  # 'on the second day, October 8'
    before = at
    at = glue(r, at)
    lexeme = numerals.month(r, at)
    if lexeme is None:
        return _day_year_month(r, token, day, at)
    month, end = lexeme
    if r.dash(before) and r.surface(at)[0].isdecimal():
        return None  # '7～9月': two months
    return with_year(r, token, end, Point(month=month, day=day), hyphened=r.dash(before))


def _feast(r: Reader, token: int) -> Parse | None:
    """A feast of a fixed day, where the text gives its year; without one it is an occasion, no date."""
    feast = r.at("holiday", token)
    if feast is None:
        return None
    month, _, day = feast.value.partition("-")
    parse = with_year(r, token, feast.end, Point(month=int(month), day=int(day)))
    return parse if isinstance(parse.slots, Point) and parse.slots.has_year else None


def _day_year_month(r: Reader, token: int, day: int, at: int) -> Parse | None:
    """'23-2020-September'."""
    year = numerals.year4(r, at)
    if year is None or not r.adjacent(at):
        return None
    lexeme = numerals.month(r, glue(r, year[1]))
    if lexeme is None or not r.adjacent(year[1]):
        return None
    return Parse(token, lexeme[1], Point(year=year[0], month=lexeme[0], day=day), "date-words")


def _month_first(r: Reader, token: int) -> Parse | None:
    lexeme = numerals.month(r, token)
    if lexeme is None:
        return None
    month, end = lexeme
    at = glue(r, end, comma=False)
    if r.surface(end) in (",", ".") and r.numbers.get(end + 1) is not None and r.numbers[end + 1].ordinal:
        at = end + 1
    year = numerals.year4(r, at)
    if year is not None and r.adjacent(at) and r.surface(year[1]) in DASHES and r.surface(year[1]):
        third = numerals.day(r, year[1] + 1)  # 'September-2020-23'
        if third is not None and r.adjacent(year[1] + 1):
            return Parse(token, third[1], Point(year=year[0], month=month, day=third[0]), "date-words")
    read = numerals.day(r, at) if year is None and at < r.sentence(token)[1] else None
    if read is not None and (_counting(r, at) or month_of(r, token)):
        read = None
    if read is not None and not numerals.continued(r, at + 1) and not counted(r, read[1]):
        parse = with_year(r, token, read[1], Point(month=month, day=read[0]))
        if r.at("time_unit", parse.end) is None:
            return parse
    return with_year(r, token, end, Point(month=month))


def _counting(r: Reader, token: int) -> bool:
    """Whether a number in words after a month counts what follows: 'im Mai zwölf Gäste'."""
    number = r.numbers.get(token)
    if number is None or not number.words or number.ordinal or r.unspaced(token):
        return False
    following = r.surface(number.end)
    article = r.at("one", token) is not None
    return following[:1].isalpha() and (article or not r.doc.at("function", number.end))


def _year_first(r: Reader, token: int) -> Parse | None:
    """'2016, Nov', '2018 March 18', '2016/Sep/23'."""
    mark = r.at("year_mark", token)
    if mark is not None:
        following = numerals.month(r, mark.end) or numerals.month(r, r.skip("month_context", mark.end, 1))
        if following is None:
            return None
        read = numerals.day(r, following[1])
        day, end = (read[0], read[1]) if read is not None and read[2] else (None, following[1])
        return Parse(token, end, Point(year_shift=int(mark.value), month=following[0], day=day), "date-words")
    year = numerals.year4(r, token) or _marked_year2(r, token)
    if year is None:
        return None
    closing = r.having("year_word", year[1], "after")
    at = year[1] if closing is None else closing.end
    if r.surface(at) in _JOINERS and r.surface(at):
        at += 1
    unadorned = numerals.day(r, at)
    if unadorned is not None and r.adjacent(at) and r.adjacent(at - 1):  # '2020/23/Sep'
        after = glue(r, unadorned[1])
        lexeme = numerals.month(r, after)
        if lexeme is not None and r.adjacent(after):
            return Parse(
                token, lexeme[1], Point(year=year[0], month=lexeme[0], day=unadorned[0]), "date-words"
            )
    lexeme = numerals.month(r, at)
    if lexeme is None:
        return None
    month, end = lexeme
    read = numerals.day(r, glue(r, end, comma=False))
    if read is not None and not counted(r, read[1]):
        follow = numerals.month(r, glue(r, read[1]))
        if follow is None:
            return Parse(token, read[1], Point(year=year[0], month=month, day=read[0]), "date-words")
    if numerals.year4(r, r.skip("date_glue", end)) is not None:
        return None  # '… 2016, November 2017': the month goes with the year after it
    return Parse(token, end, Point(year=year[0], month=month), "date-words")


def _marked_year2(r: Reader, token: int) -> tuple[int, int] | None:
    """Two digits before the word for year and a month: '25年11月'."""
    year = numerals.year2(r, token) if r.unspaced(token + 1) else None
    closing = r.having("year_word", year[1], "after") if year is not None else None
    return year if closing is not None and r.at("month", closing.end) is not None else None


def with_year(r: Reader, token: int, end: int, point: Point, hyphened: bool = False) -> Parse:
    """Adds the year that follows a month or day, told outright or by its distance, or 'last' and 'next'."""
    parse = Parse(token, end, point, "date-words")
    mark = r.at("year_mark", end)
    if mark is not None:
        return Parse(token, mark.end, replace(point, year_shift=int(mark.value)), parse.rule)
    places = (end,) if joins(r, end) else (_year_place(r, end), r.skip("date_glue", end), end)
    for at in dict.fromkeys(places):
        tight = at > end and r.surface(end) in _JOINERS and r.surface(end) != ","
        word = r.at("year_word", at)
        year = numerals.year4(r, word.end if word is not None else at)
        if (
            year is not None
            and not counted(r, year[1])
            and not (tight and r.surface(end) in DASHES and not r.adjacent(at))
        ):
            said, close = numerals.closed_year(r, *year)
            return Parse(token, close, replace(point, year=said), parse.rule)
        relative = relative_year(r, at)
        if relative is not None:
            return Parse(token, relative[1], replace(point, year_shift=relative[0]), parse.rule)
        if point.day is not None and (hyphened or not (tight and r.dash(end))):
            short = numerals.year2(r, at)
            if short is not None and _short_year_fits(r, at, short[1]):
                return Parse(token, short[1], replace(point, year=_era_year(r, short)), parse.rule)
        elif point.day is None and not tight:
            short = numerals.year2(r, at)
            marked = r.surface(at) in ("'", "\u2019")
            if short is not None and (marked or (short[0] % 100 > 31 and _short_year_fits(r, at, short[1]))):
                return Parse(token, short[1], replace(point, year=short[0]), parse.rule)
    follow = direction(r, end, after=True)
    if follow is not None and r.at("time_unit", follow[1]) is None and follow[0].shift:
        return Parse(token, follow[1], replace(point, direction=follow[0]), parse.rule)
    return parse


def _year_place(r: Reader, end: int) -> int:
    at = glue(r, end)
    return at if at < r.size else end


def _short_year_fits(r: Reader, at: int, end: int) -> bool:
    """Two digits after a day are a year where nothing is counted with them and no day follows."""
    following = r.surface(end)
    if following in _LISTING and _lists_on(r, end):
        return False  # 'May 13, 14, and 15'
    if r.at("month", end) or r.at("month_short", end) or r.at("ordinal_suffix", end):
        return False
    return not following[:1].isalnum() or bool(r.at("era", end)) or r.at("date_glue", end) is not None


def _lists_on(r: Reader, comma: int) -> bool:
    """Whether one more day follows the comma: ', 15 …', ', and 15 …'."""
    at = comma + 1
    joined = next((x.end for x in r.all_at("range", at) if x.value in ("and", "or")), at)
    read = numerals.day(r, joined)
    return (
        read is not None
        and r.surface(joined).isdecimal()
        and numerals.year4(r, r.skip_comma(read[1])) is None
    )


def _era_year(r: Reader, short: tuple[int, int]) -> int:
    """'88 AD' is the year 88."""
    return short[0] % 100 if r.at("era", short[1]) is not None else short[0]


def relative_year(r: Reader, token: int) -> tuple[int, int] | None:
    """(shift, token after) of 'dieses Jahres', 'last year', 'tego roku', 'br.'."""
    mark = r.at("year_mark", token)
    if mark is not None:
        return int(mark.value), mark.end
    unit = r.at("time_unit", token)
    if unit is not None and unit.value == "year":
        follow = direction(r, unit.end, after=True)
        if follow is not None:
            return follow[0].shift, follow[1]
        return None
    found = direction(r, token)
    if found is None:
        return None
    unit = r.at("time_unit", found[1])
    if unit is None or unit.value != "year":
        return None
    return found[0].shift, unit.end

"""What stands behind the expression it belongs to, in languages that put their small words last.

'May-end', '2020-since', 'the 3rd-from', 'month-last 20th': the entries of `date_part`, `date_about` and
`range` with `after = true`, days that their suffix marks ('10日'), and halves of years as one word.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.guards import counted
from pipeline.extractors.dates.points import direction, relative_year
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Era, Parse, Part, Period, Point, Season, Span
from pipeline.extractors.dates.units import unit
from pipeline.lexicon import Lexeme

_QUALIFIED = (Point, Part, Season, Period, Era)
_LONG_CLAUSE = 30  # characters of a script without blanks between a date and 'since' at the end of its clause
_CLAUSE_ENDS = frozenset("、。,.;!?！？「」()（）")


def qualified(r: Reader, parse: Parse) -> Parse:
    """The expression with a part or 'about' that stands behind it: '5月末', '5月頃'."""
    if not isinstance(parse.slots, _QUALIFIED):
        return parse
    at = r.skip("date_glue", parse.end, 1)
    for place in (parse.end, at):
        part = r.having("date_part", place, "after")
        about = r.having("date_about", place, "after")
        if part is not None:
            value = part.value if part.value != "none" else None
            return replace(parse, end=part.end, slots=replace(parse.slots, qualifier=value))
        if about is not None:
            return replace(parse, end=about.end, slots=replace(parse.slots, qualifier="about"))
    return parse


def bounded(r: Reader, parse: Parse) -> Parse | None:
    """An open interval by a word behind it: '2020年以降', '5月まで', or at the end of its clause."""
    word = r.having("range", parse.end, "after") or _clause_end(r, parse)
    if word is None or not isinstance(parse.slots, (Point, Season, Part, Period)):
        return None
    end = word.end if word.start == parse.end else parse.end
    if word.value in ("since", "onward"):
        tense = -1 if word.value == "since" else 0
        span = Span(parse.slots, None, tense=tense, weak=word.value == "onward")
    elif word.value in ("until", "before"):
        span = Span(None, parse.slots, tense=1 if word.value == "until" else 0, weak=True, bound=True)
    else:
        return None
    return Parse(parse.start, end, span, "date-open", parse.told)


def _clause_end(r: Reader, parse: Parse) -> Lexeme | None:
    """'2018年に覚書を締結して以来': the word for since closes the clause that the date opens."""
    if not r.unspaced(parse.end) or not isinstance(parse.slots, Point):
        return None
    for at in range(parse.end, min(r.size, parse.end + _LONG_CLAUSE)):
        if r.surface(at) in _CLAUSE_ENDS or r.at("month", at) or r.at("year_word", at):
            return None
        word = r.having("range", at, "clause")
        if word is not None:
            return word
    return None


def closed(r: Reader, parse: Parse) -> Parse:
    """An interval with the word behind its end: '5日から8日まで'."""
    word = r.having("range", parse.end, "after")
    return parse if word is None or word.value != "until" else replace(parse, end=word.end)


def suffixed_day(r: Reader, token: int) -> Parse | None:
    """'10日', '翌6日': digits with the suffix of days, where nothing says that days are counted."""
    start = token
    way = direction(r, token)
    if way is not None and r.having("direction", token, "day") is not None:
        token = way[1]
    read = numerals.day(r, token)
    if read is None or not r.surface(token).isdecimal() or r.at("day_suffix", token + 1) is None:
        return None
    if r.at("time_unit", token + 1) is not None or r.at("offset", read[1]) is not None:
        return None  # '10日間', '10日後'
    if (
        counted(r, token + 1)
        or counted(r, read[1])
        or numerals.joined(r, token)
        or r.surface(start - 1)[:1].isdecimal()
    ):
        return None
    return Parse(start, read[1], Point(day=read[0]), "date-relative")


def day_of_directed_month(r: Reader, end: int, shift: int) -> Parse | None:
    """The day behind 'next month': '来月20日'."""
    read = numerals.day(r, r.skip("date_glue", end, 1))
    if read is None or not read[2]:
        return None
    return Parse(end, read[1], Point(day=read[0], month_shift=shift), "date-relative")


def year_then(r: Reader, token: int) -> Parse | None:
    """A season or half behind its year: '2025年春', '来年の秋', '今年上半期'."""
    year = numerals.year4(r, token)
    shift = None
    if year is not None:
        closing = r.having("year_word", year[1], "after")
        if closing is None:
            return None
        at = closing.end
    else:
        relative = relative_year(r, token)
        if relative is None:
            return None
        shift, at = relative
    at = r.skip("date_glue", at, 1)
    point = Point(year=year[0] if year is not None else None, year_shift=shift)
    season = r.at("season", at)
    if season is not None:
        return Parse(token, season.end, Season(int(season.value), point.year, shift), "date-season")
    inner = _half(r, at)
    if inner is None:
        return None
    name, number, end = inner
    return Parse(token, end, Part(name, number, point), "date-part")


def half(r: Reader, token: int) -> Parse | None:
    """A half or quarter that has no year beside it."""
    found = _half(r, token)
    return None if found is None else Parse(token, found[2], Part(found[0], found[1]), "date-part")


def _half(r: Reader, token: int) -> tuple[str, int, int] | None:
    """(unit, number, token after) of '上半期', '第3四半期'."""
    word = r.at("half_word", token)
    if word is not None:
        return "half", int(word.value), word.end
    prefix = r.at("ordinal_prefix", token)
    number = r.numbers.get(prefix.end) if prefix is not None else None
    measure = unit(r, number.end) if number is not None else None
    if number is None or measure is None or measure.name not in ("quarter", "half") or number.whole is None:
        return None
    most = 4 if measure.name == "quarter" else 2
    return (measure.name, number.whole, measure.end) if 1 <= number.whole <= most else None

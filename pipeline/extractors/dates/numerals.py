"""Days, months and years as the text writes them: the smallest pieces of the grammar.

Each reader takes a token and answers with the value and the token after it, or None.
"""

from __future__ import annotations

from pipeline.extractors.dates.reader import Reader

_PIVOT = 35  # two digits: 34 is 2034, 35 is 1935
_FIRST_YEAR = "元"
_APOSTROPHES = "'\u2019\u2018`"

Read = tuple[int, int]


def joined(r: Reader, token: int) -> bool:
    """Whether the digits at `token` go on from digits before a sign: '1.25', '2,25', '12/25'."""
    named = r.at("month", token - 3)
    if named is not None and named.end == token - 1:
        return False  # 'tháng 11/2014': the digits before are a month's name
    return (
        token > 1
        and r.adjacent(token)
        and r.adjacent(token - 1)
        and r.surface(token - 1) in ".,/:"
        and r.surface(token - 2)[:1].isdecimal()
    )


def continued(r: Reader, end: int) -> bool:
    """Whether more digits follow the sign after the digits before `end`: '25.11', '25,5', '10:30'."""
    return (
        end + 1 < r.size
        and r.surface(end) in ".,:"
        and r.adjacent(end)
        and r.adjacent(end + 1)
        and r.surface(end + 1)[:1].isdecimal()
    )


def day(r: Reader, token: int) -> tuple[int, int, bool] | None:
    """(day of the month, token after, whether it is written as an ordinal)."""
    surface = r.surface(token)
    if not surface:
        return None
    if surface[0].isdecimal():
        if len(surface) > 2 or not 1 <= int(surface) <= 31 or r.doc.at("currency_symbol", token - 1):
            return None
        end = token + 1
        number = r.numbers.get(token)
        if number is not None and number.ordinal:
            return int(surface), number.end, True
        if number is not None and number.grouped:
            return None
        if r.ordinal_dot and r.surface(end) == "." and r.adjacent(end):
            return int(surface), end + 1, True
        suffix = r.at("day_suffix", end)
        if suffix is not None:
            return int(surface), suffix.end, True
        return int(surface), end, False
    number = r.numbers.get(token)
    if number is not None and number.words and not number.fraction and r.at("time_unit", token) is None:
        value = number.whole
        if value is not None and 1 <= value <= 31:
            end, ordinal = number.end, number.ordinal
            following = r.numbers.get(end)
            tens = value in ((10, 20, 30) if ordinal else (20, 30))
            if tens and following is not None and following.ordinal and following.words:
                unit = following.whole
                if unit is not None and unit < 10 and value + unit <= 31:
                    return value + unit, following.end, True
            return value, end, ordinal
    return None


def month(r: Reader, token: int) -> Read | None:
    """A month's name, long or short with its full stop."""
    value = r.at("month", token)
    short = r.at("month_short", token)
    if value is not None:
        dotted = after_dot(r, value.end) if short is not None else value.end
        # 'mrt. 2021', but '20 May.' ends a sentence
        return int(value.value), dotted if r.surface(dotted)[:1].isdecimal() else value.end
    if short is not None:
        return int(short.value), after_dot(r, short.end)
    return None


def after_dot(r: Reader, end: int) -> int:
    """The token after the full stop of an abbreviation, where there is one."""
    return end + 1 if r.surface(end) == "." and r.adjacent(end) and end + 1 < r.size else end


def year4(r: Reader, token: int) -> Read | None:
    """Four digits that can be a year, or a year in words ('two thousand eighteen', 'nineteen ninety')."""
    surface = r.surface(token)
    if len(surface) == 4 and surface.isdecimal():
        value = int(surface)
        if 1000 <= value < 3000 and not joined(r, token):
            return value, token + 1
        return None
    era = r.eras.get(token)
    if era is not None:
        return _of_era(r, *era)
    number = r.numbers.get(token)
    if number is None or not number.words or number.ordinal or number.fraction:
        return None
    value = number.whole or 0
    if 1000 <= value < 2200:
        return value, number.end
    following = r.numbers.get(number.end)
    if 15 <= value <= 20 and following is not None and following.words and not following.ordinal:
        rest = following.whole or 0
        if 10 <= rest <= 99:
            return value * 100 + rest, following.end
    return None


def _of_era(r: Reader, before: int, token: int) -> Read | None:
    """The year of an era that begins after the year `before`; its first may be written as a word."""
    surface = r.surface(token)
    number = r.numbers.get(token)
    if surface == _FIRST_YEAR:
        return before + 1, token + 1
    if number is not None and number.whole is not None and 1 <= number.whole < 100:
        return before + number.whole, number.end
    return None


def year2(r: Reader, token: int) -> Read | None:
    """Two digits for a year, perhaps with an apostrophe: '96', "'88"."""
    marked = (
        r.surface(token) in _APOSTROPHES
        and bool(r.surface(token))
        and token + 1 < r.size
        and r.adjacent(token + 1)
    )
    at = token + 1 if marked else token
    surface = r.surface(at)
    if len(surface) != 2 or not surface.isdecimal() or joined(r, at) or continued(r, at + 1):
        return None
    if r.dash(at + 1) and r.adjacent(at + 1) and r.adjacent(at + 2) and r.surface(at + 2)[:1].isalpha():
        return None  # 'am 17. März das 50-jährige Bestehen'
    number = r.numbers.get(at)
    if number is not None and (number.ordinal or number.end > at + 1):
        return None
    if not marked and (
        (r.at("time_unit", at + 1) and not r.having("year_word", at + 1, "after"))
        or r.at("no_date_after", at + 1)
        or r.surface(at + 1) in tuple(":%€$£")
    ):
        return None
    return pivot(int(surface)), at + 1


def closed_year(r: Reader, year: int, end: int) -> Read:
    """The year with what closes it, 'roku', 'A.D.': of the Buddhist era it is counted anew."""
    word = r.having("year_word", end, "after")
    if word is not None:
        end = word.end
    era = r.at("era", end)
    if era is None or year < int(era.entry.get("least", "0")):
        return year, end
    return year + int(era.entry.get("shift", "0")), era.end


def pivot(two: int) -> int:
    """The year that two digits mean."""
    return two + (2000 if two < _PIVOT else 1900)

"""Parts of larger wholes, seasons, decades, centuries, and years that stand alone.

A bare number of four digits is a year only with evidence: a word for year beside it, a preposition that years
take, brackets, another year, or, where nouns have capitals, a following word that nothing can be counted in.
"""

from __future__ import annotations

import re

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.points import day_point, direction, relative_year
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Era, Parse, Part, Period, Point, Season, Stretch
from pipeline.extractors.dates.units import count, unit

_PARTS = frozenset(["quarter", "half", "week", "month", "day", "weekend"])
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_CENTURIES = 30
_ROMAN_ORDINAL = re.compile("([IVXL]{1,6})(?:e|er|è|ème|eme|th|st|nd|rd|º)?")  # 'XIX', 'XIXe'
_MOST = {"day": 31, "week": 52, "month": 11, "quarter": 3}


def roman(surface: str) -> int | None:
    """The value of a roman numeral up to XXX, or None."""
    letters = _ROMAN_ORDINAL.fullmatch(surface)
    if letters is None:
        return None
    digits = letters.group(1)
    total = 0
    for letter, following in zip(digits, [*digits[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if following and _ROMAN[following] > value else value
    return total if 0 < total <= _CENTURIES else None


def _ordinal(r: Reader, token: int) -> tuple[int, int] | None:
    """An ordinal in words, digits or Roman letters, or 'last' (-1)."""
    last = r.at("last_of", token)
    if last is not None:
        return -1, last.end
    number = r.numbers.get(token)
    if number is not None and number.ordinal and number.whole:
        return number.whole, number.end
    surface = r.surface(token)
    if surface.isdecimal() and len(surface) <= 2 and surface != "0":
        end = token + 1
        if r.surface(end) == "." and r.adjacent(end):
            end += 1
        return int(surface), end
    value = roman(surface)
    if value is not None:
        end = token + 1
        suffix = r.at("ordinal_suffix", end)
        if suffix is not None and r.adjacent(end):
            end = suffix.end
        elif r.surface(end) == "." and r.adjacent(end):
            end += 1
        return value, end
    return None


def part(r: Reader, token: int) -> Parse | None:
    """The n-th quarter, half, week, month, day or weekday of something, or a label such as 'Q3 2025'."""
    return (
        _labelled(r, token)
        or _stretch(r, token)
        or _numbered_week(r, token)
        or _nth(r, token)
        or _year_then_nth(r, token)
    )


def _stretch(r: Reader, token: int) -> Parse | None:
    """'the first nine months of 2025', 'die letzten drei Wochen des Jahres', '9 tháng đầu năm 2025'."""
    last = r.at("last_of", token) or r.having("direction", token, "final")
    first = r.numbers.get(token)
    at = token
    sign = 0
    if last is not None:
        sign, at = -1, last.end
    elif first is not None and first.ordinal and first.whole == 1:
        sign, at = 1, first.end
    number = count(r, at)
    if number is None or r.numbers.get(at) is None or number.low != number.high or number.low % 1:
        return None
    measure = unit(r, number.end)
    if measure is None or measure.name not in ("day", "week", "month", "quarter"):
        return None
    at = measure.end
    if not sign:
        edge = r.at("date_part", at)
        if edge is None or edge.value == "mid":
            return None
        sign, at = (1 if edge.value == "early" else -1), edge.end
    whole = _whole(r, at)
    if whole is None or not 1 < number.low <= _MOST[measure.name]:
        return None
    return Parse(token, whole[1], Stretch(measure.name, sign * int(number.low), whole[0]), "date-part")


def _labelled(r: Reader, token: int) -> Parse | None:
    label = r.at("quarter_label", token)
    year_first = None
    start = token
    if label is None:
        year = numerals.year4(r, token)
        if year is None:
            return None
        year_first, at = year
        if r.dash(at) or r.surface(at) == "/":
            at += 1
        label = r.at("quarter_label", at)
        if label is None:
            return None
    digit = r.surface(label.end)
    if not digit.isdecimal() or len(digit) != 1 or not r.adjacent(label.end):
        return None
    end = label.end + 1
    if year_first is not None:
        return Parse(start, end, Part(label.value, int(digit), Point(year=year_first)), "date-part")
    whole = _whole(r, end)
    if whole is None and not r.at("year_context", start - 1):
        return None
    return Parse(
        start,
        whole[1] if whole else end,
        Part(label.value, int(digit), whole[0] if whole else None),
        "date-part",
    )


def _numbered_week(r: Reader, token: int) -> Parse | None:
    """'Week 31', 'KW 31/2025', 'tydzień 31'."""
    measure = unit(r, token)
    if measure is None or measure.name != "week" or measure.plural:
        return None
    digits = r.surface(measure.end)
    if (
        not digits.isdecimal()
        or len(digits) > 2
        or not 1 <= int(digits) <= 53
        or numerals.continued(r, measure.end + 1)
    ):
        return None
    end = measure.end + 1
    at = end + 1 if r.surface(end) in ("/", ",") and r.surface(end) else end
    whole = _whole(r, at)
    return Parse(
        token, whole[1] if whole else end, Part("week", int(digits), whole[0] if whole else None), "date-part"
    )


def _nth(r: Reader, token: int) -> Parse | None:
    read = _ordinal(r, token)
    at = read[1] if read is not None else token
    measure = unit(r, at)
    named = r.at("weekday", at)
    if read is None:
        return _noun_then_nth(r, token)
    number, end = read
    if measure is not None and measure.name in _PARTS and not measure.plural:
        whole = _whole(r, measure.end)
        if measure.name in ("quarter", "half"):
            if number > 4 or (measure.name == "half" and number > 2):
                return None
            if whole is None and number == -1:
                return None
            point = whole[0] if whole else None
            if point is not None and point.month is not None:
                return None
            return Parse(
                token, whole[1] if whole else measure.end, Part(measure.name, number, point), "date-part"
            )
        if (
            whole is None
            or (whole[0].month is None and measure.name in ("day", "weekend"))
            or not _fits(number, measure.name)
        ):
            return None
        if measure.name == "month" and whole[0].month is not None:
            return None
        return Parse(token, whole[1], Part(measure.name, number, whole[0]), "date-part")
    if named is not None and (number == -1 or number <= 5):
        whole = _whole(r, named.end)
        if whole is not None and (whole[0].month is not None or whole[0].month_shift is not None):
            return Parse(
                token, whole[1], Part("weekday", number, whole[0], weekday=int(named.value)), "date-part"
            )
        word = r.numbers.get(token)
        if whole is None and word is not None and word.ordinal and r.at("month", named.end) is None:
            # of no named month: of the present one
            present = Part("weekday", number, Point(month_shift=0), weekday=int(named.value))
            return Parse(token, named.end, present, "date-part")
    return None


def _noun_then_nth(r: Reader, token: int) -> Parse | None:
    """'quý 3 năm 2025', 'kwartał III 2025', 'semaine 3'."""
    measure = unit(r, token)
    if measure is None or measure.name not in ("quarter", "half") or measure.plural:
        return None
    read = _ordinal(r, measure.end)
    word = r.numbers.get(measure.end)
    if read is None and word is not None and word.words and word.whole is not None:
        read = word.whole, word.end
    if read is None or not 1 <= read[0] <= (4 if measure.name == "quarter" else 2):
        return None
    whole = _whole(r, read[1])
    point = whole[0] if whole else None
    return Parse(token, whole[1] if whole else read[1], Part(measure.name, read[0], point), "date-part")


def _year_then_nth(r: Reader, token: int) -> Parse | None:
    """'2016 the third quarter'."""
    year = numerals.year4(r, token)
    if year is None:
        return None
    read = _ordinal(r, r.skip("date_glue", year[1]))
    measure = unit(r, read[1]) if read is not None else None
    if read is None or measure is None or measure.name not in ("quarter", "half") or not 1 <= read[0] <= 4:
        return None
    return Parse(token, measure.end, Part(measure.name, read[0], Point(year=year[0])), "date-part")


def _fits(number: int, name: str) -> bool:
    return number == -1 or number <= {"week": 53, "month": 12, "day": 31, "weekend": 5}[name]


def _whole(r: Reader, token: int) -> tuple[Point, int] | None:
    """What a part belongs to: a year, a month, 'of last year', 'of this month'."""
    at = token
    if r.surface(at) in (",", "/") or (r.dash(at) and r.adjacent(at)):
        at += 1
    at = r.skip("date_glue", at)
    word = r.at("year_word", at)
    year = numerals.year4(r, word.end if word is not None else at)
    if year is not None:
        end = year[1]
        closing = r.having("year_word", end, "after")
        if closing is not None:
            end = closing.end
        if not _counted(r, end):
            return Point(year=year[0]), end
        return None
    relative = relative_year(r, at)
    if relative is not None:
        return Point(year_shift=relative[0]), relative[1]
    found = direction(r, at)
    measure = unit(r, found[1]) if found is not None else None
    if found is not None and measure is not None and measure.name == "month":
        return Point(month_shift=found[0].shift), measure.end
    measure = unit(r, at)
    if measure is not None and measure.name in ("year", "month") and at > token and not measure.plural:
        follow = direction(r, measure.end, after=True)
        shift, end = (follow[0].shift, follow[1]) if follow is not None else (0, measure.end)
        return (Point(year_shift=shift) if measure.name == "year" else Point(month_shift=shift)), end
    month = r.at("month", at) or r.at("month_short", at)
    if month is not None:
        day = day_point(r, at)
        if day is not None and isinstance(day.slots, Point) and day.slots.day is None:
            return day.slots, day.end
    return None


def _counted(r: Reader, end: int) -> bool:
    return bool(
        r.surface(end) == "%"
        or any(
            r.doc.at(section, end) for section in ("no_date_after", "currency", "currency_symbol", "scale")
        )
    )


def season(r: Reader, token: int) -> Parse | None:
    """A season with or without its year."""
    lexeme = r.at("season", token)
    if lexeme is None:
        return None
    code = int(lexeme.value)
    for at in (lexeme.end, r.skip("date_glue", lexeme.end)):
        word = r.at("year_word", at)
        year = numerals.year4(r, word.end if word is not None else at)
        if year is not None and not _counted(r, year[1]):
            end = year[1]
            if r.surface(end) == "/" and r.surface(end + 1).isdecimal() and r.adjacent(end):
                end += 2  # 'Winter 2024/25' begins in 2024
            return Parse(token, end, Season(code, year[0]), "date-season")
        relative = relative_year(r, at)
        if relative is not None:
            return Parse(token, relative[1], Season(code, None, relative[0]), "date-season")
    if lexeme.entry.get("weak") or not (
        r.doc.at("month_context", token - 1) or _preceded(r, "month_context", token)
    ):
        return None
    return Parse(token, lexeme.end, Season(code), "date-season")


def _preceded(r: Reader, section: str, token: int) -> bool:
    """Whether a lexeme of `section` ends right before `token`, articles between them apart."""
    for start in range(token - 1, max(-1, token - 5), -1):
        lexeme = r.at(section, start)
        if (
            lexeme is not None
            and r.skip("date_glue", lexeme.end, 2) in (token, lexeme.end)
            and (lexeme.end == token or r.skip("date_glue", lexeme.end) == token)
        ):
            return True
        if r.at("date_glue", start) is None and lexeme is None and start < token - 1:
            return False
    return False


def era(r: Reader, token: int) -> Parse | None:
    """A decade or a century."""
    return _decade(r, token) or _century(r, token)


def _decade_digits(r: Reader, token: int) -> tuple[int, int] | None:
    """(first three digits of the decade, token after) of '1990', '90' or "'90"."""
    at = token + 1 if r.surface(token) in ("'", "\u2019", "\u2018") and r.surface(token) else token
    surface = r.surface(at)
    if surface.isdecimal() and len(surface) in (2, 4) and surface.endswith("0"):
        value = int(surface)
        if len(surface) == 4:
            return (value // 10, at + 1) if 1000 <= value < 2200 else None
        return (value // 10 + (190 if value >= 30 else 200), at + 1)
    number = r.numbers.get(at)
    if number is not None and number.words and number.whole is not None and number.whole % 10 == 0:
        if 1000 <= number.whole < 2200:
            return number.whole // 10, number.end
        if 20 <= number.whole <= 90 or number.whole == 0:
            return (number.whole // 10 + (190 if number.whole >= 30 else 200), number.end)
    return None


def _decade(r: Reader, token: int) -> Parse | None:
    word = r.at("decade_word", token)
    if word is not None:
        value = int(word.value)
        return Parse(token, word.end, Era("decade", value // 10 + (190 if value >= 30 else 200)), "date-era")
    before = r.at("decade", token)
    if before is not None and before.value == "before":
        digits = _decade_digits(r, before.end)
        if digits is not None:
            end = digits[1]
            if r.surface(end) == "." and r.adjacent(end) and r.ordinal_dot:
                end += 1
            suffix = r.at("ordinal_suffix", end)
            if suffix is not None and r.adjacent(end):
                end = suffix.end
            return Parse(token, end, Era("decade", digits[0]), "date-era")
    digits = _decade_digits(r, token)
    if digits is not None:
        after = r.at("decade", digits[1])
        if after is not None and after.value == "after":
            if not after.entry.get("loose") and not r.adjacent(digits[1]):
                return None
            return Parse(token, after.end, Era("decade", digits[0]), "date-era")
    return None


def _century(r: Reader, token: int) -> Parse | None:
    word = r.at("century_word", token)
    if word is not None:
        read = _ordinal(r, word.end)
        if read is not None and 1 <= read[0] <= _CENTURIES:
            return Parse(token, read[1], Era("century", read[0] - 1), "date-era")
        return None
    read = _ordinal(r, token)
    if read is None or not 1 <= read[0] <= _CENTURIES:
        return None
    at = read[1] + 1 if r.dash(read[1]) else read[1]
    word = r.at("century_word", at)
    return None if word is None else Parse(token, word.end, Era("century", read[0] - 1), "date-era")


def bare_year(r: Reader, token: int, licensed: bool = False) -> Parse | None:
    """A year that stands alone, where something tells that it is one."""
    word = r.at("year_word", token)
    if word is not None and not word.entry.get("only_after"):
        year = _any_year(r, word.end)
        if year is not None and not _counted(r, year[1]):
            return Parse(token, _closing(r, year[1]), Point(year=year[0]), "date-year")
        return None
    year = numerals.year4(r, token)
    if year is None or numerals.continued(r, year[1]) or _counted(r, year[1]) or _named(r, token, licensed):
        return None
    end = _closing(r, year[1])
    if end > year[1] or licensed or _licensed(r, token, year[0], year[1]):
        return Parse(token, end, Point(year=year[0]), "date-year")
    return None


def _any_year(r: Reader, token: int) -> tuple[int, int] | None:
    """A year after the word for it: also of three digits, in words, or with an apostrophe."""
    year = numerals.year4(r, token)
    if year is not None:
        return year
    surface = r.surface(token)
    if surface.isdecimal() and len(surface) == 3:
        return (
            (int(surface), token + 1)
            if not numerals.continued(r, token + 1) and r.numbers.get(token)
            else None
        )
    number = r.numbers.get(token)
    if (
        number is not None
        and number.words
        and not number.ordinal
        and number.whole
        and 100 <= number.whole < 1000
    ):
        return number.whole, number.end
    if surface in ("'", "\u2019"):
        return numerals.year2(r, token)
    return None


def _closing(r: Reader, end: int) -> int:
    word = r.having("year_word", end, "after")
    if word is not None:
        end = word.end
    mark = r.at("era", end)
    return end if mark is None else mark.end


def _named(r: Reader, token: int, due: bool = False) -> bool:
    """Whether the number is the tail of a code or follows a word that takes numbers: 'Route 2010', 'A-2010'."""
    before = r.surface(token - 1)
    if r.adjacent(token) and any(_ends(r, name, token) for name in ("year_context", "range", "year_word")):
        return False  # a portal's lost blank: 'since2017'
    if (
        not (due and r.dash(token - 1))
        and r.adjacent(token)
        and before
        and (before[0].isalnum() or before in "-/#+_.,:\u2013")
    ):
        further = r.surface(token - 2)
        if before[0].isalnum() or before in "#+_" or (r.adjacent(token - 1) and further[:1].isalnum()):
            return True
    for start in range(token - 1, max(-1, token - 4), -1):
        if any(lexeme.end == token for lexeme in r.doc.at("no_date_before", start)):
            return True
    return False


def _ends(r: Reader, section: str, token: int) -> bool:
    lexeme = r.at(section, token - 1)
    return lexeme is not None and lexeme.end == token


def _licensed(r: Reader, token: int, year: int, end: int) -> bool:
    if _preceded(r, "year_context", token) or _preceded(r, "date_part", token):
        return not _counts_things(r, year, end)
    before, after = r.surface(token - 1), r.surface(end)
    if before == "(" and (after in (")", ",", ";") and after):
        return 1500 <= year < 2100
    if r.is_alone(token, end):
        return True
    if not (1900 <= year < 2100) or year % 100 == 0 or not r.surface(token).isdecimal():
        return False
    return bool(r.doc.language.feature("bare_year")) and _no_noun_follows(r, token, end)


def _counts_things(r: Reader, year: int, end: int) -> bool:
    """Whether a round number before a noun rather counts: 'in 2000 Gemeinden', 'in 1500 schools'."""
    following = r.surface(end)
    if not following[:1].isalpha():
        return False
    if r.doc.language.feature("capital_nouns"):
        return following[0].isupper() and not r.at("month", end) and year % 10 == 0
    return (year % 100 == 0 or not 1500 <= year < 2100) and not r.doc.at("function", end)


def _no_noun_follows(r: Reader, token: int, end: int) -> bool:
    """In a language that writes nouns with capitals: a lower-case verb or function word comes next."""
    before, following = r.surface(token - 1), r.surface(end)
    if r.adjacent(end) and following[:1] in ("-", "/", "\u2013", "+", "%", ":"):
        return False
    if (
        token
        and before[:1].isupper()
        and not r.adjacent(token)
        and before[:1].isalpha()
        and token - 1 != r.sentence(token)[0]
    ):
        return False  # the year of a name: 'Forum 2025'
    if not following[:1].isalpha():
        return bool(following) and before[:1].islower() and following in ",.;)"
    return (following[0].islower() and not following.endswith(("en", "e", "er", "es"))) or bool(
        r.doc.at("function", end) or r.doc.at("tense", end)
    )


def periods(r: Reader, token: int) -> Parse | None:
    """'the year', 'the week' after a word for its beginning or end; the caller has read that word."""
    at = r.skip("date_glue", token)
    measure = unit(r, at)
    if measure is None or measure.plural or at == token or measure.name in ("day", "night", "workday"):
        return None
    return Parse(token, measure.end, Period(measure.name, 0), "date-relative")

"""Parts of larger wholes: the third quarter of 2025, its first nine months, the last Monday of May."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.guards import counted
from pipeline.extractors.dates.points import day_point, direction, relative_year
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse, Part, Period, Point, Span, Stretch
from pipeline.extractors.dates.units import Unit, count, unit

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


def ordinal(r: Reader, token: int) -> tuple[int, int] | None:
    """An ordinal in words, digits or Roman letters; from the end 'last' (-1), 'second last' (-2)."""
    last = r.at("last_of", token)
    if last is not None:
        return -int(last.entry.get("from_end", "1")), last.end
    number = r.numbers.get(token)
    if number is not None and number.ordinal and number.whole:
        last = r.at("last_of", number.end + 1 if r.dash(number.end) else number.end)
        if last is not None and number.whole > 1 and not last.entry.get("from_end"):
            return -number.whole, last.end
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
        or _of_marked_year(r, token)
    )


def _of_marked_year(r: Reader, token: int) -> Parse | None:
    """'årets första nio månader', 'årets sista vecka': a word for the year first."""
    mark = r.at("year_mark", token)
    if mark is None:
        return None
    year = Point(year_shift=int(mark.value))
    found = _stretch(r, mark.end, year) or _nth(r, mark.end, year)
    return None if found is None else replace(found, start=token)


def _stretch(r: Reader, token: int, year: Point | None = None) -> Parse | None:
    """'the first nine months of 2025', 'die letzten drei Wochen des Jahres', '9 tháng đầu năm 2025'.

    `year` is the whole where the text has named it before.
    """
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
    end, after = _edge_between(r, number.end) if not sign else (number.end, 0)
    sign = sign or after
    ordered = sign > 0
    measure = unit(r, end)
    if measure is None or measure.name not in ("day", "week", "month", "quarter"):
        return None
    at = measure.end
    if not sign:
        edge = r.at("date_part", at)
        if edge is None or edge.value == "mid" or year is not None:
            return None  # '今年3月末' is the end of a month
        sign, at = (1 if edge.value == "early" else -1), edge.end
    whole = _whole(r, at) or ((year, at) if year is not None else _bare_year_unit(r, at))
    if whole is None and ordered and measure.name == "month":
        whole = _present_year(r, at)  # 'in the first nine months sales rose'
    if whole is None or not 1 < number.low <= _MOST[measure.name]:
        return None
    return Parse(token, whole[1], Stretch(measure.name, sign * int(number.low), whole[0]), "date-part")


def _edge_between(r: Reader, token: int) -> tuple[int, int]:
    """(token after, 1 or -1) of 'premiers' or 'derniers' in 'les neuf premiers mois'; else (token, 0)."""
    last = r.at("last_of", token)
    if last is not None:
        return last.end, -1
    number = r.numbers.get(token)
    if number is not None and number.ordinal and number.whole == 1:
        return number.end, 1
    return token, 0


def _bare_year_unit(r: Reader, token: int) -> tuple[Point, int] | None:
    """'pierwszych dziewięciu miesiącach roku': of the present year, said by a case and no preposition."""
    measure = unit(r, token) if r.doc.language.feature("bare_genitive") else None
    if measure is None or measure.name != "year" or measure.plural:
        return None
    return Point(year_shift=0), measure.end


def _present_year(r: Reader, end: int) -> tuple[Point, int] | None:
    """The present year, unless something follows that the months are of: 'of the war', 'seiner Amtszeit'."""
    following = r.surface(end)
    if r.at("date_glue", end) is not None or r.doc.at("event_determiner", end):
        return None
    if r.doc.language.feature("bare_genitive") and following[:1].isalpha():
        return None
    return Point(year_shift=0), end


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
        return _quarter_alone(r, label.value, start, digit)
    return Parse(
        start,
        whole[1] if whole else end,
        Part(label.value, int(digit), whole[0] if whole else None),
        "date-part",
    )


def _quarter_alone(r: Reader, value: str, token: int, digit: str) -> Parse | None:
    """'Q4 should be better': of the present year, unless it is the name of a model: 'Audi Q3'."""
    if value != "quarter" or digit not in "1234" or r.surface(token)[:1] != "Q":
        return None
    before = r.surface(token - 1)
    named = before[:1].isupper() and token - 1 != r.sentence(token)[0]
    if named or before in ("-", "#") or (r.adjacent(token) and before[:1].isalnum()):
        return None
    return Parse(token, token + 2, Part(value, int(digit)), "date-part")


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


def _nth(r: Reader, token: int, year: Point | None = None) -> Parse | None:
    read = ordinal(r, token)
    at = read[1] if read is not None else token
    if r.dash(at) and r.adjacent(at) and r.adjacent(at + 1):
        at += 1  # 'the third-quarter loss'
    measure = unit(r, at)
    named = r.at("weekday", at)
    if read is None:
        return _noun_then_nth(r, token)
    number, _end = read
    if measure is not None and measure.name == "fortnight":
        measure = Unit("half", measure.end, False, True)  # 'la première quinzaine de mai'
    if measure is not None and measure.name in _PARTS and not measure.plural:
        whole = _whole(r, measure.end) or ((year, measure.end) if year is not None else None)
        if measure.name in ("quarter", "half"):
            if abs(number) > 4 or (measure.name == "half" and abs(number) > 2):
                return None
            if whole is None and (number < 0 or (measure.loose and not _bare_half(r, token))):
                return None
            point = whole[0] if whole else None
            if point is not None and point.month is not None and measure.name == "quarter":
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
    if named is not None and abs(number) <= 5:
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


def _bare_half(r: Reader, token: int) -> bool:
    """Whether 'the first half' is one of the year and not of a match: a sum or a share in its sentence."""
    if not r.doc.language.feature("bare_half"):
        return False
    first, after = r.sentence(token)
    return any(r.surface(at) == "%" for at in range(first, after)) or any(
        True
        for name in ("currency", "currency_symbol", "percent", "scale")
        for _ in r.doc.between(name, first, after)
    )


def _noun_then_nth(r: Reader, token: int) -> Parse | None:
    """'quý 3 năm 2025', 'kwartał III 2025', 'semaine 3'."""
    measure = unit(r, token)
    if measure is None or measure.name not in ("quarter", "half") or measure.plural:
        return None
    read = ordinal(r, measure.end)
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
    read = ordinal(r, r.skip("date_glue", year[1]))
    measure = unit(r, read[1]) if read is not None else None
    if read is None or measure is None or measure.name not in ("quarter", "half") or not 1 <= read[0] <= 4:
        return None
    return Parse(token, measure.end, Part(measure.name, read[0], Point(year=year[0])), "date-part")


def _fits(number: int, name: str) -> bool:
    return abs(number) <= {"week": 53, "month": 12, "day": 31, "weekend": 5}[name]


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
        if not counted(r, end):
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


def periods(r: Reader, token: int) -> Parse | None:
    """'the year', 'the week' after a word for its beginning or end; the caller has read that word."""
    at = r.skip("date_glue", token)
    measure = unit(r, at)
    if measure is None or measure.plural or measure.name in ("day", "night", "workday"):
        return None
    if at == token and not r.doc.language.feature("bare_genitive"):
        return None
    return Parse(token, measure.end, Period(measure.name, 0), "date-relative")


def edge_of_period(r: Reader, token: int) -> Parse | None:
    """'Jahresende', 'Monatsmitte': one word for an edge or the middle of a period; 'the turn of the year'."""
    lexeme = r.at("date_edge", token)
    if lexeme is None:
        return None
    qualifier, _, name = lexeme.value.partition(":")
    if qualifier != "turn":
        return Parse(token, lexeme.end, Period(name, 0, qualifier), "date-relative")
    last, first = Point(month=12, day=31), Point(month=1, day=1)
    year = numerals.year4(r, r.skip("date_glue", lexeme.end))
    if year is None:
        return Parse(token, lexeme.end, Span(last, first), "date-interval")
    second = r.surface(year[1]) == "/" and r.surface(year[1] + 1) in (str(year[0] + 1), str(year[0] + 1)[2:])
    begins = year[0] if second else year[0] - 1
    span = Span(replace(last, year=begins), replace(first, year=begins + 1))
    return Parse(token, year[1] + 2 if second else year[1], span, "date-interval")

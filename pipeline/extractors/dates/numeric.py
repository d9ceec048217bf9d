"""Dates in digits: 25.11.2025, 2025-11-25, 25/11, 05.2016, 20251125.

The order of day and month is the language's; a number over twelve decides, and so does another date of the
same document that leaves no choice. Where nothing decides and the language's writers differ, the date
carries the warning `ambiguous_day_month`.
"""

from __future__ import annotations

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates.numerals import pivot
from pipeline.extractors.dates.reader import DASHES, Reader
from pipeline.extractors.dates.slots import Parse, Point, Span

_SIGNS = frozenset("./-\u2013\u2010\u2011\u2212\u2044\u30fb")
_MEMO = "date_order"
AMBIGUOUS = (
    "ambiguous_day_month",
    "Day and month could change places; the order usual in the language was taken.",
)


def numeric(r: Reader, token: int, due: bool = False) -> Parse | None:
    """A date in digits that begins at `token`; longer shapes first.

    Args:
        r: the document.
        token: where to read.
        due: the second side of a range, where a date is due and a dash before it belongs to the range.
    """
    surface = r.surface(token)
    if not surface[:1].isdecimal() or (not due and _glued_before(r, token)):
        return None
    if len(surface) == 8:
        return _compact(r, token)
    if r.surface(token + 1) not in _SIGNS:
        return None
    return _three(r, token, due) or _two(r, token, due)


def _glued_before(r: Reader, token: int) -> bool:
    """Whether the digits belong to something longer on the left: '+86 138-2010', 'v1.2.3', 'A4-10'."""
    if not r.adjacent(token) or r.unspaced(token - 1):
        return False
    before = r.surface(token - 1)
    if before[0].isalnum() or before in "+#_@$€£:=":
        return (before[0].isalnum() and len(before) < 3) or before in "+#_@$€£:="
    if before in _SIGNS or before == ",":
        further = r.surface(token - 2)
        return token > 1 and r.adjacent(token - 1) and further[:1].isdecimal()
    return False


def _glued_after(r: Reader, end: int) -> bool:
    """Whether the expression goes on in digits or letters: '1.2.3.4', '25.11.2025-3', '2025/45'."""
    if end >= r.size or not r.adjacent(end):
        return False
    after = r.surface(end)
    if after[0].isdecimal() or after in "_@=%":
        return True
    further = r.surface(end + 1)
    return after in _SIGNS and after not in DASHES and r.adjacent(end + 1) and further[:1].isdecimal()


def _compact(r: Reader, token: int) -> Parse | None:
    surface = r.surface(token)
    year, month, day = int(surface[:4]), int(surface[4:6]), int(surface[6:])
    if not (1900 <= year < 2100 and cal.exists(year, month, day) and r.value("day_context", token - 1)):
        return None
    return Parse(token, token + 1, Point(year=year, month=month, day=day), "date-numeric")


def _parts(r: Reader, token: int, count: int) -> tuple[list[str], str, int] | None:
    """`count` runs of digits with the same sign between; after a full stop a blank may stand."""
    parts, sign, at = [r.surface(token)], "", token + 1
    while len(parts) < count:
        mark, digits = r.surface(at), r.surface(at + 1)
        if mark not in _SIGNS or not mark or not digits[:1].isdecimal() or not r.adjacent(at):
            return None
        kind = "-" if mark in DASHES else mark
        if (sign and kind != sign) or (not r.adjacent(at + 1) and kind != "."):
            return None
        sign = kind
        parts.append(digits)
        at += 2
    return parts, sign, at


def _three(r: Reader, token: int, due: bool) -> Parse | None:
    read = _parts(r, token, 3)
    if read is None:
        return None
    parts, sign, end = read
    sizes = [len(part) for part in parts]
    numbers = [int(part) for part in parts]
    if _glued_after(r, end):
        return None
    if sizes[0] == 4 and sizes[1] <= 2 and sizes[2] <= 2:
        year, month, day = numbers
        if not cal.exists(year, month, day) and cal.exists(year, day, month):
            month, day = day, month
        return _day(token, end, year, month, day)
    if max(sizes[:2]) > 2 or sizes[2] not in (2, 4):
        return None
    if sizes[2] == 2 and (
        sign == "." and not r.ordinal_dot and not due and not _dated(r, token) and not r.is_alone(token, end)
    ):
        return None  # versions and section numbers
    if (
        sizes[2] == 2
        and max(sizes[:2]) == 1
        and not (due or _dated(r, token) or r.is_alone(token, end) or numbers[2] > 12 or parts[2][0] == "0")
    ):
        return None
    year = numbers[2] if sizes[2] == 4 else pivot(numbers[2])
    if sizes[2] == 4 and not 1000 <= year < 3000:
        return None
    return _ordered(r, token, end, numbers[0], numbers[1], year, sizes[2] == 2)


def _ordered(
    r: Reader, token: int, end: int, a: int, b: int, year: int | None, short: bool = False
) -> Parse | None:
    first_month = order(r)[:1] == "m"
    usual = (a, b) if first_month else (b, a)
    other = (b, a) if first_month else (a, b)
    for month, day in (usual, other):
        fits = cal.exists(year, month, day) if year is not None else cal.may_exist(month, day)
        if fits:
            unsure = a != b and a <= 12 and b <= 12 and bool(r.doc.language.feature("date_order_mixed"))
            if unsure and _document_order(r) is not None:
                unsure = False
            return Parse(
                token,
                end,
                Point(year=year, month=month, day=day, warnings=(AMBIGUOUS,) if unsure else ()),
                "date-numeric",
            )
    return None


def order(r: Reader) -> str:
    """The order of day and month that holds in this document."""
    return _document_order(r) or ("mdy" if r.doc.language.date_order.startswith("m") else "dmy")


def _document_order(r: Reader) -> str | None:
    """The order that dates of this document prove, where the language leaves it open and all agree."""
    if not r.doc.language.feature("date_order_mixed"):
        return None
    known = r.doc.memo.get(_MEMO)
    if known is None:
        votes = set()
        for token in r.digits:
            read = _parts(r, token, 3) if r.signed(token) else None
            if read is None or len(read[0][2]) != 4 or len(read[0][0]) > 2 or len(read[0][1]) > 2:
                continue
            a, b = int(read[0][0]), int(read[0][1])
            if 12 < a <= 31 and 1 <= b <= 12:
                votes.add("dmy")
            elif 12 < b <= 31 and 1 <= a <= 12:
                votes.add("mdy")
        known = r.doc.memo[_MEMO] = votes.pop() if len(votes) == 1 else ""
    return known or None


def _day(token: int, end: int, year: int, month: int, day: int) -> Parse | None:
    if not cal.exists(year, month, day) or year < 1000:
        return None
    return Parse(token, end, Point(year=year, month=month, day=day), "date-numeric")


def _dated(r: Reader, token: int) -> bool:
    """Whether a word before says that a day follows: 'am', 'on', 'dnia', a weekday."""
    before = token - 1
    if r.surface(before) == "," and before > 0:
        before -= 1
    if before < 0:
        return False
    return any(
        _ends_at(r, section, before) for section in ("day_context", "weekday", "weekday_short", "direction")
    )


def _ends_at(r: Reader, section: str, last: int) -> bool:
    for start in range(last, max(-1, last - 3), -1):
        lexeme = r.at(section, start)
        if lexeme is not None and lexeme.end == last + 1:
            return True
    return last > 0 and r.surface(last) == "." and _ends_at(r, section, last - 1)


def _two(r: Reader, token: int, due: bool) -> Parse | None:
    read = _parts(r, token, 2)
    if read is None:
        return _spaced_month(r, token)
    if _parts(r, token, 3) is not None:
        return None  # three numbers that are no date are not two of them either
    parts, sign, end = read
    a, b = int(parts[0]), int(parts[1])
    sizes = (len(parts[0]), len(parts[1]))
    if _glued_after(r, end):
        return None
    if sizes == (4, 4) and sign == "/" and b == a + 1 and 1900 <= a < 2100 and not _measured(r, end):
        return _two_years(token, end, a)
    if sizes[0] == 4 and sizes[1] <= 2:
        return _year_month(r, token, end, a, parts[1], sign)
    if sizes[1] == 4 and sizes[0] <= 2:
        return _month_year(r, token, end, parts[0], b, sign)
    if max(sizes) > 2:
        return None
    dotted = sign == "." and r.ordinal_dot and r.surface(end) == "." and r.adjacent(end)
    return _day_month(r, token, end + 1 if dotted else end, parts, sign, dotted, due)


def _day_month(
    r: Reader, token: int, end: int, parts: list[str], sign: str, dotted: bool, due: bool
) -> Parse | None:
    alone = r.is_alone(token, end)
    padded = any(part[0] == "0" for part in parts) and len(parts[1]) == 2
    context = due or _dated(r, token)
    heading = _starts_paragraph(r, token)
    spaced = not r.adjacent(token + 2)
    if spaced and not dotted:
        return None
    if dotted:
        allowed = context or alone or not heading
    elif sign == ".":
        allowed = context or (alone and len(parts[1]) == 2)
    elif sign == "/":
        allowed = context or alone or padded
    else:
        allowed = context or (alone and min(map(len, parts)) == 2)
    if not allowed or _measured(r, end):
        return None
    parse = _ordered(r, token, end, int(parts[0]), int(parts[1]), None)
    if parse is None:
        return None
    return _trailing_year(r, parse)


def _trailing_year(r: Reader, parse: Parse) -> Parse:
    """'08/12, 2015': the year after a comma."""
    at = parse.end + 1 if r.surface(parse.end) == "," else parse.end
    surface = r.surface(at)
    point = parse.slots
    tight = at > parse.end and r.adjacent(parse.end) and r.adjacent(at) and not _glued_after(r, at + 1)
    if isinstance(point, Point) and tight and len(surface) == 2 and surface.isdecimal():
        year = pivot(int(surface))  # '08/12,15'
        if cal.exists(year, point.month or 1, point.day or 1):
            dated = Point(year, None, point.month, point.day, warnings=point.warnings)
            return Parse(parse.start, at + 1, dated, parse.rule)
    if at > parse.end and len(surface) == 4 and surface.isdecimal() and 1900 <= int(surface) < 2100:
        assert isinstance(point, Point)
        year = int(surface)
        if cal.exists(year, point.month or 1, point.day or 1):
            return Parse(
                parse.start,
                at + 1,
                Point(year, None, point.month, point.day, warnings=point.warnings),
                parse.rule,
            )
    return parse


def _starts_paragraph(r: Reader, token: int) -> bool:
    index = r.doc.paragraph_of(token)
    return r.doc.paragraphs[index][0] == token


def _measured(r: Reader, end: int) -> bool:
    """Whether a measure, a currency or a clock time follows, which no date has."""
    if r.surface(end) == ":":
        return r.adjacent(end + 1) and r.surface(end + 1)[0].isdecimal()  # else 'Samstag, 13.6.: 9 Uhr'
    if r.surface(end) in ("%", "‰", "€", "$", "£", "°"):
        return bool(r.surface(end))
    return r.at("month", end) is not None or any(
        r.doc.at(section, end)
        for section in ("no_date_after", "currency", "scale", "currency_symbol", "time_unit")
    )


def _year_month(r: Reader, token: int, end: int, year: int, second: str, sign: str) -> Parse | None:
    month = int(second)
    if not 1000 <= year < 3000 or _measured(r, end):
        return None
    if sign in "-/" and len(second) == 2 and month == (year + 1) % 100 and month > 12:
        return _two_years(token, end, year)
    if not 1 <= month <= 12 or not (1900 <= year < 2100):
        return None
    if sign == "." and not (r.is_alone(token, end) or _month_due(r, token)):
        return None
    if sign in "-/" and len(second) == 2 and month == (year + 1) % 100 and not r.is_alone(token, end):
        return _two_years(token, end, year)  # the season 2011/12
    return Parse(token, end, Point(year=year, month=month), "date-numeric")


def _two_years(token: int, end: int, year: int) -> Parse:
    return Parse(token, end, Span(Point(year=year), Point(year=year + 1)), "date-numeric")


def _month_due(r: Reader, token: int) -> bool:
    return any(
        _ends_at(r, section, token - 1) for section in ("month_context", "year_context", "day_context")
    )


def _month_year(r: Reader, token: int, end: int, first: str, year: int, sign: str) -> Parse | None:
    month = int(first)
    if not 1 <= month <= 12 or not 1900 <= year < 2100 or _measured(r, end):
        return None
    if not (len(first) == 2 or sign != "." or r.is_alone(token, end) or _month_due(r, token)):
        return None
    if any(_ends_at(r, "no_date_before", last) for last in (token - 1,)):
        return None
    return Parse(token, end, Point(year=year, month=month), "date-numeric")


def _spaced_month(r: Reader, token: int) -> Parse | None:
    """'2016 / 11', '11 - 2016': with blanks only where the text says nothing else, or a month is due."""
    mark, other = r.surface(token + 1), r.surface(token + 2)
    if not mark or mark not in _SIGNS or mark == "." or not other.isdecimal():
        return None
    first = r.surface(token)
    end = token + 3
    year, month = (first, other) if len(first) == 4 else (other, first)
    if len(year) != 4 or len(month) != 2 or not 1 <= int(month) <= 12 or not 1900 <= int(year) < 2100:
        return None
    if _glued_after(r, end) or (r.adjacent(token + 1) and r.adjacent(token + 2)) or _measured(r, end):
        return None
    return Parse(token, end, Point(year=int(year), month=int(month)), "date-numeric")

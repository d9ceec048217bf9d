"""`dateparser` as the last resort for a tight span that holds a month's name and digits.

The grammar reads every order of day, month and year that it knows. What is left are spans such as a day and a
month with an unforeseen word between them. Such a span is handed to `dateparser` with its one language, never
a sentence, and its answer counts only where the digits of the span hold its day and its year. The library is
imported when it is first needed (0.3 s), and answers are kept.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from pipeline.extractors.dates.guards import counted, numbered
from pipeline.extractors.dates.numerals import continued, joined
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse, Point

_REACH = 4  # tokens on each side of the month
_BASE = datetime(2000, 1, 1)  # never the clock; a part that came from it is not in the span and is refused


def last_resort(r: Reader, token: int, floor: int) -> Parse | None:
    """A day, month and year around the month's name at `token`, from the token `floor` on."""
    lexeme = r.at("month", token)
    if lexeme is None:
        return None
    first, after = r.sentence(token)
    low, high = max(first, floor, token - _REACH), min(after, lexeme.end + _REACH)
    digits = [i for i in range(low, high) if r.surface(i).isdecimal() and len(r.surface(i)) in (1, 2, 4)]
    if len(digits) != 2 or sorted(len(r.surface(i)) == 4 for i in digits) != [False, True]:
        return None
    if any(joined(r, i) or continued(r, i + 1) for i in digits):
        return None  # '6,107.31 August 2019'
    start, end = min(token, digits[0]), max(lexeme.end, digits[-1] + 1)
    if counted(r, end) or numbered(r, start):
        return None
    day = _ask(r.doc.words(start, end), r.doc.language.code)
    if day is None or {day.day, day.year} != {int(r.surface(i)) for i in digits}:
        return None
    if day.month != int(lexeme.value):
        return None
    return Parse(start, end, Point(year=day.year, month=day.month, day=day.day), "date-dateparser")


@lru_cache(maxsize=4096)
def _ask(span: str, language: str) -> date | None:
    import dateparser

    try:
        found = dateparser.parse(
            span,
            languages=[language],
            settings={"TIMEZONE": "UTC", "RELATIVE_BASE": _BASE, "REQUIRE_PARTS": ["day", "month", "year"]},
        )
    except (ValueError, OverflowError):
        return None
    return None if found is None else found.date()

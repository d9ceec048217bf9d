"""Whole dates as pages print them: datelines, stamps, 'Published:' lines.

Only full dates count (day, month and four-digit year), and only one reading: '06/11/2026' on an English page
gives nothing unless the page shows elsewhere which way it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline import world
from pipeline.cleaning.words import fold_line, page_words
from pipeline.lexicon.forms import expand
from pipeline.lexicon.load import language_codes, read_tables

_LETTERS = r"[^\W\d_]{3,12}"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""
    # 2026-03-14
    (?<![\d.,/])(?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?![\d/])
    # 2026年3月14日
    |(?P<y2>{_YEAR})\s?年\s?(?P<m2>\d\d?)\s?月\s?(?P<d2>\d\d?)\s?日
    # 令和8年3月14日: the year of an era
    |(?P<era>[^\W\d_]{{1,3}})(?P<y6>\d\d?|元)年(?P<m6>\d\d?)月(?P<d6>\d\d?)日
    # 14.03.2026, 14/03/2026, 14. 3. 2026
    |(?<![\d.,/])(?P<a>\d\d?)(?P<s3>[-/.])[ ]?(?P<b>\d\d?)(?P=s3)[ ]?(?P<y3>{_YEAR})(?!\d)
    # 14. März 2026, 14 de marzo de 2026, ngày 14 tháng 3 năm 2026
    |(?<!\d)(?P<d4>\d\d?)(?:\.|st|nd|rd|th|er|º|°)?[ ](?:de[ ]|of[ ])?
        (?P<m4>{_LETTERS}|tháng[ ]\d\d?)\.?,?[ ](?:de[ ]|del[ ]|năm[ ])?(?P<y4>{_YEAR})(?!\d)
    # March 14, 2026
    |\b(?P<m5>{_LETTERS})\.?[ ](?P<d5>\d\d?)(?:st|nd|rd|th)?,?[ ](?P<y5>{_YEAR})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_VARIANTS = ("de_AT",)  # regions whose months have names of their own: 'Jänner'
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}(?:[:.h]\d\d){1,2}(?!\d)h?|(?<!\d)\d{1,2}\s?h(?:\s\d\d)?\b|\d{1,2}時(?:\d{1,2}分)?"
    r"|[+-]\d{1,2}(?::\d\d)?\b|T(?=\d\d:)|\bZ\b"
)
_REST_WORD = re.compile(r"[^\W\d_]+\.?(?:[^\W\d_]\.)?|\d+")


@dataclass(frozen=True, slots=True)
class PageDate:
    """A full date in a line: its offsets there and its one or two readings."""

    start: int
    end: int
    day_first: date | None
    month_first: date | None = None

    def read(self, order: str) -> date | None:
        """The one reading there is; of two, that of `order` (`dmy`, `mdy`), none if it is `either`."""
        if self.day_first is None or self.month_first is None or self.day_first == self.month_first:
            return self.day_first or self.month_first
        return {"dmy": self.day_first, "mdy": self.month_first}.get(order)


def find_dates(line: str) -> list[PageDate]:
    """The full dates of a line, in order; what is no calendar day is left out."""
    found: list[PageDate] = []
    for match in _DATE.finditer(line):
        first, second = _readings(match)
        if first or second:
            found.append(PageDate(match.start(), match.end(), first, second))
    for match in _feast().finditer(line) if "," in line else ():
        month, day = _feasts()[fold_line(match["feast"])].split("-")
        fixed = _day(match["y"], month, day)
        if fixed:
            found.append(PageDate(match.start(), match.end(), fixed))
    return sorted(found, key=lambda one: one.start)


def shown_order(dates: list[PageDate]) -> str:
    """Which way the numeric dates of a page count, where a day over 12 shows it: `dmy`, `mdy` or `either`."""
    orders = {
        "dmy" if d.day_first else "mdy" for d in dates if (d.day_first is None) != (d.month_first is None)
    }
    return orders.pop() if len(orders) == 1 else "either"


def is_stamp(text: str) -> bool:
    """Whether `text` holds one date and, besides it, nothing but a time, a weekday and words like 'at'."""
    dates = find_dates(text)
    if not dates:
        return False
    rest = text
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    rest = _CLOCK.sub(" ", rest)
    return all(fold_line(word).strip(".") in _stamp_words() for word in _REST_WORD.findall(rest))


@cache
def _feasts() -> dict[str, str]:
    """Holidays on a fixed day as MM-DD, in all languages; a name that means two days is left out."""
    days: dict[str, set[str]] = {}
    for code in language_codes():
        for day, entry in read_tables(code).get("holiday", {}).items():
            for form in (form for written in entry["forms"] for form in expand(written)):
                days.setdefault(fold_line(form), set()).add(day)
    return {name: of.pop() for name, of in days.items() if len(of) == 1}


@cache
def _feast() -> re.Pattern[str]:
    """A holiday and its year after a comma: 'Oslo, New Year's Eve 2025'; alone it is rather a title."""
    names = "|".join(sorted(map(re.escape, _feasts()), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<=,[ ])(?P<feast>{names}),?[ ](?P<y>{_YEAR})(?!\d)", re.IGNORECASE)


@cache
def _month_numbers() -> dict[str, int]:
    """Month names and short forms of all languages; a name that means two months is left out."""
    from babel import Locale

    months: dict[str, set[int]] = {}
    for code in (*language_codes(), *_VARIANTS):
        tables = Locale.parse(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in tables[context][width].items():
                    months.setdefault(fold_line(name).strip("."), set()).add(number)
    months.setdefault("sept", {9})
    months["märz"] = {3}
    return {name: numbers.pop() for name, numbers in months.items() if len(numbers) == 1 and len(name) >= 3}


@cache
def _stamp_words() -> frozenset[str]:
    from babel import Locale

    words = set(page_words().sets["date_words"] | page_words().sets["clock_words"])
    for code in language_codes():
        tables = Locale.parse(code).days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for name in tables[context][width].values():
                    words.update(part.strip(".") for part in re.findall(r"[^\W_]+", fold_line(name)))
    words |= {str(n) for n in range(2, 8)}  # Vietnamese weekdays are numbered
    return frozenset(words)


def _readings(match: re.Match[str]) -> tuple[date | None, date | None]:
    get = match.group
    if get("y1"):
        return _day(get("y1"), get("m1"), get("d1")), None
    if get("y2"):
        return _day(get("y2"), get("m2"), get("d2")), None
    if get("y6"):
        return _day_of_era(get("era"), get("y6"), get("m6"), get("d6")), None
    if get("y3"):
        first = _day(get("y3"), get("b"), get("a"))
        # Only a slash (and a hyphen, in America) ever stands between month and day in this order.
        second = _day(get("y3"), get("a"), get("b")) if get("s3") != "." else None
        return first, second
    name, day, year = (get("m4"), get("d4"), get("y4")) if get("y4") else (get("m5"), get("d5"), get("y5"))
    folded = fold_line(name).strip(".")
    month = folded.removeprefix("tháng ") if folded.startswith("tháng ") else _month_numbers().get(folded)
    return (_day(year, month, day), None) if month else (None, None)


def _day_of_era(name: str, year: str, month: str, day: str) -> date | None:
    before = world.eras().get(name)
    return _day(str(before + (1 if year == "元" else int(year))), month, day) if before else None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

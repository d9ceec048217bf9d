"""Datelines: the place and the day before an article's first sentence, and their relatives.

'Kassel, 14. März 2026 – ', 'Umeå den 14 mars 2026. ', '【倉敷 2026年3月14日】', a day alone before a
dash, a place and a day between the bars of a head line.
"""

from __future__ import annotations

import re

from pipeline.cleaning.page_dates import PageDate, find_dates, is_stamp
from pipeline.cleaning.words import fold_line, page_words

_AFTER_DATELINE = re.compile(r"\s*(?:r\.|(?:\([^()]{1,60}\)\s*)?(?:[-–—:./|]|$))")  # 'r.': Polish 'roku'
_SHORTENED = re.compile(r"\b([A-Z][^\W\d_]{0,4})\.(?=[A-Z]\.|,|\s*[(–—-]|\s*$)")  # 'N.C.', 'Mass.', 'Qro.'
# What makes a date behind a place without a comma a dateline: an agency and a dash, or the line's end.
_AFTER_BARE = re.compile(r"\s*(?:\((?P<sign>[^()]{1,60})\)\s*[-–—]\s|$)")
_PLACE = re.compile(r"[^\d:;.!?\"„“”«»]{2,60}")
_ISSUER = re.compile(r"(?:[ \u3000][\u4e00-\u9fff\u30a0-\u30ff々〆]{2,20}){1,3}")
_BRACKETS = re.compile(r"[【〔［](?P<inside>[^】〕］]{4,40})[】〕］]")
_BARS = re.compile(r"\s(?:\++|[-–—|·•/])\s")
_HEAD_LINE = 120  # characters of a line that has a dateline between bars
_HEAD = 160
_LEADS = re.compile(r"(?:,?\s\d{1,2}[:.h]\d\d)?\s*[-–—|]\s+(?=[^\W\d_])")


def dateline(text: str) -> PageDate | None:
    """The date of a line that gives place and day of the report, alone or before its first sentence."""
    return _behind_place(text) or _in_brackets(text) or _between_bars(text)


def leading_date(text: str) -> PageDate | None:
    """The date of '14/3/2026 - The council met …': a full day, a dash and a capital behind it."""
    head = text.strip()[:_HEAD]
    dates = find_dates(head)
    if not dates or dates[0].start:
        return None
    after = _LEADS.match(head, dates[0].end)
    return dates[0] if after and head[after.end() :][:1].isupper() else None


def _in_brackets(text: str) -> PageDate | None:
    """The date of '【倉敷 2026年3月14日】': a place before the day, in square or lens brackets."""
    found = _BRACKETS.match(text.strip())
    dates = find_dates(found["inside"]) if found else []
    if found is None or len(dates) != 1:
        return None
    place, after = found["inside"][: dates[0].start].strip(" 　、,，"), found["inside"][dates[0].end :]
    one_name = bool(place) and _PLACE.fullmatch(place) and len(place.split()) <= 2
    return dates[0] if one_name and (not after.strip() or is_stamp(f"2000-01-01 {after}")) else None


def _between_bars(text: str) -> PageDate | None:
    """The date of a place and a day between the bars of a line: 'Live +++ Oslo, 11 March 2026 +++ CET'."""
    line = text.strip()
    if len(line) > _HEAD_LINE or not _BARS.search(line):
        return None
    found = [one for part in _BARS.split(line) if (one := _behind_place(part)) and _whole(part, one)]
    return found[0] if len(found) == 1 else None


def _whole(part: str, found: PageDate) -> bool:
    """Whether nothing but a time stands behind the date of a part."""
    after = part.strip()[found.end :].strip(" .,")
    return not after or is_stamp(f"2000-01-01 {after}")


def _behind_place(text: str) -> PageDate | None:
    """The date of 'Kassel, 14. März 2026', alone or before the first sentence."""
    head = text.strip().lstrip("*_#( ")[:160]
    dates = find_dates(head)
    if not dates:
        return None
    place, after = _SHORTENED.sub(r"\1", head[: dates[0].start]), head[dates[0].end :]
    place = _before_stamp_words(place)
    if place.endswith(" (") and after.startswith(")"):  # 'RALEIGH, N.C. (April 24, 2025) —'
        place, after = place[:-2] + ",", after[1:]
    bare = _AFTER_BARE.match(after)
    if bare and bare["sign"] and is_stamp(f"2000-01-01 {bare['sign']}"):
        bare = None  # a weekday in brackets
    if bare and place.split() and place.split()[-1][0].isupper():
        place = f"{place.rstrip()},"
    if not place or not _is_place(place):
        return None
    return dates[0] if _AFTER_DATELINE.match(after) or is_stamp(f"2000-01-01 {after}") else None


def issued(text: str) -> PageDate | None:
    """The date of '2026年3月14日　市民課': a day and the office that issues the text, in Han and katakana."""
    dates = find_dates(text.strip()[:80])
    if len(dates) != 1 or dates[0].start or not _ISSUER.fullmatch(text.strip()[dates[0].end :]):
        return None
    return dates[0]


def _before_stamp_words(text: str) -> str:
    """'Lyon, le', 'Utrecht, vrijdag': the place with its comma, without the words that lead to the date."""
    place, comma, words = text.rpartition(",")
    if place and words.strip() and words.strip()[0].islower() and is_stamp(f"2000-01-01 {words}"):
        return place + comma
    name, blank, word = text.rstrip().rpartition(" ")
    if not comma and blank and name[-1:].isalpha() and page_words().has("dateline", word):
        return name + ","  # 'Umeå den 14 mars 2026.'
    return text


def _is_place(text: str) -> bool:
    """One to five capitalised words before a comma, an agency in brackets, perhaps a weekday after it."""
    text = _before_stamp_words(re.sub(r"\([^()]{1,40}\)", " ", text).strip())
    parts = [part.strip(" –—-|/") for part in re.split(r"[,|/]", text)]
    parts = [part for part in parts if part and not is_stamp(f"2000-01-01 {part}")]
    if (
        len(parts) not in (1, 2, 3)
        or not _PLACE.fullmatch(text)
        or not re.search(r"[,|)/–—-]\s*$|\)\s*\S", text + " ")
    ):
        return False
    particles = page_words().sets["particles"]
    for part in parts:
        names = part.split()
        if any(len(name) > 3 and is_stamp(f"2000-01-01 {name}") for name in names):
            return False  # 'Am Dienstag, …' begins a sentence
        if len(names) > 5 or (not names[0][0].isupper() and not names[0].startswith("'")):
            return False
        if not all(
            name[0].isupper() or fold_line(name) in particles or name.startswith("'") for name in names
        ):
            return False
    return True

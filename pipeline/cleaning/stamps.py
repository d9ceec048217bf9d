"""Lines that date a page: stamps, labelled dates, a publisher glued to the date, reading times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.cleaning.page_dates import find_dates, is_stamp
from pipeline.cleaning.words import fold_line, page_words

_NUMBER_OR_WORD = re.compile(r"\d+|[^\W\d_]+")
_DASH = re.compile(r"\s[-–—]\s")
_MOST_PARTS = 3  # of a line with dashes: a section, a paper, the day
_BAR = re.compile(r"\s[|·•]\s|\s{2,}")
_LONGEST_TITLE = 7  # words of a newspaper's name, with the words that lead to the date
_SECOND = re.compile(r"[,;|(]|(?<=\w\w)\.\s+(?=[^\W\d_])")  # where a second statement may begin


def is_stamp_line(text: str) -> bool:
    """A line that only dates the page: a stamp, a stamp between bars, a labelled date, a glued publisher."""
    if is_stamp(text) or glued_publisher(text):
        return True
    parts = stamp_parts(text)
    return (len(parts) > 1 and any(is_stamp(part) or labelled_date(part) is not None for part in parts)) or (
        labelled_date(text) is not None
    )


@cache
def _page() -> re.Pattern[str]:
    """The page of a paper behind the date: ', S. 3', ', page 14'."""
    words = "|".join(sorted(map(re.escape, page_words().sets["page"])))
    return re.compile(rf",?\s*\(?(?:{words})\.?\s*\d{{1,3}}\)?\.?\s*", re.IGNORECASE)


def stamp_parts(text: str) -> list[str]:
    """The parts of a line between bars, dots or wide gaps; a date with its label or weekday may stand behind
    a dash too."""
    parts = [part for part in _BAR.split(text) if part.strip()]
    dashed = _DASH.split(text)
    if len(parts) != 1 or not 1 < len(dashed) <= _MOST_PARTS:
        return parts
    dated = labelled_date(dashed[-1]) is not None or any(map(_with_weekday, dashed))
    return dashed if dated else parts


def _with_weekday(text: str) -> bool:
    """Whether a weekday or a time stands beside the date, and nothing else."""
    dates = find_dates(text)
    rest = text[: dates[0].start] + text[dates[0].end :] if dates else ""
    return any(letter.isalpha() for letter in rest) and is_stamp(text)


def labelled_date(text: str) -> tuple[str, int] | None:
    """('published' or 'updated', offset of the date) where `text` is a label and a date, nothing else."""
    words = page_words()
    bare = text.strip().strip("()[]")
    shift = text.find(bare)
    dates = find_dates(bare)
    if not dates or not is_stamp(bare[dates[0].start : dates[0].end] + _after_first(bare)):
        return None
    label = bare[: dates[0].start]
    for kind in ("published", "updated"):
        phrase = words.begins(kind, label)
        if phrase is not None and _only_stamp_words(fold_line(label)[len(phrase) :]):
            return kind, shift + dates[0].start
    return None


def appearance(text: str) -> int | None:
    """The offset of the date where a line names the paper that printed the article; None for other lines.

    'Published in The Herald of 14 March 2026, page 4', 'The Herald, Saturday, 14 March 2026, p. 4'.
    """
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    words = page_words()
    start = len(words.begins("appeared", text) or "")
    paper = text[start : dates[0].start].split()
    if len(paper) > _LONGEST_TITLE:
        return None
    named = bool(start) or (bool(paper) and _capitals(paper) and _page().fullmatch(text, dates[0].end))
    return dates[0].start if named else None


def _capitals(words: Sequence[str]) -> bool:
    """Whether the name of a paper stands there, perhaps with a weekday: all words but small ones capital."""
    particles = page_words().sets["particles"]
    return words[0][:1].isupper() and all(
        word[:1].isupper() or fold_line(word) in particles or is_stamp(f"2000-01-01 {word}") for word in words
    )


def is_bracketed_stamp(text: str) -> bool:
    """'(14.03.2026)': a date alone in brackets."""
    return text[:1] in "(（[" and text[-1:] in ")）]" and is_stamp(text[1:-1])


def dates_the_page_below(text: str) -> bool:
    """Whether a line below the article dates it: labelled, in brackets, or naming the paper."""
    return labelled_date(text) is not None or appearance(text) is not None or is_bracketed_stamp(text)


def glued_publisher(text: str) -> tuple[str, int] | None:
    """The publisher in 'The HeraldThe Herald26/11/2025' and the offset of the date; doubled or glued only."""
    dates = find_dates(text) if len(text) <= 140 else []
    if len(dates) != 1 or not is_stamp(text[dates[0].start :]):
        return None
    name = text[: dates[0].start].strip(" -–|,")
    half = len(name) // 2
    if name and name[:half].strip() == name[half:].strip():
        return name[:half].strip(), dates[0].start
    glued = text[dates[0].start - 1 : dates[0].start].isalpha()
    return (name, dates[0].start) if glued and name[0].isupper() and len(name.split()) <= 6 else None


def is_reading_time(text: str) -> bool:
    """'4 min read', 'Lesezeit: 3 Minuten', 'vor 2 Stunden': a number and words of the list, nothing else."""
    found = _NUMBER_OR_WORD.findall(text)
    words = [word for word in found if not word.isdigit()]
    return (
        1 <= len(words) < len(found) <= 6
        and any(len(w) > 2 or not w.isascii() for w in words)
        and all(page_words().has("reading", fold_line(w)) for w in words)
    )


def _after_first(text: str) -> str:
    """What follows the first date, up to a second label ('…, updated: …')."""
    after = text[find_dates(text)[0].end :]
    return _SECOND.split(after, maxsplit=1)[0]


def _only_stamp_words(text: str) -> bool:
    return is_stamp(f"2000-01-01 {text}")

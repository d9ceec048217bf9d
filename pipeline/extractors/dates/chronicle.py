"""Chronicles: a text in parts under the names of months, as reviews of a year are written.

'JANUARY – The river floods. MARCH – …' tells what happened, in the present tense. Where such headings rise
and the last of them has come by the day of publication, the dates of the parts take the year of the
chronicle. A text that names the next year by then is a calendar of what will come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.extractors.dates.reader import Reader

_FEWEST = 3  # headings; two months at the beginning of a line may be chance
_SIGNS = frozenset(":.")


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The year told, and the tokens `[start, end)` from the first heading through the last paragraph."""

    year: int
    start: int
    end: int


def chronicle(r: Reader, published: date | None) -> Chronicle | None:
    """The chronicle that a text published on `published` is, or None."""
    if published is None:
        return None
    lines = r.doc.paragraphs
    found = {first: month for first, after in lines if (month := _heading(r, first, after))}
    months = list(found.values())
    if len(months) < _FEWEST or months != sorted(set(months)):
        return None
    year = published.year if months[-1] <= published.month else published.year - 1
    start, last = min(found), max(found)
    end = r.doc.paragraphs[r.doc.paragraph_of(last)][1]
    if any(r.surface(token) == str(year + 1) for token in r.doc.digits if token < end):
        return None
    return Chronicle(year, start, end)


def _heading(r: Reader, first: int, after: int) -> int | None:
    """The month of a line that is its name alone, or begins with it before a dash or colon."""
    month = r.at("month", first)
    if month is None or not r.surface(first)[0].isupper():
        return None
    marked = month.end == after or r.surface(month.end) in _SIGNS or r.dash(month.end)
    return int(month.value) if marked else None

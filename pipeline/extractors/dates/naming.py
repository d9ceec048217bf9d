"""Years in the names of events: 'the Lakes Forum 2026, from 29 to 31 May'.

Where no publication date is known, the year of an event's name dates the days and months of its sentence, and
what lies within these days elsewhere. A weekday that such a date does not have speaks against it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse, Point, Slots, Span

_YEARS = range(1990, 2100)
_MAX_NAME = 12  # tokens of a name before its year
_NOUNS = ("event", "event_name")
_OPENING = frozenset("«»„“”\"'‘’「『")
_CLOSING = frozenset(",;:.!?)]»“”\"'’」』）、。")


class NamedYears:
    """The years of names, by sentence and by the days that they date."""

    def __init__(self, r: Reader, parses: Sequence[Parse]) -> None:
        dated = {token for parse in parses for token in range(parse.start, parse.end)}
        self._years = [token for token in r.digits if token not in dated and _names(r, token)]
        self._r = r
        self._days: dict[tuple[int, int], set[int]] = {}  # month and day -> the years that names give them
        self._sentences: dict[int, int | None] = {}
        for parse in parses if self._years else ():
            year = self._of_sentence(parse)
            if year is not None:
                for day in _days(parse.slots):
                    self._days.setdefault(day, set()).add(year)

    def year(self, parse: Parse) -> int | None:
        """The year that a name gives to an expression without one."""
        if not self._years:
            return None
        year = self._of_sentence(parse)
        if year is None:
            days = _days(parse.slots)
            years = self._days.get(days[0], set()) if days else set()
            year = (
                min(years) if len(years) == 1 and all(self._days.get(day) == years for day in days) else None
            )
        return year if year is not None and _possible(parse.slots, year) else None

    def _of_sentence(self, parse: Parse) -> int | None:
        first, after = self._r.sentence(parse.start)
        if first not in self._sentences:
            self._sentences[first] = self._between(first, after)
        return self._sentences[first]

    def _between(self, first: int, after: int) -> int | None:
        """The one year of the names in the tokens `[first, after)`."""
        low, high = bisect_left(self._years, first), bisect_left(self._years, after)
        years = {int(self._r.surface(token)) for token in self._years[low:high]}
        return years.pop() if len(years) == 1 else None


def _names(r: Reader, token: int) -> bool:
    """Whether the digits at `token` are the year in the name of an event, at its end or before it."""
    surface, before, following = r.surface(token), r.surface(token - 1), r.surface(token + 1)
    if len(surface) != 4 or int(surface) not in _YEARS:
        return False
    if r.adjacent(token + 1) and following not in _CLOSING and not r.unspaced(token + 1):
        return False
    if r.unspaced(token - 1):
        return following in _CLOSING and _event_before(r, token, any_case=True)
    if not before[:1].isalpha() or r.adjacent(token):
        return False
    if following[:1].isupper():
        small = before[0].islower() or bool(r.doc.at("function", token - 1))
        return small and _event_behind(r, token + 1)  # 'the 2026 Lakes Forum'
    if before[0].isupper():
        return _event_before(r, token, any_case=False)
    counts = following[:1].isalpha() and not r.doc.at("function", token + 1)
    return not counts and _event_before(r, token, any_case=True)


def _event_before(r: Reader, token: int, *, any_case: bool) -> bool:
    """Whether an event's noun stands in the name before `token`, or right before the name.

    A name is a run of capitalised words; where `any_case`, of words that begin with an event's noun.
    """
    first = max(r.sentence(token)[0], token - _MAX_NAME)
    nouns = [x for name in _NOUNS for x in r.doc.between(name, first, token) if x.end <= token]
    if not nouns:
        return False
    noun = max(nouns, key=lambda x: x.end)
    between = [r.surface(at) for at in range(noun.end, token)]
    if any_case:
        own = r.unspaced(noun.start) or r.surface(noun.start)[0].isupper()
        return own and all(surface[0].isalnum() for surface in between)
    return all(surface[0].isupper() or surface in _OPENING for surface in between)


def _event_behind(r: Reader, token: int) -> bool:
    """Whether a run of capitalised words that begins at `token` holds an event's noun."""
    for at in range(token, min(token + _MAX_NAME, r.sentence(token)[1])):
        if not r.surface(at)[0].isupper():
            return False
        if any(r.doc.at(name, at) for name in _NOUNS):
            return True
    return False


def _days(slots: Slots) -> list[tuple[int, int]]:
    """The days (month and day) of an expression that lacks its year; none where they are too many."""
    sides = (slots.left, slots.right) if isinstance(slots, Span) else (slots, slots)
    first, last = (
        (side.month, side.day)
        if isinstance(side, Point) and side.month and side.day and not side.has_year
        else (0, 0)
        for side in sides
    )
    if not first[0] or not last[0] or not first <= last or last[0] - first[0] > 1:
        return []
    return [
        (month, day)
        for month in range(first[0], last[0] + 1)
        for day in range(1, 32)
        if first <= (month, day) <= last
    ]


def _possible(slots: Slots, year: int) -> bool:
    """Whether the day has the weekday that the text names."""
    sides = (slots.left, slots.right) if isinstance(slots, Span) else (slots,)
    for side in sides:
        if isinstance(side, Point) and side.weekday is not None and side.month and side.day:
            return cal.exists(year, side.month, side.day) and (
                date(year, side.month, side.day).weekday() == side.weekday
            )
    return True

"""Days whose month an earlier date of the text fixes: 'On the 6th' after 'from 3 to 11 June'.

The entries of `bare_day` say where such a day stands, by the shape that it has:

| value | shape |
|---|---|
| `ordinal` | the word before an ordinal: 'on the 6th', 'am 6.' |
| `number` | a word for day before a number: 'ngày 6', 'dnia 6' |
| `article` | the article before a number that opens a clause: 'le 6'; only after an interval of days |
| `suffix` | the ending behind an ordinal, with a hyphen: '6-go' |

Nothing that the number could count may follow: the clause goes on with a verb, a sign or a small word, not
with a noun as in 'the 6th floor'.
"""

from __future__ import annotations

from pipeline.extractors.dates import calendars as cal
from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse, Point, Span
from pipeline.extractors.dates.values import Value
from pipeline.lexicon import Lexeme

BARE = "date-day"
_GOING_ON = ("function", "tense", "say", "event_verb")  # what may follow such a day
_COUNTED = ("amount_of", "time_unit", "no_date_after", "month", "month_short", "scale", "currency", "measure")
_CLOSING = frozenset(",;:.!?)]»“”\"'’…–—。、")
_OPENING = frozenset(',;:.!?()[«»“„"–—')
_NEAR, _NEAR_STAY = 4, 8  # sentences from the date that fixes the month, or from an interval of days
_LAST = 31
_Days = tuple[str, int, int]  # year and month, first day, last day


def with_bare_days(r: Reader, parses: list[Parse]) -> list[Parse]:
    """The expressions with the bare days that stand behind a dated one, in the order of the text."""
    words = r.doc.section("bare_day")
    first = next((parse.end for parse in parses if _fixes_month(parse)), r.size)
    if not words or first >= words[-1].start:
        return parses
    covered = {token for parse in parses for token in range(parse.start, parse.end)}
    more: dict[int, Parse] = {}
    for word in words:
        if word.start < first:
            continue
        for start, end, day in _days(r, word):
            if covered.isdisjoint(range(min(word.start, start), end)):
                more[start] = Parse(start, end, Point(day=day), BARE)
    if not more:
        return parses
    merged = sorted([*parses, *more.values()], key=lambda parse: parse.start)
    return _without_lone_articles(merged, {word.end for word in words if word.value == "article"})


def _fixes_month(parse: Parse) -> bool:
    sides = (parse.slots.left, parse.slots.right) if isinstance(parse.slots, Span) else (parse.slots,)
    return any(isinstance(side, Point) and (side.month or side.month_shift is not None) for side in sides)


def _without_lone_articles(parses: list[Parse], articles: set[int]) -> list[Parse]:
    """Drops days behind an article that follow no interval."""
    kept: list[Parse] = []
    stay = False
    for parse in parses:
        if parse.rule == BARE:
            if parse.start in articles and not stay:
                continue
        elif _fixes_month(parse):
            stay = isinstance(parse.slots, Span)
        kept.append(parse)
    return kept


def _days(r: Reader, word: Lexeme) -> list[tuple[int, int, int]]:
    """The days (first token, token after, day) that a word of `bare_day` announces."""
    kind, at = word.value, word.end
    if kind == "suffix":
        at = word.start - 2
        if at < 0 or r.surface(at + 1) != "-" or not r.adjacent(word.start) or not r.adjacent(at + 1):
            return []
    if kind == "article" and not _opens(r, word.start):
        return []
    if (
        kind == "number"
        and word.start
        and (word.start - 1 in r.numbers or r.doc.at("per_unit", word.start - 1))
    ):
        return []
    found: list[tuple[int, int, int]] = []
    while True:
        read = numerals.day(r, at)
        if read is None or numerals.joined(r, at) or numerals.continued(r, read[1]):
            return []
        day, end, ordinal = read
        if (kind in ("ordinal", "suffix") and not ordinal) or (found and day <= found[-1][2]):
            return []
        found.append((at, end, day))
        following = _next_item(r, end, listed=ordinal)
        if following is None:
            break
        at = following
    return found if _goes_on(r, found[-1][1], kind) else []


def _next_item(r: Reader, end: int, *, listed: bool) -> int | None:
    """The token of the next number of a list: 'on the 6th, 7th and 8th'; a comma joins only ordinals."""
    at = end + 1 if listed and r.surface(end) == "," else end
    joined = [lexeme.end for lexeme in r.all_at("range", at)]
    if not joined and at == end:
        return None
    at = r.skip("date_glue", joined[0] if joined else at)
    read = numerals.day(r, at)
    return at if read is not None and (read[2] or not listed) else None


def _opens(r: Reader, token: int) -> bool:
    """Whether a clause begins at `token`."""
    before = r.surface(token - 1)
    return token == r.sentence(token)[0] or before in _OPENING or r.at("range", token - 1) is not None


def _goes_on(r: Reader, end: int, kind: str) -> bool:
    """Whether nothing follows that the number could count."""
    if end >= r.sentence(end - 1)[1]:
        return True
    surface = r.surface(end)
    if not surface[0].isalnum():
        return surface in _CLOSING
    if surface[0].isdecimal() or any(r.doc.at(section, end) for section in _COUNTED):
        return False
    if any(r.doc.at(section, end) for section in _GOING_ON):
        return True
    if kind == "number" and surface[0].isupper() and not r.doc.language.feature("capital_nouns"):
        return True
    endings = tuple(r.doc.language.feature("past_endings", ()))
    return bool(endings) and surface.islower() and len(surface) > 4 and r.norms[end].endswith(endings)


class FixedMonth:
    """The days among which a bare day is: those of the last interval, else those after the last day told."""

    def __init__(self) -> None:
        self._stay: list[_Days] = []  # the days of the last interval
        self._rest: list[_Days] = []  # the days after the last day, or those of the last month
        self._stay_sentence = self._sentence = 0

    def value(self, parse: Parse, sentence: int) -> Value | None:
        """The day that a bare day means, None where no month is fixed near enough."""
        found = self.inside(parse, sentence)
        near = sentence - self._sentence <= _NEAR
        return found or (_among(self._rest, parse) if near else None)

    def inside(self, parse: Parse, sentence: int) -> Value | None:
        """The same inside an interval only: 'on the 6th' after 'from 3 to 11 June of last year'."""
        return _among(self._stay, parse) if sentence - self._stay_sentence <= _NEAR_STAY else None

    def remember(self, value: Value, sentence: int) -> None:
        """Takes the month from a value of a day, a month or an interval of days."""
        sides = value.edtf.split("/")
        if any(len(side) not in (7, 10) or not side[5:7].isdecimal() or side[5:7] > "12" for side in sides):
            return
        months, days = [side[:7] for side in sides], [int(side[8:] or 0) for side in sides]
        if len(sides) == 1:
            self._rest, self._sentence = [(months[0], days[0] + 1, _LAST)], sentence
            if any(month == months[0] and low <= days[0] <= high for month, low, high in self._stay):
                self._stay_sentence = sentence
        elif 0 not in days and _follow(*months):
            same = months[0] == months[1]
            first = (months[0], days[0], days[1] if same else _LAST)
            self._stay = [first] if same else [first, (months[1], 1, days[1])]
            self._rest = [(months[1], days[1] + 1, _LAST)]
            self._stay_sentence = self._sentence = sentence


def _among(days: list[_Days], parse: Parse) -> Value | None:
    point = parse.slots
    if not isinstance(point, Point) or point.day is None:
        return None
    for month, first, last in days:
        if first <= point.day <= last and _exists(month, point.day):
            return Value(f"{month}-{point.day:02}", "day", "document")
    return None


def _follow(first: str, second: str) -> bool:
    """Whether two months are one or stand next to each other."""
    return first == second or int(first[5:]) % 12 + 1 == int(second[5:])


def _exists(month: str, day: int) -> bool:
    number = int(month[5:])
    return cal.exists(int(month[:4]), number, day) if month[:4].isdecimal() else cal.may_exist(number, day)

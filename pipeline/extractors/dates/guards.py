"""What looks like a date and is none: numbered things, measures, scores, names with a month in them.

The grammar proposes, these guards refuse. Each states a general fact of texts; the words come from the
language files (`no_date_before`, `no_date_after`, `month_ambiguous`, `month_context`).
"""

from __future__ import annotations

from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Length, Parse, Point, Season, Span

_COUNTED = ("no_date_after", "currency", "currency_symbol", "scale")
_MAX_LINKS = 3  # prepositions and articles between 'every year' and the month
_FEAST_WORDS = 2  # words that may stand before the weekday in the name of a feast
_POINT_ENDS = frozenset(";:.")  # before a point of a run-on list
_LINKS = frozenset("-\u2011\u2010")


def refused(r: Reader, parse: Parse, listed: bool = False) -> bool:
    """Whether the expression is no date after all; a date before it in a list (`listed`) vouches for it."""
    return (
        _numbered(r, parse)
        or _measured(r, parse)
        or _in_word(r, parse)
        or _feast_weekday(r, parse)
        or (not listed and (_named_month(r, parse) or _named_weekday(r, parse)))
        or _enumerates(r, parse)
        or _recurs(r, parse)
        or _person(r, parse)
    )


def _numbered(r: Reader, parse: Parse) -> bool:
    """'Nr. 12/2019', 'Resolution 57 of …': a word that takes a number stands right before the digits."""
    if not r.surface(parse.start)[:1].isdecimal() or parse.rule not in (
        "date-numeric",
        "date-year",
        "date-interval",
    ):
        return False
    return numbered(r, parse.start)


def counted(r: Reader, end: int) -> bool:
    """Whether the number before `end` counts something: 'in May 25 people', '2000 km', '20 %'."""
    return bool(r.surface(end) == "%" or any(r.doc.at(section, end) for section in _COUNTED))


def numbered(r: Reader, token: int) -> bool:
    """Whether a word that takes a number ends right before `token`."""
    for start in range(token - 1, max(-1, token - 4), -1):
        if any(lexeme.end == token for lexeme in r.doc.at("no_date_before", start)):
            return True
    return False


def _measured(r: Reader, parse: Parse) -> bool:
    """'2025 km', '5-10 %': a measure or a currency follows the digits."""
    if not r.surface(parse.end - 1)[:1].isdecimal() or isinstance(parse.slots, Length):
        return False
    end = parse.end
    if r.surface(end) in ("%", "\u2030", "\u20ac", "$", "\u00a3", "\u00b0") and end < r.size:
        return True
    last = parse.slots.right if isinstance(parse.slots, Span) else parse.slots
    if isinstance(last, Point) and last.month and last.year:
        return False
    return any(
        r.doc.at(section, end) for section in ("no_date_after", "currency", "currency_symbol", "scale")
    )


def _in_word(r: Reader, parse: Parse) -> bool:
    """A word part: 'Mai-Feier', '@april', 'Freitag-Gebet', 'nicht-heute'."""
    first, last = parse.start, parse.end
    before, after = r.surface(first - 1), r.surface(last)
    if (
        before in _LINKS
        and r.adjacent(first)
        and r.adjacent(first - 1)
        and r.surface(first)[:1].isalpha()
        and r.surface(first - 2)[:1].isalpha()
    ):
        return True  # the second half of a double name
    if (
        r.adjacent(first)
        and not r.unspaced(first - 1)
        and (
            before in ("@", "#", "_", "&", "=") or (before[-1:].isalpha() and r.surface(first)[:1].isalpha())
        )
    ):
        return bool(before)
    if last < r.size and r.adjacent(last) and not r.unspaced(last):
        if after in ("_", "@"):
            return True
        if after in _LINKS and r.adjacent(last + 1) and r.surface(last + 1)[:1].isalpha():
            return r.surface(last - 1)[:1].isalpha() and not r.at("month", last + 1)
        if after[0].isalpha() and r.surface(last - 1)[:1].isdecimal() and not isinstance(parse.slots, Length):
            return True
    return False


def _lone_month(parse: Parse) -> bool:
    point = parse.slots
    return (
        isinstance(point, Point)
        and point.month is not None
        and point.day is None
        and not point.has_year
        and point.direction is None
        and point.qualifier is None
    )


def _named_month(r: Reader, parse: Parse) -> bool:
    """A month's name alone: 'May' the verb, 'April' the woman. It needs a word that months take."""
    if isinstance(parse.slots, Point) and parse.slots.month is not None and _wrong_day(r, parse):
        return True
    if not _lone_month(parse):
        return False
    if r.at("month", parse.start) is not None and r.is_alone(parse.start, parse.end):
        return False
    token = parse.start
    if r.at("month", token) is None and token in r.numbers:
        return True  # 'dez' is ten, and December's short form
    if preceded(r, "month_context", parse.start):
        return False
    if r.at("month", token) is None or r.doc.at("month_ambiguous", token):
        return True
    return not r.doc.language.feature("capital_nouns") and _among_names(r, parse)


def _wrong_day(r: Reader, parse: Parse) -> bool:
    """'32 August 2014', 'agosto 32': a month beside a number that no month has as a day."""
    point = parse.slots
    if not isinstance(point, Point) or point.day is not None:
        return False
    before, after = r.surface(parse.start - 1), r.surface(parse.end)
    if before == "." and r.adjacent(parse.start - 1):
        before = r.surface(parse.start - 2)
    if before.isdecimal() and len(before) <= 2 and r.surface(parse.start)[:1].isalpha():
        return True
    if month_of(r, parse.start):
        return False
    return after.isdecimal() and len(after) == 2 and not point.has_year and not r.adjacent(parse.end)


def month_of(r: Reader, token: int) -> bool:
    """Whether 'the month of' stands before a month: a number behind it counts something else."""
    at = token - 1 if r.at("date_glue", token - 1) is not None else token
    return r.value("time_unit", at - 1) == "month" and r.at("direction", at - 2) is None


def _among_names(r: Reader, parse: Parse) -> bool:
    """Whether capitalised words stand right beside it, as beside a part of a name."""
    before, after = r.surface(parse.start - 1), r.surface(parse.end)
    first = r.sentence(parse.start)[0]
    named_before = parse.start - 1 > first and before[:1].isupper() and before.isalpha() and len(before) > 1
    return named_before or (after[:1].isupper() and after.isalpha() and after[1:].islower())


def _named_weekday(r: Reader, parse: Parse) -> bool:
    """'Black Friday', 'Bloody Sunday': a capitalised word that is no date word before the weekday."""
    point = parse.slots
    if parse.rule != "date-weekday" or not isinstance(point, Point) or point.day is not None:
        return False
    if r.doc.language.feature("capital_nouns"):
        return False
    before, token = r.surface(parse.start - 1), parse.start
    if not before[:1].isupper() or not before.isalpha() or len(before) < 2:
        return False
    known = any(
        r.at(name, token - 1) for name in ("direction", "date_part", "date_glue", "month_context", "range")
    )
    return r.surface(token)[:1].isupper() and not known and not r.doc.at("function", token - 1)


def _feast_weekday(r: Reader, parse: Parse) -> bool:
    """'Good Friday', 'mercredi des Cendres': a feast named after a weekday, which does not tell its date."""
    point = parse.slots
    if not isinstance(point, Point) or point.weekday is None or point.day is not None:
        return False
    near = r.doc.between("weekday_feast", parse.start - _FEAST_WORDS, parse.end)
    return any(lexeme.end > parse.start for lexeme in near)


def _enumerates(r: Reader, parse: Parse) -> bool:
    """A weekday named by its number that only counts: 'Secondly, …', 'for the sixth time' in Vietnamese."""
    if parse.rule != "date-weekday":
        return False
    if r.doc.at("time_count", parse.start - 1):
        return True
    number = r.numbers.get(parse.start) or r.numbers.get(parse.end - 1)
    counts = (number is not None and number.words) or r.having("weekday", parse.start, "numbered")
    if not counts or r.surface(parse.end) not in (",", ":") or r.surface(parse.end - 1)[0].isupper():
        return False
    return parse.start == r.sentence(parse.start)[0] or r.surface(parse.start - 1) in _POINT_ENDS


def _recurs(r: Reader, parse: Parse) -> bool:
    """'every Friday', 'each year in March', 'chaque été': what comes again is no date."""
    point = parse.slots
    alone = isinstance(point, Season) and point.year is None and point.year_shift is None
    if not (alone or _lone_month(parse) or parse.rule == "date-weekday"):
        return False
    token = parse.start
    for _ in range(_MAX_LINKS):
        if any(lexeme.end == token for lexeme in r.doc.between("recurring", max(0, token - 4), token)):
            return True
        linked = [
            lexeme.start
            for section in ("month_context", "date_glue")
            for lexeme in r.doc.between(section, max(0, token - 3), token)
            if lexeme.end == token
        ]
        if not linked:
            break
        token = min(linked)
    return False


def _person(r: Reader, parse: Parse) -> bool:
    """A month, weekday or season inside a person's name that the model found: 'Domenica Greco'."""
    if not (_lone_month(parse) or parse.rule == "date-weekday" or isinstance(parse.slots, Season)):
        return False
    return any(
        entity.label == "PER" and entity.start <= parse.start < entity.end and entity.end - entity.start > 1
        for entity in r.doc.entities
    )


def preceded(r: Reader, section: str, token: int) -> bool:
    """Whether a lexeme of `section` ends before `token`, with nothing but articles between."""
    for start in range(token - 1, max(-1, token - 5), -1):
        lexeme = r.at(section, start)
        if lexeme is not None and r.skip("date_glue", lexeme.end, 3) >= token >= lexeme.end:
            return True
        if lexeme is None and r.at("date_glue", start) is None and r.at(section, start - 1) is None:
            return False
    return False

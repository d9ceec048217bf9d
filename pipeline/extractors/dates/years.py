"""Years that stand alone.

A bare number of four digits is a year only with evidence: a word for year beside it, a preposition that years
take, brackets, another year, or, where nouns have capitals, a following word that nothing can be counted in.
"""

from __future__ import annotations

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.guards import counted, preceded
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse, Point, Span


def bare_year(r: Reader, token: int, licensed: bool = False) -> Parse | None:
    """A year that stands alone, where something tells that it is one."""
    word = r.at("year_word", token)
    if word is not None and not word.entry.get("only_after"):
        year = _any_year(r, word.end)
        if year is not None and not counted(r, year[1]) and not _yearly(r, *year):
            end = _second_year(r, year[0], year[1])
            if end is not None:
                both = Span(Point(year=year[0]), Point(year=year[0] + 1))
                return Parse(token, numerals.closed_year(r, year[0], end)[1], both, "date-year")
            said, end = numerals.closed_year(r, *year)
            return Parse(token, end, Point(year=said), "date-year")
        return None
    year = numerals.year4(r, token)
    if year is None or numerals.continued(r, year[1]) or counted(r, year[1]) or _named(r, token, licensed):
        return None
    said, end = numerals.closed_year(r, *year)
    if end > year[1] or licensed or _licensed(r, token, year[0], year[1]):
        return Parse(token, end, Point(year=said), "date-year")
    return None


def _yearly(r: Reader, year: int, end: int) -> bool:
    """Whether so many things a year are meant: 'chaque année 200 stagiaires'."""
    return (year < 1000 or year % 100 == 0) and not r.doc.at("tense", end) and _counts_things(r, year, end)


def _second_year(r: Reader, year: int, end: int) -> int | None:
    """The token after the second year of 'Geschäftsjahr 2026/27', 'fiscal 2026-2027'."""
    if r.surface(end) not in ("/", "-", "\u2013") or not r.adjacent(end) or not r.adjacent(end + 1):
        return None
    return end + 2 if r.surface(end + 1) in (str(year + 1), str(year + 1)[2:]) else None


def _any_year(r: Reader, token: int) -> tuple[int, int] | None:
    """A year after the word for it: also of three digits, in words, or with an apostrophe."""
    year = numerals.year4(r, token)
    if year is not None:
        return year
    surface = r.surface(token)
    if surface.isdecimal() and len(surface) == 3:
        return (
            (int(surface), token + 1)
            if not numerals.continued(r, token + 1) and r.numbers.get(token)
            else None
        )
    number = r.numbers.get(token)
    if (
        number is not None
        and number.words
        and not number.ordinal
        and number.whole
        and 100 <= number.whole < 1000
    ):
        return number.whole, number.end
    if surface in ("'", "\u2019"):
        return numerals.year2(r, token)
    return None


def _named(r: Reader, token: int, due: bool = False) -> bool:
    """Whether it is the tail of a code or follows a word that takes numbers: 'Route 2010', 'A-2010'."""
    before = r.surface(token - 1)
    if r.adjacent(token) and any(_ends(r, name, token) for name in ("year_context", "range", "year_word")):
        return False  # a portal's lost blank: 'since2017'
    if (
        not (due and r.dash(token - 1))
        and r.adjacent(token)
        and before
        and not r.unspaced(token - 1)
        and (before[0].isalnum() or before in "-/#+_.,:\u2013")
    ):
        further = r.surface(token - 2)
        if before[0].isalnum() or before in "#+_" or (r.adjacent(token - 1) and further[:1].isalnum()):
            return True
    for start in range(token - 1, max(-1, token - 4), -1):
        if any(lexeme.end == token for lexeme in r.doc.at("no_date_before", start)):
            return True
    return False


def _ends(r: Reader, section: str, token: int) -> bool:
    lexeme = r.at(section, token - 1)
    return lexeme is not None and lexeme.end == token


def _licensed(r: Reader, token: int, year: int, end: int) -> bool:
    if preceded(r, "year_context", token) or preceded(r, "date_part", token):
        return not _counts_things(r, year, end)
    before, after = r.surface(token - 1), r.surface(end)
    if before == "(" and (after in (")", ",", ";") and after):
        return 1500 <= year < 2100
    if r.is_alone(token, end):
        return True
    if not (1900 <= year < 2100) or year % 100 == 0 or not r.surface(token).isdecimal():
        return False
    return bool(r.doc.language.feature("bare_year")) and _no_noun_follows(r, token, end)


def _counts_things(r: Reader, year: int, end: int) -> bool:
    """Whether a round number before a noun rather counts: 'in 2000 Gemeinden', 'in 1500 schools'."""
    following = r.surface(end)
    if not following[:1].isalpha():
        return False
    if r.doc.language.feature("capital_nouns"):
        return following[0].isupper() and not r.at("month", end) and year % 10 == 0
    return (year % 100 == 0 or not 1500 <= year < 2100) and not r.doc.at("function", end)


def _no_noun_follows(r: Reader, token: int, end: int) -> bool:
    """Whether nothing comes next that can be counted: a verb or function word, or the clause ends.

    Where nouns have capitals a word in small letters is no noun. Elsewhere the word before is no function
    word, with which the number would be a measure ('steg till 1950').
    """
    before, following = r.surface(token - 1), r.surface(end)
    capitals = bool(r.doc.language.feature("capital_nouns"))
    if not capitals and (not before[:1].isalpha() or r.doc.at("function", token - 1)):
        return bool(r.doc.at("tense", end))  # 'den som 1987 tog över'
    if r.adjacent(end) and following[:1] in ("-", "/", "\u2013", "+", "%", ":"):
        return False
    if (
        token
        and before[:1].isupper()
        and not r.adjacent(token)
        and before[:1].isalpha()
        and token - 1 != r.sentence(token)[0]
    ):
        return _amount_follows(r, end)  # else the year of a name: 'Forum 2025'
    if capitals and before[:1].islower() and r.surface(token - 2) == "," and following[:1].islower():
        return True  # a clause begins: '…, die 2021 gegründet wurde'
    if not following[:1].isalpha():
        return bool(following) and before[:1].islower() and following in ",.;)"
    verb = capitals and following[0].islower() and not following.endswith(("en", "e", "er", "es"))
    return verb or bool(r.doc.at("function", end) or r.doc.at("tense", end))


def _amount_follows(r: Reader, end: int) -> bool:
    """'Umsatz 2024 rund 15 Milliarden': after the year comes how much."""
    word = r.at("amount_qualifier", end) or r.at("date_about", end)
    return word is not None and r.numbers.get(word.end) is not None

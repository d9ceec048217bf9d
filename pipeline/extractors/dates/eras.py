"""Seasons, decades and centuries."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.guards import counted, preceded
from pipeline.extractors.dates.parts import ordinal
from pipeline.extractors.dates.points import relative_year
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Era, Parse, Season
from pipeline.extractors.dates.units import unit

_CENTURIES = 30
_ERA_WORDS = ("century_word", "decade_word", "decade")


def season(r: Reader, token: int) -> Parse | None:
    """A season with or without its year."""
    lexeme = r.at("season", token)
    if lexeme is None:
        return None
    code = int(lexeme.value)
    for at in (lexeme.end, r.skip("date_glue", lexeme.end)):
        word = r.at("year_word", at)
        year = numerals.year4(r, word.end if word is not None else at)
        if year is not None and not counted(r, year[1]):
            end = year[1]
            if r.surface(end) == "/" and r.surface(end + 1).isdecimal() and r.adjacent(end):
                end += 2  # 'Winter 2024/25' begins in 2024
            return Parse(token, end, Season(code, year[0]), "date-season")
        relative = relative_year(r, at)
        if relative is not None:
            return Parse(token, relative[1], Season(code, None, relative[0]), "date-season")
    if lexeme.entry.get("weak") or not (
        r.doc.at("month_context", token - 1) or preceded(r, "month_context", token)
    ):
        return None
    return Parse(token, lexeme.end, Season(code), "date-season")


def era(r: Reader, token: int) -> Parse | None:
    """A decade or a century, or a part of one."""
    decade = _decade(r, token)
    if decade is not None:
        return _of_century(r, decade)
    return _century(r, token) or _part_of_era(r, token)


def _of_century(r: Reader, decade: Parse) -> Parse:
    """'w latach 50. XX wieku', 'den 60er Jahren des 19. Jahrhunderts': the century is no other date."""
    whole = _century(r, r.skip("date_glue", decade.end))
    if whole is None or not isinstance(whole.slots, Era) or not isinstance(decade.slots, Era):
        return decade
    digits = whole.slots.digits * 10 + decade.slots.digits % 10
    return Parse(decade.start, whole.end, replace(decade.slots, digits=digits), decade.rule)


def _part_of_era(r: Reader, token: int) -> Parse | None:
    """'the first half of the 19th century', 'the first decade of the 21st century'."""
    if not any(r.doc.section(name) for name in _ERA_WORDS):
        return None
    read = ordinal(r, token)
    measure = unit(r, read[1]) if read is not None else None
    if read is None or measure is None or measure.name not in ("half", "quarter", "decade"):
        return None
    at = r.skip("date_glue", measure.end)
    whole = _century(r, at) or (_decade(r, at) if measure.name != "decade" else None)
    if whole is None or not isinstance(whole.slots, Era):
        return None
    number, era_slots = read[0], whole.slots
    if measure.name == "decade":
        if not 1 <= number <= 10:
            return None
        return Parse(token, whole.end, Era("decade", era_slots.digits * 10 + number - 1), "date-era")
    last = number in (-1, 2 if measure.name == "half" else 4)
    qualifier = "early" if number == 1 else "late" if last else "mid"
    return Parse(token, whole.end, replace(era_slots, qualifier=qualifier), "date-era")


def _decade_digits(r: Reader, token: int) -> tuple[int, int] | None:
    """(first three digits of the decade, token after) of '1990', '90' or "'90"."""
    at = token + 1 if r.surface(token) in ("'", "\u2019", "\u2018") and r.surface(token) else token
    surface = r.surface(at)
    if surface.isdecimal() and len(surface) in (2, 4) and surface.endswith("0"):
        value = int(surface)
        if len(surface) == 4:
            return (value // 10, at + 1) if 1000 <= value < 2200 else None
        return (value // 10 + (190 if value >= 30 else 200), at + 1)
    number = r.numbers.get(at)
    if number is not None and number.words and number.whole is not None and number.whole % 10 == 0:
        if 1000 <= number.whole < 2200:
            return number.whole // 10, number.end
        if 20 <= number.whole <= 90 or number.whole == 0:
            return (number.whole // 10 + (190 if number.whole >= 30 else 200), number.end)
    return None


def _decade(r: Reader, token: int) -> Parse | None:
    word = r.at("decade_word", token)
    if word is not None:
        value = int(word.value)
        return Parse(token, word.end, Era("decade", value // 10 + (190 if value >= 30 else 200)), "date-era")
    before = r.at("decade", token)
    if before is not None and before.value == "before":
        digits = _decade_digits(r, before.end)
        if digits is not None:
            end = digits[1]
            if r.surface(end) == "." and r.adjacent(end) and r.ordinal_dot:
                end += 1
            suffix = r.at("ordinal_suffix", end)
            if suffix is not None and r.adjacent(end):
                end = suffix.end
            return Parse(token, end, Era("decade", digits[0]), "date-era")
    digits = _decade_digits(r, token)
    if digits is not None:
        after = r.at("decade", digits[1])
        if after is not None and after.value == "after":
            if not after.entry.get("loose") and not r.adjacent(digits[1]):
                return None
            return Parse(token, after.end, Era("decade", digits[0]), "date-era")
    return None


def _century(r: Reader, token: int) -> Parse | None:
    word = r.at("century_word", token)
    if word is not None:
        read = ordinal(r, word.end)
        if read is not None and 1 <= read[0] <= _CENTURIES:
            return Parse(token, read[1], Era("century", read[0] - 1), "date-era")
        return None
    read = ordinal(r, token)
    if read is None or not 1 <= read[0] <= _CENTURIES:
        return None
    at = read[1] + 1 if r.dash(read[1]) else read[1]
    word = r.at("century_word", at)
    return None if word is None else Parse(token, word.end, Era("century", read[0] - 1), "date-era")

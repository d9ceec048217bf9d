"""Steps of counted units from a day: three years ago, in two weeks, two days after 5 May.

A step can start from a weekday or a day word, and a weekday can be moved by a step: they read each other and
stand together.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.points import day_point, direction, weekday
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Length, Offset, Parse, Period, Point, Span, Within
from pipeline.extractors.dates.units import amount, unit
from pipeline.extractors.dates.weekdays import stands_free
from pipeline.lexicon import Lexeme


def offset_from(r: Reader, token: int) -> Parse | None:
    """'three years ago', 'vor drei Jahren', 'in two weeks', 'rok temu', 'two days after 5 May'."""
    within = _placed(r, token, "within")
    if within is not None:
        read = amount(r, r.skip("direction", r.skip("date_glue", within.end), 1))
        if read is not None:
            return Parse(token, read[2], Within(read[1]), "date-window")
    before = _placed(r, token, "before")
    if before is not None:
        read = amount(r, before.end, bare=bool(before.entry.get("bare")))
        if read is not None:
            closing = _placed(r, read[2], "closing")  # 'in three weeks' time'
            end = closing.end if closing is not None else read[2]
            if read[0] != read[1] or (_sign(before.value) > 0 and _sum(r, end)):
                # 'in one to two years' names no year; 'over four years 3 million' is how long one pays
                return Parse(token, end, Length(read[0], read[1]), "duration")
            return Parse(token, end, Offset(read[1], _sign(before.value)), "date-offset")
    bounded = _bounded(r, token)
    if bounded is not None:
        return bounded
    read = amount(r, token, bare=True)
    if read is None:
        return None
    counted = bool(r.numbers.get(token) or r.at("one", token) or r.at("vague_count", token))
    starting = _placed(r, r.skip_comma(read[2]), "start")
    if starting is not None and counted:
        base = _base(r, starting.end)
        if base is not None:
            return Parse(token, base.end, Span(base.slots, Offset(read[1], 1, base.slots)), "date-offset")
    base_word = _placed(r, read[2], "base")
    if base_word is not None and counted:
        base = _base(r, base_word.end)
        if base is not None:
            return Parse(token, base.end, Offset(read[1], _sign(base_word.value), base.slots), "date-offset")
    after = _placed(r, read[2], "after")
    if after is None or not (counted or after.entry.get("bare")):
        return None
    return Parse(token, after.end, Offset(read[1], _sign(after.value)), "date-offset")


def _sum(r: Reader, token: int) -> bool:
    """Whether a sum of money stands at `token`: a currency, or a number before a scale or currency."""
    if r.doc.at("currency", token) or r.doc.at("currency_symbol", token):
        return True
    number = r.numbers.get(token)
    return number is not None and any(
        r.doc.at(section, number.end) for section in ("scale", "currency", "currency_symbol")
    )


def _bounded(r: Reader, token: int) -> Parse | None:
    """'less than two weeks from today', 'more than three days after 5 May': up to that day, or from it on."""
    word = r.at("amount_qualifier", token)
    if word is None or word.value not in ("over", "at_least", "under", "at_most"):
        return None
    inner = offset_from(r, word.end)
    if inner is None or not isinstance(inner.slots, Offset) or inner.slots.base is None:
        return None
    offset = inner.slots
    near = offset.base if word.value in ("under", "at_most") else None
    span = Span(near, offset) if offset.sign > 0 and near else Span(offset, near)
    if near is None and offset.sign < 0:
        span = Span(None, offset)
    return Parse(token, inner.end, span, "date-offset")


def _placed(r: Reader, token: int, place: str) -> Lexeme | None:
    """The offset word at `token` that stands in this place: before, after, closing or base."""
    for lexeme in r.all_at("offset", token):
        if lexeme.entry.get("place") == place:
            return lexeme
    return None


def _base(r: Reader, token: int) -> Parse | None:
    at = r.skip("date_glue", token)
    base = day_word(r, at) or weekday_expression(r, at)
    if base is not None:
        return base
    feast = r.at("holiday", at)
    if feast is not None:
        month, _, number = feast.value.partition("-")
        return Parse(at, feast.end, Point(month=int(month), day=int(number)), "date-words")
    day = day_point(r, at)
    return day if day is not None and isinstance(day.slots, Point) and day.slots.day is not None else None


def _sign(value: str) -> int:
    return -1 if value.startswith("past") else 1


def day_word(r: Reader, token: int) -> Parse | None:
    """'yesterday', 'morgen': a word that is itself a day near the present."""
    lexeme = r.at("day_word", token)
    if lexeme is None or lexeme.value == "none":
        return None
    if (
        r.surface(token)[:1].isupper()
        and token != r.sentence(token)[0]
        and r.surface(token - 1)[:1].isalnum()
    ):
        return None  # a noun or a part of a name: 'der Morgen', 'Porty Jutra'
    if r.adjacent(token) and r.surface(token - 1) in ("-", "\u2011", "@", "#", "/"):
        return None
    return Parse(token, lexeme.end, Period("day", int(lexeme.value)), "date-relative")


def weekday_expression(r: Reader, token: int) -> Parse | None:
    """A weekday alone, of a week, or with the day of an unnamed month."""
    named = weekday(r, token)
    if named is None:
        return None
    day, end = named
    at = r.skip("date_glue", end)
    if r.surface(at) == ",":
        at = r.skip("date_glue", at + 1)
    found = direction(r, at)
    if found is not None:
        measure = unit(r, found[1])
        if measure is not None and measure.name in ("week", "workweek"):
            return Parse(token, measure.end, Point(weekday=day, week_shift=found[0].shift), "date-relative")
    measure = unit(r, at)
    if measure is not None and measure.name == "week":
        follow = direction(r, measure.end, after=True)
        if follow is not None:
            return Parse(token, follow[1], Point(weekday=day, week_shift=follow[0].shift), "date-relative")
    moved = offset_from(r, end)
    weeks = _weeks(moved)
    if moved is not None and weeks:
        return Parse(token, moved.end, Point(weekday=day, week_shift=weeks), "date-relative")
    number = numerals.day(r, at)
    if (
        number is not None
        and (number[2] or stands_free(r, number[1]))
        and r.at("time_unit", number[1]) is None
    ):
        return Parse(token, number[1], Point(weekday=day, day=number[0]), "date-relative")
    return Parse(token, end, Point(weekday=day), "date-weekday")


def _weeks(moved: Parse | None) -> int:
    """Whole weeks that an expression counts from the present; 0 where it counts anything else."""
    if moved is None or not isinstance(moved.slots, Offset) or moved.slots.base is not None:
        return 0
    [(name, number), *others] = moved.slots.parts
    whole = Decimal(number) == int(Decimal(number))
    return moved.slots.sign * int(Decimal(number)) if name == "week" and not others and whole else 0

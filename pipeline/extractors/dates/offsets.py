"""Steps of counted units from a day: three years ago, in two weeks, two days after 5 May.

A step can start from a weekday or a day word, and a weekday can be moved by a step: they read each other and
stand together.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.extractors.dates import numerals
from pipeline.extractors.dates.parts import ordinal
from pipeline.extractors.dates.points import day_point, direction, weekday
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import (
    Length,
    NthWeekday,
    Offset,
    Parse,
    Period,
    Point,
    Span,
    Window,
    Within,
)
from pipeline.extractors.dates.units import amount, unit
from pipeline.extractors.dates.weekdays import stands_free
from pipeline.lexicon import Lexeme


def offset_from(r: Reader, token: int) -> Parse | None:
    """'three years ago', 'vor drei Jahren', 'in two weeks', 'rok temu', 'two days after 5 May'."""
    here = r.here(token)
    within = placed(r, token, "within") if "offset" in here else None
    if within is not None:
        at = r.skip("date_glue", within.end)
        way = direction(r, at)
        read = amount(r, way[1] if way is not None else at)
        if read is not None and way is not None and way[0].shift == -1:
            return Parse(token, read[2], Window(read[1], -1), "date-window")  # 'w ciągu ostatnich 5 lat'
        if read is not None:
            return Parse(token, _closed(r, read[2]), Within(read[1]), "date-window")
    before = placed(r, token, "before") if "offset" in here else None
    if before is not None:
        bare = bool(before.entry.get("bare"))
        hedge = _hedge(r, before.end)  # 'vor mehr als 150 Jahren', 'in about two years'
        read = amount(r, hedge.end, bare=bare) if hedge is not None else None
        if read is None:
            hedge, read = None, amount(r, before.end, bare=bare)
        if read is not None and bare and _numbered(r, before.end, read[2]):
            read = None  # 'za rok 2024' names the year
        ahead = _sign(before.value) > 0
        if ahead and hedge is not None and hedge.value in ("over", "at_least"):
            read = None  # 'the worst in more than ten years' looks back and names no year
        if read is not None:
            end = _closed(r, read[2])
            if read[0] != read[1] or (ahead and _sum(r, end)):
                # 'in one to two years' names no year; 'over four years 3 million' is how long one pays
                return Parse(token, end, Length(read[0], read[1]), "duration")
            lasting = bool(before.entry.get("lasting"))
            starting = placed(r, end, "base") if ahead else None
            base = _base(r, starting.end) if starting is not None and _sign(starting.value) > 0 else None
            if base is not None:  # 'in two days from tomorrow'
                return Parse(token, base.end, Offset(read[1], 1, base.slots), "date-offset")
            offset = Offset(read[1], _sign(before.value), qualifier=_vagueness(hedge), lasting=lasting)
            return Parse(token, end, offset, "date-offset")
    hedged = _hedged(r, token) if "amount_qualifier" in here or "date_about" in here else None
    return hedged or _counted_from(r, token)


def weekday_from(r: Reader, token: int) -> Parse | None:
    """'the Sunday after 6 January', 'third Tuesday before Christmas 2026': counted from a named day."""
    read = ordinal(r, token)
    named = weekday(r, token if read is None else read[1])
    if named is None:
        return None
    for word in r.all_at("range", named[1]):
        base = _base(r, word.end) if word.value in ("after", "before") else None
        if base is None or not isinstance(base.slots, Point) or base.slots.day is None:
            continue
        ahead = word.value == "after"
        n = 1 if read is None else read[0]
        if n < 0 and ahead:
            return None  # 'the last Sunday after …' ends nowhere
        if base.slots.month is not None:
            counted = NthWeekday(named[0], n if ahead else -abs(n), base.slots)
            return Parse(token, base.end, counted, "date-part")
    return None


def _closed(r: Reader, end: int) -> int:
    """The token after 'from now' or 'time' in 'in three weeks' time'."""
    closing = placed(r, end, "closing")
    return end if closing is None else closing.end


def _numbered(r: Reader, token: int, end: int) -> bool:
    """Whether one word is the unit and the number of a year follows."""
    year = r.surface(end)
    return end == token + 1 and len(year) == 4 and year.isdecimal()


def _hedge(r: Reader, token: int) -> Lexeme | None:
    """'more than', 'about', 'nearly' before a number."""
    return r.at("amount_qualifier", token) or r.at("date_about", token)


def _vagueness(hedge: Lexeme | None) -> str | None:
    return "about" if hedge is not None and hedge.value == "about" else None


def _counted_from(r: Reader, token: int) -> Parse | None:
    """A number with units and then where they are counted from: 'ago', 'later', 'after 5 May'."""
    read = amount(r, token, bare=True)
    if read is None:
        return None
    counted = bool(r.numbers.get(token) or r.at("one", token) or r.at("vague_count", token))
    following = r.skip_comma(read[2])
    starting = placed(r, following, "start")
    opened = r.norms[token - 1] if token else ""
    begins = starting is not None and (
        following > read[2]
        or not starting.entry.get("after_comma")
        or opened in starting.entry.listed("opened_by")
    )
    if starting is not None and counted and begins:
        base = _base(r, starting.end)
        if base is not None:
            return Parse(token, base.end, Span(base.slots, Offset(read[1], 1, base.slots)), "date-offset")
    base_word = placed(r, read[2], "base")
    if base_word is not None and counted:
        base = _base(r, base_word.end)
        if base is not None:
            return Parse(token, base.end, Offset(read[1], _sign(base_word.value), base.slots), "date-offset")
    after = placed(r, read[2], "after")
    if after is None or not (counted or after.entry.get("bare")):
        return None
    if after.entry.get("final") and r.surface(after.end)[:1].isalnum():
        return None  # 'the day before', not 'the day before the vote'
    if r.doc.at("offset_than", after.end):
        return Parse(token, read[2], Length(read[0], read[1]), "duration")  # 'two years later than planned'
    end = after.end
    present: Lexeme | None = None
    if _sign(after.value) < 0:
        present = r.at("day_word", end)  # '50 years ago today'
    today = present is not None and present.value == "0"
    if present is not None and today:
        end = present.end
    base_day = Period("day", 0) if today or after.entry.get("today") else None
    told = bool(after.entry.get("told"))
    return Parse(token, end, Offset(read[1], _sign(after.value), base_day, told=told), "date-offset")


def _sum(r: Reader, token: int) -> bool:
    """Whether a sum of money stands at `token`: a currency, or a number before a scale or currency."""
    if r.doc.at("currency", token) or r.doc.at("currency_symbol", token):
        return True
    number = r.numbers.get(token)
    return number is not None and any(
        r.doc.at(section, number.end) for section in ("scale", "currency", "currency_symbol")
    )


def _hedged(r: Reader, token: int) -> Parse | None:
    """'more than three years ago'; 'less than two weeks from today': up to that day, or from it on."""
    word = _hedge(r, token)
    inner = None if word is None else _counted_from(r, word.end)
    if word is None or inner is None or not isinstance(inner.slots, Offset):
        return None
    offset = inner.slots
    if offset.base is None:
        return Parse(token, inner.end, replace(offset, qualifier=_vagueness(word)), "date-offset")
    if word.value not in ("over", "at_least", "under", "at_most"):
        return None
    near = offset.base if word.value in ("under", "at_most") else None
    span = Span(near, offset) if offset.sign > 0 and near else Span(offset, near)
    if near is None and offset.sign < 0:
        span = Span(None, offset)
    return Parse(token, inner.end, span, "date-offset")


def placed(r: Reader, token: int, place: str) -> Lexeme | None:
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
    way = direction(r, at)
    named = weekday(r, way[1]) if way is not None else None
    if way is not None and named is not None:  # 'three days from next Monday'
        return Parse(at, named[1], Point(weekday=named[0], direction=way[0]), "date-relative")
    day = day_point(r, at)
    if day is not None:
        return day if isinstance(day.slots, Point) and day.slots.day is not None else None
    feast = r.at("holiday", at)
    if feast is None:
        return None
    month, _, number = feast.value.partition("-")
    return Parse(at, feast.end, Point(month=int(month), day=int(number)), "date-words")


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
    if lexeme.value == "0":
        moved = offset_from(r, lexeme.end)  # 'heute vor 50 Jahren'
        if moved is not None and isinstance(moved.slots, Offset) and moved.slots.base is None:
            return Parse(token, moved.end, replace(moved.slots, base=Period("day", 0)), "date-offset")
    return Parse(token, lexeme.end, Period("day", int(lexeme.value)), "date-relative")


def period_word(r: Reader, token: int) -> Parse | None:
    """'Vormonat', 'le lendemain': a word for the unit before or after the present or the told one."""
    lexeme = r.at("period_word", token)
    if lexeme is None or (lexeme.entry.get("final") and r.at("date_glue", lexeme.end) is not None):
        return None
    behind = lexeme.entry.listed("behind")
    if behind and (not token or r.norms[token - 1] not in behind):
        return None  # 'a full year' is a duration
    name, _, shift = lexeme.value.partition(":")
    if name in ("week", "quarter") or shift == "0":
        return Parse(token, lexeme.end, Period(name, int(shift)), "date-relative")
    sign = 1 if int(shift) > 0 else -1
    return Parse(token, lexeme.end, Offset(((name, "1"),), sign, told=True), "date-offset")


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
    noun = r.having("day_noun", at, "numbered")  # 'el miércoles, día 31'
    number = numerals.day(r, at if noun is None else noun.end)
    if (
        number is not None
        and (stands_free(r, number[1]) or (number[2] and not _numbers_noun(r, number[1])))
        and r.at("time_unit", number[1]) is None
    ):
        return Parse(token, number[1], Point(weekday=day, day=number[0]), "date-relative")
    return Parse(token, end, Point(weekday=day), "date-weekday")


def _numbers_noun(r: Reader, end: int) -> bool:
    """Whether the ordinal before `end` belongs to a noun: 'on Thursday at the third forum'."""
    return r.surface(end)[:1].isalpha() and not r.doc.at("function", end)


def _weeks(moved: Parse | None) -> int:
    """Whole weeks that an expression counts from the present; 0 where it counts anything else."""
    if moved is None or not isinstance(moved.slots, Offset) or moved.slots.base is not None:
        return 0
    [(name, number), *others] = moved.slots.parts
    whole = Decimal(number) == int(Decimal(number))
    return moved.slots.sign * int(Decimal(number)) if name == "week" and not others and whole else 0

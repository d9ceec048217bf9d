"""Numbers with units of time: 'two years and three months', 'half a year', '1-2 lat', 'a few days'."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Length, Parse

_MAX_UNITS = 4
_RATE_REACH = 7  # tokens from the number to the article in '40 barrels of oil a day'
# What `[time_unit.…]` may say; with an 's' behind it, a form that can only be a plural.
UNITS = frozenset(
    [
        "day",
        "workday",
        "night",
        "week",
        "workweek",
        "weekend",
        "fortnight",
        "month",
        "quarter",
        "half",
        "half_of",
        "quarter_of",
        "year",
        "decade",
        "century",
    ]
)
Amount = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time; `plural` where the form can only be a plural, `loose` where the word only means a
    half or a quarter of anything."""

    name: str
    end: int
    plural: bool
    loose: bool = False


def unit(r: Reader, token: int) -> Unit | None:
    """The unit of time at `token`.

    A fortnight is only counted, it has no place in the calendar: so it goes as a plural.
    """
    lexeme = r.at("time_unit", token)
    if lexeme is None:
        return None
    name = lexeme.value
    if name in ("half_of", "quarter_of"):
        return Unit(name.removesuffix("_of"), lexeme.end, False, True)
    if name not in UNITS:
        name = name.removesuffix("s")
        return Unit(name, lexeme.end, True)
    return Unit(name, lexeme.end, name == "fortnight")


@dataclass(frozen=True, slots=True)
class Count:
    """How many: a number, or the two ends of a range of numbers."""

    low: Decimal
    high: Decimal
    end: int
    said: bool = True


def count(r: Reader, token: int) -> Count | None:
    """A number, a range of numbers, 'a', 'a few'. Several readings ask for it, so it is kept."""
    known = r.kept.get(token, r)
    if known is r:
        known = r.kept[token] = _count(r, token)
    assert known is None or isinstance(known, Count)
    return known


def _count(r: Reader, token: int) -> Count | None:
    first = _single(r, token)
    if first is None:
        return None
    low, end = first
    at = end
    connector = r.at("range", at)
    if r.dash(at):
        at += 1
    elif connector is not None and connector.value in ("to", "and", "or"):
        at = connector.end
    elif r.at("number_or", at) is not None:
        at = r.skip("number_or", at)
    if at > end:
        second = _single(r, at)
        if second is not None and second[0] > low:
            return Count(low, second[0], second[1])
    return Count(low, low, end)


def _single(r: Reader, token: int) -> tuple[Decimal, int] | None:
    vague = r.at("vague_count", token)
    if vague is not None:
        return Decimal(vague.value), vague.end
    number = r.numbers.get(token)
    if number is not None:
        if number.ordinal or number.value > 100_000 or number.value == 0:
            return None
        joint = r.at("range", number.end)  # 'one and a quarter'
        following = r.numbers.get(joint.end if joint is not None and joint.value == "and" else number.end)
        whole = number.value == number.value.to_integral_value()
        if whole and following is not None and following.fraction and following.value < 1:
            return number.value + following.value, following.end
        return number.value, number.end
    one = r.at("one", token)
    if one is not None:
        number = r.numbers.get(one.end)
        if number is not None and number.fraction:
            return number.value, number.end
        vague = r.at("vague_count", one.end)
        if vague is not None:
            return Decimal(vague.value), vague.end
        return Decimal(1), one.end
    return None


def amount(
    r: Reader, token: int, *, bare: bool = False, most: int = _MAX_UNITS
) -> tuple[Amount, Amount, int] | None:
    """(shortest, longest, token after) of numbers with units; `bare` lets a unit stand without a number."""
    if count(r, token) is not None:
        return _counted(r, token, most)
    single = unit(r, token) if bare else None
    if single is None or single.plural or single.loose:
        return None
    one = ((single.name, "1"),)
    return one, one, single.end


def _counted(r: Reader, token: int, most: int) -> tuple[Amount, Amount, int] | None:
    low: list[tuple[str, str]] = []
    high: list[tuple[str, str]] = []
    end = at = token
    while len(low) < most:
        found = count(r, at)
        if found is None:
            break
        after = found.end
        if r.dash(after) and r.adjacent(after) and r.adjacent(after + 1):
            after += 1  # 'five-year'
        filler = r.skip("count_filler", after, 1)
        measure = unit(r, filler)
        if measure is not None and measure.name == "year" and not measure.plural and found.low >= 1000:
            break  # '2027 roku'
        if measure is None or measure.loose or measure.name in [name for name, _ in low]:
            break
        if r.at("month", filler) is not None and found.high <= 31:
            break  # '27 tháng 11' is a day of November
        name, times = ("week", 2) if measure.name == "fortnight" else (measure.name, 1)
        low.append((name, str(found.low * times)))
        high.append((name, str(found.high * times)))
        end = _with_half(r, measure.end, low, high, name)
        at = end
        connector = r.at("range", at)
        if r.surface(at) == "," or r.surface(at) == "+":
            at += 1
        if connector is not None and connector.value == "and":
            at = connector.end
    return (tuple(low), tuple(high), end) if low else None


def _with_half(
    r: Reader, end: int, low: list[tuple[str, str]], high: list[tuple[str, str]], name: str
) -> int:
    """'two years and a half': adds the fraction that follows the unit."""
    fraction = r.at("fraction_after", end)
    if fraction is None or not low:
        return end
    for side in (low, high):
        side[-1] = (name, str(Decimal(side[-1][1]) + Decimal(fraction.value)))
    return fraction.end


def duration(r: Reader, token: int) -> Parse | None:
    """A duration. 'More than' and 'up to' belong to the expression; the value is the length that is named."""
    opening = r.at("range", token)
    words = [r.at("amount_qualifier", token), r.at("date_about", token)]
    if opening is not None and opening.value == "between":
        words.append(opening)
    for word in words:
        if word is not None:
            found = _duration(r, token, word.end, word.value == "about")
            if found is not None:
                return found
    return _duration(r, token, token, False)


def _duration(r: Reader, start: int, at: int, about: bool) -> Parse | None:
    whole = r.at("whole", at)
    if whole is not None:
        measure = unit(r, whole.end)
        if measure is not None and not measure.plural:
            one = ((measure.name, "1"),)
            return Parse(start, measure.end, Length(one, one), "duration")
    read = amount(r, at)
    if read is None or not _lasts(r, read[2]) or _rate(r, at):
        return None
    low, high, end = read
    if len(low) > 1 and any(name in ("weekend", "night") for name, _ in low):
        return None
    return Parse(start, end, Length(low, high, "about" if about else None), "duration")


def _rate(r: Reader, token: int) -> bool:
    """'137,000 barrels a day', '$5 a week', 'twice a year': an article before a unit that tells how often."""
    if r.at("one", token) is None or r.numbers.get(token) is not None or not token:
        return False
    if any(lexeme.end == token for lexeme in r.doc.at("how_often", token - 1)):
        return True
    for start in range(token - 1, max(-1, token - _RATE_REACH), -1):
        number = r.numbers.get(start)
        if number is not None and number.value > 1 and not number.ordinal:
            between = range(number.end, token)
            return number.end <= token and not any(
                r.at("time_unit", at) or r.surface(at) in (",", ";", ":", "(", ")") for at in between
            )
    return False


def _lasts(r: Reader, end: int) -> bool:
    """Whether what follows lets the units be a duration: not an age, not a rate."""
    return not r.doc.at("no_duration_after", end)

"""Numbers with what multiplies them: '2,5', '3 Milliarden', 'two million five hundred thousand', '5k'.

A quantity knows no currency yet. What makes it money is decided where it stands (see `sums`).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money.scales import scale_at, scales_inside, short_scale_at
from pipeline.extractors.money.symbols import BESIDE, SIGNS
from pipeline.lexicon import Lexeme
from pipeline.numbers import Number, numbers_by_start, read_numbers

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_VULGAR = {"½": _HALF, "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_MAX_PLACES = 6
_MAX_AMOUNT = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its scale over the tokens `[start, end)`.

    Attributes:
        value: the product, exact.
        scale: the last scale in it, 1 without one.
        number: the plain number in it, None where only a scale or an article stands ('a million').
        short: its scale is a letter, which only a currency beside it makes one.
        loose: the letter stands apart from the digits ('8 T €'), hence a sign or code must follow.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal
    number: Number | None
    short: bool = False
    loose: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is a bare whole number such as counts and years are."""
        return (
            self.scale == 1
            and self.number is not None
            and not self.number.decimals
            and not self.number.grouped
        )

    @property
    def year(self) -> bool:
        """Whether it could be a year."""
        return self.plain and self.number is not None and not self.number.words and 1800 <= self.value <= 2100


def read_quantities(doc: Annotated, named: Container[int] = ()) -> list[Quantity]:
    """All quantities of the document, in order, none overlapping.

    Args:
        doc: the annotated document.
        named: tokens at which a currency's name begins; an article before one counts as 1 ('a dollar').
    """
    by_start = numbers_by_start(doc)
    ones = {lexeme.end: lexeme.start for lexeme in doc.section("one")}
    found: list[Quantity] = []
    unsaid: list[Quantity] = []  # 'several hundred million', 'a third of a million': no exact amount
    covered = 0
    for number in read_numbers(doc):
        if number.start < covered or number.ordinal:
            continue
        quantity = _build(doc, number, by_start)
        covered = quantity.end
        if _vague(doc, number) or _places(number.value) > _MAX_PLACES:
            unsaid.append(quantity)
        else:
            found.append(quantity)
    found += _without_number(doc, [*found, *unsaid], ones, by_start)
    found += [Quantity(start, end, _ONE, _ONE, None) for end, start in ones.items() if end in named]
    found += _ones_of_ranges(doc, ones, {quantity.start for quantity in found})
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if (not kept or quantity.start >= kept[-1].end) and quantity.value <= _MAX_AMOUNT:
            kept.append(quantity)
    return kept


def _ones_of_ranges(doc: Annotated, ones: dict[int, int], starts: Container[int]) -> list[Quantity]:
    """The article as lower end of a range: 'ein bis zwei Millionen'."""
    return [
        Quantity(start, end, _ONE, _ONE, Number(start, end, _ONE, words=True))
        for end, start in ones.items()
        if any(link.value in ("to", "or") and link.end in starts for link in doc.at("amount_range", end))
    ]


def _vague(doc: Annotated, number: Number) -> bool:
    """Whether the words say no number: 'several hundred', or a plural 'thousands' ('setki tysięcy')."""
    before = max(0, number.start - 3)
    if any(lexeme.end == number.start for lexeme in doc.between("amount_vague", before, number.start)):
        return True
    if "scale_alone" not in doc.language.sections or not number.words or number.value < 1000:
        return False
    alone = any(lexeme.end == number.end for lexeme in doc.at("multiplier", number.start))
    return alone and not doc.at("scale_alone", number.start)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _build(doc: Annotated, number: Number, by_start: dict[int, Number]) -> Quantity:
    """The quantity that begins with `number`: its scales, halves, and smaller scaled numbers after it."""
    value, end = _slashed(doc, number) or _spoken_decimals(doc, number, by_start)
    value, end = _plus_half(doc, value, end, _ONE)
    value, end, scale = _scaled(doc, number, value, end)
    if scale == _ONE:
        short = short_scale_at(doc, end)
        if short is not None and not number.words and doc.surfaces[end - 1][0].isdecimal():
            factor = Decimal(short.value)
            glued = doc.adjacent(end)
            after = short.end
            if glued or not (after < len(doc) and doc.adjacent(after) and doc.surfaces[after] in SIGNS):
                return Quantity(number.start, after, value * factor, factor, number, True, not glued)
            # in '1,5 M€' the letter belongs to the sign
        return Quantity(number.start, end, value, scale, number)
    total, end, scale = _with_smaller(doc, value, end, scale, by_start)
    return Quantity(number.start, end, total, scale, number)


def _with_smaller(
    doc: Annotated, total: Decimal, end: int, scale: Decimal, by_start: dict[int, Number]
) -> tuple[Decimal, int, Decimal]:
    """Adds smaller scaled numbers that follow: 'two million | five hundred thousand', '2 tysiące | 500'."""
    while (following := by_start.get(_after_join(doc, end, by_start))) is not None:
        if following.ordinal or following.fraction:
            break
        more, more_end, more_scale = _scaled(doc, following, following.value, following.end)
        unscaled = more_scale == _ONE and (more < 1000 == scale or (following.words and more >= 100))
        if not (_ONE < more_scale < scale or unscaled) or more >= scale:
            break
        total, end = total + more, more_end
        if more_scale == _ONE:
            break
        scale = more_scale
    return total, end, scale


def _after_join(doc: Annotated, token: int, by_start: dict[int, Number]) -> int:
    """The token after a joining word ('and') where a number follows it, else `token`."""
    if token not in by_start:
        for lexeme in doc.at("number_join", token):
            return lexeme.end
    return token


def _slash_at(doc: Annotated, token: int) -> Decimal | None:
    """The value of a fraction such as '1/2' that begins at `token` and is exact in decimals."""
    if token + 2 >= len(doc) or doc.surfaces[token + 1] != "/":
        return None
    if not (doc.adjacent(token + 1) and doc.adjacent(token + 2)):
        return None
    above, below = doc.surfaces[token], doc.surfaces[token + 2]
    if not (above.isdecimal() and below in ("2", "4", "5", "8", "10") and len(above) == 1):
        return None
    return Decimal(above) / Decimal(below) if int(above) < int(below) else None


def _slashed(doc: Annotated, number: Number) -> tuple[Decimal, int] | None:
    """A fraction in digits, and the whole number before it: '1/2', '3 1/2'."""
    if number.words or number.decimals or number.grouped:
        return None
    part = _slash_at(doc, number.start)
    if part is not None:
        return part, number.start + 3
    part = _slash_at(doc, number.end) if number.end < len(doc) and not doc.adjacent(number.end) else None
    return (number.value + part, number.end + 3) if part is not None else None


def _spoken_decimals(doc: Annotated, number: Number, by_start: dict[int, Number]) -> tuple[Decimal, int]:
    """'one point three', '2 phẩy 5': the number with the digits that are spoken after the point."""
    if number.decimals or number.fraction:
        return number.value, number.end
    for lexeme in doc.at("amount_point", number.end):
        digits, token = "", lexeme.end
        while (
            (part := by_start.get(token)) is not None and part.whole is not None and len(digits) < _MAX_PLACES
        ):
            digits += str(part.whole).zfill(part.end - part.start if not part.words else 1)
            token = part.end
            if not part.words or part.value >= 10:
                break
        if digits:
            return number.value + Decimal(f"0.{digits}"), token
    return number.value, number.end


def _plus_half(doc: Annotated, value: Decimal, end: int, unit: Decimal) -> tuple[Decimal, int]:
    """Adds a half of `unit`: 'dwa i pół', 'un million et demi', '2½'."""
    for lexeme in doc.at("amount_half", end):
        return value + Decimal(lexeme.value) * unit, lexeme.end
    if end < len(doc) and doc.surfaces[end] in _VULGAR and value == value.to_integral_value():
        return value + _VULGAR[doc.surfaces[end]] * unit, end + 1
    return value, end


def _scaled(
    doc: Annotated, number: Number, value: Decimal, end: int, least: Decimal = _ONE
) -> tuple[Decimal, int, Decimal]:
    """Multiplies by the scale words after the number; the scale is 1 where there is none.

    Scale words in a row multiply where they rise ('hundred thousand', 'nghìn tỷ'), from `least` on.
    """
    for lexeme in scales_inside(doc, number.start, number.end):
        # '(dos) mil millones' is one scale, of which the number has taken 'mil' already
        tail = scale_at_number_end(doc, lexeme.start)
        if tail:
            factor = Decimal(lexeme.value)
            return value / tail * factor, lexeme.end, factor
    factor, token = _ONE, end
    while token < len(doc):
        at = token
        if doc.surfaces[at] == "-" and doc.adjacent(at) and doc.adjacent(at + 1) and at + 1 < len(doc):
            at += 1
        elif number.fraction and token == end:
            at = _after_of(doc, at)
        word = scale_at(doc, at)
        if word is None or factor > _MAX_AMOUNT or _before_sign(doc, word):
            break
        step = Decimal(word.value)
        if step < least:
            break
        factor, token, least = factor * step, word.end, step
        value *= step
        value, token = _plus_half(doc, value, token, step)
    return value, token if factor != _ONE else end, factor


def _before_sign(doc: Annotated, lexeme: Lexeme) -> bool:
    """Whether the letters belong to a sign ('NT$') and are no scale."""
    after = lexeme.end
    if after >= len(doc) or not doc.adjacent(after):
        return False
    return doc.norms[lexeme.start] in BESIDE.get(doc.surfaces[after], ())


def scale_at_number_end(doc: Annotated, token: int) -> Decimal | None:
    """What the last word of a number multiplies by: 1000 of the 'mil' in 'dos mil'."""
    for section in ("multiplier", "number"):
        for lexeme in doc.at(section, token):
            return Decimal(lexeme.value)
    return None


def _after_of(doc: Annotated, token: int) -> int:
    """After a fraction, 'of' and an article may stand before the scale: 'a quarter of a billion'."""
    for section in ("amount_of", "one"):
        for lexeme in doc.at(section, token):
            token = lexeme.end
            break
    return token


def _without_number(
    doc: Annotated, found: list[Quantity], ones: dict[int, int], by_start: dict[int, Number]
) -> list[Quantity]:
    """'eine Million', 'a billion', and where the language needs no article 'miliard'; '½ Million'."""
    covered = {token for quantity in found for token in range(quantity.start, quantity.end)}
    more: list[Quantity] = []
    alone = {lexeme.start for lexeme in doc.section("scale_alone")}
    last = 0
    for lexeme in doc.section("scale"):
        if lexeme.start in covered or lexeme.start < last or lexeme.rest:
            continue
        factor = Decimal(lexeme.value)
        start = ones.get(lexeme.start)
        before = lexeme.start - 1
        if start is None and before >= 0 and doc.surfaces[before] in _VULGAR:
            value, end = _VULGAR[doc.surfaces[before]] * factor, lexeme.end
            start = before
        elif start is not None or lexeme.start in alone:
            value, end = _plus_half(doc, factor, lexeme.end, factor)
            start = lexeme.start if start is None else start
            one = Number(start, lexeme.start, _ONE, words=True)
            _, end_of_scales, further = _scaled(doc, one, value, end, factor)
            if further != _ONE:
                value, factor, end = value * further, factor * further, end_of_scales
            value, end, factor = _with_smaller(doc, value, end, factor, by_start)
        else:
            continue
        more.append(Quantity(start, end, value, factor, None))
        last = end
    for lexeme in doc.section("amount_word"):  # 'Viertelmillion'
        more.append(Quantity(lexeme.start, lexeme.end, Decimal(lexeme.value), Decimal(1000), None))
    return more

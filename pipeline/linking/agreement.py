"""Whether two stated numbers can be one: qualifiers and rounding are honoured."""

from __future__ import annotations

from decimal import Decimal

_ABOUT = Decimal("0.1")  # 'about 350' may be anything within a tenth
_OVER = Decimal("0.25")  # 'over 350' is not said of more than a quarter above it
_ROUNDED = Decimal("0.02")  # a translation may round without saying so, where it hardly matters
_NEAR = Decimal("0.25")
_RATIO = 3  # counts further apart than this count different things


def agree(left: str, left_qualifier: str, right: str, right_qualifier: str) -> bool:
    """Whether two values, plain digits, with their qualifiers may be the same."""
    a, b = Decimal(left), Decimal(right)
    if a == b:
        return True
    if _covers(a, left_qualifier, b) or _covers(b, right_qualifier, a):
        return True
    if rounds(a, b) or rounds(b, a):
        exact = left_qualifier == right_qualifier == "exact"
        return not exact or abs(a - b) <= _ROUNDED * max(a, b)
    return False


def _covers(stated: Decimal, qualifier: str, other: Decimal) -> bool:
    """Whether a qualified value leaves room for another one."""
    if qualifier == "about":
        return abs(stated - other) <= _ABOUT * stated
    if qualifier in ("over", "at_least"):
        return stated <= other <= stated * (1 + _OVER)
    if qualifier in ("under", "at_most"):
        return stated * (1 - _OVER) <= other <= stated
    return False


def rounds(rough: Decimal, fine: Decimal) -> bool:
    """Whether `fine`, rounded to the digits of `rough`, is `rough`."""
    exponent = rough.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return fine.quantize(Decimal(1).scaleb(exponent)) == rough


def near(left: str, right: str) -> bool:
    """Within a quarter, or the same digits at another scale (a million for a billion)."""
    a, b = Decimal(left), Decimal(right)
    if not a or not b:
        return False
    same_digits = a.normalize().as_tuple().digits == b.normalize().as_tuple().digits
    return same_digits or abs(a - b) <= _NEAR * max(abs(a), abs(b))


def comparable(left: str, right: str) -> bool:
    """Whether two counts are of one order, and so may count the same things."""
    a, b = sorted((Decimal(left), Decimal(right)))
    return b <= _RATIO * a

"""An amount of money in a document."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from schemas.base import Flag, Record
from schemas.codes import MoneyQualifier, Purpose


def _plain_decimal(value: object) -> Decimal:
    """The value exactly, without exponent and without trailing zeros after the point."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        # A float has lost its digits already: 0.1 is not a tenth.
        raise ValueError(f"{value!r} should be a Decimal, an int or a string of digits")
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a number") from error
    # Digits by hand: Decimal.normalize and quantize round to the context's precision.
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value!r} is not a finite number")
    written = "".join(map(str, digits))
    if exponent >= 0:
        whole, fraction = written + "0" * min(exponent, 40), ""
    else:
        written = written.rjust(1 - exponent, "0")
        whole, fraction = written[:exponent], written[exponent:].rstrip("0")
    whole = whole.lstrip("0") or "0"
    if len(whole) > 32 or len(fraction) > 6:
        raise ValueError(f"{value!r} does not fit 32 digits before and 6 after the point")
    plain = f"{whole}.{fraction}" if fraction else whole
    return Decimal(f"-{plain}" if sign and plain != "0" else plain)


Amount = Annotated[
    Decimal,
    BeforeValidator(_plain_decimal),
    WithJsonSchema({"type": "number", "description": "exact, without exponent"}),
]


class Money(Record):
    """A sum that the text states, in whole or decimal units of its currency: 2.4 billion is 2400000000.

    Attributes:
        amount: the sum; of a range, the lower end. Exact, up to 32 digits before and 6 after the point
            (DECIMAL(38,6)); floats are refused.
        amount_max: upper end of a range, greater than `amount`; else None.
        currency: ISO 4217.
        currency_assumed: the text names a currency that several countries have ('dollars').
        qualifier: how exactly the sum is stated.
        per_unit: stated for each of something.
        purpose: what it is for, where the text says it.
    """

    TYPE: ClassVar[str] = "money"

    amount: Amount
    amount_max: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    currency_assumed: Flag = False
    qualifier: MoneyQualifier = MoneyQualifier.EXACT
    per_unit: Flag = False
    purpose: Purpose | None = None

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.amount_max is not None and self.amount_max <= self.amount:
            raise ValueError(f"amount_max {self.amount_max} is not above amount {self.amount}")
        return self

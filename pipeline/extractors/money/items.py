"""The value that the steps of the grammar hand on: a quantity with the currency beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money.mentions import Mention
from pipeline.extractors.money.quantities import Quantity

_NO_FOLLOWERS = frozenset("%‰°/-–:$€£¥")


@dataclass(frozen=True, slots=True)
class Item:
    """A quantity, and the currency beside it if there is one; tokens `[start, end)`.

    `amount` is in whole currency units; `borrowed` is the mention of a neighbour that gives the currency.
    """

    start: int
    end: int
    quantity: Quantity
    amount: Decimal
    currency: Mention | None = None
    composed: bool = False
    borrowed: bool = False


def ends_here(doc: Annotated, token: int) -> bool:
    """Whether nothing that is counted follows: end, punctuation, or a word that may follow a sum."""
    if token >= len(doc) or doc.paragraph_of(token) != doc.paragraph_of(token - 1):
        return True
    surface = doc.surfaces[token]
    if surface[0].isalpha() and doc.adjacent(token) and doc.surfaces[token - 1][0].isdecimal():
        return False
    if not surface[0].isalnum():
        return surface not in _NO_FOLLOWERS
    if surface[0].isdecimal():
        return False
    return bool(doc.at("amount_next", token) or doc.at("function", token) or doc.at("per_unit", token))

"""Smaller units after a sum: '3 Euro 50', '20 dollars and 43 cents' are one sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money.items import Item, ends_here
from pipeline.extractors.money.mentions import MINOR, NAME, Mentions
from pipeline.extractors.money.quantities import Quantity

_HUNDREDTH = Decimal("0.01")


def with_minor(
    doc: Annotated, item: Item, quantities: Sequence[Quantity], index: int, mentions: Mentions
) -> Item:
    """Adds the hundredths that follow a whole sum: '3 Euro 50', 'zwei Euro und fünfzig Cent'."""
    quantity, currency = item.quantity, item.currency
    if currency is None or currency.kind == MINOR or quantity.scale != 1:
        return item
    if quantity.number is None or quantity.number.decimals or item.amount != item.amount.to_integral_value():
        return item
    token, joined = item.end, False
    for lexeme in doc.at("amount_and", token):
        token, joined = lexeme.end, True
        break
    part = next((q for q in quantities[index : index + 2] if q.start == token), None)
    if part is None or part.scale != 1 or part.number is None or part.number.decimals or part.number.fraction:
        return item
    inside = mentions.by_end.get(part.end)
    if part.number.words and inside is not None and inside.kind == MINOR and inside.start > part.start:
        # in French 'cents' are hundreds too: 'quarante-cinq cents' after euros
        cents = part.value / 10_000
        return replace(item, end=part.end, amount=item.amount + cents, composed=True) if cents < 1 else item
    if not 0 < part.value < 100:
        return item
    cents = part.value * _HUNDREDTH
    minor = mentions.by_start.get(part.end)
    if minor is not None:
        if minor.kind == MINOR:
            return replace(item, end=minor.end, amount=item.amount + cents, composed=True)
        return item
    short = doc.at("minor_short", part.end)
    if short and (doc.adjacent(part.end) or currency.kind == NAME):
        return replace(item, end=short[0].end, amount=item.amount + cents, composed=True)
    two_digits = part.number.words or (
        part.number.end - part.number.start == 1 and len(doc.surfaces[part.start]) == 2
    )
    if not two_digits or (part.start in mentions.by_end and joined):
        return item
    if ends_here(doc, part.end) and (not joined or _closes(doc, part.end)):
        return replace(item, end=part.end, amount=item.amount + cents, composed=True)
    return item


def _closes(doc: Annotated, token: int) -> bool:
    """Whether the clause ends at `token`."""
    return token >= len(doc) or not doc.surfaces[token][0].isalnum() or bool(doc.at("amount_and", token))

"""Sums of money: `extract_money(doc)` reads them from an annotated document.

The grammar is the same in every language: `[qualifier] [currency] number [to number] [scale] [currency]`,
with words from the language files. Numbers come with their values from `pipeline.numbers`; a quantity is a
number with its scales (`quantities`), a sum a quantity with a currency beside it (`sums`), two of which may
be a range (`ranges`) or share a currency (`lending`). Arithmetic is in `Decimal` throughout. What stays
without a currency in reach is no sum.

`price-parser` reads the digit strings that the grammar refuses (`prices`).

>>> from pipeline.annotated import annotate
>>> [(str(m.amount), m.currency) for m in extract_money(annotate("It cost $3.5 million.", "en"))]
[('3500000', 'USD')]
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.candidates import MoneyCandidate, Span
from pipeline.extractors.money import context
from pipeline.extractors.money.lending import lend
from pipeline.extractors.money.mentions import CODE, MINOR, NAME, SIGN, Mention, Mentions, read_mentions
from pipeline.extractors.money.prices import odd_prices
from pipeline.extractors.money.quantities import read_quantities
from pipeline.extractors.money.ranges import Sum, pair
from pipeline.extractors.money.sums import attach
from pipeline.numbers import read_numbers

__all__ = ["extract_money"]

_MAX_DIGITS = 32
_MAX_PLACES = 6


def extract_money(doc: Annotated) -> list[MoneyCandidate]:
    """The sums of money that a document states.

    Args:
        doc: the annotated document.

    Returns:
        One candidate a sum or range, in order, without overlaps. `amount` is in whole currency units
        (2.4 billion is 2400000000), exact. The first evidence is the sum itself; further ones are the words
        that qualify it and the neighbour whose currency it shares, as half-open code-point offsets.
    """
    mentions = read_mentions(doc)
    if not mentions.ordered and not any(scale.entry.get("currency") for scale in doc.section("scale")):
        return []
    named = {mention.start for mention in mentions.ordered if mention.kind == NAME and not mention.guard}
    sums = lend(doc, pair(doc, attach(doc, read_quantities(doc, named), mentions)))
    found = [candidate for one in sums if (candidate := _candidate(doc, one)) is not None]
    found += _odd(doc, mentions)
    found.sort(key=lambda candidate: candidate.evidence[0])
    kept: list[MoneyCandidate] = []
    for candidate in found:
        if not kept or candidate.evidence[0][0] >= kept[-1].evidence[0][1]:
            kept.append(candidate)
    return kept


def _candidate(doc: Annotated, one: Sum) -> MoneyCandidate | None:
    item = one.high or one.low
    currency = item.currency or one.low.currency
    if currency is None:
        return None
    low = _plain(one.low.amount)
    high = _plain(one.high.amount) if one.high is not None else None
    if low is None or (one.high is not None and high is None):
        return None
    qualified = None if one.changed else context.qualifier(doc, one.start, one.end)
    evidence: list[Span] = [doc.span(one.start, one.end)]
    if qualified is not None:
        evidence.append(doc.span(qualified.start, qualified.end))
    if not one.start <= currency.start < one.end:
        evidence.append(doc.span(currency.start, currency.end))
    before = min(one.start, qualified.start) if qualified is not None else one.start
    return MoneyCandidate(
        evidence=tuple(evidence),
        rule=_rule(one, currency),
        confidence=_confidence(one, currency),
        amount=low,
        amount_max=high,
        currency=currency.code,
        currency_assumed=currency.assumed,
        qualifier=qualified.value if qualified is not None else "exact",
        per_unit=context.per_unit(doc, one.start, one.end, before),
        purpose=context.purpose(doc, one.start, one.end),
    )


def _rule(one: Sum, currency: Mention) -> str:
    if one.high is not None:
        return "money.range"
    if one.low.borrowed:
        return "money.neighbour"
    if one.low.composed:
        return "money.composed"
    return f"money.{currency.kind}"


def _confidence(one: Sum, currency: Mention) -> float:
    """How sure the rule is: a sign or code is hardly ever something else, a borrowed currency may be."""
    item = one.high or one.low
    if item.borrowed:
        return 0.8
    if currency.kind in (SIGN, CODE) and not currency.guard:
        return 0.99
    if currency.kind == MINOR or currency.guard:
        return 0.85
    return 0.95


def _plain(amount: Decimal) -> Decimal | None:
    """The amount without trailing zeros after the point; None where no record can hold it."""
    sign, digits, exponent = amount.as_tuple()
    if not isinstance(exponent, int) or sign:
        return None
    written = "".join(map(str, digits))
    whole, fraction = (
        (written + "0" * exponent, "")
        if exponent >= 0
        else (written[:exponent], written.rjust(1 - exponent, "0")[exponent:])
    )
    fraction = fraction.rstrip("0")
    if len(whole) > _MAX_DIGITS or len(fraction) > _MAX_PLACES:
        return None
    return Decimal(f"{whole or '0'}.{fraction}" if fraction else whole or "0")


def _odd(doc: Annotated, mentions: Mentions) -> list[MoneyCandidate]:
    """Sums in shapes that only `price-parser` reads."""
    numbered = {token for number in read_numbers(doc) for token in range(number.start, number.end)}
    return [
        MoneyCandidate(
            evidence=(doc.span(start, end),),
            rule="money.price_parser",
            confidence=0.9,
            amount=amount,
            currency=mention.code,
            currency_assumed=mention.assumed,
        )
        for start, end, raw, mention in odd_prices(doc, mentions, numbered)
        if (amount := _plain(raw)) is not None
    ]

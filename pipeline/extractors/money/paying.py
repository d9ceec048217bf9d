"""Amounts without a currency in their sentence that a word of paying, giving or costing makes sums.

Their currency stands in the sentence before ('The bridge costs 4 million euros. The county adds half a
million.'), in a word of scale that only money has (Dutch 'drie ton'), or with the scale in a sum of which
they are a part ('96 millions d'euros, il en a versé 20').
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.annotated import Annotated
from pipeline.extractors.money.items import Item
from pipeline.extractors.money.mentions import MINOR, NAME, Mention
from pipeline.extractors.money.ranges import Sum

_PAYING = ("paying", "purpose")
_MAX_REACH = 60  # tokens around an amount; a sentence without end stays cheap
_LEAST = 1000  # only sums of size lend
_NEAR = 6  # tokens between a part, the word that makes it one and the verb


def told_before(doc: Annotated, one: Sum, before: Sequence[Sum]) -> Mention | None:
    """The one currency of all sums in the sentence before that of `one`; `before` are the sums so far."""
    sentence = doc.sentence_of(one.start)
    first = doc.sentences[sentence][0]
    if doc.paragraph_of(first) != doc.paragraph_of(max(0, first - 1)) or not _pays(doc, one.start):
        return None
    told: list[Mention] = []
    for other in reversed(before):
        apart = sentence - doc.sentence_of(other.start)
        if apart > 1:
            break
        item = other.high or other.low
        if apart == 0 or item.currency is None or item.currency.kind == MINOR or item.amount < _LEAST:
            return None
        told.append(item.currency)
    return told[0] if len({currency.code for currency in told}) == 1 else None


def own_currency(doc: Annotated, item: Item) -> Mention | None:
    """The currency that a word of scale has by itself where its sentence speaks of paying, not of weight."""
    end = item.quantity.end
    code = next((scale.entry.get("currency") for scale in doc.at("scale", end - 1)), "")
    return Mention(end - 1, end, code, NAME, assumed=True) if code and _pays(doc, item.start) else None


def part_of(doc: Annotated, one: Sum, whole: Sum) -> Sum | None:
    """`one` with scale and currency of the sum told before it, of which its clause says that it is a part."""
    item, told = one.low, whole.high or whole.low
    plain = one.high is None and item.quantity.scale == 1 and item.amount < _LEAST
    if not plain or told.quantity.scale < _LEAST or told.currency is None or whole.end > one.start:
        return None
    first = doc.sentences[doc.sentence_of(one.start)][0]
    near = doc.sentence_of(one.start) - doc.sentence_of(whole.start) <= 1
    if not near or doc.paragraph_of(first) != doc.paragraph_of(whole.start):
        return None
    begin = max(first, whole.end, one.start - _NEAR)
    parted = any(doc.between("amount_part", begin, one.start)) or bool(doc.at("amount_part", one.end))
    if not parted or not any(True for _ in doc.between("paying", begin, min(len(doc), one.end + _NEAR))):
        return None
    amount = item.amount * told.quantity.scale
    return replace(one, low=replace(item, amount=amount, currency=told.currency, borrowed=True))


def _pays(doc: Annotated, token: int) -> bool:
    """Whether the sentence of `token` has a word of paying, giving or costing, or of what a sum is for."""
    first, last = doc.sentences[doc.sentence_of(token)]
    first, last = max(first, token - _MAX_REACH), min(last, token + _MAX_REACH)
    if any(word.value == "weight" for word in doc.between("currency_context", first, last)):
        return False
    return any(True for section in _PAYING for _ in doc.between(section, first, last))

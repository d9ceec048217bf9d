"""Two sums that belong together: ranges, and a currency that stands only at the neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money import context
from pipeline.extractors.money.items import Item, ends_here
from pipeline.extractors.money.mentions import MINOR, NAME

_DASHES = frozenset("-–—~〜～−")
_MAX_RATIO = 1000  # ends of a range that share a currency are of comparable size
_MAX_REACH = 60  # tokens between a sum and the neighbour that gives its currency
_OPENERS = frozenset({"between", "from"})


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum or range of the text: the items, of which the last has the currency of both.

    `changed` marks the end of a change ('from 3 to 5 million'), before which 'to' is no qualifier.
    """

    start: int
    end: int
    low: Item
    high: Item | None = None
    changed: bool = False


def pair(doc: Annotated, items: Sequence[Item]) -> list[Sum]:
    """Joins ranges, lends currencies to neighbours, and drops what stays without a currency."""
    openers = _openers(doc)
    joined: list[Sum] = []
    i = 0
    while i < len(items):
        first = items[i]
        if i + 1 < len(items):
            pairs = _paired(doc, first, items[i + 1], openers)
            if pairs is not None:
                joined += pairs
                i += 2
                continue
        joined.append(Sum(first.start, first.end, first))
        i += 1
    return _lent(doc, joined)


def _openers(doc: Annotated) -> dict[int, tuple[str, int]]:
    """Words that open a range, by the token after them: ('between' or 'from', their first token)."""
    found = {}
    for lexeme in doc.section("amount_range"):
        if lexeme.value in _OPENERS:
            found[lexeme.end] = (lexeme.value, lexeme.start)
    return found


def _opener(doc: Annotated, start: int, openers: dict[int, tuple[str, int]]) -> tuple[str, int]:
    """The opener before the token `start`; a qualifier or article may stand between."""
    at = start
    for _ in range(2):
        if at in openers:
            return openers[at]
        before = [
            lexeme for lexeme in doc.between("amount_qualifier", max(0, at - 4), at) if lexeme.end == at
        ]
        skipped = [lexeme for lexeme in doc.between("amount_skip", max(0, at - 1), at) if lexeme.end == at]
        if not before and not skipped:
            break
        at = (before or skipped)[-1].start
    return openers.get(at, ("", start))


def _link(doc: Annotated, start: int, end: int, opener: str) -> str:
    """What the words between two items say: 'range', 'or', 'change' or nothing."""
    if start < end and doc.surfaces[start] == "." and doc.adjacent(start):
        start += 1  # the full stop of 'tys.'; no sentence ends here
    if end <= start:
        return ""
    if all(doc.surfaces[token] in _DASHES for token in range(start, end)):
        return "dash"
    for lexeme in doc.at("amount_range", start):
        rest = lexeme.end
        qualifiers = doc.between("amount_qualifier", rest, end)
        if rest < end and not any(x.start == rest and x.end == end for x in qualifiers):
            continue  # only a qualifier may stand before the second sum: 'to about'
        if lexeme.value == "to" or (lexeme.value == "until" and opener == "from"):
            return "range"
        if lexeme.value == "and" and opener:
            return "range"
        if lexeme.value in ("or", "change"):
            return lexeme.value
    return ""


def _paired(
    doc: Annotated, first: Item, second: Item, openers: dict[int, tuple[str, int]]
) -> list[Sum] | None:
    """The range or pair that two items make, or None."""
    if (
        second.currency is None
        and _leads(first)
        and (second.quantity.scale > 1 or ends_here(doc, second.end))
    ):
        second = replace(second, currency=first.currency, borrowed=True)  # '€5–10 million'
    if second.currency is None or (second.composed and first.currency is None):
        return None
    opener, opened = _opener(doc, first.start, openers)
    link = _link(doc, first.end, second.start, opener)
    if not link or doc.sentence_of(first.start) != doc.sentence_of(second.start):
        return None
    if first.currency is not None and first.currency.code != second.currency.code:
        return None
    if link == "or" and first.currency is not None and second.currency is not None:
        return None
    if first.currency is not None and (first.currency.kind == MINOR) != (second.currency.kind == MINOR):
        return None  # 'fell 5 cents to $3.20'
    if link == "dash" and first.currency is None and not _fits_dash(doc, first, second):
        return None
    by_and_to = link == "range" and not opener and (first.currency is not None or first.quantity.scale > 1)
    changing = link == "change" or ((opener == "from" or by_and_to) and context.changing(doc, opened))
    low = _sharing(first, second, changing=changing)
    if low is None:
        return None
    if changing:
        return [Sum(low.start, low.end, low), Sum(second.start, second.end, second, changed=True)]
    if low.amount >= second.amount:
        return None
    return [Sum(first.start, second.end, low, second)]


def _leads(item: Item) -> bool:
    """Whether the currency stands before the number."""
    return item.currency is not None and item.currency.start < item.quantity.start


def _fits_dash(doc: Annotated, first: Item, second: Item) -> bool:
    """Whether digits before a dash are the lower end of a sum: no year before ' – ', no 'G-7 – 5 Mio.'."""
    spaced = not doc.adjacent(first.end)
    if first.quantity.year and spaced:
        return False
    before = first.start - 1
    return not (
        before >= 0
        and doc.adjacent(first.start)
        and (doc.surfaces[before].isalnum() or doc.surfaces[before] in "-–")
    )


def _sharing(first: Item, second: Item, *, changing: bool) -> Item | None:
    """The first item with the scale and currency that only the second one says."""
    shared = first
    quantity = first.quantity
    scale = second.quantity.scale
    alike = quantity.value < 1000 or _both_grouped(first, second)
    if quantity.scale == 1 and scale > 1 and alike and first.amount * scale <= second.amount:
        if not first.currency or first.currency.kind != NAME:
            shared = replace(first, amount=first.amount * scale)
    elif changing and quantity.scale == 1 < scale and quantity.value < 1000:
        shared = replace(first, amount=first.amount * scale)
    if first.currency is not None:
        return shared
    if shared.amount <= 0 or second.amount / shared.amount > _MAX_RATIO:
        return None
    currency = second.currency
    if currency is not None and currency.scale != 1:
        shared = replace(shared, amount=shared.amount * currency.scale)
    if currency is not None and currency.kind == MINOR:
        shared = replace(shared, amount=shared.amount * Decimal("0.01"))
    return replace(shared, currency=currency, borrowed=True)


def _both_grouped(first: Item, second: Item) -> bool:
    """Whether both numbers are written in thousands: '1.850 - 2.000 tỷ'."""
    one, two = first.quantity.number, second.quantity.number
    return one is not None and two is not None and one.grouped and two.grouped


def _lent(doc: Annotated, sums: Sequence[Sum]) -> list[Sum]:
    """Lends the currency of the nearest sum in the sentence to amounts without one, forwards first."""
    kept: list[Sum] = []
    for index, one in enumerate(sums):
        if one.low.currency is not None:
            kept.append(one)
            continue
        if not _lends(doc, one.low):
            continue
        lender = _lender(doc, one, sums, index)
        if lender is not None:
            low = replace(one.low, currency=lender.currency, borrowed=True)
            kept.append(Sum(one.start, one.end, low))
    return kept


def _lends(doc: Annotated, item: Item) -> bool:
    """Whether an amount without currency is money at all: a scale word, and nothing counted after it."""
    quantity = item.quantity
    if quantity.scale < 1000 or quantity.short:
        return False
    if any(lexeme.entry.attributes.get("alone") is False for lexeme in doc.at("scale", quantity.end - 1)):
        return False  # 'ton' is a scale only beside a currency
    token = quantity.end
    last = doc.sentences[doc.sentence_of(item.start)][1]
    if token < last and doc.surfaces[token] == "." and doc.adjacent(token):
        token += 1  # the full stop of an abbreviation
    if token >= last:
        return True
    surface = doc.surfaces[token]
    if not surface[0].isalnum():
        return surface in ",;:.!?)]»“”\"'’…–—"
    return bool(doc.at("amount_next", token))


def _lender(doc: Annotated, one: Sum, sums: Sequence[Sum], index: int) -> Item | None:
    sentence = doc.sentence_of(one.start)
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(sums):
            other = sums[at]
            if doc.sentence_of(other.start) != sentence or abs(other.start - one.start) > _MAX_REACH:
                break
            item = other.high or other.low
            if item.currency is not None and not item.borrowed:
                # only sums of size lend: '2 Millionen' beside '5 Euro' is something else
                if item.amount >= 1000 and item.currency.kind != MINOR:
                    return item
                break
            at += step
    return None

"""Two sums that belong together: ranges and changes, of which one may have the currency of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money import context
from pipeline.extractors.money.items import Item, ends_here
from pipeline.extractors.money.mentions import MINOR, NAME
from pipeline.extractors.money.scales import weak_scale

_DASHES = frozenset("-–—~〜～−")
_MAX_RATIO = 1000  # ends of a range that share a currency are of comparable size
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
    """Joins ranges; what stays without a currency may still borrow one (see `lending`)."""
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
    return joined


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
    if doc.sentence_of(first.start) != doc.sentence_of(second.start):
        return None
    opener, opened = _opener(doc, first.start, openers)
    link = _link(doc, first.end, second.start, opener)
    if not link:
        return None
    by_and_to = link == "range" and not opener and (first.currency is not None or first.quantity.scale > 1)
    changing = link == "change" or ((opener == "from" or by_and_to) and context.changing(doc, opened))
    second = _after_leader(doc, first, second, changing=changing)
    if not _fit(doc, first, second, link):
        return None
    if second.currency is None and (changing or link not in ("range", "dash")):
        return None
    low = _sharing(first, second, changing=changing)
    if low is None:
        return None
    if changing:
        return [Sum(low.start, low.end, low), Sum(second.start, second.end, second, changed=True)]
    if low.amount >= second.amount:
        return None
    return [Sum(first.start, second.end, low, second)]


def _after_leader(doc: Annotated, first: Item, second: Item, *, changing: bool) -> Item:
    """The second item with what only the first says: '€5–10 million', 'rose from 96 million euros to 131'."""
    if second.currency is not None or first.currency is None:
        return second
    ends = ends_here(doc, second.end)
    if changing and ends and second.quantity.plain and second.quantity.value < 1000 < first.quantity.scale:
        amount = second.amount * first.quantity.scale
        return replace(second, amount=amount, currency=first.currency, borrowed=True)
    if first.currency.start < first.quantity.start and (second.quantity.scale > 1 or ends):
        return replace(second, currency=first.currency, borrowed=True)
    return second


def _fit(doc: Annotated, first: Item, second: Item, link: str) -> bool:
    """Whether the currencies and scales of two items allow a range or a pair."""
    one, other = first.currency, second.currency
    if one is None:
        if second.composed or (other is None and second.quantity.scale < 1000):
            return False
        if weak_scale(doc, first.end) and not weak_scale(doc, second.quantity.end):
            return False  # 'van 2 ton naar 5 miljoen euro'
        return link != "dash" or _fits_dash(doc, first, second)
    if other is None or one.code != other.code or link == "or":
        return False
    return (one.kind == MINOR) == (other.kind == MINOR)  # not 'fell 5 cents to $3.20'


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

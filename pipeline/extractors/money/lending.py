"""A currency that stands only at a neighbour: '4 million euros for roads and half a million for schools'.

An amount without currency is money only where it is coordinated with a sum of its sentence: a comma, 'and',
'of which' or a change joins the two, and nothing says that it counts something else ('a city of 9 million',
'3 million visitors, up from 2 million'). The currency may stand in the sentence before, where the one of the
amount speaks of paying ('The county adds half a million.'), or in a word of scale that only money has (Dutch
'drie ton').
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.annotated import Annotated
from pipeline.extractors.money import context
from pipeline.extractors.money.items import Item
from pipeline.extractors.money.mentions import MINOR, Mention
from pipeline.extractors.money.paying import own_currency, part_of, told_before
from pipeline.extractors.money.ranges import Sum
from pipeline.extractors.money.scales import weak_scale

_MAX_REACH = 60  # tokens between a sum and the neighbour that gives its currency
_MAX_CLAUSE = 12  # tokens before an amount that may say what it counts
_MAX_NOUN = 3  # tokens after an amount in which its noun stands
_LEAST = 1000  # only sums of size lend: '2 Millionen' beside '5 Euro' is something else
_LEAST_GROUPED = 10_000
_SEPARATORS = frozenset(",;:()（）–—、；：")
_OPENING, _ENDING = frozenset("([（"), frozenset(")]）")
_MAX_OPENING = 4  # tokens between a sum and its conversion: the bracket and a qualifier
_COLONS = frozenset(":：")  # 'visitors: 3 million'
_CLOSING = frozenset(",;:.!?)]»“”\"'’…–—")
_BEFORE = ("amount_range", "amount_qualifier", "amount_skip", "amount_of")  # may stand before an amount
_JOINING = frozenset({"and", "or"})
_LEADING = frozenset({"to", "until", "change"})


def lend(doc: Annotated, sums: Sequence[Sum]) -> list[Sum]:
    """Lends the currency of a coordinated sum to amounts without one; drops what stays without."""
    kept: list[Sum] = []
    for index, one in enumerate(sums):
        item = one.high or one.low
        if item.currency is not None:
            kept.append(one)
        elif _ends(doc, item) and not _counting(doc, one):
            currency = _currency(doc, sums, index, kept)
            if currency is not None:
                kept.append(_with_currency(one, currency))
            elif kept and (part := part_of(doc, one, kept[-1])) is not None:
                kept.append(part)
    return kept


def _currency(doc: Annotated, sums: Sequence[Sum], index: int, before: Sequence[Sum]) -> Mention | None:
    """The currency of an amount without one: a neighbour's, that of the sentence before, or its scale's."""
    item = sums[index].high or sums[index].low
    grouped = _grouped(doc, item)
    if grouped or _scaled(doc, item):
        lender = _lender(doc, sums, index)
        told = None if grouped else told_before(doc, sums[index], before)
        # 'A hat 28 Millionen zugesagt, B drei Milliarden Yen': a verb closes the clause before the next sum
        if lender is None or (told and lender.start > item.start and doc.at("paying", item.end)):
            return told
        return lender.currency
    beside = [*sums[max(0, index - 1) : index], *sums[index + 1 : index + 2]]
    priced = any(other.low.currency is not None and not _apart(doc, sums[index], other) for other in beside)
    return None if priced else own_currency(doc, item)  # '300 euro voor 5 ton' is a price


def _apart(doc: Annotated, one: Sum, other: Sum) -> bool:
    """Whether a sentence's end or a comma stands between two amounts."""
    if doc.sentence_of(one.start) != doc.sentence_of(other.start):
        return True
    left, right = (one, other) if one.start < other.start else (other, one)
    return any(surface in _SEPARATORS for surface in doc.surfaces[left.end : right.start])


def _with_currency(one: Sum, currency: Mention) -> Sum:
    low = replace(one.low, currency=currency, borrowed=True)
    high = replace(one.high, currency=currency, borrowed=True) if one.high is not None else None
    return replace(one, low=low, high=high)


def _bare(doc: Annotated, item: Item) -> bool:
    """Whether an amount without currency may be money: a scale word, and nothing counted after it."""
    return _scaled(doc, item) and _ends(doc, item)


def _scaled(doc: Annotated, item: Item) -> bool:
    """Whether an amount is of size, by a scale word that is no measure."""
    quantity = item.quantity
    return quantity.scale >= _LEAST and not quantity.short and not weak_scale(doc, quantity.end)


def _grouped(doc: Annotated, item: Item) -> bool:
    """'350 000,': digits in groups before a sign, as in a row of shares."""
    quantity = item.quantity
    grouped = quantity.scale == 1 and quantity.number is not None and quantity.number.grouped
    return (
        grouped
        and quantity.value >= _LEAST_GROUPED
        and doc.surfaces[quantity.end : quantity.end + 1] == [","]
    )


def _ends(doc: Annotated, item: Item) -> bool:
    """Whether nothing counted stands after an amount."""
    token = item.quantity.end
    last = doc.sentences[doc.sentence_of(item.start)][1]
    if token < last and doc.surfaces[token] == "." and doc.adjacent(token):
        token += 1  # the full stop of an abbreviation
    if token >= last:
        return True
    surface = doc.surfaces[token]
    if not surface[0].isalnum():
        return surface in _CLOSING
    return bool(doc.at("amount_next", token) or doc.at("paying", token))  # 'drie ton kost dat'


def _lender(doc: Annotated, sums: Sequence[Sum], index: int) -> Item | None:
    """The sum whose currency `sums[index]` shares: the nearest one before, else the nearest one after."""
    one = sums[index]
    sentence = doc.sentence_of(one.start)
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(sums):
            other = sums[at]
            if doc.sentence_of(other.start) != sentence or abs(other.start - one.start) > _MAX_REACH:
                break
            item = other.high or other.low
            if item.currency is None:
                if _counted(doc, other):
                    return None  # what stands beside a count is a count: '5 million users, up from 3 million'
            elif not item.borrowed and not (
                step < 0 and at > 0 and _converted(doc, sums[at - 1], other, one)
            ):
                if item.amount >= _LEAST and item.currency.kind != MINOR and _coordinated(doc, one, other):
                    return item
                break
            at += step
    return None


def _converted(doc: Annotated, before: Sum, other: Sum, one: Sum) -> bool:
    """Whether a sum stands in brackets behind the one that it converts: '3 million dinars (€9m)'."""
    opens = doc.surfaces[before.end : other.start]
    closes = doc.surfaces[other.end : one.start]
    return 0 < len(opens) <= _MAX_OPENING and opens[0] in _OPENING and any(x in _ENDING for x in closes)


def _counted(doc: Annotated, one: Sum) -> bool:
    """Whether an amount of size counts something: its noun follows, or the words before it say so."""
    item = one.high or one.low
    if item.quantity.scale < _LEAST:
        return False
    following = (item.end, min(item.end + _MAX_NOUN, doc.sentences[doc.sentence_of(item.start)][1]))
    if any(any(doc.between(section, *following)) for section in ("counted", "amount_other")):
        return not _bare(doc, item)
    return _counting(doc, one)


def _counting(doc: Annotated, one: Sum) -> bool:
    """Whether the words of the clause before an amount make it a count."""
    first = max(doc.sentences[doc.sentence_of(one.start)][0], one.start - _MAX_CLAUSE)
    start = _phrase(doc, one.start, first)[0]
    while start > first and (doc.surfaces[start - 1] in _COLONS or not _parts(doc, start - 1)):
        start -= 1
    return any(lexeme.end <= one.start for lexeme in doc.between("amount_other", start, one.start))


def _phrase(doc: Annotated, start: int, first: int) -> tuple[int, bool, bool]:
    """Where the words before an amount begin that belong to it.

    Returns:
        The token; whether a word leads from another amount to this one ('to', 'auf'); whether it is parted
        ('of the 4 billion').
    """
    leads = parted = found = False
    while start > first:
        before = [
            (section, lexeme)
            for section in _BEFORE
            for lexeme in doc.between(section, max(first, start - 4), start)
            if lexeme.end == start
        ]
        if not before:
            break
        leads = leads or any(section == "amount_range" and x.value in _LEADING for section, x in before)
        parted = any(section == "amount_of" or x.value == "from" for section, x in before)
        found = any(section == "amount_range" and x.value in _JOINING for section, x in before)
        if found:
            break  # 'and' joins, and belongs to none of both
        start = min(lexeme.start for _, lexeme in before)
    return start, leads, parted


def _parts(doc: Annotated, token: int) -> bool:
    """Whether a sign or a word at `token` parts two clauses or members of a list."""
    if doc.surfaces[token] in _SEPARATORS:
        # no decimal comma, and no time of day
        return token + 1 >= len(doc) or not (
            doc.adjacent(token + 1) and doc.surfaces[token + 1][0].isdecimal()
        )
    return bool(
        any(lexeme.value in _JOINING for lexeme in doc.at("amount_range", token))
        or doc.at("amount_and", token)
        or doc.at("counted_part", token)
    )


def _coordinated(doc: Annotated, one: Sum, lender: Sum) -> bool:
    """Whether an amount and a sum of its sentence are members of one construction."""
    left, right = (lender, one) if lender.start < one.start else (one, lender)
    first = doc.sentences[doc.sentence_of(left.start)][0]
    token = left.end
    if token + 1 < right.start and doc.surfaces[token] == "." and doc.surfaces[token + 1][0].isupper():
        return bool(doc.at("counted_part", token + 1))  # a sentence may end here: 'mln. Daarvan'
    leads = _phrase(doc, right.start, left.end)[1]
    if leads or context.changing(doc, one.start):
        return True
    if any(_parts(doc, at) for at in range(left.end, right.start)):
        return True
    begin, _, parted = _phrase(doc, left.start, first)
    return parted and (begin == first or _parts(doc, begin - 1))  # 'of the 4 billion euros 2 billion go to'

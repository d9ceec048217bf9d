"""Tight price strings that the grammar does not read: odd groupings such as '₹12,34,567.00'.

`price-parser` gets only a sign or code with the digits beside it, never running text, in which it invents
values. It is imported at the first such span, and what it says is kept by span. Its share is small: none
of the 1,230 public test cases (see `docs/peers.md`) and of our sample articles needs it; Indian groups do.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.annotated import Annotated
from pipeline.extractors.money.mentions import CODE, SIGN, Mention, Mentions
from pipeline.extractors.money.scales import scale_at

_SEPARATORS = frozenset(".,'\u2019")
_MAX_TOKENS = 15
# Groups of two and a last one of three, as in India: the only odd shape that is not a date or a version.
_ODD_GROUPS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?")


@lru_cache(maxsize=4096)
def parse_price(span: str) -> Decimal | None:
    """The amount that `price-parser` reads from a span of digits and separators, or None."""
    from price_parser import Price  # only where such a span stands

    amount = Price.fromstring(span).amount
    return amount if isinstance(amount, Decimal) else None


def odd_prices(
    doc: Annotated, mentions: Mentions, numbered: set[int]
) -> list[tuple[int, int, Decimal, Mention]]:
    """Sums whose digits are no number of the grammar: (first token, token after, amount, currency)."""
    found = []
    for mention in mentions.ordered:
        if mention.kind not in (SIGN, CODE) or mention.scale != 1:
            continue
        for first in (mention.end, _run_start(doc, mention.start)):
            if (
                first is None
                or first >= len(doc)
                or first in numbered
                or not doc.surfaces[first][0].isdecimal()
            ):
                continue
            after = _run_end(doc, first)
            span = doc.words(first, after)
            if _ODD_GROUPS.fullmatch(span) and (amount := parse_price(span)) is not None:
                scale = scale_at(doc, after)  # '₹1,50,000 crore'
                if scale is not None:
                    amount, after = amount * Decimal(scale.value), scale.end
                found.append((min(first, mention.start), max(after, mention.end), amount, mention))
                break
    return found


def _run_end(doc: Annotated, first: int) -> int:
    end = first + 1
    while (
        end + 1 < len(doc)
        and end - first < _MAX_TOKENS
        and doc.surfaces[end] in _SEPARATORS
        and doc.adjacent(end)
        and doc.adjacent(end + 1)
        and doc.surfaces[end + 1][0].isdecimal()
    ):
        end += 2
    return end


def _run_start(doc: Annotated, end: int) -> int | None:
    """The first token of the digits that end before the token `end`."""
    first = end - 1
    if first < 0 or not doc.surfaces[first][0].isdecimal():
        return None
    while (
        first > 1
        and end - first < _MAX_TOKENS
        and doc.surfaces[first - 1] in _SEPARATORS
        and doc.adjacent(first)
        and doc.adjacent(first - 1)
        and doc.surfaces[first - 2][0].isdecimal()
    ):
        first -= 2
    return first

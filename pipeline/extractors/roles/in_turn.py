"""Offices that names share in their order: 'A and B, mayor of X and rector of Y respectively'."""

from __future__ import annotations

from pipeline.extractors.roles.context import Context, Gap, Row
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.term import Term

_MAX_BEHIND = 3  # tokens between the last of a series and 'respectively'


def offices_in_turn(context: Context, row: Row) -> None:
    """`name and name, term and term respectively`; `term and term, respectively name and name`."""
    for middle in range(1, len(row)):
        if type(row[middle]) is type(row[middle - 1]):
            continue
        behind = _series(context, row, range(middle, len(row)))
        before = _series(context, row, range(middle - 1, -1, -1))[::-1]
        if len(before) != len(behind) or len(before) < 2:
            continue
        if not any(context.document.between("respectively", before[-1].end, behind[-1].end + _MAX_BEHIND)):
            continue
        for one, two in zip(before, behind, strict=True):
            term, name = (one, two) if isinstance(one, Term) else (two, one)
            if isinstance(term, Term) and isinstance(name, Name):
                context.link(term, name, "offices_of_list")


def _series(context: Context, row: Row, places: range) -> Row:
    """The items at the places as far as they are of one kind, in the singular, and joined by commas and
    'and'; terms inside other terms are passed over."""
    found: Row = []
    for place in places:
        item = row[place]
        if isinstance(item, Term) and item.nested and found:
            continue
        if isinstance(item, Term) and (item.only_plural or id(item) in context.taken):
            break
        if found:
            one, two = sorted((found[-1], item), key=lambda x: x.start)
            if type(one) is not type(two) or context.gap(one.end, two.start) not in (Gap.COMMA, Gap.AND):
                break
        found.append(item)
    return found

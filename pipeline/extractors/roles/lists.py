"""Terms in the plural: one office for every name of a list."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.roles.clauses import over_titles
from pipeline.extractors.roles.context import Context, Gap, Row
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.term import Term

_MAX_COUNTRY = 4  # words of a country


def offices_in_plural(context: Context, row: Row) -> None:
    """A term in the plural goes to every name of its list."""
    for i, term in enumerate(row):
        if not isinstance(term, Term) or not term.plural:
            continue
        after = row[i + 1 :]
        openers = (Gap.NONE,) if term.singular else (Gap.NONE, Gap.OF, Gap.COMMA, Gap.DASH)
        if after and isinstance(after[0], Name) and _gap_to(context, term.end, after[0].start) in openers:
            if context.misaddressed(term, after[0]):
                continue
            _list_after(context, row, i, term)
        elif (i and isinstance(row[i - 1], Name) and not term.singular) or (
            i and isinstance(row[i - 1], Name) and term.plural and _two_before(context, row, i)
        ):
            _list_before(context, row, i, term)


def _two_before(context: Context, row: Row, i: int) -> bool:
    return (
        i >= 2
        and isinstance(row[i - 2], Name)
        and context.gap(row[i - 2].end, row[i - 1].start) is Gap.AND
        and context.gap(row[i - 1].end, row[i].start) is Gap.COMMA
    )


def _list_after(context: Context, row: Row, i: int, term: Term) -> None:
    linked = {link.name for link in context.links.of_term(term)}
    if any(link.rule != "office_before_name" for link in context.links.of_term(term)):
        return
    chained = any(
        link.rule == "offices_before_name" for name in linked for link in context.links.of_name(name)
    )
    last: Term | Name = term
    count = 0
    listed: list[Name] = []
    for item in row[i + 1 :]:
        if item.start < last.end:
            continue
        kind = _list_gap(context, last.end, item.start)
        if kind is Gap.SEMICOLON or kind is Gap.OTHER:
            break
        if isinstance(item, Term):
            if leads_next_name(context, row, item) or not isinstance(last, (Name, Term)):
                break
            if term.singular and term.plural:
                break
            last = item
            continue
        if count and kind not in (Gap.COMMA, Gap.AND, Gap.OF):
            break
        if (
            count
            and term.singular
            and (kind not in (Gap.AND, Gap.COMMA) or chained or _has_own(context, row, item))
        ):
            break
        listed.append(item)
        count += 1
        last = item
    if len(listed) == 1 and context.gap(term.end, listed[0].start) in (Gap.COMMA, Gap.DASH):
        return  # 'for the ministers, Anna Berg thanked'
    for name in listed:
        if name not in linked:
            context.link(term, name, "offices_of_list")
    _share_out(context, term, listed)


def _share_out(context: Context, term: Term, names: list[Name]) -> None:
    """'the mayors of A and B, X and Y': as many places as names are one each, in their order."""
    if len(names) < 2 or len(term.places) != len(names):
        return
    for name, place in zip(names, term.places, strict=True):
        for link in context.links.of_name(name):
            if link.term is term:
                context.links.replace(link, replace(link, term=replace(term, place=place)))


def _has_own(context: Context, row: Row, name: Name) -> bool:
    """Whether an apposition with an office follows: 'chairmen A and B, member of the board'."""
    k = row.index(name)
    follower = row[k + 1] if k + 1 < len(row) else None
    return isinstance(follower, Term) and context.gap(name.end, follower.start) in (Gap.COMMA, Gap.OPEN)


def _list_gap(context: Context, start: int, end: int) -> Gap:
    """The gap inside a list: notes in brackets and places of the names are passed over."""
    document = context.document
    surfaces = document.surfaces
    while start < end:
        if surfaces[start] == "(":
            closing = next((k for k in range(start, min(end, start + 12)) if surfaces[k] == ")"), None)
            if closing is None:
                break
            start = closing + 1
            continue
        if document.at("of", start):
            k = start + 1
            while k < end and (
                surfaces[k][:1].isupper() or document.at("of", k) or document.at("article", k)
            ):
                k += 1
            if k == start + 1:
                break
            start = k
            continue
        break
    return _gap_to(context, start, end)


def _gap_to(context: Context, start: int, end: int) -> Gap:
    """The gap before a name, whose country may stand right before it: "the ambassadors, Denmark's A and
    Norway's B"."""
    document, first = context.document, end
    if end - 2 > start and document.surfaces[end - 1] == "s" and document.surfaces[end - 2] in "'’ʼ":
        first = end - 2
    for k in range(max(start + 1, first - _MAX_COUNTRY), first):
        for section in ("country", "demonym"):
            if any(lexeme.end == first for lexeme in document.at(section, k)):
                return context.gap(start, k)
    return context.gap(start, end)


def leads_next_name(context: Context, row: Row, term: Term) -> bool:
    """Whether the term stands right before a name of its own."""
    k = row.index(term)
    follower = row[k + 1] if k + 1 < len(row) else None
    return isinstance(follower, Name) and context.gap(term.end, follower.start) is Gap.NONE


def _list_before(context: Context, row: Row, i: int, term: Term) -> None:
    last: Term | Name = term
    for k in range(i - 1, -1, -1):
        item = row[k]
        if not isinstance(item, Name):
            break
        kind = _list_gap(context, item.end, last.start)
        wanted = (Gap.COMMA, Gap.VERB, Gap.OPEN, Gap.DASH) if last is term else (Gap.COMMA, Gap.AND)
        if kind not in wanted or (last is term and _alone(context, row, k)):
            break
        context.link(term, item, "offices_behind_list")
        last = item


def _alone(context: Context, row: Row, k: int) -> bool:
    """Whether the name `row[k]` is no end of a list: 'according to Anna Berg, the ministers will …'."""
    name = row[k]
    earlier = row[k - 1] if k else None
    if isinstance(earlier, Name) and _list_gap(context, earlier.end, name.start) in (Gap.COMMA, Gap.AND):
        return False
    return not context.ends_before("and", over_titles(context, max(0, name.start - 3), name.start))

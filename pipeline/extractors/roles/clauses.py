"""Offices given by a verb: `name was appointed term`, `name, who is term`, `term is name`."""

from __future__ import annotations

from pipeline.extractors.roles.context import Context, Gap, Row
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.stages import (
    has_resigned,
    is_behind_as,
    is_bounded,
    is_extraposed,
    is_past_bound,
    was_once,
)
from pipeline.extractors.roles.term import Term


def _agent(context: Context, item: Name, row: Row) -> bool:
    """Whether the name is whom a passive verb names as the one who acts: 'by minister Anna Berg'."""
    k = row.index(item)
    first = row[k - 1] if k and isinstance(row[k - 1], Term) and row[k - 1].end == item.start else item
    start = first.start
    document = context.document
    while start > 0 and (document.at("article", start - 1) or document.at("honorific", start - 1)):
        start -= 1
    return any(
        lexeme.value == "by" and lexeme.end == start
        for k in range(max(0, start - 2), start)
        for lexeme in document.at("agent", k)
    )


def offices_by_verb(context: Context, row: Row) -> None:
    """`name was appointed term`, `name, who is term`, `name heads the body`, `appointed name as term`."""
    document = context.document
    for i, term in enumerate(row):
        if not isinstance(term, Term) or id(term) in context.taken or i == 0 or term.nested:
            continue
        before = row[i - 1]
        if isinstance(before, Term) and term.only_plural:
            continue  # 'Anna Berg, mayor, and representatives of the town'
        name = before if isinstance(before, Name) else _owner(context, before)
        if name is None or before.end > term.start:
            continue
        if isinstance(before, Name) and _agent(context, before, row):
            name = _subject(row, i - 1)
            if name is None:
                continue
        start = before.end
        if (
            isinstance(before, Term)
            and context.gap(start, term.start) is Gap.AND
            and _by_verb(context, before)
        ):
            former = any(link.former for link in context.links.of_term(before))
            context.link(term, name, "office_by_verb", former=former)
            continue
        if isinstance(before, Term) and document.surfaces[start] == ",":
            start += 1  # behind an apposition
        kind = context.gap(start, term.start)
        if kind is Gap.NONE and before is name and _verb_before(context, name):
            context.link(term, name, "office_by_verb", former=is_bounded(context, term))
            continue
        if (
            kind not in (Gap.VERB, Gap.RELATIVE)
            and not _verb_behind(context, start, term)
            and not is_extraposed(context, start, term)
            and not is_behind_as(context, start, term)
        ):
            if isinstance(before, Name) and _appointed(context, before, term):
                context.link(term, before, "office_by_verb")
            continue
        if document.surfaces[start] == "," and is_of_next(context, row, i):
            continue
        window = range(start, min(len(document), term.end + 6))
        if any(document.at("negation", k) for k in range(start, term.start)):
            continue
        values = {lexeme.value for k in window for lexeme in document.at("be", k)}
        has_as = any(document.at("as", k) for k in range(start, term.start))
        past = "past" in values and not values & {"present", "become"}
        until = is_bounded(context, term) or any(is_past_bound(context, k) for k in range(start, term.start))
        until = until or (has_as and (has_resigned(context, start, term) or was_once(context, start, term)))
        if not values and not has_as:
            continue
        if kind is Gap.VERB and not (values or has_as):
            continue
        former = until or (past and (kind is Gap.RELATIVE or until))
        if past and kind is Gap.VERB and not until and not has_as:
            former = True
        context.link(term, name, "office_by_verb", former=former)


def _appointed(context: Context, name: Name, term: Term) -> bool:
    """'wählte Anna Berg zur Rektorin', 'named Anna Berg its chair': the verb stands before the name."""
    document = context.document
    first = document.sentences[document.sentence_of(name.start)][0]
    gap = range(name.end, term.start)
    small = all(
        document.at("of", k)
        or document.at("as", k)
        or document.at("article", k)
        or any(x.value == "possessive" for x in document.at("event_determiner", k))
        for k in gap
    )
    return (
        small
        and 0 < len(gap) < 3
        and any(
            lexeme.value == "become"
            for k in range(max(first, name.start - 6), name.start)
            for lexeme in document.at("be", k)
        )
    )


def is_of_next(context: Context, row: Row, i: int) -> bool:
    """', after her the post of term took name': the verb gives the office to the name behind it."""
    follower = row[i + 1] if i + 1 < len(row) else None
    end = row[i].end
    return isinstance(follower, Name) and any(
        lexeme.value == "become" and lexeme.end >= follower.start - 1
        for k in range(end, min(follower.start, end + 3))
        for lexeme in context.document.at("be", k)
    )


def _by_verb(context: Context, term: Term) -> bool:
    """Whether a verb gave the term: 'who is a member of the committee and head of the delegation'."""
    return any(link.rule == "office_by_verb" for link in context.links.of_term(term))


def _subject(row: Row, k: int) -> Name | None:
    """The one name before the agent of a passive verb: 'Anna Berg was by minister Bo Lund appointed'."""
    names = [item for item in row[:k] if isinstance(item, Name)]
    return names[0] if len({name.person for name in names}) == 1 else None


def offices_before_verb(context: Context, row: Row) -> None:
    """`term is name`, `to the office of term was appointed name`, `as term came name`."""
    document = context.document
    for i, name in enumerate(row):
        if not isinstance(name, Name) or i == 0:
            continue
        term = row[i - 1]
        start = term.end
        if isinstance(term, Term) and term.nested and i > 1:
            term = row[i - 2]
        if not isinstance(term, Term) or term.nested or id(term) in context.taken:
            continue
        end = over_titles(context, start, name.start)
        inner = [k for k in range(start, end) if document.surfaces[k] != "."]
        if not inner or len(inner) > 5 or context.breaks(start, end):
            continue
        being = any(document.at("be", k) for k in inner)
        led_in = term.start > 0 and bool(document.at("as", term.start - 1))
        lower = all(
            document.surfaces[k][:1].islower()
            or document.surfaces[k].isdecimal()
            or document.at("month", k)
            or document.at("weekday", k)
            for k in inner
        )
        if (
            lower
            and not any(document.at("negation", k) or _owns(context, k) for k in inner)
            and (being or (led_in and len(inner) <= 2))
        ):
            context.link(term, name, "office_by_verb", former=is_bounded(context, term))


def _owns(context: Context, token: int) -> bool:
    """Whether a preposition stands there that is none of a date ('am 1. Mai', 'on Monday')."""
    document = context.document
    if not (document.at("of", token) or document.at("event_with", token)):
        return False
    after = token + 1
    return not (
        after < len(document)
        and (
            document.surfaces[after].isdecimal()
            or document.at("month", after)
            or document.at("weekday", after)
        )
    )


def over_titles(context: Context, start: int, end: int) -> int:
    """`end` moved left over forms of address that stand before it."""
    for k in range(start, end):
        if any(lexeme.end == end for lexeme in context.document.at("honorific", k)):
            return over_titles(context, start, k)
    return end


def _owner(context: Context, term: Term) -> Name | None:
    """The name that a term is linked to, where it is one."""
    owners = {link.name for link in context.links.of_term(term)}
    return owners.pop() if len(owners) == 1 else None


def _verb_before(context: Context, name: Name) -> bool:
    """`since May is name term`: the verb of being stands before the name."""
    return name.start > 0 and bool(context.document.at("be", name.start - 1))


def _verb_behind(context: Context, start: int, term: Term) -> bool:
    """`name wurde zum Botschafter ernannt`: the verb stands around the term."""
    document = context.document
    if term.start - start > 8 or context.breaks(start, term.start):
        return False
    return any(document.at("be", k) for k in range(term.end, min(len(document), term.end + 5)))


def is_inflected(name: Name) -> bool:
    return name.oblique

"""Offices behind names: `name, term and term`, `name (term)`, `name term` without anything between."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extractors.roles.before_names import closes
from pipeline.extractors.roles.clauses import is_of_next
from pipeline.extractors.roles.context import Context, Gap, Row
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.lists import leads_next_name
from pipeline.extractors.roles.stages import (
    behind_years,
    is_attribute,
    is_bounded,
    stage_gap,
    stage_of,
    was_once,
)
from pipeline.extractors.roles.term import Term

_BEHIND_NAME = frozenset({Gap.COMMA, Gap.OPEN, Gap.DASH, Gap.ADVERB})
_TITLES = frozenset({Gap.NONE, Gap.COMMA})  # between an office and its name
_BEHIND_OFFICE = frozenset({Gap.COMMA, Gap.AND, Gap.ADVERB, Gap.NONE})


def office_right_behind_name(context: Context, row: Row) -> None:
    """`name term` without anything between, or with a point; a country may stand before the name."""
    if not context.office_after_name:
        return
    document = context.document
    for item, term in pairwise(row):
        if not isinstance(item, Name) or not isinstance(term, Term) or term.start < item.end:
            continue
        if any(document.surfaces[i] not in "・（(" for i in range(item.end, term.start)):
            continue
        if term.country is None and item.start and document.at("of", item.start - 1):
            end = item.start - 1
            for lexeme in document.between("body", max(0, item.start - 12), item.start):
                led = term.head.value in ("director", "head") and not term.bodies
                if lexeme.end == item.start - 1 and led:
                    term.bodies.append(lexeme.value)
                    term.body, end = (lexeme.start, lexeme.end), lexeme.start
            for lexeme in document.between("country", max(0, item.start - 12), item.start):
                if lexeme.end == end:
                    term.country = lexeme.value
                    term.abroad = term.bodies == ["office"]
        context.link(term, item, "office_behind_name")


def office_behind_name(context: Context, row: Row) -> None:
    """`name, term, term and term`; `name (term)`; `name – term`."""
    owner: Name | None = None  # whose offices follow
    last: Term | Name | None = None  # the owner or the last of these offices
    for item in row:
        if isinstance(item, Name):
            owner = last = item
        elif owner is None or last is None:
            continue
        elif item.start < last.end:
            last = item
        elif id(item) in context.taken:
            if any(link.name.person == owner.person for link in context.links.of_term(item)):
                last = item
            else:
                owner = None
        elif item.nested:
            last = item if isinstance(last, Term) and id(last) in context.taken else last
        elif _belongs(context, row, owner, last, item):
            context.link(item, owner, "office_behind_name", former=_was_held(context, last, item))
            last = item
        else:
            owner = None


def _belongs(context: Context, row: Row, owner: Name, last: Term | Name, term: Term) -> bool:
    """Whether the term goes on with what is told of the owner, behind his name or an office of his."""
    first = last is owner
    kind = _gap_behind(context, row, last, term, first)
    led = bool(context.document.at("relative", term.start - 1))  # 'who heads the bank'
    if term.only_plural and not led:
        return False  # 'Anna Berg and 60 representatives of firms'
    if term.head.value == "representative" and not first and context.comma_and(last.end):
        return False  # 'Anna Berg, minister of trade, as well as representatives of firms'
    if kind is Gap.NONE and not (first and _letters(context, term)) and last.end != term.start:
        return False
    if kind not in (_BEHIND_NAME if first else _BEHIND_OFFICE):
        return False
    if kind is Gap.DASH and _spoken_to(context, last.end, term.start):
        return False  # 'Anna Berg: Herr Präsident, …'
    if kind is Gap.COMMA and (
        _new_subject(context, last, term, first) or _other_case(context, row, owner, term)
    ):
        return False
    if kind is Gap.COMMA and context.office_after_name and context.links.of_name(owner):
        return False  # 'N office, former office': of the next name
    return not (
        leads_next_name(context, row, term)
        or (kind is Gap.ADVERB and is_of_next(context, row, row.index(term)))
        or (kind in (Gap.COMMA, Gap.AND, Gap.ADVERB) and _introduces(context, row, term, last))
    )


def _gap_behind(context: Context, row: Row, last: Term | Name, term: Term, first: bool) -> Gap:
    """What stands between a name (`first`) or its last office and the term, years and ages left out."""
    start = last.end if first else behind_years(context, last.end, term.start)
    kind = stage_gap(context, start, term.start) or context.gap(start, term.start)
    if first and not (term.only_plural and _joined(context, last.end)):
        kind = _after_note(context, last.end, term.start, kind)
        if is_attribute(context, last.end, term) or (kind is Gap.NONE and _letters(context, term)):
            return Gap.COMMA  # 'Anna Berg MP'
    elif kind is Gap.SEMICOLON and not term.only_plural and _closes_row(context, row, term):
        return Gap.COMMA
    return kind


def _closes_row(context: Context, row: Row, term: Term) -> bool:
    """Whether only terms follow up to the end of the sentence."""
    return not leads_next_name(context, row, term) and not any(
        isinstance(item, Name) for item in row[row.index(term) + 1 :]
    )


def _was_held(context: Context, last: Term | Name, term: Term) -> bool:
    """Whether an adverb, a bound or an 'as' behind an adverb of the past says that the office is past."""
    stage = stage_of(context, term)
    if stage == "former" or (stage is None and is_bounded(context, term)):
        return True
    introduced = any(context.document.at("as", k) for k in range(last.end, term.start))
    return introduced and was_once(context, last.end, term)


def _spoken_to(context: Context, start: int, end: int) -> bool:
    """Whether a colon and a form of address stand before an office."""
    document = context.document
    return ":" in document.surfaces[start:end] and any(document.at("honorific", k) for k in range(start, end))


def _letters(context: Context, term: Term) -> bool:
    """Whether the office is told by capitals alone, as behind a name: 'MP', 'MdB', 'CEO'."""
    surface = context.document.surfaces[term.head.start]
    capitals = sum(letter.isupper() for letter in surface)
    return term.start == term.head.start and 1 < capitals >= len(surface) - 1


def _after_note(context: Context, start: int, end: int, kind: Gap) -> Gap:
    """Passes over a note or an age between a name and its apposition: 'A (58), mayor'; 'A, 58, mayor'."""
    surfaces = context.document.surfaces
    if surfaces[start] == "(":
        closing = next((k for k in range(start, min(end, start + 10)) if surfaces[k] == ")"), None)
        if closing is not None:
            return context.gap(closing + 1, end)
    if (
        surfaces[start] == ","
        and start + 2 < end
        and surfaces[start + 1].isdecimal()
        and surfaces[start + 2] == ","
    ):
        return context.gap(start + 2, end)
    return kind


def _joined(context: Context, token: int) -> bool:
    """Whether 'and', or a comma and 'and', stands at the token."""
    document = context.document
    return bool(document.at("and", token)) or context.comma_and(token)


def _new_subject(context: Context, last: Term | Name, term: Term, first: bool) -> bool:
    """`name, term, the term said …`: behind the comma begins a clause with another subject."""
    document = context.document
    if term.end >= len(document) or not any(document.at("article", i) for i in range(last.end, term.start)):
        return False
    if first:
        closed = document.surfaces[term.end + 1 : term.end + 2] in ([","], ["."])
        if closed and document.at("be", term.end) and document.at("relative", last.end + 1):
            return False  # 'Anna Berg, die Direktorin ist,'
        return bool(document.at("say", term.end) or document.at("be", term.end))
    surface = document.surfaces[term.end]
    return surface[:1].islower() and not document.at("and", term.end) and not document.at("of", term.end)


def _other_case(context: Context, row: Row, owner: Name, term: Term) -> bool:
    """'dankte der Direktor, Jan Berg, dem Minister': the articles tell that the offices are two people's."""
    case = context.case_of(term)
    k = row.index(owner) - 1
    while k > 0 and isinstance(office := row[k], Term) and office.nested:
        k -= 1
    office = row[k] if k >= 0 else owner
    if case is None or not isinstance(office, Term):
        return False
    own = context.case_of(office)
    return own not in (None, case) and context.gap(row[row.index(owner) - 1].end, owner.start) in _TITLES


def _introduces(context: Context, row: Row, term: Term, last: Term | Name) -> bool:
    """`name, term, and the term of X, name`: the term may be of the second name."""
    k = j = row.index(term)
    while j + 1 < len(row) and isinstance(inner := row[j + 1], Term) and inner.nested:
        j += 1  # 'the chair of the group of deputies, name'
    led = j + 1
    follower = row[led] if led < len(row) else None
    if isinstance(follower, Term) and follower.head.value == "professor" and led + 1 < len(row):
        led, follower = led + 1, row[led + 1]  # 'the rector of X, Professor Anna Berg'
        if context.gap(row[led - 1].end, follower.start) is not Gap.NONE:
            return False
    if not isinstance(follower, Name):
        return False
    if context.gap(row[j].end, row[j + 1].start) is not Gap.COMMA or not closes(context, follower):
        return False
    document = context.document
    gap = range(last.end, term.start)
    article = any(document.at("article", i) or document.at("of", i) for i in gap)
    article = article or document.norms[term.head.end - 1].endswith(
        tuple(document.language.feature("definite_endings", ()))
    )
    joined = any(document.at("and", i) for i in gap)
    has = isinstance(last, Name) and any(
        link.rule.endswith("before_name") for link in context.links.of_name(last)
    )
    first = _office_first(context, row, k)
    if not context.articles:  # 'prezes izby, Jan Kos, oraz dyrektor szkoły, Anna Lis'
        article = article or first or context.comma_and(last.end)
    return article and (has or joined or first)


def _office_first(context: Context, row: Row, k: int) -> bool:
    """Whether the name before `row[k]` is an office's apposition: `the A of X, name, the B …`."""
    if k < 2:
        return False
    office, name = row[k - 2], row[k - 1]
    if not isinstance(office, Term) or not isinstance(name, Name) or id(office) in context.taken:
        return False
    return not office.nested and context.gap(office.end, name.start) is Gap.COMMA

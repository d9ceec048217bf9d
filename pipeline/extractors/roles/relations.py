"""Offices that come from another person's: predecessors and successors; and the end of offices by death."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pipeline.annotated import Annotated
from pipeline.extractors.roles.clauses import is_inflected
from pipeline.extractors.roles.context import Context, Gap
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.term import Term
from pipeline.lexicon import Lexeme

# Callings that nobody takes over.
PERSONAL = frozenset({"professor", "expert", "author", "member"})
_ATTRIBUTES = ("article", "role_modifier", "stage", "demonym")
_MAX_ATTRIBUTES = 4  # words between a comma and 'successor'
_APPOSED = frozenset(",(–-—")
_MAX_IN_OFFICE = 6  # words between a predecessor and the office: "in the office of mayor"
_MAX_OFFICE = 40  # tokens of an office with its of-phrase, or between it and its name
_MAX_BACK = 60  # mentions before a predecessor among which an office is looked for


def predecessors(context: Context) -> None:
    """`his predecessor, name`: the office of the person spoken of before."""
    document = context.document
    for section, former in (("predecessor", True), ("successor", False)):
        for lexeme in document.section(section):
            name = _related(context, lexeme) or (_in_office(context, lexeme) if former else None)
            if name is None:
                continue
            held = partial(_held_before, lexeme.start, name.person, former)
            sentence = document.sentences[document.sentence_of(lexeme.start)]
            own = [link for n in context.names_in(*sentence) for link in context.links.of_name(n)]
            own = [
                x for x in own if x.name.person == name.person and x.term.start > lexeme.start and not x.past
            ]
            if former and _held_as(context, lexeme, name, own):
                continue
            if own:
                _same_office(context, own, offices_before(context, lexeme.start, held, every=True))
                continue
            term = _office_in_question(context, lexeme.start, held)
            if term is not None:
                context.links.append(Link(term, name, section, former=former))


def _in_office(context: Context, lexeme: Lexeme) -> Name | None:
    """'her predecessor in the office of mayor, Anna Berg': the name behind the comma of that office."""
    for term in context.terms_in(lexeme.end, lexeme.end + _MAX_IN_OFFICE):
        if "," not in context.document.surfaces[lexeme.end : term.start]:
            for link in context.links.of_term(term):
                if link.rule == "office_before_comma":
                    return link.name
    return None


def _held_as(context: Context, lexeme: Lexeme, name: Name, own: list[Link]) -> bool:
    """'Berg's predecessor as minister, Bo Lund': the office is Berg's now, and was the other one's."""
    told = [link for link in own if lexeme.end <= link.term.start and link.term.end <= name.start]
    for link in told:
        context.links.replace(link, replace(link, former=True))
        holders = context.names_in(lexeme.end, link.term.start)
        known = {other.term.head.value for n in holders for other in context.links.of_person(n.person)}
        if holders and link.term.head.value not in known:
            context.links.append(Link(link.term, holders[-1], "predecessor"))
    return bool(told)


def _related(context: Context, lexeme: Lexeme) -> Name | None:
    """Whom a word for a predecessor or successor means: the name behind it, or the one behind whose it is."""
    apposed = apposed_name(context, lexeme)
    if apposed is not None:
        return apposed
    end = max([lexeme.end, *(x.end for x in context.document.at("role_modifier", lexeme.end))])
    end = _behind_office(context, end)
    gaps = (Gap.NONE, Gap.COMMA)
    name = next((n for n in context.names_in(end, end + 5) if context.gap(end, n.start) in gaps), None)
    if name is None:
        return None
    holder = any(
        link.term.start < lexeme.start and not link.former for link in context.links.of_person(name.person)
    )
    if holder or (name.start == lexeme.end and is_inflected(name)):  # 'the successor of Bo Lund, Anna Berg'
        behind = context.names_in(name.end + 1, name.end + 11)
        return next((n for n in behind if n.person != name.person), None)
    return name


def apposed_name(context: Context, lexeme: Lexeme) -> Name | None:
    """The name that a word of relation stands behind: 'name, her former deputy,', 'name, his successor'."""
    document = context.document
    start, owned = lexeme.start, False
    while start > 0 and lexeme.start - start < _MAX_ATTRIBUTES:
        owner = any(x.value == "possessive" for x in document.at("event_determiner", start - 1))
        if not owner and not any(document.at(section, start - 1) for section in _ATTRIBUTES):
            break
        start, owned = start - 1, owned or owner
    if not owned or not start or document.surfaces[start - 1] not in _APPOSED:
        return None
    if any(
        context.gap(lexeme.end, name.start) is Gap.NONE
        for name in context.names_in(lexeme.end, lexeme.end + 5)
    ):
        return None  # 'Anna Berg, her successor Bo Lund'
    return next((n for n in context.names_in(start - 12, start) if n.end == start - 1), None)


def _office_in_question(context: Context, token: int, held: Callable[[Link], bool]) -> Term | None:
    """The office of which a word at the token tells who held it before or after."""
    ending = [n for n in context.names_in(token - 12, token) if n.end == token]
    spoken_of = ending[0].person if ending else _spoken_of(context, token)
    near: list[Link] = []
    if spoken_of is not None:
        near = offices_before(context, token, partial(_held_by, held, spoken_of))
    term = _term_before(context, token) or latest_office(near)
    return term or latest_office(offices_before(context, token, held))


def _held_before(token: int, person: int, former: bool, link: Link) -> bool:
    """Whether the link is another's office, told before the token; for predecessors one that is held."""
    return link.term.start < token and link.name.person != person and not (link.former and former)


def _held_by(held: Callable[[Link], bool], person: int, link: Link) -> bool:
    return held(link) and link.name.person == person


def offices_before(
    context: Context, token: int, wanted: Callable[[Link], bool], every: bool = False
) -> list[Link]:
    """The wanted links of the last mention before the token that has any; of `every` one in reach."""
    found: list[Link] = []
    index = bisect_left(context.name_starts, token + _MAX_OFFICE)
    for name in reversed(context.names[max(0, index - _MAX_BACK) : index]):
        own = [link for link in context.links.of_name(name) if wanted(link)]
        if own and not every and latest_office(own) is not None:
            return own
        found = own + found if every else found
    return found


def _spoken_of(context: Context, token: int) -> int | None:
    """The person named last in the sentence before the token."""
    first = context.document.sentences[context.document.sentence_of(token)][0]
    return next((name.person for name in reversed(context.names_in(first, token))), None)


def latest_office(earlier: list[Link]) -> Term | None:
    """The first office of the person named last, of those that one holds after another."""
    earlier = [
        link
        for link in earlier
        if link.term.head.value not in PERSONAL and "delegation" not in link.term.bodies
    ]
    if not earlier:
        return None
    return max(earlier, key=lambda link: (link.name.start, -link.term.start)).term


def _term_before(context: Context, token: int) -> Term | None:
    """'the ambassador, whose predecessor': the office that a relative word before the token means."""
    document = context.document
    for term in context.terms_in(token - _MAX_OFFICE, token):
        relative = any(document.at("relative", k) for k in range(term.end, token))
        if term.end < token <= term.end + 3 and document.surfaces[term.end] == "," and relative:
            return term
    return None


def _behind_office(context: Context, token: int) -> int:
    """The token after an office that begins at `token`: 'his successor as chair, name'."""
    start = token
    while any(context.document.at(section, token) for section in ("of", "as", "article")):
        token += 1
    office = next((term.end for term in context.terms_in(token, token + 1)), token)
    if office == token > start and context.document.surfaces[token + 1 : token + 2] == [","]:
        return token + 1  # 'her successor in the post, name'
    return office


def _same_office(context: Context, known: list[Link], earlier: list[Link]) -> None:
    """'His successor, chair Bo Lund': the office of the one before tells of what he is chair."""
    for link in known:
        term = link.term
        model = next(
            (x.term for x in reversed(earlier) if x.term.head.value == term.head.value and x.term.bodies),
            None,
        )
        if model is not None and not term.bodies and term.body is None:
            fuller = replace(term, bodies=list(model.bodies), body=model.body, abroad=model.abroad)
            context.links.replace(link, replace(link, term=fuller))


def _others_died(document: Annotated, start: int, end: int) -> bool:
    """Whether the verb of dying speaks of a group: 'N recalled the flood in which many residents died'."""
    return any(x.value == "group" for x in document.between("event_party", start, end))


def deaths(context: Context) -> None:
    """Whoever has died holds no office: 'X, rector of the academy, died'."""
    document = context.document
    gone: set[int] = set()
    for lexeme in document.section("death"):
        first, last = document.sentences[document.sentence_of(lexeme.start)]
        names = context.names_in(first, last)
        dead = {name.person for name in names} - gone
        if len(dead) == 1 and not _others_died(document, names[-1].end, lexeme.start):
            gone |= dead
            for link in list(context.links.of_person(dead.pop())):
                context.links.replace(link, replace(link, former=True))

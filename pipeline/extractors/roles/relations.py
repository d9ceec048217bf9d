"""Offices that come from another person's: predecessors, successors, counterparts and deputies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pipeline.extractors.roles.clauses import is_inflected
from pipeline.extractors.roles.context import Context, Gap
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.term import Term
from pipeline.lexicon import Lexeme

# Callings that nobody takes over.
PERSONAL = frozenset({"professor", "expert", "author", "member"})
_MAX_PLACES = 8  # tokens between "his counterpart" and the name
_MAX_OFFICE = 40  # tokens of an office with its of-phrase, or between it and its name
_MAX_BACK = 60  # mentions before a predecessor among which an office is looked for


def predecessors(context: Context) -> None:
    """`his predecessor, name`: the office of the person spoken of before."""
    document = context.document
    for section, former in (("predecessor", True), ("successor", False)):
        for lexeme in document.section(section):
            name = _related(context, lexeme)
            if name is None:
                continue
            held = partial(_held_before, lexeme.start, name.person, former)
            sentence = document.sentences[document.sentence_of(lexeme.start)]
            own = [link for n in context.names_in(*sentence) for link in context.links.of_name(n)]
            own = [x for x in own if x.name.person == name.person and x.term.start > lexeme.start]
            if own:
                _same_office(context, own, offices_before(context, lexeme.start, held, every=True))
                continue
            term = _office_in_question(context, lexeme.start, held)
            if term is not None:
                context.links.append(Link(term, name, section, former=former))


def _related(context: Context, lexeme: Lexeme) -> Name | None:
    """Whom a word for a predecessor or successor means: the name behind it, or the one behind whose it is."""
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


def counterparts(context: Context) -> None:
    """`his counterpart, name` has the same office; `her deputy, name` that of a deputy."""
    for lexeme in context.document.section("counterpart"):
        if lexeme.value != "deputy" and not _owned(context, lexeme.start):
            continue
        listed = _counterparts_named(context, lexeme)
        term = _counterpart_office(context, lexeme, {name.person for name in listed}) if listed else None
        if term is None:
            continue
        for name in listed:
            if all(link.term.head.value != term.head.value for link in context.links.of_person(name.person)):
                context.links.append(Link(term, name, "counterpart"))


def _counterparts_named(context: Context, lexeme: Lexeme) -> list[Name]:
    """The names behind a word for a counterpart; none where an office of their own stands before them."""
    sentence = context.document.sentence_of(lexeme.start)
    found = [
        name
        for name in context.names_in(lexeme.end, lexeme.end + _MAX_PLACES + 1)
        if context.document.sentence_of(name.start) == sentence
    ]
    if not found or not _introduced(context, lexeme.end, found[0].start):
        return []
    between = context.terms_in(lexeme.start, found[0].start)
    if any(lexeme.end <= term.start or term.start == lexeme.start for term in between):
        return []
    listed = found[:1]
    for name in found[1:] if lexeme.value == "several" else ():
        if context.gap(listed[-1].end, name.start) not in (Gap.AND, Gap.COMMA):
            break
        listed.append(name)
    return listed


def _counterpart_office(context: Context, lexeme: Lexeme, people: set[int]) -> Term | None:
    """The office of who has the counterpart, as the counterpart's own: of another country, or a deputy's."""
    document = context.document
    first = document.sentences[max(0, document.sentence_of(lexeme.start) - 1)][0]
    earlier = [
        link
        for name in context.names_in(first, lexeme.start)
        for link in context.links.of_name(name)
        if link.term.start < lexeme.start
        and link.name.person not in people
        and not (link.former or link.term.plural)
    ]
    term = _subject_office(context, lexeme.start) or latest_office(earlier)
    if term is None:
        return None
    if lexeme.value == "deputy":
        return replace(term, modifiers=term.modifiers | {"deputy"})
    return replace(term, country=None, place=None)


def _owned(context: Context, token: int) -> bool:
    """Whether 'his' or a demonym stands before: 'the colleague' alone is nobody's counterpart."""
    document = context.document
    if "event_determiner" not in document.language.sections:
        return True
    return any(
        lexeme.value == "possessive" or lexeme.entry.section == "demonym"
        for k in range(max(0, token - 3), token)
        for section in ("event_determiner", "demonym")
        for lexeme in document.at(section, k)
    )


def deaths(context: Context) -> None:
    """Whoever has died holds no office: 'X, rector of the academy, died'."""
    document = context.document
    gone: set[int] = set()
    for lexeme in document.section("death"):
        first, last = document.sentences[document.sentence_of(lexeme.start)]
        dead = {name.person for name in context.names_in(first, last)} - gone
        if len(dead) == 1:
            gone |= dead
            for link in list(context.links.of_person(dead.pop())):
                context.links.replace(link, replace(link, former=True))


def _subject_office(context: Context, token: int) -> Term | None:
    """'the governor met his counterpart': an office of nobody named, in the sentence before the token."""
    first = context.document.sentences[context.document.sentence_of(token)][0]
    found = [term for term in context.terms_in(first, token) if term.end <= token]
    alone = len(found) == 1 and not found[0].plural and not context.links.of_term(found[0])
    return found[0] if alone and not context.names_in(first, token) else None


def _introduced(context: Context, start: int, end: int) -> bool:
    """Whether only a comma, forms of address, an of-phrase of countries stand between."""
    document = context.document
    for k in range(start, end):
        surface = document.surfaces[k]
        if not (
            surface in ",.-"
            or surface[:1].isupper()
            or any(document.at(s, k) for s in ("of", "article", "and", "honorific", "country", "demonym"))
        ):
            return False
    return True

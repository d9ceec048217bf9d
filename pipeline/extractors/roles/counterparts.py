"""Offices of a counterpart or a deputy, which come from the one whose they are."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.roles.context import Context, Gap
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.relations import apposed_name, latest_office
from pipeline.extractors.roles.term import Term
from pipeline.lexicon import Lexeme

_INSIDE = 4  # words of an office before 'deputy' in it
_MAX_PLACES = 8  # tokens between "his counterpart" and the name


def counterparts(context: Context) -> None:
    """`his counterpart, name` has the same office; `her deputy, name` that of a deputy."""
    for lexeme in context.document.section("counterpart"):
        if lexeme.value != "deputy" and not _owned(context, lexeme):
            continue
        if any(term.end > lexeme.end for term in context.terms_in(lexeme.start - _INSIDE, lexeme.start)):
            continue  # 'Permanent Deputy Prime Minister'
        listed = _counterparts_named(context, lexeme)
        term = _counterpart_office(context, lexeme, {name.person for name in listed}) if listed else None
        if term is None:
            continue
        for name in listed:
            if all(link.term.head.value != term.head.value for link in context.links.of_person(name.person)):
                context.links.append(Link(term, name, "counterpart"))


def _counterparts_named(context: Context, lexeme: Lexeme) -> list[Name]:
    """The names behind a word for a counterpart; none where an office of their own stands before them."""
    apposed = apposed_name(context, lexeme)
    if apposed is not None:
        return [apposed]
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


def _owned(context: Context, lexeme: Lexeme) -> bool:
    """Whether 'his' or a demonym stands before, or a country or demonym behind: 'the colleague' alone is
    nobody's counterpart."""
    document = context.document
    if "event_determiner" not in document.language.sections:
        return True
    if document.at("country", lexeme.end) or document.at("demonym", lexeme.end):
        return True
    return any(
        found.value == "possessive" or found.entry.section == "demonym"
        for k in range(max(0, lexeme.start - 3), lexeme.start)
        for section in ("event_determiner", "demonym")
        for found in document.at(section, k)
    )


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
            surface in ",.-'’"
            or surface[:1].isupper()
            or any(document.at(s, k) for s in ("of", "article", "and", "honorific", "country", "demonym"))
        ):
            return False
    return True

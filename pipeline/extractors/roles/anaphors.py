"""Offices that the next sentence gives: 'Anna Berg came. The Danish minister of trade said …'."""

from __future__ import annotations

from pipeline.extractors.roles.context import Context
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.term import Term

_MAX_OPENING = 3  # tokens before the office at the head of its sentence


def anaphors(context: Context) -> None:
    """A definite office with its own phrase, a person without an office, and nobody else in reach."""
    document = context.document
    names: dict[int, list[Name]] = {}
    for name in context.names:
        names.setdefault(document.sentence_of(name.start), []).append(name)
    terms: dict[int, list[Term]] = {}
    for term in context.terms:
        terms.setdefault(document.sentence_of(term.start), []).append(term)
    holders = {link.name.person for link in context.links}
    heads = {link.term.head.value for link in context.links}
    for sentence in sorted(terms):
        term = terms[sentence][0]
        before = names.get(sentence - 1, [])
        if (
            len({name.person for name in before}) != 1
            or before[-1].person in holders
            or terms.get(sentence - 1)
            or not _definite(context, term, sentence)
            or (term.head.value in heads and not term.modifiers)
            or any(name.start < term.end + 4 for name in names.get(sentence, ()))
            or id(term) in context.taken
        ):
            continue
        name = before[-1]
        context.links.append(Link(term, name, "office_of_sentence_before"))
        context.taken.add(id(term))
        holders.add(name.person)


def _definite(context: Context, term: Term, sentence: int) -> bool:
    """Whether the term opens its sentence with an article and says more than its head."""
    document = context.document
    first = document.sentences[sentence][0]
    if term.only_plural:
        return False
    told = term.phrase or term.country or term.portfolio or term.place or term.modifiers
    opens = any(
        document.at("article", k) and document.norms[k] not in context.indefinite
        for k in range(first, min(term.start + 1, first + 2))
    )
    return bool(told) and opens and term.start - first <= _MAX_OPENING

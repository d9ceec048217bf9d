"""'A delegation led by X': X heads the delegation, said by a verb and not by a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.annotated import Annotated
from pipeline.candidates import PersonCandidate, RoleCandidate
from pipeline.extractors.roles.links import Name
from pipeline.lexicon import Lexeme

_MAX_BEFORE = 18  # tokens between the delegation and the words that say who leads it
_MAX_CLOSING = 12  # tokens between the name and the verb that closes 'by X led'
_MAX_AFTER = 14  # tokens between these words and the name: offices may stand there


def delegation_heads(
    document: Annotated, names: Sequence[Name], people: Sequence[PersonCandidate]
) -> Iterator[tuple[int, RoleCandidate]]:
    """Yields (number of the person, role) for each delegation of which a verb says who leads it."""
    delegations = [lexeme for lexeme in document.section("body") if lexeme.value == "delegation"]
    for lexeme in document.section("led_by"):
        sentence = document.sentence_of(lexeme.start)
        if lexeme.value == "before":
            yield from _before(document, names, people, delegations, lexeme)
            continue
        if lexeme.value == "at_head":
            yield from _at_head(document, names, people, delegations, lexeme)
            continue
        body = next(
            (
                d
                for d in reversed(delegations)
                if 0 <= lexeme.start - d.end <= _MAX_BEFORE and document.sentence_of(d.start) == sentence
            ),
            None,
        )
        if body is None:
            continue
        name = next(
            (
                n
                for n in names
                if lexeme.end <= n.start <= lexeme.end + _MAX_AFTER
                and document.sentence_of(n.start) == sentence
            ),
            None,
        )
        if name is None or (lexeme.value == "around" and not _closed(document, name)):
            continue
        yield _head(document, people, name, body.start, lexeme.end)


def _before(
    document: Annotated,
    names: Sequence[Name],
    people: Sequence[PersonCandidate],
    delegations: Sequence[Lexeme],
    lexeme: Lexeme,
) -> Iterator[tuple[int, RoleCandidate]]:
    """The name, the words for leading, the delegation: the order of languages that put clauses first."""
    body = next((d for d in delegations if 0 <= d.start - lexeme.end <= _MAX_CLOSING), None)
    sentence = document.sentence_of(lexeme.start)
    found = [
        name
        for name in names
        if 0 <= lexeme.start - name.end <= _MAX_BEFORE and document.sentence_of(name.start) == sentence
    ]
    if body is not None and found and document.sentence_of(body.start) == sentence:
        yield _head(document, people, found[-1], lexeme.start, body.end)


def _at_head(
    document: Annotated,
    names: Sequence[Name],
    people: Sequence[PersonCandidate],
    delegations: Sequence[Lexeme],
    lexeme: Lexeme,
) -> Iterator[tuple[int, RoleCandidate]]:
    """'At the head of the delegation came X', 'X, at the head of a delegation,'."""
    body = next((d for d in delegations if 0 <= d.start - lexeme.end <= 3), None)
    if body is None:
        return
    same = [n for n in names if document.sentence_of(n.start) == document.sentence_of(lexeme.start)]
    before = [n for n in same if 0 <= lexeme.start - n.end <= 2]
    after = [n for n in same if body.end <= n.start <= body.end + _MAX_AFTER]
    name = before[-1] if before else after[0] if after else None
    if name is not None:
        yield _head(document, people, name, lexeme.start, body.end)


def _head(
    document: Annotated, people: Sequence[PersonCandidate], name: Name, start: int, end: int
) -> tuple[int, RoleCandidate]:
    person = people[name.person]
    return (
        name.person,
        RoleCandidate(
            evidence=(document.span(min(start, name.start), max(end, name.end)),),
            rule="delegation_led",
            confidence=0.85,
            person_id=person.person_id,
            name=person.name,
            title=document.words(start, end),
            role="delegation_head",
        ),
    )


def _closed(document: Annotated, name: Name) -> bool:
    """Whether a verb of leading stands behind the name, as words that enclose it demand ('by X led')."""
    end = document.sentences[document.sentence_of(name.start)][1]
    return any(document.at("lead", i) for i in range(name.end, min(end, name.end + _MAX_CLOSING)))

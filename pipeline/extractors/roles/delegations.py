"""'A delegation led by X': X heads the delegation, said by a verb and not by a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.annotated import Annotated
from pipeline.candidates import PersonCandidate, RoleCandidate
from pipeline.extractors.roles.gaps import Name

_MAX_BEFORE = 14  # tokens between the delegation and the words that say who leads it
_MAX_CLOSING = 12  # tokens between the name and the verb that closes 'by X led'
_MAX_AFTER = 14  # tokens between these words and the name: offices may stand there


def delegation_heads(
    document: Annotated, names: Sequence[Name], people: Sequence[PersonCandidate]
) -> Iterator[tuple[int, RoleCandidate]]:
    """Yields (number of the person, role) for each delegation of which a verb says who leads it."""
    delegations = [lexeme for lexeme in document.section("body") if lexeme.value == "delegation"]
    for lexeme in document.section("led_by"):
        sentence = document.sentence_of(lexeme.start)
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
        person = people[name.person]
        yield (
            name.person,
            RoleCandidate(
                evidence=(document.span(body.start, name.end),),
                rule="delegation_led",
                confidence=0.85,
                person_id=person.person_id,
                name=person.name,
                title=document.words(body.start, lexeme.end),
                role="delegation_head",
            ),
        )


def _closed(document: Annotated, name: Name) -> bool:
    """Whether a verb of leading stands behind the name, as words that enclose it demand ('by X led')."""
    end = document.sentences[document.sentence_of(name.start)][1]
    return any(document.at("lead", i) for i in range(name.end, min(end, name.end + _MAX_CLOSING)))

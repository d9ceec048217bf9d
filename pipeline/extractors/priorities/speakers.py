"""To whom a list is attributed: the person, or the office, that its announcement names."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotated import Annotated
from pipeline.candidates import PersonCandidate, RoleCandidate

_SENTENCES_BACK = 4


def speaker(
    doc: Annotated, token: int, people: Sequence[PersonCandidate], roles: Sequence[RoleCandidate]
) -> str | None:
    """Person id of the speaker of what begins at `token`.

    The first person named in the sentence counts, then an office there ('the Prime Minister') that was given
    to a person before or after, then the person that the nearest of the sentences before begins with.
    """
    here = doc.sentence_of(token)
    mentions = sorted((start, person.person_id) for person in people for start, _end in person.mentions)
    for back in range(_SENTENCES_BACK + 1):
        if here - back < 0:
            break
        first, after = doc.sentences[here - back]
        begin, finish = doc.starts[first], doc.ends[after - 1]
        named = [person for start, person in mentions if begin <= start < finish]
        leads = next((start for start, _ in mentions if begin <= start < finish), finish)
        before = doc.token_at(leads) if named else after
        office = _office(doc, first, before, begin, roles, mentions)
        if office is not None:
            return office  # 'the governor, whom the mayor, A. B., received': the one who leads the sentence
        if named:
            return named[0]
    return None


def _office(
    doc: Annotated,
    first: int,
    after: int,
    begin: int,
    roles: Sequence[RoleCandidate],
    mentions: Sequence[tuple[int, str]],
) -> str | None:
    """The person who bears the first office that the sentence names without a person."""
    last_named = {person: start for start, person in mentions if start < begin}
    for lexeme in doc.between("role", first, after):
        bearers = sorted(
            {role.person_id for role in roles if role.role == lexeme.value and role.status != "former"}
        )
        before = [person for person in bearers if person in last_named]
        if before:
            return max(before, key=lambda person: last_named[person])
        if len(bearers) == 1:
            return bearers[0]
    return None

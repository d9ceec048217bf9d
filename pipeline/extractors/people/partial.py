"""Persons of whom the text gives only a part of the name: 'premier Takaichi', 'Frau Berg'."""

from __future__ import annotations

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.extractors.people.cases import Cases
from pipeline.extractors.people.forms import is_known_name
from pipeline.extractors.people.join import Person
from pipeline.extractors.people.mentions import Mention
from pipeline.extractors.people.runs import inflected_place
from pipeline.extractors.people.writing import QUOTES
from pipeline.names import name_tokens, person_id

_MAX_TITLE = 4  # words of a title before a name
_ADDRESS = ("honorific", "role")


def partial_people(
    document: Annotated, cases: Cases, people: list[Person], parts: list[Mention], bylines: list[Mention]
) -> list[Person]:
    """Persons of whom the text has only a part of the name, after an office or a form of address."""
    taken = {mention.start for person in people for mention in person.mentions}
    lower = {surface for surface in document.surfaces if surface.islower()}
    writers = {token for mention in bylines for word in mention.words for token in name_tokens(word.surface)}
    found: dict[str, Person] = {}
    for mention in parts:
        if (
            mention.start in taken
            or mention.byline
            or mention.signal not in _ADDRESS
            or len(mention.content) != 1
        ):
            continue
        word = mention.content[0]
        if (
            word.soft
            or not (is_known_name(word.folded) or mention.method == "rule+model")
            or word.folded in writers
            or word.folded in world.places()
        ):
            continue
        if word.surface.lower() in lower or _apposition(document, people, mention):
            continue
        if _in_title(document, mention) or _attribute(document, mention):
            continue
        if inflected_place(word.surface, cases.rules, cases.analyse):
            continue
        name = document.words(mention.start, mention.end)
        person = found.setdefault(person_id(name), Person((name,), name, mention.kind))
        person.mentions.append(mention)
    return list(found.values())


def _attribute(document: Annotated, mention: Mention) -> bool:
    """Whether the mention is an adjective before another one in the name of a body: 'tajemník Afrického
    kontinentálního sekretariátu'."""
    feature = document.language.feature
    long = tuple(ending for ending in feature("adjective_endings", ()) if len(ending) > 2)
    if not long or not feature("name_governors") or mention.end >= len(document):
        return False
    following = document.surfaces[mention.end]
    return following.islower() and all(
        word.endswith(long) for word in (document.surfaces[mention.end - 1], following)
    )


def _in_title(document: Annotated, mention: Mention) -> bool:
    """Whether the mention ends a few capitals in quotation marks: '«Zuppa Regina Margherita»'."""
    surfaces, end = document.surfaces, mention.end
    if end >= len(surfaces) or surfaces[end] not in QUOTES:
        return False
    start = mention.start
    while start > 0 and mention.start - start < _MAX_TITLE and surfaces[start - 1][:1].isupper():
        start -= 1
    return start < mention.start and start > 0 and surfaces[start - 1] in QUOTES


def _apposition(document: Annotated, people: list[Person], mention: Mention) -> bool:
    """Whether the office before the mention is an apposition to another person: 'A, director Water,'."""
    ends = {other.end for person in people for other in person.mentions}
    for section in ("role", "role_plural"):
        for office in document.between(section, max(0, mention.start - 4), mention.start):
            first = office.start
            while first > 0 and (
                document.at("article", first - 1) or document.at("role_modifier", first - 1)
            ):
                first -= 1
            if first - 1 in ends and document.surfaces[first - 1] in ",(–-":
                return True
    return False

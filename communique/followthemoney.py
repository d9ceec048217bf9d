"""A run as FollowTheMoney entities, for the tools of investigators (Aleph, OpenSanctions' tools, Neo4j).

People become `Person`, offices `Position` with an `Occupancy` that joins the two, events `Event` with the
people involved. One person over all documents is one entity where the run linked them, else where the person
id is the same. The entities are written as JSON Lines by hand: the format is a few keys, and the library of
that name needs a compiler for one of its parts. Tests validate what is written with the library.

What is left out, because the model has no place for it: sums, date expressions and priorities.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import orjson

from communique.runfolder import by_document, check_folder, raw
from communique.words import in_sentence
from schemas import Document, Event, Person, Record, Role

Entity = dict[str, Any]
_STATUS = {"current": "current", "acting": "current", "former": "ended", "designated": "unknown"}


def export(out: Path, stream: TextIO) -> int:
    """Writes a run's people, offices and events as entities, one JSON object a line.

    An entity that several documents speak about is written once a document, with the same id:
    FollowTheMoney's tools merge such fragments (`ftm aggregate`), and nothing has to be held in memory.

    Args:
        out: the run's folder.
        stream: where to.

    Returns:
        How many lines were written.

    Raises:
        RunFolderError: the folder cannot be read.
    """
    count = 0
    for entity in entities(out):
        stream.write(orjson.dumps(entity).decode() + "\n")
        count += 1
    return count


def entities(out: Path) -> Iterator[Entity]:
    """The entities of a run, document by document: `{"id", "schema", "properties": {name: [values]}}`."""
    check_folder(out)
    linked = _Linked.read(out)
    for entry in by_document(out, ("people", "roles", "events")):
        ids: dict[str, str] = {}
        for person in entry.records["people"]:
            if isinstance(person, Person):
                ids[person.person_id] = linked.person(person)
                yield _person(person, ids[person.person_id], entry.document)
        for role in entry.records["roles"]:
            if isinstance(role, Role) and role.person_id in ids:
                yield from _office(role, ids[role.person_id], entry.document)
        for event in entry.records["events"]:
            if isinstance(event, Event):
                yield _event(event, linked.event(event), ids, entry.document)


@dataclass(frozen=True, slots=True)
class _Linked:
    """Which linked person or event a record belongs to, by the record's id."""

    people: dict[str, str] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, out: Path) -> "_Linked":
        return cls(_members(out, "linked_people"), _members(out, "linked_events"))

    def person(self, person: Person) -> str:
        return _id("person", self.people.get(person.id, person.person_id))

    def event(self, event: Event) -> str:
        return _id("event", self.events.get(event.id, event.id))


def _members(out: Path, file: str) -> dict[str, str]:
    return {member["id"]: record["id"] for record in raw(out, file) for member in record["members"]}


def _id(kind: str, *parts: str) -> str:
    digest = hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()
    return f"communique-{kind}-{digest}"


def _entity(entity: str, schema: str, **properties: str | list[str] | None) -> Entity:
    kept: dict[str, list[str]] = {}
    for key, value in properties.items():
        values = [value] if isinstance(value, str) else value or []
        if values:
            kept[key] = list(dict.fromkeys(values))
    return {"id": entity, "schema": schema, "properties": kept}


def _country(code: str | None) -> str | None:
    return code.lower() if code else None


def _sentence(record: Record, document: Document) -> str:
    return str(in_sentence(document.text, record.evidence[0]))


def _person(person: Person, name: str, document: Document) -> Entity:
    return _entity(
        name,
        "Person",
        name=person.name,
        title=list(person.honorifics),
        country=_country(person.country),
        sourceUrl=document.source_url,
        publisher=document.publisher,
    )


def _office(role: Role, holder: str, document: Document) -> Iterator[Entity]:
    parts = (role.title, role.organization or "", role.jurisdiction or "", role.country or "")
    post = _id("position", *parts)
    yield _entity(
        post,
        "Position",
        name=", ".join(part for part in parts[:2] if part),
        country=_country(role.country),
        subnationalArea=role.jurisdiction,
        keywords=[role.role.value, *([role.portfolio] if role.portfolio else [])],
    )
    yield _entity(
        _id("occupancy", holder, post, role.status.value),
        "Occupancy",
        holder=holder,
        post=post,
        status=_STATUS[role.status.value],
        # The day on which a document says so; when the office began or ended it does not say.
        date=document.published.isoformat() if document.published else None,
        summary=_sentence(role, document),
        recordId=role.id,
        sourceUrl=document.source_url,
        publisher=document.publisher,
    )


def _event(event: Event, name: str, people: dict[str, str], document: Document) -> Entity:
    organizations = [part for part in event.participants if part not in people]
    return _entity(
        name,
        "Event",
        name=event.name,
        startDate=event.start.isoformat() if event.start else None,
        endDate=event.end.isoformat() if event.end else None,
        location=event.place,
        country=_country(event.country),
        involved=[people[part] for part in event.participants if part in people],
        keywords=[event.type.value, event.status.value],
        # Names of organisations are words of an article, not entities that anybody has looked at.
        notes=[f"with {part}" for part in organizations]
        + [f"organised by {part}" for part in event.organizers],
        summary=_sentence(event, document),
        recordId=event.id,
        sourceUrl=document.source_url,
        publisher=document.publisher,
    )

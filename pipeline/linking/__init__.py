"""Linking over documents and languages: stories, people, events, and where reports disagree.

`link(facts)` is a function of the set of documents alone: the order, the batches and the number of workers
change nothing. It reads the small facts of each document (see `pipeline.linking.facts`), not the articles;
blocking keys of bounded size keep its cost in step with the collection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.linking.decisions import NO_DECISIONS, BadDecision, Decisions, read_decisions
from pipeline.linking.discrepancies import Known, find_discrepancies
from pipeline.linking.events import Events, link_events
from pipeline.linking.facts import DocumentFacts, facts_of, from_line
from pipeline.linking.people import People, link_people
from pipeline.linking.sketch import shingles
from pipeline.linking.stories import content_stories
from schemas import Discrepancy, LinkedEvent, LinkedPerson

__all__ = [
    "BadDecision",
    "Decisions",
    "DocumentFacts",
    "Joined",
    "Linked",
    "facts_of",
    "from_line",
    "join_all",
    "link",
    "link_folder",
    "read_decisions",
    "shingles",
]

# Gives each cluster, known by its natural id and its members' record ids, the id to use and its former ids.
Named = Sequence[tuple[str, tuple[str, ...]]]
Naming = Callable[[Sequence[tuple[str, Sequence[str]]]], Named]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found; each list in the order in which it is written.

    Attributes:
        people: linked people.
        events: linked events.
        discrepancies: where documents disagree.
        stories: document id -> story id, for documents whose story was told by their content.
    """

    people: tuple[LinkedPerson, ...]
    events: tuple[LinkedEvent, ...]
    discrepancies: tuple[Discrepancy, ...]
    stories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """Which records belong together; the linked records are made one by one, as they are written.

    Attributes:
        people: groups of person records.
        events: groups of event records.
        person_names: id and former ids of each group of people.
        event_names: of each group of events.
        discrepancies: where documents disagree, in order of their ids.
        stories: as in `Linked`.
    """

    people: People
    events: Events
    person_names: Named
    event_names: Named
    discrepancies: Sequence[Discrepancy]
    stories: Mapping[str, str]

    def linked_people(self) -> Iterator[LinkedPerson]:
        """The linked people in order of their ids."""
        for group in _by_name(self.person_names):
            yield self.people.record(group, *self.person_names[group])

    def linked_events(self) -> Iterator[LinkedEvent]:
        """The linked events in order of their ids."""
        for group in _by_name(self.event_names):
            yield self.events.record(group, *self.event_names[group])


def natural(clusters: Sequence[tuple[str, Sequence[str]]]) -> Named:
    """Every cluster keeps its natural id, after its first member."""
    return [(own, ()) for own, _members in clusters]


def join_all(
    documents: Iterable[DocumentFacts],
    decisions: Decisions = NO_DECISIONS,
    *,
    name_people: Naming = natural,
    name_events: Naming = natural,
) -> Joined:
    """Finds what belongs together over all documents.

    Args:
        documents: facts of every document, in any order.
        decisions: a person's corrections.
        name_people: gives groups of people their ids; see `pipeline.linking.folder.kept_ids`.
        name_events: the same for events.
    """
    known = sorted(documents, key=lambda document: document.document_id)
    stories = content_stories(known)
    for place, document in enumerate(known):
        if document.document_id in stories:
            known[place] = replace(document, story_id=stories[document.document_id])
    people = link_people(known, decisions)
    person_names = name_people(
        [
            (own, [people.known[place].person.id for place in group])
            for own, group in zip(people.ids, people.groups, strict=True)
        ]
    )
    homes = {
        (people.known[place].document.document_id, people.known[place].person.person_id): own
        for (own, _), group in zip(person_names, people.groups, strict=True)
        for place in group
    }
    events = link_events(known, homes)
    event_names = name_events(
        [
            (own, [events.known[place].event.id for place in group])
            for own, group in zip(events.ids, events.groups, strict=True)
        ]
    )
    event_homes = {
        events.known[place].event.id: own
        for (own, _), group in zip(event_names, events.groups, strict=True)
        if len(group) > 1
        for place in group
    }
    found = find_discrepancies(
        Known(
            documents=known,
            people=people,
            person_ids=[own for own, _ in person_names],
            events=events,
            event_ids=[own for own, _ in event_names],
            homes=homes,
            event_homes=event_homes,
        )
    )
    return Joined(people, events, person_names, event_names, found, stories)


def link(documents: Iterable[DocumentFacts], decisions: Decisions = NO_DECISIONS) -> Linked:
    """Links all documents and makes all records at once.

    Args:
        documents: facts of every document, in any order.
        decisions: a person's corrections.
    """
    joined = join_all(documents, decisions)
    return Linked(
        people=tuple(joined.linked_people()),
        events=tuple(joined.linked_events()),
        discrepancies=tuple(joined.discrepancies),
        stories=joined.stories,
    )


def _by_name(names: Named) -> list[int]:
    return sorted(range(len(names)), key=lambda group: names[group][0])


from pipeline.linking.folder import link_folder  # noqa: E402

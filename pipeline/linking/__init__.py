"""Linking over documents and languages: stories, people, events, and where reports disagree.

`link(facts)` is a function of the set of documents alone: the order, the batches and the number of workers
change nothing. It reads the small facts of each document (see `pipeline.linking.facts`), not the articles;
blocking keys of bounded size keep its cost in step with the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.linking.bearings import by_id
from pipeline.linking.decisions import NO_DECISIONS, BadDecision, Decisions, read_decisions
from pipeline.linking.discrepancies import Known, StatedList, find_discrepancies
from pipeline.linking.events import Events, link_events
from pipeline.linking.facts import DocumentFacts, facts_of, from_line
from pipeline.linking.naming import Names, Naming, natural
from pipeline.linking.papers import paper_of
from pipeline.linking.people import People, link_people
from pipeline.linking.shelf import Collection
from pipeline.linking.sketch import shingles
from pipeline.linking.stories import content_stories
from pipeline.linking.tellings import Home
from schemas import Discrepancy, LinkedEvent, LinkedPerson

__all__ = [
    "BadDecision",
    "Collection",
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
        person_names: ids and former ids of the groups of people.
        event_names: of the groups of events.
        discrepancies: where documents disagree, in order of their ids.
        stories: as in `Linked`.
    """

    people: People
    events: Events
    person_names: Names
    event_names: Names
    discrepancies: Sequence[Discrepancy]
    stories: Mapping[str, str]

    def linked_people(self) -> Iterator[LinkedPerson]:
        """The linked people in order of their ids."""
        for group in self.person_names.in_order():
            yield self.people.record(group, *self.person_names[group])

    def linked_events(self) -> Iterator[LinkedEvent]:
        """The linked events in order of their ids."""
        for group in self.event_names.in_order():
            yield self.events.record(group, *self.event_names[group])


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
    known = documents if isinstance(documents, Collection) else Collection.of(documents)
    stories = content_stories(known)
    known.tell(stories)
    people = link_people(known, decisions)
    person_names = Names(people, name_people)
    lists: list[StatedList] = []
    events = link_events(_with_homes(known, people, person_names, lists), known.folder)
    event_names = Names(events, name_events)
    found = find_discrepancies(Known(known, people, person_names, events, event_names, lists))
    return Joined(people, events, person_names, event_names, found, stories)


def _with_homes(
    documents: Collection, people: People, names: Names, lists: list[StatedList]
) -> Iterator[tuple[DocumentFacts, dict[str, Home]]]:
    """Every document with the linked people that its people are; notes its lists on the way."""
    member = 0
    for place, document in enumerate(documents.reading(("people", "events", "lists"))):
        homes: dict[str, Home] = {}
        for person in by_id(document.people):
            group = people.groups.of(member)
            bearers = len(people.groups[group])
            alone = bearers == 1 and names.is_natural(group)
            own = f"person-{person.id}" if alone else names.shared(group)
            homes[person.person_id] = Home(own, bearers)
            member += 1
        for one in document.lists:
            if one.declared_total and one.speaker:
                speaker = homes[one.speaker].id if one.speaker in homes else one.speaker
                lists.append(StatedList(paper_of(place, document), one, speaker))
        yield document, homes


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


from pipeline.linking.folder import link_folder  # noqa: E402

"""Linking over documents and languages: stories, people, events, and where reports disagree.

`link(facts)` is a function of the set of documents alone: the order, the batches and the number of workers
change nothing. It reads the small facts of each document (see `pipeline.linking.facts`), not the articles;
blocking keys of bounded size keep its cost in step with the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.linking.decisions import NO_DECISIONS, BadDecision, Decisions, read_decisions
from pipeline.linking.discrepancies import find_discrepancies
from pipeline.linking.events import link_events
from pipeline.linking.facts import DocumentFacts, facts_of, from_line
from pipeline.linking.folder import link_folder
from pipeline.linking.people import link_people
from pipeline.linking.stories import content_stories, shingles
from schemas import Discrepancy, LinkedEvent, LinkedPerson

__all__ = [
    "BadDecision",
    "Decisions",
    "DocumentFacts",
    "Linked",
    "facts_of",
    "from_line",
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


def link(documents: Iterable[DocumentFacts], decisions: Decisions = NO_DECISIONS) -> Linked:
    """Links all documents.

    Args:
        documents: facts of every document, in any order.
        decisions: a person's corrections.
    """
    known = sorted(documents, key=lambda document: document.document_id)
    stories = content_stories(known)
    known = [
        replace(document, story_id=stories[document.document_id])
        if document.document_id in stories
        else document
        for document in known
    ]
    people, homes = link_people(known, decisions)
    events, event_homes = link_events(known, homes)
    discrepancies = find_discrepancies(known, people, events, homes, event_homes)
    return Linked(tuple(people), tuple(events), tuple(discrepancies), stories)

"""The few words of a document that are held for all of its records while they are linked."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.linking.facts import DocumentFacts


@dataclass(frozen=True, slots=True)
class Paper:
    """A document without its facts.

    Attributes:
        place: in the order of all documents.
        document_id: its id.
        language: its language.
        story_id: its story, as told by address or content.
        published: ISO date.
    """

    place: int
    document_id: str
    language: str
    story_id: str | None
    published: str | None


def paper_of(place: int, document: DocumentFacts) -> Paper:
    """The paper of a document."""
    return Paper(place, document.document_id, document.language, document.story_id, document.published)

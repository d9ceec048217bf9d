"""A document with labelled spans: what all formats of annotation tools have in common."""

from dataclasses import dataclass

#: The label of a record file's spans.
LABELS = {
    "people": "PERSON",
    "roles": "ROLE",
    "dates": "DATE",
    "money": "MONEY",
    "events": "EVENT",
    "priorities": "PRIORITY",
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A labelled span: code points, half-open."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its spans, by place; id, source and language are empty where a tool lost them."""

    id: str
    source: str
    language: str
    text: str
    spans: tuple[Span, ...]

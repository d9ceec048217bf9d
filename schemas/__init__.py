"""The records: what an extraction gives and what a run writes.

Frozen Pydantic models, one small module a record, with their code lists in `schemas.codes`, dates in
`schemas.edtf` and lines of JSON in `schemas.jsonl`. Nothing here knows files, spaCy or Prefect.
"""

from schemas.base import (
    Evidence,
    Frozen,
    Note,
    Record,
    Removed,
    UngroundedError,
    check_grounded,
    record_id,
    sort_key,
)
from schemas.date_mention import DateMention
from schemas.discrepancy import Discrepancy, Statement
from schemas.document import Document
from schemas.event import Event
from schemas.extraction import Extraction
from schemas.jsonl import from_json_line, to_json_bytes, to_json_line
from schemas.linked import LinkedEvent, LinkedPerson, Member, Office, Reason
from schemas.manifest import FileEntry, RunManifest
from schemas.money import Money
from schemas.person import Person
from schemas.priority import Priority
from schemas.rejected import Rejected
from schemas.role import Role

#: The record class of every published JSON Lines file, by the file's name without `.jsonl`, in reading order.
FILES: dict[str, type[Frozen]] = {
    "documents": Document,
    "people": Person,
    "roles": Role,
    "dates": DateMention,
    "money": Money,
    "events": Event,
    "priorities": Priority,
    "linked_people": LinkedPerson,
    "linked_events": LinkedEvent,
    "discrepancies": Discrepancy,
    "rejected": Rejected,
}

__all__ = [
    "FILES",
    "DateMention",
    "Discrepancy",
    "Document",
    "Event",
    "Evidence",
    "Extraction",
    "FileEntry",
    "Frozen",
    "LinkedEvent",
    "LinkedPerson",
    "Member",
    "Money",
    "Note",
    "Office",
    "Person",
    "Priority",
    "Reason",
    "Record",
    "Rejected",
    "Removed",
    "Role",
    "RunManifest",
    "Statement",
    "UngroundedError",
    "check_grounded",
    "from_json_line",
    "record_id",
    "sort_key",
    "to_json_bytes",
    "to_json_line",
]

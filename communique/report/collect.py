"""Everything the overview shows, gathered in one pass over a run's folder.

Counts grow with the kinds of things and not with the collection, but for the rows of the tables, which are
cut to the most mentioned; what was left out is said on the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from communique import runfolder
from schemas import (
    DateMention,
    Discrepancy,
    Document,
    Event,
    LinkedEvent,
    LinkedPerson,
    Money,
    Person,
    Priority,
    Rejected,
    Role,
)
from schemas.codes import PriorityCode

MOST_ROWS = 2000
TYPES = ("people", "roles", "dates", "money", "events", "priorities")
CODES = tuple(code.value for code in PriorityCode if code.number)


@dataclass(slots=True)
class DocumentRow:
    """A document in the overview's table, with its counts and its row of the priorities' matrix."""

    id: str
    title: str
    source: str
    language: str
    published: str
    counts: dict[str, int]
    warnings: int
    priorities: dict[str, str] = field(default_factory=dict)
    speakers: tuple[str, ...] = ()


@dataclass(slots=True)
class Overview:
    """What the overview page shows."""

    documents: list[DocumentRow] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    months: dict[str, Counter[str]] = field(default_factory=lambda: {"events": Counter(), "dates": Counter()})
    sums: dict[str, list[Any]] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    people: list[LinkedPerson] = field(default_factory=list)
    events: list[LinkedEvent] = field(default_factory=list)
    discrepancies: list[Discrepancy] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    people_total: int = 0
    events_total: int = 0

    @property
    def languages(self) -> list[str]:
        """Languages of the documents, the most frequent first."""
        counted = Counter(row.language for row in self.documents)
        return sorted(counted, key=lambda code: (-counted[code], code))


def add_document(overview: Overview, held: runfolder.DocumentRecords) -> None:
    """Adds one document with its records to the overview."""
    document = held.document
    counts = {kind: len(held.records.get(kind, ())) for kind in TYPES}
    row = DocumentRow(
        id=document.id,
        title=title_of(document),
        source=document.source,
        language=document.language,
        published=document.published.isoformat() if document.published else "",
        counts=counts,
        warnings=len(document.warnings),
    )
    overview.counts["documents"][document.language] += 1
    for kind, count in counts.items():
        overview.counts[kind][document.language] += count
    for warning in document.warnings:
        overview.warnings[warning.code] += 1
    names = {p.person_id: p.name for p in held.records.get("people", ()) if isinstance(p, Person)}
    speakers: dict[str, None] = {}
    for record in (r for records in held.records.values() for r in records):
        if isinstance(record, Event) and record.start:
            overview.months["events"][record.start.isoformat()[:7]] += 1
        elif isinstance(record, DateMention) and record.start:
            overview.months["dates"][record.start.isoformat()[:7]] += 1
        elif isinstance(record, Money):
            _add_sum(overview, record)
        elif isinstance(record, Priority) and record.number:
            mark = str(record.ordinal) if record.ordinal else "·"
            # a place in a list tells more than that the topic is treated too
            if record.ordinal or record.priority not in row.priorities:
                row.priorities[record.priority.value] = mark
            if record.speaker:
                speakers[names.get(record.speaker, record.speaker)] = None
    row.speakers = tuple(speakers)
    overview.documents.append(row)


def _add_sum(overview: Overview, money: Money) -> None:
    number, largest, purposes = overview.sums.setdefault(money.currency, [0, None, Counter()])
    if largest is None or (money.amount_max or money.amount) > (largest.amount_max or largest.amount):
        overview.sums[money.currency][1] = money
    overview.sums[money.currency][0] = number + 1
    purposes[money.purpose.value if money.purpose else ""] += 1


def add_linked(overview: Overview, out: Path) -> None:
    """Adds the linked people and events, the discrepancies and the rejected inputs of a run's folder."""
    people = list(runfolder.records(out, LinkedPerson))
    events = list(runfolder.records(out, LinkedEvent))
    overview.people_total, overview.events_total = len(people), len(events)
    overview.people = sorted(people, key=lambda p: (-len(p.members), -p.mention_count, p.name))[:MOST_ROWS]
    overview.events = sorted(events, key=lambda e: (-len(e.members), str(e.date or "9"), e.name))[:MOST_ROWS]
    overview.discrepancies = list(runfolder.records(out, Discrepancy))
    overview.rejected = list(runfolder.records(out, Rejected))


def title_of(document: Document) -> str:
    """A document's headline, or else the beginning of its first line."""
    first = document.title or document.text.strip().splitlines()[0]
    return first if len(first) <= 120 else first[:119].rstrip() + "…"


def plain(amount: Decimal) -> str:
    """A sum with thin spaces between groups of three digits."""
    return f"{amount:,f}".replace(",", "\u202f")


def label(record: object) -> tuple[str, str]:
    """What the panel shows of a record: its value and what explains it."""
    if isinstance(record, Person):
        return record.name, " · ".join(filter(None, [*record.honorifics, record.country or ""]))
    if isinstance(record, Role):
        parts = [
            record.status if record.status != "current" else "",
            record.organization,
            record.jurisdiction,
            record.country,
        ]
        return f"{record.name}: {words(record.role)}", " · ".join(filter(None, parts))
    if isinstance(record, DateMention):
        parts = [
            record.kind,
            f"{record.qualifier}" if record.qualifier else "",
            record.anchor and f"from {record.anchor}",
        ]
        return record.edtf, " · ".join(filter(None, parts))
    if isinstance(record, Money):
        upper = f" – {plain(record.amount_max)}" if record.amount_max is not None else ""
        value = f"{plain(record.amount)}{upper} {record.currency}"
        parts = [
            record.qualifier if record.qualifier != "exact" else "",
            "each" if record.per_unit else "",
            record.purpose,
            "currency assumed" if record.currency_assumed else "",
        ]
        return value, " · ".join(words(part) for part in parts if part)
    if isinstance(record, Event):
        parts = [
            words(record.type),
            record.date,
            record.place,
            record.country,
            record.status if record.status != "held" else "",
        ]
        return record.name, " · ".join(filter(None, parts))
    if isinstance(record, Priority):
        place = f"{record.ordinal} of {record.declared_total or '?'}" if record.ordinal else "discussed"
        return words(record.priority), " · ".join(
            filter(None, [place, record.speaker or "", ", ".join(record.topics[:4])])
        )
    raise TypeError(f"no label for {type(record).__name__}")


def words(code: str) -> str:
    """A code in words: 'deputy_governor' -> 'deputy governor'."""
    return code.replace("_", " ")

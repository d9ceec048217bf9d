"""What crosses the wall between extractors and assembly: candidates, small frozen values.

A candidate has the fields of its record (see `schemas`) without ids; `evidence` is a tuple of half-open
code-point spans into the document's text, the defining one first. `pipeline.assemble` turns it into a
validated record.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Common to all: where it stands, which rule found it and how sure that rule is (0 to 1)."""

    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    method: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate(Candidate):
    """A date expression; `start` and `end` are the first and last day covered, None where open or unknown."""

    kind: str
    edtf: str
    start: datetime.date | None
    end: datetime.date | None
    precision: str
    qualifier: str | None = None
    duration_min: str | None = None
    duration_max: str | None = None
    anchor: str | None = None
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCandidate(Candidate):
    """A sum in whole or decimal currency units, exact."""

    amount: Decimal
    currency: str
    amount_max: Decimal | None = None
    currency_assumed: bool = False
    qualifier: str = "exact"
    per_unit: bool = False
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCandidate(Candidate):
    """A person: nominative full name, `person_id` from it, and every span that means this person."""

    person_id: str
    name: str
    honorifics: tuple[str, ...] = ()
    country: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCandidate(Candidate):
    """An office that the text gives to a person."""

    person_id: str
    name: str
    title: str
    role: str
    portfolio: str | None = None
    organization: str | None = None
    jurisdiction: str | None = None
    country: str | None = None
    status: str = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCandidate(Candidate):
    """An occasion that the document reports."""

    type: str
    name: str
    date: str | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    place: str | None = None
    country: str | None = None
    organizers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    theme: str | None = None
    status: str = "held"
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityCandidate(Candidate):
    """An item of a list of cooperation priorities, or a priority that is discussed."""

    number: int | None
    priority: str
    mode: str
    list_id: str | None = None
    ordinal: int | None = None
    declared_total: int | None = None
    statement: str = ""
    speaker: str | None = None
    topics: tuple[str, ...] = ()

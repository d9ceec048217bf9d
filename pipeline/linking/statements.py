"""A disagreement between two documents as a record; and how many values become few disagreements."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pipeline.linking.facts import DocumentFacts, Span
from pipeline.linking.papers import Paper
from schemas import Discrepancy, Evidence, Statement

S = TypeVar("S")
V = TypeVar("V")


def statement(document: DocumentFacts | Paper, value: str | None, span: Span | None) -> Statement:
    """What a document states; without a value, what it lacks."""
    evidence = (Evidence(start=span[0], end=span[1], text=span[2]),) if span else ()
    return Statement(document_id=document.document_id, value=value, evidence=evidence)


def disagreement(kind: str, subject: str, one: Statement, other: Statement, note: str) -> Discrepancy:
    """The record, its sides in order of their documents."""
    left, right = sorted((one, other), key=lambda side: (side.document_id, side.value or ""))
    spans = [(s.document_id, s.value, [(e.start, e.end) for e in s.evidence]) for s in (left, right)]
    digest = hashlib.sha256(repr((kind, spans)).encode("utf-8")).hexdigest()[:16]
    return Discrepancy(id=f"{kind}-{digest}", kind=kind, subject=subject, left=left, right=right, note=note)


def against_most(stated: Sequence[S], value: Callable[[S], V]) -> Iterator[tuple[S, S]]:
    """The first that states what most state, with the first that states each other value.

    So a hundred copies of an article differ once from its correction, and not a hundred times; the number of
    pairs is that of the values.

    Args:
        stated: in order of their documents.
        value: what one of them states.
    """
    groups: dict[V, list[S]] = {}
    for one in stated:
        groups.setdefault(value(one), []).append(one)
    most, *others = sorted(groups.values(), key=len, reverse=True)  # stable: of two as large, the first
    for group in others:
        yield most[0], group[0]

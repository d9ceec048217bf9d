"""Cuts a document's text where evidence begins and ends, so that overlapping evidence can be shown.

A segment is a piece of the text with all records whose evidence or mentions cover it. Together the segments
are the text, without gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that belongs to a record; `kind` is the record's file, such as `money`."""

    start: int
    end: int
    record: str
    kind: str
    defining: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text and what covers it; `removed` is furniture that stood before it."""

    text: str
    records: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()


def segments(text: str, spans: Iterable[Span], removed: Sequence[tuple[int, str, str]] = ()) -> list[Segment]:
    """The segments of `text` in order.

    Args:
        text: the document's text.
        spans: half-open stretches, in any order, overlapping as they like.
        removed: (offset, passage, reason) of furniture, in order of offsets.
    """
    opening: dict[int, list[Span]] = {}
    closing: dict[int, list[Span]] = {}
    for span in spans:
        opening.setdefault(span.start, []).append(span)
        closing.setdefault(span.end, []).append(span)
    passages: dict[int, list[tuple[str, str]]] = {}
    for at, passage, reason in removed:
        passages.setdefault(at, []).append((passage, reason))
    borders = sorted({0, len(text), *opening, *closing, *passages})
    found: list[Segment] = []
    open_spans: list[Span] = []
    for start, end in zip(borders, [*borders[1:], len(text)], strict=True):
        ended = closing.get(start)
        if ended:
            open_spans = [span for span in open_spans if span not in ended]
        begun = opening.get(start, [])
        open_spans += begun
        gone = tuple(passages.get(start, ()))
        if start == end and not gone:
            continue
        found.append(
            Segment(
                text=text[start:end],
                records=tuple(dict.fromkeys(span.record for span in open_spans)),
                kinds=tuple(sorted({span.kind for span in open_spans})),
                starts=tuple(dict.fromkeys(span.record for span in begun if span.defining)),
                removed=gone,
            )
        )
    return found

"""From candidates to validated records: ids, evidence, sorting.

A candidate that its schema refuses is a fault of an extractor, not of the article: it is left out and the
document carries the warning `invalid_record` with the reason, so that neither the fault nor the document
is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from pipeline.candidates import Candidate, Span
from schemas import Evidence, Note, Record, record_id, sort_key

R = TypeVar("R", bound=Record)
_HANDLED = frozenset({"evidence", "mentions", "warnings"})


@cache
def _plain_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _HANDLED)


def _evidence(text: str, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    return tuple(Evidence.of(text, start, end) for start, end in spans)


def assemble(
    candidates: Sequence[Candidate], record: type[R], *, document_id: str, language: str, text: str
) -> tuple[tuple[R, ...], list[Note]]:
    """Makes the records of one type.

    Args:
        candidates: what the extractor found, in any order.
        record: the record class, with the same field names as the candidate.
        document_id: 16 hexadecimal digits.
        language: ISO 639-1.
        text: the document's text, into which all spans point.

    Returns:
        The records in the order in which they are written, and a warning for each refused candidate.
    """
    repeats: Counter[Span] = Counter()
    made: list[R] = []
    notes: list[Note] = []
    for candidate in candidates:
        first = candidate.evidence[0]
        names = _plain_fields(cast(Any, type(candidate)))
        values: dict[str, Any] = {name: getattr(candidate, name) for name in names}
        try:
            if hasattr(candidate, "mentions"):
                values["mentions"] = _evidence(text, candidate.mentions)
            if hasattr(candidate, "warnings"):
                values["warnings"] = tuple(Note(code=code, message=said) for code, said in candidate.warnings)
            own_id = record_id(document_id, record.TYPE, *first, repeat=repeats[first] + 1)
            if "event_id" in record.model_fields:
                values["event_id"] = own_id
            made.append(
                record(
                    id=own_id,
                    document_id=document_id,
                    language=language,
                    evidence=_evidence(text, candidate.evidence),
                    **values,
                )
            )
            repeats[first] += 1
        except ValidationError as error:
            reason = error.errors()[0]["msg"]
            notes.append(
                Note(code="invalid_record", message=f"A {record.TYPE} at {first[0]}-{first[1]}: {reason}")
            )
    return tuple(sorted(made, key=sort_key)), notes

"""Two documents that state different values for the same fact."""

from typing import Self

from pydantic import model_validator

from schemas.base import DocumentId, Evidence, Frozen, Text
from schemas.codes import DiscrepancyKind


class Statement(Frozen):
    """What one document states.

    Attributes:
        document_id: the document.
        value: the value as text; None where the document states none (`missing_figure`).
        evidence: the words that state it; for a missing figure, the passage where it would stand, or nothing.
    """

    document_id: DocumentId
    value: Text | None
    evidence: tuple[Evidence, ...]

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        if self.value is not None and not self.evidence:
            raise ValueError("a value needs evidence")
        return self


class Discrepancy(Frozen):
    """A fact on which two documents differ.

    Attributes:
        id: stable for the same two statements.
        kind: what differs.
        subject: what the fact is about: a linked id or words.
        left: one document's statement.
        right: the other's, never equal in value.
        note: one sentence for a person.
    """

    id: Text
    kind: DiscrepancyKind
    subject: Text
    left: Statement
    right: Statement
    note: str = ""

    @model_validator(mode="after")
    def _differs(self) -> Self:
        if self.left.value == self.right.value:
            raise ValueError("left and right state the same value")
        return self

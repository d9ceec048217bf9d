"""What all records share: their configuration, evidence, notes and the fields of a record from a document.

Offsets are Unicode code points into a document's `text`, half-open: `text[start:end] == evidence.text`.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    model_validator,
)

from schemas.codes import Method

DOCUMENT_ID = r"^[0-9a-f]{16}$"
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _only_iso(value: object) -> object:
    # Pydantic would also read numbers (as seconds since 1970) and date-times as dates.
    if value is None or type(value) is date or (isinstance(value, str) and _ISO_DATE.match(value)):
        return value
    raise ValueError(f"{value!r} is not an ISO date (YYYY-MM-DD).")


def _three_decimals(value: float) -> float:
    return round(value, 3)


IsoDate = Annotated[date, BeforeValidator(_only_iso)]
Offset = Annotated[StrictInt, Field(ge=0)]
Count = Annotated[StrictInt, Field(ge=0)]
Flag = StrictBool
Text = Annotated[str, Field(min_length=1)]
DocumentId = Annotated[str, Field(pattern=DOCUMENT_ID)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
SnakeCase = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PersonId = Annotated[str, Field(pattern=r"^[^\s~]+(~[1-9][0-9]*)?$")]
Confidence = Annotated[float, Field(ge=0, le=1), AfterValidator(_three_decimals)]


class UngroundedError(ValueError):
    """Evidence that is not in its document's text at the offsets that it gives."""


class Frozen(BaseModel):
    """A value that cannot change, refuses unknown keys, and writes every key in schema order."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Evidence(Frozen):
    """Words of a document that state a value.

    Attributes:
        start: offset of the first code point.
        end: offset after the last code point; always greater than `start`.
        text: the words themselves, exactly as they stand in the document.
    """

    start: Offset
    end: Offset
    text: Text

    @model_validator(mode="after")
    def _span(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"evidence {self.start}-{self.end} does not have the length of its text {self.text!r}"
            )
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The evidence for `text[start:end]`.

        Raises:
            pydantic.ValidationError: the span is empty or reaches outside the text.
        """
        return cls(start=start, end=end, text=text[start:end])


class Note(Frozen):
    """A warning: a stable code for programs and one sentence for people."""

    code: SnakeCase
    message: Text


class Removed(Frozen):
    """A passage of page furniture that cleaning took out.

    Attributes:
        at: offset in the cleaned text where the passage stood.
        text: the passage.
        reason: why it was taken for furniture.
    """

    at: Offset
    text: Text
    reason: SnakeCase


class Record(Frozen):
    """The fields of every record that comes from a document.

    Attributes:
        id: `{document_id}-{type}-{start}-{end}` of the defining evidence, with `-2`, `-3` … where that
            repeats.
        document_id: the document's id.
        language: of the document, ISO 639-1.
        evidence: the words that state the record, never empty; the first is the defining one.
        confidence: 0 to 1, rounded to three decimals.
        method: what found it.
        rule: which rule or component.

    Raises:
        pydantic.ValidationError: a field is missing, unknown or outside its range, or `id` does not follow
            from `document_id` and the first evidence.
    """

    TYPE: ClassVar[str] = ""

    id: Text
    document_id: DocumentId
    language: LanguageCode
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    confidence: Confidence
    method: Method
    rule: Text

    @model_validator(mode="after")
    def _id_form(self) -> Self:
        first = self.evidence[0]
        stem = f"{self.document_id}-{self.TYPE}-{first.start}-{first.end}"
        rest = self.id.removeprefix(stem)
        if self.id != stem and (
            rest == self.id or rest[0] != "-" or not rest[1:].isdecimal() or int(rest[1:]) < 2
        ):
            raise ValueError(f"id {self.id!r} should be {stem!r}, or that with '-2', '-3' … where it repeats")
        return self

    def spans(self) -> Iterable[Evidence]:
        """Every span of the record that must stand in the document's text."""
        return self.evidence

    def ordinal_key(self) -> int:
        """The type's own ordinal among records with the same evidence; 0 where the type has none."""
        return 0


def record_id(document_id: str, kind: str, start: int, end: int, repeat: int = 1) -> str:
    """The id of a record.

    Args:
        document_id: the document's id.
        kind: the record's type: `person`, `role`, `date`, `money`, `event` or `priority`.
        start: where the defining evidence starts.
        end: where it ends.
        repeat: 1 for the first record with these, 2 for the second …
    """
    stem = f"{document_id}-{kind}-{start}-{end}"
    return stem if repeat == 1 else f"{stem}-{repeat}"


def sort_key(record: Record) -> tuple[str, int, int, int, str]:
    """The order in which records of one type are written."""
    first = record.evidence[0]
    return record.document_id, first.start, first.end, record.ordinal_key(), record.id


def check_grounded(records: Iterable[Record], text: str) -> None:
    """Checks that every piece of evidence and every mention stands in the text where it says.

    Args:
        records: records of one document.
        text: the document's `text`.

    Raises:
        UngroundedError: the first span that does not, with its record's id.
    """
    for record in records:
        for span in record.spans():
            found = text[span.start : span.end]
            if found != span.text:
                where = f"at {span.start}-{span.end}, but there stands {found!r}"
                raise UngroundedError(f"Record {record.id} gives {span.text!r} {where}.")


def check_interval(start: date | None, end: date | None) -> None:
    """Raises ValueError if `end` is before `start`."""
    if start is not None and end is not None and end < start:
        raise ValueError(f"end {end} is before start {start}")


JsonObject = dict[str, Any]

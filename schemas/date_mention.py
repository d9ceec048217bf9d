"""A date expression in a document."""

from typing import ClassVar, Self

from pydantic import model_validator

from schemas import edtf as edtf_forms
from schemas.base import IsoDate, Note, Record, Text
from schemas.codes import DateAnchor, DateKind, DateQualifier, Precision


class DateMention(Record):
    """A point, an interval or a duration that the text states.

    Attributes:
        kind: which of the three; an interval's `edtf` has a `/`, a duration's begins with `P`.
        edtf: the value, in the forms that `schemas.edtf` lists.
        start: first day covered, as `schemas.edtf.bounds(edtf)` gives it; None on an open side, without a
            year, and for durations.
        end: last day covered, likewise.
        precision: the unit in which the text speaks.
        qualifier: vagueness; it changes neither `edtf` nor the days.
        duration_min: of a duration, the shortest that is meant (ISO 8601); None on an open side, else of
            `edtf`.
        duration_max: the longest, likewise; equal to `duration_min` where the text states one duration.
        anchor: what fixed a partial or relative date.
        warnings: what was assumed.

    Raises:
        pydantic.ValidationError: `edtf` is no such form, or the other fields do not agree with it.
    """

    TYPE: ClassVar[str] = "date"

    kind: DateKind
    edtf: Text
    start: IsoDate | None = None
    end: IsoDate | None = None
    precision: Precision
    qualifier: DateQualifier | None = None
    duration_min: str | None = None
    duration_max: str | None = None
    anchor: DateAnchor | None = None
    warnings: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        parsed = edtf_forms.parse(self.edtf)
        if parsed.kind != self.kind:
            raise ValueError(f"{self.edtf!r} is written as {parsed.kind.value}, not as {self.kind.value}")
        if (self.start, self.end) != (parsed.start, parsed.end):
            raise ValueError(
                f"{self.edtf!r} covers {parsed.start} to {parsed.end}, not {self.start} to {self.end}"
            )
        if (self.duration_min, self.duration_max) != (parsed.durations or (None, None)):
            raise ValueError(f"duration_min and duration_max do not agree with {self.edtf!r}")
        return self

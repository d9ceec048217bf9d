"""An occasion that a document reports."""

from collections.abc import Iterable
from itertools import chain
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from schemas import edtf as edtf_forms
from schemas.base import CountryCode, Evidence, IsoDate, Record, Text
from schemas.codes import DateKind, EventStatus, EventType


def check_event_date(value: str | None, start: object, end: object) -> None:
    """Raises ValueError if `value` is no EDTF point or interval, or does not cover `start` to `end`."""
    if value is None:
        if start is not None or end is not None:
            raise ValueError("start and end need a date")
        return
    parsed = edtf_forms.parse(value)
    if parsed.kind is DateKind.DURATION:
        raise ValueError(f"a duration ({value!r}) is not the date of an event")
    if (start, end) != (parsed.start, parsed.end):
        raise ValueError(f"{value!r} covers {parsed.start} to {parsed.end}, not {start} to {end}")


class Event(Record):
    """One occasion a document, however often it is mentioned.

    Attributes:
        event_id: of this document's record; identity over documents is in `LinkedEvent`.
        type: kind of occasion.
        name: its name or, where it has none, the words that denote it.
        date: EDTF point or interval that the text ties to it.
        start: first day of `date`, as `schemas.edtf.bounds` gives it.
        end: last day of `date`, likewise.
        place: where, in the words of the text.
        country: ISO 3166-1 alpha-2.
        organizers: names.
        participants: person ids and names of organisations.
        theme: what it is about.
        status: whether it took place.
        mentions: every span that denotes it.
    """

    TYPE: ClassVar[str] = "event"

    event_id: Text
    type: EventType
    name: Text
    date: Text | None = None
    start: IsoDate | None = None
    end: IsoDate | None = None
    place: Text | None = None
    country: CountryCode | None = None
    organizers: tuple[Text, ...] = ()
    participants: tuple[Text, ...] = ()
    theme: Text | None = None
    status: EventStatus = EventStatus.HELD
    mentions: Annotated[tuple[Evidence, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _date(self) -> Self:
        check_event_date(self.date, self.start, self.end)
        return self

    def spans(self) -> Iterable[Evidence]:
        """Evidence and mentions."""
        return chain(self.evidence, self.mentions)

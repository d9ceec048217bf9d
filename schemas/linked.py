"""People and events over all documents and languages."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Count, CountryCode, DocumentId, Frozen, IsoDate, LanguageCode, Text, check_interval
from schemas.codes import EventType, RoleCode
from schemas.event import check_event_date

Names = dict[LanguageCode, tuple[Text, ...]]


class Member(Frozen):
    """A record that belongs to a linked person or event: its document and its `id`."""

    document_id: DocumentId
    id: Text


class Reason(Frozen):
    """Why members were joined: the kind of reason, its weight (the higher, the stronger) and what decided."""

    kind: Text
    weight: float
    detail: str


class Office(Frozen):
    """An office over documents: which documents state it, and the first and last date tied to it."""

    role: RoleCode
    organization: Text | None = None
    country: CountryCode | None = None
    documents: Annotated[tuple[DocumentId, ...], Field(min_length=1)]
    first_date: IsoDate | None = None
    last_date: IsoDate | None = None

    @model_validator(mode="after")
    def _dates(self) -> Self:
        check_interval(self.first_date, self.last_date)
        return self


class LinkedPerson(Frozen):
    """One person over all documents.

    Attributes:
        id: of the oldest member by sorted member keys; kept when members come.
        former_ids: ids that were merged into it.
        name: preferred name.
        names: every name, by language.
        members: the `Person` records that it joins.
        reasons: why they were joined; empty for a single member.
        countries: ISO 3166-1 alpha-2.
        offices: what the documents say they held.
        mention_count: mentions over all members.
    """

    id: Text
    former_ids: tuple[Text, ...] = ()
    name: Text
    names: Names
    members: Annotated[tuple[Member, ...], Field(min_length=1)]
    reasons: tuple[Reason, ...] = ()
    countries: tuple[CountryCode, ...] = ()
    offices: tuple[Office, ...] = ()
    mention_count: Count


class LinkedEvent(Frozen):
    """One event over all documents.

    Attributes:
        id: of the oldest member by sorted member keys; kept when members come.
        former_ids: ids that were merged into it.
        name: preferred name.
        names: every name, by language.
        members: the `Event` records that it joins.
        reasons: why they were joined; empty for a single member.
        type: kind of occasion.
        date: EDTF point or interval.
        start: first day of `date`.
        end: last day of `date`.
        place: where.
        country: ISO 3166-1 alpha-2.
        participants: person ids and names of organisations.
    """

    id: Text
    former_ids: tuple[Text, ...] = ()
    name: Text
    names: Names
    members: Annotated[tuple[Member, ...], Field(min_length=1)]
    reasons: tuple[Reason, ...] = ()
    type: EventType
    date: Text | None = None
    start: IsoDate | None = None
    end: IsoDate | None = None
    place: Text | None = None
    country: CountryCode | None = None
    participants: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _date(self) -> Self:
        check_event_date(self.date, self.start, self.end)
        return self

"""A cooperation priority that a document proposes or discusses."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, StrictInt, model_validator

from schemas.base import PersonId, Record, Text
from schemas.codes import Mode, PriorityCode


class Priority(Record):
    """An item of a list of priorities, or a priority that the text treats.

    An item that joins two priorities gives two records with the same `list_id`, `ordinal` and `statement`,
    the stronger first.

    Attributes:
        number: 1 to 6; None exactly where `priority` is `other`.
        priority: the code that belongs to the number.
        mode: `proposed` for an item of a list, `discussed` for a topic.
        list_id: the same for all items of one list; None if discussed.
        ordinal: position in the list, from 1; None if discussed.
        declared_total: how many items the text says the list has.
        statement: the item in the words of the text.
        speaker: person id of who proposes it.
        topics: the terms that decided.
    """

    TYPE: ClassVar[str] = "priority"

    number: Annotated[StrictInt, Field(ge=1, le=6)] | None
    priority: PriorityCode
    mode: Mode
    list_id: Text | None = None
    ordinal: Annotated[StrictInt, Field(ge=1)] | None = None
    declared_total: Annotated[StrictInt, Field(ge=1)] | None = None
    statement: Text
    speaker: PersonId | None = None
    topics: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.number != self.priority.number:
            raise ValueError(
                f"priority {self.priority.value} has the number {self.priority.number}, not {self.number}"
            )
        if self.mode is Mode.PROPOSED and (self.list_id is None or self.ordinal is None):
            raise ValueError("a proposed priority needs list_id and ordinal")
        if self.mode is Mode.DISCUSSED and (self.list_id, self.ordinal, self.declared_total) != (
            None,
            None,
            None,
        ):
            raise ValueError("a discussed priority has no list_id, ordinal or declared_total")
        if self.mode is Mode.DISCUSSED and self.number is None:
            raise ValueError("only an item of a list can be 'other'")
        return self

    def ordinal_key(self) -> int:
        """Position in the list."""
        return self.ordinal or 0

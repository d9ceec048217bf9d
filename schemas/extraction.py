"""All that was extracted from one document."""

from collections.abc import Iterator

from schemas.base import Frozen, LanguageCode, Note, Record
from schemas.date_mention import DateMention
from schemas.event import Event
from schemas.money import Money
from schemas.person import Person
from schemas.priority import Priority
from schemas.role import Role


class Extraction(Frozen):
    """The records of one document, each list in the order in which it is written.

    Attributes:
        language: in which the text was read, ISO 639-1.
        people: persons.
        roles: their offices.
        dates: date expressions.
        money: sums.
        events: occasions.
        priorities: cooperation priorities.
        warnings: of the document.
    """

    language: LanguageCode
    people: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()
    dates: tuple[DateMention, ...] = ()
    money: tuple[Money, ...] = ()
    events: tuple[Event, ...] = ()
    priorities: tuple[Priority, ...] = ()
    warnings: tuple[Note, ...] = ()

    def records(self) -> Iterator[Record]:
        """Every record, type by type."""
        yield from self.people
        yield from self.roles
        yield from self.dates
        yield from self.money
        yield from self.events
        yield from self.priorities

"""A person in a document."""

from collections.abc import Iterable
from itertools import chain
from typing import Annotated, ClassVar

from pydantic import Field

from schemas.base import CountryCode, Evidence, PersonId, Record, Text


class Person(Record):
    """One person named in a document; the same person is one record however often and in whatever form named.

    Attributes:
        person_id: made of the name alone (folded tokens, sorted, joined by `-`), so it is the same in every
            document and language; `~2` for a second bearer of the name in one document.
        name: full name in the order of the text, in the nominative, diacritics kept, without honorifics.
        honorifics: titles of address as the text writes them.
        country: ISO 3166-1 alpha-2, where the text ties one to the person.
        mentions: every span that names the person, surname-only and inflected forms included.
    """

    TYPE: ClassVar[str] = "person"

    person_id: PersonId
    name: Text
    honorifics: tuple[Text, ...] = ()
    country: CountryCode | None = None
    mentions: Annotated[tuple[Evidence, ...], Field(min_length=1)]

    def spans(self) -> Iterable[Evidence]:
        """Evidence and mentions."""
        return chain(self.evidence, self.mentions)

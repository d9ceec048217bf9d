"""An office that a document gives to a person."""

from typing import ClassVar

from schemas.base import CountryCode, PersonId, Record, SnakeCase, Text
from schemas.codes import RoleCode, RoleStatus


class Role(Record):
    """One office of one person as a document states it.

    Attributes:
        person_id: of the person's record in the same document.
        name: the person's name, as in that record.
        title: the office in the words of the text.
        role: its code.
        portfolio: of ministers: `foreign_affairs`, `finance` …
        organization: body in which the office is held.
        jurisdiction: province or city that it governs.
        country: ISO 3166-1 alpha-2.
        status: whether it is held now.
    """

    TYPE: ClassVar[str] = "role"

    person_id: PersonId
    name: Text
    title: Text
    role: RoleCode
    portfolio: SnakeCase | None = None
    organization: Text | None = None
    jurisdiction: Text | None = None
    country: CountryCode | None = None
    status: RoleStatus = RoleStatus.CURRENT

"""What resolution gives and what it starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.extractors.dates.slots import Warnings


@dataclass(frozen=True, slots=True)
class Context:
    """What fixes a partial date.

    Attributes:
        published: the publication date, or None.
        tense: -1 where the sentence speaks of the past, 1 of the future, 0 where it does not tell.
        year: the year that the sentence or an event's name gives, or None.
    """

    published: date | None
    tense: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A resolved expression: EDTF, unit of the text, what fixed it, and what was assumed."""

    edtf: str
    precision: str
    anchor: str | None = "explicit"
    qualifier: str | None = None
    warnings: Warnings = ()


class UnanchoredError(Exception):
    """A relative expression, and no publication date to count from."""


def anchor_of(context: Context) -> date:
    """The publication date.

    Raises:
        UnanchoredError: it is not known.
    """
    if context.published is None:
        raise UnanchoredError
    return context.published


def year_of(value: Value) -> int | None:
    """The year in which a value begins, where it has one."""
    year = value.edtf.split("/")[0][:4]
    return int(year) if year.isdecimal() else None

"""What a database must offer so that a run can be merged into it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any, Protocol

from communique.errors import CommuniqueError
from schemas.ddl import Dialect
from schemas.tables import Table

Row = tuple[Any, ...]

#: Called with what is being done, how much of it is done, and how much there is (bytes of the run's files).
Progress = Callable[[str, int, int], None]


class LoadError(CommuniqueError):
    """A load that could not be done; nothing was changed. The message is one sentence for a person."""


class Database(Protocol):
    """A database during one load: everything happens in one transaction."""

    dialect: Dialect

    def transaction(self) -> AbstractContextManager[None]:
        """Commits at the end, rolls back on an error."""
        ...

    def execute(self, statement: str) -> int:
        """Runs a statement; how many rows it touched (0 where that makes no sense)."""
        ...

    def fetch(self, query: str) -> list[Row]:
        """Runs a query; all its rows."""
        ...

    def columns(self, table: str) -> list[str]:
        """Names of a table's columns."""
        ...

    def stage(self, table: Table, rows: Sequence[Row]) -> None:
        """Adds rows to the staging table of `table`, in bulk."""
        ...

    def close(self) -> None:
        """Lets go of the database."""
        ...


def staging(table: Table) -> str:
    """The name of a table's staging table."""
    return f"stage_{table.name}"


def as_text(value: object) -> object:
    """A value for a driver that knows no `Decimal`: its digits."""
    return format(value, "f") if isinstance(value, Decimal) else value

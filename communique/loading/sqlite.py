"""SQLite, through Python's own module."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from communique.loading.target import LoadError, Row, as_text, staging
from schemas.ddl import Dialect
from schemas.tables import Table


class SQLite:
    """A SQLite database file; `:memory:` for one that is gone afterwards."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: str) -> None:
        try:
            # Transactions by hand: the module's own would commit before DDL.
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error as error:
            raise LoadError(f"The SQLite database {path} cannot be opened: {error}.") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction; foreign keys are checked at its end."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def execute(self, statement: str) -> int:
        """Runs a statement."""
        return max(self._connection.execute(statement).rowcount, 0)

    def fetch(self, query: str) -> list[Row]:
        """Runs a query."""
        return self._connection.execute(query).fetchall()

    def columns(self, table: str) -> list[str]:
        """Names of a table's columns."""
        return [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")]

    def stage(self, table: Table, rows: Sequence[Row]) -> None:
        """Adds rows to a staging table."""
        places = ", ".join("?" * len(table.columns))
        statement = f"INSERT INTO {staging(table)} VALUES ({places})"  # noqa: S608
        self._connection.executemany(statement, (tuple(map(as_text, row)) for row in rows))

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

"""PostgreSQL, through psycopg: rows go in by COPY."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from communique.loading.target import LoadError, Row, staging
from schemas.ddl import Dialect
from schemas.tables import Table

# Two loads at once would create the same tables and merge into each other: the second waits.
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('communique load'))"


class PostgreSQL:
    """A PostgreSQL database, by its connection address."""

    dialect: Dialect = "postgresql"

    def __init__(self, address: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise LoadError("PostgreSQL needs psycopg: pip install 'communique[load]'.") from error
        try:
            self._connection = psycopg.connect(address, autocommit=True)
        except psycopg.Error as error:
            reason = " ".join(str(error).split())
            raise LoadError(f"The PostgreSQL server cannot be reached: {reason}.") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction; foreign keys are checked at its end."""
        with self._connection.transaction():
            self._connection.execute(_LOCK)
            # 'IF NOT EXISTS' would tell of every table that is there already.
            self._connection.execute("SET LOCAL client_min_messages = warning")
            yield

    def execute(self, statement: str) -> int:
        """Runs a statement."""
        return max(self._connection.execute(statement.encode()).rowcount, 0)

    def fetch(self, query: str) -> list[Row]:
        """Runs a query."""
        return self._connection.execute(query.encode()).fetchall()

    def columns(self, table: str) -> list[str]:
        """Names of a table's columns."""
        cursor = self._connection.execute(f"SELECT * FROM {table} LIMIT 0".encode())  # noqa: S608
        return [column.name for column in cursor.description or ()]

    def stage(self, table: Table, rows: Sequence[Row]) -> None:
        """Adds rows to a staging table."""
        statement = f"COPY {staging(table)} FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

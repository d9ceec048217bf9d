"""DuckDB, through its own package: rows go in as Arrow tables."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from communique.loading.merge import dangling
from communique.loading.target import LoadError, Row, staging
from schemas.ddl import Dialect
from schemas.tables import Table


class DuckDB:
    """A DuckDB database file; `:memory:` for one that is gone afterwards."""

    dialect: Dialect = "duckdb"

    def __init__(self, path: str) -> None:
        try:
            import duckdb
            import pyarrow  # noqa: F401
        except ImportError as error:
            raise LoadError("DuckDB needs duckdb and pyarrow: pip install 'communique[load]'.") from error
        try:
            self._connection = duckdb.connect(path)
        except duckdb.Error as error:
            raise LoadError(f"The DuckDB database {path} cannot be opened: {error}.") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction; references between tables are checked by us at its end."""
        self._connection.begin()
        try:
            yield
            if broken := dangling(self):
                raise LoadError(f"The run contradicts itself: {broken}.")
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    def execute(self, statement: str) -> int:
        """Runs a statement."""
        result = self._connection.execute(statement)
        if not statement.startswith(("INSERT", "DELETE")):
            return 0
        row = result.fetchone()
        return int(row[0]) if row else 0

    def fetch(self, query: str) -> list[Row]:
        """Runs a query."""
        return self._connection.execute(query).fetchall()

    def columns(self, table: str) -> list[str]:
        """Names of a table's columns."""
        return [str(row[1]) for row in self.fetch(f"PRAGMA table_info('{table}')")]

    def stage(self, table: Table, rows: Sequence[Row]) -> None:
        """Adds rows to a staging table."""
        from communique.loading.arrow import batch

        self._connection.register("communique_batch", batch(table, rows))
        self._connection.execute(f"INSERT INTO {staging(table)} SELECT * FROM communique_batch")  # noqa: S608
        self._connection.unregister("communique_batch")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

"""The tables as statements of SQL, for DuckDB, PostgreSQL and SQLite.

Foreign keys are deferred to the end of the transaction, because one load removes and adds rows of many
tables. DuckDB checks them at once and refuses to delete a row together with the rows that refer to it, so
its tables have primary keys only; the loader checks the references itself before it commits.
"""

from collections.abc import Iterator
from typing import Literal

from schemas.tables import Column, Reference, SqlType, Table, tables

Dialect = Literal["duckdb", "postgresql", "sqlite"]

_TYPES: dict[Dialect, dict[SqlType, str]] = {
    "duckdb": {
        "text": "VARCHAR",
        "integer": "BIGINT",
        "double": "DOUBLE",
        "decimal": "DECIMAL(38, 6)",
        "boolean": "BOOLEAN",
        "date": "DATE",
    },
    "postgresql": {
        # Byte order, so that the same data sorts the same on every server.
        "text": 'text COLLATE "C"',
        "integer": "bigint",
        "double": "double precision",
        "decimal": "numeric(38, 6)",
        "boolean": "boolean",
        "date": "date",
    },
    # SQLite has no decimals: NUMERIC keeps whole numbers up to 2^63 and 15 significant digits exactly, and
    # leaves anything longer as text.
    "sqlite": {
        "text": "TEXT",
        "integer": "INTEGER",
        "double": "REAL",
        "decimal": "NUMERIC",
        "boolean": "INTEGER",
        "date": "TEXT",
    },
}


def statements(dialect: Dialect) -> Iterator[str]:
    """The statements that create every table and index that does not exist yet, in an order that works."""
    for table in tables():
        yield create_table(dialect, table)
        if dialect != "duckdb":
            yield from _indexes(table)


def create_table(dialect: Dialect, table: Table) -> str:
    """The statement that creates one table if it does not exist."""
    lines = [_column(dialect, column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if dialect != "duckdb":
        lines += [f"UNIQUE ({', '.join(columns)})" for columns in table.unique]
        lines += [_foreign_key(reference) for reference in table.references]
    body = ",\n    ".join(lines)
    return f"CREATE TABLE IF NOT EXISTS {table.name} (\n    {body}\n)"


def _column(dialect: Dialect, column: Column) -> str:
    return f"{column.name} {_TYPES[dialect][column.type]}{'' if column.nullable else ' NOT NULL'}"


def _foreign_key(reference: Reference) -> str:
    here, there = ", ".join(reference.columns), ", ".join(reference.targets)
    return f"FOREIGN KEY ({here}) REFERENCES {reference.table} ({there}) DEFERRABLE INITIALLY DEFERRED"


def _indexes(table: Table) -> Iterator[str]:
    """An index for every foreign key that the primary key does not begin with."""
    for reference in table.references:
        columns = reference.columns
        if table.key[: len(columns)] != columns:
            name = "_".join((table.name, *columns, "idx"))
            yield f"CREATE INDEX IF NOT EXISTS {name} ON {table.name} ({', '.join(columns)})"

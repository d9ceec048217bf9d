# ruff: noqa: S608 (every name in a statement comes from schemas.tables, no value does)
"""A run merged into a database, as set operations that DuckDB, PostgreSQL and SQLite all understand.

The run stands in staging tables. For each kind of record the *scope* is what this run may speak about: the
rows of its documents, of documents that they replace (same source, other content), and with `prune`
everything. A row in scope that is not in the staging table word for word goes; a staged row that is not
there yet comes. So a second load of the same run touches nothing, and a corrected run touches the rows that
it corrects.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.loading.target import Database, LoadError, staging
from schemas import FILES
from schemas.ddl import statements
from schemas.tables import Table, record_key, tables


@dataclass(slots=True)
class Changes:
    """How many rows went and came, by table; a changed row counts as both. Tables without changes are left
    out."""

    removed: dict[str, int] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def prepare(database: Database) -> None:
    """Creates the tables that are missing and empty staging tables.

    Raises:
        LoadError: a table has other columns, because another version made it.
    """
    for statement in statements(database.dialect):
        database.execute(statement)
    for table in tables():
        expected = [column.name for column in table.columns]
        if database.columns(table.name) != expected:
            raise LoadError(
                f"The table {table.name} has other columns than this version writes ({', '.join(expected)}): "
                "load into a new database, or drop the old tables."
            )
        database.execute(f"CREATE TEMPORARY TABLE {staging(table)} AS SELECT * FROM {table.name} LIMIT 0")


def merge(database: Database, *, prune: bool) -> Changes:
    """Makes the tables hold what the staging tables hold, within the scope.

    Args:
        database: prepared, with the run staged, inside its transaction.
        prune: whether everything that the run does not hold is to go.
    """
    for statement in _scopes(prune):
        database.execute(statement)
    changes = Changes()
    for table in tables():
        database.execute(_same(table))
        if database.dialect == "sqlite":  # it looks rows up one by one; the others join by hash
            keys = ", ".join(table.key)
            database.execute(f"CREATE INDEX temp.same_{table.name}_key ON same_{table.name} ({keys})")
    for table in reversed(tables()):
        if count := database.execute(_delete(table)):
            changes.removed[table.name] = count
    for table in tables():
        if count := database.execute(_insert(table)):
            changes.added[table.name] = count
    return changes


def dangling(database: Database) -> str | None:
    """The first foreign key that a row breaks, in words; None if none does."""
    for table in tables():
        for reference in table.references:
            mine = [f"t.{column}" for column in reference.columns]
            equal = " AND ".join(
                f"r.{target} = {column}" for target, column in zip(reference.targets, mine, strict=True)
            )
            found = database.fetch(
                f"SELECT {', '.join(mine)} FROM {table.name} t "
                f"WHERE NOT EXISTS (SELECT 1 FROM {reference.table} r WHERE {equal}) LIMIT 1"
            )
            if found:
                row = ", ".join(map(str, found[0]))
                return f"{table.name} refers to {row}, which {reference.table} does not hold"
    return None


def _scopes(prune: bool) -> Iterator[str]:
    """Temporary tables `scope_{file}(key)`: which records this run may speak about."""
    documents = "(SELECT key FROM scope_documents)"
    for file, model in FILES.items():
        key = record_key(file)
        if prune:
            mine = "TRUE"
        elif file == "documents":
            mine = "source IN (SELECT source FROM stage_documents)"
        elif "document_id" in model.model_fields:
            mine = f"document_id IN {documents}"
        elif "members" in model.model_fields:
            mine = f"id IN (SELECT linked_id FROM {file}_members WHERE document_id IN {documents})"
        elif file == "discrepancies":
            mine = f"left_document_id IN {documents} OR right_document_id IN {documents}"
        else:  # an input that was rejected once and is a document now
            mine = "source IN (SELECT value FROM stage_documents_sources)"
        yield (
            f"CREATE TEMPORARY TABLE scope_{file} AS SELECT {key} AS key FROM {file} WHERE {mine} "
            f"UNION SELECT {key} FROM stage_{file}"
        )


def _scope_column(table: Table) -> str:
    return table.inherited[0].name if table.path else table.key[0]


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _in_scope(table: Table) -> str:
    return f"{_scope_column(table)} IN (SELECT key FROM scope_{table.file})"


def _same(table: Table) -> str:
    """Keys of the rows that are staged exactly as they stand."""
    columns = _columns(table)
    return (
        f"CREATE TEMPORARY TABLE same_{table.name} AS SELECT {', '.join(table.key)} FROM "
        f"(SELECT {columns} FROM {table.name} WHERE {_in_scope(table)} "
        f"INTERSECT SELECT {columns} FROM {staging(table)}) AS both_have"
    )


def _not_same(table: Table, alias: str) -> str:
    equal = " AND ".join(f"s.{key} = {alias}.{key}" for key in table.key)
    return f"NOT EXISTS (SELECT 1 FROM same_{table.name} s WHERE {equal})"


def _delete(table: Table) -> str:
    return f"DELETE FROM {table.name} WHERE {_in_scope(table)} AND {_not_same(table, table.name)}"


def _insert(table: Table) -> str:
    columns = _columns(table)
    chosen = ", ".join(f"t.{column.name}" for column in table.columns)
    return (
        f"INSERT INTO {table.name} ({columns}) SELECT {chosen} FROM {staging(table)} t "
        f"WHERE {_not_same(table, 't')}"
    )

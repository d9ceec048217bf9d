"""Rows as Arrow tables with the declared types, for DuckDB and Parquet: nothing is inferred from the
values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from communique.loading.target import Row
from schemas.tables import SqlType, Table

_TYPES: dict[SqlType, Any] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "double": pa.float64(),
    "decimal": pa.decimal128(38, 6),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def schema(table: Table) -> Any:
    """A table's Arrow schema."""
    return pa.schema(
        [pa.field(column.name, _TYPES[column.type], nullable=column.nullable) for column in table.columns]
    )


def batch(table: Table, rows: Sequence[Row]) -> Any:
    """Rows of a table as an Arrow table."""
    arrays = []
    for place, column in enumerate(table.columns):
        values = [row[place] for row in rows]
        if column.type == "date":
            values = [None if value is None else date.fromisoformat(value) for value in values]
        elif column.type == "double":
            values = [None if value is None else float(value) for value in values]
        arrays.append(pa.array(values, type=_TYPES[column.type]))
    return pa.Table.from_arrays(arrays, schema=schema(table))

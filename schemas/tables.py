"""The records as typed tables, derived from the models: what the loaders create and the DDL publishes.

One table a record file. A list inside a record is a child table `{table}_{field}` with the key of its parent
and a `position` from 0; a record inside a record (`left`, `right` of a discrepancy) becomes columns with its
name in front. `at`, `start` and `end`, which SQL reserves, are `at_offset`, `start_offset`, `end_offset`
where they count characters and `start_date`, `end_date` where they are days. Everything else keeps its name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from schemas import FILES
from schemas.fielddocs import field_docs, summary

SqlType = Literal["text", "integer", "double", "decimal", "boolean", "date"]
_TYPES: dict[type, SqlType] = {
    str: "text",
    int: "integer",
    float: "double",
    bool: "boolean",
    date: "date",
    Decimal: "decimal",
}

#: What the key of a record is called in its child tables, where it is not `record_id`.
_PARENT_KEY = {
    "documents": "document_id",
    "linked_people": "linked_id",
    "linked_events": "linked_id",
    "discrepancies": "discrepancy_id",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: its name.
        type: its type in neutral words; each database has its own for it.
        nullable: whether it may be null.
        source: keys that lead from the row's item to the value; empty where the item is the value itself.
        description: what it means.
    """

    name: str
    type: SqlType
    nullable: bool
    source: tuple[str | int, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step from a record to the items of a child table: into a list, a mapping of lists, or a record."""

    name: str
    kind: Literal["list", "mapping", "record"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: these columns name a row of that table by those columns."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: its name.
        file: the record file it comes from, without `.jsonl`.
        path: the steps from the record to its rows; empty for the table of the record itself.
        inherited: columns that come from the parents: the record's key, positions.
        own: columns that come from the item.
        key: columns of the primary key.
        references: foreign keys.
        unique: further unique sets of columns.
        description: what a row is.
    """

    name: str
    file: str
    path: tuple[Step, ...]
    inherited: tuple[Column, ...]
    own: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    description: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in order."""
        return self.inherited + self.own


def record_key(file: str) -> str:
    """The column that identifies a record of that file."""
    return "source" if file == "rejected" else "id"


@cache
def tables() -> tuple[Table, ...]:
    """All tables, parents before their children and before what refers to them."""
    return tuple(table for file, model in FILES.items() for table in _of_record(file, model))


@cache
def tables_of(file: str) -> tuple[Table, ...]:
    """The tables that one record file fills, the record's own first."""
    return tuple(table for table in tables() if table.file == file)


def rows(table: Table, record: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows that a record gives to one of its file's tables.

    Args:
        table: one of `tables_of` the record's file.
        record: the record as a dictionary, as `schemas.jsonl.read_object` gives it.

    Yields:
        Values in the order of the table's columns, dates still as ISO strings.
    """
    key = (record[record_key(table.file)],) if table.path else ()
    for prefix, item in _walk(record, table.path, key):
        yield (*prefix, *(_at(item, column.source) for column in table.own))


def _walk(
    item: Any, path: tuple[Step, ...], prefix: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if not path:
        yield prefix, item
        return
    step, rest = path[0], path[1:]
    inner = item[step.name]
    if step.kind == "record":
        yield from _walk(inner, rest, prefix)
        return
    if step.kind == "mapping":
        inner = [(name, value) for name in sorted(inner) for value in inner[name]]
    for position, entry in enumerate(inner):
        yield from _walk(entry, rest, (*prefix, position))


def _at(item: Any, source: tuple[str | int, ...]) -> Any:
    for key in source:
        item = item[key]
    return item


def _of_record(file: str, model: type[BaseModel]) -> Iterator[Table]:
    columns, lists = _shape(model)
    names = {column.name for column in columns}
    references = []
    if "document_id" in names:
        references.append(Reference(("document_id",), "documents", ("id",)))
    if file == "roles":
        references.append(Reference(("document_id", "person_id"), "people", ("document_id", "person_id")))
    for side in ("left_document_id", "right_document_id"):
        if side in names:
            references.append(Reference((side,), "documents", ("id",)))
    key = record_key(file)
    yield Table(
        file,
        file,
        (),
        (),
        columns,
        (key,),
        tuple(references),
        (("document_id", "person_id"),) if file == "people" else (),
        summary(model),
    )
    key_type = next(column for column in columns if column.name == key)
    parent = Column(
        _PARENT_KEY.get(file, "record_id"), key_type.type, False, (), f"`{key}` of the {file} row"
    )
    for path, annotation, description in lists:
        yield from _of_list(file, path, annotation, description, (parent,), file, (key,))


def _of_list(
    file: str,
    path: tuple[Step, ...],
    annotation: Any,
    description: str,
    inherited: tuple[Column, ...],
    parent: str,
    parent_key: tuple[str, ...],
) -> Iterator[Table]:
    name = "_".join((file, *(step.name for step in path)))
    keys = (*inherited, Column("position", "integer", False, (), "place in the list, from 0"))
    references = [Reference(tuple(column.name for column in inherited), parent, parent_key)]
    lists: list[tuple[tuple[Step, ...], Any, str]] = []
    own: tuple[Column, ...]
    inner = _plain(annotation)
    if path[-1].kind == "mapping":
        own = (
            Column("language", "text", False, (0,), "ISO 639-1"),
            Column("name", "text", False, (1,), "one name in that language"),
        )
    elif isinstance(inner, type) and issubclass(inner, BaseModel):
        own, lists = _shape(inner)
        description = f"{description} {summary(inner)}".strip()
    else:
        own = (Column("value", _sql_type(inner), False, (), "one value"),)
    if path[-1].name == "members":
        records = "people" if file == "linked_people" else "events"
        own = tuple(_renamed(column, {"id": "record_id"}) for column in own)
        references += [
            Reference(("document_id",), "documents", ("id",)),
            Reference(("record_id",), records, ("id",)),
        ]
    key = tuple(column.name for column in keys)
    yield Table(name, file, path, keys, own, key, tuple(references), (), description)
    for more, inner_annotation, inner_description in lists:
        place = _renamed(keys[-1], {"position": f"{path[-1].name}_position"})
        yield from _of_list(
            file, path + more, inner_annotation, inner_description, (*inherited, place), name, key
        )


def _renamed(column: Column, names: Mapping[str, str]) -> Column:
    name = names.get(column.name, column.name)
    return Column(name, column.type, column.nullable, column.source, column.description)


def _shape(model: type[BaseModel]) -> tuple[tuple[Column, ...], list[tuple[tuple[Step, ...], Any, str]]]:
    """The columns of a model's plain fields, and its lists as (steps, type of an entry, description)."""
    columns: list[Column] = []
    lists: list[tuple[tuple[Step, ...], Any, str]] = []
    docs = field_docs(model)
    for name, info in model.model_fields.items():
        annotation, nullable = _optional(info.annotation)
        plain = _plain(annotation)
        description = docs.get(name, "")
        if get_origin(plain) is tuple:
            lists.append(((Step(name, "list"),), get_args(plain)[0], description))
        elif get_origin(plain) is dict:
            lists.append(((Step(name, "mapping"),), get_args(plain)[1], description))
        elif isinstance(plain, type) and issubclass(plain, BaseModel):
            inner_columns, inner_lists = _shape(plain)
            for column in inner_columns:
                columns.append(
                    Column(
                        f"{name}_{column.name}",
                        column.type,
                        column.nullable,
                        (name, *column.source),
                        f"{name}: {column.description}",
                    )
                )
            lists += [((Step(name, "record"), *path), entry, text) for path, entry, text in inner_lists]
        else:
            kind = _sql_type(plain)
            columns.append(Column(_column_name(name, kind), kind, nullable, (name,), description))
    return tuple(columns), lists


def _column_name(name: str, kind: SqlType) -> str:
    if name in ("at", "start", "end"):
        return f"{name}_date" if kind == "date" else f"{name}_offset"
    return name


def _optional(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, UnionType):
        rest = [part for part in get_args(annotation) if part is not NoneType]
        if len(rest) == 1:
            return rest[0], True
    return annotation, False


def _plain(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _sql_type(plain: Any) -> SqlType:
    if isinstance(plain, type) and issubclass(plain, Enum):
        return "text"
    return _TYPES[plain]

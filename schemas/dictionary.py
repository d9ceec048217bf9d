"""The data dictionary and the JSON Schemas, written from the models and their docstrings."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import BaseModel

from schemas import (
    FILES,
    Evidence,
    Extraction,
    Frozen,
    Member,
    Note,
    Office,
    Reason,
    Removed,
    RunManifest,
    Statement,
)
from schemas import codes as code_lists
from schemas.fielddocs import field_docs, summary
from schemas.manifest import FileEntry
from schemas.tables import Table, tables

_PARTS: tuple[type[Frozen], ...] = (Evidence, Note, Removed, Member, Reason, Office, Statement, FileEntry)
_INTRODUCTION = """# Data dictionary

Generated from `schemas/` by `python -m schemas.publish`; do not edit it by hand.

A run writes one folder of JSON Lines, UTF-8, one record a line, every key always written, null or empty where
there is nothing. Offsets are Unicode code points into the document's `text`, half-open.
"""


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record as it is written, with a description of every field."""
    schema = model.model_json_schema(mode="serialization")
    known = {kind.__name__: kind for kind in (model, *_PARTS, *FILES.values())}
    _describe(schema, model)
    for name, part in schema.get("$defs", {}).items():
        if name in known:
            _describe(part, known[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _describe(schema: dict[str, Any], model: type[BaseModel]) -> None:
    schema["description"] = summary(model)
    for name, text in field_docs(model).items():
        schema["properties"][name].setdefault("description", text)


def data_dictionary() -> str:
    """The data dictionary as Markdown: files and fields, parts, code lists, tables."""
    parts = [_INTRODUCTION, "## Files\n"]
    for file, model in FILES.items():
        parts += _model(f"{file}.jsonl", model)
    parts += _model("run.json", RunManifest)
    parts += ["## What a library call gives\n", *_model("Extraction", Extraction)]
    parts.append("## Parts of records\n")
    for part in _PARTS:
        parts += _model(part.__name__, part)
    parts += ["## Code lists\n", *_codes()]
    parts += ["## Tables\n", summary_of_tables(), *(_table(table) for table in tables())]
    return "\n".join(parts)


def _model(title: str, model: type[BaseModel]) -> Iterator[str]:
    docs = field_docs(model)
    properties = model.model_json_schema(mode="serialization")["properties"]
    yield f"### {title}\n"
    yield summary(model) + "\n"
    yield "| field | type | meaning |\n|---|---|---|"
    for name in model.model_fields:
        yield f"| `{name}` | {_type(properties[name])} | {docs.get(name, '')} |"
    yield ""


def _type(schema: dict[str, Any]) -> str:
    """A field's type in few words."""
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"])
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[1]}`"
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type(schema['additionalProperties'])}"
    if schema.get("format") == "date":
        return "date"
    return str(schema.get("type", "value"))


def _codes() -> Iterator[str]:
    for name, kind in vars(code_lists).items():
        if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == code_lists.__name__:
            values = ", ".join(f"`{code.value}`" for code in kind)
            yield f"### {name}\n\n{summary_of(kind)}\n\n{values}\n"


def summary_of(kind: type[Enum]) -> str:
    """The docstring of a code list on one line."""
    return " ".join((kind.__doc__ or "").split())


def summary_of_tables() -> str:
    """What holds for every table."""
    return (
        "`communique load` makes these tables; `schemas/sql/` has them as statements. A list inside a\n"
        "record is a table of its own with the record's key and a `position` from 0. `at`, `start` and\n"
        "`end` are named `at_offset`, `start_offset`, `end_offset` (characters) or `start_date`, `end_date`\n"
        "(days) there.\n"
    )


def _table(table: Table) -> str:
    columns = ", ".join(f"`{column.name}`" for column in table.columns)
    refers = "; ".join(
        f"`{', '.join(reference.columns)}` → `{reference.table}`" for reference in table.references
    )
    refers = f" Refers: {refers}." if refers else ""
    return f"- **{table.name}** (key `{', '.join(table.key)}`): {columns}.{refers}"

"""A description of a run's folder as a Frictionless Data Package, so that other tools can open it.

Written on request beside the files as `datapackage.json`; it is no part of the run and `run.json` does not
name it.
"""

import json
import os
from pathlib import Path
from typing import Any, get_args, get_origin

from communique.runfolder import check_folder, manifest, path_of
from schemas import FILES, Frozen
from schemas.fielddocs import field_docs, summary
from schemas.tables import record_key

_TYPES = frozenset({"string", "integer", "number", "boolean", "array", "object"})


def describe(out: Path) -> dict[str, Any]:
    """The descriptor of a run's folder.

    A resource a file, with the type and meaning of every field, its key, and size, number of records and
    SHA-256 where `run.json` gives them.

    Raises:
        RunFolderError: the folder is no run.
    """
    check_folder(out)
    found = manifest(out)
    resources = []
    for file, model in FILES.items():
        if not path_of(out, file).is_file():
            continue
        resource = _resource(file, model)
        entry = found.files.get(f"{file}.jsonl") if found else None
        if entry:
            resource |= {"bytes": entry.bytes, "hash": f"sha256:{entry.sha256}"}
        resources.append(resource)
    return {
        "name": "communique-run",
        "title": "People, offices, dates, money, events and priorities from articles",
        "profile": "data-package",
        "resources": resources,
    }


def write(out: Path) -> Path:
    """Writes `datapackage.json` into the run's folder; its path.

    Raises:
        RunFolderError: the folder is no run.
    """
    path = out / "datapackage.json"
    work = out / f".datapackage-{os.getpid()}.json"
    work.write_text(json.dumps(describe(out), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(work, path)
    return path


def _resource(file: str, model: type[Frozen]) -> dict[str, Any]:
    docs = field_docs(model)
    schema: dict[str, Any] = {
        "fields": [
            _field(name, info.annotation, schema) | {"description": docs.get(name, "")}
            for (name, info), schema in zip(
                model.model_fields.items(),
                model.model_json_schema(mode="serialization")["properties"].values(),
                strict=True,
            )
        ],
        "primaryKey": [record_key(file)],
    }
    if "document_id" in model.model_fields:
        there = {"resource": "documents", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["document_id"], "reference": there}]
    return {
        "name": file.replace("_", "-"),
        "path": f"{file}.jsonl",
        "title": summary(model),
        "profile": "tabular-data-resource",
        "format": "jsonl",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        "dialect": {"json": {"keyed": True}},
        "schema": schema,
    }


def _field(name: str, annotation: Any, schema: dict[str, Any]) -> dict[str, Any]:
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    option = options[0]
    kind = "date" if option.get("format") == "date" else option.get("type")
    if kind not in _TYPES | {"date"}:
        kind = "object" if _is_record(annotation) else "string"
    nullable = len(options) < len(schema.get("anyOf", [schema]))
    return {"name": name, "type": kind, "constraints": {"required": not nullable}}


def _is_record(annotation: Any) -> bool:
    parts = get_args(annotation) if get_origin(annotation) else (annotation,)
    return any(isinstance(part, type) and issubclass(part, Frozen) for part in parts)

"""What is generated from the models is current, and says what the models say."""

import json
import sqlite3
from pathlib import Path

import pytest

from schemas import FILES, LinkedPerson, to_json_line
from schemas.ddl import statements
from schemas.fielddocs import field_docs
from schemas.jsonl import read_object
from schemas.publish import ROOT, artefacts, stale
from schemas.tables import rows, tables, tables_of
from tests.records import DOC, RECORDS, document


def test_every_generated_file_is_current():
    assert stale() == []


def test_a_stale_missing_or_unknown_file_is_named(tmp_path):
    for path, text in artefacts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
    (tmp_path / "docs/data-dictionary.md").write_text("old")
    (tmp_path / "schemas/json/money.schema.json").unlink()
    (tmp_path / "schemas/sql/oracle.sql").write_text("")
    assert stale(tmp_path) == [
        "docs/data-dictionary.md",
        "schemas/json/money.schema.json",
        "schemas/sql/oracle.sql",
    ]


@pytest.mark.parametrize("model", FILES.values())
def test_every_field_of_a_record_is_explained(model):
    assert set(field_docs(model)) == set(model.model_fields)


@pytest.mark.parametrize("make", [*RECORDS, document])
def test_a_written_record_fits_its_json_schema(make):
    jsonschema = pytest.importorskip("jsonschema")
    record = make()
    file = next(file for file, model in FILES.items() if model is type(record))
    schema = json.loads(Path(ROOT, f"schemas/json/{file}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    written = json.loads(to_json_line(record))
    jsonschema.validate(written, schema)
    assert set(schema["required"]) == set(written)
    for wrong in (written | {"more": 1}, {key: value for key, value in written.items() if key != "id"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_table_and_column_names_need_no_quotes_in_sqlite():
    connection = sqlite3.connect(":memory:")
    for statement in statements("sqlite"):
        connection.execute(statement)
    for table in tables():
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
        assert names == [column.name for column in table.columns]
        assert len(set(names)) == len(names)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_list_of_every_record_has_a_table():
    names = {table.name for table in tables()}
    assert {"people_mentions", "events_participants", "money_evidence", "documents_removed"} <= names
    assert {"linked_people_offices_documents", "discrepancies_left_evidence", "linked_events_names"} <= names


def test_parents_come_before_what_refers_to_them():
    seen = set()
    for table in tables():
        assert all(reference.table in seen for reference in table.references), table.name
        seen.add(table.name)


def test_rows_of_a_nested_record():
    person = LinkedPerson(
        id="x",
        name="Ada",
        names={"pl": ("Ada",), "de": ("Ada B.", "Ada")},
        members=({"document_id": DOC, "id": "r"},),
        offices=({"role": "mayor", "documents": (DOC, "f" * 16)},),
        mention_count=2,
    )
    record = read_object(to_json_line(person))
    found = {table.name: list(rows(table, record)) for table in tables_of("linked_people")}
    assert found["linked_people"] == [("x", "Ada", 2)]
    assert found["linked_people_names"] == [
        ("x", 0, "de", "Ada B."),
        ("x", 1, "de", "Ada"),
        ("x", 2, "pl", "Ada"),
    ]
    assert found["linked_people_members"] == [("x", 0, DOC, "r")]
    assert found["linked_people_offices"] == [("x", 0, "mayor", None, None, None, None)]
    assert found["linked_people_offices_documents"] == [("x", 0, 0, DOC), ("x", 0, 1, "f" * 16)]
    assert found["linked_people_reasons"] == []

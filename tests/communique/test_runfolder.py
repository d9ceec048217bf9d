"""A run's folder is read line by line and checked against its manifest."""

import pytest

from communique.runfolder import RunFolderError, by_document, manifest, raw, records, verify
from schemas import Money, Person
from tests.communique import sample


@pytest.fixture
def out(tmp_path):
    return sample.write_run(tmp_path / "out", sample.articles())


def test_records_of_a_type_validated_or_plain(out):
    found = list(records(out, Money))
    assert len(found) == 4
    assert [record["id"] for record in raw(out, "money")] == [record.id for record in found]
    assert [record["amount"] for record in raw(out, "money")] == [record.amount for record in found]


def test_a_document_with_its_records(out):
    entries = list(by_document(out, ("people", "money")))
    assert [set(entry.records) for entry in entries] == [{"people", "money"}] * 3
    for entry in entries:
        assert all(record.document_id == entry.document.id for rs in entry.records.values() for record in rs)
    assert sum(len(entry.records["people"]) for entry in entries) == len(list(records(out, Person)))


def test_reading_is_lazy(out):
    path = out / "money.jsonl"
    path.write_bytes(path.read_bytes() + b"broken\n")
    stream = records(out, Money)
    assert next(stream).TYPE == "money"
    with pytest.raises(RunFolderError, match=r"Line 5 of money\.jsonl is not a JSON object"):
        list(stream)


def test_the_manifest_vouches_for_the_files(out):
    assert verify(out) is True
    assert manifest(out).counts["money"] == 4
    (out / "run.json").write_text("{}")
    with pytest.raises(RunFolderError, match="is not the manifest of a run"):
        verify(out)
    (out / "run.json").unlink()
    assert verify(out) is False


def test_what_is_no_run_is_refused(out, tmp_path):
    with pytest.raises(RunFolderError, match="no file of records named 'places'"):
        list(raw(out, "places"))
    with pytest.raises(RunFolderError, match="is not a folder"):
        list(raw(tmp_path / "none", "money"))
    with pytest.raises(RunFolderError, match="holds no run"):
        list(by_document(tmp_path))

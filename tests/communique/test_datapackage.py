"""The description of a run's folder fits its files, and the Frictionless library can read them by it."""

import hashlib
import json

import pytest

from communique.datapackage import describe, write
from communique.runfolder import RunFolderError
from schemas import FILES
from tests.communique import sample


@pytest.fixture
def out(tmp_path):
    return sample.write_run(tmp_path / "out", sample.articles())


def test_every_file_is_described_with_its_hash(out):
    found = {resource["path"]: resource for resource in describe(out)["resources"]}
    assert set(found) == {f"{file}.jsonl" for file in FILES}
    for path, resource in found.items():
        assert resource["hash"] == f"sha256:{hashlib.sha256((out / path).read_bytes()).hexdigest()}"
        lines = (out / path).read_text(encoding="utf-8").splitlines()
        assert [field["name"] for field in resource["schema"]["fields"]] == list(json.loads(lines[0]))
    types = {field["name"]: field["type"] for field in found["money.jsonl"]["schema"]["fields"]}
    assert (types["amount"], types["currency"], types["evidence"], types["per_unit"], types["purpose"]) == (
        "number", "string", "array", "boolean", "string",
    )  # fmt: skip
    types = {field["name"]: field["type"] for field in found["discrepancies.jsonl"]["schema"]["fields"]}
    assert (types["left"], types["kind"]) == ("object", "string")


def test_without_a_manifest_there_is_no_hash(out):
    (out / "run.json").unlink()
    assert all("hash" not in resource for resource in describe(out)["resources"])


def test_no_run_is_refused(tmp_path):
    with pytest.raises(RunFolderError, match="holds no run"):
        write(tmp_path)


@pytest.mark.filterwarnings("ignore")
def test_the_frictionless_library_reads_every_row(out):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    package = frictionless.Package(str(write(out)))
    for resource in package.resources:
        rows = resource.read_rows()
        assert len(rows) == len((out / resource.path).read_text(encoding="utf-8").splitlines())
        for row in rows:
            assert row.valid, (resource.name, row.errors)

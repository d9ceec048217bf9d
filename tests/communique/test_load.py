"""A run in a database: the same twice, corrected, pruned; in DuckDB, SQLite and a real PostgreSQL."""

import csv
import shutil
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from communique.load import LoadError, load, parse_target
from communique.runfolder import RunFolderError
from schemas.tables import tables
from tests.communique import sample
from tests.communique.servers import postgresql_server

DATABASES = ["duckdb", "sqlite", "postgresql"]


@pytest.fixture(scope="session")
def server():
    with postgresql_server() as address:
        yield address


class Target:
    """One empty database, and a way to ask it."""

    def __init__(self, kind: str, folder: Path, server: str | None) -> None:
        self.kind = kind
        if kind == "postgresql":
            import psycopg

            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
                connection.execute("CREATE SCHEMA public")
            self.address = server
        else:
            self.address = f"{kind}:///{folder}/test.db"

    def connect(self):
        if self.kind == "sqlite":
            return closing(sqlite3.connect(self.address.removeprefix("sqlite:///")))
        if self.kind == "duckdb":
            import duckdb

            return duckdb.connect(self.address.removeprefix("duckdb:///"))
        import psycopg

        return psycopg.connect(self.address, autocommit=True)

    def ask(self, *queries: str) -> list[tuple]:
        with self.connect() as connection:
            return [row for query in queries for row in connection.execute(query).fetchall()]

    def everything(self) -> dict[str, list[tuple]]:
        names = [table.name for table in tables()]
        with self.connect() as connection:
            return {n: sorted(connection.execute(f"SELECT * FROM {n}").fetchall(), key=repr) for n in names}


@pytest.fixture(params=DATABASES)
def target(request, tmp_path):
    if request.param == "duckdb":
        pytest.importorskip("duckdb", reason="duckdb is not installed")
    address = request.getfixturevalue("server") if request.param == "postgresql" else None
    return Target(request.param, tmp_path, address)


@pytest.fixture
def out(tmp_path):
    return sample.write_run(tmp_path / "out", sample.articles())


def test_every_table_is_filled_with_typed_values(target, out):
    report = load(out, target.address)
    assert report.verified
    assert report.records["documents"] == 3
    filled = {name for name, found in target.everything().items() if found}
    empty = {
        "linked_people_former_ids",
        "linked_events_former_ids",
        "linked_events_reasons",
        "events_organizers",
        "linked_events_countries",
        "dates_warnings",
    }
    assert {table.name for table in tables()} - filled <= empty
    assert report.added == {name: len(found) for name, found in target.everything().items() if found}
    amounts = [row[0] for row in target.ask("SELECT amount FROM money ORDER BY amount")]
    assert [Decimal(str(amount)) for amount in amounts] == [
        Decimal("0.1"),
        1_500_000,
        2_400_000_000,
        2_500_000_000,
    ]
    assert target.ask("SELECT count(*) FROM money WHERE per_unit") == [(1,)]
    assert str(target.ask("SELECT start_date FROM dates WHERE edtf = '2024-05-03'")[0][0]) == "2024-05-03"
    assert target.ask("SELECT end_date FROM dates WHERE edtf = '1999/..'") == [(None,)]


def test_evidence_in_the_database_stands_in_the_text(target, out):
    load(out, target.address)
    for name in ("people", "roles", "dates", "money", "events", "priorities"):
        start, length = (
            "CAST(e.start_offset + 1 AS integer)",
            "CAST(e.end_offset - e.start_offset AS integer)",
        )
        query = (
            f"SELECT substr(d.text, {start}, {length}), e.text FROM {name}_evidence e "
            f"JOIN {name} r ON r.id = e.record_id JOIN documents d ON d.id = r.document_id"
        )
        found = target.ask(query)
        assert found
        assert all(there == said for there, said in found)


def test_loading_twice_changes_nothing(target, out):
    load(out, target.address)
    before = target.everything()
    report = load(out, target.address)
    assert not report.changed
    assert target.everything() == before


def test_a_corrected_run_changes_only_what_changed(target, out, tmp_path):
    load(out, target.address)
    # The sum is corrected, so are the discrepancy and nothing else.
    corrected = sample.write_run(
        tmp_path / "new", [sample.german(amount="2500000001"), sample.polish(), sample.english()]
    )
    report = load(corrected, target.address)
    assert report.added == report.removed == {"money": 1, "discrepancies": 1}
    assert target.ask("SELECT count(*) FROM money WHERE amount = 2500000001") == [(1,)]


def test_records_that_a_new_run_no_longer_gives_go(target, out, tmp_path):
    load(out, target.address)
    fewer = sample.articles()
    fewer[0].records = [record for record in fewer[0].records if record.TYPE not in ("priority", "money")]
    load(sample.write_run(tmp_path / "new", fewer), target.address)
    assert target.ask("SELECT count(*) FROM priorities") == [(1,)]
    assert target.ask("SELECT count(*) FROM priorities_topics") == [(0,)]
    assert target.ask("SELECT count(*) FROM discrepancies") == [(0,)]


def test_a_changed_article_replaces_the_one_with_its_source(target, out, tmp_path):
    load(out, target.address)
    changed = [sample.german(text=sample.GERMAN + " Nachtrag."), sample.polish(), sample.english()]
    load(sample.write_run(tmp_path / "new", changed), target.address)
    assert target.ask("SELECT count(*), count(DISTINCT source) FROM documents") == [(3, 3)]
    assert target.ask("SELECT count(*) FROM documents WHERE text LIKE '%Nachtrag.'") == [(1,)]


def test_documents_that_are_gone_stay_until_prune(target, out, tmp_path):
    load(out, target.address)
    fewer = sample.write_run(tmp_path / "new", [sample.polish()])
    load(fewer, target.address)
    assert target.ask("SELECT count(*) FROM documents") == [(3,)]
    load(fewer, target.address, prune=True)
    pruned = target.everything()
    clean = Target(target.kind, tmp_path / "new", target.address)
    load(fewer, clean.address)
    assert pruned == clean.everything()
    assert target.ask("SELECT count(*) FROM documents") == [(1,)]


def test_an_input_that_is_no_longer_rejected_leaves_the_rejected(target, out, tmp_path):
    load(out, target.address)
    good = sample.Article(sample.document("Some words that are an article now.", "bad.bin", "en"))
    new = sample.write_run(tmp_path / "new", [good])
    (new / "rejected.jsonl").write_text("")
    (new / "run.json").unlink()
    report = load(new, target.address)
    assert report.removed == {"rejected": 1}
    assert not report.verified


def test_a_run_that_contradicts_itself_changes_nothing(target, out, tmp_path):
    load(out, target.address)
    before = target.everything()
    broken = sample.articles()
    broken[0].records = [record for record in broken[0].records if record.TYPE != "person"]
    new = sample.write_run(tmp_path / "new", broken)
    with pytest.raises(LoadError, match=r"(?s)refused|contradicts"):
        load(new, target.address)
    assert target.everything() == before


def test_a_file_that_is_not_the_one_in_the_manifest_is_refused(target, out):
    with (out / "money.jsonl").open("a") as stream:
        stream.write("\n")
    with pytest.raises(RunFolderError, match=r"money\.jsonl is not the file that run\.json describes"):
        load(out, target.address)
    (out / "money.jsonl").unlink()
    with pytest.raises(RunFolderError, match=r"money\.jsonl is missing"):
        load(out, target.address)


def test_without_a_manifest_every_line_is_validated(target, out, tmp_path):
    (out / "run.json").unlink()
    text = (out / "money.jsonl").read_text(encoding="utf-8")
    (out / "money.jsonl").write_text(text.replace('"EUR"', '"Euro"', 1), encoding="utf-8")
    with pytest.raises(RunFolderError, match=r"Line \d of money\.jsonl is not valid: currency"):
        load(out, target.address)
    (out / "money.jsonl").write_text("[1]\n")
    with pytest.raises(RunFolderError, match=r"Line 1 of money\.jsonl is not a JSON object"):
        load(out, target.address)


def test_a_run_that_is_published_meanwhile_is_not_half_loaded(target, out):
    def touch(what, done, total):
        (out / "run.json").write_text("{}")

    with pytest.raises(LoadError, match="published anew"):
        load(out, target.address, progress=touch)


def test_tables_of_another_version_are_not_touched(target, out):
    load(out, target.address)
    with target.connect() as connection:
        connection.execute("ALTER TABLE rejected ADD COLUMN more integer")
    with pytest.raises(LoadError, match=r"table rejected has other columns"):
        load(out, target.address)


def test_progress_ends_at_all_bytes(target, out):
    seen = []
    load(out, target.address, progress=lambda what, done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] == sum(path.stat().st_size for path in out.glob("*.jsonl"))


def test_a_parquet_folder(out, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    folder = tmp_path / "tables"
    assert load(out, f"parquet:{folder}").changed
    assert {path.name for path in folder.iterdir()} == {f"{table.name}.parquet" for table in tables()}
    query = f"SELECT amount, currency FROM '{folder}/money.parquet' ORDER BY amount LIMIT 1"
    assert duckdb.sql(query).fetchall() == [(Decimal("0.100000"), "USD")]
    assert duckdb.sql(f"SELECT typeof(start_date) FROM '{folder}/dates.parquet' LIMIT 1").fetchall() == [
        ("DATE",)
    ]
    assert not load(out, f"parquet:{folder}").changed


def test_a_csv_folder(out, tmp_path):
    folder = tmp_path / "tables"
    load(out, f"csv:{folder}")
    with (folder / "money.csv").open(encoding="utf-8", newline="") as stream:
        found = {row["amount"]: row for row in csv.DictReader(stream)}
    assert set(found) == {"0.1", "1500000", "2400000000", "2500000000"}
    assert found["0.1"]["per_unit"] == "true"
    assert found["0.1"]["purpose"] == ""
    assert not load(out, f"csv:{folder}").changed
    corrected = sample.write_run(
        tmp_path / "new", [sample.german(amount="1"), sample.polish(), sample.english()]
    )
    assert load(corrected, f"csv:{folder}").files == ("money.csv", "discrepancies.csv")


def test_a_folder_target_that_fails_leaves_the_old_files(out, tmp_path):
    folder = tmp_path / "tables"
    load(out, f"csv:{folder}")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (out / "run.json").unlink()
    (out / "rejected.jsonl").write_text("nothing\n")
    with pytest.raises(RunFolderError):
        load(out, f"csv:{folder}")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_targets():
    assert parse_target("duckdb:///a/b.db") == ("duckdb", "a/b.db")
    assert parse_target("sqlite:////tmp/b.db") == ("sqlite", "/tmp/b.db")
    assert parse_target("postgres://u@h/d") == ("postgresql", "postgres://u@h/d")
    assert parse_target("parquet:some folder") == ("parquet", "some folder")
    assert parse_target("csv:/abs") == ("csv", "/abs")
    for wrong in ("mysql://x", "duckdb://", "sqlite:///", "parquet:", "file.db", ""):
        with pytest.raises(LoadError, match="no target that is known"):
            parse_target(wrong)


def test_what_cannot_be_opened_is_said_in_a_sentence(out, tmp_path):
    with pytest.raises(RunFolderError, match=r"holds no run"):
        load(tmp_path, "csv:x")
    with pytest.raises(LoadError, match=r"SQLite database .* cannot be opened"):
        load(out, f"sqlite:///{tmp_path}/no/such/folder.db")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(LoadError, match="PostgreSQL server cannot be reached"):
        load(out, f"postgresql://nobody@/x?host={tmp_path}")
    shutil.rmtree(out)
    with pytest.raises(RunFolderError, match="is not a folder"):
        load(out, "csv:x")


def test_sqlite_looks_rows_up_by_index(out, tmp_path):
    """Without one, loading a run again costs the square of its rows."""
    from communique.loading import merge
    from communique.loading.sqlite import SQLite

    plans = []

    class Explained(SQLite):
        def execute(self, statement: str) -> int:
            if statement.startswith(("DELETE", "INSERT INTO")):
                plans.extend(str(row[3]) for row in self.fetch(f"EXPLAIN QUERY PLAN {statement}"))
            return super().execute(statement)

    database = Explained(str(tmp_path / "x.db"))
    with database.transaction():
        merge.prepare(database)
        merge.merge(database, prune=False)
    database.close()
    looked_up = [plan for plan in plans if plan.split()[1:2] == ["s"]]
    assert len(looked_up) == 2 * len(tables())
    assert all(plan.startswith("SEARCH s") for plan in looked_up), looked_up

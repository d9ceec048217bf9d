"""A run's folder: what is done again and what is not, and that equal input gives equal bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest

from communique.errors import BusyError, CommuniqueError
from communique.session import open_session, options_from
from communique.store import compact as compaction
from communique.store.lock import run_lock
from communique.store.plan import _size
from communique.store.stories import Header, normalise_url, tell_stories
from tests.flows.driver import article, digests, rows, run_plain, same_records, write_articles


@pytest.fixture(scope="module")
def finished_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `in` (eight articles) and `out`, to be copied and not changed."""
    base = tmp_path_factory.mktemp("run")
    write_articles(base / "in", range(8))
    run_plain(base / "in", base / "out")
    return base


@pytest.fixture
def base(finished_run: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished_run, tmp_path / "base")
    return tmp_path / "base"


def test_two_runs_give_the_same_bytes(base: Path) -> None:
    run_plain(base / "in", base / "second")
    assert digests(base / "out") == digests(base / "second")
    assert len(rows(base / "out", "documents")) == 8
    assert rows(base / "out", "money")
    assert rows(base / "out", "dates")


@pytest.mark.parametrize(("workers", "chunk_size"), [(2, None), (4, 3), (1, 1)])
def test_workers_and_chunks_change_no_byte(base: Path, workers: int, chunk_size: int | None) -> None:
    run_plain(base / "in", base / "second", workers=workers, chunk_size=chunk_size)
    assert digests(base / "out") == digests(base / "second")


@pytest.mark.parametrize(
    ("documents", "workers", "chosen", "chunks"),
    [(10, 2, None, 2), (10, 2, 1, 10), (5_000, 2, None, 10), (10**6, 2, None, 100), (10**6, 2, 1, 400)],
)
def test_chunks_stay_few(documents: int, workers: int, chosen: int | None, chunks: int) -> None:
    assert -(-documents // _size(documents, workers, chosen)) == chunks


def test_the_manifest_tells_the_truth(base: Path) -> None:
    manifest = orjson.loads((base / "out" / "run.json").read_bytes())
    found = digests(base / "out")
    for name, entry in manifest["files"].items():
        assert entry["sha256"] == found[name]
        assert entry["bytes"] == (base / "out" / name).stat().st_size
        assert entry["records"] == manifest["counts"][name.removesuffix(".jsonl")]
    assert manifest["counts"]["documents.de"] == 2


def test_nothing_new_changes_nothing(base: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (base / "out").glob("*.jsonl")}
    outcome = run_plain(base / "in", base / "out")
    assert (outcome.new, outcome.again, outcome.changed) == (0, 0, False)
    assert before == {path.name: path.stat().st_mtime_ns for path in (base / "out").glob("*.jsonl")}


def test_only_what_is_new_or_changed_is_done(base: Path) -> None:
    write_articles(base / "in", range(8, 10))
    (base / "in" / "0003.txt").write_text(article(77), encoding="utf-8")
    outcome = run_plain(base / "in", base / "out")
    assert outcome.new == 3
    run_plain(base / "in", base / "whole")
    assert same_records(base / "out", base / "whole")
    assert [row["sources"] for row in rows(base / "out", "documents") if "0003.txt" in row["sources"]] == [
        ["0003.txt"]
    ]


def test_what_is_gone_stays_until_it_is_pruned(base: Path) -> None:
    (base / "in" / "0005.txt").unlink()
    run_plain(base / "in", base / "out")
    assert len(rows(base / "out", "documents")) == 8
    outcome = run_plain(base / "in", base / "out", prune=True)
    assert outcome.new == 0
    assert len(rows(base / "out", "documents")) == 7
    run_plain(base / "in", base / "whole")
    assert same_records(base / "out", base / "whole")


def test_a_batch_at_a_time_gives_what_one_run_gives(base: Path) -> None:
    for number in range(8):
        write_articles(base / f"batch{number}", range(number, number + 1))
        run_plain(base / f"batch{number}", base / "grown")
    assert same_records(base / "grown", base / "out")


def test_equal_content_is_one_document_with_two_sources(base: Path) -> None:
    shutil.copy(base / "in" / "0001.txt", base / "in" / "copy.txt")
    outcome = run_plain(base / "in", base / "out")
    assert outcome.new == 0
    found = [row for row in rows(base / "out", "documents") if len(row["sources"]) > 1]
    assert [(row["source"], row["sources"]) for row in found] == [("0001.txt", ["0001.txt", "copy.txt"])]


def test_other_settings_are_another_fingerprint(base: Path) -> None:
    outcome = run_plain(base / "in", base / "out", languages=["de", "nl"])
    assert outcome.new == 8
    assert {row["language"] for row in rows(base / "out", "documents")} == {"de", "nl"}
    assert {row["code"] for row in rows(base / "out", "rejected")} == {"unsupported_language"}


def test_a_damaged_file_is_published_anew(base: Path) -> None:
    before = digests(base / "out")
    with (base / "out" / "dates.jsonl").open("ab") as stream:
        stream.write(b"{}\n")
    assert run_plain(base / "in", base / "out").new == 0
    assert digests(base / "out") == before


def test_what_a_killed_writer_left_is_swept_away(base: Path) -> None:
    before = digests(base / "out")
    (base / "out" / "run.json.4711.tmp").write_bytes(b"{")
    (base / "out" / "notes.tmp").write_bytes(b"a person's")
    run_plain(base / "in", base / "out")
    assert set(digests(base / "out")) == {*before, "notes.tmp"}


def test_a_damaged_part_is_made_anew(base: Path) -> None:
    before = digests(base / "out")
    [part] = (base / "out" / ".parts").glob("*.records")
    part.write_bytes(part.read_bytes().replace(b"2024", b"2025"))
    (base / "out" / "dates.jsonl").unlink()
    with pytest.raises(Exception, match="damaged"):
        run_plain(base / "in", base / "out")
    assert run_plain(base / "in", base / "out").new == 8
    assert digests(base / "out") == before


def test_parts_are_compacted(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "MOST_PARTS", 4)
    monkeypatch.setattr(compaction, "KEPT_PARTS", 2)
    for number in range(8, 14):
        write_articles(base / "in", range(number, number + 1))
        run_plain(base / "in", base / "out")
        assert len(list((base / "out" / ".parts").glob("*.records"))) <= 4
    run_plain(base / "in", base / "whole")
    assert same_records(base / "out", base / "whole")


def test_a_story_lends_its_date(base: Path) -> None:
    english = {
        "url": "https://www.example.org/news/1?utm_source=x",
        "text": article(3, "It was signed on Friday."),
    }
    german = {
        "url": "http://example.org/news/1/",
        "text": article(0, "Unterzeichnet wurde am Freitag."),
        "published": "2024-05-07",
    }
    stories = base / "stories"
    stories.mkdir()
    (stories / "a.jsonl").write_bytes(orjson.dumps(english) + b"\n")
    run_plain(stories, base / "lent")
    [alone] = rows(base / "lent", "documents")
    assert (alone["published"], alone["story_id"]) == (None, None)

    (stories / "b.jsonl").write_bytes(orjson.dumps(german) + b"\n")
    outcome = run_plain(stories, base / "lent")
    assert (outcome.new, outcome.again) == (1, 1)
    documents = {row["language"]: row for row in rows(base / "lent", "documents")}
    assert documents["en"]["published"] == "2024-05-07"
    assert documents["en"]["published_from"] == "translation"
    assert documents["en"]["story_id"] == documents["de"]["story_id"] is not None
    run_plain(stories, base / "whole")
    assert same_records(base / "lent", base / "whole")

    (stories / "b.jsonl").unlink()
    run_plain(stories, base / "lent", prune=True)
    [alone] = rows(base / "lent", "documents")
    assert (alone["published"], alone["published_from"]) == (None, None)


def test_two_lines_with_one_id_are_two_documents(tmp_path: Path) -> None:
    lines = [orjson.dumps({"id": "same", "text": article(number)}) for number in (0, 4)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    run_plain(tmp_path / "in", tmp_path / "out")
    assert sorted(row["source"] for row in rows(tmp_path / "out", "documents")) == [
        "a.jsonl#same",
        "a.jsonl#same~2",
    ]


def test_a_line_that_is_gone_from_its_file_is_gone(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(b"".join(orjson.dumps({"id": str(n), "text": article(n)}) + b"\n" for n in range(3)))
    run_plain(source, tmp_path / "out")
    source.write_bytes(b"".join(orjson.dumps({"id": str(n), "text": article(n)}) + b"\n" for n in range(2)))
    run_plain(source, tmp_path / "out")
    assert sorted(row["source"] for row in rows(tmp_path / "out", "documents")) == ["a.jsonl#0", "a.jsonl#1"]


def test_an_output_folder_among_the_inputs_is_not_read(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(2))
    assert run_plain(tmp_path, tmp_path / "out").new == 2
    assert run_plain(tmp_path, tmp_path / "out").new == 0
    assert run_plain(tmp_path / "in", tmp_path).new == 2


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(CommuniqueError, match="no articles"):
        run_plain(tmp_path / "in", tmp_path / "out")
    write_articles(tmp_path / "in", range(1))
    run_plain(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in" / "0000.txt").unlink()
    # An inbox that is empty tonight is none.
    assert not run_plain(tmp_path / "in", tmp_path / "out").changed


def test_a_second_run_is_refused(tmp_path: Path) -> None:
    with (
        run_lock(tmp_path / ".parts"),
        pytest.raises(BusyError, match="Another run is working"),
        run_lock(tmp_path / ".parts"),
    ):
        pass


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    (tmp_path / ".parts").mkdir()
    (tmp_path / ".parts" / "lock").write_text("process 1 on elsewhere")
    write_articles(tmp_path / "in", range(1))
    with open_session(options_from([str(tmp_path / "in")], str(tmp_path), model="none")) as session:
        assert session.plan.new == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Example.org/a/b/?utm_source=x&id=3#top", "example.org/a/b?id=3"),
        ("http://example.org/a/b?id=3", "example.org/a/b?id=3"),
        ("https://m.example.org/a/amp", "example.org/a"),
        ("https://example.org/", None),
        ("example.org/a", None),
        ("ftp://example.org/a", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_of_one_page_are_one(url: str | None, expected: str | None) -> None:
    assert normalise_url(url) == expected


def test_the_earliest_date_is_lent_whatever_the_order() -> None:
    headers = [
        Header("a", "x", "2024-02-01"),
        Header("b", "x", None),
        Header("c", "x", "2024-01-31"),
        Header("d", "y", None),
    ]
    stories = tell_stories(headers)
    assert stories == tell_stories(reversed(headers))
    assert stories["b"].lent == "2024-01-31"
    assert stories["a"].lent is None
    assert "d" not in stories

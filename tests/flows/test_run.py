"""`communique run` as a person runs it: the Prefect flow, bad inputs, kills, two runs at once."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import orjson
import pytest

from tests.flows.driver import article, command, digests, finished, rows, run_plain, write_articles


@pytest.fixture(scope="module", autouse=True)
def _one_prefect_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of these runs stays in the user's own folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        patch.delenv("PREFECT_API_URL", raising=False)
        yield


def test_a_bad_folder_gives_what_is_good_and_says_what_is_bad(tmp_path: Path) -> None:
    bad = tmp_path / "in"
    write_articles(bad, range(1))
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(0).randbytes(10_000)
    (bad / "binary.txt").write_bytes(picture)
    (bad / "noise.txt").write_bytes(random.Random(1).randbytes(10_000))
    (bad / "broken.jsonl").write_bytes(b'{"id": "x", "text": "no end\n')
    (bad / "empty.txt").touch()
    (bad / "long.txt").write_bytes(b"x" * 5_000_000)
    (bad / "no_text.jsonl").write_bytes(b'{"id": "y", "title": "Only a title"}\n')
    (bad / "undecodable.txt").write_bytes("Żółta łódź płynie w górę rzeki. ".encode() * 20 + b"\xff\x81" * 40)
    code, out, err = finished(command("run", bad, "--out", tmp_path / "out", "--no-model", "--workers", "2"))
    assert (code, err) == (1, "")
    assert [row["source"] for row in rows(tmp_path / "out", "documents")] == ["0000.txt"]
    found = {row["source"]: (row["stage"], row["code"]) for row in rows(tmp_path / "out", "rejected")}
    assert found.pop("long.txt")[1] in {"no_article", "unsupported_language", "not_text"}
    assert found == {
        "binary.txt": ("read", "not_text"),
        "broken.jsonl#1": ("read", "malformed_json"),
        "empty.txt": ("read", "empty"),
        "no_text.jsonl#y": ("read", "missing_field"),
        "noise.txt": ("read", "not_text"),
        "undecodable.txt": ("read", "undecodable"),
    }
    assert "0000.txt" in out
    assert "binary.txt" in out
    # The flow gives what its steps give without Prefect.
    run_plain(bad, tmp_path / "plain")
    assert digests(tmp_path / "out") == digests(tmp_path / "plain")

    # With nothing new no flow is started: not even Prefect is imported.
    before = digests(tmp_path / "out")
    begun = os.times()
    code, out, err = finished(command("run", bad, "--out", tmp_path / "out", "--no-model", "--workers", "2"))
    spent = os.times()
    assert (code, err) == (1, "")
    assert "nothing new" in out
    assert "prefect_start" not in orjson.loads((tmp_path / "out" / "run_log.json").read_bytes())["seconds"]
    assert spent.children_user - begun.children_user < 2
    assert digests(tmp_path / "out") == before


def test_the_statistical_model_gives_the_same_bytes_on_one_and_two_workers(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(8))
    for workers in ("1", "2"):
        done = finished(command("run", tmp_path / "in", "--out", tmp_path / workers, "--workers", workers))
        assert done[0] == 0, done
    assert digests(tmp_path / "1") == digests(tmp_path / "2")


def _lock_is_held(out: Path) -> bool:
    path = out / ".parts" / "lock"
    return path.is_file() and bool(path.read_bytes())


def _wait(look: object, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def test_a_second_run_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(4))
    arguments = ("run", tmp_path / "in", "--out", tmp_path / "out", "--no-model", "--workers", "1")
    first = command(*arguments)
    _wait(lambda: _lock_is_held(tmp_path / "out"))
    code, _, err = finished(command(*arguments))
    assert code == 2
    assert err.count("\n") == 1
    assert "Another run is working" in err
    assert finished(first)[0] == 0
    assert len(rows(tmp_path / "out", "documents")) == 4


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("run", "nowhere", "--out", "out"), "There is no file or folder 'nowhere'."),
        (("run", "*.nothing", "--out", "out"), "No file matches the pattern '*.nothing'."),
        (("run", "in", "--out", "file"), "cannot be written"),
        (("run", "in", "--out", "out", "--language", "xx"), "There is no language file for 'xx'"),
        (("serve", "in", "--out", "out", "--cron", "nonsense", "--no-model"), "no cron expression"),
    ],
)
def test_errors_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "in", range(1))
    (tmp_path / "file").touch()
    code, out, err = finished(command(*arguments))
    assert (code, out) == (2, "")
    assert expected in err
    assert err.count("\n") == 1


def test_a_prefect_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(0), encoding="utf-8")
    run = ("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--no-model")
    code, _, err = finished(command(*run, PREFECT_API_URL="http://127.0.0.1:9/api"))
    assert code == 2
    assert "PREFECT_API_URL" in err
    assert err.count("\n") == 1
    # What was read is not lost: with Prefect there, the run goes on.
    assert finished(command(*run))[0] == 0
    assert len(rows(tmp_path / "out", "documents")) == 1

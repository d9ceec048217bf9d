"""Documents that hang, crash or eat memory are set aside, and nothing else is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.pool import StageError
from tests.flows.driver import FAULTS, digests, rows, run_plain, write_articles


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that misbehave on certain words; see `faults/sitecustomize.py`."""
    monkeypatch.setattr(sys, "path", [str(FAULTS), *sys.path])


def spoil(folder: Path, number: int, words: str) -> str:
    path = folder / f"{number:04d}.txt"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{words}\n", encoding="utf-8")
    return path.name


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("words", "stage", "code"),
    [
        ("extract haengt", "extract", "timeout"),
        ("extract stirbt", "extract", "crashed"),
        ("extract frisst", "extract", "crashed"),
        ("extract irrt", "extract", "crashed"),
        ("clean haengt", "clean", "timeout"),
        ("clean stirbt", "clean", "crashed"),
    ],
)
def test_a_poisonous_document_is_set_aside_alone(tmp_path: Path, words: str, stage: str, code: str) -> None:
    write_articles(tmp_path / "in", range(6))
    name = spoil(tmp_path / "in", 2, words)
    run_plain(tmp_path / "in", tmp_path / "out", seconds=4.0, memory=700)
    [rejected] = rows(tmp_path / "out", "rejected")
    assert (rejected["source"], rejected["stage"], rejected["code"]) == (name, stage, code)
    assert words not in rejected["message"]
    assert len(rows(tmp_path / "out", "documents")) == 5


@pytest.mark.usefixtures("faulty")
def test_several_poisonous_documents_in_one_chunk(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(8))
    names = [spoil(tmp_path / "in", number, "extract stirbt") for number in (0, 3, 4, 7)]
    run_plain(tmp_path / "in", tmp_path / "out")
    assert [row["source"] for row in rows(tmp_path / "out", "rejected")] == names
    assert len(rows(tmp_path / "out", "documents")) == 4


def test_what_crashed_is_tried_again_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path / "in", range(3))
    spoil(tmp_path / "in", 1, "extract stirbt")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "path", [str(FAULTS), *sys.path])
        run_plain(tmp_path / "in", tmp_path / "out")
    assert run_plain(tmp_path / "in", tmp_path / "out").new == 0
    outcome = run_plain(tmp_path / "in", tmp_path / "out", retry=True)
    assert (outcome.new, outcome.exit_code) == (1, 0)
    run_plain(tmp_path / "in", tmp_path / "whole")
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")


def test_a_worker_that_cannot_start_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(tmp_path / "in", range(1))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(StageError, match="could not be started"):
        run_plain(tmp_path / "in", tmp_path / "out")


def test_a_full_disk_is_one_clear_error_and_the_next_run_goes_on(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(40))
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        with pytest.raises((OSError, StageError), match="No space left"):
            run_plain(tmp_path / "in", small / "out")
        subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
        run_plain(tmp_path / "in", small / "out")
        run_plain(tmp_path / "in", tmp_path / "whole")
        assert digests(small / "out") == digests(tmp_path / "whole")
    finally:
        subprocess.run(["umount", str(small)], check=True)

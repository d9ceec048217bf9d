"""Documents that hang, crash or eat memory are set aside, and nothing else is lost."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from communique.errors import CommuniqueError
from flows.pool import StageError
from pipeline.read import Source
from tests.flows.driver import FAULTS, command, digests, finished, rows, run_plain, write_articles


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
        pytest.param("clean frisst", "clean", "crashed", marks=pytest.mark.slow),
        pytest.param("clean irrt", "clean", "crashed", marks=pytest.mark.slow),
        pytest.param("annotate haengt", "annotate", "timeout", marks=pytest.mark.slow),
        pytest.param("annotate stirbt", "annotate", "crashed", marks=pytest.mark.slow),
        pytest.param("annotate frisst", "annotate", "crashed", marks=pytest.mark.slow),
        pytest.param("annotate irrt", "annotate", "crashed", marks=pytest.mark.slow),
    ],
)
def test_a_poisonous_document_is_set_aside_alone(tmp_path: Path, words: str, stage: str, code: str) -> None:
    write_articles(tmp_path / "in", range(6))
    name = spoil(tmp_path / "in", 2, words)
    model = "bundled" if stage == "annotate" else "none"
    # Long enough for a good document on a machine that has much else to do.
    seconds = 12.0 if code == "timeout" else 120.0
    run_plain(tmp_path / "in", tmp_path / "out", seconds=seconds, memory=700, model=model)
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


def test_an_input_that_cannot_be_read_is_rejected_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(tmp_path / "in", range(4))
    run_plain(tmp_path / "in", tmp_path / "out")
    before = digests(tmp_path / "out")
    real = Source.open

    def broken(self: Source) -> IO[bytes]:
        if self.name == "0002.txt":
            raise OSError(errno.EIO, "Input/output error")
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Source, "open", broken)
        assert run_plain(tmp_path / "in", tmp_path / "out").exit_code == 1
    [rejected] = rows(tmp_path / "out", "rejected")
    assert (rejected["source"], rejected["stage"]) == ("0002.txt", "read")
    assert len(rows(tmp_path / "out", "documents")) == 3
    outcome = run_plain(tmp_path / "in", tmp_path / "out")
    assert (outcome.new, outcome.exit_code) == (0, 0)
    assert digests(tmp_path / "out")["documents.jsonl"] == before["documents.jsonl"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A file system of so many KiB; asked again, it is made larger or smaller."""
    small = tmp_path / "small"
    small.mkdir()
    sizes: list[int] = []

    def sized(kib: int) -> Path:
        how = ["remount"] * bool(sizes) + [f"size={kib}k"]
        mount = ["mount", "-o", ",".join(how), *([] if sizes else ["-t", "tmpfs", "tmpfs"]), str(small)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("a small file system cannot be mounted here")
        sizes.append(kib)
        return small

    yield sized
    if sizes:
        subprocess.run(["umount", str(small)], check=True)


SIZES = [pytest.param(n, marks=() if n in (16, 128, 224) else pytest.mark.slow) for n in range(16, 260, 16)]


@pytest.mark.parametrize("kib", SIZES)
def test_a_full_disk_is_one_clear_error_and_the_next_run_goes_on(
    tmp_path: Path, small_disk: Callable[[int], Path], kib: int
) -> None:
    write_articles(tmp_path / "in", range(40))
    out = small_disk(kib) / "out"
    with pytest.raises((OSError, CommuniqueError), match="No space left"):
        run_plain(tmp_path / "in", out)
    small_disk(20_000)
    run_plain(tmp_path / "in", out)
    run_plain(tmp_path / "in", tmp_path / "whole")
    assert digests(out) == digests(tmp_path / "whole")


def test_a_full_disk_gives_the_command_one_sentence(
    tmp_path: Path, small_disk: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    write_articles(tmp_path / "in", range(40))
    out = small_disk(8) / "out"
    code, _, err = finished(command("run", tmp_path / "in", "--out", out, "--no-model"))
    assert (code, err.count("\n")) == (2, 1)
    assert "No space left" in err

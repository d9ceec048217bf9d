"""`kill -9` in each stage, of the flow's process and of a worker: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.driver import command, digests, finished, write_articles

_WAIT = 120.0


@pytest.fixture(scope="module", autouse=True)
def _one_prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of these runs stays in the user's own folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        patch.delenv("PREFECT_API_URL", raising=False)
        yield


@dataclass(frozen=True)
class Moment:
    """A time in a run.

    Attributes:
        stage: its name.
        sign: what in `.parts` shows that it has begun, as a pattern.
        victim: `flow` or `worker`.
    """

    stage: str
    sign: str
    victim: str


# In the order of a run, so that one kill after another falls on what the one before has left.
MOMENTS = (
    Moment("plan", "work/spool-*", "flow"),
    Moment("start of Prefect", "work/*/chunk.json", "flow"),
    Moment("clean", "work/*/cleaned.*.partial", "flow"),
    Moment("clean", "work/*/cleaned.*.partial", "worker"),
    Moment("annotate", "work/*/entities.*.partial", "flow"),
    Moment("annotate", "work/*/entities.*.partial", "worker"),
    Moment("extract", "work/*/records.*.partial", "flow"),
    Moment("extract", "work/*/records.*.partial", "worker"),
    Moment("parts", "0*.records", "flow"),
    Moment("merge and link", "staging/documents.jsonl", "flow"),
    Moment("publish", "../documents.jsonl", "flow"),
    Moment("manifest", "../run.json", "flow"),
)


class _Killer:
    """Runs over one folder, kills them, and compares with a run that nobody disturbed."""

    def __init__(self, base: Path, seed: int, *options: str) -> None:
        self._dice = random.Random(seed)
        write_articles(base / "in", range(16), more="Ein Wort, das jedes trödelt.")
        self._out = base / "out"
        self._arguments = (
            "run", base / "in", "--out", self._out, "--workers", "2", "--chunk-size", "4", *options,
        )  # fmt: skip
        whole = ("run", base / "in", "--out", base / "whole", "--workers", "2", *options)
        assert finished(command(*whole))[0] == 0
        self._whole = digests(base / "whole")
        self.hits: Counter[tuple[str, str]] = Counter()

    def kill(self, moment: Moment) -> None:
        """Kills a live run at a moment; where one has passed it or ended, another from the beginning."""
        for _ in range(5):
            process = command(*self._arguments, faults=True, FAULTS_SLOW_MOVES="1")
            if self._reached(process, moment) and self._strike(process, moment):
                self.hits[moment.stage, moment.victim] += 1
                return
            self._finish(process)
        raise AssertionError(f"no run could be hit at {moment}")

    def end(self) -> None:
        """The next run finishes, and its bytes are those of the undisturbed one."""
        self._finish(command(*self._arguments))

    def _reached(self, process: subprocess.Popen[bytes], moment: Moment) -> bool:
        parts = self._out / ".parts"
        deadline = time.monotonic() + _WAIT
        while process.poll() is None and time.monotonic() < deadline:
            if any(parts.glob(moment.sign)):
                time.sleep(self._dice.uniform(0, 0.05))
                return True
            time.sleep(0.001)
        return False

    def _strike(self, process: subprocess.Popen[bytes], moment: Moment) -> bool:
        if moment.victim == "worker":
            workers = _workers_of(process)
            if not workers or process.poll() is not None:
                return False
            # The run itself has to go on.
            os.kill(self._dice.choice(workers), signal.SIGKILL)
            self._finish(process)
            return True
        process.kill()
        process.communicate()
        return process.returncode == -signal.SIGKILL

    def _finish(self, process: subprocess.Popen[bytes]) -> None:
        code, _, err = finished(process)
        assert code == 0, err
        assert digests(self._out) == self._whole
        shutil.rmtree(self._out)


def _workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = [int(pid) for path in tasks for pid in path.read_text().split()]
    return [pid for pid in children if b"flows.worker" in _cmdline(pid)]


def _cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_kill_9_loses_nothing(tmp_path: Path) -> None:
    killer = _Killer(tmp_path, 1, "--no-model")
    chosen = [MOMENTS[2], MOMENTS[6], MOMENTS[10], MOMENTS[7]]
    for moment in chosen:
        killer.kill(moment)
    killer.end()
    assert sum(killer.hits.values()) == len(chosen)


@pytest.mark.slow
def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    """With the bundled model, so that annotating takes its time, too."""
    killer = _Killer(tmp_path, 2)
    for number in range(50):
        killer.kill(MOMENTS[number % len(MOMENTS)])
    killer.end()
    for (stage, victim), count in killer.hits.items():
        print(f"killed {count} times in '{stage}': the {victim}")
    assert sum(killer.hits.values()) == 50
    assert all(killer.hits[moment.stage, moment.victim] >= 4 for moment in MOMENTS)

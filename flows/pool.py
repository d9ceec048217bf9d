"""Worker processes that can be killed, and what to do when one hangs or dies.

A worker says which document it begins with. When it is silent for longer than a document may take, it is
killed; when it dies, the document that it had in hand is under suspicion. A suspect is tried once more, by
itself and in a fresh process, because it may only have come after others that had filled the memory; if
that fails too, it is set aside and the chunk goes on after it. So a bad document costs two processes,
wherever it stands, and the good ones around it are done once.
"""

from __future__ import annotations

import contextlib
import os
import queue
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

import orjson

from communique.errors import CommuniqueError

START_SECONDS = 180.0  # until the first document: imports, language data, a statistical model
_MOST_STARTS = 3


class StageError(CommuniqueError):
    """A stage failed as a whole, not for one document."""


class Executor(Protocol):
    """Runs a stage over a chunk, wherever that is."""

    def run(self, stage: str, folder: Path) -> dict[str, int]:
        """Runs the stage; returns its counts: `documents`, `rejected`, `milliseconds` of a worker."""

    def close(self) -> None:
        """Ends whatever was started."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take: seconds, and MiB of memory for the worker that has it in hand."""

    seconds: float = 60.0
    memory: int = 4096


@dataclass(slots=True)
class _Try:
    """A job's state over the processes that tried it."""

    stage: str
    folder: Path
    aside: dict[str, str] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    starts: int = 0
    tries: Counter[str] = field(default_factory=Counter)

    def order(self) -> bytes:
        data = {
            "stage": self.stage,
            "folder": str(self.folder),
            "aside": self.aside,
            "alone": sorted(self.alone),
        }
        return orjson.dumps(data) + b"\n"

    def blame(self, ids: list[str], code: str, said: str) -> None:
        """Decides what the next process does with the documents that the last one had in hand."""
        if not ids:
            self.starts += 1
            if self.starts >= _MOST_STARTS:
                why = f": {said}" if said else ""
                raise StageError(
                    f"A worker for '{self.stage}' could not be started {self.starts} times{why}."
                )
        self.alone.update(ids)
        if len(ids) == 1:
            self.tries[ids[0]] += 1
            if self.tries[ids[0]] > 1:
                self.aside[ids[0]] = code


class Pool:
    """A fixed number of worker processes, started when first needed.

    Args:
        workers: how many.
        limits: what a document may take.
        progress: is told the stage and each document that is begun with; called from several threads.
    """

    def __init__(
        self, workers: int, limits: Limits, progress: Callable[[str, int], None] | None = None
    ) -> None:
        self._limits = limits
        self._progress = progress or (lambda stage, count: None)
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._closed = False
        for _ in range(workers):
            self._free.put(None)

    def run(self, stage: str, folder: Path) -> dict[str, int]:
        """Runs a stage over a chunk; waits for a worker to be free.

        Raises:
            StageError: no worker can be started, or the stage itself fails (a full disk, say).
        """
        trial = _Try(stage, folder)
        while True:
            worker = self._free.get()
            try:
                if self._closed:
                    raise StageError("The run was stopped.")
                worker = worker or _Worker(self._limits.memory)
                counts = self._attempt(worker, trial)
            finally:
                self._free.put(worker if worker is not None and worker.alive else None)
            if counts is not None:
                return counts

    def close(self) -> None:
        """Ends every worker."""
        self._closed = True
        while True:
            try:
                worker = self._free.get_nowait()
            except queue.Empty:
                return
            if worker is not None:
                worker.kill()

    def _attempt(self, worker: _Worker, trial: _Try) -> dict[str, int] | None:
        """The counts, or None where the job is to be tried again in another process."""
        begun = time.monotonic()
        worker.send(trial.order())
        at: list[str] = []
        while True:
            patience = self._limits.seconds * len(at) if at else START_SECONDS
            news = worker.receive(patience)
            if news is None:
                worker.kill()
                trial.blame(at, "timeout", "it said nothing")
                return None
            if "at" in news:
                at = news["at"]
                self._progress(trial.stage, len(at))
            elif "done" in news:
                return {**news["done"], "milliseconds": round(1000 * (time.monotonic() - begun))}
            elif "failed" in news:
                raise StageError(f"The stage '{trial.stage}' failed: {news['failed']}.")
            else:
                worker.kill()
                trial.blame(at, "crashed", worker.last_words())
                return None


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, memory: int) -> None:
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        self._buffer = b""
        environment = {
            **os.environ,
            "PYTHONPATH": _import_path(),
            "PYTHONUNBUFFERED": "1",
            "PYTHONHASHSEED": "0",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.worker", "--memory", str(memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._words, env=environment,
            start_new_session=True,
        )  # fmt: skip

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def send(self, line: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it died; `receive` sees that
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next news; None after `seconds` of silence, an empty object when the process has ended."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN | select.POLLHUP)
        deadline = time.monotonic() + seconds
        while b"\n" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                return None
            data = os.read(descriptor, 1 << 16)
            if not data:
                return {}
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        news: dict[str, Any] = orjson.loads(line)
        return news

    def last_words(self) -> str:
        """The last line of what the process wrote to standard error."""
        self._words.seek(0)
        lines = self._words.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with status {self._process.poll()}"

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _import_path() -> str:
    """This process's own import path, so that a worker finds the same code from any folder."""
    return os.pathsep.join(dict.fromkeys(path or os.getcwd() for path in sys.path))

"""A worker process: jobs in on standard input, news out on standard output, a line of JSON each.

    python -m flows.worker --memory 4096

It ends when its standard input does, so that no worker outlives the run that started it, not even one that
was killed outright.
"""

from __future__ import annotations

import argparse
import gc
import os
import queue
import resource
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import orjson

_UNSET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main() -> int:
    """Serves jobs until standard input ends."""
    parser = argparse.ArgumentParser(prog="flows.worker")
    parser.add_argument("--memory", type=int, default=0, help="limit in MiB; 0 for none")
    memory = parser.parse_args().memory
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory << 20, hard))
    patient_collector()
    # Whatever a library prints must not end up among the news.
    news = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        _serve(jobs.get(), news)


def patient_collector() -> None:
    """Has Python look for unreachable cycles rarely.

    An article makes some ten thousand small objects that die by themselves; with the thresholds that Python
    starts with, each article had the language files and the word memories searched for cycles, which took a
    fifth to a third of the time of the rules.
    """
    gc.set_threshold(50_000, 50, 1_000)


def _listen(jobs: queue.SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        jobs.put(line)
    os._exit(0)


def _serve(line: bytes, news: BinaryIO) -> None:
    from communique.store.work import load_chunk
    from flows.stages import Job, run_job

    def tell(**values: object) -> None:
        news.write(orjson.dumps(values) + b"\n")

    try:
        order = orjson.loads(line)
        job = Job(
            order["stage"], load_chunk(Path(order["folder"])), order["aside"], frozenset(order["alone"])
        )
        tell(done=run_job(job, lambda ids: tell(at=ids)))
    except Exception as error:
        tell(failed=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    for name, value in _UNSET.items():
        os.environ.setdefault(name, value)
    sys.exit(main())

"""Stages on a Dask cluster: each task runs its chunk in a child process of the Dask worker.

Paths and counts travel, documents do not: the output folder must be one folder for all machines. A Dask
worker needs the project installed, but no Prefect API. When it dies, Dask gives its chunk to another one,
which goes on after the last whole line of the hand-over file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster

from communique.errors import CommuniqueError
from flows.pool import Limits, Pool

_CONNECT_SECONDS = 20
_LOST_WORKERS = 5  # a chunk outlives so many of its Dask workers
_MOST_THREADS = 64  # of a Dask worker; a child is started for as many as are busy at once
_pools: dict[Limits, Pool] = {}


class DaskExecutor:
    """Runs stages on the cluster at `address`; `local` starts one of processes on this machine.

    Raises:
        CommuniqueError: the scheduler does not answer.
    """

    def __init__(
        self, address: str, workers: int, limits: Limits, progress: Callable[[str, int], None]
    ) -> None:
        self._limits, self._progress = limits, progress
        self._cluster: Any = None
        if address == "local":
            self._cluster = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            )
            address = self._cluster.scheduler_address
        try:
            self._client = Client(  # type: ignore[no-untyped-call]
                address=address, timeout=_CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise CommuniqueError(f"The Dask scheduler at {address} does not answer.") from error

    def run(self, stage: str, folder: Path) -> dict[str, int]:
        """Runs a stage over a chunk somewhere on the cluster and waits for it."""
        future = self._client.submit(
            run_on_worker, stage, str(folder.resolve()), self._limits, pure=False, retries=_LOST_WORKERS
        )
        counts: dict[str, int] = future.result()
        self._progress(stage, counts["documents"])
        return counts

    def close(self) -> None:
        """Leaves the cluster; a local one ends."""
        self._client.close()  # type: ignore[no-untyped-call]
        if self._cluster is not None:
            self._cluster.close()


def run_on_worker(stage: str, folder: str, limits: Limits) -> dict[str, int]:
    """What a Dask worker does; its child process is kept for the next task."""
    pool = _pools.setdefault(limits, Pool(_MOST_THREADS, limits))
    return pool.run(stage, Path(folder))

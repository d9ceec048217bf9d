"""Stages on a Dask cluster: each task runs its chunk in a child process of the Dask worker.

Paths and counts travel, documents do not: the output folder must be one folder for all machines, or the
output a URL that all of them reach (`flows.exchange`). A Dask worker needs the project installed, but no
Prefect API. When it dies, Dask gives its chunk to another one, which goes on after the last whole line of the
hand-over file, or, where chunks come by URL, begins the stage anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster

from communique.errors import CommuniqueError
from communique.remote.place import is_url
from flows.exchange import Exchange, run_away
from flows.pool import Limits, Pool

_CONNECT_SECONDS = 20
_LOST_WORKERS = 5  # a chunk outlives so many of its Dask workers
_MOST_THREADS = 64  # of a Dask worker; a child is started for as many as are busy at once
_pools: dict[Limits, Pool] = {}


class DaskExecutor:
    """Runs stages on the cluster at `address`; `local` starts one of processes on this machine.

    Args:
        address: of the scheduler.
        workers: of a local cluster.
        limits: what a document may take.
        progress: is told the stage and how many documents are through.
        url: the output, where it is one: chunks are handed over there.

    Raises:
        CommuniqueError: the scheduler does not answer.
    """

    def __init__(
        self, address: str, workers: int, limits: Limits, progress: Callable[[str, int], None],
        url: str | None = None,
    ) -> None:  # fmt: skip
        self._limits, self._progress = limits, progress
        self._exchange = Exchange(url) if url and address != "local" else None
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
        exchange = self._exchange
        place = exchange.send(stage, folder) if exchange else str(folder.resolve())
        future = self._client.submit(
            run_on_worker, stage, place, self._limits, pure=False, retries=_LOST_WORKERS
        )
        counts: dict[str, int] = future.result()
        if exchange:
            exchange.receive(stage, folder)
        self._progress(stage, counts["documents"])
        return counts

    def close(self) -> None:
        """Leaves the cluster; a local one ends."""
        self._client.close()  # type: ignore[no-untyped-call]
        if self._cluster is not None:
            self._cluster.close()
        if self._exchange:
            self._exchange.clear()


def run_on_worker(stage: str, place: str, limits: Limits) -> dict[str, int]:
    """What a Dask worker does; its child process is kept for the next task.

    Args:
        stage: which.
        place: the chunk's folder, or its URL.
        limits: what a document may take.
    """
    pool = _pools.setdefault(limits, Pool(_MOST_THREADS, limits))
    return run_away(place, stage, pool.run) if is_url(place) else pool.run(stage, Path(place))

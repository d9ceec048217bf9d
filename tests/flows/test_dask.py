"""A real scheduler and two workers on loopback, one of them killed in the middle: the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.remote.place import open_place
from tests.flows.driver import ROOT, digests, run_plain, write_articles

distributed = pytest.importorskip("distributed")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
            env=environment, cwd=tmp_path, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    file = tmp_path / "scheduler.json"
    local = ("--host", "127.0.0.1")
    processes = [
        start("dask_scheduler", *local, "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    ]
    try:
        for _ in range(2):
            processes.append(
                start(
                    "dask_worker",
                    *local,
                    "--scheduler-file",
                    str(file),
                    "--nthreads",
                    "1",
                    "--no-nanny",
                    "--no-dashboard",
                )
            )
        deadline = time.monotonic() + 60
        while not file.is_file() and time.monotonic() < deadline:
            time.sleep(0.1)
        with distributed.Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address, processes[1:]
    finally:
        for process in processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()


def _compare(base: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], documents: int) -> None:
    address, workers = cluster
    write_articles(base / "in", range(documents))
    run_plain(base / "in", base / "alone")
    unfinished: list[int] = []

    def strike() -> None:
        parts = base / "cluster" / ".parts"
        while not any(parts.glob("work/*/records.*")):
            time.sleep(0.01)
        os.killpg(workers[0].pid, signal.SIGKILL)
        unfinished.append(10 - len(list(parts.glob("0*.json"))))

    killer = threading.Thread(target=strike, daemon=True)
    killer.start()
    outcome = run_plain(base / "in", base / "cluster", dask=address, chunk_size=-(-documents // 10))
    killer.join(5)
    assert unfinished[0] > 0, "the worker was not killed in the middle"
    assert outcome.new == documents
    assert workers[0].wait(5) == -signal.SIGKILL
    assert digests(base / "cluster") == digests(base / "alone")


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    _compare(tmp_path, cluster, documents=40)


@pytest.mark.slow
def test_three_thousand_documents_on_a_cluster_that_loses_a_worker(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    _compare(tmp_path, cluster, documents=3000)


def test_machines_that_share_no_folder_hand_over_by_the_output_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    bucket: str, cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:  # fmt: skip
    from flows.exchange import Exchange

    write_articles(tmp_path / "in", range(24))
    run_plain(tmp_path / "in", tmp_path / "alone")
    sent: list[str] = []
    send = Exchange.send

    def spied(self: Exchange, stage: str, folder: Path) -> str:
        place = send(self, stage, folder)
        sent.append(place)
        return place

    monkeypatch.setattr(Exchange, "send", spied)
    work = tmp_path / "work"
    outcome = run_plain(tmp_path / "in", f"{bucket}/out", work=str(work), dask=cluster[0], chunk_size=8)
    assert outcome.new == 24
    assert digests(work) == digests(tmp_path / "alone")
    assert len(sent) == 9
    assert all(place.startswith(f"{bucket}/out/.parts/work/") for place in sent)
    fs = open_place(bucket).fs
    assert not [name for name in fs.find(f"{bucket}/out") if "/.parts/work/" in name]


def test_a_scheduler_that_does_not_answer_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.dask_executor._CONNECT_SECONDS", 2)
    write_articles(tmp_path / "in", range(1))
    with pytest.raises(CommuniqueError, match="does not answer"):
        run_plain(tmp_path / "in", tmp_path / "out", dask="tcp://127.0.0.1:9")

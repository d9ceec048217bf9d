"""The pinned versions run schedules: a real server on loopback, a deployment, a run that fires."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from flows.server import _SETTINGS
from tests.flows.driver import ROOT, command, rows, write_articles


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which a Prefect server of its own answers."""
    environment = {
        "PREFECT_HOME": str(tmp_path_factory.mktemp("prefect")),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, **_SETTINGS, **environment},
    )  # fmt: skip
    port = int(process.stdout.readline())
    environment["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    try:
        until(lambda: ask(environment, "GET", "/health"), 120)
        yield environment
    finally:
        process.stdin.close()
        process.wait(20)


def ask(environment: dict[str, str], method: str, path: str, **body: object) -> object:
    with contextlib.suppress(httpx.HTTPError):
        answer = httpx.request(method, environment["PREFECT_API_URL"] + path, json=body or None, timeout=20)
        if answer.is_success:
            return answer.json()
    return None


def until(look: object, seconds: float) -> object:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"nothing within {seconds} s")


def completed(environment: dict[str, str]) -> list[dict]:
    wanted = {"state": {"type": {"any_": ["COMPLETED"]}}, "parent_task_run_id": {"is_null_": True}}
    return ask(environment, "POST", "/flow_runs/filter", flow_runs=wanted) or []


def test_a_schedule_inserts_runs_and_one_completes(server: dict[str, str], tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(3))
    (tmp_path / "in" / "empty.txt").touch()
    # Every minute: the schedule must fire by itself, nobody starts a run here.
    process = command(
        "serve", tmp_path / "in", "--out", tmp_path / "out",
        "--cron", "* * * * *", "--timezone", "Europe/Warsaw",
        "--workers", "1", "--no-model", **server,
    )  # fmt: skip
    try:
        [deployment] = until(lambda: ask(server, "POST", "/deployments/filter", limit=5), 120)
        assert deployment["schedules"][0]["schedule"]["cron"] == "* * * * *"
        assert deployment["schedules"][0]["schedule"]["timezone"] == "Europe/Warsaw"
        assert deployment["global_concurrency_limit"]["limit"] == 1
        state = {"state": {"type": {"any_": ["SCHEDULED"]}}}
        scheduled = until(lambda: ask(server, "POST", "/flow_runs/filter", flow_runs=state), 60)
        assert len(scheduled) >= 3
        run = until(lambda: completed(server), 200)[0]
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert run["auto_scheduled"]
    assert run["deployment_id"] == deployment["id"]
    assert len(rows(tmp_path / "out", "documents")) == 3

    check_what_a_run_leaves(server, run)


def check_what_a_run_leaves(server: dict[str, str], run: dict) -> None:
    """Artifacts and tasks of a completed run, read back through the API."""
    mine = {"flow_run_id": {"any_": [run["id"]]}}
    artifacts = {item["key"]: item for item in ask(server, "POST", "/artifacts/filter", artifacts=mine)}
    keys = {"communique-counts", "communique-rejected", "communique-warnings", "communique-throughput"}
    assert keys <= artifacts.keys()
    assert "empty.txt" in artifacts["communique-rejected"]["data"]
    tasks = ask(server, "POST", "/task_runs/filter", flow_runs={"id": {"any_": [run["id"]]}})
    assert {task["name"].split()[0].split("-")[0] for task in tasks} >= {
        "clean", "annotate", "extract", "stories",
    }  # fmt: skip
    assert {task["state_type"] for task in tasks} == {"COMPLETED"}


def test_the_deployment_of_prefect_yaml_fires_on_a_worker(server: dict[str, str], tmp_path: Path) -> None:
    """From the file to a run that nobody started: work pool, deployment, worker, schedule."""
    write_articles(tmp_path / "in", range(3))
    (tmp_path / "in" / "empty.txt").touch()
    environment = {**os.environ, **server, "PYTHONPATH": str(ROOT), "PREFECT_WORKER_QUERY_SECONDS": "2"}

    def prefect(*arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            env=environment, cwd=ROOT, timeout=180,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def nightly() -> dict:
        return ask(server, "GET", "/deployments/name/communique/nightly")

    prefect("work-pool", "create", "articles", "--type", "process")
    prefect("deploy", "--all")
    [schedule] = nightly()["schedules"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("0 3 * * *", "Europe/Berlin")
    assert nightly()["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert nightly()["global_concurrency_limit"]["limit"] == 1
    # The same deployment, only sooner than at three in the morning, and over these articles.
    prefect(
        "deploy", "--name", "nightly", "--interval", "10", "--param", f'inputs=["{tmp_path / "in"}"]',
        "--param", f"output={tmp_path / 'out'}", "--param", "model=none",
    )  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-m", "prefect", "worker", "start", "--pool", "articles"], env=environment,
        cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        mine = {
            "deployment_id": {"any_": [nightly()["id"]]}, "state": {"type": {"any_": ["COMPLETED"]}},
        }  # fmt: skip
        runs = until(
            lambda: ask(server, "POST", "/flow_runs/filter", flow_runs=mine, sort="START_TIME_ASC"), 240
        )
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    run = runs[0]
    assert run["auto_scheduled"]
    assert run["work_pool_name"] == "articles"
    assert len(rows(tmp_path / "out", "documents")) == 3
    check_what_a_run_leaves(server, run)

"""A Prefect API for one run, where the user has none.

Prefect's own temporary server outlives a run that is killed outright. This one reads its standard input and
ends with the run; it is started before Prefect is imported, so that both take their seconds side by side;
and the system chooses its port.

    python -m flows.server     prints its port, serves until standard input ends
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from communique.errors import CommuniqueError
from flows.environment import prepare_environment

START_SECONDS = 120.0
_SETTINGS = {
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_UI_ENABLED": "0",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
}


class PrefectError(CommuniqueError):
    """Prefect cannot be used."""


# Without the services that a single run does not need; the scheduler is one of them.
_ONE_RUN = {**_SETTINGS, "PREFECT__SERVER_EPHEMERAL": "1"}


@contextlib.contextmanager
def prefect_api(*, schedules: bool = False) -> Iterator[None]:
    """Makes a Prefect API available: the user's own (`PREFECT_API_URL`), or one for as long as this lasts.

    Args:
        schedules: whether an API of our own is to run schedules, too.

    Raises:
        PrefectError: it does not answer.
    """
    prepare_environment()
    if os.environ.get("PREFECT_API_URL"):
        _wait(os.environ["PREFECT_API_URL"], None)
        yield
        return
    settings = _SETTINGS if schedules else _ONE_RUN
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.server"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env={**os.environ, **settings},
            start_new_session=True,
        )  # fmt: skip
        try:
            os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{_port(process, said)}/api"
            import prefect  # noqa: F401  (while the server starts)

            _wait(os.environ["PREFECT_API_URL"], process)
            yield
        finally:
            os.environ.pop("PREFECT_API_URL", None)
            _end(process)


def _port(process: subprocess.Popen[bytes], said: object) -> int:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    line = process.stdout.readline() if ready else b""
    if not line.strip().isdigit():
        raise PrefectError(
            "Prefect's local API could not be started; `communique doctor` tells more, and "
            "`communique extract FILE` works without it."
        )
    return int(line)


def _wait(url: str, process: subprocess.Popen[bytes] | None) -> None:
    deadline = time.monotonic() + (START_SECONDS if process else 10.0)
    while time.monotonic() < deadline:
        if _answers(url):
            return
        if process is not None and process.poll() is not None:
            break
        time.sleep(0.05)
    where = "Prefect's local API" if process else f"The Prefect API at {url} (PREFECT_API_URL)"
    raise PrefectError(f"{where} does not answer; `communique doctor` tells more.")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=10) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> None:
    """Serves the API on a port of the system's choice until standard input ends."""
    import socket
    import threading

    def end_with_parent() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    threading.Thread(target=end_with_parent, daemon=True).start()

    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.Server(uvicorn.Config(create_app(), log_level="error")).run(sockets=[listener])


if __name__ == "__main__":
    main()

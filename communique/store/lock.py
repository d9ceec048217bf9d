"""One run at a time on an output folder.

The kernel's lock goes with the process that holds it, however that process ends, so that no lock is ever
left behind to be cleared by hand; what the file says is only for the message.
"""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.errors import BusyError


@contextmanager
def run_lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Holds the lock of an output folder's `.parts`.

    Args:
        folder: the `.parts` folder; it is made where it is missing.
        wait: seconds to wait for another run to end before giving up.

    Raises:
        BusyError: another run holds the lock.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, folder, time.monotonic() + wait)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, folder: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.2)
                continue
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace") or "another process"
            raise BusyError(
                f"Another run is working on {folder.parent} ({holder}); wait for it or choose another --out."
            ) from None
        return

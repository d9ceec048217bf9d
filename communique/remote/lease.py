"""One run at a time on an output URL.

Generations of a lock are objects `.parts/lease/NNNNNNNN`; who makes the next one, which the store grants to
one alone, holds the lock for as long as the object is renewed. Age is told by the store's own clock, against
an object written now: the clocks of machines are never compared. No store can stop a writer that was asleep
for longer than its lease, so that the holder also asks, before each object that it writes, whether it still
holds; what such a writer may still have in flight then is seen by the next run, which puts it right.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

from communique.errors import BusyError
from communique.remote.place import Place, RemoteError, saying

LEASE_SECONDS = 120.0
_RENEWALS = 6  # in the time of one lease
_LOOK_SECONDS = 1.0
_FOLDER = ".parts/lease"


class LostLeaseError(RemoteError):
    """Another run took the lock, because this one had not renewed it in time."""


class Lease:
    """The lock while it is held; `renewing` keeps it.

    Args:
        place: the output URL.
        worker: names the working folder. The lock of a run in this same folder is free at once: its process
            is dead, since it would hold the folder's own lock, which the caller holds.
        seconds: after which a lock that is not renewed is another's for the taking.
    """

    def __init__(self, place: Place, worker: str, seconds: float = LEASE_SECONDS) -> None:
        self._place, self._seconds = place, seconds
        self._worker, self._token = worker, os.urandom(8).hex()
        self._number = 0
        self._renewed = 0.0
        self._ended = threading.Event()

    def acquire(self, wait: float = 0.0) -> None:
        """Takes the lock.

        Args:
            wait: seconds to wait for another run to end before giving up.

        Raises:
            BusyError: another run holds it.
            RemoteError: the store cannot be asked.
        """
        deadline = time.monotonic() + wait
        while True:
            with saying(self._place.url):
                found = self._generations()
                holder, age = self._holder(found[-1]) if found else (None, 0.0)
                free = holder is None or age > self._seconds
                if free and self._take(max(found, default=0) + 1):
                    return
            if time.monotonic() > deadline:
                if holder is None:
                    holder = {"who": "another machine"}
                raise BusyError(
                    f"Another run is working on {self._place.url} ({holder['who']}, last sign {age:.0f} s"
                    f" ago); wait for it: should it have died, its lock ends after {self._seconds:.0f} s."
                )
            time.sleep(_LOOK_SECONDS)

    def check(self) -> None:
        """Raises LostLeaseError unless the lock is held at this moment."""
        with saying(self._place.url):
            lost = self._generations()[-1:] != [self._number]
        if lost or time.monotonic() - self._renewed > self._seconds:
            raise LostLeaseError(
                f"The lock on {self._place.url} was not renewed for {self._seconds:.0f} s: another run may"
                " have taken it; run again to go on."
            )

    @contextlib.contextmanager
    def renewing(self) -> Iterator[None]:
        """Renews the lock from a thread for as long as this lasts, then frees it."""
        thread = threading.Thread(target=self._renew_often, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()
            # A lock that cannot be freed, because the store is away, ends by itself.
            with contextlib.suppress(Exception):
                if self._generations()[-1:] == [self._number]:
                    self._write(free=True)

    def _renew_often(self) -> None:
        while not self._ended.wait(self._seconds / _RENEWALS):
            with contextlib.suppress(Exception):  # the next try, or `check`, tells
                if self._generations()[-1:] != [self._number]:
                    return
                begun = time.monotonic()
                self._write(free=False)
                self._renewed = begun

    def _generations(self) -> list[int]:
        fs = self._place.fs
        fs.invalidate_cache()
        names = (path.rpartition("/")[2] for path in fs.find(self._place.at(_FOLDER)))
        return sorted(int(name) for name in names if name.isdecimal())

    def _holder(self, number: int) -> tuple[dict[str, Any] | None, float]:
        """Who holds a generation (None: it is free), and the seconds since the last sign."""
        fs, path = self._place.fs, self._path(number)
        try:
            data = json.loads(fs.cat_file(path))
            if data["free"] or data["worker"] == self._worker:
                return None, 0.0
            return data, self._now() - fs.modified(path).timestamp()
        except FileNotFoundError:  # its holder's successor has cleared it away
            return {"who": "another machine"}, 0.0

    def _take(self, number: int) -> bool:
        fs, path = self._place.fs, self._path(number)
        begun = time.monotonic()
        self._number = number
        mine = self._content(free=False)
        try:
            fs.pipe_file(path, mine, mode="create")
        except Exception:  # stores differ in how they say that it is there already
            if not fs.exists(path):
                raise
        try:
            if fs.cat_file(path) != mine:
                return False
        except FileNotFoundError:
            return False
        # Whoever looked before a faster one took and cleared away has made a number that has passed.
        if self._generations()[-1] != number:
            with contextlib.suppress(FileNotFoundError):
                fs.rm_file(path)
            return False
        self._renewed = begun
        for older in self._generations():
            if older < number:
                with contextlib.suppress(FileNotFoundError):
                    fs.rm_file(self._path(older))
        return True

    def _write(self, *, free: bool) -> None:
        self._place.fs.pipe_file(self._path(self._number), self._content(free=free))

    def _content(self, *, free: bool) -> bytes:
        who = f"process {os.getpid()} on {socket.gethostname()}"
        data = {"who": who, "worker": self._worker, "token": self._token, "free": free}
        return json.dumps(data).encode()

    def _now(self) -> float:
        """The store's time."""
        path = self._place.at(f"{_FOLDER}/clock-{os.urandom(6).hex()}")
        self._place.fs.pipe_file(path, b"")
        try:
            return float(self._place.fs.modified(path).timestamp())
        finally:
            self._place.fs.rm_file(path)

    def _path(self, number: int) -> str:
        return self._place.at(f"{_FOLDER}/{number:08d}")

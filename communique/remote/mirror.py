"""A working folder of this machine and the output URL that it stands for.

The URL holds everything that the next run needs, on whatever machine: published files, and under `.parts/`
the parts, the state and the lock. The working folder is a cache of it that may be lost. A run takes the
lock, brings the folder up to the URL (`pull`), works, and brings the URL up to the folder (`push`): parts
and state first, published files then, `run.json` last, as in a folder. A part that a killed run left here
and that the URL does not know is kept and used.

What was copied is noted with the stamp that the store gave it; an object that has another one since, be it by
an interrupted push, another machine or a hand, is copied again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from communique.errors import CommuniqueError
from communique.remote.lease import Lease
from communique.remote.place import WRITABLE, Place, open_place, saying, stamp
from communique.store.files import sha256_of, write_atomically
from communique.store.link import LINKED
from communique.store.parts import next_number
from communique.store.plan import parts_folder
from schemas import FILES

_SYNCED = ".parts/synced"
_WORKER = ".parts/worker"
_STATE = ".parts/state"
_MANIFEST, _LOG = "run.json", "run_log.json"
_PUBLISHED = [f"{name}.jsonl" for name in FILES]
# What a run reads of an earlier one besides parts and state: ids that are kept, and a person's decisions.
_READ = [f"{name}.jsonl" for name in LINKED] + [_MANIFEST, "decisions.txt"]


class Mirror:
    """The pair of folder and URL while the lock is held."""

    def __init__(self, place: Place, out: Path, lease: Lease) -> None:
        self._place, self._out, self._lease = place, out, lease
        self._synced = _load(out / _SYNCED)
        self._there: dict[str, str] = {}

    @property
    def url(self) -> str:
        """Where the records go."""
        return self._place.url

    def pull(self) -> None:
        """Brings the folder up to the URL."""
        self._look()
        for name in sorted(name[7:-5] for name in self._there if _is_sidecar(name)):
            if f".parts/{name}.records" in self._there:
                self._pull_part(name)
        for name in [_STATE, *_READ]:
            if name in self._there:
                self._get(name)
            else:
                (self._out / name).unlink(missing_ok=True)
        self._note()

    def push(self) -> None:
        """Brings the URL up to the folder, `run.json` last.

        Raises:
            LostLeaseError: another run took the lock.
            RemoteError: the store does not answer; the next run goes on.
        """
        self._look()
        kept = set()
        for sidecar in sorted(parts_folder(self._out).glob("[0-9]*.json")):
            for name in (f".parts/{sidecar.stem}.records", f".parts/{sidecar.name}"):
                kept.add(name)
                self._put(name)
        self._put(_STATE)
        for name in [*_PUBLISHED, _MANIFEST]:
            self._put(name)
        for name in sorted(self._there, reverse=True):  # '.records' after '.json' would leave half a part
            if _is_part(name) and name not in kept:
                self._lease.check()
                with saying(self.url):
                    self._place.fs.rm_file(self._place.at(name))
        self._note()

    def push_log(self) -> None:
        """Copies the log of the run, which no reader needs to be consistent with the rest."""
        with saying(self.url):
            self._place.fs.put_file(str(self._out / _LOG), self._place.at(_LOG))

    def _look(self) -> None:
        self._there = {name: stamp(info) for name, info in self._place.listing().items()}

    def _pull_part(self, name: str) -> None:
        records, sidecar = f".parts/{name}.records", f".parts/{name}.json"
        if self._is_here(records) and self._is_here(sidecar):
            return
        if (self._out / sidecar).exists():
            # Of a run that was killed before it could push, while another machine used the number.
            _rename_part(parts_folder(self._out), name, self._there)
        self._get(records)
        self._get(sidecar)

    def _is_here(self, name: str) -> bool:
        known = self._synced.get(name)
        return known is not None and known[0] == self._there[name] and (self._out / name).is_file()

    def _get(self, name: str) -> None:
        path = self._out / name
        if self._is_here(name) and (_is_part(name) or self._synced[name][1] == sha256_of(path)):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        with saying(self.url):
            self._place.fs.get_file(self._place.at(name), str(temporary))
        temporary.replace(path)
        self._synced[name] = (self._there[name], sha256_of(path))

    def _put(self, name: str) -> None:
        path = self._out / name
        known = self._synced.get(name)
        same = known is not None and known[0] == self._there.get(name)
        if same and known is not None and (_is_part(name) or known[1] == sha256_of(path)):
            return
        self._lease.check()
        digest = sha256_of(path)
        with saying(self.url):
            self._place.fs.put_file(str(path), self._place.at(name))
            self._place.fs.invalidate_cache()
            self._synced[name] = (stamp(self._place.fs.info(self._place.at(name))), digest)

    def _note(self) -> None:
        write_atomically(self._out / _SYNCED, orjson.dumps(self._synced))


@contextmanager
def mirrored(url: str, out: Path, *, wait: float = 0.0) -> Iterator[Mirror]:
    """Holds the lock of an output URL and has brought the working folder up to it.

    Args:
        url: the output.
        out: the working folder; its own lock is held by the caller.
        wait: seconds to wait for another run to end.

    Raises:
        BusyError: another run works on the URL.
        RemoteError: it cannot be read or written.
        CommuniqueError: it is of a kind that has no locks.
    """
    place = open_place(url)
    if place.url.partition("://")[0] not in WRITABLE:
        raise CommuniqueError(f"Records can be written to s3:// and gs:// URLs and to folders, not to {url}.")
    lease = Lease(place, _worker(out))
    lease.acquire(wait)
    with lease.renewing():
        mirror = Mirror(place, out, lease)
        mirror.pull()
        yield mirror


def _worker(out: Path) -> str:
    """A name of this working folder that no other has."""
    path = out / _WORKER
    if not path.is_file():
        write_atomically(path, os.urandom(16).hex().encode())
    return path.read_text(encoding="ascii")


def _load(path: Path) -> dict[str, tuple[str, str]]:
    with contextlib.suppress(OSError, ValueError, TypeError):
        return {name: (known[0], known[1]) for name, known in orjson.loads(path.read_bytes()).items()}
    return {}


def _is_part(name: str) -> bool:
    return name.startswith(".parts/") and name.endswith((".json", ".records")) and name.count("/") == 1


def _is_sidecar(name: str) -> bool:
    return _is_part(name) and name.endswith(".json")


def _rename_part(folder: Path, name: str, there: dict[str, str]) -> None:
    taken = [int(item[7:13]) for item in there if _is_part(item) and item[7:13].isdecimal()]
    free = max([next_number(folder) - 1, *taken]) + 1
    for ending in ("records", "json"):
        (folder / f"{name}.{ending}").replace(folder / f"{free:06d}.{ending}")

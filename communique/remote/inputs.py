"""Articles at URLs as sources to read: listed first, then fetched some dozens at a time.

Whether an object changed is told by its stamp, so that an incremental run lists a bucket and reads only what
is new. An object that is gone or forbidden by itself is a rejected input; a store that does not answer, or
no longer lets us in, ends the run, because a fault that passes must not unpublish what was there.
"""

from __future__ import annotations

import glob
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from communique.remote.place import Place, open_place, saying, stamp
from pipeline.read import InputNotFoundError, Source, has_known_suffix

_TOGETHER = 64  # objects asked for at once
_HELD = 32 << 20  # bytes of them that are held
_LARGE = 8 << 20  # a larger object is read as a stream


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """An object that a source opens."""

    place: Place
    path: str
    size: int

    def __call__(self) -> IO[bytes]:
        with saying(self.place.url):
            return io.BufferedReader(_Guarded(self.place, self.place.fs.open(self.path, "rb")), 1 << 20)


def find_remote(url: str) -> list[Source]:
    """The sources at a URL: an object, all with a known ending below a folder, or what a pattern matches.

    Raises:
        InputNotFoundError: there is nothing.
        RemoteError: the store cannot be asked.
    """
    place = open_place(url)
    fs, path = place.fs, place.root
    with saying(place.url):
        found = fs.find(path, detail=True)
        if not found and glob.has_magic(path):
            fixed = path[: path.index(next(sign for sign in path if sign in "*?["))].rpartition("/")[0]
            found, path = fs.glob(path, detail=True), fixed
            found = {key: info for key, info in found.items() if info["type"] == "file"}
    if not found:
        raise InputNotFoundError(f"There is nothing to read at {url}.")
    if list(found) == [path]:  # the object itself, whatever its ending
        return [_source(place, path, path.rpartition("/")[2], found[path])]
    start = len(path) + 1 if path else 0
    return [
        _source(place, key, key[start:], info) for key, info in sorted(found.items()) if _wanted(key[start:])
    ]


def fetched(sources: Iterable[Source]) -> Iterator[Source]:
    """The same sources in the same order, small remote ones with their content at hand."""
    batch: list[Source] = []
    size = 0
    for source in sources:
        opener = source.opener
        small = isinstance(opener, RemoteFile) and opener.size <= _LARGE
        if small and (len(batch) == _TOGETHER or size > _HELD or _fs(batch) not in (None, _fs([source]))):
            yield from _fetch(batch)
            batch, size = [], 0
        if small:
            batch.append(source)
            size += opener.size  # type: ignore[union-attr]
        else:
            yield from _fetch(batch)
            batch, size = [], 0
            yield source
    yield from _fetch(batch)


def _fs(batch: list[Source]) -> Any:
    return batch[0].opener.place.fs if batch else None  # type: ignore[union-attr]


def _fetch(batch: list[Source]) -> Iterator[Source]:
    if not batch:
        return
    files: list[RemoteFile] = [source.opener for source in batch]  # type: ignore[misc]
    place = files[0].place
    with saying(place.url):
        content = place.fs.cat([file.path for file in files], on_error="return")
    for source, file in zip(batch, files, strict=True):
        yield replace(source, opener=_Held(place, content.pop(file.path)))


@dataclass(frozen=True, slots=True)
class _Held:
    """An object's bytes, or why they could not be had."""

    place: Place
    content: bytes | Exception

    def __call__(self) -> IO[bytes]:
        if isinstance(self.content, Exception):
            with _of_one_object(self.place):
                raise self.content
        return io.BufferedReader(io.BytesIO(self.content))


class _Guarded(io.RawIOBase):
    """A stream of a store whose faults are ours."""

    def __init__(self, place: Place, stream: Any) -> None:
        self._place, self._stream = place, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _of_one_object(self._place):
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class _of_one_object:  # noqa: N801  (used as `with` is)
    """Lets through what concerns one object alone; a fault of the store ends the run."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is None:
            return
        with saying(self._place.url):
            if not isinstance(error, FileNotFoundError | PermissionError):
                raise error
            # Expired credentials look like a forbidden object; then the list is forbidden, too.
            self._place.fs.find(self._place.root, maxdepth=1)


def _wanted(relative: str) -> bool:
    hidden = any(part.startswith(".") for part in PurePosixPath(relative).parts)
    return not hidden and has_known_suffix(Path(relative))


def _source(place: Place, path: str, name: str, info: dict[str, Any]) -> Source:
    size = int(info.get("size") or 0)
    told = stamp(info)
    return Source(Path(path), name, RemoteFile(place, path, size), f"{path} {told}" if told else None)

"""The files that one stage of a chunk hands to the next: a JSON line a document.

Each line is flushed when it is written, so that a crash of the process cannot take it back; a stage that was
killed goes on after the last whole line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from communique.store.work import Chunk


class Handover:
    """A stage's file while it is written: whole lines of an earlier try are taken over."""

    def __init__(self, chunk: Chunk, stage: str) -> None:
        self._path = chunk.folder / f"{stage}.{os.getpid()}-{os.urandom(3).hex()}.partial"
        self.done: set[str] = set()
        earlier = sorted(chunk.folder.glob(f"{stage}.*.partial"), key=lambda path: path.stat().st_size)
        # Copied, not renamed: a process that should be dead may still be writing to the old one.
        self._stream = self._path.open("wb")
        if earlier:
            for line in _whole_lines(earlier[-1]):
                self._stream.write(line)
                self.done.add(orjson.loads(line)["id"])
        for path in earlier:
            path.unlink(missing_ok=True)

    def write(self, key: str, values: Mapping[str, Any]) -> None:
        """Adds a document's line, where a crash of this process cannot take it back."""
        self._stream.write(orjson.dumps({"id": key, **values}) + b"\n")
        self._stream.flush()
        self.done.add(key)

    def finish(self, target: Path) -> None:
        """Puts the file, on the disk, in the place where the next stage looks for it."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._path.replace(target)


def document_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ids and what is told of each document, one at a time."""
    with path.open("rb") as stream:
        for line in stream:
            item = orjson.loads(line)
            yield item["id"], item


def raw_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Ids and whole lines, one at a time."""
    with path.open("rb") as stream:
        for line in stream:
            yield orjson.loads(line)["id"], line


def _whole_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for line in stream:
            if not line.endswith(b"\n"):
                return
            yield line

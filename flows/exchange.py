"""Chunks handed to machines that share no folder: by way of objects under the output URL.

The flow's process sends what a stage reads, a worker of the cluster fetches it into a passing folder, runs
the stage there and sends back what it made, and the flow's process fetches what it needs itself: the cleaned
documents, by which stories are told, and the part. All of it is gone when the run ends.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from communique.remote.place import Place, open_place, saying
from communique.store.work import CLEANED, Chunk, load_chunk

_RAW = "raw.jsonl"
_MADE = {"clean": ("cleaned.jsonl",), "annotate": ("entities.jsonl",), "extract": ()}


class Exchange:
    """The flow's side.

    Args:
        url: of the output; the run's lock on it is held.
    """

    def __init__(self, url: str) -> None:
        self._place = open_place(f"{url}/.parts/work")
        self.clear()

    def send(self, stage: str, folder: Path) -> str:
        """Sends what a stage needs of a chunk; returns the chunk's URL."""
        chunk = load_chunk(folder)
        place = open_place(f"{self._place.url}/{folder.name}")
        files = ["chunk.json"]
        if chunk.lent.exists() and stage == "extract":
            files.append(chunk.lent.name)
        # Documents that are extracted again were never cleaned in this run.
        if not chunk.spool and stage != "clean":
            files.append(chunk.output(CLEANED).name)
        with saying(place.url):
            if stage == "clean":
                place.fs.pipe_file(place.at(_RAW), b"".join(chunk.raw_lines()))
            for name in files:
                place.fs.put_file(str(folder / name), place.at(name))
        return place.url

    def receive(self, stage: str, folder: Path) -> None:
        """Fetches what the flow itself reads of what a stage made."""
        chunk = load_chunk(folder)
        parts = folder.parent.parent
        if stage == "clean":
            self._get(f"{folder.name}/{CLEANED}.jsonl", chunk.output(CLEANED))
        elif stage == "extract":
            for ending in ("records", "json"):  # the sidecar last: it makes the part
                self._get(f"{folder.name}/part.{ending}", parts / f"{chunk.part}.{ending}")

    def clear(self) -> None:
        """Takes away what this run, or one that was killed, has sent."""
        with saying(self._place.url), contextlib.suppress(FileNotFoundError):
            self._place.fs.rm(self._place.root, recursive=True)

    def _get(self, name: str, path: Path) -> None:
        temporary = path.with_name(f"{path.name}.tmp")
        with saying(self._place.url):
            self._place.fs.get_file(self._place.at(name), str(temporary))
        temporary.replace(path)


def run_away(url: str, stage: str, run: Callable[[str, Path], dict[str, int]]) -> dict[str, int]:
    """The worker's side: runs a stage over a chunk that lies at a URL.

    Args:
        url: of the chunk.
        stage: which.
        run: runs a stage over a chunk in a folder.
    """
    place = open_place(url)
    with tempfile.TemporaryDirectory(prefix="communique-") as base:
        folder = Path(base) / ".parts" / "work" / "chunk"
        folder.mkdir(parents=True)
        chunk = _fetch(place, stage, folder)
        counts = run(stage, folder)
        made = {folder / name: name for name in _MADE[stage]}
        if stage == "extract":
            parts = folder.parent.parent
            made = {parts / f"{chunk.part}.{end}": f"part.{end}" for end in ("records", "json")}
        with saying(url):
            for path, name in made.items():
                if path.is_file():
                    place.fs.put_file(str(path), place.at(name))
    return counts


def _fetch(place: Place, stage: str, folder: Path) -> Chunk:
    unread = (f"{CLEANED}.jsonl",) if stage == "clean" else (_RAW,)
    for name in place.listing():
        if not name.startswith("part.") and name not in unread:
            target = folder.parent / name if name == _RAW else folder / name
            with saying(place.url):
                place.fs.get_file(place.at(name), str(target))
    chunk = load_chunk(folder)
    raw = folder.parent / _RAW
    if raw.is_file():
        chunk = replace(chunk, spool=_RAW, start=0, end=raw.stat().st_size)
        chunk.save()
    return chunk

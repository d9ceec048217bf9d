"""The work folder: documents as they were read, cut into chunks, with each stage's hand-over files.

A chunk is a range of bytes of a spool, so that a document is read from its source once, whatever becomes of
the source while the run goes on. A stage writes a line a document into `STAGE.TOKEN.partial` and renames it
to `STAGE.jsonl` when all are there; what a killed stage had finished is taken over line by line.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from communique.store.files import write_atomically

CLEANED, ENTITIES, RECORDS = "cleaned", "entities", "records"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some documents of a run, and where their hand-over files are.

    Attributes:
        folder: of the chunk, under `.parts/work/`.
        part: name of the part that it becomes.
        fingerprint: digest of what its records are made with.
        model: which statistical model to ask.
        languages: as in `Settings.languages`.
        spool: file name of the spool, beside the chunk's folder; empty where the documents are cleaned.
        start: first byte in the spool.
        end: after the last one.
        ids: the documents, in the order of the spool.
    """

    folder: Path
    part: str
    fingerprint: str
    model: str
    languages: tuple[str, ...]
    spool: str
    start: int
    end: int
    ids: tuple[str, ...]

    def output(self, stage: str) -> Path:
        """The finished hand-over file of a stage."""
        return self.folder / f"{stage}.jsonl"

    def save(self) -> None:
        """Writes `chunk.json`, which makes the chunk."""
        data = asdict(self)
        del data["folder"]
        write_atomically(self.folder / "chunk.json", orjson.dumps(data))

    def raw_lines(self) -> Iterator[bytes]:
        """The documents as they were read, one JSON line each."""
        with (self.folder.parent / self.spool).open("rb") as stream:
            stream.seek(self.start)
            while stream.tell() < self.end:
                yield stream.readline()

    @property
    def lent(self) -> Path:
        """The publication dates that other documents lend: id -> ISO date."""
        return self.folder / "lent.json"


def load_chunk(folder: Path) -> Chunk:
    """Reads a chunk back.

    Raises:
        OSError, KeyError, ValueError: it is not there, or not whole.
    """
    data = orjson.loads((folder / "chunk.json").read_bytes())
    data["ids"], data["languages"] = tuple(data["ids"]), tuple(data["languages"])
    return Chunk(folder=folder, **data)


def unfinished_chunks(work: Path, fingerprint: str, done: set[str]) -> list[Chunk]:
    """What a killed run left to do and can still be used; all else in the folder is removed.

    Args:
        work: the work folder.
        fingerprint: a chunk that was read for another one is of no use.
        done: documents that a part holds.
    """
    chunks = []
    for folder in sorted(work.glob("*")) if work.is_dir() else ():
        if not folder.is_dir():
            continue
        try:
            chunk = load_chunk(folder)
            usable = (
                chunk.fingerprint == fingerprint
                and bool(chunk.spool)
                and (work / chunk.spool).is_file()
                and not done.issuperset(chunk.ids)
            )
        except (OSError, KeyError, TypeError, ValueError):
            usable = False
        if usable:
            chunks.append(chunk)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    kept = {chunk.spool for chunk in chunks}
    for path in work.glob("spool-*") if work.is_dir() else ():
        if path.name not in kept:
            path.unlink(missing_ok=True)
    return chunks

"""Parts: finished lines of documents, in the order of document ids, beside a sidecar written last.

`NAME.records` holds one JSON line a document: its id, its language, by published file its finished record
lines as strings, so that publishing copies lines and never reads a number, and what linking knows of it.
`NAME.json`, the sidecar, names the documents and the digest of the records. The sidecar makes the part: a
`.records` without one is what a killed run left behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from communique.errors import DamagedPartError
from communique.store.files import write_atomically
from communique.store.stories import Header

_KEY = slice(7, 23)  # the id in a line that begins '{"id":"'
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sidecar says about one document.

    Attributes:
        fingerprint: digest of what its records were made with.
        header: what stories are told by.
        lent: the publication date that the records were made with and that is another document's.
        rejected: why there are no records: a code, or None where there are.
    """

    fingerprint: str
    header: Header
    lent: str | None = None
    rejected: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part on disk. Later parts have higher numbers, and so later names."""

    folder: Path
    name: str
    sha256: str
    documents: dict[str, Entry]

    @property
    def records(self) -> Path:
        """The file with the lines."""
        return self.folder / f"{self.name}.records"

    @property
    def sidecar(self) -> Path:
        """The file that makes it a part."""
        return self.folder / f"{self.name}.json"

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """Each document's id and line; the digest is checked on the way.

        Raises:
            DamagedPartError: after the last line, if the bytes are not those that were written.
        """
        state = hashlib.sha256()
        with self.records.open("rb") as stream:
            for line in stream:
                state.update(line)
                yield line[_KEY].decode(), line
        if state.hexdigest() != self.sha256:
            self.remove()
            raise DamagedPartError(
                f"The part {self.name} under {self.folder} was damaged and has been put away; run again."
            )

    def remove(self) -> None:
        """Takes the part away, the sidecar first, so that a crash leaves no half of it."""
        self.sidecar.unlink(missing_ok=True)
        self.records.unlink(missing_ok=True)


def part_line(
    document_id: str,
    language: str | None,
    lines: dict[str, list[str]],
    cleaning_warnings: int = 0,
    facts: str | None = None,
) -> bytes:
    """A document's line in a part, with the line end.

    Args:
        document_id: 16 hexadecimal digits.
        language: ISO 639-1; None for a rejected document.
        lines: by published file, without `.jsonl`, the finished lines.
        cleaning_warnings: how many of the document's warnings, the first ones, are not of its extraction.
        facts: what linking knows of it, a line of `pipeline.linking.facts`; None for a rejected document.
    """
    item = {
        "id": document_id,
        "language": language,
        "cleaning_warnings": cleaning_warnings,
        "lines": lines,
        "facts": facts,
    }
    return orjson.dumps(item) + b"\n"


def write_part(folder: Path, name: str, lines: Iterable[bytes], documents: dict[str, Entry]) -> Part:
    """Writes the records, then the sidecar; either may replace one of the same name."""
    folder.mkdir(parents=True, exist_ok=True)
    state = hashlib.sha256()
    temporary = folder / f"{name}.records.tmp"
    with temporary.open("wb") as stream:
        for line in lines:
            state.update(line)
            stream.write(line)
        stream.flush()
    part = Part(folder, name, state.hexdigest(), documents)
    temporary.replace(part.records)
    write_atomically(part.sidecar, orjson.dumps(_sidecar(part)))
    return part


def load_parts(folder: Path) -> list[Part]:
    """All finished parts, oldest first; a sidecar that cannot be read or has no records is passed over."""
    parts = []
    for path in sorted(folder.glob("*.json")):
        try:
            data = orjson.loads(path.read_bytes())
            part = _part(folder, path.stem, data)
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            continue
        if part.records.exists():
            parts.append(part)
    return parts


def next_number(folder: Path) -> int:
    """The number of the next part."""
    numbers = [int(path.name[:6]) for path in folder.glob("[0-9]*.*") if path.name[:6].isdecimal()]
    return max(numbers, default=0) + 1


def sweep(folder: Path, parts: Iterable[Part]) -> None:
    """Removes what killed runs left: records without a sidecar, temporary files."""
    kept = {part.records.name for part in parts}
    for path in [*folder.glob("*.records"), *folder.glob("*.tmp")]:
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _sidecar(part: Part) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "sha256": part.sha256,
        "documents": {
            key: [entry.fingerprint, entry.header.url, entry.header.published, entry.lent, entry.rejected]
            for key, entry in part.documents.items()
        },
    }


def _part(folder: Path, name: str, data: dict[str, Any]) -> Part:
    if data["format"] != _FORMAT:
        raise ValueError("another format")
    documents = {
        key: Entry(fingerprint, Header(key, url, published), lent, rejected)
        for key, (fingerprint, url, published, lent, rejected) in data["documents"].items()
    }
    return Part(folder, name, data["sha256"], documents)


@dataclass(frozen=True, slots=True)
class Held:
    """Where the current records of a document are."""

    part: int
    entry: Entry


def best_holders(parts: list[Part], current: str, asked: Iterable[str]) -> dict[str, Held]:
    """For each asked-for document that a part holds, the part to take it from.

    A part made with the `current` fingerprint goes before others, and a later part before an earlier one.
    """
    wanted = set(asked)
    held: dict[str, Held] = {}
    for number, part in enumerate(parts):
        for key, entry in part.documents.items():
            if key not in wanted:
                continue
            known = held.get(key)
            if known is None or entry.fingerprint == current or known.entry.fingerprint != current:
                held[key] = Held(number, entry)
    return held

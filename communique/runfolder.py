"""Reading a run's folder: its records one after another, its manifest, and whether its files are whole.

Nothing here holds more than a line (or one document with its records) in memory. Files of records are sorted
by document, so a document and what was found in it can be read together in one pass: `by_document`.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from communique.errors import CommuniqueError
from schemas import FILES, Document, Frozen, Record, RunManifest, from_json_line
from schemas.jsonl import read_object

#: The files whose records come from a document, in reading order.
RECORD_FILES: tuple[str, ...] = tuple(file for file, model in FILES.items() if issubclass(model, Record))
MANIFEST = "run.json"

Model = TypeVar("Model", bound=Frozen)


class RunFolderError(CommuniqueError):
    """A folder that cannot be read as a run's; the message is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class DocumentRecords:
    """A document with its records, by file: `records["money"]` is a list of `Money`."""

    document: Document
    records: dict[str, list[Record]] = field(default_factory=dict)


def path_of(out: Path, file: str) -> Path:
    """Where a file of records lies.

    Raises:
        RunFolderError: there is no such kind of file, or `out` is no folder.
    """
    if file not in FILES:
        raise RunFolderError(f"There is no file of records named {file!r}; there are: {', '.join(FILES)}.")
    if not out.is_dir():
        raise RunFolderError(f"{out} is not a folder.")
    return out / f"{file}.jsonl"


def check_folder(out: Path) -> None:
    """Raises RunFolderError if `out` does not hold a run (no `documents.jsonl`)."""
    if not path_of(out, "documents").is_file():
        raise RunFolderError(f"{out} holds no run: there is no documents.jsonl in it.")


def lines(out: Path, file: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers from 1; none if the file does not exist."""
    path = path_of(out, file)
    if not path.is_file():
        return
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, line


def raw(out: Path, file: str) -> Iterator[dict[str, Any]]:
    """The records of a file as plain dictionaries, sums as `Decimal`, without validation.

    Raises:
        RunFolderError: a line is not a JSON object.
    """
    for number, line in lines(out, file):
        try:
            yield read_object(line)
        except ValueError as error:
            raise RunFolderError(f"Line {number} of {file}.jsonl is not a JSON object: {error}.") from error


def records(out: Path, model: type[Model]) -> Iterator[Model]:
    """The records of one type, validated.

    Args:
        out: the run's folder.
        model: the record's class, such as `schemas.Money`.

    Raises:
        RunFolderError: a line is not such a record.
    """
    file = next(name for name, kind in FILES.items() if kind is model)
    for number, line in lines(out, file):
        yield parse(model, line, file, number)


def parse(model: type[Model], line: bytes, file: str, number: int) -> Model:
    """One line as a record; RunFolderError names file, line and field if it is none."""
    try:
        return from_json_line(model, line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or "the record"
        raise RunFolderError(
            f"Line {number} of {file}.jsonl is not valid: {where}: {first['msg']}."
        ) from error
    except ValueError as error:
        raise RunFolderError(f"Line {number} of {file}.jsonl is not a JSON object: {error}.") from error


def by_document(out: Path, files: Sequence[str] = RECORD_FILES) -> Iterator[DocumentRecords]:
    """Every document with its records, read side by side.

    Args:
        out: the run's folder.
        files: which files of records to read beside `documents.jsonl`.

    Raises:
        RunFolderError: a file is not sorted by document, or holds a record of a document that is not there.
    """
    check_folder(out)
    streams = {file: _Stream(out, file) for file in files}
    last = ""
    for document in records(out, Document):
        if document.id <= last:
            raise RunFolderError(f"documents.jsonl is not sorted: {document.id} stands after {last}.")
        last = document.id
        yield DocumentRecords(document, {file: stream.take(last) for file, stream in streams.items()})
    for stream in streams.values():
        stream.must_be_done()


class _Stream:
    """One file of records, handed out document by document."""

    def __init__(self, out: Path, file: str) -> None:
        self.file = file
        self._records = cast(Iterator[Record], records(out, FILES[file]))
        self._next = next(self._records, None)

    def take(self, document_id: str) -> list[Record]:
        """The records of that document, which must not stand after ones of a later document."""
        taken: list[Record] = []
        while self._next is not None and self._next.document_id <= document_id:
            if self._next.document_id < document_id:
                self._refuse(self._next)
            taken.append(self._next)
            self._next = next(self._records, None)
        return taken

    def must_be_done(self) -> None:
        if self._next is not None:
            self._refuse(self._next)

    def _refuse(self, record: Record) -> None:
        raise RunFolderError(
            f"{self.file}.jsonl is not sorted by document, or the document of {record.id} is not there."
        )


def manifest(out: Path) -> RunManifest | None:
    """The manifest of a run; None if the folder has none.

    Raises:
        RunFolderError: `run.json` is not a manifest.
    """
    path = out / MANIFEST
    if not path.is_file():
        return None
    try:
        return RunManifest.model_validate(json.loads(path.read_bytes()))
    except ValueError as error:
        raise RunFolderError(f"{path} is not the manifest of a run: {str(error).splitlines()[0]}.") from error


def verify(out: Path) -> bool:
    """Checks every file against the SHA-256 that `run.json` gives.

    Returns:
        True if all agree, False if there is no `run.json` to check against.

    Raises:
        RunFolderError: a file is missing or differs.
    """
    found = manifest(out)
    if found is None:
        return False
    for name, entry in found.files.items():
        path = out / name
        if not path.is_file():
            raise RunFolderError(f"{path} is missing, though run.json names it.")
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest != entry.sha256:
            raise RunFolderError(
                f"{path} is not the file that run.json describes (its SHA-256 differs): "
                "a run is being published, or the file was changed by hand."
            )
    return True

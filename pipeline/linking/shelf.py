"""What linking keeps on disk while it runs: all facts, and what is written of a record but not compared.

A collection of a hundred thousand documents has millions of records. Of each only what is compared is held in
memory; the rest is read again, a row at a time, when a linked record is made.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, overload

import orjson

from pipeline.linking.facts import DocumentFacts, from_line

_AT_HAND = 128  # documents that were read last; those of one story or event are asked for together


class Shelf:
    """Rows of plain JSON values in a passing file, each read again by its number."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  (lives as long as the shelf)
        self._starts = array("Q", [0])
        self._written = True

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, row: Any) -> None:
        """Puts a row behind the last one."""
        self._starts.append(self._starts[-1] + self._file.write(orjson.dumps(row)))
        self._written = False

    def __getitem__(self, number: int) -> Any:
        if not self._written:
            self._file.flush()
            self._written = True
        start = self._starts[number]
        return orjson.loads(os.pread(self._file.fileno(), self._starts[number + 1] - start, start))


class Collection(Sequence[DocumentFacts]):
    """The facts of all documents in order of their ids, on disk; a document is read when it is asked for.

    Attributes:
        folder: where passing files may lie; None: where the system keeps them.
    """

    def __init__(self, stream: IO[bytes], folder: Path | None = None) -> None:
        """Takes over a stream of lines as `DocumentFacts.to_line` writes them.

        Raises:
            ValueError: a line is in another format.
        """
        self.folder = folder
        self._stream = stream
        self._stories: Mapping[str, str] = {}
        self._recent: OrderedDict[tuple[int, Iterable[str] | None], DocumentFacts] = OrderedDict()
        ids: list[str] = []
        ends = array("Q", [0])
        stream.seek(0)
        for line in stream:
            facts = from_line(line, ())
            if facts is None:
                raise ValueError("The facts of the documents were written by another version.")
            ids.append(facts.document_id)
            ends.append(ends[-1] + len(line))
        self._ends = ends
        order = range(len(ids))
        self._order = array("I", sorted(order, key=ids.__getitem__))

    @classmethod
    def of(cls, documents: Iterable[DocumentFacts]) -> Collection:
        """Documents in any order, put on disk."""
        stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the collection)
        stream.writelines(document.to_line() + b"\n" for document in documents)
        return cls(stream)

    @classmethod
    def at(cls, path: Path) -> Collection:
        """The documents of a file of facts; passing files will lie beside it."""
        return cls(path.open("rb"), path.parent)

    def tell(self, stories: Mapping[str, str]) -> None:
        """Sets the stories of documents (document id -> story id) from now on."""
        self._stories = stories
        self._recent.clear()

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> DocumentFacts: ...

    @overload
    def __getitem__(self, place: slice) -> list[DocumentFacts]: ...

    def __getitem__(self, place: int | slice) -> DocumentFacts | list[DocumentFacts]:
        if isinstance(place, slice):
            return [self.read(number) for number in range(len(self))[place]]
        return self.read(range(len(self))[place])

    def __iter__(self) -> Iterator[DocumentFacts]:
        return self.reading(None)

    def reading(self, rows: Iterable[str] | None) -> Iterator[DocumentFacts]:
        """All documents in order, with these rows of theirs alone (see `from_line`)."""
        return (self._read(place, rows) for place in range(len(self)))

    def read(self, place: int, rows: Iterable[str] | None = None) -> DocumentFacts:
        """A document, with these rows alone; the last ones asked for are at hand."""
        found = self._recent.get((place, rows))
        if found is None:
            found = self._recent[place, rows] = self._read(place, rows)
            if len(self._recent) > _AT_HAND:
                self._recent.popitem(last=False)
        return found

    def _read(self, place: int, rows: Iterable[str] | None) -> DocumentFacts:
        number = self._order[place]
        start = self._ends[number]
        facts = from_line(os.pread(self._stream.fileno(), self._ends[number + 1] - start, start), rows)
        assert facts is not None, "looked at when the collection was opened"
        story = self._stories.get(facts.document_id)
        return replace(facts, story_id=story) if story else facts

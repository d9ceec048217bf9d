"""Folders of Parquet or CSV files, one a table: a copy of the run, not a merge.

A file is written beside its place and moved there when all are whole; one that would not change is left
alone. CSV writes null and an empty string alike as nothing, numbers as digits, truth values as `true` and
`false`.
"""

import csv
import os
import shutil
from collections.abc import Sequence
from filecmp import cmp
from pathlib import Path
from typing import Any, Protocol

from communique.loading.target import LoadError, Row, as_text
from schemas.tables import Table, tables


class Writer(Protocol):
    """Writes the rows of one table to one file."""

    def write(self, rows: Sequence[Row]) -> None:
        """Adds rows."""
        ...

    def close(self) -> None:
        """Finishes the file."""
        ...


class CSVFile:
    """A CSV file with a header line, UTF-8, `\\n` line ends."""

    def __init__(self, path: Path, table: Table) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._writer.writerow(column.name for column in table.columns)

    def write(self, rows: Sequence[Row]) -> None:
        """Adds rows."""
        self._writer.writerows([_cell(value) for value in row] for row in rows)

    def close(self) -> None:
        """Finishes the file."""
        self._stream.close()


class ParquetFile:
    """A Parquet file with the declared types, compressed with zstd."""

    def __init__(self, path: Path, table: Table) -> None:
        try:
            import pyarrow.parquet as parquet

            from communique.loading.arrow import batch, schema
        except ImportError as error:
            raise LoadError("Parquet needs pyarrow: pip install 'communique[load]'.") from error
        self._table, self._batch = table, batch
        self._writer: Any = parquet.ParquetWriter(path, schema(table), compression="zstd")

    def write(self, rows: Sequence[Row]) -> None:
        """Adds rows."""
        self._writer.write_table(self._batch(self._table, rows))

    def close(self) -> None:
        """Finishes the file."""
        self._writer.close()


_WRITERS: dict[str, type[CSVFile] | type[ParquetFile]] = {"csv": CSVFile, "parquet": ParquetFile}


class FolderTarget:
    """A folder of files of one kind, in writing.

    Args:
        folder: made if it does not exist.
        kind: `csv` or `parquet`.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        self._folder, self._kind = folder, kind
        self._work = folder / f".writing-{os.getpid()}"
        try:
            self._work.mkdir(parents=True)
        except OSError as error:
            raise LoadError(f"The folder {folder} cannot be written: {error.strerror}.") from error
        self._writers: dict[str, Writer] = {}
        try:
            for table in tables():
                self._writers[table.name] = _WRITERS[kind](self._work / self._name(table.name), table)
        except BaseException:
            self.abandon()
            raise

    def _name(self, table: str) -> str:
        return f"{table}.{self._kind}"

    def stage(self, table: Table, rows: Sequence[Row]) -> None:
        """Adds rows to a table's file."""
        self._writers[table.name].write(rows)

    def publish(self) -> list[str]:
        """Moves the files to their places; the names of those that changed."""
        changed = []
        for name, writer in self._writers.items():
            writer.close()
            new, old = self._work / self._name(name), self._folder / self._name(name)
            if not (old.is_file() and cmp(new, old, shallow=False)):
                os.replace(new, old)
                changed.append(old.name)
        self._writers = {}
        self.abandon()
        return changed

    def abandon(self) -> None:
        """Removes what was not published."""
        for writer in self._writers.values():
            writer.close()
        shutil.rmtree(self._work, ignore_errors=True)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return as_text(value)

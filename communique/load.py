"""Loads a run's folder into a database or a folder of tables.

The tables are derived from the record models (`schemas.tables`) and merged with set operations
(`communique.loading.merge`) that DuckDB, PostgreSQL and SQLite share word for word; only getting rows in fast
differs (Arrow, COPY, executemany), and that is one small module each. That is why neither dlt nor SQLAlchemy
is
used: dlt infers and renames, keys child tables by hashes and adds columns of its own, so that the published
DDL would not be what is loaded; SQLAlchemy offers none of the bulk paths, and its DuckDB dialect trails
DuckDB.

What a load means:

- A document's rows are replaced as a whole by what the run says about it, but only rows that differ are
touched;
  loading the same run twice changes nothing.
- A document whose source is the same and whose content changed replaces its predecessor. Sources are
relative to
  the input's root: runs over different roots that use the same relative names belong in different databases.
- Documents that the run does not hold stay, unless `prune` is given.
- Linked people and events and discrepancies speak about sets of documents: those that involve a document of
this
  run are replaced by this run's.
- All of it is one transaction.
- `parquet:` and `csv:` folders are a copy of the run: there is nothing to merge with, `prune` or not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique import runfolder
from communique.loading.folders import FolderTarget
from communique.loading.merge import Changes, merge, prepare
from communique.loading.target import Database, LoadError, Progress, Row
from communique.runfolder import RunFolderError
from schemas import FILES
from schemas.jsonl import read_object
from schemas.tables import Table, rows, tables_of

__all__ = ["LoadError", "LoadReport", "Progress", "load"]

_TARGETS = "duckdb:///FILE, sqlite:///FILE, postgresql://…, parquet:FOLDER or csv:FOLDER"
_BATCH = 20_000  # rows that are held before they are handed to the database
Stage = Callable[[Table, Sequence[Row]], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did.

    Attributes:
        records: records read, by file.
        removed: rows that went, by table; a changed row counts as removed and added.
        added: rows that came, by table.
        files: of a folder target, the files that changed.
        verified: whether the files were checked against `run.json`.
    """

    records: dict[str, int]
    removed: dict[str, int] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    verified: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything is different now."""
        return bool(self.removed or self.added or self.files)


def load(out: Path, target: str, *, prune: bool = False, progress: Progress | None = None) -> LoadReport:
    """Loads a run.

    Args:
        out: the run's folder.
        target: `duckdb:///FILE`, `sqlite:///FILE`, `postgresql://…`, `parquet:FOLDER` or `csv:FOLDER`.
        prune: whether everything in the database that this run does not hold is to be removed.
        progress: called now and then with the file's name, bytes done and bytes in all.

    Raises:
        LoadError: the target is unknown or cannot be reached, or the run does not fit it; nothing was
            changed.
        RunFolderError: the folder is no run, or its files are not those that `run.json` describes.
    """
    runfolder.check_folder(out)
    verified = runfolder.verify(out)
    before = _manifest_bytes(out)
    kind, place = parse_target(target)
    reader = _Reader(out, trusted=verified, progress=progress or (lambda what, done, total: None))
    if kind in ("parquet", "csv"):
        folder = FolderTarget(Path(place), kind)
        try:
            reader.read(folder.stage)
            _unchanged(out, before)
            return LoadReport(reader.counts, files=tuple(folder.publish()), verified=verified)
        finally:
            folder.abandon()
    database = _open(kind, place)
    try:
        changes = _into(database, reader, lambda: _unchanged(out, before), prune=prune)
    finally:
        database.close()
    return LoadReport(reader.counts, changes.removed, changes.added, verified=verified)


def parse_target(target: str) -> tuple[str, str]:
    """A target's kind and place: `sqlite:///a/b.db` is ("sqlite", "a/b.db").

    Raises:
        LoadError: it is none of the known forms.
    """
    scheme, _, rest = target.partition(":")
    if scheme in ("postgresql", "postgres") and rest.startswith("//"):
        return "postgresql", target
    if scheme in ("duckdb", "sqlite") and rest.startswith("///") and len(rest) > 3:
        return scheme, rest[3:]
    if scheme in ("parquet", "csv") and rest:
        return scheme, rest.removeprefix("//") if rest.startswith("///") else rest
    raise LoadError(f"{target!r} is no target that is known; there are {_TARGETS}.")


def _open(kind: str, place: str) -> Database:
    # One driver each, imported only when it is asked for.
    if kind == "duckdb":
        from communique.loading.duck import DuckDB

        return DuckDB(place)
    if kind == "sqlite":
        from communique.loading.sqlite import SQLite

        return SQLite(place)
    from communique.loading.postgresql import PostgreSQL

    return PostgreSQL(place)


def _into(database: Database, reader: "_Reader", check: Callable[[], None], *, prune: bool) -> Changes:
    try:
        with database.transaction():
            prepare(database)
            reader.read(database.stage)
            check()
            return merge(database, prune=prune)
    except (LoadError, RunFolderError):
        raise
    except Exception as error:  # each driver has errors of its own
        if type(error).__module__.partition(".")[0] not in (
            "sqlite3",
            "psycopg",
            "duckdb",
            "_duckdb",
            "pyarrow",
        ):
            raise
        reason = " ".join(str(error).split()).rstrip(".")
        raise LoadError(f"The database refused the run, nothing was changed: {reason}.") from error


def _manifest_bytes(out: Path) -> bytes | None:
    path = out / runfolder.MANIFEST
    return path.read_bytes() if path.is_file() else None


def _unchanged(out: Path, before: bytes | None) -> None:
    if _manifest_bytes(out) != before:
        raise LoadError(f"{out} was published anew while it was being loaded; load it again.")


class _Reader:
    """Reads a run's files once and hands their rows on in batches."""

    def __init__(self, out: Path, *, trusted: bool, progress: Progress) -> None:
        self._out, self._trusted, self._progress = out, trusted, progress
        self.counts: dict[str, int] = {}

    def read(self, stage: Stage) -> None:
        """Hands every row of every file to `stage`.

        Raises:
            RunFolderError: a line is no record. Lines are validated unless `run.json` vouches for the file.
        """
        sizes = {file: self._size(file) for file in FILES}
        total, done = sum(sizes.values()), 0
        for file in FILES:
            here, waiting = 0, _Waiting(stage)
            self.counts[file] = 0
            for record, size in self._records(file):
                self.counts[file] += 1
                here += size
                for table in tables_of(file):
                    if waiting.add(table, rows(table, record)):
                        self._progress(file, done + here, total)
            waiting.flush()
            done += sizes[file]
            self._progress(file, done, total)

    def _size(self, file: str) -> int:
        path = runfolder.path_of(self._out, file)
        return path.stat().st_size if path.is_file() else 0

    def _records(self, file: str) -> Iterator[tuple[dict[str, Any], int]]:
        for number, line in runfolder.lines(self._out, file):
            if not self._trusted:
                runfolder.parse(FILES[file], line, file, number)
            yield read_object(line), len(line)


class _Waiting:
    """Rows by table that were not handed on yet."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._rows: dict[str, tuple[Table, list[Row]]] = {}
        self._count = 0

    def add(self, table: Table, new: Iterator[Row]) -> bool:
        """Adds rows; whether a batch was handed on."""
        held = self._rows.setdefault(table.name, (table, []))[1]
        before = len(held)
        held.extend(new)
        self._count += len(held) - before
        if self._count < _BATCH:
            return False
        self.flush()
        return True

    def flush(self) -> None:
        """Hands everything on."""
        for table, held in self._rows.values():
            if held:
                self._stage(table, held)
        self._rows, self._count = {}, 0

"""What to read: files, folders and patterns become a sorted list of sources.

A source's name is what records say about where a document came from: the path below the input's root, with
'/' on every system. Nothing outside the named folder is ever read: a link that leads out of it is passed
over. What the caller names outright is taken, link or not, whatever its ending.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
      path: where it lies; of a file elsewhere only the name counts.
      name: its path below the input's root, `/`-separated and always valid Unicode.
      opener: opens what does not lie on this machine, as a buffered stream of bytes.
      stamp: changes when the content does, where that can be told without reading.
    """

    path: Path
    name: str
    opener: Callable[[], IO[bytes]] | None = None
    stamp: str | None = None

    def open(self) -> IO[bytes]:
        """The file's bytes as they are."""
        return self.opener() if self.opener else self.path.open("rb")

    @property
    def compressed(self) -> bool:
        """Whether the file's name says gzip."""
        return self.path.name.lower().endswith(".gz")

    @property
    def kind(self) -> str:
        """What the name promises: `html`, `jsonl` or `text`."""
        stem = self.path.name.lower().removesuffix(".gz")
        if stem.endswith((".html", ".htm")):
            return "html"
        return "jsonl" if stem.endswith(".jsonl") else "text"


class InputNotFoundError(FileNotFoundError):
    """An input that names nothing: no such file or folder, or a pattern without a match."""


def find_inputs(
    inputs: Sequence[str | Path], *, on_skip: Callable[[Path, str], None] | None = None
) -> list[Source]:
    """Finds the files that `inputs` name, sorted by name, each once.

    A folder gives every file below it with a known ending (`.txt .md .html .htm .jsonl`, each also `.gz`),
    hidden ones left out; a pattern (`*`, `?`, `[...]`, `**`) what it matches. Names are relative to the
    folder, to the fixed part of the pattern, or to the file's own folder; where that would give two files
    one name, all names are relative to what the inputs have in common.

    Args:
      on_skip: is told each link that leads out of its folder and each entry that cannot be read, with the
        reason.

    Raises:
      InputNotFoundError: an input names nothing.
    """
    skip = on_skip or (lambda path, reason: None)
    found: dict[str, tuple[Path, Path]] = {}
    for item in inputs:
        for root, path in _expand(item, skip):
            found.setdefault(os.path.realpath(path), (root, path))
    pairs = list(found.values())
    names = [_name(path, root) for root, path in pairs]
    if len(set(names)) < len(names):
        common = Path(os.path.commonpath([os.path.abspath(path.parent) for _, path in pairs]))
        names = [_name(Path(os.path.abspath(path)), common) for _, path in pairs]
    return sorted(
        (Source(path, name) for name, (_, path) in zip(names, pairs, strict=True)), key=lambda s: s.name
    )


def has_known_suffix(path: Path) -> bool:
    """Whether a folder's file is one that we read."""
    return path.name.lower().removesuffix(".gz").endswith(SUFFIXES)


def _expand(item: str | Path, skip: Callable[[Path, str], None]) -> Iterator[tuple[Path, Path]]:
    path = Path(item)
    if path.is_dir():
        yield from ((path, file) for file in _walk(path, path, skip))
    elif path.exists():
        yield path.parent, path
    elif glob.has_magic(str(item)):
        root = _fixed_part(path)
        hits = [Path(hit) for hit in sorted(glob.glob(str(item), recursive=True))]
        if not hits:
            raise InputNotFoundError(f"No file matches the pattern {str(item)!r}.")
        for hit in hits:
            files: Iterable[Path] = _walk(hit, root, skip) if hit.is_dir() else [hit]
            yield from ((root, f) for f in files if has_known_suffix(f) and _readable(f, root, skip))
    else:
        raise InputNotFoundError(f"There is no file or folder {str(item)!r}.")


def _walk(folder: Path, root: Path, skip: Callable[[Path, str], None]) -> Iterator[Path]:
    for place, folders, files in os.walk(
        folder, onerror=lambda e: skip(Path(str(e.filename)), str(e.strerror))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            if not name.startswith(".") and has_known_suffix(path) and _readable(path, root, skip):
                yield path


def _readable(path: Path, root: Path, skip: Callable[[Path, str], None]) -> bool:
    """No link out of the root, no pipe or device (opening one could wait for ever)."""
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        skip(path, "The link leads out of its folder.")
        return False
    if not path.is_file():
        skip(path, "It is no regular file.")
        return False
    return True


def _fixed_part(pattern: Path) -> Path:
    """The folder above the first wildcard."""
    fixed: list[str] = []
    for part in pattern.parts[:-1]:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _name(path: Path, root: Path) -> str:
    """Relative name that can be written as UTF-8: bytes of a file name that are none become '\\xNN'."""
    try:
        relative = path.relative_to(root)
    except ValueError:
        relative = Path(os.path.relpath(path, root))
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")

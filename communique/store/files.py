"""Writing files that are either old or new, never half."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

_TEMPORARY = re.compile(r"\.[0-9]+\.tmp\Z")


def write_atomically(path: Path, data: bytes) -> None:
    """Replaces `path` by `data` at once; after a crash it holds either the old bytes or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def sweep_temporary(folder: Path) -> None:
    """Removes what writers that were killed in `write_atomically` left in a folder."""
    for path in folder.glob("*.tmp"):
        if _TEMPORARY.search(path.name):
            path.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

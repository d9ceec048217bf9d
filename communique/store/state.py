"""Which sources a run's folder stands for, and what the published manifest must be.

Written before the published files are moved to their places: after a crash the next run sees that the
manifest is not the one that the state asks for, and publishes again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import orjson

from communique.store.files import sha256_of, write_atomically
from schemas import Rejected, from_json_line, to_json_line

NAME = "state"


@dataclass(slots=True)
class State:
    """The sources behind the published files.

    Attributes:
        documents: source -> id of its document.
        rejected: source -> why it could not be read.
        decisions: SHA-256 of the folder's `decisions.txt`, a person's corrections of links; empty without.
        manifest: SHA-256 of `run.json`; empty where nothing was published.
        stamps: file -> what its store called its version when it was read, and the fingerprint it was read
            with; of this machine's files nothing.
    """

    documents: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, Rejected] = field(default_factory=dict)
    decisions: str = ""
    manifest: str = ""
    stamps: dict[str, str] = field(default_factory=dict)

    def same_content(self, other: State) -> bool:
        """Whether both stand for the same sources with the same content, linked by the same decisions."""
        mine = (self.documents, self.rejected, self.decisions)
        return mine == (other.documents, other.rejected, other.decisions)

    def same_stamps(self, other: State) -> bool:
        """Whether both have read the same versions."""
        return self.stamps == other.stamps


def load_state(folder: Path) -> State:
    """The state of a `.parts` folder; an empty one where there is none."""
    try:
        data = orjson.loads((folder / NAME).read_bytes())
        rejected = [from_json_line(Rejected, line) for line in data["rejected"]]
        named = {item.source: item for item in rejected}
        return State(data["documents"], named, data["decisions"], data["manifest"], data.get("stamps", {}))
    except (OSError, orjson.JSONDecodeError, KeyError, ValueError):
        return State()


def save_state(folder: Path, state: State) -> None:
    """Writes the state at once."""
    data = {
        "documents": dict(sorted(state.documents.items())),
        "rejected": [to_json_line(state.rejected[key]) for key in sorted(state.rejected)],
        "decisions": state.decisions,
        "manifest": state.manifest,
        "stamps": dict(sorted(state.stamps.items())),
    }
    write_atomically(folder / NAME, orjson.dumps(data))


def is_published(out: Path, state: State) -> bool:
    """Whether the files in `out` are, byte for byte, those that the state asks for."""
    manifest = out / "run.json"
    if not state.manifest or not manifest.is_file() or sha256_of(manifest) != state.manifest:
        return False
    files = orjson.loads(manifest.read_bytes())["files"]
    return all(_matches(out / name, entry) for name, entry in files.items())


def _matches(path: Path, entry: dict[str, object]) -> bool:
    return path.is_file() and path.stat().st_size == entry["bytes"] and sha256_of(path) == entry["sha256"]

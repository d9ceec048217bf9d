"""The intake of a run: every source read once, what is new written to the spool, what is absent kept."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO

from communique.store.parts import Part
from communique.store.state import State
from pipeline.read import RawDocument, Source, read_source
from schemas import Rejected
from schemas.codes import RejectionCode, Stage


def read_all(
    sources: Sequence[Source], spool: Spool, published: State, done: set[str], current: str
) -> tuple[State, set[str]]:
    """Every source's document, and the names of the files that were looked at.

    A file whose stamp is that of the last run, made with the `current` fingerprint, is not read again if all
    its documents are `done`.
    """
    state = State(stamps={source.name: f"{source.stamp} {current}" for source in sources if source.stamp})
    unchanged = [name for name, stamp in state.stamps.items() if published.stamps.get(name) == stamp]
    kept = _kept(published, set(unchanged), done)
    for source in _fetched([source for source in sources if source.name not in kept]):
        for item in read_source(source):
            name = _free_name(item.source, state)
            if isinstance(item, RawDocument):
                refused = spool.add(replace(item, source=name))
                if refused is None:
                    state.documents[name] = item.id
                else:
                    state.rejected[name] = refused
            else:
                state.rejected[name] = item.model_copy(update={"source": name})
    for file in sorted(kept):
        for name, key in kept[file].documents.items():
            state.documents[_free_name(name, state)] = key
        for name, rejected in kept[file].rejected.items():
            state.rejected[_free_name(name, state)] = rejected
    return state, {source.name for source in sources}


def _fetched(sources: Sequence[Source]) -> Iterable[Source]:
    if not any(source.opener for source in sources):
        return sources
    from communique.remote.inputs import fetched

    return fetched(sources)


def _kept(published: State, files: set[str], done: set[str]) -> dict[str, State]:
    """What was published from each of the files, for those of which all documents are done."""
    kept = {file: State() for file in files}
    for name, key in published.documents.items():
        file = _file(name, files) if files else None
        if file in kept and key in done:
            kept[file].documents[name] = key
        elif file is not None:
            kept.pop(file, None)
    for name, rejected in published.rejected.items():
        file = _file(name, files) if files else None
        if file in kept:
            kept[file].rejected[name] = rejected
    return kept


def _free_name(source: str, state: State) -> str:
    """Two lines of a file may carry one id; neither may push the other out."""
    name, number = source, 2
    while name in state.documents or name in state.rejected:
        name, number = f"{source}~{number}", number + 1
    return name


def keep_absent(state: State, published: State, files: set[str], parts: list[Part]) -> None:
    """Keeps what was published from files that are not among this run's inputs."""
    held = {key for part in parts for key in part.documents}
    for source, key in published.documents.items():
        if _file(source, files) is None and key in held:
            state.documents.setdefault(source, key)
    for source, item in published.rejected.items():
        if _file(source, files) is None:
            state.rejected.setdefault(source, item)


def _file(source: str, files: set[str]) -> str | None:
    """The looked-at file that a source is or lies in; file names may hold '#' themselves."""
    if source in files:
        return source
    place = source.find("#")
    while place != -1:
        if source[:place] in files:
            return source[:place]
        place = source.find("#", place + 1)
    return None


class Spool:
    """Writes documents that are new, each once, and remembers where."""

    def __init__(self, work: Path, known: set[str]) -> None:
        self.work, self._seen = work, set(known)
        self.name = ""
        self.ids: list[str] = []
        self.offsets: list[int] = [0]
        self._stream: IO[bytes] | None = None

    def add(self, raw: RawDocument) -> Rejected | None:
        """Takes a document in; a rejection where its text cannot be written as UTF-8."""
        if raw.id in self._seen:
            return None
        try:
            line = json.dumps(asdict(raw), ensure_ascii=False).encode() + b"\n"
        except UnicodeEncodeError:
            return Rejected(
                source=raw.source, stage=Stage.READ, code=RejectionCode.UNDECODABLE,
                message="A field holds half a character.", sha256=raw.sha256,
            )  # fmt: skip
        if self._stream is None:
            self.work.mkdir(parents=True, exist_ok=True)
            self.name = f"spool-{os.getpid()}-{os.urandom(4).hex()}.jsonl"
            self._stream = (self.work / self.name).open("wb")
        self._stream.write(line)
        self._seen.add(raw.id)
        self.ids.append(raw.id)
        self.offsets.append(self.offsets[-1] + len(line))
        return None

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

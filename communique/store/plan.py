"""The plan of a run, made before Prefect starts: what is done, what is new, and how it is cut into chunks."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from communique.errors import CommuniqueError
from communique.store.files import sha256_of
from communique.store.fingerprint import Fingerprint, Settings, fingerprint
from communique.store.parts import Held, Part, best_holders, load_parts, next_number, sweep
from communique.store.sources import find_sources
from communique.store.state import State, load_state
from communique.store.stories import Header, Story, tell_stories
from communique.store.work import Chunk, unfinished_chunks
from pipeline.read import RawDocument, Source, read_source
from schemas import Rejected
from schemas.codes import RejectionCode, Stage

MOST_CHUNKS = 100  # a task costs the server about 25 ms, and the end of a run with many blocks for long
SMALLEST_SHARED_CHUNK = 500  # below this a process's start weighs more than its work
_PASSING = ("timeout", "crashed")  # what another try, or another machine, may do better


@dataclass(slots=True)
class Plan:
    """What a run will do.

    Attributes:
        out: the output folder.
        settings: those that change output.
        fingerprint: of this run.
        parts: finished parts, oldest first.
        published: the state behind the files that are there now.
        state: the state that this run will publish.
        chunks: documents that no part holds, in chunks.
        again: ids of documents whose lent publication date changed.
    """

    out: Path
    settings: Settings
    fingerprint: Fingerprint
    parts: list[Part]
    published: State
    state: State
    chunks: list[Chunk]
    again: list[str]

    @property
    def new(self) -> int:
        """How many documents are to be read and extracted."""
        return sum(len(chunk.ids) for chunk in self.chunks)

    @property
    def has_work(self) -> bool:
        """Whether a flow is needed."""
        return bool(self.chunks or self.again)


def parts_folder(out: Path) -> Path:
    """Where a run keeps what is its own; no reader of the records looks there."""
    return out / ".parts"


def make_plan(
    out: Path,
    inputs: Sequence[str | Path],
    settings: Settings,
    *,
    url: str | None = None,
    workers: int = 1,
    chunk_size: int | None = None,
    prune: bool = False,
    retry: bool = False,
) -> Plan:
    """Reads the inputs and compares them with the parts.

    Args:
        out: the output folder; its lock is held by the caller.
        inputs: files, folders, patterns, URLs.
        settings: those that change output.
        url: where the records go besides.
        workers: how many processes will share the work.
        chunk_size: documents a chunk; None: as many as serve the workers and keep the chunks few.
        prune: forget sources that are no longer among the inputs.
        retry: try again what timed out or crashed.

    Raises:
        pipeline.read.InputNotFoundError: an input names nothing.
        communique.remote.place.RemoteError: a store cannot be read.
        CommuniqueError: the inputs hold no article, and no earlier run found one.
    """
    folder = parts_folder(out)
    made_with = fingerprint(settings)
    current = made_with.digest
    parts = load_parts(folder)
    sweep(folder, parts)
    published = load_state(folder)
    done = {
        key
        for part in parts
        for key, entry in part.documents.items()
        if entry.fingerprint == current and not (retry and entry.rejected in _PASSING)
    }
    reused = unfinished_chunks(folder / "work", current, done)
    waiting = {key for chunk in reused for key in chunk.ids}
    spool = _Spool(folder / "work", done | waiting)
    state, files = _read_all(find_sources(inputs, out, url), spool, published, done, current)
    spool.close()
    if not files and not published.documents:
        raise CommuniqueError(
            "There are no articles (.txt .md .html .jsonl, each also .gz) among the inputs."
        )
    if not prune:
        _keep_absent(state, published, files, parts)
    decisions = out / "decisions.txt"
    state.decisions = sha256_of(decisions) if decisions.is_file() else ""
    fresh = _cut(
        spool,
        _size(len(spool.ids), workers, chunk_size),
        next_number(folder) + len(reused),
        current,
        settings,
    )
    # A killed run may have named its part before a later one was written: names are given anew.
    numbered = [
        replace(chunk, part=f"{number:06d}")
        for number, chunk in enumerate([*reused, *fresh], start=next_number(folder))
    ]
    for chunk in numbered:
        chunk.save()
    plan = Plan(out, settings, made_with, parts, published, state, numbered, [])
    if not numbered:
        plan.again = changed_by_stories(plan, [])
    return plan


def holders(plan: Plan) -> dict[str, Held]:
    """For each document that will be published and that a part holds, where."""
    return best_holders(plan.parts, plan.fingerprint.digest, plan.state.documents.values())


def stories_of(plan: Plan, new: Sequence[Header]) -> dict[str, Story]:
    """The stories over all documents that will be published, old and new."""
    headers = {key: held.entry.header for key, held in holders(plan).items() if not held.entry.rejected}
    headers.update((header.id, header) for header in new)
    return tell_stories(headers.values())


def changed_by_stories(plan: Plan, new: Sequence[Header]) -> list[str]:
    """Finished documents that were made with another lent date than they would be lent now."""
    stories = stories_of(plan, new)
    fresh = {header.id for header in new}

    def lent(key: str) -> str | None:
        return stories[key].lent if key in stories else None

    return sorted(
        key
        for key, held in holders(plan).items()
        if key not in fresh and not held.entry.rejected and held.entry.lent != lent(key)
    )


def chunk_again(plan: Plan, ids: Sequence[str], workers: int, number: int) -> list[Chunk]:
    """Chunks of documents that are to be extracted again from the cleaned text in their parts."""
    from communique.store.again import write_cleaned  # reads records, which a plan mostly need not

    size = _size(len(ids), workers, None)
    chunks = []
    for index in range(0, len(ids), size):
        chosen = tuple(ids[index : index + size])
        name = f"again-{number:06d}"
        chunk = Chunk(
            folder=parts_folder(plan.out) / "work" / name, part=f"{number:06d}",
            fingerprint=plan.fingerprint.digest, model=plan.settings.model, languages=plan.settings.languages,
            spool="", start=0, end=0, ids=chosen,
        )  # fmt: skip
        write_cleaned(plan, chunk)
        chunk.save()
        chunks.append(chunk)
        number += 1
    return chunks


def _read_all(
    sources: Sequence[Source], spool: _Spool, published: State, done: set[str], current: str
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


def _keep_absent(state: State, published: State, files: set[str], parts: list[Part]) -> None:
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


class _Spool:
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


def _size(documents: int, workers: int, chosen: int | None) -> int:
    if chosen:
        return max(chosen, -(-documents // MOST_CHUNKS))
    even = -(-documents // max(workers, 1))
    return max(1, min(even, SMALLEST_SHARED_CHUNK), -(-documents // MOST_CHUNKS))


def _cut(spool: _Spool, size: int, number: int, digest: str, settings: Settings) -> Iterator[Chunk]:
    for first in range(0, len(spool.ids), size):
        after = min(first + size, len(spool.ids))
        name = f"{spool.name.removesuffix('.jsonl').removeprefix('spool-')}-{number:06d}"
        yield Chunk(
            folder=spool.work / name, part=f"{number:06d}", fingerprint=digest, model=settings.model,
            languages=settings.languages, spool=spool.name, start=spool.offsets[first],
            end=spool.offsets[after], ids=tuple(spool.ids[first:after]),
        )  # fmt: skip
        number += 1

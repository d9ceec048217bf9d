"""The plan of a run, made before Prefect starts: what is done, what is new, and how it is cut into chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from communique.errors import CommuniqueError
from communique.store.files import sha256_of, sweep_temporary
from communique.store.fingerprint import Fingerprint, Settings, fingerprint
from communique.store.intake import Spool, keep_absent, read_all
from communique.store.parts import Held, Part, best_holders, load_parts, next_number, sweep
from communique.store.sources import find_sources
from communique.store.state import State, load_state
from communique.store.stories import Header, Story, tell_stories
from communique.store.work import Chunk, unfinished_chunks

MOST_CHUNKS = 100  # a task costs the server about 25 ms, and the end of a run with many blocks for long
MOST_ASKED_CHUNKS = 400  # on request, for clusters: half a minute of Prefect's server
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
    sweep_temporary(out)
    published = load_state(folder)
    done = {
        key
        for part in parts
        for key, entry in part.documents.items()
        if entry.fingerprint == current and not (retry and entry.rejected in _PASSING)
    }
    reused = unfinished_chunks(folder / "work", current, done)
    waiting = {key for chunk in reused for key in chunk.ids}
    spool = Spool(folder / "work", done | waiting)
    state, files = read_all(find_sources(inputs, out, url), spool, published, done, current)
    spool.close()
    if not files and not published.documents:
        raise CommuniqueError(
            "There are no articles (.txt .md .html .jsonl, each also .gz) among the inputs."
        )
    if not prune:
        keep_absent(state, published, files, parts)
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


def _size(documents: int, workers: int, chosen: int | None) -> int:
    if chosen:
        return max(chosen, -(-documents // MOST_ASKED_CHUNKS))
    even = -(-documents // max(workers, 1))
    return max(1, min(even, SMALLEST_SHARED_CHUNK), -(-documents // MOST_CHUNKS))


def _cut(spool: Spool, size: int, number: int, digest: str, settings: Settings) -> Iterator[Chunk]:
    for first in range(0, len(spool.ids), size):
        after = min(first + size, len(spool.ids))
        name = f"{spool.name.removesuffix('.jsonl').removeprefix('spool-')}-{number:06d}"
        yield Chunk(
            folder=spool.work / name, part=f"{number:06d}", fingerprint=digest, model=settings.model,
            languages=settings.languages, spool=spool.name, start=spool.offsets[first],
            end=spool.offsets[after], ids=tuple(spool.ids[first:after]),
        )  # fmt: skip
        number += 1

"""A run, from the lock to the manifest. Who does the work in between is given from outside."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import CommuniqueError, DamagedPartError
from communique.remote.place import as_path, is_url, normal_url, work_folder
from communique.runlog import write_log
from communique.store.compact import compact
from communique.store.fingerprint import Settings
from communique.store.lock import run_lock
from communique.store.parts import load_parts
from communique.store.plan import Plan, holders, make_plan, parts_folder
from communique.store.publish import needs_publishing, publish, read_manifest
from communique.store.state import save_state
from schemas import RunManifest

if TYPE_CHECKING:
    from communique.remote.mirror import Mirror

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do; see `communique run --help` for each.

    Attributes:
        inputs: files, folders, patterns.
        out: the output folder; for a URL the working folder.
        url: where records go that do not stay on this machine.
        settings: those that change output.
        workers: processes.
        chunk_size: documents a chunk; None: chosen by the number of documents.
        prune: forget what is no longer among the inputs.
        retry: try again what timed out or crashed.
        seconds: a document may take.
        memory: MiB a worker may take; 0: no limit.
        dask: address of a Dask scheduler, `local` for a cluster of this machine, or None.
        wait: seconds to wait for another run on the same folder.
    """

    inputs: tuple[str, ...]
    out: Path
    url: str | None = None
    settings: Settings = Settings()  # noqa: RUF009  (frozen)
    workers: int = 1
    chunk_size: int | None = None
    prune: bool = False
    retry: bool = False
    seconds: float = 60.0
    memory: int = 4096
    dask: str | None = None
    wait: float = 0.0

    @property
    def shown(self) -> str:
        """The output as a person knows it."""
        return self.url or str(self.out)


@dataclass(slots=True)
class Session:
    """An open run: the lock is held and the plan is made."""

    options: Options
    plan: Plan
    began: float
    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    outcome: Outcome | None = None
    mirror: Mirror | None = None

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Notes how long a step took, for `run_log.json`."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - start, 3)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        manifest: of the published folder.
        new: documents that were read and extracted.
        again: documents that were extracted again for a publication date.
        seconds: by step, `total` among them.
        changed: whether anything was published.
    """

    manifest: RunManifest
    new: int
    again: int
    seconds: dict[str, float]
    changed: bool

    @property
    def exit_code(self) -> int:
        """0 all well, 1 some inputs rejected, 2 nothing came through."""
        if not self.manifest.counts["rejected"]:
            return 0
        return 1 if self.manifest.counts["documents"] else 2


Execute = Callable[[Session], None]
_open: dict[Path, Session] = {}


@contextmanager
def open_session(options: Options, progress: Progress | None = None) -> Iterator[Session]:
    """Takes the lock and makes the plan. A session that is open in this process is joined.

    Raises:
        BusyError: another run works on the folder.
        CommuniqueError: the folder cannot be written.
        pipeline.read.InputNotFoundError: an input names nothing.
    """
    key = options.out.resolve()
    if key in _open:
        yield _open[key]
        return
    began = time.monotonic()
    folder = parts_folder(options.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommuniqueError(
            f"The output folder {options.out} cannot be written: {error.strerror}."
        ) from error
    with run_lock(folder, wait=options.wait), _mirror(options) as mirror:
        seconds = {"pull": round(time.monotonic() - began, 3)} if mirror else {}
        plan = make_plan(
            options.out, options.inputs, options.settings, workers=options.workers, url=options.url,
            chunk_size=options.chunk_size, prune=options.prune, retry=options.retry,
        )  # fmt: skip
        session = Session(options, plan, began, progress or (lambda stage, count: None), seconds)
        session.mirror = mirror
        session.seconds["plan"] = round(time.monotonic() - began - sum(seconds.values()), 3)
        _open[key] = session
        try:
            yield session
        finally:
            del _open[key]


def _mirror(options: Options) -> AbstractContextManager[Mirror | None]:
    if options.url is None:
        return nullcontext()
    from communique.remote.mirror import mirrored  # its libraries are an extra

    return mirrored(options.url, options.out, wait=options.wait)


def session_of(out: str) -> Session:
    """The open session of an output folder."""
    return _open[Path(out).resolve()]


def finish(session: Session) -> Outcome:
    """Publishes what the parts hold, if it is not published already, and writes `run_log.json`.

    Raises:
        CommuniqueError: the work is not done.
    """
    plan, out = session.plan, session.options.out
    new, again = plan.new, len(plan.again)
    plan.parts = load_parts(parts_folder(out))
    missing = set(plan.state.documents.values()) - holders(plan).keys()
    if missing:
        raise CommuniqueError(f"{len(missing)} documents were not finished; run again to go on.")
    changed = needs_publishing(plan) or bool(new or again)
    try:
        with session.timed("publish"):
            manifest = publish(plan) if changed else read_manifest(out)
    except DamagedPartError as error:
        raise CommuniqueError(f"{error}") from error
    if changed:
        with session.timed("compact"):
            compact(plan)
    elif not plan.published.same_stamps(plan.state):
        plan.state.manifest = plan.published.manifest
        save_state(parts_folder(out), plan.state)
    if session.mirror:
        with session.timed("push"):
            session.mirror.push()
    shutil.rmtree(parts_folder(out) / "work", ignore_errors=True)
    session.seconds["total"] = round(time.monotonic() - session.began, 3)
    documents = {"new": new, "again": again, "all": len(set(plan.state.documents.values()))}
    write_log(out, session.seconds, documents, workers=session.options.workers, dask=session.options.dask)
    if session.mirror:
        session.mirror.push_log()
    session.outcome = Outcome(manifest, new, again, dict(session.seconds), changed)
    return session.outcome


def options_from(
    inputs: Sequence[str],
    output: str,
    *,
    languages: Sequence[str] = (),
    model: str = "bundled",
    work: str | None = None,
    **rest: object,
) -> Options:
    """Options from the plain values that a command line or a deployment gives.

    Args:
        inputs: files, folders, patterns, URLs.
        output: the output folder or URL.
        languages: those that are accepted; none: all.
        model: which statistical model to ask.
        work: the working folder for an output URL; None: one in the user's cache.
        rest: as in `Options`.

    Raises:
        CommuniqueError: there is a working folder, but no output URL.
    """
    settings = Settings(model=model, languages=tuple(sorted(set(languages))))
    out, url = Path(as_path(output)), None
    if is_url(as_path(output)):
        url = normal_url(output)
        out = Path(work) if work else work_folder(url)
    elif work:
        raise CommuniqueError("A working folder is for an output URL; records in a folder are made there.")
    return Options(inputs=tuple(inputs), out=out, url=url, settings=settings, **rest)  # type: ignore[arg-type]

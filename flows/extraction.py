"""The flow: per chunk clean, annotate and extract, with the stories told in between, then the publishing.

Arguments of tasks are paths and numbers only; documents travel in the chunks' hand-over files. Every chunk
is cleaned before the first is extracted, because a publication date may be lent by a document of any chunk.
"""

# No postponed annotations: Prefect loads this file by its path and reads the types of the parameters,
# and would not find their names.
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.environment import prepare_environment

prepare_environment()

from prefect import flow, get_run_logger, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from communique.session import Outcome, Session, finish, open_session, options_from, session_of  # noqa: E402
from communique.store.plan import parts_folder  # noqa: E402
from communique.store.work import load_chunk  # noqa: E402
from flows.artifacts import write_artifacts  # noqa: E402
from flows.executors import make_executor  # noqa: E402
from flows.hooks import say_failed  # noqa: E402
from flows.pool import Executor  # noqa: E402
from flows.stories import lend_dates  # noqa: E402

# Waiting tasks hold a thread each; how many run is for the executor to say.
_THREADS = 320
# What passes by itself: a share of the network that stumbles, a machine that was out of memory.
_RETRIES: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [2, 10], "cache_policy": NO_CACHE}
_executors: dict[str, Executor] = {}


@task(name="clean", task_run_name="clean {folder}", **_RETRIES)
def clean_task(out: str, folder: str) -> dict[str, int]:
    """Reads a chunk's articles and tells their languages."""
    return _run("clean", out, folder)


@task(name="annotate", task_run_name="annotate {folder}", **_RETRIES)
def annotate_task(out: str, folder: str) -> dict[str, int]:
    """Finds the names in a chunk's articles with the statistical model."""
    return _run("annotate", out, folder)


@task(name="extract", task_run_name="extract {folder}", **_RETRIES)
def extract_task(out: str, folder: str) -> dict[str, int]:
    """Makes a chunk's records and its part."""
    return _run("extract", out, folder)


@task(name="stories", **_RETRIES)
def stories_task(out: str) -> list[str]:
    """Lends publication dates among versions of one article; returns chunks to be extracted again."""
    return lend_dates(session_of(out))


@task(name="publish", **_RETRIES)
def publish_task(out: str) -> Outcome:
    """Merges the parts into the published files."""
    return finish(session_of(out))


@flow(
    name="communique",
    task_runner=ThreadPoolTaskRunner(max_workers=_THREADS),  # type: ignore[arg-type]
    on_failure=[say_failed],
    on_crashed=[say_failed],
    validate_parameters=True,
)
def extraction(
    inputs: list[str],
    output: str,
    languages: list[str] | None = None,
    workers: int = 1,
    model: str = "bundled",
    chunk_size: int | None = None,
    prune: bool = False,
    retry: bool = False,
    seconds: float = 60.0,
    memory: int = 4096,
    dask: str | None = None,
    wait: float = 0.0,
    work: str | None = None,
) -> dict[str, int]:
    """Extracts what is new or changed among the inputs and publishes the whole.

    The parameters are the options of `communique run`.

    Returns:
        Records by published file.
    """
    options = options_from(
        inputs, output, languages=languages or [], model=model, workers=workers, chunk_size=chunk_size,
        prune=prune, retry=retry, seconds=seconds, memory=memory, dask=dask, wait=wait, work=work,
    )  # fmt: skip
    with open_session(options) as session:
        if session.plan.has_work:
            _work(session)
        outcome: Outcome = publish_task(str(options.out))
        write_artifacts(outcome, options.out)
        return outcome.manifest.counts


def _work(session: Session) -> None:
    out = str(session.options.out)
    executor = make_executor(session)
    _executors[out] = executor
    begun = time.monotonic()
    try:
        folders = [chunk.folder.name for chunk in session.plan.chunks]
        futures = [clean_task.submit(out, folder) for folder in folders]
        again = stories_task.submit(out, wait_for=list(futures))  # type: ignore[call-overload]
        futures.append(again)
        for folder in folders:
            futures += _annotate_and_extract(out, folder, again)
        _check(futures)
        _check([future for folder in again.result() for future in _annotate_and_extract(out, folder, again)])
    finally:
        session.seconds["flow"] = round(time.monotonic() - begun, 3)
        executor.close()
        del _executors[out]


def _annotate_and_extract(out: str, folder: str, after: Any) -> list[Any]:
    annotated = annotate_task.submit(out, folder, wait_for=[after])  # type: ignore[call-overload]
    extracted = extract_task.submit(out, folder, wait_for=[annotated])  # type: ignore[call-overload]
    return [annotated, extracted]


def _check(futures: Sequence[Any]) -> None:
    """Waits for all; raises the first error in the order of the chain, which is the cause of later ones."""
    for future in futures:
        future.wait()
    for future in futures:
        future.result()


def _run(stage: str, out: str, folder: str) -> dict[str, int]:
    """Runs a stage and logs one line about it; nothing of an article is ever in a log."""
    session = session_of(out)
    chunk = load_chunk(parts_folder(Path(out)) / "work" / folder)
    counts = _executors[out].run(stage, chunk.folder)
    took = counts["milliseconds"] / 1000
    session.seconds[stage] = round(session.seconds.get(stage, 0.0) + took, 3)
    get_run_logger().info(
        "stage=%s chunk=%s documents=%d rejected=%d seconds=%.2f",
        stage, folder, counts["documents"], counts["rejected"], took,
    )  # fmt: skip
    return counts

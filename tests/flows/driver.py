"""Runs for tests: sample articles, the flow's steps without Prefect, the command, and what came of it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import orjson

from communique.session import Outcome, finish, open_session, options_from
from communique.store.plan import parts_folder
from flows.executors import make_executor
from flows.pool import Executor
from flows.stories import lend_dates

ROOT = Path(__file__).resolve().parent.parent.parent
FAULTS = Path(__file__).resolve().parent / "faults"

TEXTS = (
    "Am {day}. Mai 2024 reiste Ministerin Karla Beispiel nach Wien. Das Vorhaben {n} kostet 2,4 Milliarden "
    "Euro, sagte sie. Im Herbst soll ein Forum über erneuerbare Energien stattfinden, zu dem Gäste kommen.",
    "Op {day} mei 2024 reisde minister Karel Voorbeeld naar Brussel. Het project {n} kost 300 miljoen euro, "
    "zei hij. In het najaar komt er een forum over hernieuwbare energie, waar gasten worden verwacht.",
    "Dnia {day} maja 2024 roku minister Jan Przykładowy pojechał do Pragi. Projekt {n} kosztuje 300 milionów "
    "euro, powiedział. Jesienią odbędzie się forum o energii odnawialnej, na które zaproszono gości.",
    "On {day} May 2024 minister Jane Sample travelled to Oslo. Project {n} costs 300 million euros, she "
    "said. In autumn there will be a forum on renewable energy, to which guests have been invited.",
)


def article(number: int, more: str = "") -> str:
    """A short article that no other number gives, in one of four languages."""
    return TEXTS[number % 4].format(day=number % 28 + 1, n=number) + (f"\n\n{more}" if more else "")


def write_articles(folder: Path, numbers: range, more: str = "") -> None:
    """A file an article."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:04d}.txt").write_text(article(number, more), encoding="utf-8")


def run_plain(inputs: Path | str | list[Path | str], out: Path | str, **options: object) -> Outcome:
    """The steps of the flow, one after another, without Prefect."""
    named = inputs if isinstance(inputs, list) else [inputs]
    options.setdefault("model", "none")
    given = options_from([str(item) for item in named], str(out), **options)  # type: ignore[arg-type]
    with open_session(given) as session:
        if session.plan.has_work:
            executor = make_executor(session)
            work = parts_folder(given.out) / "work"
            try:
                folders = [chunk.folder.name for chunk in session.plan.chunks]
                with ThreadPoolExecutor(8) as threads:
                    list(threads.map(partial(_run, executor, "clean", work), folders))
                    folders += lend_dates(session)
                    for stage in ("annotate", "extract"):
                        list(threads.map(partial(_run, executor, stage, work), folders))
            finally:
                executor.close()
        return finish(session)


def _run(executor: Executor, stage: str, work: Path, folder: str) -> None:
    executor.run(stage, work / folder)


def command(*arguments: str | Path, faults: bool = False, **environment: str) -> subprocess.Popen[bytes]:
    """Starts `communique`, in a session of its own."""
    path = [str(FAULTS)] if faults else []
    return subprocess.Popen(
        [sys.executable, "-m", "communique", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*path, str(ROOT)]), **environment},
    )  # fmt: skip


def finished(process: subprocess.Popen[bytes], seconds: float = 180) -> tuple[int, str, str]:
    """Exit code, output and error output of a command."""
    out, err = process.communicate(timeout=seconds)
    return process.returncode, out.decode(), err.decode()


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of every published file but `run_log.json`."""
    files = [path for path in out.iterdir() if path.is_file() and path.name != "run_log.json"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def same_records(left: Path, right: Path) -> bool:
    """Whether two folders hold the same records and clusters, however many runs it took.

    The ids of clusters are left out: they are those of the oldest member, and are kept when members come.
    """
    linked = {"linked_people.jsonl", "linked_events.jsonl", "discrepancies.jsonl", "run.json"}
    both = [
        {name: value for name, value in digests(out).items() if name not in linked} for out in (left, right)
    ]
    return both[0] == both[1] and clusters(left) == clusters(right)


def clusters(out: Path) -> set[frozenset[tuple[str, str]]]:
    """The linked people and events by their members alone."""
    return {
        frozenset((member["document_id"], member["id"]) for member in row["members"])
        for name in ("linked_people", "linked_events")
        for row in rows(out, name)
    }


def rows(out: Path, name: str) -> list[dict]:
    """The records of a published file."""
    return [orjson.loads(line) for line in (out / f"{name}.jsonl").read_bytes().splitlines()]

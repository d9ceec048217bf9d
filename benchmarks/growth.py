"""How a run grows with the collection: seconds a document, memory, Prefect's share, from one command.

    python -m benchmarks.growth [1000 10000 100000 ...] [--workers 2] [--model] [--markdown] [--keep DIR]

Each size is a run of `communique run` of its own, in a folder of its own, over generated articles of about
4 KB, as JSON Lines. Seconds a document are CPU time (run and workers, without Prefect's server), which moves
least on a busy machine, and time by the clock without Prefect's start. The serial part is what one process
does while the others wait: the plan, the stories, merging, linking and publishing. Peaks are the greatest
resident set of the run's own process, in which linking happens, and of one worker. Prefect's share is that
of the run, Prefect's start apart, in which tasks were under way and the workers were not busy; waiting for
each other and the start of the worker processes are in it, so that it is an upper bound.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
from rich.console import Console

from benchmarks.tables import Column, show

_SYLLABLES = [
    "ba",
    "den",
    "fel",
    "gar",
    "hol",
    "ker",
    "lan",
    "mon",
    "nor",
    "ost",
    "per",
    "rin",
    "sel",
    "tal",
    "ung",
    "ver",
    "wies",
    "zen",
]
_SENTENCES = (
    "Am {day}. {month} {year} reiste Ministerin {first} {last} zu Gesprächen nach {town}.",
    "Das Vorhaben in {town} kostet {n},4 Millionen Euro, sagte {last} vor {n} Gästen aus {noun} und {noun}.",
    "Im Herbst {year} soll in {town} ein Forum über {noun} und {noun} folgen.",
    "Der Bürgermeister von {town}, {first} {last}, verwies auf {n} Betriebe aus {noun}, {noun} und {noun}.",
    "Seit dem {day}. {month} {year} gibt es mit {town} eine Partnerschaft für {noun} und {noun}.",
    "Wer {noun} sucht, findet dort auch {noun}, {noun} und manchmal {noun}, wie man in {town} erzählt.",
)
_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one size; see the module for what each is."""

    documents: int
    seconds: float
    start: float
    cpu: float
    serial: float
    publish: float
    prefect: float
    run_mib: int
    worker_mib: int
    bytes_in: int
    bytes_out: int

    @property
    def work(self) -> float:
        """Seconds by the clock without Prefect's start."""
        return self.seconds - self.start


_COLUMNS: list[Column[Row]] = [
    ("documents", lambda row: f"{row.documents:,}"),
    ("seconds in all", lambda row: f"{row.seconds:.1f}"),
    ("CPU ms a document", lambda row: f"{1000 * row.cpu / row.documents:.1f}"),
    ("ms a document", lambda row: f"{1000 * row.work / row.documents:.1f}"),
    ("serial ms a document", lambda row: f"{1000 * row.serial / row.documents:.2f}"),
    ("of it publishing", lambda row: f"{1000 * row.publish / row.documents:.2f}"),
    ("Prefect's start, s", lambda row: f"{row.start:.1f}"),
    ("Prefect's share, at most", lambda row: f"{100 * row.prefect / row.work:.1f} %"),
    ("run, MiB", lambda row: str(row.run_mib)),
    ("a worker, MiB", lambda row: str(row.worker_mib)),
    ("KB in", lambda row: f"{row.bytes_in / row.documents / 1000:.1f}"),
    ("KB out", lambda row: f"{row.bytes_out / row.documents / 1000:.1f}"),
]


def main() -> None:
    """Prints a row a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", action="store_true", help="with the bundled model")
    parser.add_argument("--markdown", action="store_true", help="a table for the documentation")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave articles and records here")
    args = parser.parse_args()
    rows = [measure(size, args.workers, args.model, args.keep) for size in args.sizes]
    show(Console(), _COLUMNS, rows, markdown=args.markdown)


@contextmanager
def _folder(keep: Path | None, size: int) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
    else:
        folder = keep / str(size)
        folder.mkdir(parents=True)
        yield folder


def measure(size: int, workers: int, model: bool, keep: Path | None = None) -> Row:
    """One run over so many generated articles."""
    with _folder(keep, size) as folder:
        source, out = folder / "articles.jsonl", folder / "out"
        with source.open("wb") as stream:
            for number in range(size):
                stream.write(orjson.dumps({"id": str(number), "text": _article(number)}) + b"\n")
        command = [sys.executable, "-m", "communique", "run", str(source), "--out", str(out), "--quiet"]
        command += ["--workers", str(workers), *([] if model else ["--no-model"])]
        subprocess.run(command, check=True)
        log = orjson.loads((out / "run_log.json").read_bytes())
        taken = source.stat().st_size
        given = sum(path.stat().st_size for path in out.glob("*.jsonl"))
    seconds = log["seconds"]
    publish = seconds["publish"] + seconds["compact"]
    return Row(
        documents=size,
        seconds=seconds["total"],
        start=seconds.get("prefect_start", 0.0),
        cpu=sum(log["cpu_seconds"].values()),
        serial=seconds["plan"] + seconds["stories"] + publish,
        publish=publish,
        # What the workers were not busy with while the tasks ran.
        prefect=seconds["flow"] - sum(seconds[stage] for stage in ("clean", "annotate", "extract")) / workers,
        run_mib=log["peak_mib"]["run"],
        worker_mib=log["peak_mib"]["worker"],
        bytes_in=taken,
        bytes_out=given,
    )


def _article(number: int) -> str:
    """About 4 KB that hardly any other number gives, so that no two are taken for one story."""
    dice = random.Random(number)  # noqa: S311  (the same articles every time)

    def name() -> str:
        return "".join(dice.choices(_SYLLABLES, k=3)).capitalize()

    def sentence() -> str:
        pattern = dice.choice(_SENTENCES)
        while "{noun}" in pattern:
            pattern = pattern.replace("{noun}", name(), 1)
        return pattern.format(
            day=dice.randint(1, 28), month=dice.choice(_MONTHS), year=dice.randint(2015, 2026),
            n=dice.randint(2, 900), town=name(), first=name(), last=name(),
        )  # fmt: skip

    return "\n\n".join(" ".join(sentence() for _ in range(5)) for _ in range(9))


if __name__ == "__main__":
    main()

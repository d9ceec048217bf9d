"""How a run grows with the collection: seconds a document, memory, Prefect's share, from one command.

    python -m benchmarks.growth [1000 10000 ...] [--workers 2] [--model]

Each size is a run of `communique run` of its own, in a folder of its own, over generated articles of about
4 KB, as JSON Lines. Memory is the greatest resident set of one process of the run (workers and the flow's
own). Prefect's share is that of the run, Prefect's start apart, in which tasks were under way and the
workers were not busy; waiting for each other and the start of the worker processes are in it, so that it
is an upper bound.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

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


def main() -> None:
    """Prints a row a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", action="store_true", help="with the bundled model")
    args = parser.parse_args()
    table = Table(box=None)
    for name in (
        "documents",
        "seconds",
        "ms a document",
        "peak MiB",
        "Prefect start s",
        "Prefect's share, at most",
    ):
        table.add_column(name, justify="right")
    for size in args.sizes:
        table.add_row(*_measure(size, args.workers, args.model))
    Console().print(table)


def _measure(size: int, workers: int, model: bool) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "articles.jsonl", Path(folder) / "out"
        with source.open("wb") as stream:
            for number in range(size):
                stream.write(orjson.dumps({"id": str(number), "text": _article(number)}) + b"\n")
        command = [sys.executable, "-m", "communique", "run", str(source), "--out", str(out), "--quiet"]
        command += ["--workers", str(workers), *([] if model else ["--no-model"])]
        subprocess.run(command, check=True)
        log = orjson.loads((out / "run_log.json").read_bytes())["seconds"]
    start = log.get("prefect_start", 0.0)
    # What the workers were not busy with while the tasks ran: Prefect, waiting for each other, starting.
    beyond = log["flow"] - (log["clean"] + log["annotate"] + log["extract"]) / workers
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    work = log["total"] - start
    return (
        f"{size:,}", f"{log['total']:.1f}", f"{1000 * work / size:.2f}", f"{peak:.0f}", f"{start:.1f}",
        f"{100 * beyond / work:.1f} %",
    )  # fmt: skip


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

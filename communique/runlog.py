"""`run_log.json`: what differs from run to run (times, memory, machine), apart from the records."""

from __future__ import annotations

import os
import platform
import resource
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import orjson

from communique.store.files import write_atomically


def write_log(
    out: Path, seconds: Mapping[str, float], documents: Mapping[str, int], *, workers: int, dask: str | None
) -> None:
    """Writes the log of a run that has just ended.

    Args:
        out: the output folder.
        seconds: by step, `total` among them; those of stages are added up over workers.
        documents: `new`, extracted `again`, and `all` that are published.
        workers: processes.
        dask: address of the Dask scheduler, if there was one.
    """
    total, done = seconds["total"], documents["new"] + documents["again"]
    log = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": seconds,
        "cpu_seconds": _cpu_seconds(),
        "peak_mib": _peaks(),
        "documents": documents,
        "documents_a_second": round(done / total, 2) if total else None,
        "workers": workers,
        "dask": dask,
        "host": platform.node(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    write_atomically(out / "run_log.json", orjson.dumps(log, option=orjson.OPT_INDENT_2) + b"\n")


def _peaks() -> dict[str, int]:
    """The greatest resident set of this process, and of one of those it started that have ended."""
    kinds = {"run": resource.RUSAGE_SELF, "worker": resource.RUSAGE_CHILDREN}
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return {name: resource.getrusage(kind).ru_maxrss // unit for name, kind in kinds.items()}


def _cpu_seconds() -> dict[str, float]:
    """Of this process and of those it started that have ended; Prefect's own server is still running."""
    kinds = {"run": resource.RUSAGE_SELF, "worker": resource.RUSAGE_CHILDREN}
    used = {name: resource.getrusage(kind) for name, kind in kinds.items()}
    return {name: round(item.ru_utime + item.ru_stime, 2) for name, item in used.items()}

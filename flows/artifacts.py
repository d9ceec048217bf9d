"""What a run leaves in Prefect's interface: counts, rejections, warnings, throughput, the report."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import orjson
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from communique.session import Outcome

_MOST_REJECTED = 100
_RECORDS = ("people", "roles", "dates", "money", "events", "priorities")


def write_artifacts(outcome: Outcome, out: Path) -> None:
    """Creates the artifacts of a run from its published folder."""
    counts = outcome.manifest.counts
    create_table_artifact(
        key="communique-counts", table=_counts_by_language(out), description="Records by type and language"
    )
    create_table_artifact(
        key="communique-rejected",
        table=_rejected(out),
        description=f"Rejected inputs: {counts['rejected']} (the first {_MOST_REJECTED} are shown)",
    )
    create_table_artifact(key="communique-warnings", table=_warnings(out), description="Warnings by kind")
    done, total = outcome.new + outcome.again, outcome.seconds["total"]
    create_markdown_artifact(
        key="communique-throughput",
        markdown=f"{done} documents in {total:.1f} s, {done / total if total else 0:.1f} a second; "
        + ", ".join(f"{name} {value:.1f} s" for name, value in sorted(outcome.seconds.items())),
    )
    report = out / "report" / "index.html"
    if report.is_file():
        create_link_artifact(
            key="communique-report", link=report.resolve().as_uri(), description="The report"
        )


def _counts_by_language(out: Path) -> list[dict[str, str | int]]:
    by_language: dict[str, Counter[str]] = {}
    for name in ("documents", *_RECORDS):
        with (out / f"{name}.jsonl").open("rb") as stream:
            for line in stream:
                by_language.setdefault(orjson.loads(line)["language"], Counter())[name] += 1
    return [
        {"language": code, **{name: found[name] for name in ("documents", *_RECORDS)}}
        for code, found in sorted(by_language.items())
    ]


def _rejected(out: Path) -> list[dict[str, str]]:
    rows = []
    with (out / "rejected.jsonl").open("rb") as stream:
        for line in stream:
            item = orjson.loads(line)
            rows.append({key: item[key] for key in ("source", "stage", "code", "message")})
            if len(rows) == _MOST_REJECTED:
                break
    return rows


def _warnings(out: Path) -> list[dict[str, str | int]]:
    found: Counter[str] = Counter()
    with (out / "documents.jsonl").open("rb") as stream:
        for line in stream:
            found.update(note["code"] for note in orjson.loads(line)["warnings"])
    return [{"warning": code, "documents": count} for code, count in sorted(found.items())]

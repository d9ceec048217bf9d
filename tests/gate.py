"""The quality gate: floors under the scores on our own annotated articles.

    python -m tests.gate               prints what moved against the floors; exit code 1 below one of them
    python -m tests.gate --update      raises floors to what is measured now
    python -m tests.gate --update --lower   the only way to lower one

Floors are F1 a type and language, kept in `tests/gold/floors.json` with a digest of articles and gold facts,
so that nobody moves them by changing the articles unseen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tempfile
from pathlib import Path

from communique import runfolder
from communique.evaluate import evaluate
from pipeline.clean import clean_raw
from pipeline.extraction import extract_document
from pipeline.read import find_inputs, read_source
from schemas import Document, Rejected, to_json_line

ROOT = Path(__file__).resolve().parent.parent
SETS = {
    "samples": (ROOT / "seeds", ROOT / "tests" / "gold" / "samples.jsonl"),
    # written by people who had not seen a rule; their errors are not looked at, so that they stay unseen
    "heldout": (ROOT / "tests" / "gold" / "heldout", ROOT / "tests" / "gold" / "heldout.jsonl"),
    "articles": (ROOT / "tests" / "gold" / "articles", ROOT / "tests" / "gold" / "articles.jsonl"),
}
FLOORS = ROOT / "tests" / "gold" / "floors.json"


def digest() -> str:
    """SHA-256 over the names and contents of all articles and gold files."""
    state = hashlib.sha256()
    for folder, gold in SETS.values():
        for path in [*sorted(path for path in folder.iterdir() if path.is_file()), gold]:
            state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def write_run(folder: Path, out: Path) -> None:
    """Extracts every article of `folder` into record files in `out`, with the default settings."""
    rows: dict[str, list[tuple[str, str]]] = {name: [] for name in ("documents", *runfolder.RECORD_FILES)}
    for source in find_inputs([folder]):
        for raw in read_source(source):
            document = raw if isinstance(raw, Rejected) else clean_raw(raw)
            if isinstance(document, Rejected):
                raise ValueError(f"{document.source} was rejected: {document.message}")
            assert isinstance(document, Document)
            facts = extract_document(document)
            rows["documents"].append((document.id, to_json_line(document)))
            for name in runfolder.RECORD_FILES:
                rows[name] += [(document.id, to_json_line(record)) for record in getattr(facts, name)]
    for name, lines in rows.items():
        text = "".join(f"{line}\n" for _, line in sorted(lines, key=lambda row: row[0]))
        (out / f"{name}.jsonl").write_text(text, encoding="utf-8")


def measure() -> dict[str, float]:
    """F1 of every `set/type/language` over the annotated articles; evidence outside its text is an error."""
    scores = {}
    for name, (folder, gold) in SETS.items():
        with tempfile.TemporaryDirectory() as made:
            write_run(folder, Path(made))
            found = evaluate(Path(made), gold)
        if found.missing or found.ungrounded:
            raise ValueError(f"missing: {found.missing}, ungrounded: {found.ungrounded}")
        for (kind, language), score in sorted(found.scores.items()):
            scores[f"{name}/{kind}/{language}"] = math.floor(score.f1 * 1000) / 1000
    return scores


def main() -> int:
    """Compares, and updates where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="write the floors")
    parser.add_argument("--lower", action="store_true", help="with --update: floors may fall")
    options = parser.parse_args()
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"digest": "", "floors": {}}
    now, fallen = measure(), 0
    for key in sorted(now.keys() | old["floors"].keys()):
        before, after = old["floors"].get(key), now.get(key)
        if before != after:
            lower = before is not None and (after is None or after < before)
            fallen += lower
            print(f"{'fell' if lower else 'rose'}  {key}: {before} -> {after}")
    if old["digest"] != digest():
        print("The annotated articles changed.")
    if options.update and (not fallen or options.lower):
        content = {"digest": digest(), "floors": now}
        FLOORS.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        return 0
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())

"""Reads the corpora and parts them: a tenth held out for the figures, a slice to choose settings by
(trained on as well once they are chosen).

A corpus is a JSON Lines file, a sentence a line: `text`, `entities` ([start, end, label], half-open code
points) and `lang`. Where a sentence goes is decided by the hash of its text alone, so that it stays there
whatever is added, and equal sentences never stand on both sides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = ("PER", "ORG", "LOC")
HELD_OUT, CHOOSING, TRAINING = "held-out", "choosing", "training"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its name spans, sorted and without overlap."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    lang: str
    corpus: str


def part_of(text: str) -> str:
    """The part to which a sentence with this text belongs; depends on nothing else."""
    bucket = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % 100
    if bucket < 10:
        return HELD_OUT
    return CHOOSING if bucket < 18 else TRAINING


def _spans(entities: list[list[object]]) -> tuple[tuple[int, int, str], ...]:
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted((int(str(s)), int(str(e)), str(lab)) for s, e, lab in entities):
        if label in LABELS and (not kept or start >= kept[-1][1]):
            kept.append((start, end, label))
    return tuple(kept)


def read_corpora(folder: Path) -> Iterator[Sentence]:
    """Yields every sentence under `folder`, files in order of name; the corpus is the file's folder."""
    for path in sorted(folder.glob("*/*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["text"].strip():
                    spans = _spans(record["entities"])
                    yield Sentence(record["text"], spans, record["lang"], path.parent.name)


def parted(sentences: Iterator[Sentence]) -> dict[str, list[Sentence]]:
    """The sentences by part, without repeats of the same text in the same corpus."""
    parts: dict[str, list[Sentence]] = {HELD_OUT: [], CHOOSING: [], TRAINING: []}
    seen: set[tuple[str, str]] = set()
    for sentence in sentences:
        key = (sentence.corpus, sentence.text)
        if key not in seen:
            seen.add(key)
            parts[part_of(sentence.text)].append(sentence)
    return parts

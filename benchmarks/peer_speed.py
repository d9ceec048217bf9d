"""Words a second of CPU of every system over the same running text."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from benchmarks.peer_cases import own_cases
from benchmarks.peer_systems import System, systems
from pipeline.annotated import annotate
from pipeline.extractors.dates import extract_dates
from pipeline.extractors.money import extract_money

_MAX_SECONDS = 4.0
_MIN_WORDS = 3000  # the running text is repeated up to this length


def running_text() -> dict[str, str]:
    """The sentences of our own cases as running text, one a language: dates, sums and many of neither."""
    texts: dict[str, list[str]] = defaultdict(list)
    for kind in ("dates", "money"):
        for case in own_cases(kind):
            texts[case.language].append(case.text)
    return {language: " ".join(lines) for language, lines in texts.items()}


def speed(action: Callable[[str], object], paragraphs: Sequence[str]) -> float:
    """Words a second of CPU over the paragraphs: the best of the rounds that fit into 4 s, one at least."""
    action(paragraphs[0])
    least, began = float("inf"), time.process_time()
    while time.process_time() - began < _MAX_SECONDS:
        start = time.process_time()
        for paragraph in paragraphs:
            action(paragraph)
        least = min(least, time.process_time() - start)
    return sum(len(paragraph.split()) for paragraph in paragraphs) / max(least, 1e-9)


def paragraphs_of(text: str, words: int = 150) -> list[str]:
    """The text in pieces of the length of a paragraph, repeated up to a fixed number of words."""
    split = text.split()
    while len(split) < _MIN_WORDS:
        split += split
    return [" ".join(split[i : i + words]) for i in range(0, _MIN_WORDS, words)]


def _run(system: System, language: str, reference: date, part: str) -> object:
    return system(part, language, reference)


def speeds(kind: str, text: str, language: str) -> dict[str, float]:
    """Words a second of every system on one language's running text."""
    paragraphs = paragraphs_of(text)
    reference = date(2025, 11, 26)
    extract = extract_dates if kind == "dates" else extract_money
    found: dict[str, float] = {}
    for name, (system, known) in systems(kind).items():
        if language in known:
            found[name] = speed(partial(_run, system, language, reference), paragraphs)
    documents = {part: annotate(part, language, published=reference) for part in paragraphs}

    def extracted(part: str) -> object:
        documents[part].memo.clear()  # what was read of the document before does not count as given
        return extract(documents[part])

    found["ours, tokens given"] = speed(extracted, paragraphs)
    return found

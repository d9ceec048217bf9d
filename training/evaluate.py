"""Figures of a trained pipeline: exact spans, names never seen, false persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import Any

from spacy.language import Language

from pipeline.tokens import token_spans
from training.augment import mapped, with_names
from training.corpora import LABELS, Sentence

LANGUAGES = ("de", "nl", "pl", "en")
HISTORICAL = ("europeana_ner",)  # errors of the reading machine: no place to measure today's names
DRAWS = 4
SEED = 11


def _found(nlp: Language, sentences: list[Sentence]) -> Iterable[set[tuple[int, int, str]]]:
    for doc in nlp.pipe((s.text for s in sentences), batch_size=256):
        yield {(e.start_char, e.end_char, e.label_) for e in doc.ents}


def prf(hits: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 in per cent, one decimal."""
    return {
        "p": round(100 * hits / max(found, 1), 1),
        "r": round(100 * hits / max(gold, 1), 1),
        "f": round(200 * hits / max(found + gold, 1), 1),
        "gold": gold,
    }


def by_corpus(nlp: Language, sentences: list[Sentence]) -> dict[str, dict[str, dict[str, float]]]:
    """Exact-span precision, recall and F1: corpus -> label (and 'all') -> figures."""
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for sentence, found in zip(sentences, _found(nlp, sentences), strict=True):
        gold = set(sentence.spans)
        for label in (*LABELS, "all"):
            kept = {s for s in found if label in (s[2], "all")}
            wanted = {s for s in gold if label in (s[2], "all")}
            row = counts[f"{sentence.lang} {sentence.corpus}"][label]
            row[0] += len(kept & wanted)
            row[1] += len(kept)
            row[2] += len(wanted)
    return {corpus: {lab: prf(*row) for lab, row in rows.items()} for corpus, rows in sorted(counts.items())}


def scores(nlp: Language, sentences: list[Sentence]) -> dict[str, float]:
    """One F1 a corpus: short enough for a line of the log."""
    return {corpus: rows["all"]["f"] for corpus, rows in by_corpus(nlp, sentences).items()}


def unseen_names(
    nlp: Language, sentences: list[Sentence], kind: str, *, plain: bool
) -> dict[str, dict[str, float]]:
    """Recall of generated names, of parts never used in training, put into held-out sentences; by language.

    Every sentence is filled `DRAWS` times. `exact` counts the same span and label, `touched` any PER span
    that overlaps the name, `full` the exact ones among names of two words or more.
    """
    rng = Random(SEED)  # noqa: S311 (nothing secret)
    holding = [
        s
        for s in sentences
        if s.lang in LANGUAGES and s.corpus not in HISTORICAL and any(label == "PER" for *_, label in s.spans)
    ]
    filled = [with_names(s, rng, kind, unseen=True, plain=plain) for s in holding for _ in range(DRAWS)]
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for sentence, found in zip(filled, _found(nlp, filled), strict=True):
        people = [(s, e) for s, e, label in found if label == "PER"]
        for start, end, label in sentence.spans:
            if label == "PER":
                row = rows[sentence.lang]
                exact, full = (start, end) in people, " " in sentence.text[start:end]
                touched = any(s < end and start < e for s, e in people)
                for i, count in enumerate((exact, touched, True, exact and full, full)):
                    row[i] += count
    return {
        lang: {
            "exact": round(row[0] / row[2], 3),
            "touched": round(row[1] / row[2], 3),
            "names": row[2],
            "full": round(row[3] / max(row[4], 1), 3),
            "full_names": row[4],
        }
        for lang, row in sorted(rows.items())
    }


def false_persons(nlp: Language, sentences: list[Sentence]) -> dict[str, dict[str, float]]:
    """PER spans a thousand words in held-out sentences that hold no name at all; by corpus."""
    without = [s for s in sentences if not s.spans]
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sentence, found in zip(without, _found(nlp, without), strict=True):
        row = rows[f"{sentence.lang} {sentence.corpus}"]
        row[0] += sum(label == "PER" for *_, label in found)
        row[1] += sum(sentence.text[s].isalnum() for s, _ in token_spans(sentence.text))
    return {
        corpus: {"a_thousand": round(1000 * n / max(words, 1), 2), "found": n, "words": words}
        for corpus, (n, words) in sorted(rows.items())
    }


def figures(nlp: Language, sentences: list[Sentence]) -> dict[str, Any]:
    """Everything that the model card states, from the held-out sentences."""
    return {
        "spans": by_corpus(nlp, sentences),
        "unseen_names": {
            f"{kind} {'plain' if plain else 'diacritics'}": unseen_names(nlp, sentences, kind, plain=plain)
            for kind, plain in (("vietnamese", False), ("vietnamese", True), ("japanese", True))
        },
        "capitals": scores(nlp, [mapped(sentence, str.upper) for sentence in sentences]),
        "false_persons": false_persons(nlp, sentences),
    }

"""Figures of a trained pipeline: exact spans, names never seen, false persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import Any

from spacy.language import Language

from pipeline.tokens import token_spans
from training.augment import with_names
from training.corpora import LABELS, Sentence

LANGUAGES = ("de", "nl", "pl", "en")
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
    return {corpus.split("_")[0]: rows["all"]["f"] for corpus, rows in by_corpus(nlp, sentences).items()}


def unseen_names(nlp: Language, sentences: list[Sentence], kind: str, *, plain: bool) -> dict[str, dict[str, float]]:
    """Recall of generated names of parts never used in training, put into held-out sentences; by language.

    `exact` counts the same span and label, `touched` any PER span that overlaps the name.
    """
    rng = Random(SEED)
    holding = [s for s in sentences if s.lang in LANGUAGES and any(label == "PER" for *_, label in s.spans)]
    changed = [with_names(s, rng, kind, unseen=True, plain=plain) for s in holding]
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for sentence, found in zip(changed, _found(nlp, changed), strict=True):
        people = [(s, e) for s, e, label in found if label == "PER"]
        for start, end, label in sentence.spans:
            if label == "PER":
                row = rows[sentence.lang]
                row[0] += (start, end) in people
                row[1] += any(s < end and start < e for s, e in people)
                row[2] += 1
    return {
        lang: {"exact": round(e / n, 3), "touched": round(t / n, 3), "names": n} for lang, (e, t, n) in sorted(rows.items())
    }


def false_persons(nlp: Language, sentences: list[Sentence]) -> dict[str, dict[str, float]]:
    """PER spans a thousand words in held-out sentences that hold no name at all; by language."""
    without = [s for s in sentences if not s.spans]
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sentence, found in zip(without, _found(nlp, without), strict=True):
        row = rows[sentence.lang]
        row[0] += sum(label == "PER" for *_, label in found)
        row[1] += sum(sentence.text[s].isalnum() for s, _ in token_spans(sentence.text))
    return {
        lang: {"a_thousand": round(1000 * n / max(words, 1), 2), "found": n, "words": words}
        for lang, (n, words) in sorted(rows.items())
    }


def figures(nlp: Language, sentences: list[Sentence]) -> dict[str, Any]:
    """Everything that the model card states, from the held-out sentences."""
    return {
        "spans": by_corpus(nlp, sentences),
        "unseen_names": {
            f"{kind} {'plain' if plain else 'diacritics'}": unseen_names(nlp, sentences, kind, plain=plain)
            for kind, plain in (("vietnamese", False), ("vietnamese", True), ("japanese", True))
        },
        "false_persons": false_persons(nlp, sentences),
    }

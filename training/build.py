"""Trains the bundled model: `python -m training.build CORPORA_DIR OUT [--steps N] [--no-figures]`.

One process, fixed seeds, no clock: the same corpora, recipe, versions and machine give the same weights.
Set OMP_NUM_THREADS=1. Weights are the running average that the optimizer keeps over the last tenth or so
of the steps (`use_averages`), which scores higher and varies less than any single state.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import spacy
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import load_config
from thinc.api import Adam, Config, NumpyOps, set_current_ops, warmup_linear

import pipeline.spacy_tokenizer  # noqa: F401  (registers what the config names)
from training.augment import joined, varied
from training.card import update
from training.corpora import CHOOSING, HELD_OUT, LABELS, TRAINING, Sentence, parted, read_corpora
from training.evaluate import figures, scores
from training.written import written

CONFIG = Path(__file__).with_name("config.cfg")
JOINED_SHARE = 0.2  # of the training texts are paragraphs of two to five sentences
META = {
    "name": "communique",
    "version": "0.1.0",
    "description": "Persons, organisations and places in news of several languages",
    "license": "CC BY-SA 4.0",
}
log = logging.getLogger("training")


def use_numpy() -> None:
    """NumPy's matrix product instead of thinc's own, which was four times slower where we measured."""
    set_current_ops(NumpyOps(use_blis=False))


def example(nlp: Language, sentence: Sentence) -> Example:
    """A training example; a name that does not end on token borders is unknown, not absent."""
    doc = nlp.make_doc(sentence.text)
    reference = doc.copy()
    known: list[Span] = []
    torn: set[int] = set()
    for start, end, label in sentence.spans:
        span = reference.char_span(start, end, label=label)
        if span is not None:
            known.append(span)
        elif (wide := reference.char_span(start, end, alignment_mode="expand")) is not None:
            torn.update(range(wide.start, wide.end))
    known = [span for span in known if torn.isdisjoint(range(span.start, span.end))]
    reference.set_ents(known, missing=[reference[i : i + 1] for i in sorted(torn)], default="outside")
    return Example(doc, reference)


def epoch(sentences: list[Sentence], weights: dict[str, Any], rng: Random) -> Iterator[Sentence]:
    """One pass: each corpus by its weight, shuffled, varied, some joined to paragraphs of one corpus."""
    pool: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        weight = weights.get(sentence.corpus, 1.0)
        times = int(weight) + (rng.random() < weight % 1)
        pool.setdefault(sentence.corpus, []).extend([sentence] * times)
    for _ in range(weights["written"]):
        pool.setdefault("written", []).extend(written(rng))
    texts: list[Sentence] = []
    for group in pool.values():
        rng.shuffle(group)
        at = 0
        while at < len(group):
            many = rng.randint(2, 5) if rng.random() < JOINED_SHARE else 1
            chosen = [varied(s, rng) for s in group[at : at + many]]
            texts.append(joined(chosen, rng.choice((" ", " ", "\n", "\n\n"))))
            at += many
    rng.shuffle(texts)
    yield from texts


def batches(sentences: list[Sentence], recipe: dict[str, Any], rng: Random) -> Iterator[list[Sentence]]:
    """Endless batches of about `words_a_step` words, a word taken as five characters."""
    while True:
        batch: list[Sentence] = []
        size = 0
        for sentence in epoch(sentences, recipe["weights"], rng):
            batch.append(sentence)
            size += max(len(sentence.text) // 5, 1)
            if size >= recipe["words_a_step"]:
                yield batch
                batch, size = [], 0


def train(config: Config, parts: dict[str, list[Sentence]]) -> Language:
    """The trained pipeline, its weights averaged."""
    use_numpy()
    recipe = config["recipe"]
    spacy.util.fix_random_seed(recipe["seed"])
    rng = Random(recipe["seed"])  # noqa: S311 (nothing secret)
    nlp = spacy.util.load_model_from_config(
        Config({k: config[k] for k in ("nlp", "components")}), auto_fill=True, validate=True
    )
    sample = [example(nlp, s) for s in parts[TRAINING][:500]]
    ner = nlp.get_pipe("ner")
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize(lambda: sample)
    steps = recipe["steps"]
    optimizer = Adam(
        warmup_linear(recipe["learn_rate"], recipe["warmup"], int(steps * 1.1)),
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
        use_averages=True,
    )
    seen = parts[TRAINING] + (parts[CHOOSING] if recipe["settings_chosen"] else [])
    stream = batches(seen, recipe, rng)
    for step in range(1, steps + 1):
        losses: dict[str, float] = {}
        ner.update(  # type: ignore[attr-defined]
            [example(nlp, s) for s in next(stream)], sgd=optimizer, drop=recipe["dropout"], losses=losses
        )
        optimizer.step_schedules()
        if step % recipe["look_every"] == 0 or step == steps:
            with nlp.use_params(optimizer.averages):
                found = scores(nlp, parts[CHOOSING])
            log.info("step %d loss %.0f %s", step, losses["ner"], json.dumps(found))
    for node in ner.model.walk():  # type: ignore[attr-defined]
        for name in node.param_names:
            key = (node.id, name)
            if key in optimizer.averages:
                node.set_param(name, optimizer.averages[key])
    return nlp


def save(nlp: Language, out: Path) -> None:
    """Writes the pipeline without the strings of the corpora: the tables are hashed and need none."""
    nlp.meta.update(META)
    nlp.to_disk(out)
    StringStore(LABELS).to_disk(out / "vocab" / "strings.json")


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m training.build", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override")
    parser.add_argument("--no-figures", action="store_true", help="do not measure on the held-out tenth")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    overrides = {k: json.loads(v) for k, v in (pair.split("=", 1) for pair in options.set)}
    config = load_config(options.config, overrides=overrides)
    options.out.mkdir(parents=True, exist_ok=True)  # before the hour of training, not after it
    parts = parted(read_corpora(options.corpora))
    nlp = train(config, parts)
    save(nlp, options.out)
    if not options.no_figures:
        measured = figures(nlp, parts[HELD_OUT])
        (options.out / "figures.json").write_text(json.dumps(measured, indent=1) + "\n")
        if (card := options.out.parent / "MODEL_CARD.md").is_file():
            update(card, measured)


if __name__ == "__main__":
    main()

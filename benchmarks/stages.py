"""Where the time goes: words a second of every stage, beside bare spaCy, as ratios from one run.

    python -m benchmarks.stages [FOLDER] [--language de] [--repeat 5] [--model]

Each stage is timed alone, with what it needs made before; the best of the repeats counts, since other load on
the machine only ever adds. A ratio of 2.0 means twice the time of bare spaCy tokenization on the same text.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.annotated import Annotated, annotate
from pipeline.assemble import assemble
from pipeline.clean import clean
from pipeline.extraction import (
    NO_MODEL,
    Found,
    Settings,
    extract_dates,
    extract_document,
    extract_events,
    extract_money,
    extract_people,
    extract_priorities,
    extract_roles,
    find_all,
)
from schemas import DateMention, Document, Event, Money, Person, Priority, Record, Role, to_json_line

SAMPLES = Path(__file__).resolve().parent.parent / "seeds"
_RECORDS: dict[str, type[Record]] = {
    "people": Person,
    "roles": Role,
    "dates": DateMention,
    "money": Money,
    "events": Event,
    "priorities": Priority,
}


def best(action: Callable[[], object], repeat: int) -> float:
    """Least seconds of CPU that `action` takes over `repeat` runs, after one to warm caches up."""
    action()
    least = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(repeat):
            start = time.process_time()
            action()
            least = min(least, time.process_time() - start)
    finally:
        gc.enable()
    return least


def documents(folder: Path, language: str) -> list[Document]:
    """The cleaned samples of one language."""
    cleaned = [clean(path.read_bytes(), source=path.name) for path in sorted(folder.glob("*.txt"))]
    return [document for document in cleaned if document.language == language]


def measure(samples: list[Document], repeat: int, model: bool) -> tuple[int, dict[str, float]]:
    """Number of words and seconds of each stage over all `samples`."""
    import spacy

    language = samples[0].language
    texts = [document.text for document in samples]
    words = sum(len(text.split()) for text in texts)
    bare = spacy.blank(language)
    made: list[Annotated] = [
        annotate(d.text, language, published=d.published, title=d.title) for d in samples
    ]
    found = [find_all(annotated) for annotated in made]
    settings = Settings(model=NO_MODEL)

    def extractions() -> list[object]:
        return [extract_document(document, settings=settings) for document in samples]

    seconds = {
        "bare spaCy tokenization": best(lambda: [bare.make_doc(text) for text in texts], repeat),
        "clean": best(lambda: [clean(text, language=language) for text in texts], repeat),
        "tokens, sentences, lexicon": best(lambda: [annotate(text, language) for text in texts], repeat),
    }
    steps: dict[str, Callable[[Annotated, Found], object]] = {
        "dates": lambda doc, one: extract_dates(doc),
        "money": lambda doc, one: extract_money(doc),
        "people": lambda doc, one: extract_people(doc),
        "roles": lambda doc, one: extract_roles(doc, one.people),
        "events": lambda doc, one: extract_events(doc, one.people, one.dates),
        "priorities": lambda doc, one: extract_priorities(doc, one.people, one.roles),
    }
    for kind, step in steps.items():
        seconds[kind] = best(
            lambda step=step: [step(doc, one) for doc, one in zip(made, found, strict=True)], repeat
        )  # type: ignore[misc]
    seconds["records"] = best(
        lambda: [
            assemble(getattr(one, kind), record, document_id=d.id, language=language, text=d.text)
            for d, one in zip(samples, found, strict=True)
            for kind, record in _RECORDS.items()
        ],
        repeat,
    )
    extracted = extractions()
    seconds["JSON lines"] = best(lambda: [to_json_line(r) for e in extracted for r in e.records()], repeat)  # type: ignore[attr-defined]
    seconds["whole extraction, rules"] = best(extractions, repeat)
    if model:
        from pipeline.ner import load

        recogniser = load()
        seconds["bare NER"] = best(lambda: list(recogniser.entities(texts)), repeat)
        with_model = Settings()
        seconds["whole extraction, model"] = best(
            lambda: [extract_document(document, settings=with_model) for document in samples], repeat
        )
    return words, seconds


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--language", default="de")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--model", action="store_true", help="also with the bundled model")
    options = parser.parse_args()
    samples = documents(options.folder, options.language)
    if not samples:
        parser.error(f"There is no .txt article in '{options.language}' in {options.folder}.")
    words, seconds = measure(samples, options.repeat, options.model)
    bare = seconds["bare spaCy tokenization"]
    table = Table(title=f"{len(samples)} articles in '{options.language}', {words} words")
    table.add_column("stage")
    table.add_column("words a second", justify="right")
    table.add_column("times bare tokenization", justify="right")
    for stage, taken in seconds.items():
        table.add_row(stage, f"{words / taken:,.0f}", f"{taken / bare:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()

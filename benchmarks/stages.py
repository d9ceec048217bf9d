"""Where the time goes: every stage beside bare spaCy, as ratios from one run over text without repeats.

    python -m benchmarks.stages [--corpora FOLDER] [--languages de nl pl] [--words 70000] [--prefect 500]

The text is the project's articles of each language and, from `--corpora` (JSON Lines with `text` and `lang`,
as `make model` takes them), so many words a language, in documents of twenty sentences. Each document is read
once, so that every memory of words, spaCy's and ours, is as full as it is in the middle of a run. Times are
CPU seconds. Language files, models and Prefect's start are apart.

Run as `PYTHONPATH=OTHER python benchmarks/stages.py …`, it measures the code of another checkout.
"""

from __future__ import annotations

import argparse
import gc
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.annotated import annotate
from pipeline.assemble import assemble
from pipeline.clean import clean
from pipeline.extraction import (
    NO_MODEL,
    Settings,
    document_id,
    extract_dates,
    extract_document,
    extract_events,
    extract_money,
    extract_people,
    extract_priorities,
    extract_roles,
    recognise,
    with_countries,
)
from schemas import (
    DateMention,
    Document,
    Event,
    Extraction,
    Money,
    Person,
    Priority,
    Role,
    to_json_line,
)

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = (ROOT / "tests/gold/articles", ROOT / "seeds")
KINDS = ("people", "roles", "dates", "money", "events", "priorities")
_SENTENCES, _PARAGRAPH = 20, 5  # of a document made from sentences, and of its paragraphs
RECORDS = (Person, Role, DateMention, Money, Event, Priority)
BARE, BARE_NER = "bare tokenization (spaCy)", "bare NER (spaCy, as it loads the model)"
RULES = (
    "tokens, sentences, lexicon", "dates", "people", "roles", "priorities", "money", "events",
    "records (validation)",
)  # fmt: skip
MODEL = "names by the model"


class Clock:
    """CPU seconds by stage, in the order in which the stages came."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Adds what is done inside to a stage."""
        start = time.process_time()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start


def articles(language: str) -> list[str]:
    """The project's own articles in one language, cleaned."""
    paths = [p for folder in ARTICLES for p in sorted(folder.glob("*.txt")) if language in p.stem.split("_")]
    return [clean(path.read_bytes(), language=language).text for path in paths]


def sentences(folder: Path, language: str, words: int) -> list[str]:
    """Documents of twenty sentences of a corpus, about so many words in all."""
    found: list[str] = []
    left = words
    for path in sorted(folder.rglob("*.jsonl")):
        rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        texts = [row["text"] for row in rows if row.get("lang") == language]
        for start in range(0, len(texts), _SENTENCES):
            parts = texts[start : start + _SENTENCES]
            paragraphs = [" ".join(parts[i : i + _PARAGRAPH]) for i in range(0, len(parts), _PARAGRAPH)]
            found.append("\n\n".join(paragraphs))
            left -= sum(map(len, map(str.split, parts)))
            if left <= 0:
                return found
    return found


def measure(texts: Sequence[str], language: str, clock: Clock, *, model: bool = True) -> list[Extraction]:
    """Times all stages over the texts of one language; what is made once a process is made before."""
    import spacy

    documents = [
        Document(id=document_id(text), source="x", sources=("x",), language=language, text=text)
        for text in dict.fromkeys(texts)
    ]
    extract_document(documents[0], settings=Settings(model=NO_MODEL))
    bare = spacy.blank(language)
    bare.make_doc("Eins.")
    for document in documents:
        with clock.of(BARE):
            bare.make_doc(document.text)
    found = [_stages(document, clock) for document in documents]
    if model:
        _with_model(documents, clock)
    return found


def _with_model(documents: Sequence[Document], clock: Clock) -> None:
    import spacy

    from pipeline.ner import BUNDLED, _fast_products, load

    folder = Path(extract_document.__code__.co_filename).parent / "models" / BUNDLED
    texts = [document.text for document in documents]
    load()
    for stage in (BARE_NER, "bare NER, with NumPy's products"):
        plain = spacy.load(folder)
        if stage != BARE_NER:
            _fast_products(plain)
        list(plain.pipe(texts[:1]))
        with clock.of(stage):
            for _ in plain.pipe(texts):
                pass
    for document in documents:
        with clock.of(MODEL):
            recognise(document.text, Settings())


def _stages(document: Document, clock: Clock) -> Extraction:
    """Each stage of one document."""
    with clock.of("clean"):
        clean(document.text, language=document.language)
    with clock.of("tokens, sentences, lexicon"):
        annotated = annotate(document.text, document.language)
    with clock.of("dates"):
        dates, _ = extract_dates(annotated)
    with clock.of("people"):
        people = extract_people(annotated)
    with clock.of("roles"):
        roles = extract_roles(annotated, people)
        people = with_countries(people, roles)
    with clock.of("priorities"):
        priorities = extract_priorities(annotated, people, roles)
    with clock.of("money"):
        money = extract_money(annotated)
    with clock.of("events"):
        events = extract_events(annotated, people, dates)
    with clock.of("records (validation)"):
        extraction = Extraction(
            language=document.language,
            **{
                kind: assemble(
                    candidates,
                    record,
                    document_id=document.id,
                    language=document.language,
                    text=document.text,
                )[0]
                for kind, record, candidates in zip(
                    KINDS, RECORDS, (people, roles, dates, money, events, priorities), strict=True
                )
            },
        )
    with clock.of("JSON lines"):
        for record in extraction.records():
            to_json_line(record)
    return extraction


def finish(documents: Sequence[tuple[str, str, Extraction]], clock: Clock) -> None:
    """Times linking and writing over everything; documents are (text, language, extraction)."""
    from communique.store.parts import part_line, write_part
    from pipeline.linking import facts_of, link

    facts, lines = [], []
    for text, language, extraction in documents:
        header: dict[str, Any] = json.loads(
            Document(
                id=document_id(text), source="x", sources=("x",), language=language, text=text
            ).model_dump_json()
        )
        rows = {kind: [json.loads(to_json_line(r)) for r in getattr(extraction, kind)] for kind in KINDS}
        with clock.of("linking"):
            facts.append(facts_of(header, rows))
        lines.append((header["id"], language, {kind: [json.dumps(r) for r in rows[kind]] for kind in KINDS}))
    with clock.of("linking"):
        link(facts)
    with tempfile.TemporaryDirectory() as folder, clock.of("writing"):
        write_part(Path(folder), "0", (part_line(*line) for line in sorted(lines, key=lambda x: x[0])), {})


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, help="folder with JSON Lines of sentences")
    parser.add_argument("--languages", nargs="+", default=["de", "nl", "pl"])
    parser.add_argument("--words", type=int, default=70_000, help="a language, from the corpora")
    parser.add_argument("--no-model", action="store_true", help="rules alone")
    parser.add_argument("--prefect", type=int, default=0, metavar="N", help="also a run over N articles")
    options = parser.parse_args()
    gc.set_threshold(50_000, 50, 1_000)  # as in a worker; for spaCy too
    clock, words, done = Clock(), 0, []
    for language in options.languages:
        texts = sentences(options.corpora, language, options.words) if options.corpora else []
        texts = list(dict.fromkeys([*texts, *articles(language)]))
        words += sum(len(text.split()) for text in texts)
        found = measure(texts, language, clock, model=not options.no_model)
        done += [(text, language, one) for text, one in zip(texts, found, strict=True)]
    finish(done, clock)
    table = Table(title=f"{len(done)} documents in {', '.join(options.languages)}, {words:,} words", box=None)
    for name in ("stage", "words a second", "times bare tokenization", "times bare NER"):
        table.add_column(name, justify="left" if name == "stage" else "right")
    seconds = dict(clock.seconds)
    seconds["whole extraction, rules"] = sum(seconds[stage] for stage in RULES)
    if MODEL in seconds:
        seconds["whole extraction, model"] = seconds["whole extraction, rules"] + seconds[MODEL]
    bare, ner = seconds[BARE], seconds.get(BARE_NER)
    for stage, taken in seconds.items():
        beside = f"{taken / ner:.2f}" if ner else ""
        table.add_row(stage, f"{words / taken:,.0f}", f"{taken / bare:.2f}", beside)
    console = Console(width=110)
    console.print(table)
    if options.prefect:
        from benchmarks.growth import measure as measure_run

        run = measure_run(options.prefect, 2, False)
        share = run.prefect / (run.seconds - run.start)
        said = f"start {run.start:.1f} s, then at most {share:.1%} of the run"
        console.print(f"Prefect, {options.prefect:,} articles: {said}")


if __name__ == "__main__":
    main()

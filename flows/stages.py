"""The three stages of a chunk: clean, annotate, extract. They run in a worker process.

Each reads the hand-over file of the stage before it, writes its own line by line, and names every document
before it begins with it, so that whoever watches knows which one hung or crashed. A stage that was killed
goes on after the last whole line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

import orjson

from communique.store.parts import Entry, part_line, write_part
from communique.store.stories import Header, normalise_url
from communique.store.work import CLEANED, ENTITIES, RECORDS, Chunk
from flows.handover import Handover, document_lines, raw_lines
from flows.rejections import crashed, rejected_line, set_aside
from pipeline.reading.raw import RawDocument
from schemas import Document, Rejected, from_json_line, to_json_line
from schemas.codes import Stage

BATCH = 32  # documents that go through the network together
DOCUMENT_FILES = ("people", "roles", "dates", "money", "events", "priorities")


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is asked to do.

    Attributes:
        stage: `clean`, `annotate` or `extract`.
        chunk: the documents.
        aside: documents that are not to be tried again: id -> rejection code.
        alone: documents that are not to share a batch.
    """

    stage: str
    chunk: Chunk
    aside: Mapping[str, str] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()


Announce = Callable[[list[str]], None]


def run_job(job: Job, announce: Announce) -> dict[str, int]:
    """Runs a stage over a chunk.

    Args:
        job: the stage and the chunk.
        announce: is told the ids of the documents that are begun with next.

    Returns:
        Counts of the stage: `documents`, `rejected`.
    """
    return _STAGES[job.stage](job, announce)


def clean_chunk(job: Job, announce: Announce) -> dict[str, int]:
    """Raw documents to cleaned ones whose language is known."""
    from pipeline.clean import clean_raw  # HTML and language models: only this stage needs them

    chunk = job.chunk

    def work(handover: Handover) -> None:
        for line in chunk.raw_lines():
            raw = RawDocument(**orjson.loads(line))
            if raw.id in handover.done:
                continue
            announce([raw.id])
            result: Document | Rejected
            if raw.id in job.aside:
                result = set_aside(raw.source, Stage.CLEAN, job.aside[raw.id], raw.sha256)
            else:
                try:
                    result = clean_raw(raw, languages=chunk.languages or None)
                except Exception as error:
                    result = crashed(raw.source, Stage.CLEAN, error, raw.sha256)
            key = "document" if isinstance(result, Document) else "rejected"
            handover.write(raw.id, {key: orjson.Fragment(to_json_line(result))})

    return _stage(chunk, CLEANED, work)


def annotate_chunk(job: Job, announce: Announce) -> dict[str, int]:
    """Cleaned documents to the names that the statistical model finds in them."""
    chunk = job.chunk

    def work(handover: Handover) -> None:
        todo = [(item, document) for item, document in _cleaned(chunk) if item not in handover.done]
        for batch in _batches(todo, job.alone):
            announce([key for key, _ in batch])
            tried = [(key, document) for key, document in batch if key not in job.aside]
            found = _entities(tried, chunk.model)
            for key, document in batch:
                if key in job.aside:
                    rejected = set_aside(document.source, Stage.ANNOTATE, job.aside[key], None)
                    handover.write(key, {"rejected": orjson.Fragment(to_json_line(rejected))})
                else:
                    handover.write(key, found[key])

    if chunk.model == "none":
        return {"documents": sum(1 for _ in _cleaned(chunk)), "rejected": 0}
    return _stage(chunk, ENTITIES, work)


def extract_chunk(job: Job, announce: Announce) -> dict[str, int]:
    """Annotated documents to validated records, and the chunk's part."""
    from pipeline.extraction import Settings

    chunk = job.chunk
    lent: dict[str, str] = orjson.loads(chunk.lent.read_bytes()) if chunk.lent.exists() else {}
    # Lines, not what they say: a chunk's names as objects would weigh more than all else in the worker.
    names = {} if chunk.model == "none" else dict(raw_lines(chunk.output(ENTITIES)))
    settings = Settings(model=chunk.model)

    def work(handover: Handover) -> None:
        for key, item in document_lines(chunk.output(CLEANED)):
            if key in handover.done:
                continue
            told = orjson.loads(names.get(key, b"{}"))
            earlier = item.get("rejected") or told.get("rejected")
            if earlier:
                handover.write(key, rejected_line(earlier))
                continue
            announce([key])
            document = _document(item["document"], lent.get(key))
            if key in job.aside:
                rejected = set_aside(document.source, Stage.EXTRACT, job.aside[key], None)
                handover.write(key, rejected_line(orjson.loads(to_json_line(rejected))))
                continue
            try:
                found = [tuple(span) for span in told.get("entities", ())]
                handover.write(key, _extracted(document, found, settings))
            except Exception as error:
                rejected = crashed(document.source, Stage.EXTRACT, error, None)
                handover.write(key, rejected_line(orjson.loads(to_json_line(rejected))))

    counts = _stage(chunk, RECORDS, work)
    _finish(chunk, lent)
    return counts


_STAGES = {"clean": clean_chunk, "annotate": annotate_chunk, "extract": extract_chunk}


def headers(chunk: Chunk) -> list[Header]:
    """What stories are told by, of every cleaned document of a chunk."""
    return [
        Header(key, normalise_url(item["document"]["source_url"]), _own_date(item["document"]))
        for key, item in document_lines(chunk.output(CLEANED))
        if "document" in item
    ]


def lend(chunk: Chunk, dates: Mapping[str, str]) -> None:
    """Notes the publication dates that others lend to a chunk's documents.

    Records that an interrupted run made with other dates are thrown away.
    """
    data = orjson.dumps(dict(sorted(dates.items())))
    if chunk.lent.exists() and chunk.lent.read_bytes() == data:
        return
    for path in chunk.folder.glob(f"{RECORDS}.*"):
        path.unlink()
    chunk.lent.write_bytes(data)


def _stage(chunk: Chunk, stage: str, work: Callable[[Handover], None]) -> dict[str, int]:
    target = chunk.output(stage)
    if not target.exists():
        handover = Handover(chunk, stage)
        work(handover)
        handover.finish(target)
    rejected = sum(1 for _, item in document_lines(target) if _is_rejected(item))
    return {"documents": len(chunk.ids), "rejected": rejected}


def _is_rejected(item: Mapping[str, Any]) -> bool:
    return "rejected" in item or "rejected" in item.get("lines", {})


def _cleaned(chunk: Chunk) -> Iterator[tuple[str, Document]]:
    for key, item in document_lines(chunk.output(CLEANED)):
        if "document" in item:
            yield key, _document(item["document"], None)


def _document(data: Mapping[str, Any], lent: str | None) -> Document:
    document = Document.model_validate(data)
    if lent is None or document.published is not None:
        return document
    return Document.model_validate({**data, "published": lent, "published_from": "translation"})


def _own_date(document: Mapping[str, Any]) -> str | None:
    return None if document["published_from"] == "translation" else document["published"]


def _batches(
    items: Iterable[tuple[str, Document]], alone: frozenset[str]
) -> Iterator[list[tuple[str, Document]]]:
    batch: list[tuple[str, Document]] = []
    for item in items:
        if item[0] in alone:
            yield [item]
            continue
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _entities(batch: Iterable[tuple[str, Document]], model: str) -> dict[str, dict[str, Any]]:
    """Names by document. Each text goes through the network by itself: in one batch with others the last
    bits of its sums, and so now and then a name, would depend on its neighbours."""
    from pipeline.ner import load  # spaCy takes seconds to import

    recogniser = load(None if model == "bundled" else model)
    found: dict[str, dict[str, Any]] = {}
    for key, document in batch:
        try:
            [names] = recogniser.entities([document.text])
            found[key] = {"entities": [[name.start, name.end, name.label] for name in names]}
        except Exception as error:
            rejected = crashed(document.source, Stage.ANNOTATE, error, None)
            found[key] = {"rejected": orjson.Fragment(to_json_line(rejected))}
    return found


def _extracted(document: Document, entities: Any, settings: Any) -> dict[str, Any]:
    from pipeline.extraction import annotate_document, extract_annotated
    from pipeline.linking.facts import facts_of
    from schemas import check_grounded

    annotated = annotate_document(document, entities=entities, settings=settings)
    extraction = extract_annotated(annotated, document.id)
    check_grounded(extraction.records(), document.text)
    full = document.model_copy(update={"warnings": (*document.warnings, *extraction.warnings)})
    lines = {"documents": [to_json_line(full)]}
    for name in DOCUMENT_FILES:
        lines[name] = [to_json_line(record) for record in getattr(extraction, name)]
    # Read back from the lines, so that facts made anew from a part are the same.
    records = {name: [json.loads(line, parse_float=str) for line in lines[name]] for name in DOCUMENT_FILES}
    facts = facts_of(json.loads(lines["documents"][0]), records, annotated)
    return {
        "language": document.language,
        "cleaning_warnings": len(document.warnings),
        "lines": lines,
        "facts": facts.to_line().decode(),
    }


def _finish(chunk: Chunk, lent: Mapping[str, str]) -> None:
    """The chunk's part: its lines in the order of ids, and the sidecar. A line at a time is in memory."""
    told = {header.id: header for header in headers(chunk)}
    documents: dict[str, Entry] = {}
    places: dict[str, int] = {}
    place = 0
    with chunk.output(RECORDS).open("rb") as stream:
        for line in stream:
            item = orjson.loads(line)
            key, rejected = item["id"], item["lines"].get("rejected")
            code = from_json_line(Rejected, rejected[0]).code.value if rejected else None
            header = told.get(key, Header(key, None, None))
            documents[key] = Entry(chunk.fingerprint, header, lent.get(key), code)
            places[key] = place
            place += len(line)
        lines = (_part_line(stream, places[key]) for key in sorted(places))
        folder = chunk.folder.parent.parent
        write_part(folder, chunk.part, lines, dict(sorted(documents.items())))


def _part_line(stream: IO[bytes], place: int) -> bytes:
    stream.seek(place)
    item = orjson.loads(stream.readline())
    warnings = item.get("cleaning_warnings", 0)
    return part_line(item["id"], item["language"], item["lines"], warnings, item.get("facts"))

"""doccano: JSON Lines with `text` and `label` as [start, end, label]; the other keys become its metadata."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from communique.exchanging.lines import objects, wrong_shape
from communique.exchanging.spans import Labelled, Span


def write(documents: Iterable[Labelled], path: Path) -> int:
    """Writes a line a document; how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for document in documents:
            line = {
                "text": document.text,
                "label": [[span.start, span.end, span.label] for span in document.spans],
                "document_id": document.id,
                "source": document.source,
                "language": document.language,
            }
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Labelled]:
    """Reads doccano's exports, with spans as lists (`label`) or as objects (`entities`)."""
    for item in objects(path):
        try:
            meta = {**(item.get("meta") or {}), **item}
            yield Labelled(
                str(meta.get("document_id") or ""),
                str(meta.get("source") or ""),
                str(meta.get("language") or ""),
                str(item["text"]),
                tuple(sorted(set(_spans(item)))),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise wrong_shape(path, error) from error


def _spans(item: dict[str, Any]) -> Iterator[Span]:
    for start, end, label in item.get("label") or item.get("labels") or ():
        yield Span(int(start), int(end), str(label))
    for entity in item.get("entities") or ():
        yield Span(int(entity["start_offset"]), int(entity["end_offset"]), str(entity["label"]))

"""Label Studio: a JSON list of tasks; what was extracted goes in as predictions, corrections come as
annotations.

The project's labelling configuration names its parts `label` and `text`:

    <View><Labels name="label" toName="text"><Label value="PERSON"/>…</Labels><Text name="text"
    value="$text"/></View>

Some versions of the tool count UTF-16 units, which differ from code points after a character like '𝟓' or an
emoji; where the words that it gives beside a span do not stand at its offsets, they are tried as such units.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError
from communique.exchanging.lines import objects, wrong_shape
from communique.exchanging.spans import Labelled, Span


def write(documents: Iterable[Labelled], path: Path) -> int:
    """Writes a task a document, one a line of the list; how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        for document in documents:
            stream.write(",\n" if count else "\n")
            stream.write(json.dumps(_task(document), ensure_ascii=False))
            count += 1
        stream.write("\n]\n")
    return count


def _task(document: Labelled) -> dict[str, Any]:
    result = [
        {
            "id": f"{span.label}-{span.start}-{span.end}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": span.start,
                "end": span.end,
                "text": document.text[span.start : span.end],
                "labels": [span.label],
            },
        }
        for span in document.spans
    ]
    data = {
        "text": document.text,
        "document_id": document.id,
        "source": document.source,
        "language": document.language,
    }
    return {"data": data, "predictions": [{"model_version": "communique", "result": result}]}


def read(path: Path) -> Iterator[Labelled]:
    """Reads exported tasks; of several annotations of one task the last that was not cancelled counts."""
    for task in objects(path):
        try:
            annotations = [item for item in task.get("annotations") or () if not item.get("was_cancelled")]
            if not annotations:
                continue
            data = task["data"]
            text = str(data["text"])
            yield Labelled(
                str(data.get("document_id") or ""),
                str(data.get("source") or ""),
                str(data.get("language") or ""),
                text,
                tuple(
                    sorted({span for item in annotations[-1]["result"] for span in _spans(item, text, path)})
                ),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise wrong_shape(path, error) from error


def _spans(item: dict[str, Any], text: str, path: Path) -> Iterator[Span]:
    if item.get("type") != "labels":  # relations, ratings and the like
        return
    value = item["value"]
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if words is not None and text[start:end] != words:
        start, end = _from_utf16(text, start), _from_utf16(text, end)
        if text[start:end] != words:
            raise CommuniqueError(f"{path} gives {words!r} for a span whose words are others.")
    for label in value["labels"]:
        yield Span(start, end, str(label))


def _from_utf16(text: str, units: int) -> int:
    """The offset in code points of an offset in UTF-16 units."""
    encoded = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(encoded.decode("utf-16-le", "surrogatepass"))

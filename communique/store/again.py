"""Cleaned documents out of their parts, to be extracted again with another lent publication date."""

from __future__ import annotations

from collections import defaultdict

import orjson

from communique.store.plan import Plan, holders
from communique.store.work import CLEANED, Chunk


def write_cleaned(plan: Plan, chunk: Chunk) -> None:
    """Writes the chunk's cleaned documents as the clean stage would, without what was lent to them."""
    held = holders(plan)
    wanted: dict[int, set[str]] = defaultdict(set)
    for key in chunk.ids:
        wanted[held[key].part].add(key)
    chunk.folder.mkdir(parents=True, exist_ok=True)
    with chunk.output(CLEANED).open("wb") as stream:
        for number, ids in sorted(wanted.items()):
            for key, line in plan.parts[number].lines():
                if key in ids:
                    item = orjson.loads(line)
                    document = orjson.loads(item["lines"]["documents"][0])
                    document["warnings"] = document["warnings"][: item["cleaning_warnings"]]
                    if document["published_from"] == "translation":
                        document["published"] = document["published_from"] = None
                    stream.write(orjson.dumps({"id": key, "document": document}) + b"\n")

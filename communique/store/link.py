"""The hook by which records are linked over documents, between the merge and the publishing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

# pipeline.linking is imported where it is needed: a run that finds nothing to do should end at once.
FACTS = "facts.jsonl"
LINKED = ("linked_people", "linked_events", "discrepancies")


def facts_line(item: Mapping[str, Any], story_id: str | None) -> bytes:
    """What linking reads of a document, with its story of today.

    Args:
        item: the document's line in its part; facts that another version wrote are made anew from records.
        story_id: as told by address, today.
    """
    from pipeline.linking.facts import facts_of, is_current

    kept: str | None = item.get("facts")
    if kept is None or not is_current(kept):
        lines: Mapping[str, list[str]] = item["lines"]
        records = {name: [json.loads(line, parse_float=str) for line in lines[name]] for name in lines}
        [document] = records.pop("documents")
        kept = facts_of({**document, "story_id": None}, records).to_line().decode()
    if story_id is None:
        return kept.encode() + b"\n"
    return orjson.dumps({**orjson.loads(kept), "story_id": story_id}) + b"\n"


def link_all(staged: Path, published: Path) -> Mapping[str, str]:
    """Writes the linked files beside the merged ones.

    Args:
        staged: the folder with the merged files and `facts.jsonl`.
        published: the output folder with the last run's linked files, whose ids are to be kept.

    Returns:
        Stories found by content: document id -> story id, for the documents that are to get another one.
    """
    from pipeline.linking import link_folder

    return link_folder(staged, published)

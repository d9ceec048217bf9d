"""The hook by which records are linked over documents, between the merge and the publishing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

LINKED = ("linked_people", "linked_events", "discrepancies")


def link_all(staged: Path, published: Path) -> Mapping[str, str]:
    """Writes the linked files beside the merged ones.

    Calls `pipeline.linking.link_folder(staged, published)` where there is one, which reads the files of
    single documents in `staged` and writes `linked_people.jsonl`, `linked_events.jsonl` and
    `discrepancies.jsonl` there.

    Args:
        staged: the folder with the merged files.
        published: the output folder with the last run's linked files, whose ids are to be kept.

    Returns:
        Stories found by content: document id -> story id, for the documents that are to get another one.
    """
    stories: Mapping[str, str] = {}
    try:
        link_folder = import_module("pipeline.linking").link_folder
    except ModuleNotFoundError as error:
        if error.name != "pipeline.linking":
            raise
    else:
        stories = link_folder(staged, published) or {}
    for name in LINKED:
        (staged / f"{name}.jsonl").touch()
    return stories

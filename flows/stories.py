"""Between cleaning and extracting: versions of one article lend each other their publication date."""

from __future__ import annotations

from communique.session import Session
from communique.store.parts import next_number
from communique.store.plan import changed_by_stories, chunk_again, parts_folder, stories_of
from communique.store.stories import Story
from communique.store.work import Chunk
from flows.stages import headers, lend


def lend_dates(session: Session) -> list[str]:
    """Notes in every chunk the dates that its documents are lent.

    Args:
        session: all its chunks are cleaned.

    Returns:
        Folder names of further chunks: documents finished in earlier runs that are lent another date now.
    """
    plan = session.plan
    with session.timed("stories"):
        told = {chunk: headers(chunk) for chunk in plan.chunks}
        new = [header for found in told.values() for header in found]
        stories = stories_of(plan, new)
        for chunk, found in told.items():
            _lend(chunk, [header.id for header in found], stories)
        plan.again = changed_by_stories(plan, new)
        number = next_number(parts_folder(plan.out)) + len(plan.chunks)
        again = chunk_again(plan, plan.again, session.options.workers, number)
        for chunk in again:
            _lend(chunk, list(chunk.ids), stories)
    return [chunk.folder.name for chunk in again]


def _lend(chunk: Chunk, ids: list[str], stories: dict[str, Story]) -> None:
    lent = {key: stories[key].lent for key in ids if key in stories}
    lend(chunk, {key: day for key, day in lent.items() if day})

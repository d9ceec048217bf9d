"""Whether an event was held, is planned, postponed or cancelled: from its words, tense and date."""

from __future__ import annotations

from datetime import date

from pipeline.extractors.events.model import Group
from pipeline.extractors.events.scene import Scene


def status_of(scene: Scene, group: Group, start: date | None) -> str:
    """The status code; a date after the publication date is a plan whatever the tense."""
    states = {state for m in group.mentions for state in m.states}
    published = scene.document.published
    passed = published is not None and start is not None and start <= published
    if "cancelled" in states and "postponed" not in states:
        return "cancelled"
    if "postponed" in states and not passed:
        return "postponed"
    if published is not None and start is not None:
        return "planned" if start > published else "held"
    if "planned" in states and "held" not in states:
        first = next(m for m in group.mentions if m.states)
        return "planned" if "planned" in first.states else "held"
    if not states and all(m.ahead for m in group.mentions):
        return "planned"
    return "held"

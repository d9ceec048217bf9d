"""First and last days: 'opened on Wednesday and closed on Sunday' is one span of days."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.events.moments import Moment
from pipeline.extractors.events.scene import Scene

_REACH = 9  # reading distance between 'began' and its day
_LONGEST = 100  # days between the two; more is another edition


def bound_of(scene: Scene, moment: Moment, first: int, limit: int) -> str:
    """'begin' or 'end' where a verb of beginning or ending stands beside the day, else ''."""
    start, end = max(first, moment.start - _REACH), min(limit, moment.end + _REACH)
    found = [
        (scene.gap(x.start, x.end, moment.start, moment.end), x.value)
        for x in scene.lexemes("event_bound", start, end)
    ]
    gap, value = min(found, default=(_REACH + 1, ""))
    return value if gap <= _REACH else ""


def spanning(begin: Moment | None, end: Moment | None) -> Moment | None:
    """The span from the first day to the last, or None where one is missing or they do not follow."""
    if begin is None or end is None:
        return None
    first, last = begin.date, end.date
    if "/" in first.edtf or "/" in last.edtf:
        return None
    if first.start is None or last.end is None:
        if not (first.edtf[:4] == last.edtf[:4] == "XXXX" and first.edtf < last.edtf):
            return None  # days of one unknown year follow each other as they are written
        date = replace(last, kind="interval", edtf=f"{first.edtf}/{last.edtf}")
        return Moment(min(begin.start, end.start), max(begin.end, end.end), date)
    if not 0 < (last.end - first.start).days <= _LONGEST:
        return None
    date = replace(last, kind="interval", edtf=f"{first.edtf}/{last.edtf}", start=first.start)
    return Moment(min(begin.start, end.start), max(begin.end, end.end), date)

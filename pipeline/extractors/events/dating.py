"""The date of an event: from its own clause, its name, or 'the same day'; else none."""

from __future__ import annotations

from datetime import date

from pipeline.extractors.events.model import Group, Mention
from pipeline.extractors.events.scene import Moment, Scene

Dated = tuple[str, date | None, date | None]
_NONE: tuple[None, None, None] = (None, None, None)


def _value(moment: Moment) -> Dated:
    return moment.date.edtf, moment.date.start, moment.date.end


def _previous_day(scene: Scene, token: int) -> Moment | None:
    """The last whole day that the text names before `token`, at most six sentences back."""
    first = scene.document.sentences[max(0, scene.document.sentence_of(token) - 6)][0]
    for moment in reversed(scene.moments_in(first, token)):
        if moment.day and ".." not in moment.date.edtf and "/" not in moment.date.edtf:
            return moment
    return None


def _own(group: Group) -> Moment | None:
    """The date that its mentions' clauses give, the new one of a postponed event before all others."""
    dated = [m for m in group.mentions if m.moment is not None]
    if not dated:
        return None
    moved = [m for m in dated if "postponed" in m.states]
    if moved:
        return moved[-1].moment
    days = [m for m in dated if m.moment is not None and m.moment.day]
    months = [m for m in dated if m.moment is not None and not m.moment.bare_year]
    return (days or months or dated)[0].moment


def _fits(moment: Moment, years: set[int]) -> bool:
    year = moment.date.edtf[:4]
    return not years or not year.isdigit() or int(year) in years


def date_of(scene: Scene, group: Group) -> Dated | tuple[None, None, None]:
    """(EDTF, first day, last day) of the event, all None where the text ties no date to it."""
    moment = _own(group)
    if moment is not None and _fits(moment, group.years):
        return _value(moment)
    if group.years:
        year = min(group.years)
        return f"{year:04}", date(year, 1, 1), date(year, 12, 31)
    for mention in group.mentions:
        if mention.same_day:
            day = _previous_day(scene, mention.head)
            if day is not None:
                return _value(day)
    return _NONE


def mention_days(mentions: list[Mention]) -> set[str]:
    """EDTF values of the days that mentions carry themselves."""
    return {m.moment.date.edtf for m in mentions if m.moment is not None and m.moment.day}

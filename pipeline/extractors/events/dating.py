"""The date of an event: from its own clause, its name, 'the same day', or a sentence beside it; else none."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.extractors.events.bounds import spanning
from pipeline.extractors.events.model import NOUN, VERB, Group, Mention
from pipeline.extractors.events.moments import Moment
from pipeline.extractors.events.scene import Scene
from pipeline.extractors.events.timing import original
from schemas.edtf import bounds

Dated = tuple[str, date | None, date | None]
_NONE: tuple[None, None, None] = (None, None, None)
_RECENT = 92  # days before publication that 'the same day' can mean
_BACK = 60  # mentions back in which 'the same day' looks for its day
_LEAD = 6  # sentences from the beginning in which 'the meeting' is that of the article's first date
_GATHERED = frozenset({"meeting", "ceremony", "conference", "forum", "press_conference", "signing"})
_DAY = 10  # letters of an EDTF day
_SOME_YEAR = 2000  # has a 29 February
_DAYS_FROM = {"same_day": 0, "closing": 0, "day_before": -1, "day_after": 1}
_LONGEST_STAY = 31  # days of a visit that has a first and a last day
_TOLD_BACK = 12  # sentences back in which a day counts as told before
_ONE_DAY = frozenset({"meeting", "signing", "ceremony", "press_conference", "discussion"})


def _head(mention: Mention) -> int:
    return mention.head


@dataclass(frozen=True, slots=True)
class Told:
    """What a document's mentions have taken: their order, their sentences, the dates tied to them.

    `days` holds the days of the events dated so far, by the identity of their mentions.
    """

    mentions: list[Mention]
    sentences: frozenset[int]
    moments: frozenset[int]
    days: dict[int, Dated]

    def keep(self, group: Group, dated: Dated | tuple[None, None, None]) -> None:
        """Notes the day of an event, for those told to be on the same one."""
        if dated[0] is not None and len(dated[0]) == _DAY:
            self.days.update((id(mention), dated) for mention in group.mentions)

    def day(self, mention: Mention) -> Dated | None:
        """The one day of a mention, its own or that of its event."""
        if mention.moment is not None:
            return _value(mention.moment) if _single_day(mention.moment) else None
        return self.days.get(id(mention))


def told(mentions: list[Mention]) -> Told:
    """Gathers once what dating asks for each event."""
    moments = frozenset(m.moment.start for m in mentions if m.moment is not None)
    return Told(mentions, frozenset(m.sentence for m in mentions), moments, {})


def _value(moment: Moment) -> Dated:
    return moment.date.edtf, moment.date.start, moment.date.end


def _single_day(moment: Moment) -> bool:
    return moment.day and "/" not in moment.date.edtf


def _latest(moment: Moment | None, dated: list[Mention]) -> Moment | None:
    """The new date, or a day behind it on which the article tells the event as held after all."""
    start = moment.date.start if moment is not None else None
    if start is None:
        return moment
    held = [m.moment for m in dated if "postponed" not in m.states and m.moment is not None and m.moment.day]
    later = [m for m in held if m.date.start is not None and m.date.start > start]
    return later[-1] if later else moment


def _own(group: Group) -> Moment | None:
    """The date that its mentions' clauses give, the new one of a postponed event before all others."""
    dated = [m for m in group.mentions if m.moment is not None]
    moved = [m for m in dated if "postponed" in m.states]
    if moved:
        return _latest(moved[-1].moment, dated)
    days = [m for m in dated if m.moment is not None and m.moment.day]
    first = next((m.moment for m in days if m.bound == "begin"), None)
    last = next((m.moment for m in days if m.bound == "end"), None)
    whole = spanning(first, last)
    if whole is not None and len({m.moment.date.edtf for m in days if m.moment is not None}) == 2:
        return whole
    months = [m for m in dated if m.moment is not None and not m.moment.bare_year]
    found = days or months or dated
    return found[0].moment if found else None


def _in_year(moment: Moment, year: int) -> Dated | None:
    """The date in the year of the event's name where its own was only assumed; None where it was not."""
    parts = moment.date.edtf.split("/")
    if moment.date.anchor == "explicit" or any(len(part) not in (7, 10) for part in parts):
        return None
    moved = "/".join(f"{year:04}{part[4:]}" for part in parts)
    try:
        start, end = bounds(moved)
    except ValueError:  # 29 February
        return None
    return moved, start, end


def _named_year(moment: Moment | None, years: set[int]) -> Dated:
    year = min(years)
    whole: Dated = f"{year:04}", date(year, 1, 1), date(year, 12, 31)
    if moment is None or moment.bare_year:
        return whole
    return _in_year(moment, year) or whole


def _same_day(scene: Scene, mention: Mention, others: Told) -> Dated | None:
    """The day of the last dated event before, else the last day that the text names, six sentences back.

    Words of closing ('at the end') have a day only where all days told before are the same one.
    """
    place = bisect_left(others.mentions, mention.head, key=_head)
    days = [day for m in others.mentions[max(0, place - _BACK) : place] if (day := others.day(m))]
    if mention.same_day == "closing" and len({day[0] for day in days}) > 1:
        return None
    published = scene.document.published
    for day in reversed(days):
        if published is None or day[1] is None or 0 <= (published - day[1]).days <= _RECENT:
            return day
    for moment in reversed(_told_moments(scene, mention)):
        start = moment.date.start
        ahead = published is not None and start is not None and start > published
        if _single_day(moment) and not ahead:
            return _value(moment)
    return None


def _told_moments(scene: Scene, mention: Mention) -> list[Moment]:
    """The dates of the sentences before a mention, in order."""
    sentences = scene.document.sentences
    first = sentences[max(0, scene.document.sentence_of(mention.head) - _TOLD_BACK)][0]
    return scene.moments_in(first, mention.head)


def _end_of_stay(scene: Scene, mention: Mention) -> Dated | None:
    """The first or the last day of the stay told before: 'On the first day she met the minister.'"""
    for moment in reversed(_told_moments(scene, mention)):
        if moment.days_long(_LONGEST_STAY):
            edtf = moment.date.edtf.split("/")[0 if mention.same_day == "first_day" else -1]
            return (edtf, *bounds(edtf)) if len(edtf) == _DAY else None
    return None


def _beside_day(told: Dated, days: int) -> Dated | tuple[None, None, None]:
    """The day so many days from the one told, itself for 0."""
    edtf, start, _ = told
    if not days:
        return told
    if start is None:
        day = date(_SOME_YEAR, int(edtf[5:7]), int(edtf[8:10])) + timedelta(days=days)
        return f"XXXX-{day:%m-%d}", None, None
    day = start + timedelta(days=days)
    return day.isoformat(), day, day


def _beside(scene: Scene, mention: Mention, tied: frozenset[int]) -> Moment | None:
    """A day in the sentence before, in the same paragraph, that no other event has."""
    document = scene.document
    index = document.sentence_of(mention.head)
    if index == 0:
        return None
    first, limit = document.sentences[index - 1]
    if document.paragraph_of(first) != document.paragraph_of(mention.head):
        return None
    free = [
        m
        for m in scene.moments_in(first, limit)
        if m.day and ".." not in m.date.edtf and m.date.rule != "date-open" and m.start not in tied
    ]
    if len(free) != 1 or free[0].date.start == scene.document.published:
        return None
    return free[0]


def _ahead(scene: Scene, group: Group, moment: Moment) -> Dated:
    """The date; a plan's day without a year of its own lies after the publication date."""
    published, start = scene.document.published, moment.date.start
    plan = any(m.states & {"planned", "postponed"} and not m.states & {"held"} for m in group.mentions)
    if not plan or published is None or start is None or start >= published:
        return _value(moment)
    if moment.date.anchor != "published" or "relative" in moment.date.rule or "weekday" in moment.date.rule:
        return _value(moment)
    return _in_year(moment, start.year + 1) or _value(moment)


def _before(scene: Scene, mention: Mention) -> Moment | None:
    """The one day of the three sentences before a noun that points back: 'The ceremony was attended by …'."""
    sentences = scene.document.sentences
    index = mention.sentence
    told = scene.moments_in(sentences[max(0, index - 3)][0], sentences[index][0])
    days = [m for m in told if _single_day(m) and not original(scene, m)]
    published = scene.document.published
    if len({m.date.edtf for m in days}) != 1 or any("planned" in state for state in mention.states):
        return None
    start = days[0].date.start
    late = published is not None and start is not None and not 0 <= (published - start).days <= _RECENT
    return None if late else days[0]


def _told_before(scene: Scene, lead: Mention) -> bool:
    """Whether the article's beginning may have told the day of what 'the meeting' means."""
    return lead.sentence <= _LEAD and lead.type in _GATHERED


def date_of(scene: Scene, group: Group, others: Told) -> Dated | tuple[None, None, None]:
    """(EDTF, first day, last day) of the event, all None where the text ties no date to it.

    Args:
        scene: the document.
        group: the event's mentions.
        others: what the document's mentions have taken.
    """
    moment = _own(group)
    if group.years and (moment is None or moment.date.edtf[:4] not in {f"{y:04}" for y in group.years}):
        return _named_year(moment, group.years)
    if moment is not None:
        return _ahead(scene, group, moment)
    defining = group.defining
    if defining.borrowed is not None:
        return _value(defining.borrowed)
    lead = next((m for m in group.mentions if m.kind is NOUN and m.determiner in m.back), None)
    later = next((m for m in group.mentions if m.same_day), None)
    if lead is not None and later is not None and lead.start < later.start and _told_before(scene, lead):
        day = _before(scene, lead)
        if day is not None:
            return _value(day)
    for mention in group.mentions:
        if mention.same_day and "planned" not in mention.states:
            if mention.same_day not in _DAYS_FROM:
                return _end_of_stay(scene, mention) or _NONE
            before = _same_day(scene, mention, others)
            if before is not None:
                return _beside_day(before, _DAYS_FROM[mention.same_day])
            if mention.same_day == "closing":
                return _NONE
    one_day = defining.type in _ONE_DAY and (
        defining.kind is VERB or (defining.kind is NOUN and bool(defining.parties))
    )
    for mention in group.mentions:
        # 'They agreed on the 12th. The ceremony was held in the ministry.'
        if mention.kind is NOUN and mention.type in ("signing", "ceremony") and "hold" in mention.holds:
            day = _beside(scene, mention, others.moments)
            if day is not None and not mention.states:
                return _value(day)
    opening = defining.sentence - 1 not in others.sentences and defining.name_level == 2
    if one_day or opening:
        day = _beside(scene, defining, others.moments)
        if day is not None:
            return _value(day)
    if lead is not None and _told_before(scene, lead) and not defining.other:
        day = _before(scene, lead)
        if day is not None:
            return _value(day)
    return _NONE

"""Which date of its sentence a mention has: the nearest that can date an occasion.

A day beats a month and a year, the new date of a postponed event its old ones, a span of days the day on
which it began. A day that opens the sentence holds for all that it tells; the day on which an event was
called off is none of its own. The month that directly follows the noun ('the floods of late June') beats a
day elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.extractors.events.bounds import bound_of, spanning
from pipeline.extractors.events.model import NOUN, VERB, Mention
from pipeline.extractors.events.moments import Moment
from pipeline.extractors.events.near import around, nearest
from pipeline.extractors.events.scene import Scene
from schemas.edtf import bounds

_DATE_REACH = 45
_LONGEST = 400  # days that an occasion may last
_ONE_DAY = 10  # letters of an EDTF day
_YEAR_REACH = 4
_MONTH_REACH = 25
_TODAY_REACH = 12
_ANCHORED = 20  # reading distance between 'will be held' and the date
_BEGUN = 5  # tokens from a noun to 'which began', and from there to its date
_CLAUSE = 20  # tokens from 'and' to the second verb
_PLAN_REACH = 4  # tokens between a date and 'planned for'
_OPENING, _FRAMED = 2, 100  # tokens before a date that opens its sentence, and those that it holds for
_DURING_REACH = 14
_AFTER_REACH = 3
_ORIGINAL_REACH = 4
_BEHIND = 2  # tokens between a noun and the date that belongs to it alone
LONG = frozenset({"visit", "festival", "exhibition", "campaign"})  # 'during' them other things have days


def _after_place(scene: Scene, mention: Mention) -> int:
    """End of the phrase with its place and what stands in brackets behind it: 'in Gifu (Japan)'."""
    surfaces = scene.document.surfaces
    end = mention.place.end if mention.inner_place and mention.place is not None else mention.end
    if mention.kind is not VERB and end < len(surfaces) and surfaces[end] == "(":
        for i in range(end, min(end + 8, len(surfaces))):
            if surfaces[i] == ")":
                return i + 1
    return max(end, mention.end)


def dateable(moment: Moment) -> bool:
    """Open intervals and spans of years date no occasion."""
    edtf = moment.date.edtf
    if ".." in edtf or moment.date.rule == "date-open":
        return False
    if "/" in edtf and moment.bare_year:
        return False
    start, end = moment.date.start, moment.date.end
    return start is None or end is None or (end - start).days <= _LONGEST


def _last_day(moment: Moment) -> bool:
    """Whether it is a day up to which something goes on: 'runs until 6 November'."""
    return moment.date.rule == "date-open" and moment.day and len(moment.date.edtf) == _ONE_DAY


def _relative(moment: Moment) -> bool:
    return "relative" in moment.date.rule


def _reach(scene: Scene, moment: Moment) -> int:
    if _relative(moment) and moment.date.start == moment.date.end == scene.document.published:
        return _TODAY_REACH  # 'today' often means nowadays
    if moment.bare_year:
        return _YEAR_REACH
    return _DATE_REACH if moment.day else _MONTH_REACH


def original(scene: Scene, moment: Moment) -> bool:
    """Whether the date is the one first thought of: 'originally planned for May'."""
    return _marked(scene, moment, "original")


def _marked(scene: Scene, moment: Moment, value: str) -> bool:
    """Whether a word directly before the date makes it the old one ('not on') or the new ('not until')."""
    first = max(scene.sentence(moment.start)[0], moment.start - 2 * _ORIGINAL_REACH)
    return any(
        x.value == value and x.end >= moment.start - _ORIGINAL_REACH
        for x in scene.lexemes("event_original", first, moment.start)
    )


def _of_change(scene: Scene, mention: Mention, moment: Moment) -> bool:
    """Whether it is the day on which the event was called off: 'last Friday the summit was cancelled'.

    Only a day told from the article's own ('yesterday', 'on Friday') that has passed, where no word beside it
    says that the event was planned for it.
    """
    published, end = scene.document.published, moment.date.end
    if not mention.states & {"cancelled", "postponed"} or published is None or end is None or end > published:
        return False
    if not (_relative(moment) or "weekday" in moment.date.rule) or original(scene, moment):
        return False
    start, limit = scene.sentence(moment.start)
    beside = scene.lexemes(
        "event_status", max(start, moment.start - _PLAN_REACH), min(limit, moment.end + _PLAN_REACH)
    )
    return all(x.value != "planned" for x in beside)


def _held(scene: Scene, moment: Moment, mention: Mention) -> bool:
    """Whether the day stands beside a verb of holding that has the noun far before it as its subject."""
    gaps = (scene.gap(*held, moment.start, moment.end) for held in mention.held)
    return not moment.bare_year and any(gap <= _ANCHORED for gap in gaps)


def _frames(scene: Scene, moment: Moment, mention: Mention, first: int) -> bool:
    """Whether a day opens the sentence and so holds for all that it tells, however long the list of hosts.

    Not where somebody said something on that day.
    """
    opens = moment.day and moment.start - first <= _OPENING and _reach(scene, moment) > _TODAY_REACH
    if not opens or mention.head < moment.start or mention.head - moment.end > _FRAMED:
        return False
    if not all(scene.document.at("function", i) or scene.word(i) for i in range(first, moment.start)):
        return False
    told = scene.lexemes("say", moment.end, mention.head + 1)
    return all(x.start <= mention.head < x.end for x in told)


def _main_deed(
    scene: Scene, moment: Moment, beside: Mention, mentions: list[Mention], first: int
) -> Mention | None:
    """The first deed of a sentence that a day opens, where an occasion only mentioned stands between:
    'On 3 May, on her way to the summit, she met the mayor.'"""
    if beside.kind is VERB or beside.holds & {"hold", "open", "run"}:
        return None
    deed = next((m for m in mentions if m.kind is VERB), None)
    if deed is None or not _frames(scene, moment, deed, first):
        return None
    surfaces = scene.document.surfaces[beside.end : deed.head]
    return deed if "," in surfaces and not {";", ":"} & set(surfaces) else None


def _of_thing(scene: Scene, moment: Moment) -> bool:
    """'der Beschluss vom 3. Mai': where nouns have capitals, the day of what stands before it, no event's."""
    document = scene.document
    link, noun = moment.start - 1, moment.start - 2
    if not scene.capital_nouns or noun < scene.sentence(moment.start)[0]:
        return False
    if document.norms[link] not in document.language.feature("owner_words", ()):
        return False
    known = ("event", "event_name", "event_reference", "weekday", "month", "event_determiner")
    return (
        scene.word(noun)
        and scene.capital(noun)
        and len(moment.date.edtf) >= _ONE_DAY
        and "/" not in moment.date.edtf
        and not any(document.at(section, noun) for section in known)
        and not scene.in_person(noun)
    )


def _named_day(scene: Scene, moment: Moment) -> bool:
    """Whether the date only says which day is kept: 'to mark 3 May', 'on the anniversary of 1 June 1950'."""
    return any(True for _ in scene.lexemes("event_mark", max(0, moment.start - 6), moment.start))


def _begun(scene: Scene, mentions: list[Mention], moment: Moment) -> Mention | None:
    """The noun before 'which began on Monday', whatever else the sentence tells."""
    first = max(scene.sentence(moment.start)[0], moment.start - _BEGUN)
    for bound in scene.lexemes("event_bound", first, moment.start):
        for mention in around(mentions, bound.start):
            if mention.kind is not VERB and 0 < bound.start - mention.end <= _BEGUN:
                between = scene.document.surfaces[mention.end : bound.start]
                return mention if "," in between else None
    return None


def _moved_to(scene: Scene, moment: Moment) -> Moment:
    """The second of two months or days, where the verb says that it was moved from one to the other."""
    old, slash, new = moment.date.edtf.partition("/")
    words = scene.lexemes("event_status", max(0, moment.start - 2 * _PLAN_REACH), moment.start)
    moved = any(x.value == "postponed" and x.end >= moment.start - 1 for x in words)
    if not slash or not moved or ".." in (old, new):
        return moment
    start, end = bounds(new)
    date = replace(moment.date, kind="point", edtf=new, start=start, end=end)
    return replace(moment, date=date)


def _preference(scene: Scene, mention: Mention) -> Callable[[tuple[int, Moment]], tuple[bool | int, ...]]:
    """What orders the dates near a mention; behind a verb that ends its clause comes the next clause."""
    behind = scene.document.surfaces[mention.head + 1 : mention.head + 3]
    closed = (mention.kind is VERB and behind[:1] == [","]) or "、" in behind

    def order(pair: tuple[int, Moment]) -> tuple[bool | int, ...]:
        gap, moment = pair
        today = _reach(scene, moment) == _TODAY_REACH  # 'now on 4 May'
        return moment.bare_year, not moment.day, today, closed and moment.start > mention.head, gap

    return order


def _over(scene: Scene, moment: Moment) -> bool:
    """Whether the date lies before the day of publication."""
    published, end = scene.document.published, moment.date.end
    return published is not None and end is not None and end < published


def _of_another(scene: Scene, mention: Mention, moment: Moment) -> bool:
    """Whether a month stands in what a relative clause says of somebody else: 'N, who came in May'."""
    clauses = {x.start - 1 for x in scene.lexemes("relative", mention.end + 1, moment.start)}
    commas = {i for i in clauses if scene.document.surfaces[i] == ","}
    return bool(commas) and any(p.end in commas for p in scene.persons_in(mention.end, moment.start))


def _directly_behind(mention: Mention, found: list[tuple[int, Moment]]) -> Moment | None:
    """The month that belongs to the noun alone, where the sentence's day is none of its days."""
    if mention.kind is not NOUN:
        return None
    behind = [m for _, m in found if not m.bare_year and 0 <= m.start - mention.end <= _BEHIND]
    if len(behind) != 1 or behind[0].day:
        return None
    first, last = behind[0].date.start, behind[0].date.end
    for _, moment in found:
        start = moment.date.start
        if moment.day and (first is None or last is None or start is None or first <= start <= last):
            return None
    return behind[0]


def tie_moments(scene: Scene, mentions: list[Mention], first: int, limit: int) -> None:
    """Gives each mention of the sentence over tokens `[first, limit)` its date, where it has one."""
    tied: dict[int, list[tuple[int, Moment]]] = {}
    last: dict[int, Moment] = {}
    old: dict[int, Moment] = {}  # dates first thought of
    for moment in scene.moments_in(first, limit):
        if _last_day(moment):
            mention, gap = nearest(scene, mentions, moment.start, moment.end)
            if gap <= _DATE_REACH:
                last.setdefault(id(mention), moment)
        if not dateable(moment) or _of_thing(scene, moment):
            continue
        inside = [
            m
            for m in around(mentions, moment.start)
            if m.kind is not VERB and m.start <= moment.start < m.end
        ]
        if inside and _relative(moment):
            continue  # 'the conference "Ports of Tomorrow"'
        mention, gap = (inside[0], 0) if inside else nearest(scene, mentions, moment.start, moment.end)
        lasting = None if inside else _begun(scene, mentions, moment)
        deed = None if inside or lasting else _main_deed(scene, moment, mention, mentions, first)
        if lasting is not None:
            mention, gap = lasting, 0
        elif deed is not None:
            tied.setdefault(id(deed), []).append((_FRAMED, moment))
        before = [m for m in around(mentions, moment.start) if not m.after]
        if mention.after and gap > _AFTER_REACH and before:
            mention, gap = nearest(scene, before, moment.start, moment.end)  # 'after talks they signed today'
        after = _after_place(scene, mention)
        if mention.kind is not VERB and mention.end < after <= moment.start:
            gap = min(gap, scene.gap(mention.start, after, moment.start, moment.end))
        if original(scene, moment):
            old[id(mention)] = moment
            continue
        if _named_day(scene, moment):
            continue
        if mention.during and mention.type in LONG and (moment.start < mention.start or gap > _DURING_REACH):
            continue
        if _of_change(scene, mention, moment):
            continue
        if not moment.day and _of_another(scene, mention, moment):
            continue
        if mention.ahead and _over(scene, moment):
            continue  # 'was named yesterday head of the delegation that will travel to Hue'
        if (
            gap <= _reach(scene, moment)
            or _frames(scene, moment, mention, first)
            or _held(scene, moment, mention)
        ):
            tied.setdefault(id(mention), []).append((gap, moment))
    for mention in mentions:
        found = tied.get(id(mention))
        if not found:
            if "cancelled" in mention.states and "postponed" not in mention.states:
                mention.moment = old.get(id(mention))  # it has no other day
            continue
        if "postponed" in mention.states:
            mention.moment = _moved_to(scene, max(found, key=lambda pair: pair[1].start)[1])
            continue
        moved = [moment for _, moment in found if _marked(scene, moment, "new")]
        if moved and (len(found) > 1 or id(mention) in old):
            mention.moment = moved[-1]
            mention.states.add("postponed")
            continue
        bounds = {bound_of(scene, moment, first, limit): moment for _, moment in found if moment.day}
        whole = spanning(bounds.get("begin"), bounds.get("end", last.get(id(mention))))
        if whole is not None:
            mention.moment = whole
            continue
        nearest_date = min(found, key=_preference(scene, mention))[1]
        mention.moment = _directly_behind(mention, found) or nearest_date
        mention.bound = bound_of(scene, mention.moment, first, limit)
        if mention.kind is NOUN and mention.determiner in ("definite", "demonstrative"):
            # 'at the dinner of Thursday, 2 October': its day says which one
            mention.complement |= mention.moment.day and 0 <= mention.moment.start - mention.end <= 1


def borrow(scene: Scene, mentions: list[Mention], first: int) -> None:
    """A day tied to the journey or gathering of a sentence: the forum told there has it too.

    So has a second deed, where the day opens the sentence: 'On 3 May they toured a farm and met the mayor.'
    """
    givers = [m for m in mentions if m.kind is VERB and m.moment is not None and m.moment.day]
    if len(givers) != 1 or any(m.moment is not None and m is not givers[0] for m in mentions):
        return
    for mention in mentions:
        moment = givers[0].moment
        if mention.kind is NOUN and mention.type not in LONG:
            mention.borrowed = moment
        elif mention.kind is VERB and moment is not None and moment.end <= min(mention.head, givers[0].head):
            mention.borrowed = moment if _coordinated(scene, givers[0], mention) else None


def _coordinated(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether 'and' stands between two deeds, and no comma between it and the second."""
    start, end = sorted((one.head, other.head))
    joining = [x.end for x in scene.lexemes("event_conjunction", max(start, end - _CLAUSE), end)]
    return bool(joining) and "," not in scene.document.surfaces[joining[-1] : end]

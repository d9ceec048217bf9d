"""Ties the words around to the mention that they are nearest to.

Every date, place, verb of holding, word of doubt or status belongs to one mention of its sentence at most:
the nearest in reading distance, where commas, brackets and semicolons lengthen the way. What is too far from
all of them belongs to none.
"""

from __future__ import annotations

from pipeline.extractors.events.bounds import bound_of, spanning
from pipeline.extractors.events.model import NOUN, VERB, Mention
from pipeline.extractors.events.moments import Moment
from pipeline.extractors.events.near import around, leading, nearest
from pipeline.extractors.events.scene import Scene
from pipeline.extractors.events.siting import tie_places
from pipeline.lexicon import Lexeme

_DATE_REACH = 45
_ONE_DAY = 10  # letters of an EDTF day
_YEAR_REACH = 4
_MONTH_REACH = 25
_TODAY_REACH = 12
_REACH = {"event_support": 28, "event_doubt": 12, "event_status": 40, "event_same_day": 80}
_DURING_REACH = 14
_AFTER_REACH = 3
_LIGHT_REACH = 14
_ORIGINAL_REACH = 4
_PARTY_TOKENS, _WITH_TOKENS = 7, 16
_PARTY_REACH, _WITH_REACH = 9, 20
_HEADING_START, _HEADING, _HEADING_LINE = 3, 25, 30  # tokens before its noun, of it, of the line below
_LONG = frozenset({"visit", "festival", "exhibition", "campaign"})  # 'during' them other things have days
_MET = frozenset({"meeting", "visit", "discussion", "ceremony", "summit"})


def _after_place(scene: Scene, mention: Mention) -> int:
    """End of the phrase with its place and what stands in brackets behind it: 'in Gifu (Japan)'."""
    surfaces = scene.document.surfaces
    end = mention.place.end if mention.inner_place and mention.place is not None else mention.end
    if mention.kind is not VERB and end < len(surfaces) and surfaces[end] == "(":
        for i in range(end, min(end + 8, len(surfaces))):
            if surfaces[i] == ")":
                return i + 1
    return max(end, mention.end)


def _dateable(moment: Moment) -> bool:
    """Open intervals and spans of years date no occasion."""
    edtf = moment.date.edtf
    if ".." in edtf or moment.date.rule == "date-open":
        return False
    return not ("/" in edtf and moment.bare_year)


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


def _original(scene: Scene, moment: Moment) -> bool:
    """Whether the date is the one first thought of: 'originally planned for May'."""
    return _marked(scene, moment, "original")


def _marked(scene: Scene, moment: Moment, value: str) -> bool:
    """Whether a word directly before the date makes it the old one ('not on') or the new ('not until')."""
    first = max(scene.sentence(moment.start)[0], moment.start - 2 * _ORIGINAL_REACH)
    return any(
        x.value == value and x.end >= moment.start - _ORIGINAL_REACH
        for x in scene.lexemes("event_original", first, moment.start)
    )


def _named_day(scene: Scene, moment: Moment) -> bool:
    """Whether the date only says which day is kept: 'to mark 3 May', 'on the anniversary of 1 June 1950'."""
    return any(True for _ in scene.lexemes("event_mark", max(0, moment.start - 6), moment.start))


def _tie_moments(scene: Scene, mentions: list[Mention], first: int, limit: int) -> None:
    tied: dict[int, list[tuple[int, Moment]]] = {}
    last: dict[int, Moment] = {}
    old: set[int] = set()  # mentions with a date first thought of
    for moment in scene.moments_in(first, limit):
        if _last_day(moment):
            mention, gap = nearest(scene, mentions, moment.start, moment.end)
            if gap <= _DATE_REACH:
                last.setdefault(id(mention), moment)
        if not _dateable(moment):
            continue
        inside = [
            m
            for m in around(mentions, moment.start)
            if m.kind is not VERB and m.start <= moment.start < m.end
        ]
        if inside and _relative(moment):
            continue  # 'the conference "Ports of Tomorrow"'
        mention, gap = (inside[0], 0) if inside else nearest(scene, mentions, moment.start, moment.end)
        before = [m for m in around(mentions, moment.start) if not m.after]
        if mention.after and gap > _AFTER_REACH and before:
            mention, gap = nearest(scene, before, moment.start, moment.end)  # 'after talks they signed today'
        after = _after_place(scene, mention)
        if mention.kind is not VERB and mention.end < after <= moment.start:
            gap = min(gap, scene.gap(mention.start, after, moment.start, moment.end))
        if _original(scene, moment) or _named_day(scene, moment):
            old.add(id(mention))
            continue
        if mention.during and mention.type in _LONG and (moment.start < mention.start or gap > _DURING_REACH):
            continue
        if gap <= _reach(scene, moment):
            tied.setdefault(id(mention), []).append((gap, moment))
    for mention in mentions:
        found = tied.get(id(mention))
        if not found:
            continue
        if "postponed" in mention.states:
            mention.moment = max(found, key=lambda pair: pair[1].start)[1]
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
        mention.moment = min(found, key=lambda pair: (pair[1].bare_year, not pair[1].day, pair[0]))[1]
        mention.bound = bound_of(scene, mention.moment, first, limit)
        if mention.kind is NOUN and mention.determiner in ("definite", "demonstrative"):
            # 'at the dinner of Thursday, 2 October': its day says which one
            mention.complement |= mention.moment.day and 0 <= mention.moment.start - mention.end <= 1


def _counts(scene: Scene, lexeme: Lexeme, mention: Mention) -> bool:
    """Whether a number of agreements is signed ('numerous agreements'): a habit, no occasion."""
    behind = scene.lexemes("event_agreement", lexeme.end, lexeme.end + 5)
    return mention.kind is VERB and any(True for _ in behind)


def _tie_words(scene: Scene, mentions: list[Mention], first: int, limit: int) -> None:
    mentions = leading(mentions)
    for section, reach in _REACH.items():
        for lexeme in scene.lexemes(section, first, limit):
            mention, gap = nearest(scene, mentions, lexeme.start, lexeme.end)
            if gap > reach or scene.in_moment(lexeme.start):
                continue  # 'May' is a month here
            if mention.kind is VERB and lexeme.start <= mention.head < lexeme.end:
                continue  # 'opened' does not support itself
            if section == "event_support":
                if lexeme.value == "light" and (gap > _LIGHT_REACH or mention.kind is VERB):
                    continue
                mention.holds.add(lexeme.value)
            elif section == "event_doubt":
                if lexeme.value == "count" and not _counts(scene, lexeme, mention):
                    continue
                mention.doubts.add(lexeme.value)
            elif section == "event_status":
                mention.states.add(lexeme.value)
            else:
                mention.same_day = lexeme.value


def _verb_between(scene: Scene, start: int, end: int) -> bool:
    """Whether the phrase has ended: a verb known to the grammar stands between."""
    sections = ("event_support", "event_verb", "event_attendance", "event_auxiliary")
    verbs = (x for section in sections for x in scene.lexemes(section, start, end))
    return any(not scene.document.at("event_with", x.start) for x in verbs)


def _attended(scene: Scene, mention: Mention, limit: int) -> bool:
    """Whether the sentence only adds who else was at an event that the text has told of."""
    first = scene.sentence(mention.head)[0]
    attending = any(True for _ in scene.lexemes("event_attendance", first, limit))
    return attending and mention.bare and mention.determiner in mention.back


def _tie_parties(scene: Scene, mentions: list[Mention], limit: int) -> None:
    """'meeting with X', 'visit of X': parties directly behind the noun."""
    for i, mention in enumerate(mentions):
        if mention.kind is not NOUN or mention.type not in _MET:
            continue
        linked = bool(scene.document.at("event_with", mention.end))
        if not linked and (mention.after or _attended(scene, mention, limit)):
            continue  # 'also attending the reception were A and B': they tell it from no other
        tokens, reach = (_WITH_TOKENS, _WITH_REACH) if linked else (_PARTY_TOKENS, _PARTY_REACH)
        stop = min(
            limit, mention.end + tokens, *(m.start for m in mentions[i + 1 : i + 4] if m.start > mention.end)
        )
        near = [
            party
            for party in scene.parties_in(mention.end, stop)
            if scene.gap(mention.start, mention.end, party.start, party.end) <= reach
            and not _verb_between(scene, mention.end, party.start)
        ]
        mention.parties = tuple(dict.fromkeys((*near[:3], *mention.parties)))


def _tie_phrase(scene: Scene, mention: Mention, limit: int) -> None:
    """What stands directly before and behind the noun: 'during', 'of the agreement', 'to mark'."""
    first = max(0, mention.start - 6)
    leading = [
        x.value for x in scene.lexemes("event_during", first, mention.start) if x.end >= mention.start - 1
    ]
    mention.during = bool(leading)
    mention.after = "after" in leading
    stop = min(limit, mention.end + 5)
    agreement = mention.type in ("signing", "ceremony") and any(
        not _joined(scene, mention.head + 1, x.start)
        for x in scene.lexemes("event_agreement", mention.head + 1, stop)
    )
    mark = any(True for _ in scene.lexemes("event_mark", mention.head + 1, mention.end + 1))
    mention.complement = agreement or mark


def _joined(scene: Scene, start: int, end: int) -> bool:
    """Whether another clause begins between: 'attended the signing and called the treaty …'."""
    return any(
        scene.document.at(section, i)
        for i in range(start, end)
        for section in ("event_conjunction", "event_auxiliary")
    )


def _borrow(mentions: list[Mention]) -> None:
    """A day tied to the journey or gathering of a sentence: the forum told there has it too."""
    givers = [m for m in mentions if m.kind is VERB and m.moment is not None and m.moment.day]
    if len(givers) != 1 or any(m.moment is not None and m is not givers[0] for m in mentions):
        return
    for mention in mentions:
        if mention.kind is NOUN and mention.type not in _LONG:
            mention.borrowed = givers[0].moment


def _tie_following(scene: Scene, by_sentence: dict[int, list[Mention]]) -> None:
    """'It took place on 3 May': a sentence that only goes on about the event of the sentence before."""
    document = scene.document
    for index, members in list(by_sentence.items()):
        after = index + 1
        if after >= len(document.sentences) or any(not m.during for m in by_sentence.get(after, [])):
            continue
        first, limit = document.sentences[after]
        if document.paragraph_of(first) != document.paragraph_of(members[-1].head):
            continue
        holds = {x.value for x in scene.lexemes("event_support", first, limit)} & {"hold", "open", "run"}
        target = members[0] if len(members) > 1 and not members[0].during else members[-1]
        moments = [
            m for m in scene.moments_in(first, limit) if _dateable(m) and m.day and not _original(scene, m)
        ]
        if holds and moments and target.moment is None:
            target.moment = moments[0]
            target.holds |= holds
            for mention in by_sentence.get(after, []):
                if mention.moment is moments[0]:
                    mention.moment, mention.borrowed = None, moments[0]


def _tie_heading(scene: Scene, by_sentence: dict[int, list[Mention]]) -> None:
    """A programme's heading, and under it the line with its day: 'Reception … / Friday, 12 June, 5 p.m.'."""
    document = scene.document
    for index, members in by_sentence.items():
        mention = members[0]
        first, limit = document.sentences[index]
        after = index + 1
        if mention.kind is VERB or mention.start - first > _HEADING_START or limit - first > _HEADING:
            continue
        if mention.moment is not None or after >= len(document.sentences) or after in by_sentence:
            continue
        begin, end = document.sentences[after]
        moments = [m for m in scene.moments_in(begin, min(end, begin + 2)) if m.day and _dateable(m)]
        alone = document.surfaces[limit - 1] not in ".!?:" and end - begin <= _HEADING_LINE
        verbs = any(True for _ in scene.lexemes("event_auxiliary", first, limit))
        if moments and alone and not verbs:
            mention.moment = moments[0]
            mention.holds.add("run")  # a programme tells it as held


def tie(scene: Scene, mentions: list[Mention]) -> None:
    """Fills in what each mention's sentence says of it; `mentions` are in the order of the text."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(scene.document.sentence_of(mention.head), []).append(mention)
    for index, members in by_sentence.items():
        first, limit = scene.document.sentences[index]
        for mention in members:
            mention.sentence = index
            mention.accompanied = any(p.person or p.group for p in scene.parties_in(first, limit))
            if not scene.articles:
                mention.back |= {""}
            if mention.kind is not VERB:
                _tie_phrase(scene, mention, limit)
        _tie_words(scene, members, first, limit)
        _tie_moments(scene, members, first, limit)
        tie_places(scene, members, first, limit)
        _tie_parties(scene, members, limit)
        _borrow(members)
    _tie_following(scene, by_sentence)
    _tie_heading(scene, by_sentence)

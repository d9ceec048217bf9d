"""Ties the words around to the mention that they are nearest to.

Every date, place, verb of holding, word of doubt or status belongs to one mention of its sentence at most:
the nearest in reading distance, where commas, brackets and semicolons lengthen the way. What is too far from
all of them belongs to none.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.extractors.events.following import tie_pronouns
from pipeline.extractors.events.model import NOUN, VERB, Mention
from pipeline.extractors.events.near import around, leading, nearest
from pipeline.extractors.events.scene import Scene
from pipeline.extractors.events.siting import tie_places
from pipeline.extractors.events.timing import borrow, dateable, original, tie_moments
from pipeline.lexicon import Lexeme

_HEAD_LINES = 3  # a section, a kicker, the heading
_REACH = {"event_support": 28, "event_doubt": 12, "event_status": 40, "event_same_day": 80}
_LIGHT_REACH = 14
_STAY = 3  # words between 'on a' and 'visit'
_ALONE_REACH = 90  # from the only noun of a sentence to 'was held'
_SAID_OF_IT = frozenset({"hold", "planned", "postponed", "cancelled"})
_AHEAD = frozenset({"recalled", "condition"})  # words that stand before what they make doubtful
_PARTY_TOKENS, _WITH_TOKENS = 7, 16
_PARTY_REACH, _WITH_REACH = 9, 20
_HEADING_START, _HEADING, _HEADING_LINE = 3, 25, 30  # tokens before its noun, of it, of the line below
_RECEIVED, _WHERE = frozenset({"receive", "receive_pronoun", "welcome"}), 12  # tokens from 'where' to it
_COMMAS = ([","], ["、"])
_MET = frozenset({"meeting", "visit", "discussion", "ceremony", "summit"})


def _staying(lexeme: Lexeme, mention: Mention, gap: int) -> bool:
    """Whether somebody is on a visit: 'is on a five-day visit', 'weilt zu einem Besuch'."""
    before = lexeme.end <= mention.start and gap <= _STAY
    return before and mention.kind is NOUN and mention.type == "visit" and mention.accompanied


def _behind(scene: Scene, lexeme: Lexeme, mention: Mention) -> bool:
    """Whether a word that has the occasion behind it stands behind the occasion.

    'The forum of the town has 300 members', 'the journey to oneself'; but 'at the forum she had promised'.
    """
    if mention.kind is VERB or lexeme.start < mention.end:
        return False
    if lexeme.value == "attend":
        return bool(scene.document.at("event_place", lexeme.start)) and lexeme.end == lexeme.start + 1
    before = scene.document.between("event_place", max(0, mention.start - 2), mention.start)
    subject = mention.determiner != "indefinite" and not any(True for _ in before)
    return subject and lexeme.start == mention.end


def _inside(scene: Scene, lexeme: Lexeme) -> bool:
    """Whether a word is only part of a longer word of support."""
    size = lexeme.end - lexeme.start
    return any(x.end - x.start > size for x in scene.document.at("event_support", lexeme.start))


def _counts(scene: Scene, lexeme: Lexeme, mention: Mention) -> bool:
    """Whether a number of agreements is signed ('numerous agreements'): a habit, no occasion."""
    if mention.kind is not VERB or scene.document.at("event_determiner", lexeme.end):
        return False  # 'argued over the treaty'
    return any(True for _ in scene.lexemes("event_agreement", lexeme.end, lexeme.end + 5))


def _tie_words(scene: Scene, mentions: list[Mention], first: int, limit: int) -> None:
    mentions = leading(mentions)
    for section, reach in _REACH.items():
        for lexeme in scene.lexemes(section, first, limit):
            near = mentions
            if section == "event_doubt" and lexeme.value in _AHEAD:  # 'at the forum she recalled that'
                near = [m for m in around(mentions, lexeme.start) if m.head >= lexeme.start]
                if not near:
                    continue
            mention, gap = nearest(scene, near, lexeme.start, lexeme.end)
            alone = len(mentions) == 1 and mention.kind is NOUN and lexeme.value in _SAID_OF_IT
            if gap > (_ALONE_REACH if alone else reach) or scene.in_moment(lexeme.start):
                continue  # 'May' is a month here
            if mention.kind is VERB and lexeme.start <= mention.head < lexeme.end:
                mention.ahead |= section == "event_status" and lexeme.value == "planned"
                continue  # 'opened' does not support itself
            if section == "event_support":
                if lexeme.value == "light" and (gap > _LIGHT_REACH or mention.kind is VERB):
                    continue
                if lexeme.value in ("light", "attend") and _behind(scene, lexeme, mention):
                    continue
                if lexeme.value == "stay" and not _staying(lexeme, mention, gap):
                    continue
                mention.holds.add(lexeme.value)
                if lexeme.value in ("hold", "open", "run"):
                    mention.held.append((lexeme.start, lexeme.end))
            elif section == "event_doubt":
                if _inside(scene, lexeme):
                    continue  # 'can be seen' is open
                if lexeme.value == "invited" and mention.type != "visit":
                    continue  # those who are invited to a forum come
                if lexeme.value == "count" and not _counts(scene, lexeme, mention):
                    continue
                mention.doubts.add(lexeme.value)
            elif section == "event_status":
                if mention.during:
                    continue  # 'at the forum they announced a plan'
                mention.states.add(lexeme.value)
                if alone:
                    mention.held.append((lexeme.start, lexeme.end))
            else:
                mention.same_day = lexeme.value


def _tie_points(scene: Scene, mentions: list[Mention], first: int, limit: int) -> None:
    """What a point of a list names without a day is proposed: 'In the second place, a festival of film.'"""
    marks = [x for x in scene.lexemes("list_marker", first, limit) if not x.entry.attributes.get("closed")]
    points = [x for x in marks if x.value[:1].isdecimal()]
    for mention in mentions if points else ():
        first_one = points[0].end == mention.head  # 'to the first sod'
        if mention.start > points[0].start and mention.moment is None and not first_one:
            mention.doubts.add("modal")


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
        at = scene.document.at
        linked = bool(at("event_with", mention.end)) and not at("event_attendance", mention.end)
        if not linked and (mention.after or _attended(scene, mention, limit)):
            continue  # 'also attending the reception were A and B': they tell it from no other
        if not linked and scene.document.surfaces[mention.end : mention.end + 1] in _COMMAS:
            continue  # 'at the ceremony, A said …'
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
        x.value
        for x in scene.lexemes("event_during", first, mention.start)
        if x.end >= mention.start - 1 and not x.entry.attributes.get("after")
    ]
    leading += [
        x.value for x in scene.document.at("event_during", mention.end) if x.entry.attributes.get("after")
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
            m for m in scene.moments_in(first, limit) if dateable(m) and m.day and not original(scene, m)
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
        moments = [m for m in scene.moments_in(begin, min(end, begin + 2)) if m.day and dateable(m)]
        alone = document.surfaces[limit - 1] not in ".!?:" and end - begin <= _HEADING_LINE
        verbs = any(True for _ in scene.lexemes("event_auxiliary", first, limit))
        if moments and alone and not verbs:
            mention.moment = moments[0]
            mention.holds.add("run")  # a programme tells it as held


def _heads(scene: Scene, index: int) -> bool:
    """Whether a sentence is the article's heading or stands over it: no full stop up to its end."""
    ends = (scene.document.surfaces[limit - 1] for _, limit in scene.document.sentences[: index + 1])
    return index < _HEAD_LINES and all(surface not in ".!?。！？" for surface in ends)


def _tie_where(scene: Scene, mentions: list[Mention]) -> None:
    """What is done where somebody travels is done then: 'On Monday she went to Hue, where a ward opened.'"""
    for journey, deed in pairwise(mentions):
        if (
            journey.kind is not VERB
            or journey.type != "visit"
            or deed.object is None
            or deed.moment is not None
        ):
            continue
        if any(True for _ in scene.lexemes("event_where", journey.head, deed.head)):
            deed.moment, deed.same_day = journey.moment, deed.same_day or journey.same_day
            deed.place = deed.place or journey.place


def _guests_received(scene: Scene, mention: Mention, before: list[Mention]) -> bool:
    """Whether a group just said to visit is received: 'The delegation was received by the rector.'"""
    groups = {p.key for visit in before if visit.type == "visit" for p in visit.parties if p.group}
    if not groups or mention.moment is not None:
        return False
    first, limit = scene.window(mention.head)
    return any(p.key in groups for p in scene.parties_in(first, limit))


def tie(scene: Scene, mentions: list[Mention]) -> None:
    """Fills in what each mention's sentence says of it; `mentions` are in the order of the text."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(scene.document.sentence_of(mention.head), []).append(mention)
    for index, members in by_sentence.items():
        first, limit = scene.document.sentences[index]
        heading = _heads(scene, index)
        for mention in members:
            mention.sentence = index
            mention.heading = heading
            mention.accompanied = any(p.person or p.group for p in scene.parties_in(first, limit))
            if not scene.articles:
                mention.back |= {""}
            if mention.kind is not VERB:
                _tie_phrase(scene, mention, limit)
            elif mention.concept in _RECEIVED:
                where = scene.lexemes("event_where", max(first, mention.head - _WHERE), mention.head)
                mention.there = any(True for _ in where)
        _tie_words(scene, members, first, limit)
        tie_moments(scene, members, first, limit)
        _tie_points(scene, members, first, limit)
        tie_places(scene, members, first, limit)
        _tie_parties(scene, members, limit)
        borrow(scene, members, first)
        _tie_where(scene, members)
        for mention in members:
            if mention.kind is VERB and mention.concept in _RECEIVED:
                mention.there |= _guests_received(scene, mention, by_sentence.get(index - 1, []))
    _tie_following(scene, by_sentence)
    tie_pronouns(scene, by_sentence)
    _tie_heading(scene, by_sentence)

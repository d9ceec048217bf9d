"""Ties places to mentions: the nearest one that goes or happens there."""

from __future__ import annotations

from pipeline.extractors.events.model import VERB, Mention, Place
from pipeline.extractors.events.near import around, leading, nearest
from pipeline.extractors.events.places import places_in
from pipeline.extractors.events.scene import Scene

_PLACE_REACH = 14
_WIDE_PLACE_REACH = 24  # a verb, whose object stands between; a place that opens the sentence
_OPENING = 8
_GOING = frozenset({"visit", "festival", "exhibition", "conference", "forum", "summit"})
_OFFICE_TOKENS = 14
_APPOSITION = 5  # comma and title between a place and the name behind it


def tie_places(scene: Scene, mentions: list[Mention], first: int, limit: int) -> None:
    ranks: dict[int, tuple[bool, int]] = {}  # a town before a building, then the nearer
    for place in places_in(scene, first, limit, sorted(m.start for m in mentions if m.kind is not VERB)):
        if any(m.place == place for m in around(mentions, place.start)) or _of_office(scene, place):
            continue
        mention, gap = nearest(scene, leading(mentions), place.start, place.end)
        if mention.type not in _GOING and direction(scene, place):
            continue  # 'signed a deal that sends nurses to Cologne'
        gap = min([gap, *(scene.gap(place.start, place.end, *held) for held in mention.held)])
        wide = mention.kind is VERB or (place.start - first < _OPENING and mention is mentions[0])
        if gap > (_WIDE_PLACE_REACH if wide else _PLACE_REACH) or mention.inner_place:
            continue
        rank = (place.venue, gap)
        if mention.place is None or rank < ranks.get(id(mention), (True, 0)):
            mention.place = place
            ranks[id(mention)] = rank


def _of_office(scene: Scene, place: Place) -> bool:
    """Whether the place stands inside an office: 'the rector of the university in Gifu, A. B.'."""
    document = scene.document
    first, limit = scene.sentence(place.start)
    named = any(p.person for p in scene.parties_in(place.end, min(limit, place.end + _APPOSITION)))
    before = max(
        document.between("event_place", place.start - 3, place.start), key=lambda x: x.start, default=None
    )
    if named and before is not None and before.start > first and scene.word(before.start - 1):
        told = ("event_verb", "event_support", "event_auxiliary", "event_status")
        i = before.start - 1
        if not scene.in_moment(i) and not any(document.at(section, i) for section in told):
            return True
    return any(
        party.start < place.start and place.end <= party.end
        for party in scene.parties_in(place.start - _OFFICE_TOKENS, place.start)
    )


def direction(scene: Scene, place: Place) -> bool:
    """Whether a word such as 'to' stands before the place."""
    return any(
        x.value == "to" and x.end <= place.start
        for x in scene.lexemes("event_place", place.start - 3, place.start)
    )

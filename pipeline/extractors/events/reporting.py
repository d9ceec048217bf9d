"""Which groups are events that the article reports, and how sure that is.

Points for what makes an occasion definite (a name, a date, a place, people, a verb of holding, being
spoken of again) against points for talk (wishes, habits, negation, indefinite nouns). The points are the
grammar's own; the words behind them are data.
"""

from __future__ import annotations

from pipeline.extractors.events.model import REFERENCE, VERB, Group, Mention
from pipeline.extractors.events.scene import Scene

THRESHOLD = 2.0

_DETERMINERS = {
    "definite": 0.75,
    "demonstrative": 0.75,
    "possessive": 0.6,
    "indefinite": -0.25,
    "negative": -3.0,
}
_HOLDS = {"hold": 1.75, "open": 1.25, "attend": 1.25, "run": 1.0, "light": 1.0, "stay": 1.0, "strike": 1.4}
_DOUBTS = {
    "modal": 1.75,
    "able": 1.75,
    "habit": 1.5,
    "negation": 1.5,
    "purpose": 0.75,
    "count": 1.5,
    "recalled": 1.5,
    "invited": 1.0,
}
_AGAIN = 0.4
_KEPT = frozenset({"festival", "ceremony"})
_FRAME = 2.0
_OLD = 330  # days before publication
_BACKGROUND = 1.5
_SEVERAL = 200  # days of an exhibition; 'from 4 to 6 May' speaks for an occasion


def mention_points(scene: Scene, mention: Mention) -> float:
    """How much one mention by itself speaks for an occasion that took or takes place."""
    points = mention.base
    if mention.kind is not VERB:
        points += (0.0, 0.6, 2.0)[mention.name_level]
        default = 0.0 if scene.articles else 0.5
        points += _DETERMINERS.get(mention.determiner, default)
        points += 0.4 * mention.ordinal
        points += 1.0 * bool(mention.parties)
        points += 0.9 * mention.complement
        points += 0.75 * ("light" in mention.holds and mention.accompanied)
    else:
        points += 0.4 * any(p.person for p in mention.parties)
    if mention.moment is not None:
        # a bare year ties less than a day, and what was done long ago is background
        deed = mention.kind is VERB and mention.object is not None
        points += (-0.75 if deed else 0.75) if mention.moment.bare_year else 1.25
        points += 0.5 * mention.moment.days_long(_SEVERAL)
        if mention.kind is VERB and _long_ago(scene, mention):
            points -= _BACKGROUND
    elif mention.same_day and mention.object is not None:
        points += 1.25  # 'the same evening a plaque was unveiled'
    elif mention.kind is VERB and _on_weekday(scene, mention):
        points += 0.5
    if mention.place is not None:
        points += 0.4 if mention.place.venue else 0.8 if mention.inner_place or mention.kind is VERB else 0.6
    points += max((_HOLDS.get(value, 0.0) for value in mention.holds), default=0.0)
    if mention.states:
        points += 0.75
    if _presided(scene, mention):
        points -= _FRAME
    if _only_marked(scene, mention):
        points -= _FRAME
    settled = mention.name_level == 2 or bool(mention.states)
    off = mention.states & {"cancelled", "postponed"}  # 'was to begin on Monday, is off'
    doubts = mention.doubts - {"modal"} if off else mention.doubts
    if "able" in doubts and _done(scene, mention):
        doubts = doubts - {"able"}  # 'could on Monday open the school': she did
    doubt = max((_DOUBTS.get(value, 0.0) for value in doubts), default=0.0)
    return points - (doubt / 2 if settled else doubt)


def _done(scene: Scene, mention: Mention) -> bool:
    """Whether its day is past when the article tells of it."""
    now, moment = scene.now, mention.moment
    return now is not None and moment is not None and moment.date.end is not None and moment.date.end <= now


def _presided(scene: Scene, mention: Mention) -> bool:
    """Whether its name only says what somebody heads: 'the chair of the Forum of Ports'."""
    if (
        mention.kind is VERB
        or mention.name_level < 2
        or mention.moment is not None
        or mention.year is not None
    ):
        return False
    first = scene.sentence(mention.head)[0]
    before = [i for i in range(max(first, mention.start - 3), mention.start) if not scene.function(i)]
    linked = any(
        x.end <= mention.start
        for x in scene.lexemes("event_of", max(first, mention.start - 2), mention.start)
    )
    return (
        linked and not mention.holds & {"hold", "open", "run"} and any(scene.in_role(i) for i in before[-1:])
    )


def _only_marked(scene: Scene, mention: Mention) -> bool:
    """Whether it is only the day that something else is held for: 'a reception to mark National Day'."""
    if mention.type not in _KEPT or mention.kind is VERB or mention.holds - {"attend", "light"}:
        return False
    first = max(scene.sentence(mention.head)[0], mention.start - 3)
    return any(x.end >= mention.start - 2 for x in scene.lexemes("event_mark", first, mention.start))


def _on_weekday(scene: Scene, mention: Mention) -> bool:
    """Whether its sentence names a weekday, though nothing tells which date that was."""
    first, limit = scene.window(mention.head)
    return any(not scene.in_moment(x.start) for x in scene.lexemes("weekday", first, limit))


def _long_ago(scene: Scene, mention: Mention) -> bool:
    """Whether it was done long before the article's day, or before the first day that its beginning tells."""
    now, end = scene.now, mention.moment.date.end if mention.moment is not None else None
    return now is not None and end is not None and (now - end).days > _OLD


def group_points(scene: Scene, group: Group) -> float:
    """Points of the best mention, and something for each time that the text comes back to it."""
    best = max(mention_points(scene, m) for m in group.mentions)
    return best + _AGAIN * min(3, len(group.mentions) - 1)


def reported(scene: Scene, groups: list[Group]) -> list[tuple[Group, float]]:
    """The groups that are events of the article, with their points."""
    kept = []
    for group in groups:
        general = all(m.kind is REFERENCE for m in group.mentions)
        dated = any(m.moment is not None and not m.moment.bare_year for m in group.mentions)
        if general and (not dated or group.mentions[0].concept == "edition"):
            continue
        points = group_points(scene, group)
        if points >= THRESHOLD:
            kept.append((group, points))
    return kept


def confidence(points: float) -> float:
    """Three honest steps: clearly stated, stated, barely above talk."""
    return 0.9 if points >= THRESHOLD + 1.5 else 0.75 if points >= THRESHOLD + 0.5 else 0.5

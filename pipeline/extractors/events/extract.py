"""The front of the event grammar: an annotated document in, one candidate an event out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotated import Annotated
from pipeline.candidates import DateCandidate, EventCandidate, PersonCandidate
from pipeline.extractors.events.captions import outside_captions
from pipeline.extractors.events.clues import tie
from pipeline.extractors.events.dating import date_of, told
from pipeline.extractors.events.merge import group_mentions
from pipeline.extractors.events.model import Group, Mention, Place
from pipeline.extractors.events.naming import name_of
from pipeline.extractors.events.nouns import noun_mentions
from pipeline.extractors.events.participants import organizers_of, participants_of, spoken_of, theme_of
from pipeline.extractors.events.places import country_of
from pipeline.extractors.events.reporting import confidence, reported
from pipeline.extractors.events.scene import Scene, stage
from pipeline.extractors.events.setting import Settings
from pipeline.extractors.events.status import status_of
from pipeline.extractors.events.verbs import verb_mentions

_POINTING = frozenset({"definite", "demonstrative"})  # 'la rencontre' is no verb
_MET = frozenset({"meeting", "discussion", "summit"})


def _place(group: Group) -> Place | None:
    """The place inside its own phrase before one beside it, a town before a building."""
    places = [m for m in group.mentions if m.place is not None]
    if not places:
        return None
    best = min(places, key=lambda m: (m.place is not None and m.place.venue, not m.inner_place, m.start))
    return best.place


def _span(scene: Scene, mention: Mention) -> tuple[int, int]:
    return scene.document.span(mention.start, max(mention.end, mention.head + 1))


def mentions_of(scene: Scene) -> list[Mention]:
    """All mentions of a scene with what their sentences say of them, in order of the text."""
    nouns = noun_mentions(scene)
    at = {token: noun for noun in nouns for token in range(noun.start, noun.head + 1)}
    verbs = []
    parts: set[int] = set()  # nouns that a verb is made of
    for verb in verb_mentions(scene):
        beside = at.get(verb.head - 1) if verb.type == "meeting" else None
        if beside is not None and beside.type not in _MET:
            beside = None  # 'at the fair met the mayor a delegation'
        noun = at.get(verb.head) or beside
        inner = at.get(verb.head - 1)
        if noun is None and inner is not None and inner.objectless and verb.type == "signing":
            parts.add(id(inner))
        if noun is None:
            verbs.append(verb)
        elif not noun.parties and not (at.get(verb.head) is noun and noun.determiner in _POINTING):
            noun.parties = verb.parties  # 'had a meeting with': the noun with those whom the verb found
    whole = [noun for noun in nouns if id(noun) not in parts]
    mentions = sorted(whole + verbs, key=lambda m: (m.head, m.start))
    tie(scene, mentions)
    return outside_captions(scene, mentions)


def extract_events(
    document: Annotated, people: Sequence[PersonCandidate], dates: Sequence[DateCandidate]
) -> list[EventCandidate]:
    """Finds the occasions that a document reports, one candidate each.

    Args:
        document: the annotated text.
        people: the people found in it; their mentions tell who took part.
        dates: the date expressions found in it.

    Returns:
        Candidates in order of their defining mention; `evidence` begins with it, `mentions` holds all.
    """
    if not document.section("event") and not document.section("event_verb"):
        return []
    scene = stage(document, people, dates)
    names = {person.person_id: person.name for person in people}
    mentions = mentions_of(scene)
    kept = reported(scene, group_mentions(mentions))
    taken = told(mentions)
    following = spoken_of(scene, mentions)
    themes = theme_of(scene, [group for group, _ in kept])
    found = []
    dated = []
    for group, _ in kept:
        dated.append((group, date_of(scene, group, taken)))
        taken.keep(*dated[-1])
    settings = Settings(scene, mentions, dated)
    for index, ((group, points), (_, when)) in enumerate(zip(kept, dated, strict=True)):
        edtf, start, end = when if when[0] is not None else settings.day_of(group) or when
        place = _place(group)
        organizers = organizers_of(scene, group, names, following)
        defining = group.defining
        found.append(
            EventCandidate(
                evidence=(_span(scene, defining),),
                rule=f"event_{defining.kind}",
                confidence=confidence(points),
                type=defining.type,
                name=name_of(scene, group, place, names),
                date=edtf,
                start=start,
                end=end,
                place=" ".join(document.words(place.start, place.end).split()) if place is not None else None,
                country=country_of(scene, place) if place is not None else None,
                organizers=organizers,
                participants=participants_of(scene, group, organizers, following),
                theme=themes.get(index),
                status=status_of(scene, group, start),
                mentions=tuple(dict.fromkeys(_span(scene, m) for m in group.mentions)),
            )
        )
    return sorted(found, key=lambda candidate: (candidate.evidence, candidate.type))

"""Deeds: verbs that are an event by what they are done to: sign a treaty, open a bridge, pass a bill, flood.

Each kind of deed says what its object is (`needs` of the entry): an agreement, a thing that can be opened, a
jubilee, a body that sits, a stay somewhere, or nothing. The object may stand far from its verb, where a
language puts participles last, and for signing also in the sentence before ('An agreement. She signed.').
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.extractors.events.model import Place
from pipeline.extractors.events.moments import Moment, Stay
from pipeline.extractors.events.places import place_at
from pipeline.extractors.events.scene import Scene
from pipeline.lexicon import Lexeme
from pipeline.tokens import fold

_AGREEMENT_REACH = 70  # those who sign may stand between, with all their offices
_THING_REACH = 30
_JUBILEE_REACH = 40
_AGE_REACH = 14  # tokens from 'celebrated' to 'twenty years'
_JUBILEE_LAST = 8  # tokens from 'twenty years' to a verb that ends the clause
_BODY_REACH = 14
_STAY_REACH = 8
_ELLIPSIS = 16  # tokens of a sentence that may leave out what was signed; a longer one names who signed
_LONGEST_STAY = 31  # days of a span that is a visit
_PLACE_NAME = 5  # tokens from 'in' to 'gallery'
_WITHIN = 25  # tokens before 'in' among which the occasion held there is named
_KEY = 4  # letters that two forms of a word share


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed over tokens `[start, end)`.

    `object` is what it is done to, `key` what two phrases for it share.
    """

    start: int
    end: int
    object: tuple[int, int] | None = None
    key: frozenset[str] = frozenset()
    done_by: bool = False
    place: Place | None = None


def _key(scene: Scene, thing: Lexeme) -> frozenset[str]:
    """Beginnings of the object's words; of a compound its head, so that 'loan treaty' can be 'the treaty'."""
    document = scene.document
    words = [fold(document.surfaces[i]) for i in range(thing.start, thing.end)]
    if thing.rest:
        words[-1] = words[-1][len(fold(thing.rest)) :]
    return frozenset(word[:_KEY] for word in words if len(word) >= _KEY) or frozenset(words)


def _nearest(scene: Scene, section: str, verb: Lexeme, reach: int, *, located: bool = True) -> Lexeme | None:
    """The lexeme of a section that stands nearest to the verb in its sentence, one behind it first.

    Without `located`, what the sentence names as a place does not count: 'opened it in the gallery'.
    """
    start, end = scene.window(verb.start)

    def distance(x: Lexeme) -> tuple[int, bool, int, int]:
        return scene.gap(x.start, x.end, verb.start, verb.end), x.start < verb.start, x.start, -x.end

    apart = (
        x
        for x in scene.lexemes(section, start, end)
        if not (x.start < verb.end and verb.start < x.end) and (located or not _located(scene, x))
    )
    thing = min(apart, key=distance, default=None)
    return thing if thing is not None and distance(thing)[0] <= reach else None


def _located(scene: Scene, thing: Lexeme) -> bool:
    """Whether a word of place leads the thing and an occasion's noun stands before it or close behind it.

    'held the exhibition in the Port Gallery', 'opened in the Port Gallery the exhibition'.
    """
    first, limit = scene.sentence(thing.start)
    words = scene.lexemes("event_place", max(first, thing.start - _PLACE_NAME), thing.start)
    place = next((x for x in words if x.value in ("in", "with_article")), None)
    if place is None or not all(
        scene.capital(i) or scene.function(i) or scene.document.at("event_determiner", i)
        for i in range(place.end, thing.start)
    ):
        return False
    nouns = (
        *scene.lexemes("event", max(first, place.start - _WITHIN), place.start),
        *scene.lexemes("event", thing.end, min(limit, thing.end + _PLACE_NAME)),
    )
    return bool(nouns)


def _done(scene: Scene, verb: Lexeme, thing: Lexeme) -> Deed:
    return Deed(
        min(verb.start, thing.start),
        max(verb.end, thing.end),
        (thing.start, thing.end),
        _key(scene, thing),
        done_by=True,
    )


def _agreement(scene: Scene, verb: Lexeme) -> Deed | None:
    reach = int(verb.entry.get("reach", str(_AGREEMENT_REACH)))
    thing = _nearest(scene, "event_agreement", verb, reach)
    if thing is not None:
        return _done(scene, verb, thing)
    if verb.entry.attributes.get("alone") is not True:
        return None
    index = scene.document.sentence_of(verb.start)
    own_first, own_limit = scene.document.sentences[index]
    if own_limit - own_first > _ELLIPSIS and not scene.persons_in(own_first, own_limit):
        return None
    first, limit = scene.document.sentences[max(0, index - 1)]
    before = [x for x in scene.lexemes("event_agreement", first, limit) if x.end <= verb.start]
    if not before:
        return None
    return Deed(verb.start, verb.end, (before[-1].start, before[-1].end), _key(scene, before[-1]), True)


def _thing(scene: Scene, verb: Lexeme) -> Deed | None:
    """What is opened, unveiled, built; no thing where an event's noun stands nearer ('opened the forum')."""
    thing = _nearest(scene, "event_thing", verb, _THING_REACH, located=False)
    noun = _nearest(scene, "event", verb, _THING_REACH)
    if thing is None or thing.entry.attributes.get("abstract"):
        return None
    if noun is not None and not (noun.start < thing.end and thing.start < noun.end):
        near = scene.gap(noun.start, noun.end, verb.start, verb.end)
        if near <= scene.gap(thing.start, thing.end, verb.start, verb.end):
            return None
    return _done(scene, verb, thing)


def _prize(scene: Scene, verb: Lexeme) -> Deed | None:
    """A prize or an order that is handed over."""
    thing = _nearest(scene, "event_prize", verb, _THING_REACH)
    return None if thing is None else _done(scene, verb, thing)


def _deed(scene: Scene, verb: Lexeme) -> Deed:
    """Words that say all: 'broke ground', 'the river burst its banks'; a thing beside is their object."""
    return _thing(scene, verb) or Deed(verb.start, verb.end)


def _alone(scene: Scene, verb: Lexeme) -> Deed:
    return Deed(verb.start, verb.end)


def _jubilee(scene: Scene, verb: Lexeme) -> Deed | None:
    """A commemoration: the anniversary or the 'twenty years of' that is kept, on a date or at a place."""
    thing = _nearest(scene, "event_jubilee", verb, _JUBILEE_REACH)
    if thing is not None:
        return Deed(min(verb.start, thing.start), max(verb.end, thing.end))
    start, end = scene.window(verb.start)
    for age in scene.ages_in(verb.end, min(end, verb.end + _AGE_REACH)):
        return Deed(verb.start, age.end)
    if scene.closes(verb.end):  # 'have twenty years of friendship celebrated'
        for age in scene.ages_in(max(start, verb.start - _JUBILEE_LAST), verb.start):
            return Deed(age.start, verb.end)
    return None


def _body(scene: Scene, verb: Lexeme) -> Deed | None:
    """A council that decided: on a day it is a session."""
    body = _nearest(scene, "event_body", verb, _BODY_REACH)
    start, end = scene.window(verb.start)
    if body is None or not any(m.day for m in scene.moments_in(start, end)):
        return None
    span = (body.start, body.end)
    return Deed(min(verb.start, body.start), max(verb.end, body.end), span, _key(scene, body))


def _stay(scene: Scene, verb: Lexeme) -> Deed | None:
    """'was five days in Hue', 'is in town from 3 to 7 May': days and a place close to the verb."""
    start, end = scene.window(verb.start)
    occasion = any(True for _ in scene.lexemes("event", start, verb.start))  # 'the fair was in Hue from … to'
    someone = any(p.person or p.group for p in scene.parties_in(start, end))
    long = scene.moments_in(start, end) if someone and not occasion else []
    spans = [m for m in long if m.days_long(_LONGEST_STAY)]
    stays: list[Stay | Moment] = [*scene.stays_in(start, end), *spans]
    for stay in stays:
        if scene.gap(stay.start, stay.end, verb.start, verb.end) > _STAY_REACH:
            continue
        for i in range(verb.end, min(max(verb.end, stay.end) + _STAY_REACH, end)):
            place = place_at(scene, i, end)
            if place is not None and not place.venue:
                span = min(verb.start, stay.start), max(place.end, stay.end)
                return Deed(*span, done_by=True, place=place)
        here = _here(scene, verb, end) if isinstance(stay, Moment) else None
        if here is not None and any(p.person for p in scene.parties_in(start, end)):
            return Deed(min(verb.start, stay.start), max(here, stay.end), done_by=True)
    return None


def _here(scene: Scene, verb: Lexeme, end: int) -> int | None:
    """End of 'in the city' behind the verb, the town itself unnamed, or None."""
    limit = min(end, verb.end + 2 * _STAY_REACH)
    for kind in scene.lexemes("event_place_kind", verb.end, limit):
        if kind.end < end and scene.word(kind.end) and scene.capital(kind.end):
            continue  # 'in the province of' names it
        leading = scene.lexemes("event_place", max(verb.end, kind.start - 2), kind.start)
        if any(x.value in ("in", "with_article") for x in leading):
            return kind.end
    return None


_NEEDS: dict[str, Callable[[Scene, Lexeme], Deed | None]] = {
    "agreement": _agreement,
    "thing": _thing,
    "deed": _deed,
    "prize": _prize,
    "nothing": _alone,
    "occasion": _jubilee,
    "body": _body,
    "stay": _stay,
}


def deed_of(scene: Scene, verb: Lexeme, needs: str) -> Deed | None:
    """The deed that a verb tells, or None where its object is missing or it needs people instead."""
    fit = _NEEDS.get(needs)
    return fit(scene, verb) if fit is not None else None

"""Mentions by verb: 'received the governor', 'signed the memorandum', 'travelled to Hue'.

A verb alone is no event. Its entry says what it needs: a party as its object, two parties, a crowd, an
agreement, a place. Where a language puts the verb last, all of it may stand before the verb.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extractors.events.deeds import deed_of
from pipeline.extractors.events.model import VERB, Mention, Place
from pipeline.extractors.events.phrases import determiner_of
from pipeline.extractors.events.places import hyphenated, make_place, name_run, place_at
from pipeline.extractors.events.scene import Party, Scene
from pipeline.lexicon import Lexeme

_SUBJECT_REACH = 45  # the subject may have a list of offices behind it
_REACH = 30  # reading distance between a verb and those who take part
_OBJECT = 13  # reading distance between a verb and the party that is its object
_NOUN = 4  # tokens of a noun before the verb in it
_ATTRIBUTE = 14  # tokens of a long attribute before its participle
_OCCASION = 4  # sentences before 'they discussed' that may name where
_NAMED_KIND = 6  # tokens of 'the province of X'
_PREPOSITIONS = ("event_with", "event_place", "agent")
_AGAIN = 8  # tokens between 'gathered' and 'again'
_TRAVEL = 25  # tokens between 'travelled' and where to
_LAST = frozenset(".,;:!?)–—…。、！？）")

Found = tuple[tuple[Party, ...], Place | None, int, int]


def near_parties(scene: Scene, verb: Lexeme) -> tuple[list[Party], list[Party]]:
    """Parties before and after the verb within reach, each list nearest first, one a key."""
    start, end = scene.window(verb.start)
    before: list[Party] = []
    after: list[Party] = []
    for party in scene.parties_in(start, end):
        reach = _REACH if party.start >= verb.end else _SUBJECT_REACH
        if scene.gap(party.start, party.end, verb.start, verb.end) > reach:
            continue
        side = before if party.end <= verb.start else after if party.start >= verb.end else None
        if side is not None and all(party.key != other.key for other in side):
            side.append(party)
    return before[::-1], after


def _verb_last(scene: Scene, verb: Lexeme) -> bool:
    document = scene.document
    after = verb.end
    if verb.entry.attributes.get("last"):
        return True  # a participle before 'about the dykes'
    if after >= len(document) or document.surfaces[after] in _LAST:
        return True
    return bool(document.at("event_auxiliary", after)) or document.at("event_conjunction", after) != ()


def _other_object(scene: Scene, start: int, end: int) -> bool:
    """Whether the verb's object is an occasion itself: 'gave a reception for the ambassador'."""
    articles = [x.end for x in scene.lexemes("event_determiner", start, end) if x.value == "indefinite"]
    linked = ("event_of", "event_place", "event_with")
    for article in articles[:1]:  # 'received a cheque of 40 euros from the mayor'
        links = {x.start for section in linked for x in scene.lexemes(section, article, end)}
        if len(links) > 1:
            return True
    return any(
        article <= noun.start <= article + 3
        for noun in scene.lexemes("event", start, end)
        for article in articles
    )


def _object(scene: Scene, verb: Lexeme, before: list[Party], after: list[Party]) -> Party | None:
    reach = int(verb.entry.get("reach", str(_OBJECT)))
    if after and _said_between(scene, verb, after[0]):
        after = []  # 'met with difficulties, said the director'
    if after and scene.gap(verb.start, verb.end, after[0].start, after[0].end) <= reach:
        return None if _other_object(scene, verb.end, after[0].start) else after[0]
    if (
        len(before) > 1
        and scene.gap(before[0].start, before[0].end, verb.start, verb.end) <= 22
        and _verb_last(scene, verb)
    ):
        return before[0]
    return None


def _span(verb: Lexeme, parties: tuple[Party, ...]) -> tuple[int, int]:
    return min([verb.start, *(p.start for p in parties)]), max([verb.end, *(p.end for p in parties)])


def _with_object(scene: Scene, verb: Lexeme) -> Found | None:
    before, after = near_parties(scene, verb)
    party = _object(scene, verb, before, after)
    if party is None:
        return None
    if not before and len(after) > 1 and party is after[0]:
        if party.person and _linked(scene, verb, party):  # 'she spoke with the mayor and the rector'
            return (party,), None, *_span(verb, (party,))
        party = after[1]  # 'on Tuesday received the mayor the guests': the subject stands behind the verb
    others = [p for p in before + after if p.key != party.key]
    others.sort(
        key=lambda p: (p.start > verb.start, not p.person)
    )  # the subject first, a name before a group
    if not (party.person or party.group or any(p.person or p.group for p in others)):
        return None
    parties = (*others[:1], party)
    return parties, None, *_span(verb, parties)


def _linked(scene: Scene, verb: Lexeme, party: Party) -> bool:
    """Whether 'with' stands between the verb and the party, as its last words or before the party."""
    start = max(verb.start, verb.end - 1)
    return any(x.end <= party.start for x in scene.lexemes("event_with", start, party.start))


def _with_two(scene: Scene, verb: Lexeme) -> Found | None:
    found = _with_object(scene, verb)
    if found is not None and len(found[0]) > 1:
        return found
    party = found[0][0] if found is not None else None
    if party is not None and party.person and party.start >= verb.end and _linked(scene, verb, party):
        return found
    return _with_pronoun(scene, verb)


def _with_pronoun(scene: Scene, verb: Lexeme) -> Found | None:
    """'Then she met N', 'she has N met': a pronoun is the subject, beside the verb or before its object."""
    before, after = near_parties(scene, verb)
    near, at = (after or before)[:1], scene.document.at
    if not near or not near[0].person:
        return None
    if after:
        close = scene.gap(verb.start, verb.end, after[0].start, after[0].end) <= _OBJECT
        told = bool(at("event_somebody", verb.end) or (verb.start and at("event_somebody", verb.start - 1)))
    else:
        close = _verb_last(scene, verb)
        told = any(at("event_somebody", i) for i in range(max(0, near[0].start - 3), near[0].start))
    return (tuple(near), None, *_span(verb, tuple(near))) if close and told else None


def _with_pair(scene: Scene, verb: Lexeme) -> Found | None:
    """'A and B discussed': two people joined as the subject, where no occasion has just been named."""
    sentences, index = scene.document.sentences, scene.document.sentence_of(verb.start)
    first = sentences[max(0, index - _OCCASION)][0]
    if any(True for _ in scene.lexemes("event", first, sentences[index][1])):
        return None
    for side in near_parties(scene, verb):
        pair = sorted((p for p in side[:2] if p.person), key=lambda p: p.start)
        if len(pair) < 2:
            continue
        joined = scene.lexemes("event_conjunction", pair[0].end, pair[1].start)
        verbs = scene.lexemes("event_verb", pair[0].end, pair[1].start)
        if any(True for _ in joined) and not any(True for _ in verbs):
            return tuple(pair), None, *_span(verb, tuple(pair))
    return None


def _with_subject(scene: Scene, verb: Lexeme) -> Found | None:
    """The object is a pronoun inside the form ('received her'): one party in reach is enough."""
    before, after = near_parties(scene, verb)
    near = tuple(before[:1] or after[:1])
    return (near, None, *_span(verb, near)) if near else None


def _with_between(scene: Scene, verb: Lexeme) -> Found | None:
    """Verbs with other readings: somebody must stand on either side."""
    found = _with_object(scene, verb)
    if (
        found is None
        or not any(p.end <= verb.start for p in found[0])
        or not any(p.start >= verb.end for p in found[0])
    ):
        return None
    return found


def _said_between(scene: Scene, verb: Lexeme, party: Party) -> bool:
    """Whether the party only says it: '300 million have come together, says the director'."""
    start, end = min(verb.end, party.end), max(verb.start, party.start)
    return any(True for _ in scene.lexemes("say", start, end))


def _with_crowd(scene: Scene, verb: Lexeme) -> Found | None:
    before, after = near_parties(scene, verb)
    near = [p for p in before + after if not _said_between(scene, verb, p)][:2]
    start, end = scene.window(verb.start)
    dated = any(not m.bare_year for m in scene.moments_in(start, end))
    if not near and not dated:
        return None
    return tuple(near), None, *_span(verb, tuple(p for p in near if p in before[:1]))


def _place_object(scene: Scene, verb: Lexeme, limit: int) -> Place | None:
    """A place directly behind the verb, with or without a preposition."""
    document = scene.document
    for i in range(verb.end, min(verb.end + _TRAVEL, limit)):
        direction = any(x.value in ("to", "through") for x in document.at("event_place", i))
        if i >= verb.end + 5 and not direction:
            continue
        place = place_at(scene, i, limit, through=True)
        if place is not None and not place.venue:
            return place
        country = next(iter(document.at("country", i)), None) if i < verb.end + 5 else None
        if country is not None and not hyphenated(scene, country.end):
            return make_place(scene, i, country.end)
    if scene.capital_nouns:
        return None
    for i in range(verb.end, min(verb.end + 6, limit)):
        if not scene.word(i) or scene.in_person(i) or document.at("event_party", i):
            return None
        named = scene.capital(i) and not scene.function(i) and not document.at("weekday", i)
        if named and not scene.moments_in(i, i + 1) and not document.at("month", i):
            return make_place(scene, i, name_run(scene, i, limit))
    return None


def _bare_before(scene: Scene, verb: Lexeme) -> Place | None:
    """A town before a verb that stands last: 'hat Gera besucht', 'die Provinz Tien Giang besucht'."""
    first = max(scene.sentence(verb.start)[0], verb.start - _NAMED_KIND)
    for kind in scene.lexemes("event_place_kind", first, verb.start - 1):
        if all(scene.word(k) and scene.capital(k) for k in range(kind.end, verb.start)):
            return make_place(scene, kind.end, verb.start)
    i = verb.start - 1
    if i < 1 or not scene.word(i) or not scene.capital(i) or scene.in_person(i) or scene.function(i):
        return None
    sections = ("event_place_not", "event_party", "event", "weekday", "month")
    if any(scene.document.at(section, i) for section in sections):
        return None
    # after an article or an adjective it is a common noun
    named = not scene.word(i - 1) or scene.in_moment(i - 1)
    return make_place(scene, i, verb.start) if named else None


def _attending(scene: Scene, party: Party, first: int, limit: int) -> bool:
    """Whether it is those who came to an event of the sentence: '200 guests came to Ayr for the fair'"""
    counted = party.group and party.start > 0 and scene.document.surfaces[party.start - 1].isdecimal()
    if party.person or not (counted or scene.document.at("event_attendance", party.start)):
        return False
    return any(x.entry.get("type") != "visit" for x in scene.lexemes("event", first, limit))


def _with_place(scene: Scene, verb: Lexeme) -> Found | None:
    before, after = near_parties(scene, verb)
    if not before and not after:
        return None
    first, limit = scene.window(verb.start)
    place = _place_object(scene, verb, limit)
    if place is None and _verb_last(scene, verb):
        for i in range(verb.start - 1, max(first, verb.start - 12), -1):
            place = place_at(scene, i, verb.start)
            if place is not None:
                break
    behind = [p for p in after[:1] if not any(True for _ in scene.lexemes("event_verb", verb.end, p.start))]
    visitor = tuple((before or behind)[:1])
    if visitor and _attending(scene, visitor[0], first, limit):
        return None
    if place is None and verb.entry.attributes.get("object"):
        place = _bare_before(scene, verb)
    if place is None and verb.entry.attributes.get("object"):
        dated = any(not m.bare_year for m in scene.moments_in(first, limit))
        return (
            (visitor, None, *_span(verb, visitor))
            if dated and visitor and (visitor[0].person or visitor[0].group)
            else None
        )
    if place is None or place.venue:
        return None
    start, end = _span(verb, visitor)
    return visitor, place, min(start, place.start), max(end, place.end)


_NEEDS: dict[str, Callable[[Scene, Lexeme], Found | None]] = {
    "object": _with_object,
    "two": _with_two,
    "between": _with_between,
    "subject": _with_subject,
    "pair": _with_pair,
    "crowd": _with_crowd,
    "place": _with_place,
}


def _in_noun(scene: Scene, verb: Lexeme) -> bool:
    """Whether the verb is part of a longer noun, in languages where both have one form."""
    nouns = scene.lexemes("event", max(0, verb.start - _NOUN), verb.start + 1)
    return any(n.end >= verb.end and n.end - n.start > verb.end - verb.start for n in nouns)


def _attributive(scene: Scene, verb: Lexeme) -> bool:
    """'die von beiden Seiten unterzeichneten Verträge': an article directly before a preposition opens a
    long attribute, which a participle before its noun closes."""
    document = scene.document
    if verb.end >= len(document) or not scene.word(verb.end) or scene.function(verb.end):
        return False
    if scene.capital_nouns and not scene.capital(verb.end):
        return False
    first = max(scene.sentence(verb.start)[0], verb.start - _ATTRIBUTE)
    for i in range(verb.start - 2, first - 1, -1):
        if document.surfaces[i + 1] in ",;:":
            return False
        article = any(x.value == "definite" for x in document.at("event_determiner", i))
        if article and any(document.at(section, i + 1) for section in _PREPOSITIONS):
            return not document.at("article", i + 1)
    return False


def _idiom(scene: Scene, verb: Lexeme) -> bool:
    """Whether the verb and its object together are no event: 'received criticism', 'met difficulties'."""
    forms = scene.document.at("event_blocker", verb.start)
    return any(x.value == "whole" and x.end > verb.end for x in forms)


def _again(scene: Scene, verb: Lexeme) -> bool:
    """Whether people gather once more: 'In July they meet again in Gifu.'"""
    if verb.value != "gather":
        return False
    first, limit = scene.sentence(verb.start)
    near = scene.lexemes("event_other", max(first, verb.start - _AGAIN), min(limit, verb.end + _AGAIN))
    return any(x.value == "again" for x in near)


def verb_mentions(scene: Scene) -> list[Mention]:
    """All mentions by verb, in order of the verbs."""
    found: list[Mention] = []
    verbs = scene.document.section("event_verb")
    particles = {v.start: part.start for v in verbs if (part := scene.particle_of(v)) is not None}
    closing = set(particles.values())
    for verb in verbs:
        if any(scene.in_person(i) for i in range(verb.start, verb.end)):
            continue
        if _in_noun(scene, verb) or _attributive(scene, verb) or not scene.whole(verb):
            continue
        if _idiom(scene, verb):
            continue
        if (verb.start in particles or verb.start in closing) and not verb.entry.attributes.get("particle"):
            continue  # 'kamen … zusammen' is no arrival, and its particle no verb of its own
        needs = verb.entry.get("needs", "object")
        deed = deed_of(scene, verb, needs)
        if deed is not None:
            before, after = near_parties(scene, verb)
            parties = (*before[:2], *after[: 2 - len(before[:2])]) if deed.done_by else ()
            found.append(_mention(verb, parties, deed.place, deed.start, deed.end))
            found[-1].object, found[-1].object_key = deed.object, deed.key
            if deed.object is not None:
                found[-1].determiner = determiner_of(scene, deed.object[0], deed.object[0] - 2)[0]
            continue
        fit = _NEEDS[needs](scene, verb) if needs in _NEEDS else None
        if fit is not None:
            found.append(_mention(verb, *fit))
            found[-1].other = _again(scene, verb)
    return found


def _mention(verb: Lexeme, parties: tuple[Party, ...], place: Place | None, start: int, end: int) -> Mention:
    return Mention(
        start=start,
        end=end,
        head=verb.end - 1,
        type=verb.entry.get("type", "meeting"),
        concept=verb.value,
        kind=VERB,
        base=float(verb.entry.get("weight", "1.5")),
        parties=parties,
        place=place,
        inner_place=place is not None,
        label=verb.entry.get("label"),
        pattern=verb.entry.get("pattern"),
        pattern_one=verb.entry.get("pattern_one"),
    )

"""What an event is called: its proper name, else a short phrase that tells it from the others."""

from __future__ import annotations

from pipeline.extractors.events.model import NOUN, REFERENCE, Group, Mention, Place
from pipeline.extractors.events.scene import Party, Scene
from pipeline.extractors.events.siting import direction

_MAX_PARTY_TOKENS = 8
_MAX_BEFORE = 3  # adjectives before what is signed
_PHRASE_ENDS = (
    "event_verb",
    "event_support",
    "event_conjunction",
    "event_auxiliary",
    "event_doubt",
    "event_status",
)
_PHRASE_LINKS = ("event_of", "event_join", "event_mark", "event_determiner", "event_place", "event_with")


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:–—-")


def _party_name(scene: Scene, party: Party, names: dict[str, str]) -> str:
    if party.person:
        return names.get(party.key, scene.document.words(party.start, party.end))
    return _clean(scene.document.words(party.start, _phrase_end(scene, party.end)))


def _continues(scene: Scene, end: int) -> bool:
    """Whether a linking word behind the noun says of what or for what it is."""
    return any(scene.document.at(section, end) for section in ("event_of", "event_mark", "event_join"))


def _phrase_end(scene: Scene, end: int) -> int:
    """End of 'a delegation of Japanese provinces': the words behind, up to a mark or a verb."""
    document = scene.document
    limit = min(scene.sentence(end - 1)[1], end + _MAX_PARTY_TOKENS)
    for i in range(end, limit):
        if not scene.word(i) or scene.in_person(i) or scene.moments_in(i, i + 1):
            break
        if any(document.at(section, i) for section in _PHRASE_ENDS):
            break
        if any(document.at(section, i) for section in _PHRASE_LINKS):
            continue
        if scene.function(i):
            break
        if scene.capital(i) or not scene.capital_nouns:
            end = i + 1
    return end


def _with_parties(scene: Scene, mention: Mention, names: dict[str, str]) -> str:
    found = [_party_name(scene, party, names) for party in mention.parties]
    found = list(dict.fromkeys(name for name in found if name))
    if len(found) > 1 and mention.pattern:
        return _clean(mention.pattern.replace("{a}", found[0]).replace("{b}", found[1]))
    if found and mention.pattern_one:
        return _clean(mention.pattern_one.replace("{b}", found[0]))
    return ""


def _object_phrase(scene: Scene, start: int, end: int) -> str:
    """What is signed, opened, or who sat: adjectives before the noun, what it is about behind it."""
    document = scene.document
    first = scene.sentence(start)[0]
    while start > max(first, end - _MAX_BEFORE):
        i = start - 1
        linked = any(document.at(section, i) for section in (*_PHRASE_ENDS, *_PHRASE_LINKS))
        if not scene.word(i) or linked or scene.function(i) or scene.in_person(i) or scene.in_moment(i):
            break
        if scene.capital_nouns and scene.capital(i):
            break
        if i > first and scene.capital(i) and document.at("event_place", i - 1):
            break  # 'signed in Lodz a letter of intent'
        start = i
    if _continues(scene, end):
        end = _phrase_end(scene, end)
    return _clean(document.words(start, end))


def _labelled(scene: Scene, mention: Mention, names: dict[str, str]) -> str:
    """'Signing: letter of intent', 'Visit: Anna Kolb, Gera': for verbs without a pattern of their own."""
    document = scene.document
    parts = []
    if mention.object is not None:
        parts.append(_object_phrase(scene, *mention.object))
    elif mention.type == "visit":
        parts += [_party_name(scene, party, names) for party in mention.parties[:1]]
        if mention.place is not None:
            parts.append(_clean(document.words(mention.place.start, mention.place.end)))
    parts = [part for part in parts if part]
    return f"{mention.label}: {', '.join(parts)}" if parts and mention.label else ""


def name_of(scene: Scene, group: Group, place: Place | None, names: dict[str, str]) -> str:
    """The event's name.

    Args:
        scene: the document.
        group: the event's mentions.
        place: where it takes place, added where it stands directly behind the name.
        names: person id -> name.
    """
    document = scene.document
    mention = group.defining
    if mention.kind is NOUN or mention.kind is REFERENCE:
        start = mention.start
        while start < mention.head and (
            document.at("event_plain", start)
            or document.at("event_determiner", start)
            or document.at("event_status", start)
            or scene.in_moment(start)
        ):
            start += 1
        end = mention.end
        inner = place is not None and mention.inner_place and mention.place == place
        if place is not None and inner and not direction(scene, place):
            end = place.end
        elif mention.name_level == 0 and mention.parties:
            last = mention.parties[-1]
            end = last.end if last.person else _phrase_end(scene, last.end)
        elif mention.name_level < 2 and _continues(scene, end):
            end = _phrase_end(scene, end)
        return _clean(document.words(start, max(end, mention.head + 1)))
    name = _with_parties(scene, mention, names) or _labelled(scene, mention, names)
    return name or _clean(document.words(mention.start, mention.end))

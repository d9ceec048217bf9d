"""Where an event takes place: a preposition of place and a name, found by shape."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.extractors.events.model import Place
from pipeline.extractors.events.scene import DASHES, Scene
from pipeline.tokens import fold

_NO_PLACE = ("month", "weekday", "event", "event_name", "event_party", "event_agreement", "event_place_not")


def name_run(scene: Scene, start: int, limit: int) -> int:
    """End of the run of capitalised words from `start`; hyphens join, people and punctuation end it."""
    document = scene.document
    i = start
    while i < limit and scene.word(i) and not scene.in_person(i):
        if not scene.capital(i) and document.surfaces[i] not in ("'", "’"):
            break
        i += 1
        if i + 1 < limit and document.surfaces[i] in DASHES and document.adjacent(i) and scene.word(i + 1):
            i += 1
            if not scene.capital(i):
                i += 1
    return i


def make_place(scene: Scene, start: int, end: int, venue: bool = False) -> Place:
    """A place over tokens `[start, end)`; endings of up to two letters make no difference to its key."""
    letters = fold("".join(scene.document.surfaces[start:end]))
    return Place(start, end, letters[: max(4, len(letters) - 2)], venue)


def hyphenated(scene: Scene, token: int) -> bool:
    """Whether a hyphen without a blank stands at `token`: 'Vietnam-…' is the beginning of another word."""
    document = scene.document
    return token < len(document) and document.surfaces[token] in DASHES and document.adjacent(token)


def _no_place(scene: Scene, token: int) -> bool:
    return any(scene.document.at(section, token) for section in _NO_PLACE)


def place_at(scene: Scene, token: int, limit: int, through: bool = False) -> Place | None:
    """The place phrase whose preposition begins at `token`, or None; 'through' counts only for journeys.

    Between preposition and name may stand an article and a word such as 'city' or 'province'.
    """
    document = scene.document
    found = document.at("event_place", token)
    if not found or (found[0].value == "through" and not through) or scene.in_role(token - 1):
        return None  # 'the ambassador in Hanoi' says where the ambassador sits
    i = found[0].end
    article = found[0].value == "with_article"
    for _ in range(3):
        kind = document.at("event_place_kind", i)
        if not kind and article:  # a form that brings the article along: 'in de' 'de stad'
            kind = tuple(x for x in document.at("event_place_kind", i - 1) if x.end > i)
        if kind:
            i, article = kind[0].end, False
        elif any(lexeme.value == "definite" for lexeme in document.at("event_determiner", i)):
            i, article = i + 1, True
        else:
            break
    if i >= limit or not scene.capital(i) or scene.in_person(i) or _no_place(scene, i):
        return None
    end = name_run(scene, i, limit)
    while end > i + 1 and scene.document.at("event_party", end - 1):
        end -= 1
    if end <= i or any(True for _ in document.between("event", i, end)):
        return None
    if scene.capital_nouns and not article and end == i + 1 and _noun_like(scene, i):
        return None
    if article and _attribute(scene, end, limit):
        return None
    return make_place(scene, i, end, article)


def _attribute(scene: Scene, end: int, limit: int) -> bool:
    """Whether a word with a capital before `end` is the noun's behind it: 'het Aziatische land'."""
    if (
        scene.capital_nouns
        or end >= limit
        or not scene.word(end)
        or scene.capital(end)
        or scene.function(end)
    ):
        return False
    endings = tuple(scene.document.language.feature("adjective_endings", ()))
    return bool(endings) and scene.document.surfaces[end - 1].endswith(endings)


def _noun_like(scene: Scene, token: int) -> bool:
    """Where nouns have capitals: whether the word is known to be no place."""
    return any(True for _ in scene.document.at("event_place_not", token))


def places_in(scene: Scene, start: int, end: int, stops: list[int]) -> list[Place]:
    """All place phrases of `[start, end)`, in order; none reaches over one of `stops`."""
    found = []
    for lexeme in scene.lexemes("event_place", start, end):
        place = place_at(scene, lexeme.start, min([end, *stops[bisect_right(stops, lexeme.start) :][:1]]))
        if place is not None:
            found.append(place)
    return found


def country_of(scene: Scene, place: Place) -> str | None:
    """ISO code of the country that the place is, or that stands behind it: 'Gifu (Japan)'."""
    document = scene.document
    inside = [x for x in document.between("country", place.start, place.end) if not hyphenated(scene, x.end)]
    if inside and inside[0].start == place.start and inside[0].end == place.end:
        return inside[0].value
    end = place.end
    limit = scene.sentence(place.start)[1]
    if end < limit and document.surfaces[end] in ("(", ","):
        stop = min(end + (6 if document.surfaces[end] == "(" else 2), limit)
        for lexeme in document.between("country", end + 1, stop):
            return lexeme.value
    return None

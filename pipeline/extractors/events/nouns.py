"""Mentions by noun: 'the forum', 'Kanto Trade Fair 2031', 'konferencja „Nowe Drogi”'.

The event noun comes from the lexicon; `phrases` tells how far its phrase reaches.
"""

from __future__ import annotations

from pipeline.extractors.events.model import NOUN, REFERENCE, Mention
from pipeline.extractors.events.phrases import determiner_of, name_start, numbered, phrase_end
from pipeline.extractors.events.places import place_at
from pipeline.extractors.events.scene import DASHES, OPENING, Scene
from pipeline.lexicon import Lexeme
from pipeline.tokens import fold

_STEM = 6
_SAID = 4  # tokens behind a title in quotation marks among which 'was held' begins
_COUNTRY = 2  # tokens between a country's name and its day
_SAID_LAST = 40  # the same where the verb ends the sentence
_TAKES_PLACE = frozenset({"hold", "run", "open"})
_STRUCK = 7  # tokens behind a calamity that say what it did
_OPENED = 6  # tokens between 'opening' and what is opened


def _heads(scene: Scene) -> list[Lexeme]:
    """Event nouns, one a token range; the language's own word before the international one."""
    document = scene.document
    own = list(document.section("event"))
    covered = {i for lexeme in own for i in range(lexeme.start, lexeme.end)}
    foreign = [x for x in document.section("event_name") if x.start not in covered]
    heads: list[Lexeme] = []
    for lexeme in sorted(own + foreign, key=lambda x: (x.start, -x.end, len(x.rest))):
        if heads and lexeme.start < heads[-1].end:
            continue
        heads.append(lexeme)
    return heads


def _blocked(scene: Scene, lexeme: Lexeme) -> bool:
    """Whether the noun is only part of another word or thing: 'forum organiser', 'conference hall'."""
    document = scene.document
    size = len(document)
    if any(scene.in_person(i) for i in range(lexeme.start, lexeme.end)):
        return True  # a surname such as 'Messe'
    if scene.capital_nouns and not scene.capital(lexeme.start):
        return True  # no noun: 'hält fest'
    if lexeme.entry.attributes.get("country") and not _of_country(scene, lexeme):
        return True
    if lexeme.entry.get("type") == "disaster" and _figure(scene, lexeme):
        return True
    if lexeme.value in ("opening", "edition") and _of_event(scene, lexeme):
        return True  # 'at the opening of the fair': the fair is told of
    told = document.between("event_same_day", lexeme.start - 3, lexeme.start)
    if lexeme.entry.attributes.get("reference") and any(x.end >= lexeme.end for x in told):
        return True  # 'on the same occasion'
    weekdays = document.between("weekday", max(0, lexeme.start - 2), lexeme.end)
    if any(x.end >= lexeme.end for x in weekdays):
        return True  # 'segunda-feira'
    after = lexeme.end
    for form in scene.lexemes("event_legal", after, min(after + 4, size)):
        if all(scene.capital(i) for i in range(after, form.start)):
            return True  # a company such as 'Messe Rhein GmbH'
    if after < size:
        if any(x.value == "after" for x in document.at("event_blocker", after)) and (
            document.surfaces[after - 1] not in ".,"
        ):
            return True
        hyphen = document.surfaces[after] in DASHES and document.adjacent(after)
        if hyphen and after + 1 < size and document.adjacent(after + 1) and scene.word(after + 1):
            return True
    return any(
        (x.value == "before" and x.end == lexeme.start)
        or (x.value == "whole" and x.end >= lexeme.end)
        or (x.value == "cause" and lexeme.entry.get("type") == "disaster" and not _struck(scene, lexeme))
        for x in document.between("event_blocker", max(0, lexeme.start - 3), lexeme.end)
    )


def _figure(scene: Scene, lexeme: Lexeme) -> bool:
    """Whether a calamity is one of words: 'a flood of complaints', 'the storm over her choice'."""
    document = scene.document
    links = [x for section in ("event_of", "event_figure") for x in document.at(section, lexeme.end)]
    if not links or links[0].end >= len(document):
        return False
    i = links[0].end
    if document.at("event_determiner", i) or links[0].entry.section == "event_figure":
        return links[0].entry.section == "event_figure"
    return scene.word(i) and not scene.capital(i) and not scene.in_moment(i)


def _of_country(scene: Scene, lexeme: Lexeme) -> bool:
    """Whether the noun beside a country's name is one of its days: 'Vietnam Day', 'Dni Japonii'."""
    first, limit = scene.sentence(lexeme.start)
    near = max(first, lexeme.start - _COUNTRY), min(limit, lexeme.end + _COUNTRY + 1)
    return any(True for section in ("country", "demonym") for _ in scene.lexemes(section, *near))


def _struck(scene: Scene, lexeme: Lexeme) -> bool:
    """Whether it is told what a calamity did: 'because of a storm that killed three'."""
    behind = scene.lexemes("event_support", lexeme.end, lexeme.end + _STRUCK)
    return any(x.value == "strike" for x in behind)


def _of_event(scene: Scene, lexeme: Lexeme) -> bool:
    document = scene.document
    limit = min(lexeme.end + _OPENED, scene.sentence(lexeme.start)[1])
    for i in range(lexeme.end, limit):
        if document.at("event", i) or document.at("event_name", i):
            return True
        if document.surfaces[i] in ".,;:" or document.at("event_verb", i):
            return False
    return False


def _modifiers(scene: Scene, start: int, end: int, lexeme: Lexeme) -> frozenset[str]:
    """Folded beginnings of the words that tell the event from others of its kind."""
    document = scene.document
    found = set()
    for i in range(start, end):
        if lexeme.start <= i < lexeme.end or not scene.word(i) or scene.function(i):
            continue
        if document.at("event_plain", i) or document.at("event_join", i) or document.at("event_other", i):
            continue
        if len(document.surfaces[i]) > 2:
            found.add(fold(document.surfaces[i])[:_STEM])
    if lexeme.rest and len(lexeme.rest) > 2:
        found.add(fold(lexeme.rest)[:_STEM])
    return frozenset(found)


def _name_level(
    scene: Scene, left: int, lexeme: Lexeme, first: int, named_after: bool, year: int | None
) -> int:
    """0 for a common noun, 1 for a compound or a capitalised noun, 2 for a proper name."""
    if scene.capitals_only(lexeme.start):
        return 2 if named_after or year is not None else int(bool(lexeme.rest))
    inner = [i for i in range(left, lexeme.start) if scene.word(i) and scene.capital(i)]
    proper = [i for i in inner if i > first or len(inner) > 1]
    if named_after or year is not None or proper:
        return 2
    capital = not scene.capital_nouns and scene.capital(lexeme.start) and lexeme.start > first
    return 1 if lexeme.rest or capital else 0


def _quotations(scene: Scene) -> list[tuple[int, int]]:
    """Short passages in quotation marks: titles, mottos, exclamations."""
    found: list[tuple[int, int]] = []
    surfaces = scene.document.surfaces
    for i, surface in enumerate(surfaces):
        if surface in OPENING and (not found or i >= found[-1][1]):
            inner = scene.quoted(i, len(scene.document))
            if inner is not None and not any(s in ".?" for s in surfaces[inner[0] : inner[1] - 1]):
                found.append(inner)
    return found


def _held_title(scene: Scene, lexeme: Lexeme, title: tuple[int, int]) -> bool:
    """Whether words in quotation marks that end with the noun are held: '"Port and Sea Forum" was held'."""
    reach = _SAID_LAST if scene.document.language.feature("unspaced_names") else _SAID
    behind = scene.lexemes("event_support", title[1] + 1, title[1] + reach)
    return title[0] < lexeme.start and lexeme.end == title[1] and any(x.value in _TAKES_PLACE for x in behind)


def noun_mentions(scene: Scene) -> list[Mention]:
    """All mentions by noun, in order; general words ('the event') are of the kind REFERENCE."""
    found: list[Mention] = []
    quotations = _quotations(scene)
    suffixes = tuple(scene.document.language.feature("definite_nouns", ()))
    edition = (False, False)  # 'the next edition of' before the noun: another one? with a number?
    for lexeme in _heads(scene):
        first, limit = scene.sentence(lexeme.start)
        if _blocked(scene, lexeme):
            if lexeme.value == "edition":
                edition = determiner_of(scene, lexeme.start, first)[2:]
            continue
        if found and found[-1].end > lexeme.start:
            first = max(first, found[-1].head + 1)
        international = lexeme.entry.section == "event_name"
        left = name_start(scene, lexeme.start, first, international or not scene.capital_nouns)
        named = (
            not scene.capital_nouns
            and scene.capital(lexeme.start)
            and (left < lexeme.start or lexeme.start > first)
        )
        calamity = lexeme.entry.get("type") == "disaster"
        end = numbered(scene, lexeme.end, limit) if calamity else lexeme.end
        right, year, named_after = phrase_end(scene, end, limit, named)
        level = _name_level(scene, left, lexeme, first, named_after, year)
        if end > lexeme.end:
            level = max(level, 1)  # 'storm No. 8'
        if international and level < 2:
            continue
        title = next((q for q in quotations if q[0] <= lexeme.start < q[1]), None) if level < 2 else None
        if title is not None:
            if not _held_title(scene, lexeme, title):
                continue  # 'under the title "Journey of Light"' speaks of no journey
            left, level = title[0], 2
        determiner, begin, other, ordinal = determiner_of(scene, left, first)
        other, ordinal, edition = other or edition[0], ordinal or edition[1], (False, False)
        entry = lexeme.entry
        reference = bool(entry.attributes.get("reference"))
        inner = begin + 1 if determiner else left
        if not determiner and scene.document.norms[lexeme.end - 1].endswith(suffixes):
            determiner = "definite"  # 'mötet': the article is a suffix
        place = place_at(scene, right, limit) if right < limit else None
        found.append(
            Mention(
                start=min(inner, left),
                end=right,
                head=lexeme.end - 1,
                type=entry.get("type", "other"),
                concept=lexeme.value,
                kind=REFERENCE if reference and level < 2 else NOUN,
                refers=entry.get("refers") if level < 2 else "",
                base=float(entry.get("weight", "0.5")),
                name_level=level,
                determiner=determiner,
                modifiers=_modifiers(scene, min(inner, left), right, lexeme),
                year=year,
                other=other or bool(entry.attributes.get("other")),
                ordinal=ordinal,
                place=place,
                inner_place=place is not None,
                label=entry.get("label"),
                pattern=entry.get("pattern"),
                pattern_one=entry.get("pattern_one"),
            )
        )
    return found

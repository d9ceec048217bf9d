"""Mentions by noun: 'the forum', 'Kanto Trade Fair 2031', 'konferencja „Nowe Drogi”'.

The event noun comes from the lexicon; how far its phrase reaches is told by capitals, hyphens, quotation
marks, years and the linking words of the language.
"""

from __future__ import annotations

from pipeline.extractors.events.model import NOUN, REFERENCE, Mention
from pipeline.extractors.events.places import name_run, place_at
from pipeline.extractors.events.scene import DASHES, OPENING, Scene
from pipeline.lexicon import Lexeme
from pipeline.tokens import fold

_ARTICLE_REACH = 5
_STEM = 6
_NO_ADJECTIVE = ("event_place", "event_support", "event_status", "event_verb")
_NO_NAME_FIRST = ("event_other", "event_ordinal", "event_plain")
_NOT_IN_NAME = ("month", "weekday", "event_party", "event_verb", "event_join", "event_place")


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
        (x.value == "before" and x.end == lexeme.start) or (x.value == "whole" and x.end >= lexeme.end)
        for x in document.between("event_blocker", max(0, lexeme.start - 3), lexeme.end)
    )


def _name_word(scene: Scene, token: int) -> bool:
    """Whether a capitalised word may belong to the name beside it."""
    document = scene.document
    if not scene.word(token) or not scene.capital(token) or scene.in_person(token):
        return False
    if scene.function(token) and not (
        len(document.surfaces[token]) > 1 and document.surfaces[token].isupper()
    ):
        return False
    return not any(document.at(section, token) for section in _NOT_IN_NAME)


def _left(scene: Scene, start: int, first: int, international: bool) -> int:
    """Where the name begins that ends with the noun at `start`."""
    document = scene.document
    i = start
    while i > first:
        before = i - 1
        surface = document.surfaces[before]
        if _name_word(scene, before):
            if i < start and before > first and document.at("event_place", before - 1):
                if not scene.capital(start):
                    return start
                break  # 'in Aachen the Rhine Forum'
            if before == first and any(document.at(section, before) for section in _NO_NAME_FIRST):
                break  # 'Next forum in May'
            i = before
        elif (
            surface in DASHES
            and before > first
            and (_name_word(scene, before - 1) or (document.adjacent(before) and scene.word(before - 1)))
        ):
            i = before - 1
        elif surface.isdigit() and before > first and document.surfaces[before - 1] in DASHES:
            break
        elif (
            international
            and before - 1 >= first
            and (surface == "," or surface == "&" or document.norms[before] == "and")
            and (scene.capital(before - 1) or document.surfaces[before - 1] == ",")
            and i < start
        ):
            i = before
        else:
            break
    if first < i < start and not scene.capital(start) and document.at("event_place", i - 1):
        return start  # 'w Aalborg wystawa': the name is that of the place
    while i < start and not scene.word(i):
        i += 1
    return i


def _year(surface: str) -> int | None:
    return int(surface) if len(surface) == 4 and surface.isdigit() and 1900 <= int(surface) < 2100 else None


def _right(scene: Scene, end: int, limit: int, named: bool) -> tuple[int, int | None, bool]:
    """(end of the phrase, year in it, whether a name follows the noun)."""
    document = scene.document
    year, name = None, False
    end = _adjectives(scene, end, limit)
    for _ in range(4):
        if end >= limit:
            break
        quoted = scene.quoted(end, limit)
        if year is None and _year(document.surfaces[end]) is not None:
            year, end = _year(document.surfaces[end]), end + 1
        elif quoted is not None and document.starts[end] - document.ends[end - 1] <= 1:
            end, name = quoted[1] + 1, True
            for token in range(*quoted):
                year = year or _year(document.surfaces[token])
        elif not scene.capital_nouns and _name_word(scene, end):
            # a capitalised noun draws the capitalised words behind it into its name
            end, name = name_run(scene, end, limit), name or named
        else:
            joined = _joined(scene, end, limit)
            if joined == end:
                break
            end = joined
    return end, year, name


def _adjectives(scene: Scene, end: int, limit: int) -> int:
    """End of the adjectives behind the noun, in languages that put them there ('konferencja naukowa')."""
    document = scene.document
    stop = min(end + 2, limit)
    while end < stop and not scene.capital(end) and not scene.function(end):
        if not document.at("event_adjective", end) or any(
            document.at(section, end) for section in _NO_ADJECTIVE
        ):
            break
        end += 1
    return end


def _joined(scene: Scene, end: int, limit: int) -> int:
    """End of a linked phrase such as 'for regional trade' or 'of Light' behind the noun, or `end`."""
    document = scene.document
    link = next(iter([*document.at("event_mark", end), *document.at("event_join", end)]), None)
    if link is None or link.end >= limit:
        return end
    i = link.end
    stop = min(i + 5, limit)
    while i < stop and scene.word(i) and not scene.in_person(i) and not scene.moments_in(i, i + 1):
        if scene.capital_nouns and scene.capital(i):
            if document.at("event_party", i):
                break
            return name_run(scene, i, limit)
        if scene.function(i) or document.at("event_place", i) or document.at("event_verb", i):
            break
        i += 1
    return i if i > link.end and not scene.capital_nouns else end


def _determiner(scene: Scene, start: int, first: int) -> tuple[str, int, bool, bool]:
    """(determiner, first token of the phrase, other edition?, ordinal?) of the noun phrase that ends at `start`."""
    document = scene.document
    other = ordinal = False
    i = start
    while i > first and start - i < _ARTICLE_REACH:
        before = i - 1
        found = [x for x in document.between("event_determiner", max(first, i - 2), i) if x.end == i]
        if found:
            return found[0].value, found[0].end - 1, other, ordinal
        surface = document.surfaces[before]
        if document.at("event_support", before) or document.at("event_verb", before):
            break
        if document.at("event_other", before):
            other = True
        elif (
            document.at("ordinal", before)
            or (surface.isdigit() and len(surface) <= 3)
            or (document.at("event_ordinal", before))
        ):
            ordinal = True
        elif (
            scene.function(before)
            or not (scene.word(before) or surface == ".")
            or (surface == "." and not document.surfaces[before - 1].isdigit())
        ):
            break
        i = before
    return "", i, other, ordinal


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
    inner = [i for i in range(left, lexeme.start) if scene.word(i) and scene.capital(i)]
    proper = [i for i in inner if i > first or len(inner) > 1]
    if named_after or year is not None or proper:
        return 2
    capital = not scene.capital_nouns and scene.capital(lexeme.start) and lexeme.start > first
    return 1 if lexeme.rest or capital else 0


def _quotations(scene: Scene) -> list[tuple[int, int]]:
    """Short passages in quotation marks: titles, mottos, exclamations."""
    found: list[tuple[int, int]] = []
    for i, surface in enumerate(scene.document.surfaces):
        if surface in OPENING and (not found or i >= found[-1][1]):
            inner = scene.quoted(i, len(scene.document))
            if inner is not None:
                found.append(inner)
    return found


def noun_mentions(scene: Scene) -> list[Mention]:
    """All mentions by noun, in order; general words ('the event') are of the kind REFERENCE."""
    found: list[Mention] = []
    quotations = _quotations(scene)
    for lexeme in _heads(scene):
        if _blocked(scene, lexeme):
            continue
        document = scene.document
        first, limit = scene.sentence(lexeme.start)
        if found and found[-1].end > lexeme.start:
            first = max(first, found[-1].head + 1)
        international = lexeme.entry.section == "event_name"
        left = _left(scene, lexeme.start, first, international or not scene.capital_nouns)
        named = (
            not scene.capital_nouns
            and scene.capital(lexeme.start)
            and (left < lexeme.start or lexeme.start > first)
        )
        right, year, named_after = _right(scene, lexeme.end, limit, named)
        level = _name_level(scene, left, lexeme, first, named_after, year)
        if international and level < 2:
            continue
        if level < 2 and any(first <= lexeme.start < after for first, after in quotations):
            continue  # 'under the title "Journey of Light"' speaks of no journey
        determiner, begin, other, ordinal = _determiner(scene, left, first)
        entry = lexeme.entry
        reference = bool(entry.attributes.get("reference"))
        inner = begin + 1 if determiner else left
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
                other=other,
                ordinal=ordinal,
                place=place,
                inner_place=place is not None,
                label=entry.get("label"),
                pattern=entry.get("pattern"),
                pattern_one=entry.get("pattern_one"),
            )
        )
    return found

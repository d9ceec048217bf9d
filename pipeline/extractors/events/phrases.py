"""How far the phrase around an event noun reaches, told by capitals, hyphens, quotation marks and links."""

from __future__ import annotations

from pipeline.extractors.events.places import name_run
from pipeline.extractors.events.scene import DASHES, Scene

_ARTICLE_REACH = 5
_LONGEST_NAME = 40  # words; without it a text of nothing but event nouns costs its length squared
_NO_ADJECTIVE = ("event_place", "event_support", "event_status", "event_verb")
_NO_NAME_FIRST = ("event_other", "event_ordinal", "event_plain", "event_support", "event_auxiliary")
_NOT_IN_NAME = ("month", "weekday", "event_party", "event_verb", "event_join", "event_place")


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


def name_start(scene: Scene, start: int, first: int, international: bool) -> int:
    """Where the name begins that ends with the noun at `start`."""
    document = scene.document
    first = max(first, start - _LONGEST_NAME)
    i = start
    while i > first:
        before = i - 1
        surface = document.surfaces[before]
        if _name_word(scene, before):
            if i < start and before > first and document.at("event_place", before - 1):
                if not scene.capital(start) and document.surfaces[i + 1] not in DASHES:
                    return start
                break  # 'in Aachen the Rhine Forum'
            if before == first and any(document.at(section, before) for section in _NO_NAME_FIRST):
                break  # 'Next forum in May'
            i = before
        elif (
            surface in DASHES
            and before > first
            and not (document.surfaces[before - 1].isupper() and not document.adjacent(before))  # a dateline
            and (_name_word(scene, before - 1) or (document.adjacent(before) and scene.word(before - 1)))
        ):
            i = before - 1
        elif (
            before - 1 > first
            and scene.word(before)
            and document.surfaces[before - 1] in DASHES
            and document.adjacent(before)
            and document.adjacent(before - 1)
            and _name_word(scene, before - 2)
        ):
            i = before - 2  # 'Česko-japonské fórum'
        elif surface.isdecimal() and before > first and document.surfaces[before - 1] in DASHES:
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
    return int(surface) if len(surface) == 4 and surface.isdecimal() and 1900 <= int(surface) < 2100 else None


def phrase_end(scene: Scene, end: int, limit: int, named: bool) -> tuple[int, int | None, bool]:
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
        elif (
            named and document.at("event_conjunction", end) and end + 1 < limit and _name_word(scene, end + 1)
        ):
            end, name = name_run(scene, end + 1, limit), True  # 'Forum of Vineyards and Orchards'
        else:
            joined = _joined(scene, end, limit)
            if joined == end:
                break
            name = name or (named and any(scene.capital(i) for i in range(end, joined)))
            end = joined
    return end, year, name


def numbered(scene: Scene, end: int, limit: int) -> int:
    """End of 'storm No. 8', 'typhoon number 3'."""
    for lexeme in scene.document.at("event_number", end):
        if lexeme.end < limit and scene.document.surfaces[lexeme.end].isdecimal():
            return lexeme.end + 1
    return end


def _adjectives(scene: Scene, end: int, limit: int) -> int:
    """End of the adjectives behind the noun, in languages that put them there ('konferencja naukowa')."""
    document = scene.document
    stop = min(end + 2, limit)
    size = len(document)
    hyphen = end + 2 < size and document.surfaces[end + 1] in DASHES and scene.word(end)
    if hyphen and "event_adjective" in document.language.sections:
        end += 3 * (document.adjacent(end + 1) and document.adjacent(end + 2))  # 'forum franco-allemand'
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
    if link.value == "of" and not scene.capital(i):
        return end  # 'the visit of the minister' is no name
    stop = min(i + 5, limit)
    while i < stop and scene.word(i) and not scene.in_person(i) and not scene.moments_in(i, i + 1):
        if scene.capital_nouns and scene.capital(i):
            if document.at("event_party", i):
                break
            return name_run(scene, i, limit)
        if scene.function(i) or document.at("event_place", i) or document.at("event_verb", i):
            break
        if i > link.end and scene.capital(i - 1) and not scene.capital(i):
            break
        i += 1
    return i if i > link.end and not scene.capital_nouns else end


def determiner_of(scene: Scene, start: int, first: int) -> tuple[str, int, bool, bool]:
    """(determiner, first token, other edition?, ordinal?) of the noun phrase that ends at `start`."""
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
            or (surface.isdecimal() and len(surface) <= 3)
            or (document.at("event_ordinal", before))
        ):
            ordinal = True
        elif (
            scene.function(before)
            or not (scene.word(before) or surface == ".")
            or (surface == "." and not document.surfaces[before - 1].isdecimal())
        ):
            break
        i = before
    return "", i, other, ordinal

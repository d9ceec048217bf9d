"""When an office is held: bounds, adverbs of a career, verbs of leaving; and attributes that tell of it."""

from __future__ import annotations

from pipeline.extractors.roles.context import Context, Gap
from pipeline.extractors.roles.term import Term

_MAX_STAGE = 9  # tokens between a name and 'now' or 'once' before an office
_MAX_ATTRIBUTE = 11  # tokens between a comma and the office at the end of its attribute
_MAX_YEARS = 6  # tokens beside an office in which two years bound it
_GONE = frozenset({"last", "past", "before_last"})


def is_bounded(context: Context, term: Term) -> bool:
    """'ambassador until 2023', 'bis zum Frühjahr Staatssekretärin': a bound in the past."""
    return _in_years(context, term) or any(
        is_past_bound(context, i) for i in (term.end, *range(max(0, term.start - 5), term.start))
    )


def _in_years(context: Context, term: Term) -> bool:
    """'mayor from 2010 to 2018', 'w latach 2010–2018 burmistrz': two years beside the office."""
    surfaces = context.document.surfaces
    for window in (
        range(term.end, min(len(surfaces), term.end + _MAX_YEARS)),
        range(term.start - 1, max(-1, term.start - _MAX_YEARS), -1),
    ):
        years: list[int] = []
        for k in window:
            if surfaces[k] in ",;:." or _other_part(context, k):
                break
            if len(surfaces[k]) == 4 and surfaces[k].isdecimal():
                years.append(int(surfaces[k]))
        published = context.document.published
        if len(years) == 2 and (published is None or max(years) <= published.year):
            return True
    return False


def _other_part(context: Context, token: int) -> bool:
    """Whether an 'and' stands there that joins no years: what is behind it is bound by itself."""
    surfaces = context.document.surfaces
    years = all(surface.isdecimal() for surface in surfaces[token - 1 : token + 2 : 2])
    return bool(context.document.at("and", token)) and not years


def behind_years(context: Context, start: int, end: int) -> int:
    """The token after the years that stand behind an office: 'ambassador from 2015 to 2019 and now'."""
    document = context.document
    behind = start
    for k in range(start, min(end, start + _MAX_YEARS + 1)):
        surface = document.surfaces[k]
        if len(surface) == 4 and surface.isdecimal():
            behind = k + 1
        elif surface == ")" and behind == k:
            return k + 1
        elif _other_word(context, k):
            break
    return behind


def _other_word(context: Context, token: int) -> bool:
    """Whether the word goes on with something else than the years of an office."""
    document, surface = context.document, context.document.surfaces[token]
    if any(document.at(section, token) for section in ("and", "be", "relative")):
        return True
    return not (surface.islower() or surface in "(-–" or document.at("month", token))


def is_past_bound(context: Context, token: int) -> bool:
    """Whether 'until' stands there before a year, month or season that is not known to lie ahead."""
    document = context.document
    if not 0 <= token < len(document) or not document.at("until", token):
        return False
    behind = document.at("until", token)[0].end
    for k in range(behind, min(len(document), behind + 3)):
        surface = document.surfaces[k]
        if surface.isdecimal():
            year = int(surface) if len(surface) == 4 else 0
            return document.published is None or year <= document.published.year
        if document.at("season", k) or any(x.value in _GONE for x in document.at("direction", k)):
            return True
    owned = context.document.at("event_determiner", behind)
    return any(lexeme.value == "possessive" for lexeme in owned)  # 'until his retirement'


def has_resigned(context: Context, start: int, term: Term) -> bool:
    """Whether a verb of leaving stands around an office: 'resigned as', 'trat als … zurück'."""
    window = range(max(0, start), min(len(context.document), term.end + 5))
    return any(context.document.at("resign", k) for k in window)


def was_once(context: Context, start: int, term: Term) -> bool:
    """'… welcomed him, then still as vice mayor': an adverb of the past before the 'as'."""
    window = range(start, term.start)
    return any(x.value == "former" for k in window for x in context.document.at("stage", k))


def is_extraposed(context: Context, start: int, term: Term) -> bool:
    """'nam Anna Berg plaats, die sinds mei directeur is': a clause behind the end of the main one."""
    document = context.document
    comma = next((k for k in range(start, min(term.start, start + 4)) if document.surfaces[k] == ","), None)
    if comma is None or comma == start or not document.at("relative", comma + 1):
        return False
    if context.breaks(comma + 1, term.start) or term.start - comma > _MAX_STAGE:
        return False
    return any(document.at("be", k) for k in range(term.end, min(len(document), term.end + 2)))


def is_attribute(context: Context, start: int, term: Term) -> bool:
    """', der in Kerala für Arbeit zuständige Minister': between the article and its office stand words
    that end in an adjective."""
    document = context.document
    head = term.head.start
    if not context.long_attributes or head - start > _MAX_ATTRIBUTE or context.breaks(start + 1, head):
        return False
    adjective = document.surfaces[head - 1]
    return (
        document.surfaces[start] == ","
        and bool(document.at("article", start + 1))
        and adjective.islower()
        and adjective.endswith(context.long_attributes)
        and not document.at("article", head - 2)
        and not any(document.at("be", k) or document.at("say", k) for k in range(start + 2, head))
    )


def is_behind_as(context: Context, start: int, term: Term) -> bool:
    """'… looks after it, as special adviser': an office behind 'as', after a comma."""
    document = context.document
    first = term.start
    while first > start and document.at("article", first - 1):
        first -= 1
    for k in range(max(start + 2, first - 3), first):
        if any(lexeme.end == first for lexeme in document.at("as", k)):
            comma = next(
                (m for m in range(k - 1, max(start, k - 4), -1) if document.surfaces[m] == ","), None
            )
            told = comma == k - 1 or was_once(context, comma or k, term)
            return comma is not None and told and k - start <= _MAX_STAGE and not context.breaks(start, comma)
    return False


def stage_of(context: Context, term: Term) -> str | None:
    """`now` or `former` where such an adverb stands right before the term: 'today adviser to'."""
    document = context.document
    start = term.start
    while start > 0 and document.at("article", start - 1):
        start -= 1
    for k in range(max(0, start - 4), start):
        for lexeme in document.at("stage", k):
            adverb = lexeme.end == start - 1 and _plain_adverb(context, start - 1)
            if lexeme.end == start or adverb:  # 'früher selbst Bürgermeister'
                return lexeme.value
    return None


def _plain_adverb(context: Context, token: int) -> bool:
    """Whether a lower-case word stands there that is no verb and no preposition."""
    document = context.document
    return document.surfaces[token].islower() and not any(
        document.at(section, token) for section in ("be", "lead", "say", "of", "as", "and", "event_with")
    )


def stage_gap(context: Context, start: int, end: int) -> Gap | None:
    """A gap that begins with a comma or 'and' and ends with an adverb of the stage of a career: 'Anna
    Berg, born in Kiel and now mayor', 'once adviser, today director'."""
    document = context.document
    if end - start > _MAX_STAGE or start >= end:
        return None
    first = document.surfaces[start]
    if first != "," and not document.at("and", start):
        return None
    last = end
    while last > start and document.at("article", last - 1):
        last -= 1
    if not any(
        lexeme.end == last for k in range(max(start, last - 3), last) for lexeme in document.at("stage", k)
    ):
        return None
    inner = document.surfaces[start + 1 : end]
    return Gap.COMMA if not set(inner) & set(".;:()") else None

"""Terms of office in a text: a head word with what belongs to it.

`former Japanese deputy minister of planning` is one term: head `minister`, modifiers before it, an
of-phrase after it. A term knows nothing of persons yet, but for the tokens at which names begin: an
of-phrase never runs into a name.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.extractors.roles.before_head import read_before
from pipeline.extractors.roles.compounds import explain_compound
from pipeline.extractors.roles.of_phrase import read_after
from pipeline.extractors.roles.phrase_words import Kind, phrase_word
from pipeline.extractors.roles.term import STATE, Term
from pipeline.extractors.roles.term_text import HYPHENS, TermText
from pipeline.lexicon import Lexeme

_MOST_BETWEEN = 4  # words between an office and one in its of-phrase: 'group of the Japanese-Dutch deputies'
_CENTURIES = frozenset({"18", "19", "20"})  # a year before an office counts nobody
_MOST_BEHIND = 3  # words of a place or body behind the name
_OWNERS = frozenset({Kind.BODY, Kind.PLACE, Kind.PLACE_TYPE, Kind.COUNTRY, Kind.DEMONYM})
# Heads of which the body may have been named before.
_OF_BODIES = frozenset({"head", "director", "director_general", "org_president", "chair", "president"})


def find_terms(text: TermText) -> list[Term]:
    """All terms in text order; a term inside another's of-phrase is marked as nested."""
    heads: dict[int, list[Lexeme]] = {}
    within: dict[int, int] = {}  # token -> end of the body's name that covers it
    for lexeme in text.document.section("body"):
        within.update((token, lexeme.end) for token in range(lexeme.start, lexeme.end))
    for section in ("role", "role_plural"):
        for lexeme in text.document.section(section):
            covered = (
                within.get(lexeme.start, 0) > lexeme.end or within.get(lexeme.start - 1, 0) >= lexeme.end
            )
            if lexeme.start not in text.name_tokens and not covered:  # 'board of directors' names none
                heads.setdefault(lexeme.start, []).append(lexeme)
    found: list[Term] = []
    for start in sorted(heads):
        if found and start < found[-1].head.end:
            continue
        term = _term(text, heads[start])
        if term is None:
            continue
        if found and term.start < found[-1].end:
            term.start = min(max(term.start, found[-1].head.end), term.head.start)
            if term.start < found[-1].end:
                found[-1].end = max(found[-1].head.end, min(found[-1].end, term.start))
        found.append(term)
    return _nest(text, found)


def _joins(text: TermText, token: int) -> bool:
    """Whether a preposition, an article, a demonym or a hyphen stands there."""
    document = text.document
    return document.surfaces[token] in HYPHENS or any(
        document.at(s, token) for s in ("of", "article", "demonym")
    )


def _nest(text: TermText, found: list[Term]) -> list[Term]:
    """Marks terms in the of-phrase of another, and joins 'deputy of the' to the office behind it."""
    document = text.document
    kept: list[Term] = []
    for term in found:
        before = kept[-1] if kept else None
        if before is not None and before.end <= term.start <= before.end + _MOST_BETWEEN:
            end = before.end
            while end > before.head.end and _joins(text, end - 1):
                end -= 1  # 'adviser of the' before 'Danish premier'
            gap = range(end, term.start)
            linked = any(document.at("of", i) for i in gap)
            if all(_joins(text, i) for i in gap):
                if before.head.entry.get("deputy") and (linked or not gap):
                    kept.pop()
                    term.start = before.start
                    term.modifiers |= {"deputy", *before.modifiers}
                elif term.head.value != "professor":  # 'rector of the college Prof. Anna Berg'
                    term.nested = linked or (not gap and _genitive_chain(text, before, term))
                    before.end = end if term.nested else before.end
        kept.append(term)
    kept = [term for term in kept if not term.head.entry.get("deputy")]
    for term, after in pairwise(kept):
        if (
            not term.phrase
            and after.phrase
            and term.end < after.start
            and all(document.at("and", i) for i in range(term.end, after.start))
            and not (after.bodies and term.head.value in STATE)
        ):  # 'vice president and secretary of the union'
            term.bodies = term.bodies or list(after.bodies)
            term.body, term.place = term.body or after.body, term.place or after.place
            term.place_kind, term.country = (
                term.place_kind or after.place_kind,
                term.country or after.country,
            )
    return kept


def _genitive_chain(text: TermText, before: Term, term: Term) -> bool:
    """'doradczyni prezydenta': the second office is a genitive of the first one's phrase."""
    surfaces = text.document.surfaces
    first, second = (_cases(text, surfaces[t.head.start].lower()) for t in (before, term))
    if not first or not second:
        return text.genitives and _marked_oblique(text, surfaces[term.head.end - 1].lower())
    return ("nom" in first and "nom" not in second) or not first & second


def _marked_oblique(text: TermText, word: str) -> bool:
    """Whether endings that the language lists say that the office stands in another case."""
    kinds = text.document.language.feature("name_governors", {})
    oblique, straight = (
        tuple(ending[1:] for ending in kinds.get(kind, ()) if ending.startswith("-"))
        for kind in ("oblique", "nominative")
    )
    return word.endswith(oblique) and not word.endswith(straight)


def _cases(text: TermText, word: str) -> set[str]:
    readings = text.analyse(word)
    readings = tuple(reading for reading in readings if reading.gender == "m1") or readings
    return {case for reading in readings for case in reading.cases}  # 'premiera' is no first night


def _term(text: TermText, lexemes: list[Lexeme]) -> Term | None:
    longest = max(lexeme.end for lexeme in lexemes)
    lexemes = [lexeme for lexeme in lexemes if lexeme.end == longest]
    shortest = min(len(lexeme.rest) for lexeme in lexemes)
    lexemes = [lexeme for lexeme in lexemes if len(lexeme.rest) == shortest]
    singular = [lexeme for lexeme in lexemes if lexeme.entry.section == "role"]
    plural = [lexeme for lexeme in lexemes if lexeme.entry.section == "role_plural"]
    head = (singular or plural)[0]
    term = Term(head.start, head.end, head, bool(plural), bool(singular))
    if head.rest and not explain_compound(text, head.rest, term):
        return None
    read_before(text, term)
    read_after(text, term)
    _behind_name(text, term)
    _borrow(text, term)
    if term.plural and term.singular and any(cue(text, term) for cue in (_plural_cue, _of_several, _counted)):
        term.singular = False
    return term


def _behind_name(text: TermText, term: Term) -> None:
    """'mayor Anna Berg of Leeds': the place or body stands behind the name."""
    document, size = text.document, len(text.document)
    start = term.end
    while start < size and document.at("honorific", start):
        start = max(lexeme.end for lexeme in document.at("honorific", start))
    i = text.names.get(start, size)
    if term.phrase or term.place or term.body or term.country or i + 1 >= size:
        return
    if document.norms[i] not in text.owner_words:
        return
    i += 1
    while i < size and document.at("article", i):
        i += 1
    if i >= size or i in text.names or document.sentence_of(i) != document.sentence_of(term.start):
        return
    for _ in range(_MOST_BEHIND):
        word = phrase_word(text, term, i, linked=True, host=False)
        if word is None or word.kind not in _OWNERS:
            break
        i = word.end
        if i >= size or i in text.names:
            break


def _borrow(text: TermText, term: Term) -> None:
    """'its head', or a bare 'president' behind a court: the body was named before, in this sentence or
    the one before."""
    if term.bodies or term.body or term.place or term.country or term.head.value not in _OF_BODIES:
        return
    document = text.document
    owned = any(x.value == "possessive" for x in document.at("event_determiner", term.start - 1))
    owned = owned or (document.surfaces[term.start - 2] == "," and _of_whom(text, term.start))
    if not owned and term.head.value != "president":
        return
    first = document.sentences[max(0, document.sentence_of(term.start) - 1)][0]
    for lexeme in reversed(list(document.between("body", first, term.start - 1))):
        if any(token in text.name_tokens for token in range(lexeme.end, term.start)):
            return  # 'his' may be a person's
        if owned or lexeme.value == "court":
            term.bodies.append(lexeme.value)
            term.body = (lexeme.start, lexeme.end)
            return


def _of_whom(text: TermText, token: int) -> bool:
    """'whose president', 'cuja presidente': a relative word, and no article, right before an office."""
    document = text.document
    return bool(document.at("relative", token - 1)) and not document.at("article", token - 1)


def _of_several(text: TermText, term: Term) -> bool:
    """'Leiter der zuständigen Ämter': bodies that are not named have a head each."""
    stems = tuple(text.document.language.feature("plural_attributes", ()))
    return bool(stems) and any(
        norm.startswith(stems) for norm in text.document.norms[term.head.end : term.end]
    )


def _counted(text: TermText, term: Term) -> bool:
    """'180 Vertreter', 'einige Vertreter': a number makes a form that has both readings a plural."""
    document, token = text.document, term.start - 1
    if token < 0 or document.sentence_of(token) != document.sentence_of(term.start):
        return False
    surface = document.surfaces[token]
    if surface.isdecimal():
        return surface != "1" and not (len(surface) == 4 and surface[:2] in _CENTURIES)
    return any(
        x.end == term.start for section in ("number", "vague_count") for x in document.at(section, token)
    )


def _plural_cue(text: TermText, term: Term) -> bool:
    """Whether the article makes a form that has both readings a plural: 'die Minister'."""
    cues = text.document.language.feature("plural_cues", {})
    norms = text.document.norms
    word = norms[term.head.end - 1]
    return any(
        word.endswith(tuple(cues.get(norms[k], ()))) for k in range(max(0, term.start - 1), term.head.start)
    )

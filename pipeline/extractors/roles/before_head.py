"""What stands before the head of an office: modifiers, countries, owners, bodies."""

from __future__ import annotations

from pipeline.extractors.roles.term import Term
from pipeline.extractors.roles.term_text import HYPHENS, TermText
from pipeline.lexicon import Lexeme
from pipeline.tokens import fold

_MAX_BEFORE = 8  # words, lexemes and places before a head


def read_before(text: TermText, term: Term) -> None:
    """Goes left over modifiers, demonyms and, where the language puts them there, bodies and places."""
    document = text.document
    first = document.sentences[document.sentence_of(term.head.start)][0]
    i = term.start
    for _ in range(_MAX_BEFORE):
        if i <= first or i - 1 in text.name_tokens:
            break
        possessive = _possessive(text, i, first)
        if possessive is not None:
            i = _owner(text, term, possessive, first)
            break
        step = _step_left(text, term, i, first)
        if step is None:
            break
        i = step
    while i < term.head.start and document.surfaces[i] in HYPHENS:
        i += 1
    term.start = min(i, term.start)


def _step_left(text: TermText, term: Term, i: int, first: int) -> int | None:
    """Reads what ends before token `i`; the token where it begins, None where nothing belongs to the term."""
    if _hyphen_before(text, i) and i - 1 > first:
        return _joined_word(text, term, i - 1, first)
    lexeme = _best_before(text, i) or _body_with_of(text, i)
    if lexeme is not None and lexeme.start >= first:
        return None if _apart(text, term, lexeme) else _read_lexeme(text, term, lexeme)
    country = text.genitive_country(i - 1)
    if country is not None:
        term.country = term.country or country
        return i - 1
    place = text.place_before(i, first)
    if place is None and text.noun_before_head and _acronym_before(text, i):
        term.body = term.body or (i - 1, i)
        return i - 1
    if place is None or not (text.noun_before_head or _genitive(text, place)):
        return None
    term.add_place(*place)
    return place[0]


def _apart(text: TermText, term: Term, lexeme: Lexeme) -> bool:
    """Whether a country or demonym belongs to what stands before it: 'in Poland the mayor', in a language
    without articles; 'the Dutch leaders the mayor', where cases tell."""
    if text.noun_before_head or lexeme.entry.section not in ("country", "demonym"):
        return False
    if lexeme.entry.section == "country":
        return any(of.entry.section == "of" for of in text.ending.get(lexeme.start, ()))
    cases = [
        {case for reading in text.analyse(surface.lower()) for case in reading.cases}
        for surface in (text.document.surfaces[k] for k in (lexeme.end - 1, term.head.start))
    ]
    return all(cases) and not cases[0] & cases[1]


def _read_lexeme(text: TermText, term: Term, lexeme: Lexeme) -> int | None:
    """Fills the term with a lexeme of the language; None where it belongs to a verb."""
    section, end = lexeme.entry.section, lexeme.end
    if section == "role_modifier":
        if any(verb.entry.section == "be" and verb.start < lexeme.start for verb in text.ending[end]):
            return None  # a participle of the verb: 'was elected president'
        if lexeme.value != "neutral":
            term.modifiers.add(lexeme.value)
    elif section in ("demonym", "country"):
        term.country = term.country or lexeme.value
        office = section == "country" and term.bodies[-1:] == ["office"]
        if office and term.body is not None and term.body[0] == end:
            term.abroad = True
    elif section == "portfolio":
        term.portfolio = term.portfolio or lexeme.value
    elif section == "body":
        term.bodies.append(lexeme.value)
        term.body = term.body or (lexeme.start, end)
    return lexeme.start


def _joined_word(text: TermText, term: Term, i: int, first: int) -> int:
    """Reads the word before a hyphen at `i`: 'ASEAN-Generalsekretär', 'IG-Metall-Vorsitzende'."""
    if _best_before(text, i) is not None or not text.capital(i - 1) or text.place_before(i, first):
        return i  # the lexicon knows it: the next step reads it
    start = i - 1
    while start - 2 >= first and _hyphen_before(text, start) and text.capital(start - 2):
        start -= 2
    term.body = term.body or (start, i)
    if term.head.value == "head" and not term.bodies:
        term.bodies.append("company")
    return start


def _hyphen_before(text: TermText, i: int) -> bool:
    """Whether a hyphen without blanks stands right before the token."""
    document = text.document
    return document.surfaces[i - 1] in HYPHENS and document.adjacent(i) and document.adjacent(i - 1)


def _best_before(text: TermText, end: int) -> Lexeme | None:
    allowed = {"role_modifier", "demonym", "country"}
    if text.noun_before_head:
        allowed |= {"portfolio", "body", "place_type"}
    found = [lexeme for lexeme in text.ending.get(end, ()) if lexeme.entry.section in allowed]
    if not found:
        return None
    order = ("role_modifier", "demonym", "country", "portfolio", "body", "place_type")
    return min(found, key=lambda lexeme: (lexeme.start, order.index(lexeme.entry.section)))


def _body_with_of(text: TermText, end: int) -> Lexeme | None:
    """The body before a word for 'of' that ends at `end`, where the language puts that word behind it."""
    if not text.of_behind_body:
        return None
    return next(
        (
            body
            for of in text.ending.get(end, ())
            if of.entry.section == "of"
            for body in text.ending.get(of.start, ())
            if body.entry.section == "body"
        ),
        None,
    )


def _possessive(text: TermText, end: int, first: int) -> int | None:
    """Token after the owner in "Sweden's minister": the apostrophe's place; None without one."""
    surfaces = text.document.surfaces
    if end - 2 > first and surfaces[end - 1] in ("s", "S") and surfaces[end - 2] in "'’ʼ":
        return end - 2
    if end - 1 > first and surfaces[end - 1] in "'’" and surfaces[end - 2].endswith("s"):
        return end - 1
    return None


def _owner(text: TermText, term: Term, end: int, first: int) -> int:
    for lexeme in text.ending.get(end, ()):
        if lexeme.entry.section == "country":
            term.country = term.country or lexeme.value
            return lexeme.start
        if lexeme.entry.section == "body":
            term.bodies.append(lexeme.value)
            return lexeme.start
        if lexeme.entry.section == "place_type" and _plain_capital(text, lexeme.start - 1):
            end, term.place_kind = lexeme.start, lexeme.value  # "Leeds city's mayor"
            break
    place = text.place_before(end, first)
    if place is not None:
        term.add_place(*place)
        return place[0]
    if text.document.surfaces[end - 1][:1].isupper() and end - 1 not in text.name_tokens:
        start = end - 1
        while start - 1 > first and _plain_capital(text, start - 1):
            start -= 1  # "New Brunswick's minister"
        if term.place_kind:
            term.add_place(start, end)
        else:
            term.body = term.body or (start, end)
        return start
    return term.start


def _plain_capital(text: TermText, token: int) -> bool:
    """Whether a capitalised word stands there that begins no office and is no name."""
    document = text.document
    known = ("role", "role_plural", "role_modifier", "article", "function", "of", "honorific")
    return (
        document.surfaces[token][:1].isupper()
        and token not in text.name_tokens
        and not any(document.at(section, token) for section in known)
    )


def _acronym_before(text: TermText, end: int) -> bool:
    """'UN secretary-general': a body by its acronym."""
    surface = text.document.surfaces[end - 1]
    return len(surface) > 1 and surface.isalpha() and surface.isupper()


def _genitive(text: TermText, place: tuple[int, int]) -> bool:
    """'Kassels Oberbürgermeister': a place with a genitive s may stand before an office."""
    return fold(text.document.surfaces[place[1] - 1]).endswith("s")

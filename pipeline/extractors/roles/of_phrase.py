"""The of-phrase of an office: bodies, portfolios, places and names of organisations behind its head."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extractors.roles.phrase_words import NO_NOUNS, Kind, phrase_word
from pipeline.extractors.roles.term import Term
from pipeline.extractors.roles.term_text import HYPHENS, TermText

_MAX_PHRASE = 24  # tokens behind a head


@dataclass(slots=True)
class _Walk:
    """How far an of-phrase is read.

    Attributes:
        at: the next token.
        end: the token after the last word of the phrase.
        last: the token after the sentence.
        linked: a preposition or an article stands before.
        host: the last preposition names where somebody is sent, not who sends.
        named: the phrase has a body or a name.
        owners: kinds of the bodies before a possessive.
    """

    at: int
    end: int
    last: int
    linked: bool = False
    host: bool = False
    named: bool = False
    owners: list[str] = field(default_factory=list)


def read_after(text: TermText, term: Term) -> None:
    """Goes right over the of-phrase and fills the term with what it names."""
    if text.office_after_name:
        return  # all that belongs to the office stands before it
    document, head = text.document, term.head
    walk = _Walk(head.end, head.end, document.sentences[document.sentence_of(head.start)][1])
    while walk.at < walk.last and walk.at - head.end < _MAX_PHRASE:
        if walk.at in text.names or document.at("honorific", walk.at):
            break
        word = phrase_word(text, term, walk.at, walk.linked, walk.host)
        if word is not None and word.kind is Kind.STOP:
            break
        if word is not None:
            _take_word(text, term, walk, word.end, word.kind)
        elif not _pass_link(text, term, walk):
            break
    term.bodies += walk.owners
    term.end = walk.end
    term.phrase = walk.end > head.end


def _take_word(text: TermText, term: Term, walk: _Walk, end: int, kind: Kind) -> None:
    """Moves behind a word of the phrase; words that go on with a body's name belong to it."""
    walk.named = walk.named or kind in (Kind.BODY, Kind.NAME)
    walk.at = walk.end = end
    goes_on = kind in (Kind.BODY, Kind.NAME) or (
        kind is Kind.PORTFOLIO and not text.capital_nouns and text.capital(end - 1)
    )
    if walk.named and goes_on and term.body is not None and term.body[0] >= term.head.end:
        term.body = (term.body[0], end)
    # 'of applied sciences,': two plain words
    two_words = kind is Kind.WORD and text.document.surfaces[end + 1 : end + 2] == [","]
    walk.linked = walk.linked and (kind is Kind.ADJECTIVE or two_words)


def _pass_link(text: TermText, term: Term, walk: _Walk) -> bool:
    """Moves over what joins two words of the phrase; False where the phrase ends."""
    document, i = text.document, walk.at
    surfaces, more = document.surfaces, i + 1 < walk.last
    surface = surfaces[i]
    inside = walk.end > term.head.end
    links = [*document.at("of", i), *document.at("article", i), *text.this(i)]
    if surface in HYPHENS and (
        (document.adjacent(i) and more and document.adjacent(i + 1)) or _between_countries(text, i, walk.last)
    ):
        walk.at = i + 1
    elif surface in "'’:" and document.adjacent(i) and more and surfaces[i + 1] == "s":
        walk.owners = [*term.bodies, *walk.owners]  # what follows is the body, what stood before its owner
        term.bodies.clear()
        walk.at, walk.linked = i + 2, True
    elif surface == "." and more and _dotted(text, i):
        walk.at = walk.end = i + 1 + (surfaces[i + 1].isalpha() and document.adjacent(i + 1))
    elif surface == "(":
        closing = next((k for k in range(i + 1, min(walk.last, i + 7)) if surfaces[k] == ")"), None)
        if closing is None or not _note(text, term, i + 1, closing):
            return False
        walk.at = walk.end = closing + 1
    elif links:
        link = max(links, key=lambda found: found.end)
        if link.entry.section == "of":
            walk.host = link.value == "host"
        walk.at, walk.linked = link.end, True
    elif document.at("and", i) and inside and _goes_on(text, i + 1, walk.last):
        walk.at = document.at("and", i)[0].end
    elif surface == "," and inside and more and _portfolio_follows(text, i + 1, walk.last):
        walk.at = i + 1
    elif inside and more and term.portfolio and _genitive_follows(text, i, walk.last):
        walk.at, walk.linked = i + 1, True
    else:
        return False
    return True


def _portfolio_follows(text: TermText, i: int, last: int) -> bool:
    """Whether a list of portfolios goes on: ', Tourism', ', du tourisme'."""
    i = _behind_links(text, i, last)
    return i < last and bool(text.document.at("portfolio", i))


def _genitive_follows(text: TermText, i: int, last: int) -> bool:
    """'minister handlu i agrobiznesu Ghany': behind the 'and' or the comma of a list of portfolios, a
    genitive that no list knows, before what closes the office or goes on with the list."""
    document, noun = text.document, i + 1
    if not (document.at("and", i) or document.surfaces[i] == ",") or not text.genitives or noun + 1 >= last:
        return False
    surface = document.surfaces[noun]
    cases = {case for reading in text.analyse(surface) for case in reading.cases}
    if not surface.isalpha() or not surface.islower() or (cases and "gen" not in cases):
        return False
    if text.office(noun) or any(document.at(section, noun) for section in NO_NOUNS):
        return False
    if document.at("and", noun + 1):
        return True
    return document.surfaces[i] != "," and text.capital(noun + 1)


def _behind_links(text: TermText, i: int, last: int) -> int:
    """The token behind prepositions and articles that begin at `i`."""
    document = text.document
    while i < last and not document.at("portfolio", i):
        links = [*document.at("of", i), *document.at("article", i)]
        if not links:
            break
        i = max(lexeme.end for lexeme in links)
    return i


def _dotted(text: TermText, i: int) -> bool:
    """Whether the full stop is one of a legal form behind a company's name: 'S.p.A.', 'B.V.'."""
    return len(text.document.surfaces[i - 1]) == 1 and text.document.adjacent(i)


def _between_countries(text: TermText, i: int, last: int) -> bool:
    """Whether the token stands between two countries: 'the Friendship Alliance Japan - Vietnam'."""
    before = text.ending.get(i, ())
    if i + 1 >= last or not any(lexeme.entry.section in ("country", "demonym") for lexeme in before):
        return False
    return bool(text.document.at("country", i + 1) or text.document.at("demonym", i + 1))


def _note(text: TermText, term: Term, start: int, end: int) -> bool:
    """A short note in brackets: an acronym or a country."""
    if end - start > 4 or any(k in text.names for k in range(start, end)):
        return False
    for i in range(start, end):
        if text.document.at("role", i) or text.document.surfaces[i].isdecimal():
            return False
        for lexeme in text.document.at("country", i):
            term.country = term.country or lexeme.value
    return True


def _goes_on(text: TermText, i: int, last: int) -> bool:
    """Whether an of-phrase goes on after 'and': no new office, no person."""
    document = text.document
    i = _behind_links(text, i, last)
    if i >= last or i in text.names or document.at("honorific", i):
        return False
    if text.office(i) or document.at("role_modifier", i):
        return False
    if document.at("portfolio", i) or document.at("body", i):
        return True
    k = i
    while k < min(last, i + 4) and (
        document.at("demonym", k) or document.at("country", k) or document.surfaces[k] in "-"
    ):
        k += 1
    if k < last and text.office(k):
        return False
    return text.capital(i) or document.surfaces[i].endswith(text.word_endings)

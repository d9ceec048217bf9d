"""One content word of an of-phrase: what it says of the office."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from pipeline import world
from pipeline.extractors.roles.term import SENT, STATE, Term
from pipeline.extractors.roles.term_text import TermText
from pipeline.lexicon import Lexeme
from pipeline.morphology import is_genitive
from pipeline.tokens import fold

_KNOWN = ("body", "portfolio", "country", "demonym", "place_type")
_NO_NAME = (
    "role", "role_plural", "role_modifier", "place_type", "country", "demonym", "honorific", "month", "body",
)  # fmt: skip
_MOST_GENITIVES = 3  # words behind an office that no list knows: 'kierownik kliniki chirurgii ręki'
NO_NOUNS = ("say", "be", "lead", "function", "of", "article", "relative", "and", "respectively")


class Kind(Enum):
    """What a word of an of-phrase is; the first five are those of the lexicon."""

    BODY = "body"
    PORTFOLIO = "portfolio"
    COUNTRY = "country"
    DEMONYM = "demonym"
    PLACE_TYPE = "place_type"
    PLACE = "place"
    NAME = "name"  # a capitalised word of an organisation's name
    ADJECTIVE = "adjective"
    MODIFIER = "modifier"
    WORD = "word"
    STOP = "stop"  # another office begins


class PhraseWord(NamedTuple):
    """The token after a word and its kind."""

    end: int
    kind: Kind


def phrase_word(text: TermText, term: Term, i: int, linked: bool, host: bool) -> PhraseWord | None:
    """Reads the word at `i` into the term; None where none belongs to the phrase.

    `linked` tells that a preposition or an article stands before it, `host` that this preposition names
    where somebody is sent.
    """
    document = text.document
    longest = max((x.end for s in ("body", "portfolio", "country") for x in document.at(s, i)), default=i)
    modifier = next(iter(document.at("role_modifier", i)), None)
    if modifier is not None and longest <= modifier.end:
        return _modifier(text, term, modifier, far=linked or i > term.head.end + 1)
    if any(lexeme.end >= longest for s in ("role", "role_plural") for lexeme in document.at(s, i)):
        return PhraseWord(i, Kind.STOP)
    known = max(
        (lexeme for section in _KNOWN for lexeme in document.at(section, i)),
        key=lambda lexeme: (lexeme.end, -len(lexeme.rest)),
        default=None,
    )
    place_end = text.place_from(i)
    if known is not None and known.end >= place_end:
        return _known(text, term, known, host)
    if place_end > i and not _in_proper_name(text, term, i, place_end):
        term.add_place(i, place_end)
        return PhraseWord(place_end, Kind.PLACE)
    return _unknown(text, term, i, linked, host and place_end == i)


def _modifier(text: TermText, term: Term, modifier: Lexeme, far: bool) -> PhraseWord:
    """A word such as 'former' or 'acting', which belongs to the office right before it or to the next."""
    end = modifier.end
    if modifier.value == "neutral":
        if text.office(end) or text.document.at("role_modifier", end):
            return PhraseWord(modifier.start, Kind.STOP)
        return PhraseWord(end, Kind.ADJECTIVE)
    far = far and (_participle(text, term, modifier) or not _closes(text, end))
    if not far and modifier.value in ("former", "designated", "acting", "deputy") and _postponed(text, end):
        term.modifiers.add(modifier.value)
        return PhraseWord(end, Kind.MODIFIER)
    return PhraseWord(modifier.start, Kind.STOP)


def _known(text: TermText, term: Term, lexeme: Lexeme, host: bool) -> PhraseWord:
    """A word of the lexicon: a body, portfolio, country, demonym or kind of place."""
    kind = Kind(lexeme.entry.section)
    span = (lexeme.start, lexeme.end)
    if kind is Kind.BODY:
        term.bodies.append(lexeme.value)
        term.body = term.body or span
    elif kind is Kind.PORTFOLIO:
        if term.body is None or term.body[1] != lexeme.start or text.capital_nouns:
            term.portfolio = term.portfolio or lexeme.value
    elif kind is Kind.PLACE_TYPE:
        term.place_kind = lexeme.value
    elif host and kind is Kind.COUNTRY and term.head.value in SENT:
        term.add_place(*span)
    else:
        term.country = term.country or lexeme.value
    return PhraseWord(lexeme.end, kind)


def _unknown(text: TermText, term: Term, i: int, linked: bool, host: bool) -> PhraseWord | None:
    """A word that no list has: by its capital a name, by its ending or its link a plain word."""
    document = text.document
    surfaces = document.surfaces
    surface = surfaces[i]
    if surface.isdecimal() and len(surface) < 4 and surfaces[i + 1 : i + 2] == ["."]:
        return PhraseWord(i + 2, Kind.WORD)  # 'dowódca 12. brygady'
    if document.at("month", i) or document.at("weekday", i):
        return None
    if surface[:1].isupper() and surface[:1].isalpha():
        return _capitalised(text, term, i, host)
    plain = not any(document.at(section, i) for section in NO_NOUNS)
    genitive = i < term.head.end + _MOST_GENITIVES and _genitive_noun(text, i)
    if surface[:1].isalpha() and plain and (linked or genitive or _attribute(text, i)):
        return PhraseWord(i + 1, Kind.WORD)
    if surface[:1].islower() and surfaces[i + 1 : i + 2] == ["-"]:
        joined = "".join(surfaces[i + 2 : i + 3])  # 'warmińsko-mazurski'
        known = joined.endswith(text.word_endings) or document.at("demonym", i + 2)  # 'italo-tedesca'
        return PhraseWord(i + 3, Kind.WORD) if known else None
    return None


def _genitive_noun(text: TermText, i: int) -> bool:
    """'prezes spółdzielni': a noun in the genitive that no list knows, as what an office is of."""
    surface = text.document.surfaces[i]
    return surface.islower() and is_genitive(text.analyse(surface))


def _attribute(text: TermText, i: int) -> bool:
    """Whether the word ends as attributes do; where nouns have capitals, with a noun or another attribute
    behind it: 'der Leiter des Amtes begrüßte den Gast'."""
    surfaces = text.document.surfaces
    if not surfaces[i].endswith(text.word_endings):
        return False
    if not text.capital_nouns:
        return True
    behind = surfaces[i + 1 : i + 2]
    noun = text.capital(i + 1) if behind else False
    if noun and (i + 1 in text.names or text.office(i + 1) or text.document.at("honorific", i + 1)):
        return False
    article = any(text.document.at(section, i + 1) for section in NO_NOUNS) if behind else False
    return noun or (not article and "".join(behind).endswith(text.word_endings))


def _capitalised(text: TermText, term: Term, i: int, host: bool) -> PhraseWord | None:
    """An unknown word with a capital: a place behind its kind or behind an envoy, else a body's name."""
    surface = text.document.surfaces[i]
    if term.place_kind is not None and term.place is None:
        term.add_place(i, i + 1)
        return PhraseWord(i + 1, Kind.PLACE)
    country = text.genitive_country(i)
    if country is not None:
        term.country = term.country or country
        return PhraseWord(i + 1, Kind.COUNTRY)
    genitive = text.genitives or (text.capital_nouns and surface.endswith("s"))  # 'der Botschafter Kenias'
    if i == term.head.end and term.head.value in STATE and not genitive:
        return None  # 'President Sukarto'
    if host and term.head.value in SENT and term.place is None:
        end = _behind_capitals(text, i)
        term.add_place(i, end)
        return PhraseWord(end, Kind.PLACE)
    if term.body is None:
        term.body = (i, i + 1)
        term.acronym = len(surface) > 1 and surface.isupper()
    return PhraseWord(i + 1, Kind.NAME)


def _in_proper_name(text: TermText, term: Term, i: int, end: int) -> bool:
    """'Minato Energy', 'North Carolina Chamber': a place between capitals is a word of a longer name."""
    surfaces = text.document.surfaces
    if term.body is not None and term.body[1] == i and text.capital(i - 1):
        return not (text.document.at("body", i - 1) or text.document.at("place_type", i - 1))
    if end >= len(surfaces) or end in text.names or not _plain_capital(text, end):
        return False
    if text.capital_nouns and fold(surfaces[end]) not in world.things():
        return surfaces[end + 1 : end + 2] == [","] and not text.document.at("body", end)
    return surfaces[end - 1][-1:].isalpha()


def _plain_capital(text: TermText, i: int) -> bool:
    """Whether a capitalised word stands there that is no office, kind of place, country or month."""
    document = text.document
    return text.capital(i) and not any(document.at(section, i) for section in _NO_NAME)


def _behind_capitals(text: TermText, i: int) -> int:
    """The token after the capitalised words that begin at `i`, before any name."""
    while i not in text.names and _plain_capital(text, i):
        i += 1
        if i >= len(text.document):
            break
    return i


def _participle(text: TermText, term: Term, modifier: Lexeme) -> bool:
    """Whether the word belongs to a verb before the office: 'wurde zur Botschafterin in Rom ernannt'."""
    document = text.document
    first = document.sentences[document.sentence_of(term.head.start)][0]
    return bool(document.at("be", modifier.start)) and any(document.between("be", first, term.head.start))


def _closes(text: TermText, end: int) -> bool:
    """Whether an of-phrase ends before `end`: 'consul de Chile interino, N', 'consul de Chile interino N'."""
    return end >= len(text.document) or end in text.names or text.document.surfaces[end] in ",;.)"


def _postponed(text: TermText, end: int) -> bool:
    """A modifier behind its head: 'a.D.', 'designate', 'adjoint'; not the first word of the next term."""
    return end >= len(text.document) or not text.office(end)

"""What stands between two neighbours of a sentence: terms of office and names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from enum import Enum

from pipeline.annotated import Annotated
from pipeline.extractors.roles.links import Link, Links, Name
from pipeline.extractors.roles.term import Term
from pipeline.morphology import analyser

_DASHES = frozenset("-–—:")
COMMAS = frozenset(",、，")
_OPENERS = frozenset("\"'„“”»«‚‘’")
_MAX_ADVERBS = 5
_PASSED = ("article", "honorific", "respectively")
_TIMES = ("month", "season", "weekday", "as")
_MAX_CLAUSE = 9


class Gap(Enum):
    """What stands between two neighbours."""

    NONE = 0
    COMMA = 1
    AND = 2
    OPEN = 3
    DASH = 4
    SEMICOLON = 5
    ADVERB = 6  # a comma or 'and' with a few adverbs or a date behind it
    VERB = 7  # a verb of being, appointing or leading
    RELATIVE = 8
    OTHER = 9
    OF = 10  # a comma and the names of bodies: ', of the office of X,'


Row = list[Term | Name]


class Context:
    """What the patterns share in one document: its terms, names and links, and the gaps between them.

    Attributes:
        taken: identities of the terms that have a link.
    """

    def __init__(self, document: Annotated, terms: list[Term], names: list[Name]) -> None:
        self.document = document
        self.terms = terms
        self.names = names
        self.name_starts = [name.start for name in names]
        self._term_starts = [term.start for term in terms]
        self.links = Links()
        self.taken: set[int] = set()
        self.analyse = analyser(document.language.feature("morphology"))
        feature = document.language.feature
        self.articles = not (feature("morphology") or feature("name_governors"))
        self.indefinite = frozenset(feature("indefinite_articles", ()))
        self.long_attributes = tuple(feature("long_attributes", ()))
        self.office_after_name = bool(feature("office_after_name"))
        self.subjectless = bool(feature("subjectless_verbs"))
        self._article_cases: Mapping[str, str] = feature("article_cases", {})
        self._address_cases: Mapping[str, list[str]] = feature("address_cases", {})

    def names_in(self, start: int, end: int) -> list[Name]:
        """The mentions that begin at tokens `[start, end)`, in order."""
        return self.names[bisect_left(self.name_starts, start) : bisect_left(self.name_starts, end)]

    def terms_in(self, start: int, end: int) -> list[Term]:
        """The terms that begin at tokens `[start, end)`, in order."""
        return self.terms[bisect_left(self._term_starts, start) : bisect_left(self._term_starts, end)]

    def link(self, term: Term, name: Name, rule: str, former: bool = False, designated: bool = False) -> None:
        """Gives the term to the person and takes it from the patterns that follow."""
        self.links.append(Link(term, name, rule, former, designated))
        self.taken.add(id(term))

    def case_of(self, term: Term) -> str | None:
        """The case that the article right before a term tells, in a language that declares articles so."""
        return self._article_cases.get(self.document.norms[term.start - 1]) if term.start else None

    def misaddressed(self, term: Term, name: Name) -> bool:
        """'begrüßte der Minister Herrn Berg': office and form of address differ in case, so it is not his."""
        case = self.case_of(term)
        norms = self.document.norms[term.end : name.start]
        return case is not None and any(case not in self._address_cases.get(norm, [case]) for norm in norms)

    def comma_and(self, token: int) -> bool:
        """Whether a comma and an 'and' stand at `token`: a new person begins, with offices of his own."""
        return self.document.surfaces[token] == "," and bool(self.document.at("and", token + 1))

    def ends_before(self, section: str, token: int) -> bool:
        """Whether a lexeme of the section ends right before the token."""
        return any(
            lexeme.end == token
            for k in range(max(0, token - 3), token)
            for lexeme in self.document.at(section, k)
        )

    def gap(self, start: int, end: int) -> Gap:
        """The kind of what stands at tokens `[start, end)`."""
        document = self.document
        surfaces = document.surfaces
        while start < end and (document.at("honorific", start) or surfaces[start] in _OPENERS):
            start = max([lexeme.end for lexeme in document.at("honorific", start)] or [start + 1])
            if start < end and surfaces[start] == ".":
                start += 1
        if start >= end:
            return Gap.NONE
        first = surfaces[start]
        rest = start + 1
        if first == ";":
            return Gap.SEMICOLON
        if first == "(":
            return Gap.OPEN if self._small(rest, end) else Gap.OTHER
        if first in _DASHES:
            return Gap.DASH if self._small(rest, end) else Gap.OTHER
        if first in COMMAS and rest < end and surfaces[rest] in COMMAS:
            return Gap.OTHER
        if first in COMMAS:
            if rest < end and document.at("and", rest):
                rest = document.at("and", rest)[0].end
            if self._small(rest, end) or self._called(rest, end):
                return Gap.COMMA
            if document.at("relative", rest) and self._verbs(rest, end) and end - rest <= _MAX_CLAUSE:
                return Gap.RELATIVE
            if self._adverbs(rest, end):
                return Gap.ADVERB
            appointed = any(verb.value == "become" for verb in document.at("be", rest))
            lower = all(surface[:1].islower() for surface in surfaces[rest:end])
            if appointed and lower and end - rest <= _MAX_ADVERBS:
                return Gap.RELATIVE  # ', appointed yesterday as …'
            return Gap.OF if self._bodies(rest, end) else Gap.OTHER
        if document.at("and", start):
            rest = document.at("and", start)[0].end
            if self._small(rest, end):
                return Gap.AND
            if self._adverbs(rest, end):
                return Gap.ADVERB
            return Gap.OF if self._bodies(rest, end) else Gap.OTHER
        if self._small(start, end):
            return Gap.NONE
        if self._verbs(start, end) and end - start <= _MAX_CLAUSE and not self.breaks(start, end):
            return Gap.VERB
        return Gap.OTHER

    def _small(self, start: int, end: int) -> bool:
        """Only articles, forms of address and 'respectively'."""
        document = self.document
        while start < end:
            found = [lexeme for section in _PASSED for lexeme in document.at(section, start)]
            if found:
                start = max(lexeme.end for lexeme in found)
            elif document.surfaces[start] in _OPENERS or document.surfaces[start] == ".":
                start += 1
            else:
                return False
        return True

    def _called(self, start: int, end: int) -> bool:
        """An article and what one calls a person by country or trade: 'the chair, the lawyer Anna Berg'."""
        document = self.document
        while start < end and document.at("article", start):
            start = max(lexeme.end for lexeme in document.at("article", start))
        return any(
            lexeme.end == end for section in ("kin", "demonym") for lexeme in document.at(section, start)
        )

    def _adverbs(self, start: int, end: int) -> bool:
        """A few words in lower case, numbers or months, and no verb: 'since January', 'today'."""
        if end - start > _MAX_ADVERBS:
            return False
        document = self.document
        for i in range(start, end):
            surface = document.surfaces[i]
            if i > start and any(document.at("article", x.end) for x in document.at("relative", i)):
                return False  # ', according to which the mayor'
            if surface.isdecimal() or any(document.at(section, i) for section in _TIMES):
                continue
            if surface in "-–" and document.surfaces[i - 1].isdecimal():
                continue  # '2010–2018'
            if (
                not surface[:1].islower()
                or document.at("say", i)
                or document.at("be", i)
                or document.at("lead", i)
            ):
                return False
        return True

    def _bodies(self, start: int, end: int) -> bool:
        """Names of bodies between commas: 'of the agency X,'."""
        document = self.document
        if end - start > 8:
            return False
        for i in range(start, end):
            surface = document.surfaces[i]
            if not (
                surface[:1].isupper()
                or document.at("of", i)
                or document.at("article", i)
                or surface in ",-"
                or (surface == "." and document.at("honorific", i - 1))
                or document.at("honorific", i)
                or document.at("and", i)
                or document.at("body", i)
            ):
                return False
        return True

    def _verbs(self, start: int, end: int) -> bool:
        document = self.document
        return any(
            document.at("be", i) or document.at("as", i) or document.at("lead", i) for i in range(start, end)
        )

    def breaks(self, start: int, end: int) -> bool:
        return any(self.document.surfaces[i] in ",;:()、" for i in range(start, end))

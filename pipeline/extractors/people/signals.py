"""What stands beside a run of words and says that it is a person, or that it is none."""

from __future__ import annotations

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.extractors.people.runs import inflected_place
from pipeline.lexicon import Lexeme
from pipeline.morphology import analyser, is_genitive
from pipeline.names import NO_ENDINGS, Endings, name_tokens
from pipeline.tokens import fold

_LEFT = (
    "role", "role_plural", "honorific", "kin", "predecessor", "successor", "namesake", "body", "portfolio",
    "place_type", "of", "and", "country", "demonym", "role_modifier", "byline", "counterpart",
    "event",
)  # fmt: skip
_PHRASE = ("portfolio", "body", "place_type", "of", "and", "country", "demonym", "role_modifier")
_NAMING = ("honorific", "role", "role_plural", "kin", "predecessor", "successor", "counterpart")
# Bodies behind which a capitalised word begins no name of theirs.
_NAMELESS = frozenset(
    [
        "national_assembly",
        "peoples_committee",
        "peoples_council",
        "politburo",
        "central_committee",
        "party_committee",
        "secretariat",
        "government",
    ]
)
_MAX_WALK = 16
_MAX_NAME = 6  # tokens of a name between an office and 'and'
_MAX_BYLINE = 14  # tokens of a line that names the author, a place and a date
_NO_THING = ("role", "kin", "of", "function")
_QUOTES = frozenset("\"'„“”»«‚‘’")


class Signals:
    """Looks left and right of token spans of one document."""

    def __init__(self, document: Annotated, rules: Endings = NO_ENDINGS) -> None:
        self.document = document
        self.rules = rules
        feature = document.language.feature
        self._analyse = analyser(feature("morphology"))
        self._inflected = bool(feature("morphology") or feature("name_governors"))
        self._ending: dict[int, list[Lexeme]] = {}
        for section in _LEFT:
            for lexeme in document.section(section):
                found = self._ending.get(lexeme[1])
                if found is None:
                    self._ending[lexeme[1]] = [lexeme]
                else:
                    found.append(lexeme)
        self._endings = tuple(document.language.feature("adjective_endings", ())) + tuple(
            document.language.feature("noun_endings", ())
        )

    def ending(self, token: int, *sections: str) -> Lexeme | None:
        """The longest lexeme of the sections that ends right before `token`."""
        longest: Lexeme | None = None
        for lexeme in self._ending.get(token, ()):
            if lexeme.entry.section in sections and (longest is None or lexeme.start < longest.start):
                longest = lexeme
        return longest

    def complete(self, start: int) -> bool:
        """Whether the of-phrase before `start` ends with something that needs no further word: a portfolio, a
        country, a place, an acronym or a body that has no name of its own."""
        if self.ending(start, "portfolio", "country") is not None or self.place_ending(start):
            return True
        body = self.ending(start, "body")
        if body is not None and body.value in _NAMELESS:
            return True
        surface = self.document.surfaces[start - 1]
        return surface == ")" or (len(surface) > 1 and surface.isupper())

    def before(self, start: int) -> str | None:
        """`honorific`, `role`, `kin` right before `start`; `office` where an office with its of-phrase ends
        there; `comma` where such an office ends before a comma."""
        lexeme = self.ending(start, *_NAMING)
        if lexeme is not None:
            section = lexeme.entry.section
            if section in ("predecessor", "successor", "counterpart"):
                return "kin"
            return "role" if section == "role_plural" else section
        if start and (self.document.surfaces[start - 1] == "," or self._dash_before(start)):
            if self.ending(start - 1, "predecessor", "successor", "counterpart") or self._office_before(
                start - 1
            ):
                return "comma"
            return None
        if self._office_before(start):
            return "office"
        return "list" if self._listed_office(start) else None

    def _dash_before(self, start: int) -> bool:
        """Whether a dash with blanks on both sides stands before: 'the chair - Anna Berg,'."""
        document = self.document
        dashed = document.surfaces[start - 1] in "-–—"
        return dashed and not document.adjacent(start) and not document.adjacent(start - 1)

    def _listed_office(self, start: int) -> bool:
        """Whether an office in the plural, a name and an 'and' stand before `start`: 'mayors A and B'."""
        joined = self.ending(start, "and")
        if joined is None:
            return False
        k, surfaces = joined.start, self.document.surfaces
        while (
            k
            and joined.start - k < _MAX_NAME
            and (
                surfaces[k - 1][:1].isupper()
                or self.document.at("particle", k - 1)
                or surfaces[k - 1] in "-'’"
            )
        ):
            k -= 1
            office = self.ending(k, "role_plural")
            if office is not None:
                return k < joined.start - 1 and not surfaces[k - 1][:1].isdecimal()
        return False

    def governor(self, start: int) -> str | None:
        """The word whose case a name shares: the office or address before it; or a preposition before it."""
        lexeme = self.ending(start, "role", "honorific", "role_plural", "kin") or self._office_before(start)
        if lexeme is not None:
            return self.document.surfaces[lexeme.start]
        before = self.document.surfaces[start - 1] if start else ""
        return before if before.islower() else None  # 'do Krakowa Anna Kos': a town governs nobody

    def _office_before(self, token: int) -> Lexeme | None:
        """The office that ends, with its of-phrase, right before `token`."""
        document = self.document
        first = document.sentences[document.sentence_of(token)][0] if token < len(document) else 0
        if any(lexeme.entry.section in ("of", "and") for lexeme in self._ending.get(token, ())):
            return None  # the run is part of the of-phrase itself
        i, unknown = token, 0
        for _ in range(_MAX_WALK):
            if i <= first:
                return None
            lexemes = self._ending.get(i, ())
            offices = [lexeme for lexeme in lexemes if lexeme.entry.section in ("role", "role_plural")]
            if offices:
                return min(offices, key=lambda lexeme: lexeme.start)
            inner = [lexeme for lexeme in lexemes if lexeme.entry.section in _PHRASE]
            if inner:
                i = min(lexeme.start for lexeme in inner)
                continue
            surface = document.surfaces[i - 1]
            if surface == ")":
                opening = i - 2
                while opening > first and document.surfaces[opening] != "(" and i - opening < 8:
                    opening -= 1
                i = opening
                continue
            if surface in "-–/" or self.place_ending(i) or self._in_list(i):
                i -= 1
                continue
            if surface[:1].isupper() or surface.endswith(self._endings):
                unknown += 1
                if unknown > 4:
                    return None
                i -= 1
                continue
            return None
        return None

    def _in_list(self, token: int) -> bool:
        """Whether the comma of a list of portfolios ends before `token`, or a genitive that no list knows
        behind its 'and' or behind an office: 'minister zdrowia, kultury i agrobiznesu'."""
        surface = self.document.surfaces[token - 1]
        if surface == ",":
            return self.ending(token - 1, "portfolio") is not None
        if not (self._inflected and surface.islower()):
            return False
        if self.ending(token - 1, "and") is not None:
            return True
        return self.ending(token - 1, "role") is not None and is_genitive(self._analyse(surface))

    def place_ending(self, token: int) -> bool:
        """Whether a known place ends right before `token`."""
        surfaces = self.document.surfaces
        words = [fold(surface) for surface in surfaces[max(0, token - 2) : token]]
        if words[-1] in world.places() or " ".join(words) in world.places():
            return True
        last = surfaces[token - 1]
        return bool(self.rules) and last[:1].isupper() and inflected_place(last, self.rules, self._analyse)

    def after(self, end: int) -> str | None:
        """`role`, `age` or `said` right behind a span that ends before token `end`."""
        document = self.document
        size = len(document)
        if end >= size:
            return None
        surface = document.surfaces[end]
        if document.at("say", end):
            return "said"
        if surface in ",(–-" and end + 1 < size:
            if document.surfaces[end + 1].isdecimal() and len(document.surfaces[end + 1]) == 2:
                closing = document.surfaces[end + 2] if end + 2 < size else ""
                return "age" if closing in ",)" else None
            stop = min(size, end + 7)
            i = end + 1
            while i < stop:
                if document.at("role", i) or document.at("role_plural", i):
                    return "role"
                skipped = next(
                    (
                        lexeme
                        for section in (
                            "role_modifier",
                            "demonym",
                            "country",
                            "portfolio",
                            "of",
                            "relative",
                            "be",
                            "lead",
                        )
                        for lexeme in document.at(section, i)
                    ),
                    None,
                )
                if skipped is None:
                    return None
                i = skipped.end
        return None

    def quoted(self, start: int, end: int) -> bool:
        """Whether quotation marks stand right before and behind the span: the name of a ship, a play."""
        surfaces = self.document.surfaces
        return (
            start > 0 and end < len(surfaces) and surfaces[start - 1] in _QUOTES and surfaces[end] in _QUOTES
        )

    def namesake(self, start: int, end: int) -> bool:
        """Whether the span names a company, street, prize … and no person."""
        document = self.document
        surfaces = document.surfaces
        size = len(surfaces)
        left = start
        if left and surfaces[left - 1] in _QUOTES:
            left -= 1
        title = self.ending(left, "honorific")
        if title is not None and self.ending(title.start, "namesake") is not None:
            left = title.start  # 'the ship Prince Henry'
        before = self.ending(left, "namesake") or self._namesake_with_demonym(left)
        portfolio = self.ending(left, "portfolio")
        if before is not None and portfolio is not None and portfolio.start < before.start:
            before = None  # the 'trường' of 'Môi trường' is no school
        if before is not None and self._inflected and self._office_before(before.end) is not None:
            before = None  # 'prezes spółki Jan Nowak': the company's name would be a genitive or in quotes
        if before is not None and before.value == "before" and not self._is_person_word(before):
            return True
        if before is not None and before.value == "unit" and self._office_before(before.end) is None:
            return True  # 'in the district Mai Son'; but 'chair of the district Nguyen Van An'
        if end >= size:
            return False
        if surfaces[end] in world.legal_forms():
            return True  # 'Anna Berg AB'
        if any(lexeme.value == "after" for lexeme in document.at("namesake", end)) and not document.at(
            "role", end
        ):
            return True
        if surfaces[end] in "-–" and document.adjacent(end) and end + 1 < size and document.adjacent(end + 1):
            return True  # 'Anna-Berg-Stiftung'
        if surfaces[end - 2] in "-–" and end - 2 > start and self._thing(end - 1):
            return True  # 'Anna Berg-priset'
        if end + 1 < size and surfaces[end + 1][:1].isupper():
            if surfaces[end] == "&":
                return True  # 'Anna Berg & Kraus'
            if document.at("and", end):
                return any(lexeme.value == "sons" for lexeme in document.at("namesake", end + 1))
        return surfaces[end] == "," and self._thing_follows(end + 1)

    def _namesake_with_demonym(self, token: int) -> Lexeme | None:
        """'la fonderia veneta Rosa Blech', 'la constructora chilena Ruiz Hermanos': an adjective between."""
        demonym = self.ending(token, "demonym")
        if demonym is None or self.document.surfaces[demonym.start][:1].isupper():
            return None
        return self.ending(demonym.start, "namesake")

    def _thing(self, token: int) -> bool:
        """Whether the word is one that makes a thing of a name before it."""
        return any(lexeme.value == "after" for lexeme in self.document.at("namesake", token))

    def _is_person_word(self, lexeme: Lexeme) -> bool:
        """Words like 'Meister' that are an office or a calling too."""
        return any(
            other.entry.section in ("role", "role_plural", "kin", "honorific") and other.start == lexeme.start
            for other in self._ending.get(lexeme.end, ())
        )

    def _thing_follows(self, token: int) -> bool:
        """', a boatyard', ', ein Hersteller von': an apposition that calls it a body."""
        document = self.document
        if token >= len(document) or not document.at("article", token):
            return False
        for i in range(token + 1, min(len(document), token + 4)):
            if document.surfaces[i] in ",.;()" or any(document.at(section, i) for section in _NO_THING):
                return False  # ', die an der Universität lehrt'
            if any(
                lexeme.value in ("company", "institute", "bank", "newspaper")
                for lexeme in document.at("body", i)
            ):
                return True
        return False

    def byline(self, start: int, end: int) -> bool:
        """Whether the span names the author or photographer of a text or picture."""
        document = self.document
        if document.author is not None and self._bare_author(start, end):
            return True
        if self._credit(start, end):
            return True
        surfaces = document.surfaces
        size = len(surfaces)
        closes = (
            end >= size
            or surfaces[end] in ")|/]"
            or (document.paragraph_of(end) != document.paragraph_of(start))
            or (
                surfaces[end] in ".,–-"
                and (end + 1 >= size or document.paragraph_of(end + 1) != document.paragraph_of(start))
            )
        )
        i = start
        first = document.paragraphs[document.paragraph_of(start)][0]
        left = self.ending(i, "byline")
        if left is not None and left.value == "by":
            return (
                left.start == first
                or surfaces[left.start - 1] in "(|–-:"
                or (closes and left.start - first <= 1)
            )
        if i > first and surfaces[i - 1] in ":/":
            if surfaces[i - 1] == "/":  # 'Foto: Agentur/Anna Berg'
                back = i - 1
                while back > first and i - back < 6 and surfaces[back] != ":":
                    back -= 1
                i = back + 1
            left = self.ending(i - 1, "byline")
            return left is not None and left.value != "by" and (closes or surfaces[end] in ",;/")
        if left is not None and left.value in ("photo", "author"):
            if self._is_role(left) and left.value == "author":
                return False
            return (
                left.start == first
                or surfaces[left.start - 1] in "(|"
                or (closes and left.end - left.start > 1)
            )
        return False

    def _bare_author(self, start: int, end: int) -> bool:
        """Whether the span is the known author's name, in a line with little else."""
        document = self.document
        assert document.author is not None
        author = set(name_tokens(document.author))
        first, last = document.paragraphs[document.paragraph_of(start)]
        if last - first > _MAX_BYLINE or not set(name_tokens(document.words(start, end))) <= author:
            return False
        return not any(document.at("say", k) or document.at("be", k) for k in range(first, last))

    def _credit(self, start: int, end: int) -> bool:
        """Whether brackets hold the name and the letters of an agency: '(Anna Berg/DPA)'."""
        surfaces = self.document.surfaces
        if not (start and surfaces[start - 1] == "(" and surfaces[end : end + 1] == ["/"]):
            return False
        agency = surfaces[end + 1 : end + 2]
        return any(len(x) > 1 and x.isupper() for x in agency) and surfaces[end + 2 : end + 3] == [")"]

    def _is_role(self, lexeme: Lexeme) -> bool:
        return any(
            other.entry.section == "role" and other.start == lexeme.start
            for other in self._ending.get(lexeme.end, ())
        )

"""What stands before the head of an office, and in its compound: modifiers, countries, owners, bodies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.extractors.roles.term import Term
from pipeline.lexicon import Lexeme
from pipeline.lexicon.load import read_cldr
from pipeline.morphology import analyser
from pipeline.tokens import fold

_BEFORE = (
    "role_modifier",
    "demonym",
    "country",
    "portfolio",
    "body",
    "place_type",
    "of",
    "and",
    "role",
    "role_plural",
    "be",
)
_MAX_BEFORE = 8
_HYPHENS = frozenset("-–‑")


@cache
def _genitives_of_countries(code: str) -> Mapping[str, str]:
    """Folded genitives of one-word countries -> ISO code, in a language that adds an s: 'Kenias'."""
    return {
        fold(name) + "s": country
        for country, names in read_cldr(code).get("country", {}).items()
        for name in names
        if name.isalpha() and (name[-1] not in "sxzn" or name.endswith(("an", "ien", "in", "on")))
    }


class Left:
    """Reads a term leftwards from its head."""

    def __init__(self, document: Annotated, names: Mapping[int, int], name_tokens: set[int]) -> None:
        self.document = document
        self.names = names  # first token of each mention of a person -> token after it
        self.name_tokens = name_tokens
        feature = document.language.feature
        self._prefixes: Mapping[str, str] = feature("role_prefixes", {})
        self._scopes: tuple[str, ...] = tuple(feature("scope_prefixes", ()))
        self._body_prefixes: Mapping[str, str] = feature("body_prefixes", {})
        self._portfolio_prefixes: Mapping[str, str] = feature("portfolio_prefixes", {})
        self._word_endings: tuple[str, ...] = tuple(feature("adjective_endings", ())) + tuple(
            feature("noun_endings", ())
        )
        self._noun_before_head = bool(feature("noun_before_head"))
        self._of_behind_body = bool(feature("of_behind_body"))
        self._capital_nouns = bool(feature("capital_nouns"))
        self._compounds = bool(feature("compounds"))
        self._genitives = bool(feature("morphology") or feature("name_governors"))
        self._owner_words = frozenset(feature("owner_words", ()))
        self._host = False  # the last preposition names where somebody is sent, not who sends
        self._analyse = analyser(feature("morphology"))
        self._ending: dict[int, list[Lexeme]] = {}
        for section in _BEFORE:
            for lexeme in document.section(section):
                self._ending.setdefault(lexeme.end, []).append(lexeme)

    def _explain(self, rest: str, term: Term) -> bool:
        """Reads what a compound has before its head: 'vizeaußen', 'parlaments', 'landeswirtschafts'."""
        rest = rest.rstrip("-")
        changed = True
        while rest and changed:
            changed = False
            for prefix, meaning in self._prefixes.items():
                if rest.startswith(prefix) and (len(rest) == len(prefix) or len(rest) - len(prefix) > 2):
                    term.modifiers.add(meaning)
                    rest, changed = rest[len(prefix) :], True
                    break
            if rest in self._portfolio_prefixes:
                term.portfolio = self._portfolio_prefixes[rest]
                return True
            if rest in self._body_prefixes:
                term.bodies.append(self._body_prefixes[rest])
                return True
            for scope in self._scopes:
                if rest.startswith(scope) and (len(rest) == len(scope) or len(rest) - len(scope) > 2):
                    rest, changed = rest[len(scope) :], True
                    break
        if not rest:
            return True
        for table, place in ((self._body_prefixes, "body"), (self._portfolio_prefixes, "portfolio")):
            for prefix, meaning in table.items():
                if rest.endswith(prefix):
                    if place == "body":
                        term.bodies.append(meaning)
                    else:
                        term.portfolio = meaning
                    return True
        term.compound = self._compounds
        return self._compounds

    def _before(self, term: Term) -> None:
        """Goes left over modifiers, demonyms and, where the language puts them there, bodies and places."""
        document = self.document
        first = document.sentences[document.sentence_of(term.head.start)][0]
        i = term.start
        for _ in range(_MAX_BEFORE):
            if i <= first or i - 1 in self.name_tokens:
                break
            surface = document.surfaces[i - 1]
            if surface in _HYPHENS and document.adjacent(i) and i - 1 > first and document.adjacent(i - 1):
                i -= 1
                if (
                    self._best_before(i) is None
                    and document.surfaces[i - 1][:1].isupper()
                    and not self._place_before(i, first)
                ):
                    i -= 1  # 'ASEAN-Generalsekretär', 'Nordwerk-Chef', 'IG-Metall-Vorsitzende'
                    end = i + 1
                    while i - 2 >= first and self._hyphened_before(i):
                        i -= 2
                    term.body = term.body or (i, end)
                    if term.head.value == "head" and not term.bodies:
                        term.bodies.append("company")
                continue
            possessive = self._possessive(i, first)
            if possessive is not None:
                i = self._owner(term, possessive, first)
                break
            lexeme = self._best_before(i) or self._body_with_of(i)
            if lexeme is None or lexeme.start < first:
                country = self._genitive_country(i - 1) if i - 1 >= first else None
                if country is not None:
                    term.country = term.country or country
                    i -= 1
                    continue
                place = self._place_before(i, first)
                if place is None and self._noun_before_head and self._acronym_before(i, first):
                    term.body = term.body or (i - 1, i)
                    i -= 1
                    continue
                if place is None or not (self._noun_before_head or self._genitive(place)):
                    break
                self._set_place(term, place)
                i = place[0]
                continue
            section = lexeme.entry.section
            if section == "role_modifier":
                if any(verb.entry.section == "be" and verb.start < lexeme.start for verb in self._ending[i]):
                    break  # a participle of the verb: 'was elected president'
                if lexeme.value != "neutral":
                    term.modifiers.add(lexeme.value)
            elif section in ("demonym", "country"):
                term.country = term.country or lexeme.value
                office = section == "country" and term.bodies[-1:] == ["office"]
                if office and term.body is not None and term.body[0] == i:
                    term.abroad = True
            elif section == "portfolio":
                term.portfolio = term.portfolio or lexeme.value
            elif section == "body":
                term.bodies.append(lexeme.value)
                term.body = term.body or (lexeme.start, lexeme.end)
            i = lexeme.start
        while i < term.head.start and document.surfaces[i] in _HYPHENS:
            i += 1
        term.start = min(i, term.start)

    def _hyphened_before(self, i: int) -> bool:
        """Whether a capitalised word and a hyphen stand right before the token, without blanks."""
        document = self.document
        return (
            document.surfaces[i - 1] in _HYPHENS
            and document.adjacent(i)
            and document.adjacent(i - 1)
            and document.surfaces[i - 2][:1].isupper()
        )

    def _best_before(self, end: int) -> Lexeme | None:
        allowed = {"role_modifier", "demonym", "country"}
        if self._noun_before_head:
            allowed |= {"portfolio", "body", "place_type"}
        found = [lexeme for lexeme in self._ending.get(end, ()) if lexeme.entry.section in allowed]
        if not found:
            return None
        order = ("role_modifier", "demonym", "country", "portfolio", "body", "place_type")
        return min(found, key=lambda lexeme: (lexeme.start, order.index(lexeme.entry.section)))

    def _body_with_of(self, end: int) -> Lexeme | None:
        """The body before a word for 'of' that ends at `end`, where the language puts that word behind it."""
        if not self._of_behind_body:
            return None
        return next(
            (
                body
                for of in self._ending.get(end, ())
                if of.entry.section == "of"
                for body in self._ending.get(of.start, ())
                if body.entry.section == "body"
            ),
            None,
        )

    def _possessive(self, end: int, first: int) -> int | None:
        """Token after the owner in "Sweden's minister": the apostrophe's place; None without one."""
        surfaces = self.document.surfaces
        if end - 2 > first and surfaces[end - 1] in ("s", "S") and surfaces[end - 2] in "'’ʼ":
            return end - 2
        if end - 1 > first and surfaces[end - 1] in "'’" and surfaces[end - 2].endswith("s"):
            return end - 1
        return None

    def _owner(self, term: Term, end: int, first: int) -> int:
        for lexeme in self._ending.get(end, ()):
            if lexeme.entry.section == "country":
                term.country = term.country or lexeme.value
                return lexeme.start
            if lexeme.entry.section == "body":
                term.bodies.append(lexeme.value)
                return lexeme.start
        place = self._place_before(end, first)
        if place is not None:
            self._set_place(term, place)
            return place[0]
        if self.document.surfaces[end - 1][:1].isupper() and end - 1 not in self.name_tokens:
            start = end - 1
            while start - 1 > first and self._capital(start - 1):
                start -= 1  # "New Brunswick's minister"
            term.body = term.body or (start, end)
            return start
        return term.start

    def _capital(self, token: int) -> bool:
        """Whether a capitalised word stands there that begins no office and is no name."""
        document = self.document
        known = ("role", "role_plural", "role_modifier", "article", "function", "of", "honorific")
        return (
            document.surfaces[token][:1].isupper()
            and token not in self.name_tokens
            and not any(document.at(section, token) for section in known)
        )

    def _place_before(self, end: int, first: int) -> tuple[int, int] | None:
        """Token span of a known place that ends before `end`, a genitive s allowed."""
        surfaces = self.document.surfaces
        for size in (4, 3, 2, 1):
            start = end - size
            if start < first or start in self.name_tokens or not surfaces[start][:1].isupper():
                continue
            words = [fold(surface) for surface in surfaces[start:end] if surface not in _HYPHENS]
            name = " ".join(words)
            if name in world.places() or (name.endswith("s") and name[:-1] in world.places()):
                return start, end
        return None

    def _acronym_before(self, end: int, first: int) -> bool:
        """'UN secretary-general': a body by its acronym."""
        surface = self.document.surfaces[end - 1]
        return end - 1 >= first and len(surface) > 1 and surface.isalpha() and surface.isupper()

    def _genitive(self, place: tuple[int, int]) -> bool:
        """'Kassels Oberbürgermeister': a place with a genitive s may stand before an office."""
        return fold(self.document.surfaces[place[1] - 1]).endswith("s")

    def _genitive_country(self, token: int) -> str | None:
        """The country whose genitive stands there, where nouns are written with capitals: 'Kenias'."""
        if not self._capital_nouns or not self.document.surfaces[token][:1].isupper():
            return None
        return _genitives_of_countries(self.document.language.code).get(fold(self.document.surfaces[token]))

    def _set_place(self, term: Term, place: tuple[int, int]) -> None:
        term.places.append(place)
        if term.place is None:
            term.place = place

"""What the readers of terms of office share: a document, the names in it and features of its language."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.lexicon import Lexeme
from pipeline.lexicon.load import read_cldr
from pipeline.morphology import analyser
from pipeline.tokens import fold

HYPHENS = frozenset("-–‑")
_ENDING = (
    "role_modifier", "demonym", "country", "portfolio", "body", "place_type", "of", "and", "role",
    "role_plural", "be",
)  # fmt: skip


@cache
def _genitives_of_countries(code: str) -> Mapping[str, str]:
    """Folded genitives of one-word countries -> ISO code, in a language that adds an s: 'Kenias'."""
    return {
        fold(name) + "s": country
        for country, names in read_cldr(code).get("country", {}).items()
        for name in names
        if name.isalpha() and (name[-1] not in "sxzn" or name.endswith(("an", "ien", "in", "on")))
    }


class TermText:
    """One document as terms of office are read from it.

    Attributes:
        names: first token of each mention of a person -> the token after it.
        name_tokens: all tokens of mentions.
        ending: the lexemes of sections that may stand before an office, by the token after them.
    """

    def __init__(self, document: Annotated, names: Mapping[int, int], name_tokens: Set[int]) -> None:
        self.document = document
        self.names = names
        self.name_tokens = name_tokens
        feature = document.language.feature
        self.prefixes: Mapping[str, str] = feature("role_prefixes", {})
        self.scopes: tuple[str, ...] = tuple(feature("scope_prefixes", ()))
        self.body_prefixes: Mapping[str, str] = feature("body_prefixes", {})
        self.portfolio_prefixes: Mapping[str, str] = feature("portfolio_prefixes", {})
        self.word_endings: tuple[str, ...] = (
            *feature("adjective_endings", ()),
            *feature("noun_endings", ()),
        )
        self.noun_before_head = bool(feature("noun_before_head"))
        self.office_after_name = bool(feature("office_after_name"))
        self.of_behind_body = bool(feature("of_behind_body"))
        self.capital_nouns = bool(feature("capital_nouns"))
        self.compounds = bool(feature("compounds"))
        self.genitives = bool(feature("morphology") or feature("name_governors"))
        self.owner_words = frozenset(feature("owner_words", ()))
        self.analyse = analyser(feature("morphology"))
        self.ending: dict[int, list[Lexeme]] = {}
        for section in _ENDING:
            for lexeme in document.section(section):
                self.ending.setdefault(lexeme.end, []).append(lexeme)

    def capital(self, token: int) -> bool:
        """Whether the word begins with a capital."""
        return self.document.surfaces[token][:1].isupper()

    def this(self, token: int) -> list[Lexeme]:
        """The demonstratives that begin there: 'head of this party'."""
        return [x for x in self.document.at("event_determiner", token) if x.value == "demonstrative"]

    def office(self, token: int) -> bool:
        """Whether a word for an office begins there, singular or plural."""
        return bool(self.document.at("role", token) or self.document.at("role_plural", token))

    def genitive_country(self, token: int) -> str | None:
        """The country whose genitive stands there, where nouns are written with capitals: 'Kenias'."""
        if not self.capital_nouns or not self.capital(token):
            return None
        return _genitives_of_countries(self.document.language.code).get(fold(self.document.surfaces[token]))

    def place_from(self, token: int) -> int:
        """The token after a known place that begins at `token`; `token` itself where none does."""
        if not self.capital(token):
            return token
        words = [fold(surface) for surface in self.document.surfaces[token : token + 4]]
        place = world.place_at(words, 0, len(words))
        end = token + place[0] if place else token
        return self._hyphened_place(token) or end if end <= token + 1 else end

    def place_before(self, end: int, first: int) -> tuple[int, int] | None:
        """Token span of a known place that ends before `end`, a genitive s allowed."""
        surfaces = self.document.surfaces
        for size in (4, 3, 2, 1):
            start = end - size
            if start < first or start in self.name_tokens or not self.capital(start):
                continue
            name = " ".join(fold(surface) for surface in surfaces[start:end] if surface not in HYPHENS)
            if name in world.places() or (name.endswith("s") and name[:-1] in world.places()):
                return start, end
        return None

    def _hyphened_place(self, token: int) -> int | None:
        """End of a place written with hyphens: 'Ho-Chi-Minh-Stadt', 'Jeollanam-do', 'Sakai-shi'."""
        surfaces, adjacent = self.document.surfaces, self.document.adjacent
        words, k = [fold(surfaces[token])], token + 1
        if (
            k + 1 < len(surfaces)
            and surfaces[k] in HYPHENS
            and adjacent(k)
            and adjacent(k + 1)
            and surfaces[k + 1] in world.place_suffixes()
        ):
            return k + 2
        while k + 1 < len(surfaces) and surfaces[k] in HYPHENS and adjacent(k) and len(words) < 5:
            words.append(fold(surfaces[k + 1]))
            k += 2
            if " ".join(words) in world.places():
                return k
        return None

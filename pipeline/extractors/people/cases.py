"""The nominative of a name that a language inflects, by the evidence of the document, of lists and of rules.

Each word of a mention has candidates (`pipeline.names.nominatives`). A candidate gains by standing in a list
of names, by standing as it is in another mention of the document, by an ending that is surely no nominative,
and by what the office before the name says about the case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from pipeline import world
from pipeline.extractors.people.runs import Word
from pipeline.morphology import Analyser
from pipeline.names import Endings, nominatives
from pipeline.tokens import fold

_LISTED, _SEEN, _SURE = 2.5, 3.0, 1.6
_DOUBTFUL = 0.5
_MANS = 0.35
FAINT = 0.05  # an ending that only men's names lose ('Alberta' of 'Alberto')
_MAN = 1.0
_ASIAN = frozenset({"vietnamese", "chinese", "korean", "japanese"})
_VOWELS = frozenset("aeiouy")
_NO_GLIDES = frozenset("aeouy")
_KINDS = {
    "japanese": ("japanese_family", "japanese_given"),
    "western": ("given", "family"),
    "unknown": ("given", "family"),
}


class Cases:
    """Undoes the cases of names in one language."""

    def __init__(
        self,
        rules: Endings,
        analyse: Analyser,
        nominatives_only: tuple[str, ...] = (),
        governors: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self._governors = {
            kind: (
                frozenset(word for word in words if not word.startswith("-")),
                tuple(word[1:] for word in words if word.startswith("-")),
            )
            for kind, words in governors.items()
        }  # what stands before a name and tells its case: words, and endings of offices
        self.rules = rules
        self._nominatives_only = nominatives_only
        self.analyse = analyse
        self.morphology = bool(nominatives_only)  # the language inflects every word of a name

    def oblique(self, office: str | None) -> bool | None:
        """Whether the word of an office before a name stands in a case other than the nominative."""
        if not office:
            return None
        for kind, (words, ends) in self._governors.items():
            if office.lower() in words or (len(office) > 4 and office.lower().endswith(ends)):
                return kind == "oblique"
        readings = self.analyse(office.lower())
        if readings and all(reading.tag == "prep" for reading in readings):
            return True
        readings = tuple(reading for reading in readings if reading.tag in ("subst", "adj", "ger"))
        readings = (
            tuple(reading for reading in readings if reading.gender == "m1") or readings
        )  # offices are men's words
        nominative = {"nom" in reading.cases for reading in readings}
        if len(nominative) != 1:
            return None  # nothing known, or two words of which one is a nominative ('premiera')
        return not nominative.pop()

    def surely_inflected(self, words: Sequence[Word], forms: Sequence[str]) -> bool:
        """Whether an ending that is no nominative was undone in some word: then all stand in that case."""
        for word, form in zip(words, forms, strict=True):
            if word.surface != form:
                weights = [weight for base, weight in nominatives(word.surface, self.rules) if base == form]
                if weights and max(weights) >= 0.8:
                    return True
        return False

    def mostly_inflected(self, words: Sequence[Word], forms: Sequence[str]) -> bool:
        """Whether two words of three or more stand in another case: then so does the one that may not."""
        changed = [w for w, form in zip(words, forms, strict=True) if w.surface != form and not w.particle]
        return len(changed) >= 2 and bool(self.rules)

    def given_inflected(self, words: Sequence[Word], forms: Sequence[str]) -> bool:
        """Whether the given name stands in a case, so that the surname does: 'Piotra Lisa'."""
        first, given = words[0], world.names("given")
        return (
            self.morphology
            and len(words) > 1
            and first.surface != forms[0]
            and fold(forms[0]) in given
            and first.folded not in given
        )

    def man(self, words: Sequence[Word], forms: Sequence[str]) -> bool:
        """Whether an ending was undone in a surname that ends in a consonant: women's keep such a surname
        as it is."""
        return len(words) > 1 and any(
            word.surface != form and fold(form[-1:]) not in _VOWELS
            for word, form in zip(words[1:], forms[1:], strict=True)
        )

    def surely_nominative(self, words: Sequence[Word]) -> bool:
        """Whether some word can be nothing but a nominative: then all words are nominatives."""
        first = [reading for reading in self.analyse(words[0].surface) if reading.name]
        if (
            first
            and words[0].lower.endswith("a")
            and all(r.gender == "f" and "nom" in r.cases for r in first)
        ):
            return True
        return any(part.endswith(self._nominatives_only) for word in words for part in word.lower_parts)

    def given_as_it_stands(self, words: Sequence[Word]) -> bool:
        """Whether the first word is a western given name in -a or -o that is no case of another one, so that
        the surname stands as it is too: 'Selma Amuku', 'Gonzalo Irigaray'."""
        word, given = words[0], world.names("given")
        last = word.folded[-1:]
        if (
            len(words) < 2
            or not self.morphology
            or last not in "ao"
            or word.folded in world.names("japanese_family")
        ):
            return False
        if word.folded not in given:
            return False
        others = {fold(base) for base, _ in nominatives(word.surface, self.rules) if base != word.surface}
        others.add(f"{word.folded[:-1]}o")  # 'Eduarda' may be Eduardo's
        return last == "o" or others.isdisjoint(given)

    def nominative(
        self,
        word: Word,
        kind: str,
        seen: Container[str],
        oblique: bool | None,
        governed: bool = True,
        man: bool = False,
        undone: Container[str] = frozenset(),
    ) -> str:
        """The nominative of one word of a name, written as the text writes it.

        Args:
            word: the word.
            kind: the kind of name it stands in.
            seen: folded words of all other mentions of the document.
            oblique: what the context says about the case; None if nothing.
            governed: a word follows that a genitive may belong to; without it a mere letter at the end is
                undone only where the document has the bare form.
            man: the name is a man's, so that a given name in -a is less likely.
            undone: what sure endings in the other mentions of the document stand for.
        """
        surface = unicodedata.normalize("NFC", word.surface)
        if not self.rules or word.particle or len(surface) < 3:
            return surface
        return "-".join(
            self._best(part, kind, seen, oblique, governed, man, undone) for part in surface.split("-")
        )

    def _best(
        self,
        surface: str,
        kind: str,
        seen: Container[str],
        oblique: bool | None,
        governed: bool,
        man: bool,
        undone: Container[str],
    ) -> str:
        options = nominatives(surface, self.rules)
        if len(options) == 1 or (kind == "vietnamese" and world.is_vietnamese(fold(surface))):
            return surface
        lemmas = {reading.lemma for reading in self.analyse(surface) if reading.name}
        straight = any(
            reading.name and "nom" in reading.cases and reading.lemma == surface
            for reading in self.analyse(surface)
        )
        fixed = kind == "japanese" and self._listed(surface, kind) >= _LISTED  # 'Kenji' has no cases
        best, best_score = surface, float("-inf")
        for candidate, weight in options:
            raw = candidate == surface
            if not raw and _two_vowels(candidate, surface):
                continue
            if not raw and kind in _ASIAN and _softened(candidate, surface):
                continue
            if not raw and fixed and not _as_listed(candidate, surface) and fold(candidate) not in seen:
                continue
            if not raw and not governed and weight < _DOUBTFUL and fold(candidate) not in seen:
                continue
            if not raw and weight < FAINT and not man:
                continue
            score = self._listed(candidate, kind)
            if fold(candidate) in seen:
                score += _SEEN if not raw else 0.6
            if candidate in lemmas and not raw:
                score += 1.5
            if raw and straight:
                score += 1.5
            if raw and fold(candidate) in undone:
                score += _SEEN
            if raw:
                score += -1.0 if oblique else (1.0 if oblique is False else 0.5)
            else:
                score += _SURE * (_MANS if weight < FAINT else weight) * 1.5 - 0.6
                score += 1.0 if oblique else (-2.0 if oblique is False and weight < 0.9 else 0.0)
            if man and candidate.endswith("a"):
                score -= _MAN
            if score > best_score + 1e-9:
                best, best_score = candidate, score
        return best

    def _listed(self, candidate: str, kind: str) -> float:
        folded = fold(candidate)
        if kind == "vietnamese":
            if folded in world.family("vietnamese"):
                return _LISTED + 0.5
            return _LISTED if world.is_vietnamese(folded) else -1.0
        if kind in ("chinese", "korean"):
            return _LISTED if world.is_pinyin(folded) or world.is_korean(folded) else -1.0
        if any(folded in world.names(name) for name in _KINDS.get(kind, ())):
            return _LISTED
        if kind == "japanese":
            return 0.5 if world.is_japanese(folded) else -2.0
        return 0.0


def _as_listed(candidate: str, surface: str) -> bool:
    """Whether a Japanese name is listed as what the surface is, and not a syllable of it less: 'Osamu' is no
    case of 'Osa'."""
    if surface.startswith(candidate) and len(surface) - len(candidate) > 1:
        return False
    lists = ("japanese_family", "japanese_given")
    return any(fold(candidate) in world.names(k) and fold(surface) in world.names(k) for k in lists)


def _softened(candidate: str, surface: str) -> bool:
    """'Phuć' from 'Phuciem': a soft consonant of the language's own, which no name from elsewhere ends in."""
    return not candidate[-1:].isascii() and not surface.startswith(candidate)


def _two_vowels(candidate: str, surface: str) -> bool:
    """'Kozuek' from 'Kozuku': the fleeting e of a nominative stands between consonants."""
    place = len(candidate) - 2
    fleeting = candidate[place : place + 1] == "e" and surface[place : place + 1] != "e"
    return fleeting and fold(candidate[place - 1 : place]) in _NO_GLIDES


def joined(words: Sequence[Word], forms: Sequence[str], text_between: Sequence[str]) -> str:
    """A name from the nominatives of its words and the gaps that the text has between them."""
    pieces = [forms[0]]
    for gap, form in zip(text_between, forms[1:], strict=True):
        pieces += [gap, form]
    return "".join(pieces)

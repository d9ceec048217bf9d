"""One person a document: joins full names that are one person's, and parts of names to them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.extractors.people.cases import FAINT, Cases
from pipeline.extractors.people.forms import case_forms, is_known_name
from pipeline.extractors.people.mentions import Mention
from pipeline.extractors.people.runs import Word
from pipeline.names import name_tokens, nominatives, sure_bases
from pipeline.tokens import fold

_NO_NOUNS = ("function", "say", "be", "and", "of", "article", "as", "until", "relative", "lead", "negation")


@lru_cache(maxsize=1 << 12)
def _token_set(name: str) -> frozenset[str]:
    return frozenset(name_tokens(name))


@dataclass(slots=True)
class Person:
    """A person being put together: the name's words in the nominative, and all mentions."""

    forms: tuple[str, ...]
    name: str
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    settled: bool = False  # a mention in the nominative tells the name

    @property
    def tokens(self) -> frozenset[str]:
        """Folded words of the name."""
        return _token_set(self.name)


class Joiner:
    """Joins the mentions of one document."""

    def __init__(self, document: Annotated, cases: Cases, offices: dict[int, str]) -> None:
        self.document = document
        self.cases = cases
        self._inside: set[int] = set()  # tokens that mentions have taken in afterwards
        self.offices = offices  # first token of a mention -> the word of the office or address before it

    def join(self, full: Sequence[Mention], parts: Sequence[Mention]) -> list[Person]:
        """All persons, in the order of their first mention."""
        words: dict[str, set[int]] = defaultdict(set)
        undone: dict[str, set[int]] = defaultdict(set)
        for number, mention in enumerate([*full, *parts]):
            for word in mention.words:
                for part in word.parts:
                    words[part].add(number)
                for part in word.lower_parts:
                    for base in sure_bases(part, self.cases.rules):
                        undone[base].add(number)
        people: list[Person] = []
        full, split = self._apart(full)
        parts = sorted([*parts, *split], key=lambda mention: mention.start)
        for number, mention in enumerate(full):
            self._add(
                people, mention, self._person(mention, _Elsewhere(words, number), _Elsewhere(undone, number))
            )
        people = self._merge(people)
        bearers = self._bearers(people)
        for mention in parts:
            owner = None if mention.start in self._inside else self._owner(bearers, mention)
            if owner is not None:
                owner.mentions.append(mention)
        return people

    def _apart(self, full: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
        """Weak mentions of two words that name two persons whom the text names in full elsewhere."""
        whole = [mention for mention in full if mention.signal or mention.strong]
        kept: list[Mention] = []
        split: list[Mention] = []
        for mention in full:
            content = mention.content
            if self._owner_of_thing(mention, full):
                split.append(replace(mention, end=content[0].end, words=content[:1]))
                continue
            if mention.strong or mention.signal or len(content) != 2:
                kept.append(mention)
                continue
            owners = [{n for n, other in enumerate(whole) if self._names(other, word)} for word in content]
            stray = [word for word, of in zip(content, owners, strict=True) if not of]
            if (owners[0] and owners[1] and not owners[0] & owners[1]) or (
                len(stray) == 1 and mention.method == "model" and not is_known_name(stray[0].folded)
            ):
                split += [replace(mention, start=word.start, end=word.end, words=(word,)) for word in content]
            else:
                kept.append(mention)
        return kept, split

    def _owner_of_thing(self, mention: Mention, full: Sequence[Mention]) -> bool:
        """'Bergs Worte': where nouns have capitals, the genitive of a surname before a word that is none."""
        content = mention.content
        if (
            len(content) != 2
            or mention.signal not in (None, "said")
            or not self.document.language.feature("capital_nouns")
        ):
            return False
        first, noun = content
        if noun.folded in world.names("family") or not first.folded.endswith("s"):
            return False
        return any(
            len(other.content) > 1
            and noun.folded not in {word.folded for word in other.content}
            and other.content[-1].folded == first.folded[:-1]
            for other in full
        )

    def _names(self, mention: Mention, word: Word) -> bool:
        """Whether the mention holds the word, in whatever case."""
        bases = {fold(form) for form, _ in nominatives(word.lower, self.cases.rules)}
        return any(other.folded in bases for other in mention.content)

    def _person(self, mention: Mention, seen: Container[str], undone: Container[str]) -> Person:
        oblique = self.cases.oblique(self.offices.get(mention.start))
        if self.cases.surely_nominative(mention.words):
            oblique = False
        forms = self._forms(mention, seen, oblique, undone)
        if not oblique and (
            self.cases.surely_inflected(mention.words, forms)
            or self.cases.given_inflected(mention.words, forms)
            or self.cases.mostly_inflected(mention.words, forms)
        ):
            forms = self._forms(mention, seen, True, undone)
        settled = self.cases.given_as_it_stands(mention.words)
        if settled:
            forms = [unicodedata.normalize("NFC", word.surface) for word in mention.words]
        text = self.document.text
        name = forms[0]
        for before, word, form in zip(mention.words, mention.words[1:], forms[1:], strict=False):
            gap = text[self.document.ends[before.end - 1] : self.document.starts[word.start]]
            if before.surface[-1] not in "-'’ʼ" and any(letter.isalpha() for letter in gap):
                gap = " "  # a nickname between quotation marks
            glued = gap.strip() or before.surface[-1] in "-'’ʼ"
            name += (gap if glued else " ") + form
        if name.isupper():
            name = name.title()
        return Person(tuple(forms), " ".join(name.split()), mention.kind, [mention], settled)

    def _forms(
        self, mention: Mention, seen: Container[str], oblique: bool | None, undone: Container[str]
    ) -> list[str]:
        """The nominatives of the words; where every word is inflected, any ending may be undone, else only
        the last word can be a genitive of the noun behind it."""
        every = bool(self.cases.morphology)
        governed = every or self._governs(mention.end)
        forms = [
            self.cases.nominative(
                word,
                mention.kind,
                seen,
                oblique,
                every or (governed and word is mention.words[-1]),
                undone=undone,
            )
            for word in mention.words
        ]
        if every and self.cases.man(mention.words, forms):
            first = self.cases.nominative(
                mention.words[0], mention.kind, seen, oblique, man=True, undone=undone
            )
            forms = [first, *forms[1:]]
        return forms

    def _governs(self, token: int) -> bool:
        """Whether the token can be a noun that a genitive before it belongs to."""
        document = self.document
        if token >= len(document) or "\n" in document.text[document.ends[token - 1] : document.starts[token]]:
            return False  # each line of a list stands for itself
        if not document.surfaces[token][:1].isalpha():
            return False
        if any(document.at(section, token) for section in _NO_NOUNS):
            return False
        return not document.language.feature("capital_nouns") or document.surfaces[token][:1].isupper()

    def _add(self, people: list[Person], mention: Mention, new: Person) -> None:
        for person in people:
            if person.tokens == new.tokens:
                person.mentions.append(mention)
                return
        people.append(new)

    def _merge(self, people: list[Person]) -> list[Person]:
        """Joins names of which one holds the other, and names that differ by cases only."""
        kept: list[Person] = []
        for person in people:
            longer = next((old for old in kept if self._goes_on(old, person)), None)
            if longer is not None:
                rest = person.name.split()[1:]
                for mention in longer.mentions:
                    if self._behind(mention, rest):
                        self._inside |= set(range(mention.end, mention.end + len(rest)))
                whole = [replace(m, end=m.end + len(rest)) for m in longer.mentions if self._behind(m, rest)]
                longer.mentions = whole + [m for m in longer.mentions if not self._behind(m, rest)]
                longer.mentions += person.mentions
                longer.forms += person.forms[1:]
                longer.name = " ".join([longer.name, *rest])
                continue
            match = next((old for old in kept if self._same(old, person)), None)
            if match is None:
                kept.append(person)
                continue
            match.mentions += person.mentions
            if match.settled:
                continue
            match.settled = person.settled
            if (
                person.settled
                or len(person.tokens) > len(match.tokens)
                or (len(person.tokens) == len(match.tokens) and self._plainer(person, match))
            ):
                match.name, match.forms, match.kind = person.name, person.forms, person.kind
        return kept

    def _same(self, one: Person, two: Person) -> bool:
        small, large = sorted((one.tokens, two.tokens), key=len)
        if len(small) >= 2 and small < large:
            return (
                one.kind == two.kind == "vietnamese" and _ends_alike(one, two)
            ) or one.kind != "vietnamese"
        if len(one.tokens) != len(two.tokens) or not self.cases.rules:
            return False
        rest_one, rest_two = _rest(one, two), _rest(two, one)
        return all(any(self._related(a, b) for b in rest_two) for a in rest_one)

    def _goes_on(self, one: Person, two: Person) -> bool:
        """Whether a surname with a particle, as 'Berg van Dam' elsewhere, stands behind a given name here."""
        words = two.name.split()
        if len(words) < 3 or fold(words[0]) != fold(one.forms[-1]) or len(one.forms) < 2:
            return False
        if not any(word.particle for word in two.mentions[0].words):
            return False
        return any(self._behind(mention, words[1:]) for mention in one.mentions)

    def _behind(self, mention: Mention, words: list[str]) -> bool:
        """Whether the words stand right behind a mention."""
        return self.document.surfaces[mention.end : mention.end + len(words)] == words

    def _related(self, one: str, two: str) -> bool:
        """Whether two lower-case words can be cases of one name."""
        if abs(len(one) - len(two)) > 4 or fold(one)[:2] != fold(two)[:2]:
            return False
        return not self._bases(one).isdisjoint(self._bases(two))

    def _bases(self, word: str) -> set[str]:
        """What the word may be a case of, but for a man's name: 'Maria' is not 'Mario'."""
        options = nominatives(word, self.cases.rules)
        return {fold(form) for form, weight in options if form == word or weight >= FAINT}

    def _plainer(self, new: Person, old: Person) -> bool:
        """Whether the words of `new` are the base of those of `old`, and not the other way round."""
        gain = 0
        for a, b in zip(sorted(_rest(new, old)), sorted(_rest(old, new)), strict=False):
            gain += fold(a) in {fold(form) for form, _ in nominatives(b, self.cases.rules)[1:]}
            gain -= fold(b) in {fold(form) for form, _ in nominatives(a, self.cases.rules)[1:]}
        return gain > 0

    def _bearers(self, people: Sequence[Person]) -> _Bearers:
        """The persons by the words of their names, so that a part of a name is not compared with everyone."""
        by_word: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(people):
            tokens = person.tokens
            for token in tokens:
                by_word[token].append(number)
            if person.kind == "unspaced" and len(tokens) == 1:
                by_word[_ANY].append(number)  # a part of it is no word by itself
        return _Bearers(people, by_word)

    def _owner(self, bearers: _Bearers, mention: Mention) -> Person | None:
        """The one person whose name holds all words of a partial mention."""
        if mention.byline:
            return None
        content = mention.content or mention.words
        pieces = [part for word in content for part in word.lower_parts]
        options = [
            person
            for person in bearers.of(case_forms("", pieces[0], self.cases.rules) if pieces else None)
            if all(self._holds(person, part) for part in pieces)
        ]
        if len(options) > 1:
            exact = [
                p
                for p in options
                if all(fold(part) in p.tokens for word in content for part in word.lower_parts)
            ]
            options = exact or options
        if len(options) > 1:
            last = [p for p in options if fold(content[-1].surface) in (fold(p.forms[-1]), fold(p.forms[0]))]
            options = last or options
        if len(options) > 1:
            before = [p for p in options if any(m.start < mention.start for m in p.mentions)]
            options = sorted(
                before, key=lambda p: -max(m.start for m in p.mentions if m.start < mention.start)
            )[:1]
        return options[0] if len(options) == 1 else None

    def _holds(self, person: Person, part: str) -> bool:
        """Whether a lower-case word is one of the name's, in whatever case."""
        tokens, folded = person.tokens, fold(part)
        if person.kind == "vietnamese" and folded == fold(person.forms[0]) and len(person.forms) > 2:
            return False  # a Vietnamese family name alone means nobody
        if person.kind == "unspaced" and len(tokens) == 1:
            return fold(person.name).startswith(folded)
        if len(folded) < 2:
            return False
        return folded in tokens or any(
            fold(form) in tokens and len(form) > 2 for form, _ in nominatives(part, self.cases.rules)[1:]
        )


_ANY = ""


@dataclass(frozen=True, slots=True)
class _Bearers:
    """Persons, and their places in the list by folded word of the name."""

    people: Sequence[Person]
    by_word: Mapping[str, Sequence[int]]

    def of(self, forms: Iterable[str] | None) -> list[Person]:
        """Those of whose name one of the forms may be a word, in order; all persons where forms is None."""
        if forms is None:
            return list(self.people)
        found = {number for form in (*forms, _ANY) for number in self.by_word.get(form, ())}
        return [self.people[number] for number in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The words of all mentions but one."""

    words: Mapping[str, set[int]]
    number: int

    def __contains__(self, word: object) -> bool:
        where = self.words.get(word) if isinstance(word, str) else None
        return where is not None and (len(where) > 1 or self.number not in where)


def _rest(one: Person, two: Person) -> list[str]:
    """The lower-case words of one name that the other has not."""
    return [word for word in re.findall(r"[^\W_]+", one.name.lower()) if fold(word) not in two.tokens]


def _ends_alike(one: Person, two: Person) -> bool:
    return fold(one.forms[-1]) == fold(two.forms[-1]) and fold(one.forms[0]) == fold(two.forms[0])

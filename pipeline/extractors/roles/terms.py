"""Terms of office in a text: a head word with what belongs to it.

`former Japanese deputy minister of planning` is one term: head `minister`, modifiers before it, an
of-phrase after it. A term knows nothing of persons yet, but for the tokens at which names begin: an
of-phrase never runs into a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.lexicon import Lexeme
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
# Offices that one country sends to another.
_SENT = frozenset({"ambassador", "charge", "consul_general", "consul", "counsellor"})
_MAX_PHRASE = 24
_MAX_BEFORE = 8
_HYPHENS = frozenset("-–‑")
_CLOSERS = {"(": ")", "„": "“", "«": "»", "»": "«", "“": "”", '"': '"'}


@dataclass(slots=True)
class Term:
    """A term of office over tokens `[start, end)`.

    Attributes:
        head: the lexeme of the head word.
        plural: the head is a plural (or may be one: `singular` tells).
        singular: the head may be a singular.
        modifiers: `deputy`, `acting`, `former`, `designated`.
        bodies: kinds of the bodies it names, the head's own compound first.
        portfolio: code of the portfolio, if any.
        country: ISO code of the country it names.
        place: token span of the place it is of.
        body: token span of the body's name.
        nested: it is the of-phrase of another term ('adviser to the minister').
    """

    start: int
    end: int
    head: Lexeme
    plural: bool
    singular: bool
    modifiers: set[str] = field(default_factory=set)
    bodies: list[str] = field(default_factory=list)
    portfolio: str | None = None
    country: str | None = None
    place: tuple[int, int] | None = None
    place_kind: str | None = None
    body: tuple[int, int] | None = None
    nested: bool = False
    phrase: bool = False  # something stood after the head
    acronym: bool = False  # the body's name is an acronym


class TermFinder:
    """Finds the terms of one document."""

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
        self._capital_nouns = bool(feature("capital_nouns"))
        self._compounds = bool(feature("compounds"))
        self._host = False  # the last preposition names where somebody is sent, not who sends
        self._analyse = analyser(feature("morphology"))
        self._ending: dict[int, list[Lexeme]] = {}
        for section in _BEFORE:
            for lexeme in document.section(section):
                self._ending.setdefault(lexeme.end, []).append(lexeme)

    def terms(self) -> list[Term]:
        """All terms in text order; a term inside another's of-phrase is marked as nested."""
        heads: dict[int, list[Lexeme]] = {}
        within: dict[int, int] = {}  # token -> end of the body's name that covers it
        for lexeme in self.document.section("body"):
            within.update((token, lexeme.end) for token in range(lexeme.start, lexeme.end))
        for section in ("role", "role_plural"):
            for lexeme in self.document.section(section):
                covered = within.get(lexeme.start, 0) > lexeme.end or within.get(lexeme.start - 1, 0) >= lexeme.end
                if lexeme.start not in self.name_tokens and not covered:  # 'board of directors' names none
                    heads.setdefault(lexeme.start, []).append(lexeme)
        found: list[Term] = []
        for start in sorted(heads):
            if found and start < found[-1].head.end:
                continue
            term = self._term(heads[start])
            if term is None:
                continue
            if found and term.start < found[-1].end:
                term.start = min(max(term.start, found[-1].head.end), term.head.start)
                if term.start < found[-1].end:
                    found[-1].end = max(found[-1].head.end, min(found[-1].end, term.start))
            found.append(term)
        return self._nest(found)

    def _nest(self, found: list[Term]) -> list[Term]:
        """Marks terms in the of-phrase of another, and joins 'deputy of the' to the office behind it."""
        document = self.document
        kept: list[Term] = []
        for term in found:
            before = kept[-1] if kept else None
            if before is not None and before.end <= term.start <= before.end + 2:
                gap = range(before.end, term.start)
                linked = any(document.at("of", i) for i in gap)
                if all(document.at("of", i) or document.at("article", i) for i in gap):
                    if before.head.entry.get("deputy") and (linked or not gap):
                        kept.pop()
                        term.start = before.start
                        term.modifiers |= {"deputy", *before.modifiers}
                    else:
                        term.nested = linked or (not gap and self._genitive_chain(before, term))
            kept.append(term)
        kept = [term for term in kept if not term.head.entry.get("deputy")]
        for term, after in zip(kept, kept[1:], strict=False):
            if not term.phrase and after.phrase and term.end < after.start and all(
                document.at("and", i) for i in range(term.end, after.start)
            ):  # 'vice president and secretary of the union'
                term.bodies = term.bodies or list(after.bodies)
                term.body, term.place = term.body or after.body, term.place or after.place
                term.place_kind, term.country = term.place_kind or after.place_kind, term.country or after.country
        return kept

    def _genitive_chain(self, before: Term, term: Term) -> bool:
        """'doradczyni prezydenta': the second office is a genitive of the first one's phrase."""
        surfaces = self.document.surfaces
        first, second = (self._cases(surfaces[t.head.start].lower()) for t in (before, term))
        if not first or not second:
            return False
        return ("nom" in first and "nom" not in second) or not first & second

    def _cases(self, word: str) -> set[str]:
        return {case for reading in self._analyse(word) for case in reading.cases}

    def _term(self, lexemes: list[Lexeme]) -> Term | None:
        longest = max(lexeme.end for lexeme in lexemes)
        lexemes = [lexeme for lexeme in lexemes if lexeme.end == longest]
        shortest = min(len(lexeme.rest) for lexeme in lexemes)
        lexemes = [lexeme for lexeme in lexemes if len(lexeme.rest) == shortest]
        singular = [lexeme for lexeme in lexemes if lexeme.entry.section == "role"]
        plural = [lexeme for lexeme in lexemes if lexeme.entry.section == "role_plural"]
        head = (singular or plural)[0]
        term = Term(head.start, head.end, head, bool(plural), bool(singular))
        if head.rest and not self._explain(head.rest, term):
            return None
        self._before(term)
        self._after(term)
        if term.plural and term.singular and self._plural_cue(term):
            term.singular = False
        return term

    def _plural_cue(self, term: Term) -> bool:
        """Whether the article makes a form that has both readings a plural: 'die Minister'."""
        if term.start == 0:
            return False
        endings = self.document.language.feature("plural_cues", {}).get(self.document.norms[term.start - 1], ())
        return self.document.norms[term.head.end - 1].endswith(tuple(endings))

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
                if self._best_before(i) is None and document.surfaces[i - 1][:1].isupper() and not self._place_before(i, first):
                    i -= 1  # 'ASEAN-Generalsekretär', 'Nordwerk-Chef'
                    term.body = term.body or (i, i + 1)
                    if term.head.value == "head" and not term.bodies:
                        term.bodies.append("company")
                continue
            possessive = self._possessive(i, first)
            if possessive is not None:
                i = self._owner(term, possessive, first)
                break
            lexeme = self._best_before(i)
            if lexeme is None or lexeme.start < first:
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
            elif section == "portfolio":
                term.portfolio = term.portfolio or lexeme.value
            elif section == "body":
                term.bodies.append(lexeme.value)
                term.body = term.body or (lexeme.start, lexeme.end)
            i = lexeme.start
        while i < term.head.start and document.surfaces[i] in _HYPHENS:
            i += 1
        term.start = min(i, term.start)

    def _best_before(self, end: int) -> Lexeme | None:
        allowed = {"role_modifier", "demonym", "country"}
        if self._noun_before_head:
            allowed |= {"portfolio", "body", "place_type"}
        found = [lexeme for lexeme in self._ending.get(end, ()) if lexeme.entry.section in allowed]
        if not found:
            return None
        order = ("role_modifier", "demonym", "country", "portfolio", "body", "place_type")
        return min(found, key=lambda lexeme: (lexeme.start, order.index(lexeme.entry.section)))

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
            term.body = term.body or (end - 1, end)
            return end - 1
        return term.start

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

    def _set_place(self, term: Term, place: tuple[int, int]) -> None:
        if term.place is None:
            term.place = place

    def _after(self, term: Term) -> None:
        """Goes right over the of-phrase: bodies, portfolios, places, capitalised names of organisations."""
        document = self.document
        surfaces = document.surfaces
        last = document.sentences[document.sentence_of(term.head.start)][1]
        i = end = term.head.end
        linked = False
        organisation: int | None = None
        owners: list[str] = []
        while i < last and i - term.head.end < _MAX_PHRASE:
            if i in self.names or document.at("honorific", i):
                break
            hit = self._content(term, i, linked)
            if hit is not None:
                if organisation is None and hit[1] in ("body", "name"):
                    organisation = i
                if hit[1] == "stop":
                    break
                i = end = hit[0]
                named = hit[1] == "portfolio" and not self._capital_nouns and surfaces[end - 1][:1].isupper()
                if organisation is not None and term.body is not None and (hit[1] in ("body", "name") or named):
                    term.body = (term.body[0], end)
                linked = False
                continue
            surface = surfaces[i]
            tight = document.adjacent(i) and i + 1 < last and document.adjacent(i + 1)
            if surface in _HYPHENS and (tight or self._between_countries(i, last)):
                i += 1
                continue
            if surface in "'’" and document.adjacent(i) and i + 1 < last and surfaces[i + 1] == "s":
                owners = [*term.bodies, *owners]  # what follows is the body, what stood before its owner
                term.bodies.clear()
                i, linked = i + 2, True
                continue
            if surface == "(":
                closing = next((k for k in range(i + 1, min(last, i + 7)) if surfaces[k] == ")"), None)
                if closing is None or not self._note(term, i + 1, closing):
                    break
                i = end = closing + 1
                continue
            if document.at("of", i) or document.at("article", i):
                lexeme = max([*document.at("of", i), *document.at("article", i)], key=lambda found: found.end)
                if lexeme.entry.section == "of":
                    self._host = lexeme.value == "host"
                i, linked = lexeme.end, True
                continue
            if document.at("and", i) and end > term.head.end and self._goes_on(i + 1, last):
                i = document.at("and", i)[0].end
                continue
            if surface == "," and end > term.head.end and document.at("portfolio", i + 1) and i + 1 < last:
                i += 1
                continue
            break
        term.bodies += owners
        term.end = end
        term.phrase = end > term.head.end

    def _content(self, term: Term, i: int, linked: bool) -> tuple[int, str] | None:
        """One content word of an of-phrase: the token after it and its kind."""
        document = self.document
        modifier = list(document.at("role_modifier", i))
        longest = max((x.end for s in ("body", "portfolio", "country") for x in document.at(s, i)), default=i)
        if modifier and longest > modifier[0].end:
            modifier = []
        if modifier and modifier[0].value == "neutral":
            after = modifier[0].end
            if (
                document.at("role", after)
                or document.at("role_plural", after)
                or document.at("role_modifier", after)
            ):
                return i, "stop"
            return after, "word"
        if modifier:
            if linked or i > term.head.end + 1:
                return i, "stop"
            if modifier[0].value in ("former", "designated", "acting", "deputy") and self._postponed(
                modifier[0]
            ):
                term.modifiers.add(modifier[0].value)
                return modifier[0].end, "modifier"
            return i, "stop"
        if document.at("role", i) or document.at("role_plural", i):
            return i, "stop"
        best: Lexeme | None = None
        for section in ("body", "portfolio", "country", "demonym", "place_type"):
            for lexeme in document.at(section, i):
                if best is None or (lexeme.end, -len(lexeme.rest)) > (best.end, -len(best.rest)):
                    best = lexeme
        surfaces = document.surfaces
        place = (
            world.place_at([fold(surface) for surface in surfaces[i : i + 4]], 0, min(4, len(surfaces) - i))
            if (surfaces[i][:1].isupper())
            else None
        )
        place_end = i + place[0] if place else i
        if place is None and surfaces[i][:1].isupper():
            hyphened = self._hyphened_place(i)
            if hyphened is not None:
                place_end = hyphened
        if best is not None and best.end >= place_end:
            section = best.entry.section
            if section == "body":
                term.bodies.append(best.value)
                if term.body is None:
                    term.body = (i, best.end)
            elif section == "portfolio":
                term.portfolio = term.portfolio or best.value
            elif section in ("country", "demonym"):
                if self._host and section == "country" and term.head.value in _SENT:
                    self._set_place(term, (i, best.end))
                else:
                    term.country = term.country or best.value
            else:
                term.place_kind = best.value
            return best.end, section
        if place_end > i:
            self._set_place(term, (i, place_end))
            return place_end, "place"
        surface = surfaces[i]
        if surface[:1].isupper() and surface[:1].isalpha():
            if term.place_kind is not None and term.place is None:
                self._set_place(term, (i, i + 1))
                return i + 1, "place"
            if term.body is None:
                term.body = (i, i + 1)
                term.acronym = len(surface) > 1 and surface.isupper()
            return i + 1, "name"
        if surface[:1].isalpha() and not self._verb(i) and (linked or surface.endswith(self._word_endings)):
            return i + 1, "word"
        return None

    def _between_countries(self, i: int, last: int) -> bool:
        """Whether the token stands between two countries: 'the Friendship Alliance Japan - Vietnam'."""
        before = self._ending.get(i, ())
        if i + 1 >= last or not any(lexeme.entry.section in ("country", "demonym") for lexeme in before):
            return False
        return bool(self.document.at("country", i + 1) or self.document.at("demonym", i + 1))

    def _postponed(self, lexeme: Lexeme) -> bool:
        """A modifier behind its head: 'a.D.', 'designate', 'adjoint'; not the first word of the next term."""
        after = lexeme.end
        document = self.document
        return not (
            after < len(document) and (document.at("role", after) or document.at("role_plural", after))
        )

    def _hyphened_place(self, i: int) -> int | None:
        """End of a place written with hyphens: 'Ho-Chi-Minh-Stadt'."""
        surfaces = self.document.surfaces
        words, k = [fold(surfaces[i])], i + 1
        while (
            k + 1 < len(surfaces) and surfaces[k] in _HYPHENS and self.document.adjacent(k) and len(words) < 5
        ):
            words.append(fold(surfaces[k + 1]))
            k += 2
            if " ".join(words) in world.places():
                return k
        return None

    def _verb(self, i: int) -> bool:
        document = self.document
        return any(
            document.at(section, i)
            for section in ("say", "be", "lead", "function", "of", "article", "relative")
        )

    def _note(self, term: Term, start: int, end: int) -> bool:
        """A short note in brackets: an acronym or a country."""
        if end - start > 4 or start in self.names:
            return False
        for i in range(start, end):
            if self.document.at("role", i) or self.document.surfaces[i].isdigit():
                return False
            for lexeme in self.document.at("country", i):
                term.country = term.country or lexeme.value
        return True

    def _goes_on(self, i: int, last: int) -> bool:
        """Whether an of-phrase goes on after 'and': no new office, no person."""
        document = self.document
        while i < last and (document.at("of", i) or document.at("article", i)):
            i += 1
        if i >= last or i in self.names or document.at("honorific", i):
            return False
        if document.at("role", i) or document.at("role_plural", i) or document.at("role_modifier", i):
            return False
        if document.at("portfolio", i) or document.at("body", i):
            return True
        k = i
        while k < min(last, i + 4) and (
            document.at("demonym", k) or document.at("country", k) or document.surfaces[k] in "-"
        ):
            k += 1
        if k < last and (document.at("role", k) or document.at("role_plural", k)):
            return False
        return document.surfaces[i][:1].isupper() or document.surfaces[i].endswith(self._word_endings)

"""Offices that come from another person's: predecessors, successors, counterparts and deputies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from pipeline.extractors.roles.clauses import Clauses
from pipeline.extractors.roles.gaps import Gap, Row
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.term import Term

# Callings that nobody takes over.
_OWN = frozenset({"professor", "expert", "author", "member"})
_MAX_PLACES = 8  # tokens between "his counterpart" and the name
_MAX_CLOSING = 3  # tokens between a name and a verb at the end of its clause
_MAX_OFFICE = 40  # tokens of an office with its of-phrase, or between it and its name
_MAX_BACK = 60  # mentions before a predecessor among which an office is looked for
_MAX_OBJECT = 7  # tokens between a verb of following in office and who held it


class Relations(Clauses):
    """Reads what the text says of one person's office by another's."""

    def _successions(self, row: Row) -> None:
        """`A succeeded B as term`, `A, term, took over from B`, `A is successor of B`: B held A's office."""
        names = [item for item in row if isinstance(item, Name)]
        if len({name.person for name in names}) < 2:
            return
        for start, end in self._changes(names):
            held = next((name for name in names if end <= name.start <= end + _MAX_OBJECT), None)
            others = [name for name in names if held is not None and name.person != held.person]
            before = [name for name in others if name.end <= start]
            new = before[-1] if before else next((n for n in others if held and n.start >= held.end), None)
            if held is not None and new is not None and new.oblique and not held.oblique:
                held, new = new, held  # the object stands first
            if held is None or new is None or any(held.start > n.start >= end for n in others):
                continue
            named = self._titles(end, held.start) == end or end == held.start
            term = self._taken_over(row, held, new, named)
            if term is None:
                continue
            for link in self.links.of_term(term):
                if link.name == held:
                    self.links.remove(link)
            if not any(link.name.person == new.person for link in self.links.of_term(term)):
                self._link(term, new, "succession")
            self._link(term, held, "succession", former=True)

    def _changes(self, names: list[Name]) -> Iterator[tuple[int, int]]:
        """Token spans in the names' sentence that say that somebody follows whom the next name means."""
        document = self.document
        first, last = document.sentences[document.sentence_of(names[0].start)]
        for lexeme in document.between("succeed", first, last):
            if lexeme.value == "object":
                yield lexeme.start, lexeme.end
                continue
            for name in names:
                near = lexeme.start - _MAX_CLOSING <= name.end <= lexeme.start
                near = near or lexeme.end < name.start <= lexeme.end + _MAX_OBJECT
                if near and self._ends("after_whom", self._titles(max(first, name.start - 3), name.start)):
                    yield name.start, name.start
        for lexeme in document.between("successor", first, last):
            link = next(iter(document.at("of", lexeme.end)), None)
            if link is not None and any(name.start == link.end for name in names):
                yield lexeme.start, link.end

    def _ends(self, section: str, token: int) -> bool:
        """Whether a lexeme of the section ends right before the token."""
        return any(
            lexeme.end == token
            for k in range(max(0, token - 3), token)
            for lexeme in self.document.at(section, k)
        )

    def _taken_over(self, row: Row, held: Name, new: Name, named: bool) -> Term | None:
        """The office: what an 'as' behind the names says, else the office that the text gives the new holder
        where the name is `named` as the verb's object."""
        document = self.document
        for item in row:
            if isinstance(item, Term) and item.start >= held.end and not item.nested:
                start = item.start
                while start > held.end and document.at("article", start - 1):
                    start -= 1
                if self._ends("as", start) and start - held.end <= _MAX_OBJECT:
                    return item
        if not named:
            return None
        given = [link for link in self.links.of_person(new.person) if not link.former]
        if not given:  # 'Mayor Bo Lund was followed by Anna Berg'
            given = [x for x in self.links.of_name(held) if x.rule == "office_before_name" and not x.former]
            given = [link for link in given if link.term.head.value not in _OWN]
        return max(given, key=lambda link: (link.name.start, -link.term.start)).term if given else None

    def _predecessors(self) -> None:
        """`his predecessor, name`: the office of the person spoken of before."""
        document = self.document
        for section, former in (("predecessor", True), ("successor", False)):
            for lexeme in document.section(section):
                end = max([lexeme.end, *(x.end for x in document.at("role_modifier", lexeme.end))])
                end = self._behind_office(end)
                name = next(
                    (
                        n
                        for n in self._names_in(end, end + 5)
                        if self.gap(end, n.start) in (Gap.NONE, Gap.COMMA)
                    ),
                    None,
                )
                if name is None:
                    continue
                if any(
                    link.term.start < lexeme.start and not link.former
                    for link in self.links.of_person(name.person)
                ) or (name.start == lexeme.end and self._inflected(name)):
                    name = next(
                        (n for n in self._names_in(name.end + 1, name.end + 11) if n.person != name.person),
                        None,
                    )
                    if name is None or self.gap(name.end, name.end) is not Gap.NONE:
                        continue
                known = [
                    link
                    for n in self._names_in(*document.sentences[document.sentence_of(lexeme.start)])
                    if n.person == name.person
                    for link in self.links.of_name(n)
                    if link.term.start > lexeme.start
                ]
                other = name.person
                held = partial(self._held_before, lexeme.start, other, former)
                if known:
                    self._same_office(known, self._offices_before(lexeme.start, held, every=True))
                    continue
                ending = [n for n in self._names_in(lexeme.start - 12, lexeme.start) if n.end == lexeme.start]
                spoken_of = ending[0].person if ending else self._spoken_of(lexeme.start)
                near: list[Link] = []
                if spoken_of is not None:
                    near = self._offices_before(lexeme.start, partial(self._held_by, held, spoken_of))
                term = self._term_before(lexeme.start) or self._latest(near)
                term = term or self._latest(self._offices_before(lexeme.start, held))
                if term is not None:
                    self.links.append(Link(term, name, section, former=former))

    def _held_before(self, token: int, person: int, former: bool, link: Link) -> bool:
        """Whether the link is another's office, told before the token; for predecessors one that is held."""
        return link.term.start < token and link.name.person != person and not (link.former and former)

    def _held_by(self, held: Callable[[Link], bool], person: int, link: Link) -> bool:
        return held(link) and link.name.person == person

    def _offices_before(self, token: int, wanted: Callable[[Link], bool], every: bool = False) -> list[Link]:
        """The wanted links of the last mention before the token that has any; of `every` one in reach."""
        found: list[Link] = []
        index = bisect_left(self._name_starts, token + _MAX_OFFICE)
        for name in reversed(self.names[max(0, index - _MAX_BACK) : index]):
            own = [link for link in self.links.of_name(name) if wanted(link)]
            if own and not every and self._latest(own) is not None:
                return own
            found = own + found if every else found
        return found

    def _spoken_of(self, token: int) -> int | None:
        """The person named last in the sentence before the token."""
        first = self.document.sentences[self.document.sentence_of(token)][0]
        return next((name.person for name in reversed(self._names_in(first, token))), None)

    def _latest(self, earlier: list[Link]) -> Term | None:
        """The first office of the person named last, of those that one holds after another."""
        earlier = [
            link
            for link in earlier
            if link.term.head.value not in _OWN and "delegation" not in link.term.bodies
        ]
        if not earlier:
            return None
        return max(earlier, key=lambda link: (link.name.start, -link.term.start)).term

    def _term_before(self, token: int) -> Term | None:
        """'the ambassador, whose predecessor': the office that a relative word before the token means."""
        document = self.document
        for term in self._terms_in(token - _MAX_OFFICE, token):
            relative = any(document.at("relative", k) for k in range(term.end, token))
            if term.end < token <= term.end + 3 and document.surfaces[term.end] == "," and relative:
                return term
        return None

    def _behind_office(self, token: int) -> int:
        """The token after an office that begins at `token`: 'his successor as chair, name'."""
        start = token
        while any(self.document.at(section, token) for section in ("of", "as", "article")):
            token += 1
        office = next((term.end for term in self._terms_in(token, token + 1)), token)
        if office == token > start and self.document.surfaces[token + 1 : token + 2] == [","]:
            return token + 1  # 'her successor in the post, name'
        return office

    def _same_office(self, known: list[Link], earlier: list[Link]) -> None:
        """'His successor, chair Bo Lund': the office of the one before tells of what he is chair."""
        for link in known:
            term = link.term
            model = next(
                (x.term for x in reversed(earlier) if x.term.head.value == term.head.value and x.term.bodies),
                None,
            )
            if model is not None and not term.bodies and term.body is None:
                fuller = replace(term, bodies=list(model.bodies), body=model.body, abroad=model.abroad)
                self.links.replace(link, replace(link, term=fuller))

    def _counterparts(self) -> None:
        """`his counterpart, name` has the same office; `her deputy, name` that of a deputy."""
        document = self.document
        for lexeme in document.section("counterpart"):
            sentence = document.sentence_of(lexeme.start)
            found = [
                n
                for n in self._names_in(lexeme.end, lexeme.end + _MAX_PLACES + 1)
                if document.sentence_of(n.start) == sentence
            ]
            if lexeme.value != "deputy" and not self._owned(lexeme.start):
                continue
            if not found or not self._introduced(lexeme.end, found[0].start):
                continue
            if any(
                lexeme.end <= term.start or term.start == lexeme.start
                for term in self._terms_in(lexeme.start, found[0].start)
            ):
                continue
            listed = [found[0]]
            for name in found[1:] if lexeme.value == "several" else ():
                if self.gap(listed[-1].end, name.start) not in (Gap.AND, Gap.COMMA):
                    break
                listed.append(name)
            people = {name.person for name in listed}
            earlier = [
                link
                for name in self._names_in(document.sentences[max(0, sentence - 1)][0], lexeme.start)
                for link in self.links.of_name(name)
                if link.term.start < lexeme.start
                and link.name.person not in people
                and not link.former
                and not link.term.plural
            ]
            term = self._subject_office(lexeme.start) or self._latest(earlier)
            if term is None:
                continue
            if lexeme.value == "deputy":
                term = replace(term, modifiers=term.modifiers | {"deputy"})
            else:
                term = replace(term, country=None, place=None)
            for name in listed:
                if all(link.term.head.value != term.head.value for link in self.links.of_person(name.person)):
                    self.links.append(Link(term, name, "counterpart"))

    def _owned(self, token: int) -> bool:
        """Whether 'his' or a demonym stands before: 'the colleague' alone is nobody's counterpart."""
        document = self.document
        if "event_determiner" not in document.language.sections:
            return True
        return any(
            lexeme.value == "possessive" or lexeme.entry.section == "demonym"
            for k in range(max(0, token - 3), token)
            for section in ("event_determiner", "demonym")
            for lexeme in document.at(section, k)
        )

    def _deaths(self) -> None:
        """Whoever has died holds no office: 'X, rector of the academy, died'."""
        document = self.document
        gone: set[int] = set()
        for lexeme in document.section("death"):
            first, last = document.sentences[document.sentence_of(lexeme.start)]
            dead = {name.person for name in self._names_in(first, last)} - gone
            if len(dead) == 1:
                gone |= dead
                for link in list(self.links.of_person(dead.pop())):
                    self.links.replace(link, replace(link, former=True))

    def _subject_office(self, token: int) -> Term | None:
        """'the governor met his counterpart': an office of nobody named, in the sentence before the token."""
        first = self.document.sentences[self.document.sentence_of(token)][0]
        found = [term for term in self._terms_in(first, token) if term.end <= token]
        alone = len(found) == 1 and not found[0].plural and not self.links.of_term(found[0])
        return found[0] if alone and not self._names_in(first, token) else None

    def _introduced(self, start: int, end: int) -> bool:
        """Whether only a comma, forms of address, an of-phrase of countries stand between."""
        document = self.document
        for k in range(start, end):
            surface = document.surfaces[k]
            if not (
                surface in ",.-"
                or surface[:1].isupper()
                or any(document.at(s, k) for s in ("of", "article", "and", "honorific", "country", "demonym"))
            ):
                return False
        return True

"""Which term of office belongs to which name: the patterns, language-neutral.

Terms and names of a sentence stand in one row; what lies between two neighbours (nothing, a comma, 'and',
a bracket, a verb …) decides. A term right before a name is that name's; terms behind a comma belong to the
name before them, unless the sentence lists offices first; terms in the plural belong to all names of the
list behind (or before) them.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.extractors.roles.anaphors import Anaphors
from pipeline.extractors.roles.gaps import Gap, Row
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.term import Term


class Attacher(Anaphors):
    """Links terms to names in one document."""

    def attach(self) -> list[Link]:
        """All links, in text order of their terms."""
        rows = self._rows()
        behind = bool(self.document.language.feature("office_after_name"))
        for row in rows:
            if behind:
                self._right_behind(row)
            self._adjacent(row)
            self._plural(row)
            self._behind(row)
            self._before_comma(row)
            self._clauses(row)
            self._inverted(row)
            self._successions(row)
        self._leading()
        self._predecessors()
        self._counterparts()
        self._portraits()
        self._passives()
        self._anaphors()
        self._deaths()
        return sorted(self.links, key=lambda link: (link.term.start, link.name.start))

    def _rows(self) -> list[Row]:
        """Terms and names by sentence, in order."""
        rows: dict[int, Row] = {}
        items: Row = [*self.terms, *self.names]
        for item in items:
            rows.setdefault(self.document.sentence_of(item.start), []).append(item)
        return [sorted(rows[key], key=lambda item: item.start) for key in sorted(rows)]

    def _right_behind(self, row: Row) -> None:
        """`name term` without anything between, or with a point; a country may stand before the name."""
        document = self.document
        for item, term in pairwise(row):
            if not isinstance(item, Name) or not isinstance(term, Term) or term.start < item.end:
                continue
            if any(document.surfaces[i] not in "・（(" for i in range(item.end, term.start)):
                continue
            if term.country is None and item.start and document.at("of", item.start - 1):
                end = item.start - 1
                for lexeme in document.between("body", max(0, item.start - 12), item.start):
                    led = term.head.value in ("director", "head") and not term.bodies
                    if lexeme.end == item.start - 1 and led:
                        term.bodies.append(lexeme.value)
                        term.body, end = (lexeme.start, lexeme.end), lexeme.start
                for lexeme in document.between("country", max(0, item.start - 12), item.start):
                    if lexeme.end == end:
                        term.country = lexeme.value
                        term.abroad = term.bodies == ["office"]
            self._link(term, item, "office_behind_name")

    def _adjacent(self, row: Row) -> None:
        """`term name`, with chains before it: `term, term and term name`."""
        for i, item in enumerate(row):
            if not isinstance(item, Name) or i == 0:
                continue
            before = row[i - 1]
            if (
                not isinstance(before, Term)
                or self.gap(before.end, item.start) is not Gap.NONE
                or before.end > item.start
                or self.links.of_term(before)
            ):
                continue
            k = i - 1
            if before.nested and not item.oblique and self._outer_of_genitive(row, k):
                k -= 1  # 'doradca prezydenta Jan Nowak': the name is in the case of the first office
                before = row[k]
                assert isinstance(before, Term)
            if self._disagree(before, item):
                continue
            self._link(before, item, "office_before_name")
            while k > 0:
                earlier = row[k - 1]
                current = row[k]
                if not isinstance(earlier, Term) or earlier.end > current.start or id(earlier) in self._taken:
                    break
                kind = self.gap(earlier.end, current.start)
                titled = kind is Gap.NONE and isinstance(current, Term) and current.head.value == "professor"
                if k > 1 and self._comma_and(earlier.end) and self._apposition(row[k - 2], earlier):
                    break  # 'bishop A, chair of B, and mufti C'
                if kind not in (Gap.COMMA, Gap.AND) and not titled:
                    break  # but 'Rektorin Prof. Dr. Anna Berg'
                if not self._chain_starts(row, k - 1, i) or (
                    isinstance(current, Term) and self._chief_and_deputy(earlier, current)
                ):
                    break
                self._link(earlier, item, "offices_before_name")
                k -= 1

    def _apposition(self, name: Term | Name, term: Term) -> bool:
        """Whether the term stands behind a name that has an office of its own before it."""
        return (
            isinstance(name, Name)
            and self.gap(name.end, term.start) is Gap.COMMA
            and any(link.rule == "office_before_name" for link in self.links.of_name(name))
        )

    def _disagree(self, term: Term, name: Name) -> bool:
        """'asystentka prezydenta, Anna Kos': a nominative is no apposition to an office in another case."""
        if term.modifiers:
            return False  # 'pełniący obowiązki dyrektora Jan Kos'
        word = self.document.surfaces[term.head.start].lower()
        office = [reading for reading in self._analyse(word) if reading.gender == "m1" and reading.cases]
        given = [reading for reading in self._analyse(self.document.surfaces[name.start]) if reading.name]
        if not given or (word.endswith("a") and not all(reading.gender == "m1" for reading in given)):
            return False  # 'ministra Anna Kos': a woman's office is written so too
        return (
            bool(office)
            and not any("nom" in reading.cases for reading in office)
            and all(reading.cases == {"nom"} for reading in given)
        )

    def _chief_and_deputy(self, one: Term, two: Term) -> bool:
        """'president Sukarto and vice president Anna Berg': nobody is both."""
        same = one.head.value == two.head.value and bool(one.bodies) == bool(two.bodies)
        return same and ("deputy" in one.modifiers) != ("deputy" in two.modifiers)

    def _outer_of_genitive(self, row: Row, k: int) -> bool:
        """Whether `row[k]` is a genitive without a preposition inside the term before it."""
        outer = row[k - 1] if k else None
        return isinstance(outer, Term) and outer.end == row[k].start

    def _chain_starts(self, row: Row, k: int, i: int) -> bool:
        """Whether the term `row[k]` belongs to the name `row[i]` behind it and not to a name before it."""
        j = k
        while j > 0 and isinstance(row[j - 1], Term):
            if self.gap(row[j - 1].end, row[j].start) not in (Gap.COMMA, Gap.AND):
                return True
            if i - j >= 2 and self._comma_and(row[j - 1].end):
                return True
            j -= 1
        if j == 0:
            return True
        name = row[j - 1]
        if not isinstance(name, Name):
            return True
        kind = self.gap(name.end, row[j].start)
        if kind not in (Gap.COMMA, Gap.DASH, Gap.OPEN, Gap.ADVERB):
            return True
        return any(link.rule == "office_before_name" for link in self.links.of_name(name))

    def _comma_and(self, token: int) -> bool:
        """Whether a comma and an 'and' stand at `token`: a new person begins, with offices of his own."""
        document = self.document
        return document.surfaces[token] == "," and bool(document.at("and", token + 1))

    def _behind(self, row: Row) -> None:
        """`name, term, term and term`; `name (term)`; `name – term`."""
        owner: Name | None = None
        last: Term | Name | None = None
        behind = bool(self.document.language.feature("office_after_name"))
        for item in row:
            if isinstance(item, Name):
                owner, last = item, item
                continue
            if owner is None or last is None or item.start < last.end:
                last = item if owner is not None else last
                continue
            if id(item) in self._taken:
                if any(link.name.person == owner.person for link in self.links.of_term(item)):
                    last = item
                else:
                    owner = None
                continue
            if item.nested:
                last = item if isinstance(last, Term) and id(last) in self._taken else last
                continue
            start = last.end if last is owner else self._behind_years(last.end, item.start)
            kind = self._stage_gap(start, item.start) or self.gap(start, item.start)
            led = bool(self.document.at("relative", item.start - 1))  # 'who heads the bank'
            if (
                item.plural
                and not item.singular
                and (self._joined(last.end) or (kind is Gap.ADVERB and not led))
            ):
                owner = None  # 'Anna Berg and 60 representatives of firms'
                continue
            if last is owner:
                kind = self._after_note(owner.end, item.start, kind)
                if kind is not Gap.COMMA and self._attribute(owner.end, item):
                    kind = Gap.COMMA
            allowed = (
                (Gap.COMMA, Gap.OPEN, Gap.DASH, Gap.ADVERB)
                if last is owner
                else (Gap.COMMA, Gap.AND, Gap.ADVERB, Gap.NONE)
            )
            if (
                kind is Gap.SEMICOLON
                and last is not owner
                and (item.singular or not item.plural)
                and not self._leads(row, item)
                and self._run_on(row, item)
            ):
                kind = Gap.COMMA
            if kind is Gap.ADVERB and self._of_next(row, row.index(item)):
                owner = None
                continue
            if kind is Gap.DASH and self._spoken_to(last.end, item.start):
                owner = None  # 'Anna Berg: Herr Präsident, …'
                continue
            if last is owner and kind is Gap.NONE and self._letters(item):
                kind = Gap.COMMA  # 'Anna Berg MP'
            if kind not in allowed or (kind is Gap.NONE and not self._glued(last.end, item.start)):
                owner = None
                continue
            if self._leads(row, item):
                owner = None
                continue
            if kind is Gap.COMMA and self._new_subject(last, item, last is owner):
                owner = None
                continue
            if kind in (Gap.COMMA, Gap.AND, Gap.ADVERB) and self._introduces(row, item, last):
                owner = None
                continue
            if kind is Gap.COMMA and behind and self.links.of_name(owner):
                owner = None  # 'N office, former office': of the next name
                continue
            stage = self._stage(item)
            former = stage == "former" or (stage is None and self._bounded(item))
            former = former or (self._as_between(last.end, item.start) and self._once(last.end, item))
            self._link(item, owner, "office_behind_name", former=former)
            last = item

    def _as_between(self, start: int, end: int) -> bool:
        return any(self.document.at("as", k) for k in range(start, end))

    def _spoken_to(self, start: int, end: int) -> bool:
        """Whether a colon and a form of address stand before an office."""
        document = self.document
        return ":" in document.surfaces[start:end] and any(
            document.at("honorific", k) for k in range(start, end)
        )

    def _letters(self, term: Term) -> bool:
        """Whether the office is told by capitals alone, as behind a name: 'MP', 'MdB', 'CEO'."""
        surface = self.document.surfaces[term.head.start]
        capitals = sum(letter.isupper() for letter in surface)
        return term.start == term.head.start and 1 < capitals >= len(surface) - 1

    def _glued(self, start: int, end: int) -> bool:
        return start == end

    def _after_note(self, start: int, end: int, kind: Gap) -> Gap:
        """Passes over a note or an age between a name and its apposition: 'A (58), mayor'; 'A, 58, mayor'."""
        surfaces = self.document.surfaces
        if surfaces[start] == "(":
            closing = next((k for k in range(start, min(end, start + 10)) if surfaces[k] == ")"), None)
            if closing is not None:
                return self.gap(closing + 1, end)
        if (
            surfaces[start] == ","
            and start + 2 < end
            and surfaces[start + 1].isdecimal()
            and surfaces[start + 2] == ","
        ):
            return self.gap(start + 2, end)
        return kind

    def _run_on(self, row: Row, term: Term) -> bool:
        """Whether only terms follow up to the end of the sentence."""
        return not any(isinstance(item, Name) for item in row[row.index(term) + 1 :])

    def _joined(self, token: int) -> bool:
        """Whether 'and', or a comma and 'and', stands at the token."""
        document = self.document
        return bool(document.at("and", token)) or self._comma_and(token)

    def _new_subject(self, last: Term | Name, term: Term, first: bool) -> bool:
        """`name, term, the term said …`: behind the comma begins a clause with another subject."""
        document = self.document
        if term.end >= len(document) or not any(
            document.at("article", i) for i in range(last.end, term.start)
        ):
            return False
        if first:
            closed = document.surfaces[term.end + 1 : term.end + 2] in ([","], ["."])
            if closed and document.at("be", term.end) and document.at("relative", last.end + 1):
                return False  # 'Anna Berg, die Direktorin ist,'
            return bool(document.at("say", term.end) or document.at("be", term.end))
        surface = document.surfaces[term.end]
        return surface[:1].islower() and not document.at("and", term.end) and not document.at("of", term.end)

    def _introduces(self, row: Row, term: Term, last: Term | Name) -> bool:
        """`name, term, and the term of X, name`: the term may be of the second name."""
        k = row.index(term)
        follower = row[k + 1] if k + 1 < len(row) else None
        if not isinstance(follower, Name):
            return False
        if self.gap(term.end, follower.start) is not Gap.COMMA or not self._closes(follower):
            return False
        document = self.document
        gap = range(last.end, term.start)
        article = any(document.at("article", i) or document.at("of", i) for i in gap)
        article = article or document.norms[term.head.end - 1].endswith(
            tuple(document.language.feature("definite_endings", ()))
        )
        joined = any(document.at("and", i) for i in gap)
        has = isinstance(last, Name) and any(
            link.rule.endswith("before_name") for link in self.links.of_name(last)
        )
        return article and (has or joined or self._office_first(row, k))

    def _office_first(self, row: Row, k: int) -> bool:
        """Whether the name before `row[k]` is an office's apposition: `the A of X, name, the B …`."""
        if k < 2:
            return False
        office, name = row[k - 2], row[k - 1]
        if not isinstance(office, Term) or not isinstance(name, Name) or id(office) in self._taken:
            return False
        return not office.nested and self.gap(office.end, name.start) is Gap.COMMA

    def _before_comma(self, row: Row) -> None:
        """`the mayor of X, name`: a term before a comma that no name before it has claimed."""
        for i, term in enumerate(row[:-1]):
            follower = row[i + 1]
            while isinstance(term, Term) and term.nested and i and isinstance(row[i - 1], Term):
                i -= 1  # 'the adviser to the president, Anna Berg': of the first office, however deep
                term = row[i]
            if (
                not isinstance(term, Term)
                or id(term) in self._taken
                or not isinstance(follower, Name)
                or term.nested
            ):
                continue
            if self._disagree(term, follower):
                continue
            kind = self.gap(row[row.index(follower) - 1].end, follower.start)
            if kind not in (Gap.COMMA, Gap.DASH, Gap.OPEN) or (
                kind is Gap.OPEN and term.plural and not term.singular
            ):
                continue
            if term.plural and not term.singular:
                continue
            if self._closes(follower):
                self._link(term, follower, "office_before_comma")

    def _closes(self, name: Name) -> bool:
        """Whether a comma, a bracket, a verb or the end follows: the name is an apposition itself."""
        document = self.document
        if name.end >= len(document):
            return True
        surface = document.surfaces[name.end]
        return not (surface[:1].isalpha() and surface[:1].isupper())

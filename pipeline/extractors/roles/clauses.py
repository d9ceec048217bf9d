"""Offices given by a verb: `name was appointed term`, `name, who is term`, `term is name`."""

from __future__ import annotations

from pipeline.extractors.roles.gaps import Gap, Link, Name, Row
from pipeline.extractors.roles.lists import Lists
from pipeline.extractors.roles.term import Term


class Clauses(Lists):
    """Reads verbs of being, becoming and appointing between names and offices."""

    def _bounded(self, term: Term) -> bool:
        """'ambassador until 2023': a bound in the past makes a holder a former one."""
        document = self.document
        for i in (term.end, *range(max(0, term.start - 4), term.start)):
            if 0 <= i < len(document) and document.at("until", i):
                behind = document.at("until", i)[0].end
                return any(
                    document.surfaces[k].isdigit() for k in range(behind, min(len(document), behind + 3))
                )
        return False

    def _clauses(self, row: Row) -> None:
        """`name was appointed term`, `name, who is term`, `name heads the body`, `appointed name as term`."""
        document = self.document
        for i, term in enumerate(row):
            if not isinstance(term, Term) or id(term) in self._taken or i == 0 or term.nested:
                continue
            before = row[i - 1]
            name = before if isinstance(before, Name) else self._owner(before)
            if name is None or before.end > term.start:
                continue
            start = before.end
            if isinstance(before, Term) and document.surfaces[start] == ",":
                start += 1  # behind an apposition
            kind = self.gap(start, term.start)
            if kind is Gap.NONE and before is name and self._verb_before(name):
                self._link(term, name, "office_by_verb", former=self._bounded(term))
                continue
            if kind not in (Gap.VERB, Gap.RELATIVE) and not self._verb_behind(start, term):
                continue
            window = range(start, min(len(document), term.end + 6))
            if any(document.at("negation", k) for k in range(start, term.start)):
                continue
            values = {lexeme.value for k in window for lexeme in document.at("be", k)}
            has_as = any(document.at("as", k) for k in range(start, term.start))
            past = "past" in values and not values & {"present", "become"}
            until = self._bounded(term) or any(
                document.at("until", k)
                and any(document.surfaces[m].isdigit() for m in range(k + 1, min(k + 4, len(document))))
                for k in range(start, term.start)
            )
            if not values and not has_as:
                continue
            if kind is Gap.VERB and not (values or has_as):
                continue
            former = until or (past and (kind is Gap.RELATIVE or until))
            if past and kind is Gap.VERB and not until and not has_as:
                former = True
            self._link(term, name, "office_by_verb", former=former)

    def _inverted(self, row: Row) -> None:
        """`term is name`, `to the office of term was appointed name`, `as term came name`."""
        document = self.document
        for i, name in enumerate(row):
            if not isinstance(name, Name) or i == 0:
                continue
            term = row[i - 1]
            start = term.end
            if isinstance(term, Term) and term.nested and i > 1:
                term = row[i - 2]
            if not isinstance(term, Term) or term.nested or id(term) in self._taken:
                continue
            end = self._titles(start, name.start)
            inner = [k for k in range(start, end) if document.surfaces[k] != "."]
            if not inner or len(inner) > 5 or self._breaks(start, end):
                continue
            being = any(document.at("be", k) for k in inner)
            led_in = term.start > 0 and bool(document.at("as", term.start - 1))
            lower = all(document.surfaces[k][:1].islower() for k in inner)
            if (
                lower
                and not any(document.at(word, k) for word in ("negation", "of", "event_with") for k in inner)
                and (being or (led_in and len(inner) <= 2))
            ):
                self._link(term, name, "office_by_verb", former=self._bounded(term))

    def _titles(self, start: int, end: int) -> int:
        """`end` moved left over forms of address that stand before it."""
        for k in range(start, end):
            if any(lexeme.end == end for lexeme in self.document.at("honorific", k)):
                return self._titles(start, k)
        return end

    def _owner(self, term: Term) -> Name | None:
        """The name that a term is linked to, where it is one."""
        owners = {link.name for link in self.links if link.term is term}
        return owners.pop() if len(owners) == 1 else None

    def _verb_before(self, name: Name) -> bool:
        """`since May is name term`: the verb of being stands before the name."""
        return name.start > 0 and bool(self.document.at("be", name.start - 1))

    def _verb_behind(self, start: int, term: Term) -> bool:
        """`name wurde zum Botschafter ernannt`: the verb stands around the term."""
        document = self.document
        if term.start - start > 8 or self._breaks(start, term.start):
            return False
        return any(document.at("be", k) for k in range(term.end, min(len(document), term.end + 5)))

    def _inflected(self, name: Name) -> bool:
        return name.oblique

    def _predecessors(self) -> None:
        """`his predecessor, name`: the office of the person spoken of before."""
        document = self.document
        for section, former in (("predecessor", True), ("successor", False)):
            for lexeme in document.section(section):
                end = max([lexeme.end, *(x.end for x in document.at("role_modifier", lexeme.end))])
                name = next(
                    (
                        n
                        for n in self.names
                        if 0 <= n.start - end <= 4 and self.gap(end, n.start) in (Gap.NONE, Gap.COMMA)
                    ),
                    None,
                )
                if name is None:
                    continue
                if any(
                    link.name.person == name.person and link.term.start < lexeme.start and not link.former
                    for link in self.links
                ) or (name.start == lexeme.end and self._inflected(name)):
                    name = next(
                        (n for n in self.names if 0 < n.start - name.end <= 10 and n.person != name.person),
                        None,
                    )
                    if name is None or self.gap(name.end, name.end) is not Gap.NONE:
                        continue
                known = [
                    link
                    for link in self.links
                    if link.name.person == name.person
                    and link.term.start > lexeme.start
                    and document.sentence_of(link.term.start) == document.sentence_of(lexeme.start)
                ]
                if known:
                    continue
                earlier = [
                    link
                    for link in self.links
                    if link.term.start < lexeme.start and link.name.person != name.person and not link.former
                ]
                if earlier:
                    model = max(earlier, key=lambda link: link.term.start)
                    self.links.append(Link(model.term, name, section, former=former))

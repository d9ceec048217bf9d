"""Which term of office belongs to which name: the patterns, language-neutral.

Terms and names of a sentence stand in one row; what lies between two neighbours (nothing, a comma, 'and',
a bracket, a verb …) decides. A term right before a name is that name's; terms behind a comma belong to the
name before them, unless the sentence lists offices first; terms in the plural belong to all names of the
list behind (or before) them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.annotated import Annotated
from pipeline.extractors.roles.terms import Term

_DASHES = frozenset("-–—:")
_OPENERS = frozenset("\"'„“”»«‚‘’")
_MAX_ADVERBS = 5
_MAX_CLAUSE = 9


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a person: tokens `[start, end)` and the number of the person."""

    start: int
    end: int
    person: int
    oblique: bool = False  # it stands in another case than the person's name


@dataclass(frozen=True, slots=True)
class Link:
    """A term that the text gives to a person; `former` where the clause says that the office is past."""

    term: Term
    name: Name
    rule: str
    former: bool = False
    designated: bool = False


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


class Attacher:
    """Links terms to names in one document."""

    def __init__(self, document: Annotated, terms: list[Term], names: list[Name]) -> None:
        self.document = document
        self.terms = [term for term in terms]
        self.names = names
        self.links: list[Link] = []
        self._taken: set[int] = set()

    def attach(self) -> list[Link]:
        """All links, in text order of their terms."""
        rows = self._rows()
        for row in rows:
            self._adjacent(row)
            self._plural(row)
            self._behind(row)
            self._before_comma(row)
            self._clauses(row)
            self._inverted(row)
        self._predecessors()
        return sorted(self.links, key=lambda link: (link.term.start, link.name.start))

    def _rows(self) -> list[list[Term | Name]]:
        """Terms and names by sentence, in order."""
        rows: dict[int, list[Term | Name]] = {}
        for item in [*self.terms, *self.names]:
            rows.setdefault(self.document.sentence_of(item.start), []).append(item)
        return [sorted(rows[key], key=lambda item: item.start) for key in sorted(rows)]

    def _link(
        self, term: Term, name: Name, rule: str, former: bool = False, designated: bool = False
    ) -> None:
        self.links.append(Link(term, name, rule, former, designated))
        self._taken.add(id(term))

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
        if first == "," and rest < end and surfaces[rest] == ",":
            return Gap.OTHER
        if first == ",":
            if rest < end and document.at("and", rest):
                rest = document.at("and", rest)[0].end
            if self._small(rest, end):
                return Gap.COMMA
            if document.at("relative", rest) and self._verbs(rest, end) and end - rest <= _MAX_CLAUSE:
                return Gap.RELATIVE
            if self._adverbs(rest, end):
                return Gap.ADVERB
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
        if self._verbs(start, end) and end - start <= _MAX_CLAUSE and not self._breaks(start, end):
            return Gap.VERB
        return Gap.OTHER

    def _small(self, start: int, end: int) -> bool:
        """Only articles and forms of address."""
        document = self.document
        while start < end:
            found = [*document.at("article", start), *document.at("honorific", start)]
            if found:
                start = max(lexeme.end for lexeme in found)
            elif document.surfaces[start] in _OPENERS or document.surfaces[start] == ".":
                start += 1
            else:
                return False
        return True

    def _adverbs(self, start: int, end: int) -> bool:
        """A few words in lower case, numbers or months, and no verb: 'since January', 'today'."""
        if end - start > _MAX_ADVERBS:
            return False
        document = self.document
        for i in range(start, end):
            surface = document.surfaces[i]
            if document.at("month", i) or surface.isdigit() or document.at("as", i):
                continue
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

    def _breaks(self, start: int, end: int) -> bool:
        return any(self.document.surfaces[i] in ",;:()" for i in range(start, end))

    def _adjacent(self, row: list[Term | Name]) -> None:
        """`term name`, with chains before it: `term, term and term name`."""
        for i, item in enumerate(row):
            if not isinstance(item, Name) or i == 0:
                continue
            before = row[i - 1]
            if (
                not isinstance(before, Term)
                or self.gap(before.end, item.start) is not Gap.NONE
                or before.end > item.start
            ):
                continue
            k = i - 1
            if before.nested and not item.oblique and self._outer_of_genitive(row, k):
                k -= 1  # 'doradca prezydenta Jan Nowak': the name is in the case of the first office
                before = row[k]
                assert isinstance(before, Term)
            self._link(before, item, "office_before_name")
            while k > 0:
                earlier = row[k - 1]
                current = row[k]
                if not isinstance(earlier, Term) or earlier.end > current.start or id(earlier) in self._taken:
                    break
                kind = self.gap(earlier.end, current.start)
                if kind not in (Gap.COMMA, Gap.AND):
                    break
                if not self._chain_starts(row, k - 1, i):
                    break
                self._link(earlier, item, "offices_before_name")
                k -= 1

    def _outer_of_genitive(self, row: list[Term | Name], k: int) -> bool:
        """Whether `row[k]` is a genitive without a preposition inside the term before it."""
        outer = row[k - 1] if k else None
        return isinstance(outer, Term) and outer.end == row[k].start

    def _chain_starts(self, row: list[Term | Name], k: int, i: int) -> bool:
        """Whether the term `row[k]` belongs to the name `row[i]` behind it and not to a name before it."""
        j = k
        while j > 0 and isinstance(row[j - 1], Term):
            if self.gap(row[j - 1].end, row[j].start) not in (Gap.COMMA, Gap.AND):
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
        return any(link.name is name and link.rule == "office_before_name" for link in self.links)

    def _plural(self, row: list[Term | Name]) -> None:
        """A term in the plural goes to every name of its list."""
        for i, term in enumerate(row):
            if not isinstance(term, Term) or not term.plural:
                continue
            after = row[i + 1 :]
            openers = (Gap.NONE,) if term.singular else (Gap.NONE, Gap.OF, Gap.COMMA, Gap.DASH)
            if (
                after
                and isinstance(after[0], Name)
                and self.gap(term.end, after[0].start) in openers
            ):
                self._list_after(row, i, term)
            elif (
                i
                and isinstance(row[i - 1], Name)
                and not term.singular
                or (i and isinstance(row[i - 1], Name) and term.plural and self._two_before(row, i))
            ):
                self._list_before(row, i, term)

    def _two_before(self, row: list[Term | Name], i: int) -> bool:
        return (
            i >= 2
            and isinstance(row[i - 2], Name)
            and self.gap(row[i - 2].end, row[i - 1].start) is Gap.AND
            and self.gap(row[i - 1].end, row[i].start) is Gap.COMMA
        )

    def _list_after(self, row: list[Term | Name], i: int, term: Term) -> None:
        linked = {link.name for link in self.links if link.term is term}
        if any(link.term is term and link.rule != "office_before_name" for link in self.links):
            return
        last: Term | Name = term
        count = 0
        for item in row[i + 1 :]:
            if item.start < last.end:
                continue
            kind = self._list_gap(last.end, item.start)
            if kind is Gap.SEMICOLON or kind is Gap.OTHER:
                break
            if isinstance(item, Term):
                if self._leads(row, item) or not isinstance(last, (Name, Term)):
                    break
                if term.singular and term.plural:
                    break
                last = item
                continue
            if count and kind not in (Gap.COMMA, Gap.AND, Gap.OF):
                break
            if count and term.singular and kind not in (Gap.AND, Gap.COMMA):
                break
            if item not in linked:
                self._link(term, item, "offices_of_list")
            count += 1
            last = item

    def _list_gap(self, start: int, end: int) -> Gap:
        """The gap inside a list: notes in brackets and places of the names are passed over."""
        document = self.document
        surfaces = document.surfaces
        while start < end:
            if surfaces[start] == "(":
                closing = next((k for k in range(start, min(end, start + 12)) if surfaces[k] == ")"), None)
                if closing is None:
                    break
                start = closing + 1
                continue
            if document.at("of", start):
                k = start + 1
                while k < end and (
                    surfaces[k][:1].isupper() or document.at("of", k) or document.at("article", k)
                ):
                    k += 1
                if k == start + 1:
                    break
                start = k
                continue
            break
        return self.gap(start, end)

    def _leads(self, row: list[Term | Name], term: Term) -> bool:
        """Whether the term stands right before a name of its own."""
        k = row.index(term)
        follower = row[k + 1] if k + 1 < len(row) else None
        return isinstance(follower, Name) and self.gap(term.end, follower.start) is Gap.NONE

    def _list_before(self, row: list[Term | Name], i: int, term: Term) -> None:
        last: Term | Name = term
        for k in range(i - 1, -1, -1):
            item = row[k]
            if not isinstance(item, Name):
                break
            kind = self._list_gap(item.end, last.start)
            wanted = (Gap.COMMA, Gap.VERB, Gap.OPEN, Gap.DASH) if last is term else (Gap.COMMA, Gap.AND)
            if kind not in wanted:
                break
            self._link(term, item, "offices_behind_list")
            last = item

    def _behind(self, row: list[Term | Name]) -> None:
        """`name, term, term and term`; `name (term)`; `name – term`."""
        owner: Name | None = None
        last: Term | Name | None = None
        for item in row:
            if isinstance(item, Name):
                owner, last = item, item
                continue
            if owner is None or last is None or item.start < last.end:
                last = item if owner is not None else last
                continue
            if id(item) in self._taken:
                if any(link.term is item and link.name.person == owner.person for link in self.links):
                    last = item
                else:
                    owner = None
                continue
            if item.nested:
                continue
            kind = self.gap(last.end, item.start)
            if last is owner:
                kind = self._after_note(owner.end, item.start, kind)
            allowed = (
                (Gap.COMMA, Gap.OPEN, Gap.DASH, Gap.ADVERB)
                if last is owner
                else (Gap.COMMA, Gap.AND, Gap.ADVERB, Gap.NONE)
            )
            if (
                kind is Gap.SEMICOLON
                and last is not owner
                and not self._leads(row, item)
                and self._run_on(row, item)
            ):
                kind = Gap.COMMA
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
            self._link(item, owner, "office_behind_name", former=self._bounded(item))
            last = item

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
            and surfaces[start + 1].isdigit()
            and surfaces[start + 2] == ","
        ):
            return self.gap(start + 2, end)
        return kind

    def _run_on(self, row: list[Term | Name], term: Term) -> bool:
        """Whether only terms follow up to the end of the sentence."""
        return not any(isinstance(item, Name) for item in row[row.index(term) + 1 :])

    def _new_subject(self, last: Term | Name, term: Term, first: bool) -> bool:
        """`name, term, the term said …`: behind the comma a clause begins, and its subject is somebody else."""
        document = self.document
        if term.end >= len(document) or not any(document.at("article", i) for i in range(last.end, term.start)):
            return False
        if first:
            return bool(document.at("say", term.end) or document.at("be", term.end))
        surface = document.surfaces[term.end]
        return surface[:1].islower() and not document.at("and", term.end) and not document.at("of", term.end)

    def _introduces(self, row: list[Term | Name], term: Term, last: Term | Name) -> bool:
        """`name, term, and the term of X, name`: the term may be of the second name."""
        k = row.index(term)
        if k + 1 >= len(row) or not isinstance(row[k + 1], Name):
            return False
        if self.gap(term.end, row[k + 1].start) is not Gap.COMMA or not self._closes(row[k + 1]):
            return False
        document = self.document
        gap = range(last.end, term.start)
        article = any(document.at("article", i) or document.at("of", i) for i in gap)
        joined = any(document.at("and", i) for i in gap)
        has = isinstance(last, Name) and any(link.name is last and link.rule.endswith("before_name") for link in self.links)
        return article and (has or joined)

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

    def _before_comma(self, row: list[Term | Name]) -> None:
        """`the mayor of X, name`: a term before a comma that no name before it has claimed."""
        for i, term in enumerate(row[:-1]):
            follower = row[i + 1]
            if (
                not isinstance(term, Term)
                or id(term) in self._taken
                or not isinstance(follower, Name)
                or term.nested
            ):
                continue
            kind = self.gap(term.end, follower.start)
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

    def _clauses(self, row: list[Term | Name]) -> None:
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

    def _inverted(self, row: list[Term | Name]) -> None:
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
            if lower and not any(document.at("negation", k) or document.at("of", k) for k in inner) and (
                being or (led_in and len(inner) <= 2)
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
                name = next(
                    (
                        n
                        for n in self.names
                        if 0 <= n.start - lexeme.end <= 4
                        and self.gap(lexeme.end, n.start) in (Gap.NONE, Gap.COMMA)
                    ),
                    None,
                )
                if name is None:
                    continue
                if any(link.name.person == name.person and link.term.start < lexeme.start and not link.former
                       for link in self.links) or name.start == lexeme.end and self._inflected(name):
                    name = next((n for n in self.names if 0 < n.start - name.end <= 10 and n.person != name.person), None)
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

"""When an office is held: bounds, adverbs of a career, verbs of leaving; and attributes that tell of it."""

from __future__ import annotations

from pipeline.annotated import Annotated
from pipeline.extractors.roles.gaps import Gap
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.lists import Lists
from pipeline.extractors.roles.term import Term

_MAX_STAGE = 9  # tokens between a name and 'now' or 'once' before an office
_MAX_ATTRIBUTE = 11  # tokens between a comma and the office at the end of its attribute
_MAX_YEARS = 6  # tokens beside an office in which two years bound it
_GONE = frozenset({"last", "past", "before_last"})


class Stages(Lists):
    """Reads what stands beside an office and says when it is held."""

    def __init__(self, document: Annotated, terms: list[Term], names: list[Name]) -> None:
        super().__init__(document, terms, names)
        self._long_attributes = tuple(document.language.feature("long_attributes", ()))

    def _bounded(self, term: Term) -> bool:
        """'ambassador until 2023', 'bis zum Frühjahr Staatssekretärin': a bound in the past."""
        return self._in_years(term) or any(
            self._past_bound(i) for i in (term.end, *range(max(0, term.start - 5), term.start))
        )

    def _in_years(self, term: Term) -> bool:
        """'mayor from 2010 to 2018', 'w latach 2010–2018 burmistrz': two years beside the office."""
        surfaces = self.document.surfaces
        for window in (
            range(term.end, min(len(surfaces), term.end + _MAX_YEARS)),
            range(term.start - 1, max(-1, term.start - _MAX_YEARS), -1),
        ):
            years: list[int] = []
            for k in window:
                if surfaces[k] in ",;:." or self._other_part(k):
                    break
                if len(surfaces[k]) == 4 and surfaces[k].isdecimal():
                    years.append(int(surfaces[k]))
            published = self.document.published
            if len(years) == 2 and (published is None or max(years) <= published.year):
                return True
        return False

    def _other_part(self, token: int) -> bool:
        """Whether an 'and' stands there that joins no years: what is behind it is bound by itself."""
        surfaces = self.document.surfaces
        years = all(surface.isdecimal() for surface in surfaces[token - 1 : token + 2 : 2])
        return bool(self.document.at("and", token)) and not years

    def _behind_years(self, start: int, end: int) -> int:
        """The token after the years that stand behind an office: 'ambassador from 2015 to 2019 and now'."""
        document = self.document
        behind = start
        for k in range(start, min(end, start + _MAX_YEARS + 1)):
            surface = document.surfaces[k]
            if len(surface) == 4 and surface.isdecimal():
                behind = k + 1
            elif surface == ")" and behind == k:
                return k + 1
            elif self._other_word(k):
                break
        return behind

    def _other_word(self, token: int) -> bool:
        """Whether the word goes on with something else than the years of an office."""
        document, surface = self.document, self.document.surfaces[token]
        if any(document.at(section, token) for section in ("and", "be", "relative")):
            return True
        return not (surface.islower() or surface in "(-–" or document.at("month", token))

    def _past_bound(self, token: int) -> bool:
        """Whether 'until' stands there before a year, month or season that is not known to lie ahead."""
        document = self.document
        if not 0 <= token < len(document) or not document.at("until", token):
            return False
        behind = document.at("until", token)[0].end
        for k in range(behind, min(len(document), behind + 3)):
            surface = document.surfaces[k]
            if surface.isdecimal():
                year = int(surface) if len(surface) == 4 else 0
                return document.published is None or year <= document.published.year
            if document.at("season", k) or any(x.value in _GONE for x in document.at("direction", k)):
                return True
        owned = self.document.at("event_determiner", behind)
        return any(lexeme.value == "possessive" for lexeme in owned)  # 'until his retirement'

    def _resigned(self, start: int, term: Term) -> bool:
        """Whether a verb of leaving stands around an office: 'resigned as', 'trat als … zurück'."""
        window = range(max(0, start), min(len(self.document), term.end + 5))
        return any(self.document.at("resign", k) for k in window)

    def _once(self, start: int, term: Term) -> bool:
        """'… welcomed him, then still as vice mayor': an adverb of the past before the 'as'."""
        window = range(start, term.start)
        return any(x.value == "former" for k in window for x in self.document.at("stage", k))

    def _extraposed(self, start: int, term: Term) -> bool:
        """'nam Anna Berg plaats, die sinds mei directeur is': a clause behind the end of the main one."""
        document = self.document
        comma = next(
            (k for k in range(start, min(term.start, start + 4)) if document.surfaces[k] == ","), None
        )
        if comma is None or comma == start or not document.at("relative", comma + 1):
            return False
        if self._breaks(comma + 1, term.start) or term.start - comma > _MAX_STAGE:
            return False
        return any(document.at("be", k) for k in range(term.end, min(len(document), term.end + 2)))

    def _attribute(self, start: int, term: Term) -> bool:
        """', der in Kerala für Arbeit zuständige Minister': between the article and its office stand words
        that end in an adjective."""
        document = self.document
        head = term.head.start
        if not self._long_attributes or head - start > _MAX_ATTRIBUTE or self._breaks(start + 1, head):
            return False
        adjective = document.surfaces[head - 1]
        return (
            document.surfaces[start] == ","
            and bool(document.at("article", start + 1))
            and adjective.islower()
            and adjective.endswith(self._long_attributes)
            and not document.at("article", head - 2)
            and not any(document.at("be", k) or document.at("say", k) for k in range(start + 2, head))
        )

    def _behind_as(self, start: int, term: Term) -> bool:
        """'… looks after it, as special adviser': an office behind 'as', after a comma."""
        document = self.document
        first = term.start
        while first > start and document.at("article", first - 1):
            first -= 1
        for k in range(max(start + 2, first - 3), first):
            if any(lexeme.end == first for lexeme in document.at("as", k)):
                comma = next(
                    (m for m in range(k - 1, max(start, k - 4), -1) if document.surfaces[m] == ","), None
                )
                told = comma == k - 1 or self._once(comma or k, term)
                return (
                    comma is not None and told and k - start <= _MAX_STAGE and not self._breaks(start, comma)
                )
        return False

    def _stage(self, term: Term) -> str | None:
        """`now` or `former` where such an adverb stands right before the term: 'today adviser to'."""
        document = self.document
        start = term.start
        while start > 0 and document.at("article", start - 1):
            start -= 1
        for k in range(max(0, start - 4), start):
            for lexeme in document.at("stage", k):
                adverb = lexeme.end == start - 1 and self._plain_adverb(start - 1)
                if lexeme.end == start or adverb:  # 'früher selbst Bürgermeister'
                    return lexeme.value
        return None

    def _plain_adverb(self, token: int) -> bool:
        """Whether a lower-case word stands there that is no verb and no preposition."""
        document = self.document
        return document.surfaces[token].islower() and not any(
            document.at(section, token) for section in ("be", "lead", "say", "of", "as", "and", "event_with")
        )

    def _stage_gap(self, start: int, end: int) -> Gap | None:
        """A gap that begins with a comma or 'and' and ends with an adverb of the stage of a career: 'Anna
        Berg, born in Kiel and now mayor', 'once adviser, today director'."""
        document = self.document
        if end - start > _MAX_STAGE or start >= end:
            return None
        first = document.surfaces[start]
        if first != "," and not document.at("and", start):
            return None
        last = end
        while last > start and document.at("article", last - 1):
            last -= 1
        if not any(
            lexeme.end == last
            for k in range(max(start, last - 3), last)
            for lexeme in document.at("stage", k)
        ):
            return None
        inner = document.surfaces[start + 1 : end]
        return Gap.COMMA if not set(inner) & set(".;:()") else None

"""Whether the words around a date look back or ahead.

The entries of `tense` say it: `past`, `future` and `planned` ('was to take place') by themselves; `present`
only that the rest of the sentence says nothing, as a `complementizer` before a clause does; `done`
(participles) beside a `perfect` auxiliary ('is … benoemd'), unless that is a present passive ('est présenté':
`passive = true`), or right before the date ('signé en mai'), unless the form is one of the present tense too
('eröffnet am 5. Mai': `verb = true`);
`attribute` (inflected participles) right behind it, whatever the sentence says ('die im Mai ernannte …').
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.dates.reader import DASHES, Reader
from pipeline.extractors.dates.slots import Parse, Point

_CLAUSE_ENDS = DASHES | frozenset(",;:()")
_SHORT_CLAUSE = 6
_BESIDE = 3  # tokens between a participle and its date
_AUXILIARY = 6  # tokens before a participle in which its auxiliary stands
_BEHIND = 4  # tokens between a date and the participle that it belongs to: 'im Mai vom Rat ernannte'
_LEADING = ("month_context", "day_context", "date_glue", "range")  # words between a participle and its date


class Tenses:
    """The tense of clauses and sentences of a document: -1 past, 1 future, 0 where they do not tell."""

    def __init__(self, r: Reader, parses: Sequence[Parse]) -> None:
        self._r = r
        verbs = {lexeme.start for lexeme in r.doc.section("tense")}
        months = verbs & {lexeme.start for lexeme in r.doc.section("month")}  # 'May', and 'may'
        inside = (token for parse in parses for token in range(parse.start, parse.end)) if months else ()
        self._named = months.intersection(inside)
        self._known: dict[tuple[int, int], frozenset[str]] = {}
        self._past = tuple(r.doc.language.feature("past_endings", ()))
        self._future = tuple(r.doc.language.feature("future_endings", ()))

    def clause(self, parse: Parse, first: int, after: int) -> tuple[int, int]:
        """The tokens around an expression up to the next commas, dashes and brackets of its sentence."""
        surfaces = self._r.surfaces
        start = parse.start
        while start > first and surfaces[start - 1] not in _CLAUSE_ENDS:
            start -= 1
        end = parse.end
        while end < after and surfaces[end] not in _CLAUSE_ENDS:
            end += 1
        return start, end

    def in_clause(self, parse: Parse, first: int, after: int) -> int:
        """The tense of the clause; of two joined by 'and' the one in which the expression stands."""
        start, end = self.clause(parse, first, after)
        if {"past", "future"} <= self._kinds(start, end):
            member = self._between(*self._member(parse, start, end))
            if member:
                return member
        if {"planned", "future"} <= self._kinds(start, end) and self._planned(start, parse.start):
            return 0
        return self._between(start, end)

    def _planned(self, start: int, token: int) -> bool:
        """Whether of what is planned once and what will be the first stands nearer before `token`."""
        told = [x for x in self._r.doc.between("tense", start, token) if x.value in ("planned", "future")]
        return bool(told) and told[-1].value == "planned"

    def around(self, parse: Parse, first: int, after: int) -> int:
        """The tense of the clause, and where a short one has none that of the sentence `[first, after)`."""
        start, end = self.clause(parse, first, after)
        if self._attribute(parse, end) or self._done_before(parse, start):
            return -1
        tense = self.in_clause(parse, first, after)
        if tense > 0 and self._called_off(start, end, first, after):
            return 0
        if tense or end - start > _SHORT_CLAUSE + parse.end - parse.start or self._own(start, end):
            return tense
        return self._between(first, after)

    def _called_off(self, start: int, end: int, first: int, after: int) -> bool:
        """'The signing, expected for 30 June, was called off': the day may lie on either side."""
        doc = self._r.doc
        future = [x.start for x in doc.between("tense", start, end) if x.value == "future"]
        if start == first or future != [start]:
            return False
        status = [x for x in doc.between("event_status", first, after) if not start <= x.start < end]
        off = any(x.value in ("cancelled", "postponed") for x in status)
        return off and "past" in self._kinds(first, start) | self._kinds(end, after)

    def _own(self, start: int, end: int) -> bool:
        """Whether a short clause has a tense of its own: a verb in the present, or what somebody said."""
        return bool(self._r.doc.at("complementizer", start)) or "present" in self._kinds(start, end)

    def _member(self, parse: Parse, start: int, end: int) -> tuple[int, int]:
        """The tokens around an expression up to the next 'and' or 'or'."""
        left, right = parse.start, parse.end
        while left > start and not self._joins(left - 1):
            left -= 1
        while right < end and not self._joins(right):
            right += 1
        return left, right

    def _joins(self, token: int) -> bool:
        lexeme = self._r.at("range", token)
        return lexeme is not None and lexeme.value in ("and", "or")

    def _attribute(self, parse: Parse, end: int) -> bool:
        last = min(end, parse.end + _BEHIND)
        return any(x.value == "attribute" for x in self._r.doc.between("tense", parse.end, last))

    def _done_before(self, parse: Parse, start: int) -> bool:
        r, token = self._r, parse.start
        if not isinstance(parse.slots, Point):
            return False  # 'présentée du 5 au 9 mai' may lie ahead
        for _ in range(_BESIDE + 1):
            if token <= start:
                return False
            near = r.doc.between("tense", max(start, token - 2), token)
            if any(x.end == token and x.value == "done" and not x.entry.get("verb") for x in near):
                # 'will be signed in May' looks ahead
                return "future" not in self._kinds(max(start, token - _AUXILIARY), token)
            if not any(r.at(name, token - 1) for name in _LEADING):
                return False
            token -= 1
        return False

    def _between(self, start: int, end: int) -> int:
        kinds = self._kinds(start, end)
        if "future" in kinds:
            return 1
        if "planned" in kinds:
            return 0  # of what was planned once, the tense tells nothing
        if "past" in kinds:
            return -1
        return 1 if "next" in kinds else 0

    def _kinds(self, start: int, end: int) -> frozenset[str]:
        """What the words of the tokens `[start, end)` say of time."""
        known = self._known.get((start, end))
        if known is None:
            # 'May' is no verb in 'in May'
            lexemes = [x for x in self._r.doc.between("tense", start, end) if x.start not in self._named]
            found = {lexeme.value for lexeme in lexemes}
            done = any(x.value == "done" and not x.entry.get("passive") for x in lexemes)
            if (done and "perfect" in found) or self._ending(self._past, start, end):
                found.add("past")
            if self._ending(self._future, start, end):
                found.add("future")
            if self._next_one(start, end):
                found.add("next")
            known = self._known[start, end] = frozenset(found)
        return known

    def _ending(self, endings: tuple[str, ...], start: int, end: int) -> bool:
        """Whether a word in small letters has an ending of a tense: Polish '-ła', English '-ed'."""
        if not endings:
            return False
        hits = [i for i, word in enumerate(self._r.norms[start:end], start) if word.endswith(endings)]
        return any(len(self._r.norms[i]) > 4 and self._r.surfaces[i][0].islower() for i in hits)

    def _next_one(self, start: int, end: int) -> bool:
        """'The next round: 9 September': without a verb, what is the next one lies ahead."""
        return any(
            int(lexeme.entry.get("shift", "0")) > 0 for lexeme in self._r.doc.between("direction", start, end)
        )

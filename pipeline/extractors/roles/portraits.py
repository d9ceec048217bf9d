"""Offices in sentences without a name: 'She was envoy until 2019.', 'Since 2020 rector of the university.'

Who is meant was named in the sentence before. A pronoun says so, or a verb without a subject where the
language leaves pronouns out, or years alone as in a short life; and 'she was succeeded by N' gives N the
office of who was named before.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.relations import Relations
from pipeline.extractors.roles.term import Term

_MAX_OPENING = 9  # tokens before the office in its sentence
_MAX_VERB = 5  # tokens behind the office in which a verb may close the clause
_MAX_AGENT = 9  # tokens between 'succeeded' and 'by'
_YEAR = 4  # digits of a year
_TIMES = frozenset(
    ["of", "until", "as", "month", "season", "year_word", "year_context", "range", "stage", "article"]
)
_BREAKS = frozenset(',;:()?!"“”„«»‘’–—')


class Portraits(Relations):
    """Gives offices of sentences without a name to the person of the sentence before."""

    def _portraits(self) -> None:
        """Pronouns, verbs without a subject and years as openings."""
        document = self.document
        self._subjectless = bool(document.language.feature("subjectless_verbs"))
        names: dict[int, list[Name]] = {}
        for name in self.names:
            names.setdefault(document.sentence_of(name.start), []).append(name)
        told: dict[int, Name] = {}  # sentence without a name -> whom it speaks of
        for term in self.terms:
            if id(term) in self._taken or term.nested or (term.plural and not term.singular):
                continue
            sentence = document.sentence_of(term.start)
            first, last = document.sentences[sentence]
            if any(term.start <= name.start < term.end + 4 for name in names.get(sentence, ())):
                continue
            inner = [name for name in names.get(sentence, ()) if name.end <= term.start]
            if inner:
                if self._subjectless and self._new_clause(inner[-1].end, term):
                    self._tell(term, inner[-1], inner[-1].end, last)
                continue
            before = names.get(sentence - 1, [])
            if sentence - 1 in told:
                before = [told[sentence - 1]]
            if not before or document.paragraph_of(before[0].start) != document.paragraph_of(first):
                continue
            alone = len({name.person for name in before}) == 1
            opens = before[0].start == document.sentences[sentence - 1][0] or sentence - 1 in told
            if (alone and self._spoken(first, term, last)) or (opens and self._years_alone(first, term)):
                told[sentence] = before[0]
                self._tell(term, before[0], first, last)

    def _tell(self, term: Term, name: Name, first: int, last: int) -> None:
        """Links the office, as a former one where a verb in the past or a bound says so."""
        document = self.document
        values = {
            verb.value for k in range(first, min(last, term.end + _MAX_VERB)) for verb in document.at("be", k)
        }
        former = self._bounded(term) or ("past" in values and "become" not in values)
        self._link(term, name, "office_of_sentence_before", former=former)

    def _spoken(self, first: int, term: Term, last: int) -> bool:
        """Whether a pronoun, or nothing but times, and a verb of being stand before the office."""
        document = self.document
        start = term.start + bool(document.at("be", term.start))  # 'była' is 'was' and 'former'
        opening = range(first, start)
        if len(opening) > _MAX_OPENING or self._broken(opening) or document.surfaces[last - 1] == "?":
            return False
        if any(document.at("negation", k) for k in opening):
            return False
        being = [verb for k in opening for verb in document.at("be", k)]
        behind = any(document.at("be", k) for k in range(term.end, min(last, term.end + _MAX_VERB)))
        pronouns = [lexeme for k in opening for lexeme in document.at("subject_pronoun", k)]
        if pronouns:
            rest = [k for k in opening if not any(x.start <= k < x.end for x in (*pronouns, *being))]
            return bool(being or behind) and all(self._time(k) for k in rest)
        if not self._subjectless or not being:
            return False
        return all(self._time(k) or any(x.start <= k < x.end for x in being) for k in opening)

    def _years_alone(self, first: int, term: Term) -> bool:
        """'From 2012 to 2018 mayor of X': times with a year, and no verb behind."""
        document = self.document
        opening = range(first, term.start)
        if not opening or len(opening) > _MAX_OPENING or document.at("article", term.start - 1):
            return False
        years = any(self._year(k) for k in opening)
        verb = term.end < len(document) and (document.at("be", term.end) or document.at("say", term.end))
        return years and not verb and all(self._time(k) or document.surfaces[k] in "–-" for k in opening)

    def _new_clause(self, start: int, term: Term) -> bool:
        """'… N …: was minister': behind a comma or colon a verb of being opens a clause without a subject."""
        document = self.document
        opening = term.start
        while opening > start and document.surfaces[opening - 1] not in ",:;":
            opening -= 1
        clause = range(opening, term.start)
        if (
            opening == start
            or not clause
            or not document.at("be", opening)
            or document.at("relative", opening)
        ):
            return False
        return document.surfaces[opening - 1] in ":;" and all(
            self._time(k) or document.at("be", k) for k in clause
        )

    def _year(self, token: int) -> bool:
        surface = self.document.surfaces[token]
        return len(surface) == _YEAR and surface.isdecimal()

    def _time(self, token: int) -> bool:
        """Whether the token belongs to a time or is a small word."""
        document = self.document
        return document.surfaces[token].isdecimal() or any(document.at(s, token) for s in _TIMES)

    def _broken(self, tokens: range) -> bool:
        return any(self.document.surfaces[k] in _BREAKS for k in tokens)

    def _passives(self) -> None:
        """'N was succeeded in May by M', 'She is followed by M': M gets the office of who was named last."""
        document = self.document
        for lexeme in document.section("succeeded"):
            first, last = document.sentences[document.sentence_of(lexeme.start)]
            new = self._follower(lexeme.start, lexeme.end, first, last)
            if new is None or any(not self._past(link) for link in self.links.of_name(new)):
                continue
            before = document.sentences[max(0, document.sentence_of(lexeme.start) - 1)][0]
            named = [name for name in self._names_in(first, lexeme.start) if name is not new]
            spoken = [
                link
                for name in self._names_in(before, lexeme.start)
                for link in self.links.of_name(name)
                if name.end <= lexeme.start and name.person != new.person
            ]
            if named:
                spoken = self._offices_before(lexeme.start, partial(self._of_person, named[-1].person))
            term = self._latest(spoken)
            if term is None:
                continue
            verbs = {verb.value for k in range(first, lexeme.start) for verb in document.at("be", k)}
            if "past" in verbs or lexeme.value == "past":
                held = {link.name.person for link in spoken if link.term is term}
                for link in self.links.of_term(term):
                    if link.name.person in held:
                        self.links.replace(link, replace(link, former=True))
            self.links.append(Link(term, new, "succession"))

    def _of_person(self, person: int, link: Link) -> bool:
        return link.name.person == person

    def _past(self, link: Link) -> bool:
        return link.former or "former" in link.term.modifiers

    def _follower(self, start: int, end: int, first: int, last: int) -> Name | None:
        """The name that the preposition of who acts introduces, behind the verb or before it."""
        for name in self._names_in(max(first, end - _MAX_AGENT), min(last, end + _MAX_AGENT + 1)):
            if not (first <= name.start < last and abs(name.start - end) <= _MAX_AGENT):
                continue
            opening = self._titles(first, name.start)
            if self._ends("agent", opening) and (name.start >= end or name.end >= start - 2):
                return name
        return None

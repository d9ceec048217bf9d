"""Offices told by a verb: 'N heads the agency', 'N, appointed in May at the head of the bank'.

Who leads a body holds the office of its head. The verb must have the body as its object, right behind it or,
in a clause that ends with its verb, right before it.
"""

from __future__ import annotations

from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.portraits import Portraits
from pipeline.extractors.roles.term import Term
from pipeline.lexicon import Entry, Lexeme

_HEAD = Entry("role", "head")
# Bodies of which the one who leads them is the head; who leads a delegation or a group may be a guest.
_LED = frozenset(
    [
        "museum",
        "institute",
        "agency",
        "university",
        "office",
        "school",
        "ministry",
        "department",
        "embassy",
        "bank",
        "chamber",
    ]
)
_ATTRIBUTES = ("article", "demonym", "stage", "portfolio", "place_type", "role_modifier")
_MAX_OBJECT = 4  # tokens between the verb and its object
_MAX_TERM = 40  # tokens of an office with its of-phrase
_MAX_SUBJECT = 9  # tokens between the subject and the verb
_BREAKS = frozenset('.;:()?!"“”„«»')


class Leading(Portraits):
    """Reads verbs of leading between names and bodies."""

    def _leading(self) -> None:
        """`name leads body`, `name, who leads body`, `who leads body, name`, `name, at the head of body`."""
        document = self.document
        places = [*document.section("lead")]
        places += [lexeme for lexeme in document.section("led_by") if lexeme.value == "at_head"]
        for lexeme in places:
            body = self._object(lexeme)
            if body is None or self._told(body, lexeme):
                continue
            start, end = min(lexeme.start, body.start), max(lexeme.end, body.end)
            name = self._leader(start, end)
            if name is None or self._known(name, start):
                continue
            term = Term(start, end, Lexeme(start, end, _HEAD), plural=False, singular=True)
            term.bodies, term.body = [body.value], (body.start, body.end)
            former = lexeme.value == "past" or self._bounded(term) or self._former_adverb(lexeme.end)
            self._link(term, name, "office_by_verb", former=former)

    def _told(self, body: Lexeme, lexeme: Lexeme) -> bool:
        """Whether an office that the verb does not hold itself ('at the head of') names the body."""
        covering = [
            term for term in self._terms_in(body.start - _MAX_TERM, body.start + 1) if body.start < term.end
        ]
        return any(not lexeme.start <= term.start < lexeme.end for term in covering)

    def _known(self, name: Name, token: int) -> bool:
        """Whether an office in the token's sentence says already what the person leads."""
        sentence = self.document.sentence_of(token)
        return any(
            self.document.sentence_of(link.term.start) == sentence
            for other in self._names_in(*self.document.sentences[sentence])
            if other.person == name.person
            for link in self.links.of_name(other)
        )

    def _former_adverb(self, token: int) -> bool:
        """'dirigeait alors': an adverb of the past right behind the verb."""
        document = self.document
        found = [*document.at("stage", token), *document.at("role_modifier", token)]
        return any(lexeme.value == "former" for lexeme in found)

    def _object(self, lexeme: Lexeme) -> Lexeme | None:
        """The body that the verb has as its object."""
        document = self.document
        last = document.sentences[document.sentence_of(lexeme.start)][1]
        for body in document.between("body", lexeme.end, min(last, lexeme.end + _MAX_OBJECT + 1)):
            inner = range(lexeme.end, body.start)
            owner = document.surfaces[body.end : body.end + 1]
            alone = owner not in (["'"], ["’"]) and all(self._attribute_word(k, body.start) for k in inner)
            return body if alone and body.value in _LED else None
        for body in document.between("body", max(0, lexeme.start - 3), lexeme.start):
            opening = body.start
            while opening and document.at("article", opening - 1) and document.surfaces[opening - 1] != ",":
                opening -= 1
                if document.at("relative", opening) and document.surfaces[opening - 1] == ",":
                    break
            relative = document.at("relative", opening - 1) or document.at("relative", opening)
            if body.value in _LED and body.end == lexeme.start and relative:
                return body
        return None

    def _attribute_word(self, token: int, body: int) -> bool:
        """An article, a demonym, an adverb, or one adjective between an article and the body."""
        document = self.document
        if any(document.at(s, token) for s in _ATTRIBUTES) or document.surfaces[token] in "'’":
            return True
        behind = token == body - 1 and bool(document.at("article", token - 1))
        return behind and document.surfaces[token].islower() and not document.at("of", token)

    def _leader(self, start: int, end: int) -> Name | None:
        """The name before the verb in its clause; or behind the body, where the clause has none."""
        document = self.document
        first, last = document.sentences[document.sentence_of(start)]
        before = [
            name
            for name in self._names_in(first, start)
            if max(first, start - _MAX_SUBJECT) <= name.end - 1 < start
        ]
        if before:
            inner = range(before[-1].end, start)
            if all(self._between(k) for k in inner):
                return None if self._agent_name(before[-1]) else before[-1]
        if start == first or not document.at("relative", start - 1):
            return None
        behind = self._names_in(end + 1, min(last, end + _MAX_SUBJECT) + 1)
        if behind and document.surfaces[self._titles(end, behind[0].start) - 1] == ",":
            return behind[0]
        return None

    def _between(self, token: int) -> bool:
        """Whether the token may stand between a subject and its verb."""
        document, surface = self.document, self.document.surfaces[token]
        if surface in _BREAKS or document.at("and", token) or document.at("say", token):
            return False
        return not surface[:1].isupper() or bool(document.at("month", token))

    def _agent_name(self, name: Name) -> bool:
        return name.oblique or self._ends("agent", self._titles(max(0, name.start - 3), name.start))

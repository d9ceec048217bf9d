"""Offices told by a verb: 'N heads the agency', 'N, appointed in May at the head of the bank'.

Who leads a body holds the office of its head. The verb must have the body as its object, right behind it or,
in a clause that ends with its verb, right before it.
"""

from __future__ import annotations

from pipeline.extractors.roles.clauses import over_titles
from pipeline.extractors.roles.context import Context
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.stages import is_bounded
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


def leaders_of_bodies(context: Context) -> None:
    """`name leads body`, `name, who leads body`, `who leads body, name`, `body, which name leads`."""
    document = context.document
    places = [*document.section("lead")]
    places += [lexeme for lexeme in document.section("led_by") if lexeme.value == "at_head"]
    for lexeme in places:
        body, name = _object(context, lexeme), None
        if body is not None:
            start, end = min(lexeme.start, body.start), max(lexeme.end, body.end)
            name = _leader(context, start, end)
        else:
            body, name = _of_relative(context, lexeme)
            start, end = lexeme.start, lexeme.end
        if body is None or name is None or _told(context, body, lexeme) or _known(context, name, start):
            continue
        term = Term(start, end, Lexeme(start, end, _HEAD), plural=False, singular=True)
        term.bodies, term.body = [body.value], (body.start, body.end)
        former = lexeme.value == "past" or is_bounded(context, term) or _former_adverb(context, lexeme.end)
        context.link(term, name, "office_by_verb", former=former)


def _told(context: Context, body: Lexeme, lexeme: Lexeme) -> bool:
    """Whether an office that the verb does not hold itself ('at the head of') names the body."""
    covering = [
        term for term in context.terms_in(body.start - _MAX_TERM, body.start + 1) if body.start < term.end
    ]
    return any(not lexeme.start <= term.start < lexeme.end for term in covering)


def _known(context: Context, name: Name, token: int) -> bool:
    """Whether an office in the token's sentence says already what the person leads."""
    sentence = context.document.sentence_of(token)
    return any(
        context.document.sentence_of(link.term.start) == sentence
        for other in context.names_in(*context.document.sentences[sentence])
        if other.person == name.person
        for link in context.links.of_name(other)
    )


def _former_adverb(context: Context, token: int) -> bool:
    """'dirigeait alors': an adverb of the past right behind the verb."""
    document = context.document
    found = [*document.at("stage", token), *document.at("role_modifier", token)]
    return any(lexeme.value == "former" for lexeme in found)


def _object(context: Context, lexeme: Lexeme) -> Lexeme | None:
    """The body that the verb has as its object."""
    document = context.document
    last = document.sentences[document.sentence_of(lexeme.start)][1]
    for body in document.between("body", lexeme.end, min(last, lexeme.end + _MAX_OBJECT + 1)):
        inner = range(lexeme.end, body.start)
        owner = document.surfaces[body.end : body.end + 1]
        alone = owner not in (["'"], ["’"]) and all(_attribute_word(context, k, body.start) for k in inner)
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


def _of_relative(context: Context, lexeme: Lexeme) -> tuple[Lexeme | None, Name | None]:
    """'the chamber, which N heads', 'izba, którą kieruje N': the body before the relative, and its head."""
    document = context.document
    for name in context.names_in(lexeme.start - _MAX_SUBJECT, lexeme.end + _MAX_OBJECT):
        before = name.end == lexeme.start
        if not before and over_titles(context, lexeme.end, name.start) != lexeme.end:
            continue
        opening = over_titles(context, max(0, name.start - 3), name.start) if before else lexeme.start
        comma = opening - 2
        if comma < 0 or document.surfaces[comma] != "," or not document.at("relative", opening - 1):
            continue
        for body in document.between("body", max(0, comma - _MAX_OBJECT), comma):
            if body.end == comma and body.value in _LED:
                return body, name
    return None, None


def _attribute_word(context: Context, token: int, body: int) -> bool:
    """An article, a demonym, an adverb, or one adjective between an article and the body."""
    document = context.document
    if any(document.at(s, token) for s in _ATTRIBUTES) or document.surfaces[token] in "'’":
        return True
    behind = token == body - 1 and bool(document.at("article", token - 1))
    return behind and document.surfaces[token].islower() and not document.at("of", token)


def _leader(context: Context, start: int, end: int) -> Name | None:
    """The name before the verb in its clause; or behind the body, where the clause has none."""
    document = context.document
    first, last = document.sentences[document.sentence_of(start)]
    before = [
        name
        for name in context.names_in(first, start)
        if max(first, start - _MAX_SUBJECT) <= name.end - 1 < start
    ]
    if before:
        inner = range(before[-1].end, start)
        if all(_between(context, k) for k in inner):
            return None if _agent_name(context, before[-1]) else before[-1]
    if start == first or not document.at("relative", start - 1):
        return None
    behind = context.names_in(end + 1, min(last, end + _MAX_SUBJECT) + 1)
    if behind and document.surfaces[over_titles(context, end, behind[0].start) - 1] == ",":
        return behind[0]
    return None


def _between(context: Context, token: int) -> bool:
    """Whether the token may stand between a subject and its verb."""
    document, surface = context.document, context.document.surfaces[token]
    if surface in _BREAKS or document.at("and", token) or document.at("say", token):
        return False
    return not surface[:1].isupper() or bool(document.at("month", token))


def _agent_name(context: Context, name: Name) -> bool:
    return name.oblique or context.ends_before(
        "agent", over_titles(context, max(0, name.start - 3), name.start)
    )

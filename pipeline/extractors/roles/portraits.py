"""Offices in sentences without a name: 'She was envoy until 2019.', 'Since 2020 rector of the university.'

Who is meant was named in the sentence before. A pronoun says so, or a verb without a subject where the
language leaves pronouns out, or years alone as in a short life; and 'she was succeeded by N' gives N the
office of who was named before.
"""

from __future__ import annotations

from pipeline.extractors.roles.context import Context
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.stages import is_bounded
from pipeline.extractors.roles.term import Term

_MAX_OPENING = 9  # tokens before the office in its sentence
_MAX_VERB = 5  # tokens behind the office in which a verb may close the clause
_YEAR = 4  # digits of a year
_TIMES = frozenset(
    ["of", "until", "as", "month", "season", "year_word", "year_context", "range", "stage", "article"]
)
_BREAKS = frozenset(',;:()?!"“”„«»‘’–—')


def portraits(context: Context) -> None:
    """Pronouns, verbs without a subject and years as openings."""
    document = context.document
    names: dict[int, list[Name]] = {}
    for name in context.names:
        names.setdefault(document.sentence_of(name.start), []).append(name)
    told: dict[int, Name] = {}  # sentence without a name -> whom it speaks of
    for term in context.terms:
        if id(term) in context.taken or term.nested or term.only_plural:
            continue
        sentence = document.sentence_of(term.start)
        first, last = document.sentences[sentence]
        if any(term.start <= name.start < term.end + 4 for name in names.get(sentence, ())):
            continue
        inner = [name for name in names.get(sentence, ()) if name.end <= term.start]
        if inner:
            if context.subjectless and _new_clause(context, inner[-1].end, term):
                _tell(context, term, inner[-1], inner[-1].end, last)
            continue
        before = names.get(sentence - 1, [])
        if sentence - 1 in told:
            before = [told[sentence - 1]]
        if not before or document.paragraph_of(before[0].start) != document.paragraph_of(first):
            continue
        alone = len({name.person for name in before}) == 1
        opens = before[0].start == document.sentences[sentence - 1][0] or sentence - 1 in told
        if (alone and _spoken(context, first, term, last)) or (opens and _years_alone(context, first, term)):
            told[sentence] = before[0]
            _tell(context, term, before[0], first, last)


def _tell(context: Context, term: Term, name: Name, first: int, last: int) -> None:
    """Links the office, as a former one where a verb in the past or a bound says so."""
    document = context.document
    values = {
        verb.value for k in range(first, min(last, term.end + _MAX_VERB)) for verb in document.at("be", k)
    }
    former = is_bounded(context, term) or ("past" in values and "become" not in values)
    context.link(term, name, "office_of_sentence_before", former=former)


def _spoken(context: Context, first: int, term: Term, last: int) -> bool:
    """Whether a pronoun, or nothing but times, and a verb of being stand before the office."""
    document = context.document
    start = term.start + bool(document.at("be", term.start))  # 'była' is 'was' and 'former'
    opening = range(first, start)
    if len(opening) > _MAX_OPENING or _broken(context, opening) or document.surfaces[last - 1] == "?":
        return False
    if any(document.at("negation", k) for k in opening):
        return False
    being = [verb for k in opening for verb in document.at("be", k)]
    behind = any(document.at("be", k) for k in range(term.end, min(last, term.end + _MAX_VERB)))
    pronouns = [lexeme for k in opening for lexeme in document.at("subject_pronoun", k)]
    if pronouns:
        rest = [k for k in opening if not any(x.start <= k < x.end for x in (*pronouns, *being))]
        return bool(being or behind) and all(_time(context, k) for k in rest)
    if not context.subjectless or not being:
        return False
    return all(_time(context, k) or any(x.start <= k < x.end for x in being) for k in opening)


def _years_alone(context: Context, first: int, term: Term) -> bool:
    """'From 2012 to 2018 mayor of X': times with a year, and no verb behind."""
    document = context.document
    opening = range(first, term.start)
    if not opening or len(opening) > _MAX_OPENING or document.at("article", term.start - 1):
        return False
    years = any(_year(context, k) for k in opening)
    verb = term.end < len(document) and (document.at("be", term.end) or document.at("say", term.end))
    return years and not verb and all(_time(context, k) or document.surfaces[k] in "–-" for k in opening)


def _new_clause(context: Context, start: int, term: Term) -> bool:
    """'… N …: was minister': behind a comma or colon a verb of being opens a clause without a subject."""
    document = context.document
    opening = term.start
    while opening > start and document.surfaces[opening - 1] not in ",:;":
        opening -= 1
    clause = range(opening, term.start)
    if opening == start or not clause or not document.at("be", opening) or document.at("relative", opening):
        return False
    return document.surfaces[opening - 1] in ":;" and all(
        _time(context, k) or document.at("be", k) for k in clause
    )


def _year(context: Context, token: int) -> bool:
    surface = context.document.surfaces[token]
    return len(surface) == _YEAR and surface.isdecimal()


def _time(context: Context, token: int) -> bool:
    """Whether the token belongs to a time or is a small word."""
    document = context.document
    return document.surfaces[token].isdecimal() or any(document.at(s, token) for s in _TIMES)


def _broken(context: Context, tokens: range) -> bool:
    return any(context.document.surfaces[k] in _BREAKS for k in tokens)

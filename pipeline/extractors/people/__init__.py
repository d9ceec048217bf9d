"""Persons of an article: who is named in the running text, once each, with all mentions.

The order of things, which is also the order of precedence: the lexicon and the gazetteer say what is no
name; lists of names and the shapes of names say what is one by itself; offices, forms of address and verbs
beside a run speak for the rest; the model's persons are added where nothing of this contradicts them, and
a rule's person stays one whatever the model says.
"""

from __future__ import annotations

from pipeline.annotated import Annotated
from pipeline.candidates import PersonCandidate
from pipeline.extractors.people.cases import Cases
from pipeline.extractors.people.join import Joiner, Person
from pipeline.extractors.people.mentions import Finder
from pipeline.extractors.people.partial import partial_people
from pipeline.extractors.people.segments import Cutter
from pipeline.extractors.people.unspaced import KIND
from pipeline.lexicon import Language
from pipeline.lexicon.load import read_cldr
from pipeline.morphology import analyser
from pipeline.names import endings, name_tokens, person_id

_CONFIDENCE = {
    "role": 0.97,
    "honorific": 0.97,
    "office": 0.95,
    "kin": 0.95,
    "comma": 0.93,
    "said": 0.93,
    "age": 0.95,
}


def extract_people(document: Annotated) -> list[PersonCandidate]:
    """The persons whom the text names, one candidate each, in the order of their first full name.

    `evidence[0]` is the first full name; `mentions` are all spans that mean the person, in text order. A
    person of whom the text gives only a part of the name is included where an office or a form of address
    stands before it. Authors and photographers in bylines are left out.
    """
    language = document.language
    _, cutter, cases = _KNOWN.get(id(language)) or _rules_of(language)
    finder = Finder(document, cutter)
    full, parts = finder.find()
    bylines = [mention for mention in full if mention.byline]
    told = [mention for mention in full if not mention.byline]
    offices: dict[int, str] = {}
    for mention in told:
        word = finder.signals.governor(mention.start)
        if word is not None:
            offices[mention.start] = word
    people = Joiner(document, cases, offices).join(told, parts)
    people += partial_people(document, cases, people, parts, bylines)
    honorifics = _honorifics(document, finder, people)
    return [_candidate(document, person, honorifics[id(person)]) for person in sorted(people, key=_first)]


_KNOWN: dict[int, tuple[Language, Cutter, Cases]] = {}


def _rules_of(language: Language) -> tuple[Language, Cutter, Cases]:
    """What a language says about names, read from its features once (kept by its identity)."""
    feature = language.feature
    rules = endings(feature("name_endings", ()))
    cases = Cases(
        rules,
        analyser(feature("morphology")),
        tuple(feature("nominative_endings", ())),
        feature("name_governors", {}),
    )
    cutter = Cutter(
        rules,
        bool(feature("capital_nouns")),
        frozenset(feature("family_names", ())),
        bool(feature("morphology") or feature("name_governors")),
        _capital_months(language),
    )
    return _KNOWN.setdefault(id(language), (language, cutter, cases))


def _capital_months(language: Language) -> bool:
    """Whether the language writes months with a capital."""
    months = read_cldr(language.code).get("month", {})
    return any(form[:1].isupper() for forms in months.values() for form in forms)


def _first(person: Person) -> int:
    return person.mentions[0].start


def _honorifics(document: Annotated, finder: Finder, people: list[Person]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for person in people:
        titles: list[str] = []
        for mention in person.mentions:
            end = mention.start
            while (lexeme := finder.signals.ending(end, "honorific", "role")) is not None:
                if lexeme.entry.section == "role":
                    break
                title = document.words(lexeme.start, lexeme.end)
                if title not in titles:
                    titles.append(title)
                end = lexeme.start
        found[id(person)] = tuple(titles)
    return found


def _candidate(document: Annotated, person: Person, honorifics: tuple[str, ...]) -> PersonCandidate:
    mentions = sorted({document.span(mention.start, mention.end) for mention in person.mentions})
    whole = [
        mention
        for mention in person.mentions
        if len(name_tokens(document.words(mention.start, mention.end))) >= len(person.tokens)
        and (mention.strong or mention.kind != KIND)
    ]
    first = min(whole or person.mentions, key=lambda mention: mention.start)
    methods = {mention.method for mention in person.mentions}
    method = "rule+model" if len(methods) > 1 or "rule+model" in methods else methods.pop()
    signal = next((mention.signal for mention in person.mentions if mention.signal), None)
    if method == "model":
        confidence, rule = 0.7, "model"
    elif first.strong:
        confidence, rule = (_CONFIDENCE.get(signal or "", 0.9), f"{first.kind}_name")
    else:
        confidence, rule = (0.85, f"{first.kind}_name_by_{signal}")
    if len(person.tokens) < 2 and not (first.strong and first.kind == KIND):
        confidence, rule = 0.6, f"part_of_name_by_{signal}"
    return PersonCandidate(
        evidence=(document.span(first.start, first.end),),
        rule=rule,
        confidence=confidence,
        method=method,
        person_id=person_id(person.name),
        name=person.name,
        honorifics=honorifics,
        mentions=tuple(mentions),
    )

"""What a report counts: 'about 350 companies', 'zwölf Tote'. Compared between documents, never a record.

A count is a number and a noun of section `counted` close behind it. Where the noun only says that people are
meant, a word of section `counted_fate` in the same clause says what became of them ('12 people were killed').
A part of a whole (`counted_part`: 'another 20', 'including 20'), the ends of a range and what could be a year
are no counts: one that is missed costs a comparison, one that is wrong makes a false disagreement.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money.context import qualifier
from pipeline.extractors.money.quantities import Quantity, read_quantities
from pipeline.lexicon import Lexeme

_ADJECTIVES = 2  # tokens that may stand between the number and its noun
_FATE = 4  # tokens between the number or the noun and the word that says what happened
_ORIGIN = 4  # tokens behind the noun in which a country may stand: 'companies from Japan'
_PART = 3
_PEOPLE = "people"
_PERSONS = frozenset({_PEOPLE, "participants", "delegates", "visitors", "students", "workers", "journalists"})
_LEAST = 2  # 'one project' counts nothing
_SIDES = frozenset({"countries", "localities"})  # two of them are the two sides of anything
_FATES = frozenset({"dead", "injured", "missing", "evacuated"})  # may follow the number: '12 were killed'
_NOT_BETWEEN = (
    "function",
    "currency",
    "scale",
    "time_unit",
    "month",
    "amount_range",
    "number",
    "counted_part",
    "no_date_after",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something.

    Attributes:
        concept: what is counted, the value of the noun's entry in the language file.
        countries: ISO codes of the countries named with it, sorted; none mostly.
        value: exact, as the text says it.
        qualifier: `exact`, `about`, `over`, `under`, `at_least` or `at_most`.
        start: offset in the text.
        end: offset after the noun.
    """

    concept: str
    countries: tuple[str, ...]
    value: Decimal
    qualifier: str
    start: int
    end: int


def read_counts(doc: Annotated) -> list[Count]:
    """The counts of a document, in order."""
    if not doc.section("counted"):
        return []
    quantities = read_quantities(doc)
    ends = {quantity.end for quantity in quantities}
    starts = {quantity.start for quantity in quantities}
    counts = (_count(doc, one) for one in quantities if not _in_range(doc, one, starts, ends))
    return [count for count in counts if count is not None]


def read_values(doc: Annotated) -> frozenset[Decimal]:
    """Every number that the text states, with its scale: what a translation of it would state too."""
    return frozenset(quantity.value for quantity in read_quantities(doc))


def _count(doc: Annotated, quantity: Quantity) -> Count | None:
    if quantity.year or quantity.value < _LEAST or quantity.value != quantity.value.to_integral_value():
        return None
    if any(True for _ in _before(doc, "counted_part", quantity)):
        return None
    noun = _noun(doc, quantity)
    if noun is None or (noun.value in _SIDES and quantity.value == _LEAST):
        return None
    concept, start, end = noun.value, quantity.start, noun.end
    if concept in _PERSONS:
        fate = _fate(doc, quantity, noun)
        if fate is not None:
            concept, start, end = fate.value, min(start, fate.start), max(end, fate.end)
    if concept == _PEOPLE:
        return None
    said = qualifier(doc, quantity.start, quantity.end)
    if said is not None:
        start, end = min(start, said.start), max(end, said.end)
    first, after = doc.span(start, end)
    return Count(
        concept=concept,
        countries=_countries(doc, quantity.end, noun.end),
        value=quantity.value,
        qualifier=said.value if said is not None else "exact",
        start=first,
        end=after,
    )


def _noun(doc: Annotated, quantity: Quantity) -> Lexeme | None:
    """The counted noun behind the number; only adjectives may stand between."""
    last = doc.sentences[doc.sentence_of(quantity.start)][1]
    after = quantity.end
    if after < last and doc.surfaces[after] == "." and doc.adjacent(after):
        after += 1  # of an abbreviated scale
    for token in range(after, min(last, after + _ADJECTIVES + 1)):
        nouns = [lexeme for lexeme in doc.at("counted", token) if not lexeme.rest]
        nouns += [lexeme for lexeme in doc.at("counted_fate", token) if lexeme.value in _FATES]
        if nouns:
            return nouns[0]
        surface = doc.surfaces[token]
        if not surface[0].isalpha() or any(doc.at(section, token) for section in _NOT_BETWEEN):
            return None
        if doc.language.feature("capital_nouns", False) and surface[0].isupper():
            return None  # another noun is counted: '12 Hektar'
    return None


def _fate(doc: Annotated, quantity: Quantity, noun: Lexeme) -> Lexeme | None:
    """What became of the people who are counted: the nearest such word of the clause."""
    first, last = doc.sentences[doc.sentence_of(quantity.start)]
    best: tuple[int, Lexeme] | None = None
    for lexeme in doc.between(
        "counted_fate", max(first, quantity.start - 2 * _FATE), min(last, noun.end + _FATE)
    ):
        if lexeme.end <= quantity.start:
            between = range(lexeme.end, quantity.start)
        elif lexeme.start >= noun.end:
            between = range(noun.end, lexeme.start)
        else:
            continue
        if len(between) <= _FATE and all(doc.surfaces[token][0].isalpha() for token in between):
            distance = len(between)
            if best is None or distance < best[0]:
                best = distance, lexeme
    return best[1] if best else None


def _in_range(doc: Annotated, quantity: Quantity, starts: Container[int], ends: Container[int]) -> bool:
    """Whether the number is an end of '200 to 300' or of a change 'from 200 to 300'."""
    if any(x.end == quantity.start and x.start in ends for x in _before(doc, "amount_range", quantity)):
        return True
    return any(lexeme.end in starts for lexeme in doc.at("amount_range", quantity.end))


def _before(doc: Annotated, section: str, quantity: Quantity) -> Iterator[Lexeme]:
    first = doc.sentences[doc.sentence_of(quantity.start)][0]
    for lexeme in doc.between(section, max(first, quantity.start - _PART), quantity.start):
        if lexeme.end <= quantity.start:
            yield lexeme


def _countries(doc: Annotated, start: int, end: int) -> tuple[str, ...]:
    last = min(doc.sentences[doc.sentence_of(start - 1)][1], end + _ORIGIN)
    for token in range(end, last):
        if not doc.surfaces[token][0].isalpha():
            last = token
            break
    found = {
        lexeme.value[:2] for section in ("country", "demonym") for lexeme in doc.between(section, start, last)
    }
    return tuple(sorted(found))

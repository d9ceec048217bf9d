"""Counts in a text: what is counted, how exactly, and what is no count."""

from __future__ import annotations

import pytest

from pipeline.annotated import annotate
from pipeline.figures import read_counts
from pipeline.lexicon.load import language_codes, read_tables

CODES = language_codes()


def counted(text: str, language: str) -> list[str]:
    """Each count as 'value concept countries qualifier', what is empty or exact left out."""
    found = []
    for count in read_counts(annotate(text, language)):
        words = [f"{count.value.normalize():f}", count.concept, *count.countries]
        found.append(" ".join(words + ([count.qualifier] if count.qualifier != "exact" else [])))
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Rund 350 Firmen und 1,2 Mio. Besucher kamen.", ["350 companies about", "1200000 visitors"]),
        ("de", "Bei dem Brand wurden zwölf Arbeiter getötet und 5 verletzt.", ["12 dead", "5 injured"]),
        ("nl", "Er kwamen ruim 350 Japanse bedrijven.", ["350 companies JP over"]),
        ("pl", "Zginęło co najmniej 12 osób, a 40 zostało rannych.", ["12 dead at_least", "40 injured"]),
        ("pl", "Przyszło 20 tys. odwiedzających.", ["20000 visitors"]),
        ("en", "Over 500 firms from Japan signed 12 accords.", ["500 companies JP over", "12 agreements"]),
        ("en", "At least 12 people were killed.", ["12 dead at_least"]),
        ("es", "Más de 350 empresas japonesas vinieron.", ["350 companies JP over"]),
        ("fr", "L'accident a tué 12 personnes.", ["12 dead"]),
        ("vi", "Diễn đàn có hơn 350 doanh nghiệp.", ["350 companies over"]),
        ("ja", "事故で12人が死亡した。", ["12 dead"]),
    ],
)  # fmt: skip
def test_counts(language: str, text: str, expected: list[str]) -> None:
    assert counted(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es kamen 200 bis 300 Firmen."),  # a range
        ("de", "Darunter waren 20 Firmen."),  # a part of another number
        ("de", "Im Jahr 2024 Unternehmen zu gründen ist schwer."),  # a year
        ("de", "Nach 12 Tagen kamen Firmen."),  # other things between
        ("en", "Another 20 companies came."),
        ("en", "The two countries agreed."),  # two sides of anything
        ("en", "Some 40 people live there."),  # of people only what becomes of them is compared
        ("en", "It paid 12 million euros, companies said."),
        ("nl", "Tientallen bedrijven kwamen."),
        ("pl", "W tym 20 firm z Polski."),
    ],
)
def test_what_is_no_count(language: str, text: str) -> None:
    assert counted(text, language) == []


@pytest.mark.parametrize("code", CODES)
def test_every_noun_is_counted_in_its_example(code: str) -> None:
    """The grammar, not only the word list, finds each concept of each language."""
    tables = read_tables(code)
    for section in ("counted", "counted_fate"):
        for concept, entry in tables[section].items():
            found = {words.split()[1] for words in counted(entry["example"], code)}
            assert found == (set() if concept == "people" else {concept}), (section, concept)

"""Persons: the inline cases of `tests/cases/people`, ids, cases of names, and what is no person."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

import pytest

from pipeline.annotated import annotate
from pipeline.candidates import PersonCandidate
from pipeline.extractors.people import extract_people
from pipeline.lexicon import load_language
from pipeline.names import endings, name_tokens, nominatives, person_id
from tests.inline import Case, all_cases

CASES = all_cases("people")


def people(
    text: str, language: str, entities: Iterator[tuple[int, int, str]] | None = None
) -> list[PersonCandidate]:
    return extract_people(annotate(text, language, entities=entities or ()))


@pytest.mark.parametrize(("language", "case"), CASES, ids=[case.origin for _, case in CASES])
def test_case(language: str, case: Case) -> None:
    """Every mention is found with the nominative of its person's name, and nothing else is a person."""
    found = {
        (start, end, person.name) for person in people(case.text, language) for start, end in person.mentions
    }
    if case.known_failure:
        assert found != set(case.marks), "the case passes now: take the mark away"
    else:
        assert found == set(case.marks)


def test_id_is_the_same_in_every_order_and_spelling() -> None:
    assert person_id("Đặng Thị Ngọc") == person_id("Ngoc Dang Thi") == "dang-ngoc-thi"
    assert person_id("Anna Berg-Lund") == person_id("anna berg lund")
    assert name_tokens("Łukasz Ó Briain") == ("lukasz", "o", "briain")


def test_decomposed_text_gives_the_same_person() -> None:
    text = "Bà Lê Thị Hoa, Phó Chủ tịch UBND tỉnh, phát biểu."
    composed, decomposed = people(text, "vi"), people(unicodedata.normalize("NFD", text), "vi")
    assert (
        [person.person_id for person in composed]
        == [person.person_id for person in decomposed]
        == ["hoa-le-thi"]
    )


def test_both_orders_of_a_name_are_one_person() -> None:
    [person] = people("Gouverneur Mori Takeshi kam. Takeshi Mori blieb lange, sagte Mori.", "de")
    assert person.name == "Mori Takeshi"
    assert len(person.mentions) == 3


def test_two_bearers_of_a_surname_stay_two() -> None:
    found = people("Minister Jan Bakker sprak met Emma Bakker. Bakker lachte.", "nl")
    assert [person.name for person in found] == ["Jan Bakker", "Emma Bakker"]


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("Takeshiego", "Takeshi"),
        ("Kowalską", "Kowalska"),
        ("Nowakowi", "Nowak"),
        ("Tanakę", "Tanaka"),
        ("Lipskiej", "Lipska"),
    ],
)
def test_endings_of_a_declined_name(word: str, base: str) -> None:
    rules = endings(load_language("pl").feature("name_endings"))
    assert base in {form for form, _ in nominatives(word, rules)}


def test_a_model_entity_is_added_where_no_rule_speaks() -> None:
    text = "Gestern kam Zyta Quorn aus Basel. Am Abend ging Quorn wieder."
    start = text.index("Zyta")
    assert not people(text, "de")
    assert not people("Gestern kam Zyta Quorn.", "de", iter([(12, 22, "PER")])), "nothing else says so"
    [person] = people(text, "de", iter([(start, start + 10, "PER")]))
    assert person.name == "Zyta Quorn"
    assert "model" in person.method


def test_a_model_entity_beside_a_rule_is_both() -> None:
    text = "Ministerin Anna Berg sprach."
    [person] = people(text, "de", iter([(11, 20, "PER")]))
    assert person.method == "rule+model"


def test_honorifics_are_kept() -> None:
    [person] = people("Frau Dr. Anna Berg sprach.", "de")
    assert set(person.honorifics) == {"Frau", "Dr."}


def test_evidence_is_in_the_text() -> None:
    for language, case in CASES:
        for person in people(case.text, language):
            for start, end in (*person.evidence, *person.mentions):
                assert 0 <= start < end <= len(case.text)
            assert person.evidence[0] in person.mentions


def test_any_text_gives_one_person_an_id_and_spans_inside() -> None:
    """Cut, shuffled and shouted sentences: no crash, no id twice, no span outside the text."""
    chance = random.Random(5)
    for _ in range(400):
        language, case = chance.choice(CASES)
        start = chance.randrange(len(case.text))
        words = case.text[start : start + chance.randrange(1, 200)].split()
        chance.shuffle(words)
        text = " ".join(words)
        text = text.upper() if chance.random() < 0.2 else text
        found = people(text, language)
        assert len({person.person_id for person in found}) == len(found)
        assert all(0 <= start < end <= len(text) for person in found for start, end in person.mentions)


def test_the_author_in_a_line_of_his_own_is_no_person_of_the_story() -> None:
    text = "New bridge opened\nAnna Cook\nMayor Peter Long opened a bridge. It is long."
    known = annotate(text, "en", author="Anna Cook")
    assert [person.name for person in extract_people(known)] == ["Peter Long"]
    told = annotate(text.replace("It is", "Anna Cook says it is"), "en", author="Anna Cook")
    assert "Anna Cook" in [person.name for person in extract_people(told)]

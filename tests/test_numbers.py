"""Numbers: digits with separators, words, ordinals, fractions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from pipeline.annotated import annotate
from pipeline.numbers import read_numbers


def values(text: str, code: str) -> list[Decimal]:
    return [number.value for number in read_numbers(annotate(text, code))]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("de", "3.245 km", ["3245"]),
        ("en", "3,245.50", ["3245.50"]),
        ("en", "3.245 km", ["3.245"]),
        ("de", "2,4 und 1'000", ["2.4", "1000"]),
        ("pl", "1\u00a0234\u00a0567,89", ["1234567.89"]),
        ("fr", "12\u202f345", ["12345"]),
        ("de", "2025 300", ["2025", "300"]),
        ("de", "25.11.2025", []),
        ("en", "1.2.3", []),
        ("de", "anderthalb Jahre", ["1.5"]),
        ("de", "zweihundertfünfzig und zweitausendachtzehn", ["250", "2018"]),
        ("de", "Hundertschaft", []),
        ("nl", "drieëntwintig, tweehonderdvijftig", ["23", "250"]),
        ("pl", "dwudziestu pięciu i dwa tysiące osiemnaście", ["25", "2018"]),
        ("en", "two hundred and five, twenty one", ["205", "21"]),
        ("es", "dos mil veinte", ["2020"]),
        ("it", "duemilaventi", ["2020"]),
        ("vi", "hai mươi lăm và năm triệu", ["25", "5"]),
    ],
)
def test_values(code: str, text: str, expected: list[str]) -> None:
    assert values(text, code) == [Decimal(value) for value in expected]


@pytest.mark.parametrize(
    ("code", "text"), [("en", "25th"), ("en", "third"), ("nl", "3e"), ("fr", "1er"), ("pl", "3-go")]
)
def test_ordinals(code: str, text: str) -> None:
    [number] = read_numbers(annotate(text, code))
    assert number.ordinal


@pytest.mark.parametrize("code", ["de", "nl", "pl", "en", "fr", "es", "it"])
@given(value=st.decimals(min_value=0, max_value=10**9, places=2))
@settings(max_examples=60, deadline=None)
def test_digits_that_babel_writes(code: str, value: Decimal) -> None:
    [found] = values(format_decimal(value, locale=code), code)
    assert found == value


@pytest.mark.parametrize("code", ["de", "nl", "pl", "en", "fr", "es"])
def test_every_number_word_to_999(code: str) -> None:
    """What num2words writes is read back; a hundred and up are put together by rule."""
    wrong = [n for n in range(2, 1000) if values(num2words(n, lang=code), code) != [Decimal(n)]]
    assert wrong == []


def test_numbers_are_read_once() -> None:
    document = annotate("3 und 4", "de")
    assert read_numbers(document) is read_numbers(document)

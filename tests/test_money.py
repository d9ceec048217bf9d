"""The money extractor: inline cases, sentences without sums, renderings by Babel, cost."""

from __future__ import annotations

import sys
from decimal import Decimal
from functools import cache

import pytest
from babel import Locale
from babel import numbers as babel_numbers
from babel.core import get_global
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotated import annotate
from pipeline.candidates import MoneyCandidate
from pipeline.extractors.money import extract_money
from pipeline.extractors.money.families import FAMILIES, countries
from pipeline.extractors.money.prices import parse_price
from pipeline.extractors.money.symbols import CODES
from pipeline.lexicon.load import language_codes, read_cldr, read_tables
from tests.inline import CASES, Case, all_cases, read_cases

FOUND = [(code, case) for code, case in all_cases("money") if ".not." not in case.origin]
EMPTY = {
    path.name.split(".")[0]: list(read_cases(path)) for path in sorted((CASES / "money").glob("*.not.txt"))
}
MAX_FALSE = 100  # sentences without a sum in which one false hit is allowed


def written(found: MoneyCandidate, *, purpose: bool) -> str:
    """A candidate as the cases write it: '[qualifier] amount[..amount_max] CODE[?] [each] [purpose]'."""
    parts = [] if found.qualifier == "exact" else [found.qualifier]
    parts.append(f"{found.amount:f}" + (f"..{found.amount_max:f}" if found.amount_max is not None else ""))
    parts.append(found.currency + ("?" if found.currency_assumed else ""))
    parts += ["each"] if found.per_unit else []
    parts += [found.purpose or "-"] if purpose else []
    return " ".join(parts)


def found_in(case: Case, code: str) -> list[tuple[int, int, str]]:
    """What the extractor finds, in the shape of a case's marks."""
    purpose = case.settings.get("check") == "purpose"
    return [
        (*found.evidence[0], written(found, purpose=purpose))
        for found in extract_money(annotate(case.text, code))
    ]


@pytest.mark.parametrize(("code", "case"), FOUND, ids=[case.origin for _, case in FOUND])
def test_case(code: str, case: Case, request: pytest.FixtureRequest) -> None:
    if case.known_failure:
        request.applymarker(pytest.mark.xfail(strict=True, reason="a known failure"))
    assert found_in(case, code) == list(case.marks)


@pytest.mark.parametrize("code", sorted(EMPTY))
def test_sentences_without_sums(code: str) -> None:
    """Counts, percentages, lengths, laws, roads, scores, years: at most one false hit in 100 sentences."""
    cases = EMPTY[code]
    assert len(cases) >= 200
    hits = [(case.origin, found_in(case, code)) for case in cases if found_in(case, code)]
    assert len(hits) * MAX_FALSE <= len(cases), hits


# --- what Babel writes comes back

# Codes of current use whose names, signs and codes CLDR knows in every language here.
_CODES = (
    "EUR USD GBP JPY CNY KRW VND PLN CHF CZK SEK NOK DKK HUF RUB UAH TRY INR IDR MYR THB AUD CAD NZD HKD SGD "
    "TWD BRL MXN ZAR ILS PHP RON BGN KZT SAR AED ARS CLP"
)
RENDERED = _CODES.split()
# A sentence around the sum, in which nothing else is a number or a currency.
CARRIERS = {
    "de": "Das Vorhaben kostet nach ersten Angaben {}.",
    "nl": "Het project kost volgens de gemeente {}.",
    "pl": "Według urzędu budowa kosztuje {}.",
    "en": "According to the city the bridge costs {}.",
    "fr": "Selon la mairie, le pont coûte {}.",
    "es": "Según el municipio, el puente cuesta {}.",
    "it": "Secondo il comune il ponte costa {}.",
    "vi": "Theo thành phố, cây cầu có giá {}.",
    "sv": "Enligt kommunen kostar bron {}.",
    "pt": "Segundo a prefeitura, a ponte custa {}.",
    "cs": "Podle města stojí most {}.",
    "ja": "橋の費用は{}です。",
}
# Romance languages put a preposition between a scale word and the currency.
LINKS = {"fr": "de", "es": "de", "it": "di", "pt": "de"}


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


def _digits(currency: str) -> int:
    return babel_numbers.get_currency_precision(currency)


def _value_back(text: str, code: str) -> list[tuple[Decimal, Decimal | None, str]]:
    sentence = CARRIERS[code].format(text)
    return [(m.amount, m.amount_max, m.currency) for m in extract_money(annotate(sentence, code))]


@given(
    code=st.sampled_from(sorted(CARRIERS)),
    currency=st.sampled_from(RENDERED),
    amount=st.decimals(min_value="1", max_value="99999999", places=2),
    style=st.sampled_from(["standard", "name"]),
)
@settings(max_examples=600, deadline=None, derandomize=True)
def test_babel_currency(code: str, currency: str, amount: Decimal, style: str) -> None:
    """format_currency with signs and with plural names, in every language."""
    amount = amount.quantize(Decimal(10) ** -_digits(currency))
    text = babel_numbers.format_currency(amount, currency, locale=_locale(code), format_type=style)  # type: ignore[arg-type]
    assert _value_back(text, code) == [(amount, None, currency)], text


@given(
    code=st.sampled_from(sorted(CARRIERS)),
    currency=st.sampled_from(RENDERED),
    tenths=st.integers(min_value=10, max_value=9999),
    power=st.sampled_from([6, 9, 12]),
)
@settings(max_examples=600, deadline=None, derandomize=True)
def test_babel_compact(code: str, currency: str, tenths: int, power: int) -> None:
    """format_compact_currency ('2,4 Mrd. €'), and the long scale words with the currency's plural name."""
    amount = Decimal(tenths) / 10 * 10**power
    locale = _locale(code)
    short = babel_numbers.format_compact_currency(amount, currency, locale=locale, fraction_digits=4)
    assert _value_back(short, code) == [(amount, None, currency)], short
    if code == "ja":
        return  # CLDR has no long scale words where the short ones are the words
    number = babel_numbers.format_compact_decimal(
        amount, format_type="long", locale=locale, fraction_digits=4
    )
    name = babel_numbers.get_currency_name(currency, count=amount, locale=locale)
    long = " ".join(part for part in (number, LINKS.get(code, ""), name) if part)
    assert _value_back(long, code) == [(amount, None, currency)], long


@given(
    code=st.sampled_from(sorted(CARRIERS)),
    text=st.text(alphabet="0123456789.,' -–$€ USDMrdmilion%½", max_size=60),
)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_any_text(code: str, text: str) -> None:
    """Whatever the text, sums are in order, without overlap, exact and of the shape that a record takes."""
    last = 0
    for found in extract_money(annotate(text, code)):
        start, end = found.evidence[0]
        assert last <= start < end <= len(text)
        last = end
        assert found.amount >= 0
        assert found.amount.as_tuple().exponent in range(-6, 1)
        assert found.amount_max is None or found.amount_max > found.amount
        assert len(found.currency) == 3
        assert found.currency.isupper()


# --- data


def test_scales_are_powers_of_ten_that_languages_share() -> None:
    """A scale is a power of ten; and words that languages share keep the value of their language."""
    for code in language_codes():
        for source in (read_tables(code), read_cldr(code)):
            for section in ("scale", "scale_short", "scale_alone"):
                for value in source.get(section, {}):
                    assert Decimal(value).normalize().as_tuple().digits == (1,), (code, section, value)
    for code, billion in (
        ("de", "Billion"),
        ("nl", "biljoen"),
        ("pl", "bilion"),
        ("fr", "billion"),
        ("es", "billón"),
    ):
        number = {"pl": "2 biliony"}.get(code, f"2 {billion}")
        assert [m.amount for m in extract_money(annotate(f"{number} EUR", code))] == [Decimal(2 * 10**12)], (
            code
        )
    assert [m.amount for m in extract_money(annotate("2 billion EUR", "en"))] == [Decimal(2 * 10**9)]


def test_price_parser_reads_odd_groups_only() -> None:
    """Indian groups go to price-parser; nothing else does."""
    found = extract_money(annotate("They paid ₹12,34,567.00 for it.", "en"))
    assert [(m.amount, m.currency, m.rule) for m in found] == [
        (Decimal(1234567), "INR", "money.price_parser")
    ]
    assert parse_price("12,34,567.00") == Decimal("1234567.00")
    assert extract_money(annotate("Version $1.2.3 of the file.", "en")) == []


# --- cost


def _calls(text: str, code: str) -> int:
    """How many Python functions the extraction of `text` calls: a measure of cost that no machine changes."""
    doc = annotate(text, code)
    count = 0

    def step(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        extract_money(doc)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "5 ", "$ ", "$5 ", "5 Euro ", "Milliarden ", "eine Million ", "von 5 bis ", "5 und ", "1.1.", "5-",
        "über 5 ", "3 Euro 50 ", "5 Mio. ", "5 Millionen und 5 Euro ", "zwischen ", "Kredit 5 Euro ",
        "12,34,", "€1,", "M€ ", "Pfund 5 ", "tausend ",
    ],
)  # fmt: skip
def test_cost_is_linear(unit: str) -> None:
    """Four times the text costs about four times the steps, whatever is repeated."""
    small, large = _calls(unit * 200, "de"), _calls(unit * 800, "de")
    assert large <= 4.4 * small + 200, (small, large)


# --- names that several currencies share


def test_currencies_of_countries_are_those_of_cldr() -> None:
    """Every country's legal tender; regions that are no countries are left out."""
    tender = {
        land: {code for code, _start, end, legal in rows if end is None and legal}
        for land, rows in get_global("territory_currencies").items()
    }
    assert {land: set(codes) for land, codes in countries().items()} == {
        land: tender[land] for land in countries()
    }
    assert len(countries()) > 230


def test_families_are_known_and_of_current_codes() -> None:
    """A family of a language file has candidates, and its usual reading is one of them."""
    for code in language_codes():
        for family, keys in read_tables(code).get("currency_family", {}).items():
            assert family in FAMILIES, (code, family)
            assert keys.get("default", next(iter(FAMILIES[family]))) in FAMILIES[family], (code, family)
    assert set().union(*FAMILIES.values()) <= CODES

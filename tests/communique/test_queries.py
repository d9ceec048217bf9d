"""Every documented query runs on all three databases, with the same answer, and that answer is right."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from communique.load import load
from tests.communique import sample
from tests.communique.test_load import DATABASES, Target, server  # noqa: F401 (a fixture)

PAGE = Path(__file__).parents[2] / "docs" / "queries.md"
QUERIES = dict(re.findall(r"^## (.+?)\n.*?```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S | re.M))


@pytest.fixture(scope="module", params=DATABASES)
def loaded(request, tmp_path_factory):
    if request.param == "duckdb":
        pytest.importorskip("duckdb", reason="duckdb is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    address = request.getfixturevalue("server") if request.param == "postgresql" else None
    target = Target(request.param, folder, address)
    load(sample.write_run(folder / "out", sample.articles()), target.address)
    return target


def plain(value):
    """Numbers and dates as text, so that three databases can be compared."""
    if isinstance(value, Decimal | float | int):
        return format(Decimal(str(value)).normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


ANSWERS = {
    "Who met whom": [("ada-beispiel", "jan-probe", "meeting", "2024-05-03", "Riga", "1")],
    "Money by purpose and year": [
        ("investment", "2024", "EUR", "2500000000", "1"),
        ("investment", None, "EUR", "2400000000", "1"),
        ("trade", None, "USD", "1500000", "1"),
    ],
    "Priorities by speaker": [
        ("Ada Beispiel", "2", "people_and_business", "1"),
        ("Ada Beispiel", "6", "human_resources", "1"),
    ],
    "Events by month": [("2024-05", "meeting", "1"), ("2025-06", "festival", "1")],
    "Who held which office, and who says so": [
        ("Ada Beispiel", "Minister", "minister", "current", None, "pl/forum.txt", "Minister"),
        ("Ada Beispiel", "Ministerin", "minister", "current", "LV", "de/forum.txt", "Ministerin"),
        ("Jan Probe", "Bürgermeister", "mayor", "former", None, "de/forum.txt", "Bürgermeister"),
    ],
    "One person over all languages": [
        ("Ada Beispiel", language, "Ada Beispiel", "3") for language in ("de", "en", "pl")
    ],
}


@pytest.mark.parametrize("title", QUERIES)
def test_a_documented_query(loaded, title):
    answer = [tuple(map(plain, row)) for row in loaded.ask(QUERIES[title])]
    assert answer
    if title in ANSWERS:
        key = repr  # where nulls stand differs between databases
        assert sorted(answer, key=key) == sorted(ANSWERS[title], key=key)
    if title == "Where the evidence stands":
        assert answer[0][3] == sample.GERMAN[sample.GERMAN.index("2,5 Mrd") - 40 :][:93]
    if title == "Sums on which articles differ":
        assert {answer[0][2], answer[0][4]} == {"2500000000", "2400000000"}


def test_the_page_has_the_queries_that_are_checked():
    assert set(ANSWERS) < set(QUERIES)
    assert len(QUERIES) == 8

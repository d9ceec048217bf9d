"""Lists of priorities in own articles, with their traps, and what makes a list."""

from __future__ import annotations

import tomllib

import pytest

from pipeline.annotated import annotate
from pipeline.extraction import NO_MODEL, Settings, extract
from pipeline.extractors.priorities import extract_priorities
from pipeline.extractors.priorities.topics import rank
from tests.inline import CASES

ARTICLES = [
    (path.stem, article)
    for path in sorted((CASES / "priorities").glob("*.toml"))
    for article in tomllib.loads(path.read_text(encoding="utf-8"))["article"]
]


@pytest.mark.parametrize(("code", "article"), ARTICLES, ids=[f"{c}: {a['name']}" for c, a in ARTICLES])
def test_articles(code: str, article: dict) -> None:  # type: ignore[type-arg]
    facts = extract(article["text"], language=code, settings=Settings(model=NO_MODEL))
    proposed = [record for record in facts.priorities if record.mode == "proposed"]
    assert [record.number or 0 for record in proposed] == article["codes"]
    assert [record.ordinal for record in proposed] == list(range(1, len(proposed) + 1))
    assert len({record.list_id for record in proposed}) == (1 if proposed else 0)
    assert {record.declared_total or 0 for record in proposed} <= {article.get("declared", 0)}
    names = {person.person_id: person.name for person in facts.people}
    assert {names.get(record.speaker or "", "") for record in proposed} <= {article.get("speaker", "")}
    for record in facts.priorities:
        assert record.statement == record.evidence[0].text


def test_an_item_of_none_of_the_six_is_kept() -> None:
    text = (
        "Sie nannte drei Punkte. Erstens Windparks und Recycling. "
        "Zweitens Handbälle. Drittens Stipendien und Schulen."
    )
    found = extract_priorities(annotate(text, "de"), [], [])
    assert [(record.number, record.priority) for record in found] == [
        (5, "green_and_climate"),
        (None, "other"),
        (6, "human_resources"),
    ]


def test_an_item_that_joins_two_gives_two_records() -> None:
    text = (
        "She made two proposals. First, wind power and recycling with museums and festivals. "
        "Second, jobs and wages."
    )
    found = extract_priorities(annotate(text, "en"), [], [])
    assert [(record.ordinal, record.number) for record in found] == [(1, 5), (1, 3), (2, 2)]
    assert found[0].statement == found[1].statement


def test_an_item_that_says_it_is_two_gives_two_records() -> None:
    text = (
        "She set out three priorities. First, recycling. Second, she joined two ideas: training of nurses "
        "from the whole region in the schools of the port, and later on jobs for them in firms that pay "
        "decent wages. Third, tourism and museums."
    )
    found = extract_priorities(annotate(text, "en"), [], [])
    assert [(record.ordinal, record.number) for record in found] == [(1, 5), (2, 6), (2, 2), (3, 3)]


def test_another_number_than_declared_is_a_warning() -> None:
    text = "Er nannte vier Punkte. Erstens Windparks. Zweitens Museen und Tourismus. Drittens Stipendien."
    warnings = extract(text, language="de", settings=Settings(model=NO_MODEL)).warnings
    assert "declared_total_differs" in {warning.code for warning in warnings}


def test_a_discussed_topic_needs_substance() -> None:
    passing = "Das Museum war schön."
    treated = "Das Museum, die Theater, der Tourismus, Konzerte und Festivals zogen Urlauber an."
    found = extract_priorities(annotate(f"{passing}\n\n{treated}", "de"), [], [])
    assert [(record.mode, record.number, record.statement) for record in found] == [("discussed", 3, treated)]


def test_each_term_counts_once() -> None:
    doc = annotate("Museum, Museum, Museum und Windparks mit Recycling", "de")
    assert rank(doc, 0, len(doc)).code == "green_and_climate"


@pytest.mark.parametrize(
    "text", ["Die Schwerpunkte:\n²) Handel\n³) Kultur\n", "Fünf Punkte: ①) Handel, ②) Kultur."]
)
def test_superscript_and_circled_figures_are_no_numbers(text: str) -> None:
    """They count as digits for Unicode, but not for `int`: found by reading the profile, a crash before."""
    extract(text, language="de", settings=Settings(model=NO_MODEL))

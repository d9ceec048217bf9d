"""The sample articles: read, cleaned and told apart as their gold facts say.

`gold/samples.jsonl` holds the facts of `seeds/`: a line a document, lists of what must be found, and under
`…_optional` what may be. Dates are EDTF, amounts plain decimal strings with their currency.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean import clean_raw
from pipeline.read import RawDocument, read_inputs
from pipeline.tokens import fold
from schemas import Document
from schemas.codes import EventType, PriorityCode, RoleCode

ROOT = Path(__file__).parent.parent
GOLD: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "tests/gold/samples.jsonl").read_text(encoding="utf-8").splitlines()
]
# Headlines of other articles, buttons and menu entries on the pages: none may be left in the text.
FURNITURE = (
    "Warum Reis", "Waarom rijst", "ryż", "Why rice", "Fluglinie", "Vlucht naar", "Lot do Osaki",
    "Osaka flight",
    "Windräder", "windmolens", "wiatrak", "wind turbines", "Bakker", "Piekarz", "Baker", "zwei Fähren",
    "twee veerboten",
    "dwa promy", "two ferries", "Koffie wordt", "Kawa drożeje", "dearer", "Kommentar", "Reacties",
    "Komentarz",
    "Comments", "Anmelden", "Inloggen", "Zaloguj", "Sign in", "cookies", "http", ".jpg", ".jpeg", "No data",
    "Advert", "Impressum", "Privacy", "Schlagwörter", "min read", "Leestijd",
)  # fmt: skip


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found: dict[str, Document] = {}
    for raw in read_inputs([ROOT / "seeds"]):
        assert isinstance(raw, RawDocument)
        document = clean_raw(raw)
        assert isinstance(document, Document), document
        found[document.source] = document
    return found


def test_every_sample_has_its_facts(documents: dict[str, Document]) -> None:
    assert sorted(documents) == sorted(gold["doc"] for gold in GOLD)
    assert sorted(document.language for document in documents.values()) == sorted(
        ["de", "en", "nl", "pl"] * 3
    )


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["doc"])
def test_the_page_is_read_as_its_facts_say(gold: dict[str, Any], documents: dict[str, Document]) -> None:
    document = documents[gold["doc"]]
    assert document.language == gold["language"]
    assert str(document.published) == gold["published"]
    assert document.author == gold["author"]
    assert document.title
    assert document.source_url
    assert not document.warnings
    assert [word for word in FURNITURE if word in document.text] == []


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["doc"])
def test_the_facts_stand_in_the_text(gold: dict[str, Any], documents: dict[str, Document]) -> None:
    text = fold(documents[gold["doc"]].text)
    for name in gold["people"]:
        assert all(fold(part)[:4] in text for part in name.split()), name
    for event in gold["events"] + gold["events_optional"]:
        assert any(fold(keyword) in text for keyword in event["name_keywords"]), event
    codes = {person for person, *_ in gold["roles"]}
    assert codes <= set(gold["people"])


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["doc"])
def test_the_facts_use_the_codes(gold: dict[str, Any]) -> None:
    assert {role for _, role, *_ in gold["roles"] + gold["roles_optional"]} <= {
        code.value for code in RoleCode
    }
    types = [event["type"] for event in gold["events"] + gold["events_optional"]]
    flat = {code for kind in types for code in (kind if isinstance(kind, list) else [kind])}
    assert flat <= {code.value for code in EventType}
    assert set(gold["priorities"]["proposed"]) <= {code.value for code in PriorityCode}

"""Scores by hand on small cases, and agreement with an independent scorer on distorted facts."""

import importlib.util
import json
import random
from decimal import Decimal
from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.evaluate import evaluate
from communique.evaluation.facts import person_key, settle_dates, states
from communique.evaluation.pairing import pairs
from schemas import Event, Money, Person, Priority, Role
from schemas.codes import PriorityCode, RoleCode
from tests.communique import sample

SHARED = Path(__file__).parents[3] / "shared"

GOLD = [
    {
        "doc": "forum.txt",
        "language": "de",
        "people": ["Beispiel Ada", "Jan Probe"],
        "roles": [["Ada Beispiel", "minister"], ["Jan Probe", "mayor"]],
        "dates": ["2024-05-03"],
        "money": [["2500000000.0", "EUR"], ["7", "EUR"]],
        "events": [
            {"type": ["visit", "meeting"], "name_keywords": ["treffen"], "date": "2024-05-03", "place": None},
            {"type": "festival", "name_keywords": ["nord"], "date": None, "place": None},
        ],
        "priorities": {"declared": 3, "proposed": ["people_and_business", 6], "speaker": "Ada Beispiel"},
    },
    {"doc": "absent.txt", "language": "nl", "people": ["Piet Voorbeeld"]},
]


@pytest.fixture
def out(tmp_path):
    return sample.write_run(tmp_path / "out", [sample.german(), sample.english()])


def gold_file(folder, documents):
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


def counts(evaluation):
    return {key: (score.right, score.spurious, score.missed) for key, score in evaluation.scores.items()}


def test_scores_and_mistakes_of_a_small_run(out, tmp_path):
    result = evaluate(out, gold_file(tmp_path, GOLD))
    found = counts(result)
    assert found["people", "de"] == (2, 0, 0)
    assert found["people", "nl"] == (0, 0, 1)
    assert found["people", "all"] == (2, 0, 1)
    assert found["roles", "de"] == (2, 0, 0)
    assert found["role status", "de"] == (1, 0, 1)
    assert found["dates", "de"] == (1, 0, 0)
    assert found["money", "de"] == (1, 0, 1)
    assert found["events", "de"] == (1, 1, 1)
    assert found["event dates", "de"] == (1, 0, 0)
    assert found["priorities", "de"] == (2, 0, 0)
    assert found["priority lists", "de"] == (1, 0, 0)
    assert result.missing == ("absent.txt",)
    assert result.ungrounded == ()
    lines = list(result.mistake_lines())
    assert "forum.txt [de] money missed: 7 EUR" in lines
    spurious = "forum.txt [de] events spurious: forum Forum Nord None"
    assert f"{spurious}  «Beim Forum Nord sagte sie 2,5 Mrd. Euro für neue Fabriken zu.»" in lines
    assert result.scores["events", "de"].f1 == 0.5
    assert next(line for line in result.lines() if line.startswith("events ")).split()[2:5] == ["0.500"] * 3


def test_languages_can_be_chosen(out, tmp_path):
    result = evaluate(out, gold_file(tmp_path, GOLD), languages=("nl",))
    assert {language for _, language in result.scores} == {"nl", "all"}


def test_ungrounded_evidence_is_named(out, tmp_path):
    path = out / "money.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("0.10 USD", "0.20 USD"), encoding="utf-8")
    assert len(evaluate(out, gold_file(tmp_path, GOLD)).ungrounded) == 1


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"doc": "a"}', '{"doc": "a", "language": "de", "roles": [["a"]]}']
)
def test_a_wrong_gold_line_is_named(out, tmp_path, line):
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(CommuniqueError, match="Line 2 of"):
        evaluate(out, path)
    with pytest.raises(CommuniqueError, match="cannot be read"):
        evaluate(out, tmp_path / "none")


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("2024", "2024-05-03", True),
        ("2024-05-03", "2024", False),
        ("2024", "2020/2024", True),
        ("2021/2025", "2023", True),
        ("2021/2025", "2025-12", True),
        ("2021/2025", "2026", False),
        ("2021/2025", "2021/2025-06", True),
        ("XXXX-05-03", "2024-05-03", True),
        ("2024-05-03", "XXXX-05-03", True),
        ("XXXX-05-03", "2024-05-04", False),
        ("1999/..", "1999/..", True),
    ],
)
def test_when_a_date_states_another(gold, found, expected):
    assert states(gold, found) is expected


def test_either_form_of_a_date_is_taken():
    assert settle_dates({"1999"}, {"1999/.."}, ["1999/.."]) == {"1999"}
    assert settle_dates({"1999"}, set(), ["1999/.."]) == {"1999/.."}
    assert settle_dates({"2024-05-03"}, {"XXXX-05-03"}, ["XXXX-05-03"]) == {"2024-05-03"}
    assert settle_dates(set(), set(), ["P2Y"]) == set()


def test_names_are_sets_of_tokens():
    assert person_key("Nguyễn Văn-Đức") == person_key("van duc NGUYEN")
    assert person_key("O’Neil") == person_key("O'Neil")


def test_as_many_pairs_as_possible():
    fits = {(0, "a"), (0, "b"), (1, "a")}
    assert pairs([0, 1], ["a", "b"], lambda n, c: (n, c) in fits, lambda n, c: False) == {0: 1, 1: 0}


# Agreement with an independent scorer, on facts made by distorting gold ones.


def distorted(gold, text, chance):
    """An article with some of the gold facts, some of them changed, some invented."""
    article = sample.Article(sample.document(text, f"folder/{gold['doc']}", gold["language"]))
    places = range(0, max(len(text) - 12, 1), 7)

    def words():
        start = chance.choice(places)
        return text[start : start + 9]

    def some(facts, share=0.75):
        return [fact for fact in facts if chance.random() < share]

    ids: dict[str, str] = {}
    for name in some([*gold["people"], *gold.get("people_optional", []), "Invented Person"]):
        ids.setdefault(name, f"p{len(ids)}")
        article.add(Person, words(), person_id=ids[name], name=name)
        if chance.random() < 0.15:
            article.add(Person, words(), person_id=f"{ids[name]}~2", name=" ".join(reversed(name.split())))
    roles = [*gold["roles"], *gold.get("roles_optional", []), ["Invented Person", "mayor"]]
    for role in some(roles):
        status = (
            chance.choice(["former", "current"])
            if chance.random() < 0.3
            else ("former" if len(role) > 2 else "current")
        )
        code = chance.choice(list(RoleCode)).value if chance.random() < 0.1 else role[1]
        article.add(
            Role,
            words(),
            person_id=ids.get(role[0], "nobody"),
            name=role[0],
            title="x",
            role=code,
            status=status,
        )
    for value in some([*gold["dates"], *gold.get("dates_optional", []), "2001", "1950/..", "P3Y"]):
        for form in (value, chance.choice([value, value[:4], f"{value[:7]}/..", f"XXXX{value[4:]}"])):
            try:
                article.date(words(), form)
            except ValueError:
                continue
    for amount, currency in some([*gold["money"], *gold.get("money_optional", []), ["12.5", "CHF"]]):
        upper = Decimal(amount) + 1 if chance.random() < 0.2 else None
        article.add(Money, words(), amount=amount, amount_max=upper, currency=currency)
    for event in some([*gold["events"], *gold["events"], *gold.get("events_optional", [])], 0.5):
        kinds = event["type"] if isinstance(event["type"], list) else [event["type"]]
        kind = chance.choice([*kinds, "other"])
        day = chance.choice([event.get("date"), event.get("date"), None, "2001-02-03"])
        start, end = sample.edtf.bounds(day) if day else (None, None)
        name = chance.choice([*event["name_keywords"], "nothing"])
        article.add(Event, words(), type=kind, name=name.upper(), date=day, start=start, end=end)
    listed = gold.get("priorities") or {"proposed": []}
    numbers = [n if isinstance(n, int) else PriorityCode(n).number for n in listed["proposed"]]
    total = chance.choice([listed.get("declared"), listed.get("declared"), 9])
    for ordinal, number in enumerate(numbers if chance.random() < 0.6 else some([*numbers, 1]), start=1):
        span = text[ordinal * 20 : ordinal * 20 + 9]
        code = PriorityCode.from_number(number)
        place = {"mode": "proposed", "list_id": "l", "ordinal": ordinal, "declared_total": total}
        article.add(Priority, span, number=number, priority=code, statement="x", **place)
    return article


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_scorer_agrees(tmp_path, seed):
    script, folder = SHARED / "eval" / "score.py", SHARED / "gold" / "development"
    if not script.is_file() or not (folder / "gold.jsonl").is_file():
        pytest.skip("the independent scorer is not here")
    specification = importlib.util.spec_from_file_location("independent_scorer", script)
    scorer = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(scorer)
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    chance = random.Random(seed)
    texts = {line["doc"]: (folder / "texts" / line["doc"]).read_text(encoding="utf-8") for line in gold}
    found = [distorted(line, texts[line["doc"]], chance) for line in gold if chance.random() < 0.95]
    out = sample.write_run(tmp_path / "out", found, with_manifest=False)

    documents, by, names = scorer.predictions(out)
    tally, errors = scorer.collections.defaultdict(scorer.collections.Counter), []
    for line in gold:
        hits = [d for d in documents.values() if d["source"].split("/")[-1] == line["doc"]]
        document = hits[0] if hits else {"id": None, "text": "", "source": line["doc"]}
        records = by[document["id"]] if hits else scorer.collections.defaultdict(list)
        scorer.score_document(line, document, records, names, tally, errors)
    expected = {key: (c["tp"], c["fp"], c["fn"]) for key, c in tally.items()}

    result = counts(evaluate(out, folder / "gold.jsonl"))
    assert {key: value for key, value in result.items() if any(value)} == {
        key: value for key, value in expected.items() if any(value)
    }
    assert all(
        any(expected[kind, "all"]) for kind in ("events", "event dates", "priority lists", "role status")
    )

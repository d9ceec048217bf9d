"""The benchmarks' own arithmetic and their synthetic collections; small, so that they run with the tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks import disagreements, hostile
from benchmarks.linking import collection, measure
from benchmarks.suite_values import kind_of, read
from benchmarks.tables import markdown_table
from communique.evaluation.counts import Tally
from communique.evaluation.gold import GoldDocument
from communique.evaluation.scoring import Scorer
from communique.runfolder import DocumentRecords, by_document
from pipeline.linking import from_line
from pipeline.linking.clusters import Clashes, Pairs, blocks, digests, join
from tests.gate import write_run
from tests.reliability import Step, judge, reliability_table, wilson, written

ARTICLE = (
    "Wien, 3. Mai 2024. Ministerin Karla Beispiel eröffnete am Freitag in Wien das Donauforum. "
    "Für die Brücke gibt das Land 2,5 Millionen Euro. Bürgermeister Otto Muster dankte ihr.\n"
)


def test_a_seed_gives_one_collection() -> None:
    assert collection(200, seed=4) == collection(200, seed=4)
    assert collection(200, seed=4) != collection(200, seed=5)
    assert len({document.document_id for document in collection(500)}) == 500
    for document in collection(50):
        assert from_line(document.to_line()) == document


def test_comparisons_a_document_stay_bounded() -> None:
    """Four times the documents, not sixteen times the comparisons; and everything is counted."""
    small, large = measure(400), measure(1600)
    assert small.compared > 400
    assert large.compared / 1600 < 2 * small.compared / 400
    assert large.people > small.people
    assert large.events > small.events
    assert set(large.stages) == {"content_stories", "link_people", "link_events", "find_discrepancies"}


def test_large_clusters_are_compared_by_kinds() -> None:
    """A name in every article: one look at each kind of its bearers, not at each of them."""
    size, asked = 3000, 0

    def certain(left: int, right: int) -> bool:
        nonlocal asked
        asked += 1
        return left % 10 == 0 and right % 10 == 0

    pairs = Pairs()
    for member in range(1, size):
        pairs.add(0 if member % 10 else 1, member, 1.0)
    clashes = Clashes(
        owner=lambda member: member,
        kind=lambda member: member % 10 == 0,
        possible=lambda a, b: a % 10 == b % 10 == 0,
        certain=certain,
    )
    found = join(size, pairs, clashes)
    assert asked <= size
    assert max(len(found[group]) for group in found.larger()) == size - size // 10 + 1


def test_members_of_one_owner_never_join() -> None:
    pairs = Pairs()
    pairs.add(0, 1, 3.0)
    pairs.add(1, 2, 2.0)
    clashes = Clashes("aba".__getitem__, lambda member: 0, lambda a, b: False, lambda a, b: False)
    found = join(3, pairs, clashes)
    assert [list(found[group]) for group in range(len(found))] == [[0, 1], [2]]
    assert [found.joined(group) for group in range(len(found))] == [[(0, 1)], []]
    assert [found.of(member) for member in range(3)] == [0, 0, 1]


def test_blocks_give_each_pair_once_and_leave_large_keys_out() -> None:
    keys = [digests([(sign,) for sign in signs]) for signs in ("ab", "ab", "a", "c")]
    assert list(blocks(keys, 3)) == [(0, 1), (0, 2), (1, 2)]
    assert list(blocks(keys, 2)) == [(0, 1)]


@pytest.mark.parametrize(
    ("right", "count", "low", "high"), [(10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (50, 100, 0.404, 0.596)]
)
def test_wilson(right: int, count: int, low: float, high: float) -> None:
    assert wilson(right, count) == pytest.approx((low, high), abs=0.001)


def test_reliability_says_where_cases_are_few_and_where_it_says_too_much() -> None:
    table = reliability_table(
        {("date", 0.9): Step(40, 2), ("date", 0.99): Step(40, 10), ("event", 0.5): Step(3, 1)}
    )
    rows = [line.split("|")[-2].strip() for line in table.splitlines()[2:]]
    assert rows == ["holds", "says too much", "too few to tell"]


def _entry(tmp_path: Path) -> DocumentRecords:
    articles, out = tmp_path / "articles", tmp_path / "out"
    articles.mkdir()
    out.mkdir()
    (articles / "a.txt").write_text(ARTICLE, encoding="utf-8")
    write_run(articles, out)
    [entry] = by_document(out)
    return entry


def test_verdicts_agree_with_the_evaluation(tmp_path: Path) -> None:
    """What is wrong here is spurious there, type by type."""
    entry = _entry(tmp_path)
    gold = GoldDocument.model_validate(
        {
            "doc": "a.txt", "language": "de", "people": ["Karla Beispiel"],
            "roles": [["Karla Beispiel", "mayor"]], "dates": ["2024-05-03"], "money": [["2600000", "EUR"]],
        }
    )  # fmt: skip
    tally = Tally()
    Scorer(gold, entry, tally).count()
    verdicts = list(judge(gold, entry))
    for kind, name in (("people", "person"), ("roles", "role"), ("dates", "date"), ("money", "money")):
        wrong = sum(name == record.TYPE and not right for record, right in verdicts)
        assert wrong == tally.scores[kind, "de"].spurious, kind
    assert {record.TYPE for record, right in verdicts if not right} >= {"person", "role", "money"}
    assert {record.TYPE for record, right in verdicts if right} >= {"person", "date"}


def test_a_table_is_written_between_its_marks() -> None:
    page = "above\n<!-- x -->\nold\n<!-- /x -->\nbelow\n"
    assert written(page, "x", "| new |") == "above\n<!-- x -->\n| new |\n<!-- /x -->\nbelow\n"
    with pytest.raises(ValueError, match="no place"):
        written(page, "y", "")


def test_markdown_table() -> None:
    table = markdown_table([("a", str), ("b", lambda n: str(2 * n))], [1])
    assert table == "| a | b |\n|---|---:|\n| 1 | 2 |"


@pytest.mark.parametrize("part", sorted(hostile.PIECES))
def test_hostile_text_costs_its_length(part: str) -> None:
    """Four times the text, at most five times the steps, whatever is repeated."""
    row = hostile.worst(part)
    assert row.growth <= hostile.MOST or row.large < 2_000, row


@pytest.mark.parametrize(
    "piece",
    [
        "Der Minister Jan Brandt reiste nach Ulm. ",
        "Der Minister Jan Brandt kam. Sein Nachfolger Otto Lang ging. ",
        "Minister Jan Brandt traf seinen Kollegen, Otto Lang. ",
        "Jan Brandt leitet das Museum. ",
        "Minister Jan Brandt wurde von Otto Lang abgelöst. ",
        "Direktor Jan Brandt, Direktor des Museums, starb. ",
    ],
)
def test_many_offices_cost_their_number(piece: str) -> None:
    row = hostile.measure("roles", piece)
    assert row.growth <= hostile.MOST, row


TOLD = date(2025, 11, 26)


@pytest.mark.parametrize(
    ("ours", "wanted", "form"),
    [
        ("2026-22", "2026-06-21/2026-09-23", "season"),
        ("2025-04", "2025-04-01", "first day"),
        ("199X", "1990-01-01", "first day"),
        ("2025-09", "2025-09-26", "finer"),
        ("2023", "2023-11", "finer"),
        ("2025-09", "2025-10-02", None),
        ("2025-12/2026-02", "2025-11-27/2026-02-27", "window"),
        ("2025-11-17/2025-11-23", "2025-11-19/2025-11-26", "window"),
        ("2025-12-01/2025-12-14", "2025-W50", "limit"),
        ("2025-12/2026-01", "2026-01", "limit"),
        ("2025-11-26/2025-12-01", "2025-12-01", "limit"),
        ("2025-11-26/2025-12-01", "2025-11-30", None),
        ("P3Y", "2025-11-26/2028-11-26", "length"),
        ("P2M", "2026-01-26", "length"),
        ("P2M", "2026-03-26", None),
        ("2026-01-01/2026-04-05", "2026-01-01/2026-04-04", "last unit"),
        ("2026-02-01/2026-03", "2026-02-01/2026-03-01", "last unit"),
        ("2026-02-01/2026-03", "2026-02-01/2026-03-15", None),
        ("2025-10-05", "2026-10-05", "year"),
        ("2025-10-31", "2026-10-30", "year"),
        ("2025-11-20", "2025-12-20", "year"),
        ("2020-10-05", "2026-10-05", None),
        ("2025-11-28", "2025-12-05", "week"),
        ("2025-11-28", "2025-12-06", None),
        ("2026-02/..", "2026-03-01/..", "open"),
        ("2026-08", "../2026-07-31", "open"),
        ("2026-08", "../2026-05-31", None),
        ("2025-11-28", "P3D", None),
    ],
)
def test_values_differ_by_form(ours: str, wanted: str, form: str | None) -> None:
    value = read(wanted)
    assert value is not None
    kind = kind_of(ours, [value], TOLD)
    assert (kind.name if kind else None) == form


def test_values_of_suites_are_read() -> None:
    assert read("2025-W02") == read("2025-01-06/2025-01-12")
    assert read("2025-W02-WE") == read("2025-01-11/2025-01-12")
    assert read("2025-Q3") == read("2025-07/2025-09") == read("2025-07-01/2025-09-30")
    assert read("2025-SU") == read("2025-22")
    assert read("P1.25Y") == read("P15M")
    assert read("P2W") == read("P14D")
    assert read("2025-02-30") is read("soon") is read("../..") is None


def test_what_is_half_read_has_no_form() -> None:
    """'the ides of …' is more than the month that was found; an article is not missed."""

    def case(text: str, surface: str, value: str) -> dict[str, object]:
        return {
            "text": text,
            "reference_date": TOLD.isoformat(),
            "expected": [{"surface": surface, "value": value}],
        }

    tally = disagreements.Tally("en")
    disagreements.count_case(case("on the ides of March 2026", "ides of March 2026", "2026-03-15"), tally)
    disagreements.count_case(case("in the March 2026 issue", "the March 2026", "2026-03-01"), tally)
    disagreements.count_case(case("in May 2026", "May 2026", "2026-05"), tally)
    assert tally.kinds() == {disagreements.REST: 1, "first day": 1}
    assert tally.precision() == (1.0, 1 / 3)
    assert tally.precision(frozenset({"first day"})) == (1.0, 1 / 2)
    assert "| en | 3 | 2 |" in disagreements.report([tally])

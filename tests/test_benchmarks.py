"""The benchmarks' own arithmetic and their synthetic collections; small, so that they run with the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import hostile
from benchmarks.linking import collection, measure
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

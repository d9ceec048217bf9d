"""Stories of our own in four languages, and what looks like one and is none (`tests/stories/`).

Translations of a flood (one counts other dead, one rounds, one writes square metres for hectares) and of a
bridge (one leaves a sum out, one turns its digits round); reports of one fair that were written apart and
count other companies; and beside them a fair of another year, two forums of one name on one day, a conference
that was moved, namesakes, a surname that two ministers share, and a form that is filled in anew each week.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.linking import link_folder
from tests.gate import write_run

STORIES = Path(__file__).parent / "stories"


class Run:
    """A linked folder, looked at by the names of its files."""

    def __init__(self, out: Path) -> None:
        write_run(STORIES, out)
        self.out = out
        self.stories = dict(link_folder(out, out))
        self.names = {row["id"]: row["source"].removesuffix(".md") for row in self.rows("documents")}

    def rows(self, name: str) -> list[dict]:  # type: ignore[type-arg]
        return [json.loads(line) for line in (self.out / f"{name}.jsonl").read_text("utf-8").splitlines()]

    def clusters(self, name: str) -> list[set[str]]:
        """The files of each linked record of more than one."""
        found = ({self.names[m["document_id"]] for m in row["members"]} for row in self.rows(name))
        return sorted((files for files in found if len(files) > 1), key=sorted)

    def statements(self) -> set[tuple[str, ...]]:
        """Kind and, by file, the value of each discrepancy."""
        return {
            (
                row["kind"],
                *sorted(f"{self.names[s['document_id']]}: {s['value']}" for s in (row["left"], row["right"])),
            )
            for row in self.rows("discrepancies")
        }


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("stories"))


def in_four(name: str) -> set[str]:
    return {f"{name}_{language}" for language in ("de", "en", "nl", "pl")}


def test_translations_are_one_story_and_nothing_else_is(run: Run) -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for document, story in run.stories.items():
        told[story].add(run.names[document])
    assert sorted(told.values(), key=sorted) == [in_four("bridge"), in_four("flood")]


def test_reports_of_one_event_are_joined_and_no_others(run: Run) -> None:
    # whether a flood that is only named is an event is for the extractor to say, not for linking
    found = [files for files in run.clusters("linked_events") if not files <= in_four("flood")]
    assert found == [in_four("bridge"), {"fair_de", "fair_en", "fair_nl"}, {"moved1_en", "moved2_en"}]


def test_a_moved_event_has_its_new_date(run: Run) -> None:
    [moved] = [row for row in run.rows("linked_events") if "Seeds" in row["name"]]
    assert moved["date"] == "2031-06-05"


def test_people_are_one_by_name_and_office_and_namesakes_are_not(run: Run) -> None:
    joined: dict[str, set[str]] = {}
    for row in run.rows("linked_people"):
        files = {run.names[member["document_id"]] for member in row["members"]}
        if len(files) > 1:
            joined[row["name"]] = files
    fairs = {"fair_de", "fair_en", "fair_nl"}
    assert joined == {
        "Hedda Krollmann": in_four("flood"),
        "Ulf Perkentin": in_four("flood"),
        "Tilo Wesskamp": in_four("flood"),
        "Jorrit Hambeck": in_four("bridge"),
        "Malwina Stecka": in_four("bridge"),
        "Tadde Olmers": in_four("bridge"),
        "Alwine Tobersdorf": fairs,
        "Runa Ollendiek": {*fairs, "fair2029_de"},
        "Ingela Ravndal": {"moved1_en", "moved2_en"},
    }


def test_only_true_disagreements_are_reported(run: Run) -> None:
    """Not: 2.41 and 'about 2.4' million, hectares and square metres, 350 and 'over 340', the moved date."""
    found = run.statements()
    assert {statement[0] for statement in found} == {"amount", "count", "missing_figure"}
    assert len(found) == 4
    for kind, parts in {
        "amount": ("84000000 EUR", "bridge_en: 48000000 EUR"),
        "count": ("fair_en: 500 companies", " companies"),
        "missing_figure": ("1750000 EUR", "bridge_nl: None"),
    }.items():
        assert any(row[0] == kind and all(part in " ".join(row) for part in parts) for row in found), kind
    assert any({"flood_pl: 14 dead"} < set(row) and "12 dead" in " ".join(row) for row in found)


def test_every_side_stands_in_its_text(run: Run) -> None:
    texts = {row["id"]: row["text"] for row in run.rows("documents")}
    for row in run.rows("discrepancies"):
        for side in (row["left"], row["right"]):
            for words in side["evidence"]:
                assert texts[side["document_id"]][words["start"] : words["end"]] == words["text"]

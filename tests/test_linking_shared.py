"""Linking on articles that are not part of the project, where they lie beside it; skipped elsewhere.

The development articles were read by hand once, and who of their people is the same person was decided.
`gold/same_people.json` holds a list a person, of a digest for each article that names it: of the file's name
and the name's tokens, folded and sorted. People that stand in no list occur in one article only.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from pipeline.linking import link_folder
from pipeline.linking.decisions import name_key
from tests.gate import ROOT, write_run

SHARED = ROOT.parent / "shared"
SAME = ROOT / "tests" / "gold" / "same_people.json"
Rows = list[dict]  # type: ignore[type-arg]

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="there is no ../shared beside the project")


def rows(out: Path, name: str) -> Rows:
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def digest(source: str, key: str) -> str:
    """The digest that stands for a person of an article."""
    return hashlib.sha256(f"{source} {key}".encode()).hexdigest()[:16]


def pairs_of_people(out: Path) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """The pairs of people of different articles that linking joined, and those that are one by hand."""
    sources = {document["id"]: document["source"] for document in rows(out, "documents")}
    keys = {person["id"]: person["person_id"] for person in rows(out, "people")}
    joined = {
        frozenset(
            (
                digest(sources[one["document_id"]], keys[one["id"]]),
                digest(sources[other["document_id"]], keys[other["id"]]),
            )
        )
        for person in rows(out, "linked_people")
        for one, other in combinations(person["members"], 2)
    }
    same = {
        frozenset(pair)
        for group in json.loads(SAME.read_text(encoding="utf-8"))
        for pair in combinations(group, 2)
    }
    return joined, same


def test_people_of_the_development_articles(tmp_path: Path) -> None:
    """No wrong merge; the pairs that were right stay right (see docs/linking.md)."""
    write_run(SHARED / "gold" / "development" / "texts", tmp_path)
    link_folder(tmp_path, tmp_path)
    joined, same = pairs_of_people(tmp_path)
    right, wrong, missed = joined & same, joined - same, same - joined
    assert not wrong
    assert len(right) >= 32, f"{len(right)} right, {len(missed)} missed"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole run over the five articles that the project was made for."""
    out = tmp_path_factory.mktemp("seeds") / "out"
    command = [sys.executable, "-m", "communique", "run", str(SHARED / "seeds"), "--out", str(out), "--quiet"]
    subprocess.run(command, check=True, cwd=ROOT)
    return out


def test_a_translation_shares_the_story_and_lends_its_date(seeds: Path) -> None:
    told: dict[str, Rows] = defaultdict(list)
    for document in rows(seeds, "documents"):
        if document["story_id"]:
            told[document["story_id"]].append(document)
    [members] = told.values()
    german, polish = sorted(members, key=lambda document: document["language"])
    assert (german["language"], polish["language"]) == ("de", "pl")
    assert german["published"] == polish["published"] is not None
    assert german["published_from"] == "translation"


def test_every_report_points_to_the_one_forum(seeds: Path) -> None:
    [forum] = [event for event in rows(seeds, "linked_events") if event["date"] == "2025-11-25"]
    assert forum["type"] == "forum"
    assert {m["document_id"] for m in forum["members"]} == {d["id"] for d in rows(seeds, "documents")}


def test_who_occurs_in_several_articles_is_one_person(seeds: Path) -> None:
    sources = {document["id"]: document["source"] for document in rows(seeds, "documents")}
    wanted: dict[str, set[str]] = defaultdict(set)
    for line in (SHARED / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        for name in gold["people"]:
            wanted[name_key(name)].add(gold["doc"])
    keys = {person["id"]: person["person_id"] for person in rows(seeds, "people")}
    found = defaultdict(list)
    for person in rows(seeds, "linked_people"):
        members = {sources[member["document_id"]] for member in person["members"]}
        found[keys[person["members"][0]["id"]]].append(members)
    several = {key: documents for key, documents in wanted.items() if len(documents) > 1}
    assert several
    for key, documents in several.items():
        assert found[key] == [documents], key


def test_six_and_five_declared_priorities_are_a_discrepancy(seeds: Path) -> None:
    found = rows(seeds, "discrepancies")
    assert [row["kind"] for row in found] == ["declared_total"]
    assert {row["left"]["value"] for row in found} | {row["right"]["value"] for row in found} == {"5", "6"}

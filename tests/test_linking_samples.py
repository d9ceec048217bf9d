"""Linking the sample articles: three stories, each told in four languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.linking import link_folder
from tests.gate import SETS, write_run


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A run over the samples with its linked files, and the stories: document id -> story id."""
    out = tmp_path_factory.mktemp("samples")
    write_run(SETS["samples"][0], out)
    return out, dict(link_folder(out, out))


def rows(out: Path, name: str) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_translations_are_one_story_and_nothing_else_is(linked: tuple[Path, dict[str, str]]) -> None:
    out, stories = linked
    told: dict[str, set[str]] = {}
    for document in rows(out, "documents"):
        told.setdefault(stories[document["id"]], set()).add(document["source"].split(".")[0].split("_")[0])
    assert sorted(told.values(), key=sorted) == [{"forum"}, {"investment"}, {"visit"}]


def test_most_people_are_linked_over_all_four_languages(linked: tuple[Path, dict[str, str]]) -> None:
    out, _stories = linked
    people = rows(out, "linked_people")
    whole = [person for person in people if set(person["names"]) == {"de", "en", "nl", "pl"}]
    assert len(whole) >= 17
    assert all(len({m["document_id"] for m in p["members"]}) == len(p["members"]) for p in people)


def test_the_forum_is_one_event_with_its_day(linked: tuple[Path, dict[str, str]]) -> None:
    out, _stories = linked
    forums = [event for event in rows(out, "linked_events") if event["type"] == "forum" and event["date"]]
    main = max(forums, key=lambda event: len(event["date"]))
    assert len(main["members"]) == 4


def test_translations_that_agree_give_no_discrepancy(linked: tuple[Path, dict[str, str]]) -> None:
    out, _stories = linked
    assert rows(out, "discrepancies") == []

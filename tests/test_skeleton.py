"""The skeleton of a new language and the coverage table."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.lexicon.load import language_codes
from pipeline.lexicon.skeleton import (
    BadLanguageCode,
    coverage,
    coverage_table,
    shared_entries,
    skeleton,
    write_skeleton,
)


def test_a_skeleton_is_valid_and_lists_every_shared_entry() -> None:
    files = skeleton("fi")
    text = "\n".join(files.values())
    for content in files.values():
        assert set(tomllib.loads(content)) <= {"language", "features"}
    for section, values in shared_entries().items():
        for value in values:
            assert f"# [{section}.{value}]" in text


def test_filled_in_it_is_a_language(tmp_path: Path) -> None:
    paths = {path.name: path for path in write_skeleton("fi", tmp_path)}
    content = paths["fi.toml"].read_text(encoding="utf-8").replace("# [function", "[function")
    assert "[function.common]" in content
    assert "suomi" in content
    assert "tammikuu" in paths["fi.json"].read_text(encoding="utf-8")


def test_what_is_no_new_language_is_refused() -> None:
    with pytest.raises(BadLanguageCode, match="already"):
        skeleton(language_codes()[0])
    with pytest.raises(BadLanguageCode, match="CLDR"):
        skeleton("xq")


def test_coverage_counts_by_hand_and_by_library() -> None:
    table = coverage()
    assert set(table["month"]) == set(language_codes())
    assert all(by_hand >= 1 for by_hand, _known in table["function"].values())
    assert coverage_table().count("\n") == len(table) + 2

"""The skeleton of a new language and the coverage table."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pipeline.lexicon.load import SETTINGS, language_codes, read_tables
from pipeline.lexicon.meanings import FEATURES, SECTIONS
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
    for name, content in files.items():
        if not name.startswith("page/"):
            assert set(tomllib.loads(content)) <= {"language", "features"}
    for section, values in shared_entries().items():
        for value in values:
            assert re.search(rf'^# \[{section}\."?{re.escape(value)}"?\]', text, re.MULTILINE), (
                section,
                value,
            )


def test_every_entry_uncommented_is_a_table_with_its_attributes() -> None:
    for name, content in skeleton("fi").items():
        entries = re.sub(r"^# (\[[a-z]|[a-z_]+ = )", r"\1", content, flags=re.MULTILINE)
        if not name.startswith("page/"):
            tables = tomllib.loads(re.sub(r"^# (?===).*$", "", entries, flags=re.MULTILINE))
            assert all("forms" in entry for key, table in tables.items() for entry in table.values()
                       if key not in {"language", "features"})  # fmt: skip
            if name == "fi.dates.toml":
                assert tables["direction"]["last"]["shift"] == -1


def test_features_and_sections_are_explained() -> None:
    """What code asks for and what most languages have stands in `meanings.py`, and nothing stale."""
    sources = "\n".join(p.read_text(encoding="utf-8") for p in Path("pipeline").rglob("*.py"))
    assert set(re.findall(r'\bfeature\(\s*"([a-z_]+)"', sources)) == set(FEATURES)
    having = Counter(section for code in language_codes() for section in set(read_tables(code)) - SETTINGS)
    assert {section for section, count in having.items() if 2 * count >= len(language_codes())} <= set(
        SECTIONS
    )
    assert set(SECTIONS) <= set(having)


def test_the_words_of_pages_are_in_the_skeleton() -> None:
    page = tomllib.loads(skeleton("fi")["page/fi.toml"])
    assert page["order"] == "dmy"
    assert page["byline"] == []


def test_filled_in_it_is_a_language(tmp_path: Path) -> None:
    paths = {path.relative_to(tmp_path).as_posix(): path for path in write_skeleton("fi", tmp_path)}
    content = paths["fi.toml"].read_text(encoding="utf-8").replace("# [function", "[function")
    assert "[function.common]" in content
    assert "suomi" in content
    assert "tammikuu" in paths["cldr/fi.json"].read_text(encoding="utf-8")


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


def test_the_coverage_page_is_current() -> None:
    """Written by `communique language > docs/coverage.md`."""
    page = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"
    assert page.read_text(encoding="utf-8") == coverage_table()

"""Word clusters: the shipped tables, looking a word up, and how they are made."""

from __future__ import annotations

import unicodedata
from importlib.util import find_spec

import numpy as np
import pytest

from pipeline.clusters import checksum, cluster_of, tables
from training import clusters


@pytest.mark.parametrize("language", tables())
def test_checksums_are_sorted_and_once_each(language: str) -> None:
    words, numbers = tables()[language]
    assert len(words) == len(numbers) > 300_000
    assert (np.diff(words.astype(np.int64)) > 0).all()
    assert numbers.min() >= 1


def test_a_word_has_its_cluster_in_either_unicode_form() -> None:
    cluster = cluster_of("de")
    assert cluster("München") == cluster(unicodedata.normalize("NFD", "München")) != 0
    assert cluster("Xqzzyplonk") == 0
    assert cluster("\ud800") == 0  # a lone surrogate is no word of any language


def test_a_word_in_capitals_counts_as_with_one() -> None:
    cluster = cluster_of("de")
    assert cluster("STEINMEIER") == cluster("Steinmeier") != 0
    assert cluster("USA") not in (0, cluster("Usa"))  # listed as it stands


def test_what_stands_in_like_places_is_in_one_cluster() -> None:
    german = cluster_of("de")
    assert len({german(name) for name in ("Schulz", "Schmidt", "Meier", "Lehmann")}) == 1
    assert german("Schmidt") != german("und")


def test_a_table_keeps_the_first_of_equal_checksums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "KEPT", 3)
    words, numbers = clusters.table({"der": 9, ",": 4, "Haus": 12, "die": 9, "rare": 1})
    assert list(words) == sorted(checksum(word) for word in ("der", "Haus", "die"))
    assert dict(zip(words, numbers, strict=True)) == {
        checksum("der"): 1, checksum("die"): 1, checksum("Haus"): 2
    }  # fmt: skip


@pytest.mark.skipif(find_spec("spacy_lookups_data") is None, reason="spacy-lookups-data is not installed")
def test_the_shipped_tables_are_what_the_source_gives() -> None:
    for language in clusters.LANGUAGES:
        words, numbers = clusters.table(clusters.source(language))
        assert (words == tables()[language][0]).all()
        assert (numbers == tables()[language][1]).all()

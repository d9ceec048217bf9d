"""Inputs that once broke the way of a document, replayed."""

from __future__ import annotations

import pytest

from tests.fuzz import CORPUS, check, mutate, replay, seeds


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.bin")), ids=lambda path: path.stem)
def test_what_broke_once_holds(path) -> None:  # type: ignore[no-untyped-def]
    replay(path)


def test_a_few_new_inputs() -> None:
    import random

    draw, start = random.Random(2026), seeds()
    for _ in range(60):
        check(mutate(draw, start))

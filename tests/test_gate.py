"""No score on our own annotated articles falls below its floor."""

from __future__ import annotations

import json

from tests.gate import FLOORS, digest, measure


def test_floors_hold() -> None:
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert kept["digest"] == digest(), "the annotated articles changed: python -m tests.gate --update"
    now = measure()
    fallen = {
        key: (floor, now.get(key)) for key, floor in kept["floors"].items() if now.get(key, 0.0) < floor
    }
    assert not fallen
    assert kept["floors"].keys() == now.keys()

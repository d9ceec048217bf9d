"""Morphological analysers, asked only where a rule is in doubt.

A language file names its analyser in the feature `morphology`; a language without one, or a machine
without the package, gets no readings and the rules go on without them. Loading takes a fraction of a
second, so it happens on the first question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class Reading:
    """One analysis of a word: its dictionary form, part of speech, cases and whether it is a proper name."""

    lemma: str
    tag: str
    cases: frozenset[str]
    name: bool
    gender: str = ""
    place: bool = False


Analyser = Callable[[str], tuple[Reading, ...]]


def is_genitive(readings: tuple[Reading, ...]) -> bool:
    """Whether a noun may stand in the genitive by a form that is no nominative."""
    return any(
        reading.tag == "subst" and "gen" in reading.cases and "nom" not in reading.cases
        for reading in readings
    )


def _nothing(word: str) -> tuple[Reading, ...]:
    return ()


@cache
def _morfeusz() -> Analyser:
    try:
        import morfeusz2
    except ImportError:
        return _nothing
    engine = morfeusz2.Morfeusz()

    @lru_cache(maxsize=1 << 14)
    def analyse(word: str) -> tuple[Reading, ...]:
        found = []
        for _, _, (_, lemma, tags, labels, _) in engine.analyse(word):
            if tags.startswith("ign"):
                continue
            parts = tags.split(":")
            cases = frozenset(parts[2].split(".")) if len(parts) > 2 else frozenset()
            name = any(label.startswith(("imi", "nazwisk")) for label in labels)
            gender = parts[3] if len(parts) > 3 else ""
            place = any(label.startswith("nazwa_geograficzna") for label in labels)
            found.append(Reading(lemma.split(":")[0], parts[0], cases, name, gender, place))
        return tuple(found)

    return analyse


_ANALYSERS: dict[str, Callable[[], Analyser]] = {"morfeusz2": _morfeusz}


def analyser(feature: object) -> Analyser:
    """The analyser that a language's feature `morphology` names; one that knows nothing without it."""
    make = _ANALYSERS.get(str(feature))
    return make() if make is not None else _nothing

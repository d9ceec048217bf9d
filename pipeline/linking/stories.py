"""Stories by content: translations and copies of one article without a common address.

Within a language near-copies are found by their sketches; across languages by what a translation keeps: sums,
other numbers, days, people and the length profile. Stories by address are told before extraction, by the
store.

A form that is filled in anew each week (prices, scores, weather) looks like a copy and is none: where both
texts state facts, most of them must be the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pipeline.linking.clusters import Clashes, Pairs, blocks, crowds, digests, join
from pipeline.linking.facts import DocumentFacts
from pipeline.linking.shelf import Collection
from pipeline.linking.sketch import bands, likeness

_COPY = 0.6
_LARGEST_BLOCK = 60
_LEAST_SHARED = 4
_ALIKE = 0.6
_LENGTHS = (0.55, 1.8)  # a translation's length as a share of the original's
_FACTS = 3  # so many facts tell a form filled in anew from a copy
_KEPT = 0.5
_AT_HAND = 4096  # sets of features, made from their digests as they are compared
_FINE = 7  # characters of '2025-11': a year alone is no day

Feature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Profile:
    """A document as it is compared.

    Attributes:
        features: digests of what a translation keeps.
        bands: digests of the bands of its sketch.
    """

    document_id: str
    language: str
    story_id: str | None
    length: int
    shingles: bytes
    features: array[int]
    bands: array[int]


def content_stories(documents: Collection) -> dict[str, str]:
    """Document id -> story id, for documents that have no story yet and share one with another document.

    A document with a story by address lends its id; else the story is named after its smallest document id.
    """
    known = [_profile(document) for document in documents.reading(("people", "money"))]
    pairs = Pairs()
    near = blocks((array("Q", (*one.features, *one.bands)) for one in known), _LARGEST_BLOCK)
    # a text that many printed fills its blocks: each copy is compared with the first alone
    printed = crowds((one.bands for one in known), _LARGEST_BLOCK)
    features = lru_cache(_AT_HAND)(lambda place: frozenset(known[place].features))

    def alike(left: int, right: int) -> float:
        """How alike two documents are, 0 to 1; 0 where it is too little to tell."""
        a, b = known[left], known[right]
        if a.language == b.language:
            equal = likeness(a.shingles, b.shingles)
            if equal < _COPY or (
                a.shingles != b.shingles and _filled_in_anew(features(left), features(right))
            ):
                return 0.0
            return equal
        ratio = a.length / max(1, b.length)
        if not _LENGTHS[0] <= ratio <= _LENGTHS[1]:
            return 0.0
        mine, theirs = features(left), features(right)
        shared = len(mine & theirs)
        if shared < _LEAST_SHARED:
            return 0.0
        return shared / min(len(mine), len(theirs)) * 0.5 + shared / len(mine | theirs) * 0.5

    for left, right in chain(near, printed):
        weight = alike(left, right)
        if weight >= _ALIKE:
            pairs.add(left, right, weight)

    def clash(left: int, right: int) -> bool:
        a, b = known[left].story_id, known[right].story_id
        return bool(a and b and a != b)

    groups = join(len(known), pairs, Clashes(lambda one: one, lambda one: known[one].story_id, clash, clash))
    found: dict[str, str] = {}
    for group in groups.larger():
        members = [known[place] for place in groups[group]]
        given = [one.story_id for one in members if one.story_id]
        story = given[0] if given else f"story-{members[0].document_id}"
        found.update({one.document_id: story for one in members if not one.story_id})
    return found


def _profile(document: DocumentFacts) -> _Profile:
    return _Profile(
        document_id=document.document_id,
        language=document.language,
        story_id=document.story_id,
        length=document.length,
        shingles=document.shingles,
        features=digests(_features(document)),
        bands=digests(("band", document.language, band) for band in bands(document.shingles)),
    )


def _features(document: DocumentFacts) -> Iterator[Feature]:
    """What a translation keeps; a sum is a number too, and so weighs twice."""
    yield from (("person", person.person_id.split("~")[0]) for person in document.people)
    yield from (("sum", money.amount, money.currency) for money in document.money)
    yield from (("number", value) for value in document.values if _tells(value))
    yield from (("day", day) for day in document.days if len(day) >= _FINE and "X" not in day)


def _tells(value: str) -> bool:
    """Whether a number is large enough to be no chance, and no year."""
    return len(value) > 2 and not (len(value) == 4 and value[:2] in ("18", "19", "20"))


def _filled_in_anew(mine: frozenset[int], theirs: frozenset[int]) -> bool:
    """Whether two texts of one wording state other facts."""
    fewer = min(len(mine), len(theirs))
    return fewer >= _FACTS and len(mine & theirs) < _KEPT * fewer

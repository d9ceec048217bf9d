"""Stories by content: translations and copies of one article without a common address.

Within a language near-copies are found by their sketches; across languages by what a translation keeps: sums,
other numbers, days, people and the length profile. Stories by address are told before extraction, by the
store.

A form that is filled in anew each week (prices, scores, weather) looks like a copy and is none: where both
texts state facts, most of them must be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.linking.clusters import Clashes, Pairs, blocks, crowds, join
from pipeline.linking.facts import DocumentFacts
from pipeline.linking.sketch import bands, likeness

_COPY = 0.6
_LARGEST_BLOCK = 60
_LEAST_SHARED = 4
_ALIKE = 0.6
_LENGTHS = (0.55, 1.8)  # a translation's length as a share of the original's
_FACTS = 3  # so many facts tell a form filled in anew from a copy
_KEPT = 0.5
_FINE = 7  # characters of '2025-11': a year alone is no day

Feature = tuple[str, ...]


def content_stories(documents: Sequence[DocumentFacts]) -> dict[str, str]:
    """Document id -> story id, for documents that have no story yet and share one with another document.

    A document with a story by address lends its id; else the story is named after its smallest document id.

    Args:
        documents: in order of their ids.
    """
    pairs = Pairs()
    near = blocks((_keys(document) for document in documents), _LARGEST_BLOCK)
    # a text that many printed fills its blocks: each copy is compared with the first alone
    printed = crowds((_copies(document) for document in documents), _LARGEST_BLOCK)
    for left, right in chain(near, printed):
        weight = _alike(documents[left], documents[right])
        if weight >= _ALIKE:
            pairs.add(left, right, weight)

    def clash(left: int, right: int) -> bool:
        a, b = documents[left].story_id, documents[right].story_id
        return bool(a and b and a != b)

    clashes = Clashes(range(len(documents)), [document.story_id for document in documents], clash, clash)
    found: dict[str, str] = {}
    for group, _used in join(len(documents), pairs, clashes):
        if len(group) < 2:
            continue
        given = [documents[i].story_id for i in group if documents[i].story_id]
        story = given[0] if given else f"story-{documents[group[0]].document_id}"
        found.update({documents[i].document_id: str(story) for i in group if not documents[i].story_id})
    return found


def _keys(document: DocumentFacts) -> Iterator[Feature]:
    yield from _features(document)
    yield from _copies(document)


def _copies(document: DocumentFacts) -> Iterator[Feature]:
    return (("band", document.language, band) for band in bands(document.shingles))


def _features(document: DocumentFacts) -> frozenset[Feature]:
    """What a translation keeps; a sum is a number too, and so weighs twice."""
    people = {("person", person.person_id.split("~")[0]) for person in document.people}
    sums = {("sum", money.amount, money.currency) for money in document.money}
    numbers = {("number", value) for value in document.values if _tells(value)}
    days = {("day", day) for day in document.days if len(day) >= _FINE and "X" not in day}
    return frozenset({*people, *sums, *numbers, *days})


def _tells(value: str) -> bool:
    """Whether a number is large enough to be no chance, and no year."""
    return len(value) > 2 and not (len(value) == 4 and value[:2] in ("18", "19", "20"))


def _alike(left: DocumentFacts, right: DocumentFacts) -> float:
    """How alike two documents are, 0 to 1; 0 where it is too little to tell."""
    if left.language == right.language:
        equal = likeness(left.shingles, right.shingles)
        return equal if equal >= _COPY and not _filled_in_anew(left, right) else 0.0
    ratio = left.length / max(1, right.length)
    if not _LENGTHS[0] <= ratio <= _LENGTHS[1]:
        return 0.0
    mine, theirs = _features(left), _features(right)
    shared = mine & theirs
    if len(shared) < _LEAST_SHARED:
        return 0.0
    return len(shared) / min(len(mine), len(theirs)) * 0.5 + len(shared) / len(mine | theirs) * 0.5


def _filled_in_anew(left: DocumentFacts, right: DocumentFacts) -> bool:
    """Whether two texts of one wording state other facts."""
    if left.shingles == right.shingles:
        return False
    mine, theirs = _features(left), _features(right)
    fewer = min(len(mine), len(theirs))
    return fewer >= _FACTS and len(mine & theirs) < _KEPT * fewer

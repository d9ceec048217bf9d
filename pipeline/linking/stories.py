"""Stories by content: translations and copies of one article without a common address.

Within a language near-copies are found by MinHash over words (datasketch); across languages by what a
translation keeps: sums, days, people and the length profile. Stories by address are told before extraction,
by the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.linking.clusters import Clashes, Pairs, blocks, join
from pipeline.linking.facts import DocumentFacts
from pipeline.tokens import norm, token_spans

_PERMUTATIONS = 32
_BAND = 4
_WORDS = 5
_COPY = 0.6  # share of equal MinHash values, an estimate of the share of common five-word runs
_LARGEST_BLOCK = 60
_LEAST_SHARED = 4
_ALIKE = 0.6
_LENGTHS = (0.55, 1.8)  # a translation's length as a share of the original's


def shingles(text: str) -> tuple[int, ...]:
    """MinHash values of a text's five-word runs; empty for a text of fewer words.

    The hashing is datasketch's, with a fixed seed, so the values are the same on every machine.
    """
    from datasketch import MinHash  # pulls in SciPy: only needed where stories are told

    words = [norm(text[start:end]) for start, end in token_spans(text) if text[start].isalnum()]
    if len(words) < _WORDS:
        return ()
    runs = {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
    sketch.update_batch([run.encode("utf-8") for run in sorted(runs)])
    return tuple(int(value) for value in sketch.hashvalues)


def content_stories(documents: Sequence[DocumentFacts]) -> dict[str, str]:
    """Document id -> story id, for documents that have no story yet and share one with another document.

    A document with a story by address lends its id; else the story is named after its smallest document id.
    """
    known = sorted(documents, key=lambda document: document.document_id)
    features = [_features(document) for document in known]
    keys = [
        [*(("fact", *feature) for feature in features[i]), *_bands(document)]
        for i, document in enumerate(known)
    ]
    pairs = Pairs()
    for left, right in blocks(keys, _LARGEST_BLOCK):
        weight = _alike(known[left], known[right], features[left], features[right])
        if weight >= _ALIKE:
            pairs.add(left, right, weight)

    def clash(left: int, right: int) -> bool:
        a, b = known[left].story_id, known[right].story_id
        return bool(a and b and a != b)

    clashes = Clashes(range(len(known)), [document.story_id for document in known], clash, clash)
    found: dict[str, str] = {}
    for group, _used in join(len(known), pairs, clashes):
        if len(group) < 2:
            continue
        given = [known[i].story_id for i in group if known[i].story_id]
        story = given[0] if given else f"story-{known[group[0]].document_id}"
        found.update({known[i].document_id: str(story) for i in group if not known[i].story_id})
    return found


def _features(document: DocumentFacts) -> frozenset[tuple[str, ...]]:
    """What a translation keeps; sums weigh most, hence in two features each."""
    people = {("person", person.person_id.split("~")[0]) for person in document.people}
    sums = {(kind, money.amount, money.currency) for money in document.money for kind in ("sum", "same sum")}
    days = {("day", day) for day in document.days if len(day) >= len("2025-11") and "X" not in day}
    return frozenset({*people, *sums, *days})


def _bands(document: DocumentFacts) -> Iterable[tuple[str, ...]]:
    values = document.shingles
    for start in range(0, len(values), _BAND):
        yield ("band", document.language, str(start), *map(str, values[start : start + _BAND]))


def _alike(left: DocumentFacts, right: DocumentFacts, mine: frozenset, theirs: frozenset) -> float:  # type: ignore[type-arg]
    """How alike two documents are, 0 to 1; 0 where it is too little to tell."""
    if left.language == right.language:
        if not left.shingles or not right.shingles:
            return 0.0
        equal = float(
            np.mean(np.array(left.shingles, dtype=np.uint64) == np.array(right.shingles, dtype=np.uint64))
        )
        return equal if equal >= _COPY else 0.0
    shared = mine & theirs
    ratio = left.length / max(1, right.length)
    if len(shared) < _LEAST_SHARED or not _LENGTHS[0] <= ratio <= _LENGTHS[1]:
        return 0.0
    return len(shared) / min(len(mine), len(theirs)) * 0.5 + len(shared) / len(mine | theirs) * 0.5

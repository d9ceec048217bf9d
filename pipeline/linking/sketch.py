"""The sketch of a text: MinHash values of its five-word runs (datasketch), kept with the facts."""

from __future__ import annotations

import numpy as np

from pipeline.tokens import norm, token_spans

PERMUTATIONS = 32
_WORDS = 5
_TYPE = np.dtype("<u4")  # the values are below 2^32; one order of bytes on every machine


def shingles(text: str) -> bytes:
    """MinHash values of a text's five-word runs, four bytes each; empty for a text of fewer words.

    The hashing is datasketch's, with a fixed seed, so the values are the same on every machine.
    """
    from datasketch import MinHash  # pulls in SciPy: not for a single extraction

    words = [norm(text[start:end]) for start, end in token_spans(text) if text[start].isalnum()]
    if len(words) < _WORDS:
        return b""
    runs = {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update_batch([run.encode("utf-8") for run in sorted(runs)])
    values: np.ndarray[tuple[int], np.dtype[np.uint64]] = sketch.hashvalues
    return values.astype(_TYPE).tobytes()


def likeness(left: bytes, right: bytes) -> float:
    """Share of equal values, an estimate of the share of common five-word runs; 0 without a sketch."""
    if not left or len(left) != len(right):
        return 0.0
    equal = np.frombuffer(left, _TYPE) == np.frombuffer(right, _TYPE)
    return int(np.count_nonzero(equal)) / len(equal)


def bands(sketch: bytes, size: int = 4) -> list[str]:
    """The sketch cut into runs of `size` values: near-copies share one of them."""
    width = size * _TYPE.itemsize
    return [f"{start}:{sketch[start : start + width].hex()}" for start in range(0, len(sketch), width)]

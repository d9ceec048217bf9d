"""Makes `pipeline/models/clusters.npz`: `python -m training.clusters` (needs the package spacy-lookups-data).

The Brown clusters are those that spaCy distributed with its models before version 2.3, a million words a
language; the most frequent are kept. Cluster paths become numbers from 1, in the order of the paths.
"""

from __future__ import annotations

import gzip
import json
from importlib import resources
from pathlib import Path

import numpy as np

from pipeline.clusters import FILE, checksum

LANGUAGES = ("de", "en")  # those with clusters that the corpora hold too
KEPT = 400_000  # words a language, the most frequent first in the source
OUT = Path(__file__).resolve().parent.parent / "pipeline" / "models" / FILE


def source(language: str) -> dict[str, int]:
    """Word -> cluster path as a number, the most frequent words first."""
    folder = resources.files("spacy_lookups_data").joinpath("data")
    packed = folder.joinpath(f"{language}_lexeme_cluster.json.gz").read_bytes()
    found: dict[str, int] = json.loads(gzip.decompress(packed))
    return found


def table(paths: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Sorted checksums of the kept words, and their clusters; of words with one checksum the first counts."""
    words = [word for word in paths if any(char.isalpha() for char in word)][:KEPT]
    number = {path: n for n, path in enumerate(sorted({paths[word] for word in words}), start=1)}
    sums = np.array([checksum(word) for word in words], dtype=np.uint32)
    clusters = np.array([number[paths[word]] for word in words], dtype=np.uint16)
    sums, first = np.unique(sums, return_index=True)
    return sums, clusters[first]


def main() -> None:
    """Writes the file; the same source gives the same bytes."""
    arrays = {}
    for language in LANGUAGES:
        words, clusters = table(source(language))
        arrays |= {f"{language}_words": words, f"{language}_clusters": clusters}
    np.savez_compressed(OUT, **arrays)


if __name__ == "__main__":
    main()

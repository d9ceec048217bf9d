"""Word clusters: groups of words that stand in the same company, as a feature of the statistical model.

`pipeline/models/clusters.npz` holds, for each language in it, the 32-bit checksums of its most frequent words
in rising order and the number of the Brown cluster of each; `python -m training.clusters` makes it. A name
that no training text holds is often in a cluster with names that one does.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
import numpy.typing as npt

FILE = "clusters.npz"


def checksum(word: str) -> int:
    """What a word is looked up by: the CRC-32 of its composed form, so that NFC and NFD agree."""
    composed = word if word.isascii() else unicodedata.normalize("NFC", word)
    return zlib.crc32(composed.encode("utf-8", "surrogatepass"))


@cache
def tables() -> dict[str, tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint16]]]:
    """Checksums (sorted) and cluster numbers of each language, languages in the order of their codes."""
    data = resources.files("pipeline.models").joinpath(FILE).read_bytes()
    with np.load(BytesIO(data)) as arrays:
        codes = sorted({name.split("_")[0] for name in arrays.files})
        return {code: (arrays[f"{code}_words"], arrays[f"{code}_clusters"]) for code in codes}


def cluster_of(language: str) -> Callable[[str], int]:
    """A function from a word, as it is written, to its cluster in `language`; 0 where it is in none.

    A word in capitals that is in none counts as written with one: 'BERLIN' as 'Berlin'.
    """
    words, clusters = tables()[language]

    def listed(word: str) -> int:
        key = np.uint32(checksum(word))
        at = int(np.searchsorted(words, key))
        return int(clusters[at]) if at < len(words) and words[at] == key else 0

    def cluster(word: str) -> int:
        found = listed(word)
        return found or (listed(word.capitalize()) if len(word) > 1 and word.isupper() else 0)

    return cluster

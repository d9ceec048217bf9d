"""Reading: files, folders and patterns to raw documents.

for item in read_inputs(["articles/"]):
    ...  # a RawDocument, or a Rejected that says why not
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.reading.inputs import InputNotFoundError, Source, find_inputs, has_known_suffix
from pipeline.reading.raw import MAX_BYTES, RawDocument, looks_like_html, normalise_lines, read_source
from schemas import Rejected

__all__ = [
    "MAX_BYTES",
    "InputNotFoundError",
    "RawDocument",
    "Source",
    "find_inputs",
    "has_known_suffix",
    "looks_like_html",
    "normalise_lines",
    "read_inputs",
    "read_source",
]


def read_inputs(
    inputs: Sequence[str | Path], *, max_bytes: int = MAX_BYTES
) -> Iterator[RawDocument | Rejected]:
    """Reads everything that `inputs` name, in the order of the sources' names.

    Raises:
      InputNotFoundError: an input names nothing.
    """
    for source in find_inputs(inputs):
        yield from read_source(source, max_bytes=max_bytes)

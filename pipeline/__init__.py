"""Pure extraction: text in, validated records out. No clock, no network, no Prefect.

    from pipeline import extract
    facts = extract("Der Minister reiste am 3. Mai 2024 nach Wien.", language="de")

Names are loaded on first use, so that importing a part does not pay for the whole.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.clean import clean
    from pipeline.extraction import Settings, extract, extract_document
    from pipeline.read import find_inputs, read_source

_HOMES = {
    "extract": "pipeline.extraction",
    "extract_document": "pipeline.extraction",
    "Settings": "pipeline.extraction",
    "clean": "pipeline.clean",
    "find_inputs": "pipeline.read",
    "read_source": "pipeline.read",
}

__all__ = ["Settings", "clean", "extract", "extract_document", "find_inputs", "read_source"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)

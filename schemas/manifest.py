"""The manifest of a run's folder, `run.json`."""

from typing import Annotated

from pydantic import Field, JsonValue

from schemas.base import Count, Frozen, Sha256, Text


class FileEntry(Frozen):
    """A published file: the SHA-256 of its bytes, its size in bytes, its number of records."""

    sha256: Sha256
    bytes: Count
    records: Count


class RunManifest(Frozen):
    """What a run's folder holds and what it was made with; only what follows from input and settings.

    Times, hosts and workers are in `run_log.json`, so that equal runs give equal manifests.

    Attributes:
        format: version of the records' format.
        version: of the program.
        counts: records by file name without `.jsonl`, and documents by language as `documents.de` …
        files: published files by name; a reader that needs one consistent set checks their sha256s.
        fingerprints: what the records depend on (content, pipeline, language data, model, settings), each as
            a digest or a version.
        settings: the settings that change output.
    """

    format: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$")] = "1.0"
    version: Text
    counts: dict[str, Count]
    files: dict[str, FileEntry]
    fingerprints: dict[str, str]
    settings: dict[str, JsonValue]

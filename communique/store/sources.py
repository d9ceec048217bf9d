"""The sources of a run: files of this machine and objects at URLs, in one order under names of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.read import Source, find_inputs
from schemas import FILES

_PUBLISHED = {f"{name}.jsonl" for name in FILES}


def find_sources(inputs: Sequence[str | Path], out: Path, url: str | None = None) -> list[Source]:
    """Finds what the inputs name, sorted by name, without what runs have written into the output.

    Args:
        inputs: files, folders, patterns, URLs.
        out: the output folder; it may lie among the inputs.
        url: where its records go besides; that may lie among the inputs, too.

    Raises:
        pipeline.read.InputNotFoundError: an input names nothing.
        communique.remote.place.RemoteError: a store cannot be asked.
    """
    from communique.remote.place import as_path, is_url

    given = [as_path(str(item)) for item in inputs]
    here = [item for item in given if not is_url(item)]
    sources = [item for item in find_inputs(here) if not _is_own(item.path.resolve(), out.resolve())]
    there = [item for item in given if is_url(item)]
    if there:
        sources += _remote(there, url)
        sources = _told_apart(sources)
    return sorted(sources, key=lambda source: source.name)


def _remote(urls: Sequence[str], out: str | None) -> list[Source]:
    from communique.remote.inputs import RemoteFile, find_remote
    from communique.remote.place import open_place

    place = open_place(out) if out else None
    found: dict[tuple[str, str], Source] = {}
    for url in urls:
        for source in find_remote(url):
            file = source.opener
            assert isinstance(file, RemoteFile)
            same = place is not None and place.fs is file.place.fs
            if not (same and place and _is_own(Path(file.path), Path(place.root))):
                found.setdefault((file.place.url.partition("://")[0], file.path), source)
    return list(found.values())


def _is_own(path: Path, out: Path) -> bool:
    """Whether a file is what runs have written."""
    return path.is_relative_to(out / "report") or (path.parent == out and path.name in _PUBLISHED)


def _told_apart(sources: list[Source]) -> list[Source]:
    """Where two inputs hold a file of one name, those at URLs are named by the whole of it."""
    from communique.remote.inputs import RemoteFile

    count = Counter(source.name for source in sources)
    return [
        replace(source, name=f"{source.opener.place.url.partition('://')[0]}://{source.opener.path}")
        if count[source.name] > 1 and isinstance(source.opener, RemoteFile)
        else source
        for source in sources
    ]

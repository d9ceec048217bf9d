"""What is here and what is missing: each finding is a line, each thing missing a sentence on what to do."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

# The flow runs with these; with others it may start and then do nothing.
_PINNED = {"prefect": ("3.8.8", "3.8.9"), "fastapi": ("0", "0.151"), "sqlalchemy": ("2", "2.1")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report.

    Attributes:
        subject: what was looked at.
        state: `ok`, `absent` (something optional) or `wrong` (something needed).
        said: version, number, or what to do.
    """

    subject: str
    state: str
    said: str


def examine() -> Iterator[Finding]:
    """Looks at everything, quickest first. Nothing is changed, and no other machine is asked, unless
    the environment names one (`PREFECT_API_URL`, `COMMUNIQUE_DASK`, `COMMUNIQUE_STORE`,
    `COMMUNIQUE_DATABASE`)."""
    for look in (
        _python,
        _pins,
        _languages,
        _bundled_model,
        _spacy_models,
        _prefect,
        _dask,
        _stores,
        _databases,
        _browser,
    ):
        try:
            yield from look()
        except Exception as error:
            name = look.__name__.strip("_").replace("_", " ")
            yield Finding(name, "wrong", f"Could not be looked at ({type(error).__name__}: {error}).")


def _python() -> Iterator[Finding]:
    fits = (3, 11) <= sys.version_info[:2] < (3, 14)
    said = platform.python_version() + ("" if fits else "; Python 3.11 to 3.13 is needed.")
    yield Finding("Python", "ok" if fits else "wrong", said)
    yield Finding("communique", "ok", metadata.version("communique"))


def _pins() -> Iterator[Finding]:
    for name, (low, high) in _PINNED.items():
        found = metadata.version(name)
        fits = _numbers(low) <= _numbers(found) < _numbers(high)
        said = (
            found
            if fits
            else f"{found}, but flows are known to run with {low} up to {high}; install from locks/."
        )
        yield Finding(name, "ok" if fits else "wrong", said)


def _numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"[0-9]+", version)[:3]]


def _languages() -> Iterator[Finding]:
    from pipeline.lexicon import language_codes, load_language

    whole: list[str] = []
    partial: list[str] = []
    for code in sorted(language_codes()):
        language = load_language(code)
        has_all = {"month", "currency", "role", "event", "topic"} <= set(language.sections)
        (whole if has_all else partial).append(code)
    yield Finding(
        "languages", "ok" if whole else "wrong", f"{', '.join(whole)}; partly: {', '.join(partial) or 'none'}"
    )


def _bundled_model() -> Iterator[Finding]:
    from pipeline.ner import load

    load()
    yield Finding("bundled model", "ok", "loads")


def _spacy_models() -> Iterator[Finding]:
    import spacy

    installed = sorted(spacy.util.get_installed_models())
    said = ", ".join(installed) or "none besides the bundled one; --model NAME takes any that is installed."
    yield Finding("spaCy models", "ok" if installed else "absent", said)


def _prefect() -> Iterator[Finding]:
    from flows.server import prefect_api

    url = os.environ.get("PREFECT_API_URL")
    with prefect_api():
        yield Finding(
            "Prefect", "ok", f"the API at {url} answers" if url else "a local API starts and answers"
        )


def _dask() -> Iterator[Finding]:
    if util.find_spec("distributed") is None:
        yield Finding(
            "Dask", "absent", "not installed; `pip install communique[dask]` for runs on several machines."
        )
        return
    address = os.environ.get("COMMUNIQUE_DASK")
    if not address:
        yield Finding(
            "Dask", "ok", f"distributed {metadata.version('distributed')}; COMMUNIQUE_DASK names no scheduler"
        )
        return
    from distributed import Client

    with Client(address=address, timeout=10, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        workers = len(client.scheduler_info()["workers"])
    yield Finding("Dask", "ok" if workers else "wrong", f"{workers} workers at {address}")


def _stores() -> Iterator[Finding]:
    for module, what in (("s3fs", "s3:// URLs"), ("gcsfs", "gs:// URLs")):
        there = util.find_spec(module) is not None
        said = (
            metadata.version(module)
            if there
            else f"not installed; `pip install communique[cloud]` for {what}."
        )
        yield Finding(module, "ok" if there else "absent", said)
    url = os.environ.get("COMMUNIQUE_STORE")
    if not url:
        return
    from communique.remote.place import RemoteError, open_place, saying

    try:
        place = open_place(url)
        with saying(url):
            place.fs.ls(place.root)
    except RemoteError as error:
        yield Finding("store", "wrong", str(error))
    else:
        yield Finding("store", "ok", f"{url} can be listed")


def _databases() -> Iterator[Finding]:
    for module, what in (("duckdb", "DuckDB and Parquet"), ("psycopg", "PostgreSQL"), ("pyarrow", "Parquet")):
        there = util.find_spec(module) is not None
        said = (
            metadata.version(module)
            if there
            else f"not installed; `pip install communique[load]` for {what}."
        )
        yield Finding(module, "ok" if there else "absent", said)
    server = shutil.which("postgres") or next(
        map(str, Path("/usr/lib/postgresql").glob("*/bin/postgres")), None
    )
    said = server or "none on this machine; the tests of loading into it are skipped."
    yield Finding("PostgreSQL server", "ok" if server else "absent", said)
    url = os.environ.get("COMMUNIQUE_DATABASE")
    if url:
        import psycopg

        with psycopg.connect(url, connect_timeout=10) as connection:
            yield Finding("database", "ok", f"answers (PostgreSQL {connection.info.server_version // 10000})")


def _browser() -> Iterator[Finding]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    said = found or "none on the PATH; the tests of the report in a browser are skipped."
    yield Finding("Chromium", "ok" if found else "absent", said)

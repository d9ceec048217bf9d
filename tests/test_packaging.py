"""What is shipped: the locks, the declared dependencies, the wheel."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("communique", "flows", "pipeline", "schemas")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "locks").glob("*.txt"))

# Import names that are not the distribution's own name.
DISTRIBUTIONS = {
    "charset_normalizer": "charset-normalizer",
    "lingua": "lingua-language-detector",
    "price_parser": "price-parser",
}


def _requirement_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!;~ ]", requirement, maxsplit=1)[0].lower() for requirement in requirements}


def _declared() -> set[str]:
    optional = PROJECT["project"]["optional-dependencies"]
    names = _requirement_names(PROJECT["project"]["dependencies"])
    return names.union(*(_requirement_names(optional[extra]) for extra in optional))


def _imported(package: str, apart: str = "") -> dict[str, str]:
    """Top-level names that a package imports, with one file that does."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        if path.name == apart:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_every_import_is_a_declared_dependency(package: str) -> None:
    declared = _declared()
    known = set(sys.stdlib_module_names) | set(PACKAGES)
    missing = {
        name: where
        for name, where in _imported(package).items()
        if name not in known and DISTRIBUTIONS.get(name, name.replace("_", "-")).lower() not in declared
    }
    assert not missing, f"imported but declared nowhere in pyproject.toml: {missing}"


def test_the_records_know_neither_files_nor_flows() -> None:
    # `schemas.publish` is the command that writes the generated schemas; no record imports it.
    imported = _imported("schemas", apart="publish.py")
    assert not imported.keys() & {"spacy", "prefect", "pathlib", "os", "pipeline", "flows", "communique"}


def test_the_library_knows_no_flow_and_no_command() -> None:
    assert not _imported("pipeline").keys() & {
        "prefect",
        "flows",
        "communique",
        "socket",
        "requests",
        "httpx",
    }


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_by_hash_and_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--index|--extra-index|--find-links|-f|--trusted-host)", text, re.M)
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==\S+", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


def _pins(lock: str) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "locks" / lock).read_text(), re.M):
        pins.setdefault(name, set()).add(version)
    return pins


def test_the_locks_cover_the_declared_dependencies() -> None:
    runtime, test = _pins("runtime.txt"), _pins("test.txt")
    assert _requirement_names(PROJECT["project"]["dependencies"]) <= runtime.keys()
    assert _requirement_names(PROJECT["project"]["optional-dependencies"]["test"]) <= test.keys()
    assert "hatchling" in runtime
    assert {name: test.get(name) for name in runtime} == runtime

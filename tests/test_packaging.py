"""What is shipped: the locks, the declared dependencies, the wheel."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
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


def test_every_dependency_is_imported() -> None:
    imported = {name for package in PACKAGES for name in _imported(package)}
    known = {DISTRIBUTIONS.get(name, name.replace("_", "-")).lower() for name in imported}
    # These two are Prefect's own; what is declared is how far they may go.
    assert _requirement_names(PROJECT["project"]["dependencies"]) - known <= {"fastapi", "sqlalchemy"}


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


@pytest.mark.slow
def test_the_wheel_runs_in_an_empty_environment(tmp_path: Path) -> None:
    """Installed from the lock and the wheel, outside the checkout, nothing of the checkout is needed."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [
        name for name in names if "__pycache__" in name or name.split("/")[0] in ("tests", "training")
    ]
    for needed in (
        "pipeline/languages/de.toml",
        "pipeline/models/LICENSE",
        "pipeline/models/communique_xx/meta.json",
    ):
        assert needed in names

    environment = {**os.environ, "HOME": str(tmp_path), "PREFECT_HOME": str(tmp_path / "prefect")}
    environment.pop("PYTHONPATH", None)

    def python(*arguments: str) -> str:
        command = [str(tmp_path / "venv" / "bin" / "python"), *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        ).stdout

    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    pip = ("-m", "pip", "install", "-qq", "--no-deps")
    python(*pip, "--require-hashes", "-r", str(ROOT / "locks" / "runtime.txt"))
    python(*pip, str(wheel))
    assert str(tmp_path) in python("-c", "import pipeline; print(pipeline.__file__)")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "Am 3. Mai 2024 reiste Ministerin Karla Beispiel nach Wien. "
        "Das kostet 2,4 Milliarden Euro, sagte sie."
    )
    python("-m", "communique", "run", "in", "--out", "out")
    assert '"amount":2400000000' in (tmp_path / "out" / "money.jsonl").read_text()
    assert '"edtf":"2024-05-03"' in (tmp_path / "out" / "dates.jsonl").read_text()

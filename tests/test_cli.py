"""The command line, and that the README says what it does: every command, every option, every example."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from communique.cli import build_parser, command_names, main
from tests.flows.driver import article, command, finished, run_plain

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _parsers() -> dict[str, argparse.ArgumentParser]:
    [commands] = [
        action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(commands.choices)


def test_the_commands_are_those_of_the_folder() -> None:
    assert list(_parsers()) == command_names()
    assert {"run", "extract", "serve", "doctor"} <= set(command_names())


@pytest.mark.parametrize("name", command_names())
def test_the_readme_names_every_command_and_option(name: str) -> None:
    assert re.search(rf"`communique {name}\b", README)
    for action in _parsers()[name]._actions:
        for option in action.option_strings:
            if option.startswith("--"):
                assert re.search(rf"{option}(?![\w-])", README), f"{option} of {name} is not in the README"


def test_the_readme_names_no_command_or_option_that_is_not_there() -> None:
    options = {
        option
        for parser in _parsers().values()
        for action in parser._actions
        for option in action.option_strings
    }
    options |= {"--version"}
    shell = "\n".join(line for line in README.splitlines() if "prefect" not in line)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", shell)) <= options
    assert set(re.findall(r"`communique ([a-z]+)", README)) <= set(command_names())


@pytest.mark.parametrize("name", command_names())
def test_help_is_there_and_fits_a_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert "exit codes:" in shown
    assert max(map(len, shown.splitlines())) <= 110


def test_without_a_command_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "COMMAND" in capsys.readouterr().out


def test_extract_gives_one_json_object(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(article(0), encoding="utf-8")
    code, out, err = finished(command("extract", path, "--published", "2024-06-01"))
    assert (code, err) == (0, "")
    found = orjson.loads(out)
    assert list(found) == [
        "document", "people", "roles", "dates", "money", "events", "priorities", "warnings",
    ]  # fmt: skip
    text = found["document"]["text"]
    assert found["document"]["published"] == "2024-06-01"
    for kind in ("dates", "money"):
        assert found[kind]
        for record in found[kind]:
            for evidence in record["evidence"]:
                assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_extract_reads_standard_input(tmp_path: Path) -> None:
    extract = [sys.executable, "-m", "communique", "extract", "-", "--language", "pl"]
    done = subprocess.run(extract, input=article(2).encode(), cwd=ROOT, capture_output=True, check=True)
    assert orjson.loads(done.stdout)["document"]["language"] == "pl"


@pytest.mark.parametrize(
    ("content", "expected"), [(b"", "empty"), (b"\x00\xff" * 500, ""), (b"12345 67890", "no article")]
)
def test_extract_says_in_a_sentence_why_not(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    code, out, err = finished(command("extract", path))
    assert (code, out) == (2, "")
    assert expected in err
    assert err.count("\n") == 1


def test_extract_pays_for_neither_prefect_nor_spacy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(article(1), encoding="utf-8")
    code = (
        "import sys; from communique.cli import main; main(['extract', sys.argv[1]]);"
        "sys.exit(any(name in sys.modules for name in ('prefect', 'spacy', 'pandas', 'duckdb')))"
    )
    subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def test_the_hash_seed_changes_no_byte(tmp_path: Path) -> None:
    path = next(iter(sorted((ROOT / "seeds").glob("forum_*.txt"))))
    found = {finished(command("extract", path, PYTHONHASHSEED=seed))[1] for seed in ("1", "2", "3")}
    assert len(found) == 1
    assert "" not in found


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples' records in `output/`, as the README's examples expect."""
    folder = tmp_path_factory.mktemp("reading")
    run_plain(ROOT / "seeds", folder / "output")
    return folder


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


JQ = [line for block in _blocks("bash") for line in block.splitlines()]
SQL = [line for block in _blocks("sql") for line in block.splitlines()]
PYTHON = _blocks("python")


def test_there_are_examples() -> None:
    assert len(JQ) >= 4
    assert len(SQL) >= 3
    assert len(PYTHON) >= 2


@pytest.mark.parametrize("line", JQ)
def test_the_jq_examples_run(reading: Path, line: str) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    shell = ["bash", "-o", "pipefail", "-c", line]
    assert subprocess.run(shell, cwd=reading, capture_output=True, check=True).stdout.strip()


@pytest.mark.parametrize("line", SQL)
def test_the_duckdb_examples_run(reading: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(reading)
    assert duckdb.sql(line).fetchall()


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_examples_run(reading: Path, code: str) -> None:
    if "pandas" in code:
        pytest.importorskip("pandas")
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(reading)}
    subprocess.run([sys.executable, "-c", code], cwd=reading, check=True, env=environment)


def test_the_links_of_the_readme_lead_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{page} links to {target}"

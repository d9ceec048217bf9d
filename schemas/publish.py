"""Writes what is generated from the models: `python -m schemas.publish`; `--check` says what is stale.

`schemas/json/*.schema.json`, `schemas/sql/*.sql` and `docs/data-dictionary.md`.
"""

import json
import sys
from pathlib import Path

from schemas import FILES, Extraction, Frozen, RunManifest
from schemas.ddl import Dialect, statements
from schemas.dictionary import data_dictionary, json_schema

ROOT = Path(__file__).parent.parent
_DIALECTS: tuple[Dialect, ...] = ("duckdb", "postgresql", "sqlite")


def artefacts() -> dict[str, str]:
    """Every generated file: its path below the repository's root and its content."""
    found = {"docs/data-dictionary.md": data_dictionary().rstrip("\n") + "\n"}
    models: dict[str, type[Frozen]] = {**FILES, "run": RunManifest, "extraction": Extraction}
    for name, model in models.items():
        text = json.dumps(json_schema(model), ensure_ascii=False, indent=2)
        found[f"schemas/json/{name}.schema.json"] = text + "\n"
    for dialect in _DIALECTS:
        head = f"-- {dialect}: generated from schemas/ by `python -m schemas.publish`.\n\n"
        found[f"schemas/sql/{dialect}.sql"] = head + ";\n\n".join(statements(dialect)) + ";\n"
    return found


def stale(root: Path = ROOT) -> list[str]:
    """Paths whose file is missing or differs from what the models give, and files that none gives."""
    wanted = artefacts()
    wrong = [path for path, text in wanted.items() if not _holds(root / path, text)]
    for folder in ("schemas/json", "schemas/sql"):
        there = {f"{folder}/{path.name}" for path in (root / folder).glob("*.*")}
        wrong += sorted(there - wanted.keys())
    return wrong


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Writes the files, or with `--check` lists the stale ones and returns 1."""
    if arguments == ["--check"]:
        wrong = stale()
        for path in wrong:
            print(f"{path} is not what the models give; run: python -m schemas.publish")
        return 1 if wrong else 0
    for path, text in artefacts().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

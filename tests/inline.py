"""Reads `tests/cases/**/*.txt`: one sentence a line, what must be found marked in place.

    # published: 2025-11-26          settings hold until the next line of the kind ('# published: -' unsets)
    Am [[25. November 2025 => 2025-11-25]] begann das Forum.
    Die 25 Gäste blieben.            nothing marked: nothing may be found
    ! Am [[Tag X => 2025]] geht es los.   '!' : a known failure, strictly expected to fail

A mark is `[[surface => value]]`; the text is the line without the marks. `\\n` stands for a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).parent / "cases"
_MARK = re.compile(r"\[\[(.*?) => (.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what must be found: (start, end, value), half-open code points into `text`."""

    origin: str
    text: str
    marks: tuple[tuple[int, int, str], ...]
    settings: dict[str, str] = field(default_factory=dict)
    known_failure: bool = False


def read_cases(path: Path) -> Iterator[Case]:
    """Yields the cases of one file, in order; `origin` is `folder/file:line` for test ids."""
    settings: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("#"):
            key, colon, value = line[1:].partition(":")
            if colon:
                settings = {**settings, key.strip(): value.strip()}
                if value.strip() == "-":
                    settings.pop(key.strip())
            continue
        known_failure = line.startswith("! ")
        line = line.removeprefix("! ").replace("\\n", "\n")
        text, marks, last = "", [], 0
        for mark in _MARK.finditer(line):
            text += line[last : mark.start()]
            marks.append((len(text), len(text) + len(mark.group(1)), mark.group(2)))
            text += mark.group(1)
            last = mark.end()
        text += line[last:]
        yield Case(
            f"{path.parent.name}/{path.name}:{number}", text, tuple(marks), dict(settings), known_failure
        )


def all_cases(folder: str) -> list[tuple[str, Case]]:
    """(language, case) for every file `tests/cases/FOLDER/LANGUAGE*.txt`."""
    return [
        (path.stem.split(".")[0], case)
        for path in sorted((CASES / folder).glob("*.txt"))
        for case in read_cases(path)
    ]

"""A person's corrections: a small text file that every run honours.

    # one decision a line; '#' starts a comment
    same: Kim Ji-won = Ji Won Kim
    different: Jan Nowak (mayor) / Jan Nowak (professor)
    name: ji-kim-won = Kim Ji-won

Names are compared as person ids (folded tokens, sorted), so that order, case and diacritics do not matter;
a name in another script is joined by writing it here. In `different` a role code in brackets tells the
bearers of one name apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.tokens import fold, token_spans

_LINE = re.compile(r"\s*(same|different|name)\s*:\s*(.+?)\s*(?:=|/)\s*(.+?)\s*(?:#.*)?$")
_ROLE = re.compile(r"^(.*?)\s*\(([a-z_]+)\)$")


class BadDecision(ValueError):
    """A line of the decisions file that cannot be read; the message gives its number."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name of a decision, and the role that tells its bearer from another of the same name."""

    person_id: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided; empty by default."""

    same: tuple[tuple[Bearer, Bearer], ...] = ()
    different: tuple[tuple[Bearer, Bearer], ...] = ()
    names: tuple[tuple[str, str], ...] = ()


NO_DECISIONS = Decisions()


def name_key(name: str) -> str:
    """Person id of a name: folded tokens, sorted, joined by '-'."""
    folded = fold(name)
    words = [folded[start:end] for start, end in token_spans(folded)]
    return "-".join(sorted(word for word in words if word[0].isalnum()))


def _bearer(written: str) -> Bearer:
    role = _ROLE.match(written)
    return Bearer(name_key(role.group(1)), role.group(2)) if role else Bearer(name_key(written))


def read_decisions(text: str) -> Decisions:
    """Reads a decisions file.

    Raises:
        BadDecision: a line is neither a decision nor a comment.
    """
    same: list[tuple[Bearer, Bearer]] = []
    different: list[tuple[Bearer, Bearer]] = []
    names: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.match(line)
        if found is None:
            raise BadDecision(f"Line {number} of the decisions file is no decision: '{line.strip()}'.")
        kind, left, right = found.groups()
        if kind == "name":
            names.append((name_key(left), right))
        else:
            (same if kind == "same" else different).append((_bearer(left), _bearer(right)))
    return Decisions(tuple(same), tuple(different), tuple(names))

"""The page words of every language, from `pipeline/languages/page/*.toml`.

All languages are looked up together: cleaning comes before the language is known, and portals in one language
carry the buttons of another.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

LIST_KEYS = (
    "anywhere", "edge", "sections", "starts", "consent", "rights", "related", "inline_related", "comments",
    "tags", "byline", "author", "source", "published", "updated", "picture", "date_words", "reading",
    "appeared", "dateline", "page",
)  # fmt: skip
COMMON_KEYS = (
    "anywhere", "edge", "sections", "picture_endings", "consent_marks", "particles", "joiners", "clock_words",
)  # fmt: skip
ORDERS = ("dmy", "ymd", "either")

_DECORATION = " \t»«›‹>•·|:：*#_–—-…→▶►▼▲+.,/\\()[]"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PageWords:
    """Sets of keys (see `line_key`) for whole lines, and phrases for beginnings of lines."""

    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    starts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)

    def has(self, kind: str, key: str) -> bool:
        """Whether `key` is an entry of the list `kind` in any language."""
        return key in self.sets[kind]

    def begins(self, kind: str, line: str) -> str | None:
        """The phrase of `kind` with which `line` begins (at a word's end), or None."""
        folded = fold_line(line)
        for phrase in self.starts.get(f"{kind} {folded[:2]}", ()):
            if folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalpha():
                return phrase
        return None


@lru_cache(maxsize=1 << 12)
def fold_line(line: str) -> str:
    """Case folded NFC with single blanks; used only to compare, never for offsets."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", line).casefold()).strip()


def line_key(line: str) -> str:
    """What of a line is compared with whole-line entries: its words without decoration at the ends."""
    return fold_line(line).strip(_DECORATION)


@cache
def page_words() -> PageWords:
    """All page words, read once."""
    folder = files("pipeline") / "languages" / "page"
    lists: dict[str, list[str]] = {}
    orders: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        for key, value in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if key == "order":
                orders[entry.name.removesuffix(".toml")] = value
            else:
                lists.setdefault(key, []).extend(value)
    sets = {key: frozenset(line_key(value) for value in values) for key, values in lists.items()}
    prefixed = ("starts", "consent", "rights", "inline_related", "related", "published", "updated")
    starts: dict[str, tuple[str, ...]] = {}
    for kind in (*prefixed, "appeared"):
        starts.update(_by_beginning(kind, (fold_line(value) for value in lists[kind])))
    return PageWords(sets, starts, orders)


def _by_beginning(kind: str, phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases under their first two characters, the longest first."""
    out: dict[str, set[str]] = {}
    for phrase in phrases:
        out.setdefault(f"{kind} {phrase[:2]}", set()).add(phrase)
    return {key: tuple(sorted(values, key=lambda p: (-len(p), p))) for key, values in out.items()}

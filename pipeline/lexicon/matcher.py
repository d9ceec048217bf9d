"""All forms of a language in one trie, and the one linear pass that finds them.

The pass looks at each token once. What a word can begin is computed once a distinct word and kept
(prefixes for stems, suffixes for compound heads), so that a long article costs dictionary look-ups.
The depth of the trie is bounded by the longest form, hence the cost is linear in the number of tokens.

Inside one section the longest form wins, from the left; forms of equal span all stay (a word with two
readings keeps both, the grammar decides). Sections do not see each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from pipeline.lexicon.forms import Case, Form, Kind

_MIN_BEFORE_HEAD = 3
_LONGEST = 100  # letters of one word of a form; without it a line without blanks costs its length squared
_CACHED_WORDS = 1 << 17


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept of a language file: `[section.value]` with its forms and further attributes."""

    section: str
    value: str
    attributes: Mapping[str, object] = field(
        default_factory=lambda: MappingProxyType({}), hash=False, compare=False
    )

    def get(self, name: str, default: str = "") -> str:
        """The text of an attribute, or `default` where the entry has none."""
        found = self.attributes.get(name)
        return default if found is None else str(found)

    def listed(self, name: str) -> tuple[str, ...]:
        """The words of an attribute that is a list; empty where the entry has none."""
        found = self.attributes.get(name)
        return tuple(found) if isinstance(found, list) else ()


class Lexeme(NamedTuple):
    """A form found in a text: tokens `[start, end)`, its entry, and what a compound has before its head.

    A named tuple, because an article has one for every second word and tuples are made fastest.
    """

    start: int
    end: int
    entry: Entry
    rest: str = ""

    @property
    def value(self) -> str:
        """The concept's value, such as `11` of `month.11`."""
        return self.entry.value


@dataclass(slots=True)
class _Node:
    exact: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    heads: dict[str, _Node] = field(default_factory=dict)
    found: tuple[tuple[Entry, Case, str], ...] = ()

    def child(self, kind: Kind, letters: str) -> _Node:
        table = self.exact if kind is Kind.EXACT else self.stems if kind is Kind.STEM else self.heads
        return table.setdefault(letters, _Node())

    @property
    def goes_on(self) -> bool:
        """Whether a longer form begins so."""
        return bool(self.exact or self.stems or self.heads)

    def next(self, word: str) -> list[tuple[_Node, str]]:
        """The nodes that `word` leads to, each with the letters before a compound's head."""
        if not (self.stems or self.heads):  # most nodes: nothing but whole words
            node = self.exact.get(word)
            return [] if node is None else [(node, "")]
        reached: list[tuple[_Node, str]] = []
        node = self.exact.get(word)
        if node is not None:
            reached.append((node, ""))
        if self.stems:
            for length in range(1, min(len(word), _LONGEST) + 1):
                node = self.stems.get(word[:length])
                if node is not None:
                    reached.append((node, ""))
        if self.heads:
            for before in range(max(_MIN_BEFORE_HEAD, len(word) - _LONGEST), len(word)):
                node = self.heads.get(word[before:])
                if node is not None:
                    reached.append((node, word[:before]))
        return reached


class Matcher:
    """Finds every form of a language in a row of normalised tokens."""

    def __init__(self) -> None:
        self._root = _Node()
        self._starts: dict[str, _Begins] = {}

    def add(self, form: Form, entry: Entry) -> None:
        """Adds one compiled form of `entry`; adding the same twice changes nothing."""
        node = self._root
        for part in form.parts:
            node = node.child(part.kind, part.letters)
        found = (entry, form.case, form.surface)
        if found not in node.found:
            node.found += (found,)
        self._starts.clear()

    def _begins(self, word: str) -> _Begins:
        known = self._starts.get(word)
        if known is None:
            if len(self._starts) >= _CACHED_WORDS:
                self._starts.clear()
            known = self._starts[word] = _begins_of(self._root.next(word))
        return known

    def find(self, norms: Sequence[str], surfaces: Sequence[str]) -> dict[str, list[Lexeme]]:
        """One pass over the tokens.

        Args:
            norms: the normalised form of each token (`pipeline.tokens.norm`).
            surfaces: the same tokens as the text writes them, for forms whose case counts.

        Returns:
            Section name -> its lexemes in order of (start, entry), leftmost longest.
        """
        sections: dict[str, list[Lexeme]] = {}
        size = len(norms)
        known, begins, make, keep = self._starts, self._begins, tuple.__new__, _keep
        for i, word in enumerate(norms):
            whole, rest_of, plain = known.get(word) or begins(word)
            for section, entry, case, surface, rest in whole:
                if case is Case.ANY or _case_fits(case, surface, surfaces, i, i + 1):
                    kept = sections.get(section)
                    if kept is not None and kept[-1][1] <= i:  # behind all before it: no border to settle
                        kept.append(make(Lexeme, (i, i + 1, entry, rest)))
                    else:
                        keep(sections, section, make(Lexeme, (i, i + 1, entry, rest)))
            if not rest_of or i + 1 >= size:
                continue
            following = norms[i + 1]
            stack: list[tuple[_Node, int, str]] = []
            for node, rest in rest_of:
                if plain:
                    after = node.exact.get(following)
                    if after is not None:
                        stack.append((after, i + 2, rest))
                else:
                    stack += [(after, i + 2, rest or more) for after, more in node.next(following)]
            while stack:
                node, j, rest = stack.pop()
                for entry, case, surface in node.found:
                    if case is Case.ANY or _case_fits(case, surface, surfaces, i, j):
                        keep(sections, entry.section, make(Lexeme, (i, j, entry, rest)))
                if j < size and node.goes_on:
                    stack += [(after, j + 1, rest or more) for after, more in node.next(norms[j])]
        return sections


# What a word can be and begin: forms of this one word, the nodes (with a compound's rest) that go on, and
# whether these go on with nothing but whole words.
_Begins = tuple[tuple[tuple[str, Entry, Case, str, str], ...], tuple[tuple[_Node, str], ...], bool]


def _begins_of(reached: Sequence[tuple[_Node, str]]) -> _Begins:
    whole = tuple(
        (entry.section, entry, case, surface, rest)
        for node, rest in reached
        for entry, case, surface in node.found
    )
    going_on = tuple((node, rest) for node, rest in reached if node.goes_on)
    return whole, going_on, not any(node.stems or node.heads for node, _ in going_on)


def _case_fits(case: Case, surface: str, surfaces: Sequence[str], start: int, end: int) -> bool:
    if case is Case.CAPITAL:
        return surfaces[start][:1].isupper()
    return "".join(surfaces[start:end]) == surface.replace(" ", "")


def _keep(sections: dict[str, list[Lexeme]], section: str, new: Lexeme) -> None:
    """Leftmost longest within a section; equal spans stay side by side."""
    kept = sections.get(section)
    if kept is None:
        sections[section] = [new]
        return
    start, end, entry, _ = new
    last_start, last_end, _, _ = kept[-1]
    if start < last_end:
        if start > last_start or end < last_end:
            return
        if end > last_end:
            while kept and kept[-1].start == start:
                kept.pop()
        elif any(old.entry == entry for old in kept[-4:] if (old.start, old.end) == (start, end)):
            # an exact form before a compound's head: the reading without rest is the better one
            return
    kept.append(new)

"""The links that the patterns find, with an index, so that asking for one costs the same in any document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.extractors.roles.term import Term


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a person: tokens `[start, end)` and the number of the person."""

    start: int
    end: int
    person: int
    oblique: bool = False  # it stands in another case than the person's name


@dataclass(frozen=True, slots=True)
class Link:
    """A term that the text gives to a person; `former` where the clause says that the office is past."""

    term: Term
    name: Name
    rule: str
    former: bool = False
    designated: bool = False

    @property
    def past(self) -> bool:
        """Whether the clause or the term says that the office is a former one."""
        return self.former or "former" in self.term.modifiers


class Links:
    """Links in the order in which they were found, by term, name and person."""

    def __init__(self) -> None:
        self._all: dict[int, Link] = {}
        self._next = 0
        self._terms: dict[int, dict[int, Link]] = {}
        self._names: dict[Name, dict[int, Link]] = {}
        self._persons: dict[int, dict[int, Link]] = {}

    def __iter__(self) -> Iterator[Link]:
        return iter(list(self._all.values()))

    def append(self, link: Link) -> None:
        """Adds a link behind all others."""
        self._put(self._next, link)
        self._next += 1

    def of_term(self, term: Term) -> list[Link]:
        """The links of this very term."""
        return list(self._terms.get(id(term), {}).values())

    def of_name(self, name: Name) -> list[Link]:
        """The links of this mention."""
        return list(self._names.get(name, {}).values())

    def of_person(self, person: int) -> Iterable[Link]:
        """The links of all mentions of the person; to be copied by who changes links meanwhile."""
        return self._persons.get(person, {}).values()

    def replace(self, old: Link, new: Link) -> None:
        """Puts a link in another's place."""
        number = self._take(old)
        self._all[number] = new  # keeps its place in the order
        self._put(number, new)

    def remove(self, link: Link) -> None:
        """Takes a link away."""
        del self._all[self._take(link)]

    def _put(self, number: int, link: Link) -> None:
        self._all[number] = link
        self._terms.setdefault(id(link.term), {})[number] = link
        self._names.setdefault(link.name, {})[number] = link
        self._persons.setdefault(link.name.person, {})[number] = link

    def _take(self, link: Link) -> int:
        """Takes a link out of the indexes; its number."""
        number = next(n for n, other in self._terms[id(link.term)].items() if other is link)
        for index in (self._terms[id(link.term)], self._names[link.name], self._persons[link.name.person]):
            del index[number]
        return number

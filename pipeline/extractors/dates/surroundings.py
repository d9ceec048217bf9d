"""What a sentence tells about its dates: whether it looks back or ahead, and the one year that it names."""

from __future__ import annotations

from datetime import date

from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.resolve import Context


class Surroundings:
    """Gives each expression its context; a sentence is looked at once."""

    def __init__(self, r: Reader, published: date | None, years: dict[int, set[int]]) -> None:
        self._r = r
        self._published = published
        self._years = years
        self._known: dict[int, Context] = {}

    def context(self, token: int) -> Context:
        """The context of an expression that begins at `token`."""
        first, after = self._r.sentence(token)
        known = self._known.get(first)
        if known is None:
            years = self._years.get(first, set())
            tense = self._tense(first, after) if self._published is not None else 0
            year = years.copy().pop() if len(years) == 1 else None
            known = self._known[first] = Context(self._published, tense, year)
        return known

    def _tense(self, first: int, after: int) -> int:
        found = {lexeme.value for lexeme in self._r.doc.between("tense", first, after)}
        if "future" in found:
            return 1
        if "past" in found or self._past_ending(first, after):
            return -1
        return 0

    def _past_ending(self, first: int, after: int) -> bool:
        """Whether a word has an ending of the past: Polish '-ła', English '-ed'."""
        endings = tuple(self._r.doc.language.feature("past_endings", ()))
        if not endings:
            return False
        norms = self._r.norms
        return any(norms[i].endswith(endings) and len(norms[i]) > 4 for i in range(first, after))

"""Places among the words of a run: seats of offices, districts, parts of countries, rooms and schools."""

from __future__ import annotations

from collections.abc import Collection

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.extractors.people.runs import Run, Word
from pipeline.extractors.people.segment import Segment
from pipeline.extractors.people.signals import Signals

_SYLLABLES = (2, 3)  # of a district's name
_UNITS = frozenset({"unit", "none", "party_committee"})


class Seats:
    """Tells places and things that look like names of persons."""

    document: Annotated
    signals: Signals

    def _add_directions(self, run: Run, places: dict[int, int]) -> None:
        """'West Java', 'Jawa Zachodnia': a word beside a quarter of the compass is a part of a country."""
        for i, word in enumerate(run.words):
            for lexeme in self.document.at("compass", word.start):
                if lexeme.value == "after" and i > 0:
                    places[i - 1] = i + 1
                elif lexeme.value == "before" and i + 2 < len(run.words):
                    places[i] = i + 2

    def _thing_with_article(self, words: tuple[Word, ...]) -> bool:
        """'the Albert Room': behind an article, a word of things is no surname."""
        document, last = self.document, words[-1]
        return (
            words[0].start > 0
            and bool(document.at("article", words[0].start - 1))
            and any(lexeme.value == "after" for lexeme in document.at("namesake", last.start))
        )

    def _settled(self, segment: Segment, start: int) -> bool:
        """Whether a kind of place stands before two syllables that need be no name: 'district Chau Thanh'."""
        return (
            segment.kind == "vietnamese"
            and segment.last - segment.first == 2
            and self.signals.ending(start, "place_type") is not None
        )

    def _seat(self, run: Run, segment: Segment, start: int) -> bool:
        """'consul general in Ho Chi Minh Anna Berg': behind a preposition of place, before another name."""
        after = run.words[segment.last : segment.last + 1]
        place = self.signals.ending(start, "of")
        named = " ".join(word.folded for word in run.words[segment.first : segment.last])
        joined = self.signals.ending(start, "and")
        if named in world.eponyms() and joined is not None and self.signals.place_ending(joined.start):
            return True  # 'in Hanoi and Ho Chi Minh'
        if segment.kind != "vietnamese" or place is None or place.value != "host":
            return False
        if named in world.eponyms() and after and not after[0].soft:
            return True  # 'the head of the office in Ho Chi Minh Anna Berg'
        return (
            self.signals.ending(place.start, "role", "role_plural") is not None or named in world.eponyms()
        ) and (not after or after[0].folded in world.names("given") or len(run.words) == segment.last)

    def _without_seat(self, run: Run, places: dict[int, int]) -> Run:
        """'the mayor of Verona Aldo Ferri': a town after an office and 'of' is no given name."""
        words = run.words
        if len(words) < 3 or places.get(0) != 1 or words[1].folded not in world.names("given"):
            return run
        link = self.signals.ending(run.start, "of")
        if link is None or self.signals.ending(link.start, "role", "role_plural") is None:
            return run
        return run._replace(words=(words[0]._replace(soft=True, topic=True), *words[1:]))

    def _without_unit(self, run: Run, places: dict[int, int], families: Collection[str]) -> Run:
        """'the chair of the district Mai Son Nguyen Van An': the district's name, of two syllables mostly, is
        no part of the name behind it, which begins with one of the language's own `families`."""
        words = run.words
        if not families or places.get(0, 0) > 1:
            return run
        units = [self.signals.ending(run.start, section) for section in ("namesake", "body")]
        if not any(unit is not None and unit.value in _UNITS for unit in units):
            return run
        for seat in _SYLLABLES:
            if seat + 1 < len(words) and words[seat].lower in families and not words[seat + 1].soft:
                return run._replace(words=words[seat:], initial=False)
        return run

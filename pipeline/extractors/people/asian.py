"""Names that put the family first, or may: Vietnamese, Japanese, Korean and Chinese ones."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import world
from pipeline.extractors.people.lists import (
    eponym,
    goes_on_elsewhere,
    japanese_shape,
    known_as,
    pinyin,
    syllable,
    vietnamese_family,
)
from pipeline.extractors.people.runs import Word
from pipeline.extractors.people.segment import STRONG, WEAK, Segment
from pipeline.extractors.people.shapes import fixed, has_marks, shouted, shouting
from pipeline.names import NO_ENDINGS, Endings

_MOST = 5  # words of a Vietnamese name


class AsianNames:
    """Finds such names at a word of a run.

    Attributes:
        rules: endings of names in the language of the text.
        family_names: with their diacritics, in the language that writes them.
    """

    rules: Endings
    family_names: frozenset[str]

    def _both_listed(self, words: Sequence[Word], i: int) -> bool:
        one, two = words[i].lower, words[i + 1].lower
        return any(
            known_as(a, "japanese_family", self.rules) and known_as(b, "japanese_given", self.rules)
            for a, b in ((one, two), (two, one))
        )

    def _asian_start(self, words: Sequence[Word], i: int) -> bool:
        return vietnamese_family(words[i].lower, self.rules) or known_as(
            words[i].folded, "japanese_family", ()
        )

    def _place_inside_name(self, words: Sequence[Word], i: int, places: dict[int, int]) -> bool:
        """'Quang Ninh' is a province; 'Ha Nam Khanh' goes on with a syllable and is no province."""
        after = places[i]
        return (
            words[i].folded in world.family("vietnamese_sure")
            and after < len(words)
            and not words[after].soft
            and after not in places
            and syllable(words[after].lower, self.rules)
            and words[after].folded not in world.family("vietnamese")
        )

    def _vietnamese(self, words: Sequence[Word], i: int, places: dict[int, int]) -> Segment | None:
        first = words[i]
        if "-" in first.folded or not vietnamese_family(first.lower, self.rules):
            return None
        if self.family_names and first.lower not in self.family_names:
            return None
        if first.soft and (places.get(i + 1, i) > i + 2 or (first.fixed and fixed(words, i + 1))):
            return None  # a word before a place, or a name inside the name of something else
        last = i + 1
        while last < len(words) and last - i < _MOST:
            word = words[last]
            if word.particle or not syllable(word.lower, self.rules) or shouted(word, first):
                break
            if last - i >= 3 and (
                places.get(last, last) > last + 1 or self._ends_before(word, last + 1 == len(words))
            ):
                break
            if word.soft and word.surface.islower():
                break
            last += 1
        if last - i < 2 or eponym(words, i, last):
            return None
        sure = first.folded in world.family("vietnamese_sure") and not first.soft
        if last - i == 2:
            second = words[i + 1]
            if first.folded == second.folded:
                return None  # 'Tong Tong'
            if first.connective:
                return None  # 'Van Dam', 'De Vries'
            if second.soft or (first.soft and not sure):
                return Segment(i, last, "vietnamese", WEAK)
            if not sure and len(second.folded) > 3 and known_as(second.lower, "given", NO_ENDINGS):
                return Segment(i, last, "vietnamese", STRONG if has_marks(words[i:last]) else WEAK)
        return Segment(i, last, "vietnamese", STRONG)

    def _family_before(self, words: Sequence[Word], segment: Segment) -> bool:
        """'Nie Thi Hoa': no name begins with its middle word, so that the syllable before is the family."""
        before = segment.first - 1
        return (
            segment.kind == "vietnamese"
            and before >= 0
            and words[segment.first].folded == "thi"
            and not (words[before].office or words[before].particle or words[before].fixed)
            and syllable(words[before].lower, self.rules)
        )

    def _ends_before(self, word: Word, last: bool) -> bool:
        """Whether a full name ends before a word that means something: where names keep their marks, given
        names that are countries or coins as well ('Anh', 'Nga') go on with it."""
        if self.family_names:
            return word.office and (word.fixed or not last)
        return word.soft and not self._any_name(word)

    def _japanese(self, words: Sequence[Word], i: int) -> Segment | None:
        if i + 1 >= len(words) or words[i + 1].particle:
            return None
        one, two = words[i], words[i + 1]
        if (
            len(one.surface) < 4
            and shouting(one)
            and not two.surface.isupper()
            and (len(one.surface) < 3 or not self._both_listed(words, i))
        ):
            return None  # 'UE Anna Kos', but 'ITO Kenji'
        if not (japanese_shape(one.lower, self.rules) and japanese_shape(two.lower, self.rules)):
            return None
        family_one = known_as(one.lower, "japanese_family", self.rules)
        family_two = known_as(two.lower, "japanese_family", self.rules)
        given_one = known_as(one.lower, "japanese_given", self.rules)
        given_two = known_as(two.lower, "japanese_given", self.rules)
        if (family_one and given_two) or (given_one and family_two):
            strong = not (one.soft and two.soft) and min(len(one.folded), len(two.folded)) > 1
            return Segment(i, i + 2, "japanese", STRONG if strong else WEAK)
        if one.soft or two.soft or one.folded in world.places() or two.folded in world.places():
            return None
        one_known, two_known = family_one or given_one, family_two or given_two
        if given_one and goes_on_elsewhere(words, i + 2, self.rules):
            return None  # one listed word is too little in a longer name
        if (one_known and len(one.folded) > 3) or (two_known and len(two.folded) > 3):
            strong = len(one.folded) > 2 and len(two.folded) > 2 and (given_one or given_two)
            return Segment(i, i + 2, "japanese", STRONG if strong else WEAK)
        return None

    def _hyphenated(self, words: Sequence[Word], i: int) -> Segment | None:
        """Korean and Taiwanese names: 'Han Duck-soo', 'Ban Ki-moon', given name first or last."""
        if i + 1 >= len(words):
            return None
        for family, given in ((words[i], words[i + 1]), (words[i + 1], words[i])):
            parts = given.folded.split("-")
            if (
                not (family.office or family.topic)
                and len(parts) == 2
                and (family.folded in world.family("korean") or family.folded in world.family("chinese"))
                and all(world.is_korean(part) or world.is_pinyin(part) for part in parts)
            ):
                return Segment(i, i + 2, "korean", STRONG)
        return None

    def _chinese(self, words: Sequence[Word], i: int) -> Segment | None:
        if i + 1 >= len(words) or words[i].soft or words[i + 1].soft or words[i + 1].particle:
            return None
        one, two = words[i], words[i + 1]
        if (
            one.folded in world.family("chinese")
            and pinyin(two.lower, self.rules)
            and two.folded not in world.places()
        ):
            return Segment(i, i + 2, "chinese", STRONG if len(two.folded) > 4 else WEAK)
        return None

    def _any_name(self, word: Word) -> bool:
        """A word that the lexicon knows, but as nothing that keeps it from being a name after an office."""
        return word.coin and not word.topic and not word.office

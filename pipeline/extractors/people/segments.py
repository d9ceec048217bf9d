"""Cuts a run of capitalised words into names, by what kinds of names look like.

Strong: the words alone say that this is a person (a Vietnamese family name with syllables after it, a
Japanese family name with a Japanese given name in either order, a given name with a surname). Weak: the
words allow a person, and something beside them must say so (an office, a form of address, the model).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline import world
from pipeline.extractors.people.asian import AsianNames
from pipeline.extractors.people.lists import (
    calling,
    given_abroad,
    known_as,
    second_surname,
    syllable,
)
from pipeline.extractors.people.runs import Run, Word
from pipeline.extractors.people.segment import STRONG, WEAK, Segment
from pipeline.extractors.people.shapes import (
    GENERATIONS,
    iberian,
    led,
    noble,
    repeated,
    shouting,
)
from pipeline.names import NO_ENDINGS, Endings

_OF_THINGS = "u"  # the genitive of towns and countries where offices take what they are of so


class Cutter(AsianNames):
    """Finds the names in runs of one language; holds what the language says about names."""

    def __init__(
        self,
        rules: Endings,
        capital_nouns: bool,
        family_names: frozenset[str] = frozenset(),
        genitives: bool = False,
        capital_months: bool = True,
    ) -> None:
        self.rules = rules
        self.family_names = family_names
        self.capital_nouns = capital_nouns
        self.genitives = genitives  # what an office is of stands behind it without a preposition
        self.capital_months = capital_months
        self._given_rules = NO_ENDINGS if capital_nouns else rules  # 'Annas Werk': a genitive and a noun

    def cut(
        self, run: Run, places: dict[int, int], addressed: bool = False, placed: bool = False
    ) -> list[Segment]:
        """The names of a run, left to right, without overlap; weak ones are what is left of it.

        `addressed` tells that a form of address or an office stands right before the run, `placed` that such
        an office ends with a kind of place, whose name may come first.
        """
        words = run.words
        found: list[Segment] = []
        i = self._behind_seat(words, places) if addressed else 0
        while i < len(words):
            opens = run.initial and i == 0 and words[0].soft
            other = opens and words[0].folded in world.family("vietnamese_rare")  # 'So An Lao grew'
            segment = None if words[i].particle or other else self._name_at(words, i, places)
            if segment is None:
                i = places[i] if places.get(i, i) > i + 1 else i + 1
                continue
            before = segment.first - 1
            called = addressed and not placed if before == 0 else before > 0 and _calling(words[before - 1])
            if i == before + 1 and (
                (called and self._goes_back(words, segment, places)) or self._family_before(words, segment)
            ):
                segment = replace(segment, first=before)
            found.append(segment)
            i = segment.last
        seated = placed or (addressed and self._seat_in_genitive(words[0]))
        rest = self._rest(words, found, places, seated)
        return sorted([*found, *rest], key=lambda segment: segment.first)

    def _behind_seat(self, words: Sequence[Word], places: dict[int, int]) -> int:
        """'wiceburmistrza Sakai Kenji Ikedy': behind an office, where its town stands in a mere genitive, a
        town or a word too many is no part of a Japanese name; the index of its first word."""
        if not self.genitives or len(words) < 3 or any(word.soft or word.particle for word in words[:3]):
            return 0
        japanese = self._japanese(words, 1)
        if japanese is None or (japanese.last < len(words) and not words[3].soft):
            return 0
        seat = places.get(0) == 1 or not known_as(words[0].lower, "given", self.rules)
        return 1 if seat and (japanese.strength == STRONG or places.get(0) == 1) else 0

    def _name_at(self, words: Sequence[Word], i: int, places: dict[int, int]) -> Segment | None:
        if places.get(i, i) > i + 1 and not self._place_inside_name(words, i, places):
            return None
        japanese = self._japanese(words, i)
        if japanese is not None and japanese.strength == STRONG and self._both_listed(words, i):
            return japanese
        western = self._western(words, i, places)
        if western is not None and western.last - western.first >= 2 and not self._asian_start(words, i):
            return western
        return (
            self._vietnamese(words, i, places)
            or japanese
            or self._hyphenated(words, i)
            or self._chinese(words, i)
            or western
        )

    def _goes_back(self, words: Sequence[Word], segment: Segment, places: dict[int, int]) -> bool:
        """'Mr Kien Thanh Phuoc', 'Minister Mercy Wanjiku Kamau': a word that no list has, between an address
        and a name."""
        place = segment.first - 1
        first = words[place]
        if first.soft or first.particle or place in places or shouting(first):
            return False
        if segment.kind == "vietnamese":
            return syllable(first.lower, self.rules)
        genitive = self.genitives or (self.capital_nouns and first.surface.endswith("s"))
        return segment.kind == "western" and not genitive and len(first.surface) > 2

    def _is_given(self, word: Word) -> bool:
        if (word.topic and not (word.month or word.land)) or word.office or word.particle or shouting(word):
            return False
        first = word.lower.split("-")[0]
        lists = ("given", "given_elsewhere")
        return len(first) > 1 and any(known_as(first, kind, self._given_rules) for kind in lists)

    def _is_rare(self, word: Word) -> bool:
        """Whether a given name stands only in the list of the whole world, which firms share more often."""
        first = word.lower.split("-")[0]
        common, rare = (known_as(first, kind, self._given_rules) for kind in ("given", "given_elsewhere"))
        return rare and not common

    def _western(self, words: Sequence[Word], i: int, places: dict[int, int]) -> Segment | None:
        if words[i].soft and not self._given_all_the_same(words, i):
            return None
        if words[i].land and not any(word.folded in world.names("family") for word in words[i + 1 : i + 2]):
            return None  # 'Mauricio Ruiz', but "Ireland's minister"
        if i + 1 < len(words) and words[i].folded in world.names("given_before_family"):
            if words[i].soft or words[i + 1].folded not in world.names("family"):
                return None
        elif not (self._is_given(words[i]) or given_abroad(words, i, self.rules)) or (
            i in places and words[i].folded not in world.names("given")
        ):
            return None
        last, surnames, givens = i + 1, 0, 1
        while last < len(words):
            word = words[last]
            if word.particle or (word.connective and word.soft and last + 1 < len(words)):
                after = last
                while after < len(words) and (
                    words[after].particle or (words[after].connective and words[after].soft)
                ):
                    after += 1
                if after == len(words) or words[after].topic:
                    break
                if surnames and (words[after].soft or after in places):
                    break
                if surnames and repeated(words, i, last) and not noble(words, last, after):
                    break
                if surnames and words[last].folded in ("van", "von", "vom") and not led(words, i, last):
                    break  # 'Anna Berg van Nergenshuizen': of that town
                last, surnames = after + 1, surnames + 1
                if last < len(words) and words[last - 1].parts[-1:] == ("van",) and not words[last].soft:
                    last += 1  # 'de Looz-Van Dam'
                continue
            if len(word.surface) == 1:
                last += 1
                continue
            if surnames and word.surface in GENERATIONS:
                last += 1
                break
            if places.get(last, last) > last + 1 or shouting(word):
                break
            if word.soft or (last in places and not self._second_given(words, last, surnames, places)):
                surname = known_as(word.lower, "family", self.rules) or self._surname_all_the_same(
                    words, last
                )
                town = not word.soft and places.get(last) == last + 1 and word.folded not in world.capitals()
                if (surnames == 0 and (surname or town)) or (
                    surnames == 1 and surname and town and iberian(words[i:last])
                ):
                    last, surnames = last + 1, surnames + 1
                    second = (words, i, last, places, self.rules, self.capital_nouns)
                    if town and surnames == 1 and second_surname(*second):
                        last += 1
                break
            if (
                surnames == 0
                and not word.soft
                and self._is_given(word)
                and last + 1 < len(words)
                and givens < 3
            ):
                following = words[last + 1]
                if not following.soft and not shouting(following):
                    last, givens = last + 1, givens + 1
                    continue
            if (
                surnames >= 1
                and self.capital_nouns
                and word.folded not in world.names("family")
                and not (iberian(words[i:last]) and len(word.folded) > 3)
            ):
                break
            if surnames >= 2:
                break
            last, surnames = last + 1, surnames + 1
        if surnames == 0:
            return None
        if self._is_rare(words[i]) and any(word.folded in world.things() for word in words[i + 1 : last]):
            return None  # 'Barrington Street'
        return Segment(i, last, "western", STRONG)

    def _surname_all_the_same(self, words: Sequence[Word], i: int) -> bool:
        """'Agnieszka Lipiec', 'z Franciszkiem Marszałkiem': where months and offices are written small, a
        capital says that it is none."""
        if words[i].month:
            return not self.capital_months
        return self.genitives and not self.capital_nouns and calling(words, i)

    def _second_given(self, words: Sequence[Word], i: int, surnames: int, places: dict[int, int]) -> bool:
        """'Ruth Ann Berg': a further given name that is a little town as well, before a surname."""
        word, after = words[i], words[i + 1 : i + 2]
        return (
            surnames == 0
            and word.folded in world.names("given")
            and word.folded not in world.capitals()
            and any(not (x.soft or x.particle or shouting(x)) for x in after)
            and i + 1 not in places
        )

    def _given_all_the_same(self, words: Sequence[Word], i: int) -> bool:
        """'Frank Meier': a given name that is a coin as well, before a word that is nothing else."""
        if i + 1 >= len(words) or words[i + 1].soft or words[i].folded not in world.names("given"):
            return False
        if words[i].office and i + 2 < len(words) and self._is_given(words[i + 1]):
            return False  # 'Dean Anna Berg'
        if words[i + 1].folded in world.names("family") or words[i + 1].particle:
            return True
        return not self.capital_nouns and (words[i].coin or words[i].month)

    def _seat_in_genitive(self, word: Word) -> bool:
        """'wicegubernator Dhofaru Said Bakhit': a word that no list of names has, in a genitive that persons
        do not take."""
        lists = ("given", "given_elsewhere", "family", "japanese_family", "japanese_given")
        return (
            self.genitives
            and word.lower.endswith(_OF_THINGS)
            and not (word.soft or any(word.folded in world.names(kind) for kind in lists))
        )

    def _rest(
        self, words: Sequence[Word], found: Sequence[Segment], places: dict[int, int], seated: bool
    ) -> list[Segment]:
        """What no name took: groups of words that nothing else explains."""
        taken = {i for segment in found for i in range(segment.first, segment.last)}
        rest: list[Segment] = []
        i = int(seated and not found and sum(not word.particle for word in words) > 2)
        while i < len(words):
            soft = words[i].soft and not (
                self._any_name(words[i]) and i + 1 < len(words) and not words[i + 1].soft
            )
            if i in taken or soft or words[i].particle or shouting(words[i]):
                i += 1
                continue
            if places.get(i, i) > i + 1:
                i = places[i]
                continue
            if i in places and i + 2 < len(words) and not words[i + 1].soft and i + 1 not in taken:
                i += 1  # 'Präsident Minsks Anna Berg': a town before the name
                continue
            last = i + 1
            while last < len(words) and last not in taken and not shouting(words[last]):
                if words[last].soft and not self._any_name(words[last]):
                    break
                if places.get(last, last) > last + 1:
                    break
                if last in places and words[last - 1].particle and last - i > 2:
                    break  # 'Anna Berg van Zwolle': of that town
                last += 1
            while words[last - 1].particle:
                last -= 1
            sure = last - i == 2 and words[last - 1].folded.endswith(world.family_endings())
            rest.append(Segment(i, last, "western" if sure else "unknown", STRONG if sure else WEAK))
            i = last
        return rest


def _calling(word: Word) -> bool:
    """An office or form of address inside the run, as 'Secretary' is; no 'CEO', which firms follow."""
    return word.office and word.soft and not word.surface.isupper()

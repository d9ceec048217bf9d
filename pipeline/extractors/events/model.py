"""The values that the steps of the event grammar hand on."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extractors.events.moments import Moment
from pipeline.extractors.events.scene import Party

NOUN, VERB, REFERENCE = "noun", "verb", "reference"


@dataclass(frozen=True, slots=True)
class Place:
    """A place phrase over tokens `[start, end)`.

    `key` is what two spellings of it share; `venue` where an article before it makes it a building.
    """

    start: int
    end: int
    key: str
    venue: bool = False


@dataclass(slots=True)
class Mention:
    """Words that denote an occasion: a noun phrase, a name, or a verb with those who take part.

    Attributes:
        start, end: tokens of the phrase.
        head: the token of the event noun, or of the verb.
        type, concept: event type and the lexicon's value ('forum', 'receive').
        kind: NOUN, VERB or REFERENCE ('the event').
        refers: for general words, the types that they can point back to; '*' for all.
        name_level: 0 a common noun, 1 a compound or capitalised noun, 2 a proper name.
        determiner: 'definite', 'indefinite', 'demonstrative', 'possessive', 'negative', 'plural' or ''.
        modifiers: folded beginnings of the words that tell it from others of its kind.
        year: a year inside the name.
        other: whether it is another edition ('the next', 'the following').
        parties: who takes part, as far as the phrase itself says.
        place, moment: what its sentence ties to it; `inner` where the phrase itself holds the place.
        holds, doubts, states: values of the support, doubt and status words tied to it.
        held: tokens of the verbs of holding among them.
        sentence: index of its sentence.
        back: determiners with which its language points back.
        during: whether 'during' stands before it, so that other things happen in its time.
        after: whether 'after' does.
        complement: whether the phrase says of what ('signing of the agreement', 'to mark the anniversary').
        accompanied: whether its sentence names a person or group.
        same_day: 'same_day', 'closing', 'day_before', 'day_after', 'first_day' or 'last_day' where it
            counts from a day or stay told before.
        ahead: whether its verb itself stands in the future ('will travel').
        heading: whether it stands in the article's heading.
        there: whether somebody is received at a place just told: 'where the rector received her'.
        bound: 'begin' or 'end' where its date is only the first or the last day.
        object: tokens of what is signed or opened; `object_key` is what two phrases for it share.
        borrowed: a date that stands in the sentence but belongs to a journey or gathering told there too.
    """

    start: int
    end: int
    head: int
    type: str
    concept: str
    kind: str
    refers: str = ""
    base: float = 0.5
    name_level: int = 0
    determiner: str = ""
    modifiers: frozenset[str] = frozenset()
    year: int | None = None
    other: bool = False
    ordinal: bool = False
    parties: tuple[Party, ...] = ()
    place: Place | None = None
    inner_place: bool = False
    moment: Moment | None = None
    holds: set[str] = field(default_factory=set)
    doubts: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    sentence: int = 0
    back: frozenset[str] = frozenset({"definite", "demonstrative", "possessive"})
    during: bool = False
    after: bool = False
    complement: bool = False
    held: list[tuple[int, int]] = field(default_factory=list)
    accompanied: bool = False
    there: bool = False
    same_day: str = ""
    ahead: bool = False
    heading: bool = False
    bound: str = ""
    object: tuple[int, int] | None = None
    object_key: frozenset[str] = frozenset()
    borrowed: Moment | None = None
    label: str = ""
    pattern: str = ""
    pattern_one: str = ""

    @property
    def general(self) -> bool:
        """Whether it only stands for an event told elsewhere: 'the meeting'."""
        told = self.parties or self.complement or self.moment is not None
        return not (told and not self.bare) and not (told and self.determiner == "indefinite")

    @property
    def objectless(self) -> bool:
        """Whether it is 'the signing' alone, which says less than 'they signed a treaty'."""
        return self.kind is NOUN and self.type == "signing" and not self.name_level and not self.complement

    @property
    def bare(self) -> bool:
        """Whether nothing in it tells it from others of its kind."""
        return not self.modifiers and self.year is None and not self.other


@dataclass(slots=True)
class Group:
    """All mentions of one event, in order of the text."""

    mentions: list[Mention]

    @property
    def known(self) -> list[Mention]:
        """The mentions that later ones are compared with: all, or the first and last where there are many."""
        return self.mentions if len(self.mentions) <= 32 else self.mentions[:24] + self.mentions[-8:]

    @property
    def defining(self) -> Mention:
        """The mention that says most: a name before a compound, a noun before a verb, one whose sentence
        dates it, the first of equals."""
        dated = {m.sentence for m in self.mentions if m.moment is not None}
        return max(
            self.mentions,
            key=lambda m: (
                m.kind is not REFERENCE and not (m.refers and m.general),
                not m.objectless,
                m.name_level,
                m.kind is NOUN,
                not m.heading or m.kind is NOUN,
                min(len(m.modifiers), 4),
                m.sentence in dated,
                -m.start,
            ),
        )

    @property
    def modifiers(self) -> frozenset[str]:
        """What any mention says to tell the event from others."""
        return frozenset().union(*(m.modifiers for m in self.known))

    @property
    def years(self) -> set[int]:
        """Years inside its names."""
        return {m.year for m in self.known if m.year is not None}

    @property
    def persons(self) -> set[str]:
        """Person ids in its phrases."""
        return {p.key for m in self.known for p in m.parties if p.person}

    @property
    def types(self) -> set[str]:
        """Types of its mentions that are not merely general words."""
        return {m.type for m in self.known if m.kind is not REFERENCE}

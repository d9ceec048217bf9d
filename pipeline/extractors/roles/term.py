"""A term of office: a head word with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.lexicon import Lexeme

# Offices that one country sends to another.
SENT = frozenset({"ambassador", "charge", "consul_general", "consul", "counsellor"})
# Offices behind which an unknown word is rather a name than a body.
STATE = frozenset(
    [
        "prime_minister",
        "president",
        "monarch",
        "minister",
        "deputy_minister",
        "governor",
        "mayor",
        "ambassador",
    ]
)


@dataclass(slots=True)
class Term:
    """A term of office over tokens `[start, end)`.

    Attributes:
        head: the lexeme of the head word.
        plural: the head is a plural (or may be one: `singular` tells).
        singular: the head may be a singular.
        modifiers: `deputy`, `acting`, `former`, `designated`.
        bodies: kinds of the bodies it names, the head's own compound first.
        portfolio: code of the portfolio, if any.
        country: ISO code of the country it names.
        place: token span of the place it is of.
        places: token spans of all places it is of, in order.
        body: token span of the body's name.
        nested: it is the of-phrase of another term ('adviser to the minister').
    """

    start: int
    end: int
    head: Lexeme
    plural: bool
    singular: bool
    modifiers: set[str] = field(default_factory=set)
    bodies: list[str] = field(default_factory=list)
    portfolio: str | None = None
    country: str | None = None
    place: tuple[int, int] | None = None
    place_kind: str | None = None
    places: list[tuple[int, int]] = field(default_factory=list)
    body: tuple[int, int] | None = None
    nested: bool = False
    phrase: bool = False  # something stood after the head
    acronym: bool = False  # the body's name is an acronym
    compound: bool = False  # an unknown word stands before the head in its compound
    abroad: bool = False  # a country stands right before an office's name: the office there

    @property
    def only_plural(self) -> bool:
        """Whether the head cannot be a singular."""
        return self.plural and not self.singular

    def add_place(self, start: int, end: int) -> None:
        """Takes tokens `[start, end)` for a place that the office is of; the first one counts."""
        self.places.append((start, end))
        if self.place is None:
            self.place = (start, end)

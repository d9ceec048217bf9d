"""Words that the lexicon knows as something else than a name."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.tokens import fold

# Sections whose words are no part of a name unless a given name stands right before them.
BLOCKING = (
    "role", "role_plural", "role_modifier", "body", "portfolio", "demonym", "country", "place_type",
    "honorific", "month", "weekday", "function", "of", "and", "namesake", "byline", "event", "currency",
    "scale", "kin", "predecessor", "successor", "article", "relative", "as", "until", "negation",
)  # fmt: skip
_OFFICES = frozenset(
    {"role", "role_plural", "role_modifier", "honorific", "kin", "body", "and", "byline", "as"}
)
_COINS = frozenset({"currency", "scale", "weekday"})
# Words of these are no surname even behind a particle ('minister van Onderwijs').
_TOPICS = frozenset({"portfolio", "country", "demonym", "place_type", "month", "function", "of", "article"})


@dataclass(slots=True)
class Stops:
    """What the lexicon knows otherwise: token -> length of the longest such lexeme; and the topics."""

    sizes: dict[int, int]
    topics: set[int]
    offices: set[int]
    coins: set[int]


def blocked(document: Annotated) -> Stops:
    """The tokens that lexemes of blocking sections cover."""
    sizes: dict[int, int] = {}
    topics: set[int] = set()
    offices: set[int] = set()
    coins: set[int] = set()
    nothing: set[int] = set()
    closed = {last for _, last in document.sentences}
    for section in BLOCKING:
        known = (
            topics
            if section in _TOPICS
            else offices
            if section in _OFFICES
            else coins
            if section in _COINS
            else nothing
        )
        for start, end, _, rest in document.section(section):
            if end in closed and document.surfaces[end - 1] == "." and end - start == 2:
                continue  # 'Uchigawa Sen.' at the end of a sentence is no senator
            if end == start + 1:
                if rest and _compound_name(document, start):
                    continue
                sizes.setdefault(start, 1)
                known.add(start)
                continue
            known.update(range(start, end))
            for token in range(start, end):
                sizes[token] = max(end - start, sizes.get(token, 0))
    return Stops(sizes, topics, offices, coins)


def _compound_name(document: Annotated, token: int) -> bool:
    """'Koenraad' is no council, nor is 'Kellermann' a man behind a given name."""
    surfaces, given = document.surfaces, world.names("given")
    if fold(surfaces[token]) in given:
        return True
    return (
        token > 0
        and surfaces[token][:1].isupper()
        and surfaces[token - 1][:1].isupper()
        and fold(surfaces[token - 1]) in given
    )

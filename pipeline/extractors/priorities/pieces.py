"""Parts of a sentence that treat a priority each, and sentences that treat none.

'A research centre followed, likewise a programme for better wages': two points in one sentence, parted by a
semicolon, or by a comma before a word that joins or marks. 'About chips he said nothing' is no point at all.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.annotated import Annotated
from pipeline.extractors.priorities.topics import rank

_CLEAR = 0.6
_LONGEST = 150  # tokens of a sentence that is looked into; one without end stays cheap
_QUESTION = "?？"


def pieces(doc: Annotated, first: int, after: int) -> list[tuple[int, int]]:
    """`[first, after)` whole, or its parts where each side of a sign is clearly about another priority.

    A point that has its own number is one, whatever it joins.
    """
    if after - first > _LONGEST or _numbered(doc, first):
        return [(first, after)]
    found, begin = [], first
    borders = [token for token in range(first + 1, after - 1) if _parts(doc, token)]
    for token, following in pairwise([*borders, after]):
        left = rank(doc, begin, token)
        if left.best is None or left.clarity < _CLEAR:
            continue
        for end in (following, after):  # up to the next sign, or all that is left
            right = rank(doc, token + 1, end)
            if right.best is not None and right.clarity >= _CLEAR and right.code != left.code:
                found.append((begin, token))
                begin = token + 1
                break
    return [*found, (begin, after)]


def _numbered(doc: Annotated, first: int) -> bool:
    return any(
        str(lexeme.entry.attributes.get("number", lexeme.value)).isdecimal()
        for lexeme in doc.between("list_marker", first, first + 2)
    )


def _parts(doc: Annotated, token: int) -> bool:
    surface, behind = doc.surfaces[token], token + 1
    if surface not in ";；,，、":
        return False
    if any(lexeme.value == "pair_2" for lexeme in doc.at("list_marker", behind)):
        return False  # 'on the one hand …; on the other …' is one point
    if surface in ";；":
        return True
    return any(doc.at(section, behind) for section in ("conjunction", "list_marker", "list_join"))


def pointless(doc: Annotated, first: int, after: int) -> bool:
    """Whether a sentence makes no point: it says of what nothing was said."""
    return any(True for _ in doc.between("list_silent", first, after))


def asks(doc: Annotated, first: int, after: int) -> bool:
    """Whether the sentence is a question: in an interview the points are in the answers."""
    tail = doc.surfaces[max(first, after - 3) : after]
    return any(surface in _QUESTION for surface in tail)

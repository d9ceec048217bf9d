"""As many pairs as possible between gold facts and found ones, each in one pair at most."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Left = TypeVar("Left")
Right = TypeVar("Right")


def pairs(
    left: Sequence[Left],
    right: Sequence[Right],
    fits: Callable[[Left, Right], bool],
    worse: Callable[[Left, Right], bool],
) -> dict[int, int]:
    """A largest one-to-one matching by augmenting paths.

    Args:
        left: the demanded.
        right: the found.
        fits: whether two may be a pair.
        worse: whether a pair is to be tried after the others.

    Returns:
        Places in `right` by places in `left`.
    """
    options = [
        sorted(
            (place for place, item in enumerate(right) if fits(one, item)), key=lambda p: worse(one, right[p])
        )
        for one in left
    ]
    holder: dict[int, int] = {}

    def settle(place: int, tried: set[int]) -> bool:
        for option in options[place]:
            if option in tried:
                continue
            tried.add(option)
            if option not in holder or settle(holder[option], tried):
                holder[option] = place
                return True
        return False

    for place in range(len(left)):
        settle(place, set())
    return {place: option for option, place in holder.items()}

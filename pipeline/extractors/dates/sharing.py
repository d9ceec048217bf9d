"""What sides of an interval or items of a list take from each other: the year, the week, the whole."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.dates.slots import Part, Point, Season, Slots


def share(left: Slots, right: Slots) -> tuple[Slots, Slots]:
    """Gives each side the year that only the other has."""
    if isinstance(left, Point) and isinstance(right, Point):
        if left.month and right.has_year and not left.has_year and not left.direction:
            earlier = 1 if right.month and (left.month, left.day or 0) > (right.month, right.day or 31) else 0
            if right.year is not None:
                return replace(left, year=right.year - earlier), right
            return replace(left, year_shift=(right.year_shift or 0) - earlier), right
        if right.month and left.has_year and not right.has_year and left.month:
            later = 1 if (right.month, right.day or 31) < (left.month, left.day or 0) else 0
            if left.year is not None:
                return left, replace(right, year=left.year + later)
            return left, replace(right, year_shift=(left.year_shift or 0) + later)
        if (
            left.week_shift is not None
            and right.weekday is not None
            and right.week_shift is None
            and right.day is None
        ):
            return left, replace(right, week_shift=left.week_shift)
        if (
            right.week_shift is not None
            and left.weekday is not None
            and left.week_shift is None
            and left.day is None
        ):
            return replace(left, week_shift=right.week_shift), right
    if not (isinstance(left, Part) and isinstance(right, Part)):
        pass
    elif left.unit == right.unit and left.within is None and right.within is not None:
        return replace(left, within=right.within), right
    if (
        isinstance(left, Season)
        and isinstance(right, Season)
        and left.year is None
        and right.year is not None
    ):
        return replace(left, year=right.year), right
    return left, right

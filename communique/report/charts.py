"""Small bar charts as plain data for the templates: heights in per cent, labels, titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_MOST_BARS = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its parts (name and count) and its height in per cent of the highest."""

    label: str
    parts: tuple[tuple[str, int, float], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart; `left_out` says how many counts lie outside the bars that are shown."""

    bars: tuple[Bar, ...]
    left_out: int = 0


def by_month(counts: Mapping[str, Counter[str]]) -> Chart:
    """A chart over months (or years, where months would be too many), oldest first.

    Args:
        counts: series name -> how often each month 'YYYY-MM' occurs.
    """
    months = sorted({month for series in counts.values() for month in series})
    width = len("2025-11")
    if len(months) > _MOST_BARS:
        width = len("2025")
        months = sorted({month[:width] for month in months})
    shown = months[-_MOST_BARS:]
    totals = {
        label: {
            name: sum(count for month, count in series.items() if month[:width] == label)
            for name, series in counts.items()
        }
        for label in shown
    }
    highest = max((sum(parts.values()) for parts in totals.values()), default=0)
    bars = tuple(
        Bar(
            label,
            tuple((name, count, round(100 * count / highest, 2)) for name, count in parts.items() if count),
            sum(parts.values()),
        )
        for label, parts in totals.items()
    )
    everything = sum(sum(series.values()) for series in counts.values())
    return Chart(bars, everything - sum(bar.total for bar in bars))

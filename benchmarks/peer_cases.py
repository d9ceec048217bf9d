"""What systems are asked: our own inline cases and those of a folder of suites, and when two values agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from schemas import edtf

LANGUAGES = ("de", "nl", "pl", "en", "fr", "es", "it", "vi")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a system or a case says: where (None: somewhere) and the accepted values."""

    start: int | None
    end: int | None
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with what it states; `reference` anchors relative dates."""

    language: str
    text: str
    reference: date | None
    expected: tuple[Hit, ...]
    own: bool


def date_value(written: str) -> object | None:
    """First and last day of an EDTF value, or a duration as it stands; None where it is neither."""
    if written.startswith("P"):
        return written
    try:
        return edtf.bounds(written)
    except ValueError:
        return None


def same_date(found: object, wanted: object) -> bool:
    """Equal, or a single day of a peer inside the month or year that is wanted."""
    if found == wanted:
        return True
    if isinstance(found, datetime) and isinstance(wanted, tuple):
        first, last = wanted
        if first is None or last is None:
            return False
        day = found.date()
        month = first.day == 1 and last == _month_end(first)
        year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
        return day == first == last or ((month or year) and first <= day <= last)
    return False


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def money_value(value: Sequence[Any]) -> tuple[object, ...]:
    """Amounts and currency in a form that compares equal for equal sums."""
    return (*(Decimal(str(number)).normalize() for number in value[:-1]), value[-1])


def own_cases(kind: str) -> Iterator[Case]:
    """The inline cases of `tests/cases`, sentences with nothing to find included."""
    from tests.inline import all_cases

    for language, case in all_cases(kind):
        if language not in LANGUAGES or case.known_failure or case.settings.get("check"):
            continue
        published = case.settings.get("published")
        hits = []
        for start, end, value in case.marks:
            read = _own_money(value) if kind == "money" else date_value(value.split()[0])
            if read is not None:
                hits.append(Hit(start, end, (read,)))
        yield Case(
            language, case.text, date.fromisoformat(published) if published else None, tuple(hits), True
        )


def _own_money(value: str) -> tuple[object, ...]:
    amount, code = next(
        (left, right)
        for left, right in zip(value.split(), value.split()[1:], strict=False)
        if left[0].isdecimal()
    )
    return money_value([*amount.split(".."), code.rstrip("?")])


def suite_cases(folder: Path, kind: str) -> Iterator[Case]:
    """The cases of a folder of suites that lie in the project's scope."""
    for path in sorted(folder.glob(f"{kind}_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["lang"] not in LANGUAGES or not row.get("core", True):
                continue
            hits = []
            for item in row["expected"]:
                start = item.get("start")
                start = row["text"].lower().find(item["surface"].lower()) if start is None else start
                written = [item["value"], *item.get("alt", [])]
                values = [
                    money_value(value) if kind == "money" else date_value(str(value)) for value in written
                ]
                hits.append(
                    Hit(start, start + len(item["surface"]), tuple(v for v in values if v is not None))
                )
            if any(not hit.values for hit in hits):
                continue  # a form that records do not have
            reference = row.get("reference_date")
            anchor = date.fromisoformat(reference[:10]) if reference else None
            yield Case(row["lang"], row["text"], anchor, tuple(hits), False)

"""When an extracted fact is the one that a gold file states: names, sums, dates, events."""

from collections.abc import Iterable
from decimal import Decimal

from communique.words import fold


def person_key(name: str) -> str:
    """A name as the set of its tokens: in any order, with or without hyphens and diacritics."""
    return " ".join(sorted(fold(name).replace("-", " ").split()))


def amount_key(amount: Decimal | str, currency: str) -> tuple[str, str]:
    """A sum written in one way, whatever its zeros."""
    return format(Decimal(str(amount)).normalize(), "f"), currency


def bare(value: str) -> str:
    """An EDTF value without the marks of vagueness."""
    return value.replace("~", "").replace("?", "").replace("%", "")


def states(gold: str, found: str) -> bool:
    """Whether a found date states the gold date.

    The same or a finer value does (a day states its month), so does a day inside a gold interval, and an
    interval that begins or ends with a gold point. A coarser value does not. A year left open on one side
    fits any year.
    """
    wanted, given = bare(gold).split("/"), bare(found).split("/")
    if len(wanted) == 1:
        return any(_begins(wanted[0], side) for side in given)
    if len(given) == 1:
        # '~' sorts after every digit: the last day of the closing month or year is still inside.
        return _begins(wanted[0], given[0]) or wanted[0] <= given[0] <= wanted[1] + "~"
    return _begins(wanted[0], given[0]) and _begins(wanted[1], given[1])


def _begins(gold: str, found: str) -> bool:
    yearless = len(gold) > 4 and (gold.startswith("XXXX") or found.startswith("XXXX"))
    return found[4:].startswith(gold[4:]) if yearless else found.startswith(gold)


def settle_dates(wanted: set[str], optional: set[str], found: Iterable[str]) -> set[str]:
    """The found dates, where the gold allows a fact in two forms each as the form that it demands.

    'Since 1973' may be found as `1973` or `1973/..`, a day with or without its year; the other form stands
    among the optional ones. Durations count only where the gold demands them.
    """
    given = {bare(value) for value in found if value and (value[0] != "P" or value in wanted)}
    for demanded in sorted(wanted - given):
        for other in sorted(given & optional):
            if other == f"{demanded}/.." or _same_but_for_the_year(demanded, other):
                given = (given - {other}) | {demanded}
    return given


def _same_but_for_the_year(one: str, other: str) -> bool:
    if "XXXX" not in one and "XXXX" not in other:
        return False
    return [side[4:] for side in one.split("/")] == [side[4:] for side in other.split("/")]


def same_event(
    types: Iterable[str],
    keywords: Iterable[str],
    date: str | None,
    found_type: str,
    found_date: str | None,
    words: str,
) -> bool:
    """Whether a found event is the gold one.

    Args:
        types: types that are accepted.
        keywords: one of them must stand in `words`.
        date: the gold date, or None.
        found_type: type of the found event.
        found_date: its date, or None; two dates must not contradict each other.
        words: its name, evidence and sentence, folded.
    """
    if found_type not in types:
        return False
    if date and found_date and not (states(date, found_date) or states(found_date, date)):
        return False
    return any(fold(keyword) in words for keyword in keywords)

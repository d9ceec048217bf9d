"""The systems that are compared, each a function from a text to hits: ours and the installed peers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import InvalidOperation
from importlib.util import find_spec

from benchmarks.peer_cases import LANGUAGES, Hit, date_value, money_value
from pipeline.annotated import annotate
from pipeline.extractors.dates import extract_dates
from pipeline.extractors.money import extract_money, symbols

# Its names for currencies without a country, read as their most usual one, as ours are.
_UNITS = {"Dollar": "USD", "Pound": "GBP", "Euro": "EUR", "Yuan": "CNY", "Yen": "JPY"}
_CULTURES = {"en": "en-us", "nl": "nl-nl", "fr": "fr-fr", "es": "es-es", "it": "it-it"}


System = Callable[[str, str, date | None], list[Hit]]


def ours_dates(text: str, language: str, reference: date | None) -> list[Hit]:
    """Our dates."""
    found, _warnings = extract_dates(annotate(text, language, published=reference))
    return [Hit(*item.evidence[0], (date_value(item.edtf),)) for item in found]


def ours_money(text: str, language: str, reference: date | None) -> list[Hit]:
    """Our sums."""
    hits = []
    for item in extract_money(annotate(text, language, published=reference)):
        amounts = [item.amount] if item.amount_max is None else [item.amount, item.amount_max]
        hits.append(Hit(*item.evidence[0], (money_value([*amounts, item.currency]),)))
    return hits


def dateparser_search(text: str, language: str, reference: date | None) -> list[Hit]:
    """The dates that `dateparser.search` finds."""
    from dateparser.search import search_dates

    base = datetime(2025, 1, 1) if reference is None else datetime.combine(reference, datetime.min.time())
    try:
        found = (
            search_dates(text, languages=[language], settings={"RELATIVE_BASE": base, "TIMEZONE": "UTC"})
            or []
        )
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError):
        return []  # it fails on some texts; they count as nothing found
    hits, after = [], 0
    for words, when in found:
        start = text.find(words, after)
        if start < 0:
            start = text.find(words)
        after = max(after, start)
        hits.append(Hit(start, start + len(words), (when.replace(tzinfo=None),)))
    return hits


def price_parser(text: str, language: str, reference: date | None) -> list[Hit]:
    """The one price that `price-parser` reads in a text."""
    from price_parser import Price

    price = Price.fromstring(text)
    if price.amount is None:
        return []
    written = price.currency or ""
    code = symbols.SIGNS.get(written, symbols.ABBREVIATIONS.get(written, ("", False)))[0]
    if not code and written.upper() in symbols.CODES:
        code = written.upper()
    if not code and len(written) > 1:
        code = symbols.BESIDE.get(written[-1], {}).get(written[:-1].lower(), "")
    return [Hit(None, None, (money_value([price.amount, code]),))]


def recognizers_money(text: str, language: str, reference: date | None) -> list[Hit]:
    """The sums that Recognizers-Text finds."""
    from recognizers_number_with_unit import recognize_currency

    hits = []
    for item in recognize_currency(text, _CULTURES[language]):
        resolution = item.resolution or {}
        try:
            code = resolution.get("isoCurrency") or _UNITS.get(resolution.get("unit") or "", "")
            value = money_value([resolution["value"], code])
        except (KeyError, InvalidOperation, TypeError):
            continue
        hits.append(Hit(item.start, item.end + 1, (value,)))
    return hits


def recognizers_dates(text: str, language: str, reference: date | None) -> list[Hit]:
    """The dates that Recognizers-Text finds."""
    from recognizers_date_time import recognize_datetime

    base = datetime(2025, 1, 1) if reference is None else datetime.combine(reference, datetime.min.time())
    hits = []
    for item in recognize_datetime(text, _CULTURES[language], reference=base):
        values: list[object] = []
        for row in (item.resolution or {}).get("values", []):
            try:
                if row.get("type") == "date" and "value" in row:
                    day = date.fromisoformat(row["value"][:10])
                    values.append((day, day))
                elif row.get("type") == "daterange" and "start" in row and "end" in row:
                    last = date.fromisoformat(row["end"][:10]) - timedelta(days=1)
                    values.append((date.fromisoformat(row["start"][:10]), last))
                elif row.get("type") == "duration":
                    values.append(row.get("timex"))
            except (ValueError, KeyError, TypeError):
                continue
        if values:
            hits.append(Hit(item.start, item.end + 1, tuple(values)))
    return hits


def guarded(system: System) -> System:
    """A peer that raises on a text has found nothing there."""

    def run(text: str, language: str, reference: date | None) -> list[Hit]:
        try:
            return system(text, language, reference)
        except Exception:
            return []

    return run


def systems(kind: str) -> dict[str, tuple[System, frozenset[str]]]:
    """The systems that are installed, each with the languages it knows."""
    every = frozenset(LANGUAGES)
    if kind == "dates":
        found = {"ours": (ours_dates, every), "dateparser.search": (guarded(dateparser_search), every)}
    else:
        found = {"ours": (ours_money, every), "price-parser": (guarded(price_parser), every)}
    if find_spec("recognizers_number_with_unit") is None or find_spec("recognizers_date_time") is None:
        return found
    peer = recognizers_dates if kind == "dates" else recognizers_money
    known = frozenset(_CULTURES) if kind == "money" else frozenset({"en", "nl", "fr", "es"})
    found["Recognizers-Text"] = (guarded(peer), known)
    return found

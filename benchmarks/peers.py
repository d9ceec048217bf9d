"""Our dates and sums beside `dateparser.search`, `price-parser` and Recognizers-Text, on the same cases.

    python -m benchmarks.peers [--suites FOLDER] [--write docs/peers.md]

The cases are our own of `tests/cases`, and those of a folder of JSON Lines files `dates_LANG_SOURCE.jsonl`
and `money_LANG_SOURCE.jsonl` where one is named (or in $SUITES): one case a line with `text`,
`reference_date` and `expected` (`surface`, `start`, `value`, `alt`). A value counts where a prediction that
overlaps the expected words has it. Where a peer can only give a day, a day of the wanted month or year is
right; where it gives no words, it is taken to mean the expected ones. Recognizers-Text takes part where it is
installed.

Speed is words a second of CPU over the same running text in the same run; ours are measured with the tokens
given and with the tokens made.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.annotated import annotate
from pipeline.extractors.dates import extract_dates
from pipeline.extractors.money import extract_money, symbols
from schemas import edtf

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "nl", "pl", "en", "fr", "es", "it", "vi")
_MAX_SECONDS = 4.0
_MIN_WORDS = 3000  # the running text is repeated up to this length


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


System = Callable[[str, str, date | None], list[Hit]]


# --- values


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


def _money_value(value: Sequence[Any]) -> tuple[object, ...]:
    return (*(Decimal(str(number)).normalize() for number in value[:-1]), value[-1])


# --- cases


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
    return _money_value([*amount.split(".."), code.rstrip("?")])


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
                    _money_value(value) if kind == "money" else date_value(str(value)) for value in written
                ]
                hits.append(
                    Hit(start, start + len(item["surface"]), tuple(v for v in values if v is not None))
                )
            if any(not hit.values for hit in hits):
                continue  # a form that records do not have
            reference = row.get("reference_date")
            anchor = date.fromisoformat(reference[:10]) if reference else None
            yield Case(row["lang"], row["text"], anchor, tuple(hits), False)


# --- systems


def ours_dates(text: str, language: str, reference: date | None) -> list[Hit]:
    found, _warnings = extract_dates(annotate(text, language, published=reference))
    return [Hit(*item.evidence[0], (date_value(item.edtf),)) for item in found]


def ours_money(text: str, language: str, reference: date | None) -> list[Hit]:
    hits = []
    for item in extract_money(annotate(text, language, published=reference)):
        amounts = [item.amount] if item.amount_max is None else [item.amount, item.amount_max]
        hits.append(Hit(*item.evidence[0], (_money_value([*amounts, item.currency]),)))
    return hits


def dateparser_search(text: str, language: str, reference: date | None) -> list[Hit]:
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
    return [Hit(None, None, (_money_value([price.amount, code]),))]


# Its names for currencies without a country, read as their most usual one, as ours are.
_UNITS = {"Dollar": "USD", "Pound": "GBP", "Euro": "EUR", "Yuan": "CNY", "Yen": "JPY"}
_CULTURES = {"en": "en-us", "nl": "nl-nl", "fr": "fr-fr", "es": "es-es", "it": "it-it"}


def recognizers_money(text: str, language: str, reference: date | None) -> list[Hit]:
    from recognizers_number_with_unit import recognize_currency

    hits = []
    for item in recognize_currency(text, _CULTURES[language]):
        resolution = item.resolution or {}
        try:
            code = resolution.get("isoCurrency") or _UNITS.get(resolution.get("unit") or "", "")
            value = _money_value([resolution["value"], code])
        except (KeyError, InvalidOperation, TypeError):
            continue
        hits.append(Hit(item.start, item.end + 1, (value,)))
    return hits


def recognizers_dates(text: str, language: str, reference: date | None) -> list[Hit]:
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


# --- scores


def score(cases: Sequence[Case], system: System, kind: str) -> Counter[str]:
    """Expected items and those with the right value; predictions and those that stand on an expected item."""
    counts: Counter[str] = Counter()
    for case in cases:
        hits = system(case.text, case.language, case.reference)
        counts["predicted"] += len(hits)
        for hit in hits:
            counts["placed"] += any(_overlap(hit, wanted) for wanted in case.expected)
        for wanted in case.expected:
            counts["expected"] += 1
            counts["right"] += any(
                _overlap(hit, wanted) and any(_same(v, w, kind) for v in hit.values for w in wanted.values)
                for hit in hits
            )
    return counts


def _overlap(hit: Hit, wanted: Hit) -> bool:
    if hit.start is None or hit.end is None or wanted.start is None or wanted.end is None:
        return True
    return hit.start < wanted.end and wanted.start < hit.end


def _same(found: object, wanted: object, kind: str) -> bool:
    return found == wanted if kind == "money" else same_date(found, wanted)


# --- speed


def running_text() -> dict[str, str]:
    """The sentences of our own cases as running text, one a language: dates, sums and many of neither."""
    texts: dict[str, list[str]] = defaultdict(list)
    for kind in ("dates", "money"):
        for case in own_cases(kind):
            texts[case.language].append(case.text)
    return {language: " ".join(lines) for language, lines in texts.items()}


def speed(action: Callable[[str], object], paragraphs: Sequence[str]) -> float:
    """Words a second of CPU over the paragraphs: the best of three rounds, or of those that fit into 4 s."""
    action(paragraphs[0])
    least, began = float("inf"), time.process_time()
    for _ in range(3):
        start = time.process_time()
        for paragraph in paragraphs:
            action(paragraph)
        least = min(least, time.process_time() - start)
        if time.process_time() - began > _MAX_SECONDS:
            break
    return sum(len(paragraph.split()) for paragraph in paragraphs) / max(least, 1e-9)


def paragraphs_of(text: str, words: int = 150) -> list[str]:
    """The text in pieces of the length of a paragraph, repeated up to a fixed number of words."""
    split = text.split()
    while len(split) < _MIN_WORDS:
        split += split
    return [" ".join(split[i : i + words]) for i in range(0, _MIN_WORDS, words)]


def _run(system: System, language: str, reference: date, part: str) -> object:
    return system(part, language, reference)


def speeds(kind: str, text: str, language: str) -> dict[str, float]:
    """Words a second of every system on one language's running text."""
    paragraphs = paragraphs_of(text)
    reference = date(2025, 11, 26)
    extract = extract_dates if kind == "dates" else extract_money
    found: dict[str, float] = {}
    for name, (system, known) in systems(kind).items():
        if language in known:
            found[name] = speed(partial(_run, system, language, reference), paragraphs)
    documents = {part: annotate(part, language, published=reference) for part in paragraphs}

    def extracted(part: str) -> object:
        documents[part].memo.clear()  # what was read of the document before does not count as given
        return extract(documents[part])

    found["ours, tokens given"] = speed(extracted, paragraphs)
    return found


# --- the page


def table(kind: str, cases: Sequence[Case]) -> list[str]:
    """A table: per language the number of items, and value recall / precision of each system."""
    found = systems(kind)
    lines = ["| language | items | " + " | ".join(found) + " |", "|---|---:|" + "---:|" * len(found)]
    for language in LANGUAGES:
        chosen = [case for case in cases if case.language == language]
        items = sum(len(case.expected) for case in chosen)
        if not items:
            continue
        cells = []
        for system, known in found.values():
            if language not in known:
                cells.append("–")
                continue
            counts = score(chosen, system, kind)
            right = counts["right"] / max(1, counts["expected"])
            placed = counts["placed"] / max(1, counts["predicted"])
            cells.append(f"{right:.2f} / {placed:.2f}")
        lines.append(f"| {language} | {items} | " + " | ".join(cells) + " |")
    return lines


def speed_table(kind: str, texts: dict[str, str]) -> list[str]:
    """A table: words a second of each system, per language."""
    rows = {language: speeds(kind, texts[language], language) for language in LANGUAGES if language in texts}
    names = ["ours, tokens given", *systems(kind)]
    lines = ["| language | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for language, row in rows.items():
        cells = [f"{row[name]:,.0f}" if name in row else "–" for name in names]
        lines.append(f"| {language} | " + " | ".join(cells) + " |")
    return lines


_INTRODUCTION = """# Dates and sums beside other systems

Written by `python -m benchmarks.peers`; every figure on it is from one run. A cell of the first
tables is *value recall / precision*: the share of the expected items whose value was found where
the item stands, and the share of the finds that stand on an expected item. Peers get the whole
text, as a user would call them, and the benefit of the doubt: a single day inside an expected month
or year is right, and a find without a place is taken to stand on the expected words. A dash: the
system does not know the language. `price-parser` is made for price tags, not for sentences, and
reads one price a text.
"""


def page(suites: Path | None) -> str:
    """The whole page as Markdown."""
    lines = _INTRODUCTION.split("\n")
    for kind, title in (("dates", "Dates"), ("money", "Sums")):
        lines += [f"## {title}", ""]
        if suites is not None:
            lines += [
                "Public test cases of Recognizers-Text, Duckling, chrono, dateparser, NeMo and CLDR:",
                "",
                *table(kind, list(suite_cases(suites, kind))),
                "",
            ]
        lines += [
            "The cases of `tests/cases`, written for this project: our own rules, and how the peers do",
            "on sentences in which there is nothing to find.",
            "",
            *table(kind, list(own_cases(kind))),
            "",
            "Words a second of CPU, on one text in one run:",
            "",
            *speed_table(kind, running_text()),
            "",
        ]
    return "\n".join(lines)


def main() -> None:
    """Prints the page, or writes it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--suites", type=Path, default=Path(os.environ["SUITES"]) if "SUITES" in os.environ else None
    )
    parser.add_argument("--write", type=Path, help="write the page here instead of printing it")
    arguments = parser.parse_args()
    text = page(arguments.suites)
    if arguments.write:
        arguments.write.parent.mkdir(parents=True, exist_ok=True)
        arguments.write.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()

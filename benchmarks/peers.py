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
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peer_cases import LANGUAGES, Case, Hit, own_cases, same_date, suite_cases
from benchmarks.peer_speed import running_text, speeds
from benchmarks.peer_systems import System, systems

_INTRODUCTION = """# Dates and sums beside other systems

Written by `python -m benchmarks.peers`; every figure on it is from one run. A cell of the first
tables is *value recall / precision*: the share of the expected items whose value was found where
the item stands, and the share of the finds that stand on an expected item. Peers get the whole
text, as a user would call them, and the benefit of the doubt: a single day inside an expected month
or year is right, and a find without a place is taken to stand on the expected words. A dash: the
system does not know the language. `price-parser` is made for price tags, not for sentences, and
reads one price a text.
"""


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

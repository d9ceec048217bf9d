"""Date values that differ from those of public suites, counted by the form of the difference.

    python -m benchmarks.disagreements SUITES [--write docs/suite-disagreements.md] [--list LANGUAGE]

SUITES is a folder of `dates_LANG_SOURCE.jsonl`: one case a line with `text`, `reference_date`, `expected`
(`surface`, `start`, `value`, `alt`) and `ignore`. Cases outside of the project (`core` false) are left out,
and those with early, mid and late parts of a period. A find that stands on an expected item and has none of
its values is wrong; the forms of `benchmarks.suite_values` say how it differs. A form is a relation of
intervals: no case is picked by hand, and `--list` prints what each form holds. A find that reads only a part
of the expected words, or shares them with another find, is counted as rest, whatever its form.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.suite_values import KINDS, kind_of, read
from benchmarks.tables import Column, markdown_table
from pipeline import extract
from pipeline.lexicon import load_language
from pipeline.tokens import norm

HEADING = "## Counts"
REST = "rest"
# early, mid and late parts: suites give them days of their own, records a qualifier
_VAGUE = re.compile(
    r"\b(early|mid|late|beginning|start|end|anfang|mitte|ende|begin|half|medio|midden|eind|początk\w*|połow\w*"
    r"|koniec|końc\w*|début|mi|fin|principios|mediados|finales|inizio|metà|fine|đầu|giữa|cuối)\b",
    re.I,
)
_SMALL = ("function", "date_glue")  # articles and prepositions, which evidence leaves out
_DECIDED = frozenset(kind.name for kind in KINDS if kind.decided)
_FORMS = frozenset(kind.name for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Item:
    """What a suite expects or ignores: where it stands, and the accepted values."""

    start: int
    end: int
    values: tuple[str, ...] = ()

    def meets(self, start: int, end: int) -> bool:
        """Whether a find shares a character with it."""
        return start < self.end and self.start < end

    def is_read(self, text: str, start: int, end: int, language: str) -> bool:
        """Whether a find leaves out nothing of its words but articles and prepositions."""
        matcher = load_language(language).matcher
        for word in re.findall(r"\w+", f"{text[self.start : start]} {text[end : self.end]}"):
            if not any(section in _SMALL for section in matcher.find([norm(word)], [word])):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Wrong:
    """A find on an expected item that has none of its values."""

    kind: str
    told: date | None
    words: str
    ours: str
    wanted: tuple[str, ...]
    text: str


@dataclass(slots=True)
class Tally:
    """Finds of a language: all, those on an expected item, those of the right value, and the wrong ones."""

    language: str
    finds: int = 0
    placed: int = 0
    right: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    def kinds(self) -> Counter[str]:
        """Wrong values by form."""
        return Counter(wrong.kind for wrong in self.wrong)

    def precision(self, apart: frozenset[str] = frozenset()) -> tuple[float, float]:
        """Shares of finds on an expected item and of right values, the finds of some forms set apart."""
        without = sum(count for kind, count in self.kinds().items() if kind in apart)
        finds = max(1, self.finds - without)
        return (self.placed - without) / finds, self.right / finds


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a suite that are counted."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case.get("core", True) and not any(_VAGUE.search(item["surface"]) for item in case["expected"]):
            yield case


def count(suites: Path) -> list[Tally]:
    """One tally a language, in alphabetical order."""
    tallies: dict[str, Tally] = {}
    for path in sorted(suites.glob("dates_*.jsonl")):
        language = path.stem.split("_")[1]
        tally = tallies.setdefault(language, Tally(language))
        for case in cases(path):
            count_case(case, tally)
    return list(tallies.values())


def count_case(case: dict[str, Any], tally: Tally) -> None:
    """Adds what is found in a case."""
    text, told = case["text"], case.get("reference_date")
    published = date.fromisoformat(told[:10]) if told else None
    items = [_item(text, expected) for expected in case["expected"]]
    ignored = [Item(first, last) for first, last in case.get("ignore", ())]
    records = extract(text, language=tally.language, published=published).dates
    finds = [(record.evidence[0].start, record.evidence[0].end, record.edtf) for record in records]
    for start, end, ours in finds:
        if any(item.meets(start, end) for item in ignored):
            continue
        tally.finds += 1
        on = [item for item in items if item.meets(start, end)]
        if not on:
            continue
        tally.placed += 1
        wanted = tuple(value for item in on for value in item.values)
        accepted = [value for value in map(read, wanted) if value is not None]
        if read(ours) in accepted:
            tally.right += 1
            continue
        alone = len(on) == 1 and sum(on[0].meets(first, last) for first, last, _ in finds) == 1
        whole = alone and on[0].is_read(text, start, end, tally.language)
        kind = kind_of(ours, accepted, published) if whole else None
        name = REST if kind is None else kind.name
        tally.wrong.append(Wrong(name, published, text[start:end], ours, wanted, text))


def _item(text: str, expected: dict[str, Any]) -> Item:
    start = expected.get("start")
    start = text.lower().find(expected["surface"].lower()) if start is None else start
    values = (expected["value"], *expected.get("alt", ()))
    return Item(start, start + len(expected["surface"]), tuple(map(str, values)))


def report(tallies: list[Tally]) -> str:
    """The counts as Markdown, with what each form means."""
    forms: list[Column[Tally]] = [_form_column(name) for name in [*(kind.name for kind in KINDS), REST]]
    counts: list[Column[Tally]] = [
        ("language", lambda tally: tally.language),
        ("finds", lambda tally: str(tally.finds)),
        ("wrong values", lambda tally: str(len(tally.wrong))),
        *forms,
    ]
    shares: list[Column[Tally]] = [("language", lambda tally: tally.language)]
    for title, apart in (
        ("as measured", frozenset[str]()),
        ("without decided forms", _DECIDED),
        ("without all forms", _FORMS),
    ):
        shares += _share_columns(title, apart)
    lines = [
        HEADING,
        "",
        "Written by `python -m benchmarks.disagreements SUITES --write docs/suite-disagreements.md`,",
        "which tells the forms apart by comparing intervals. Finds on an expected item that miss its values:",
        "",
        markdown_table(counts, tallies),
        "",
        "Decided by the words of `records.md` or of the annotation rules beside it; the suites want",
        "",
        *(f"- *{kind.name}*: {kind.why}." for kind in KINDS if kind.decided),
        "",
        "Left open there, and the suites contradict one another:",
        "",
        *(f"- *{kind.name}*: {kind.why}." for kind in KINDS if not kind.decided),
        "",
        "*Rest*: all else, our own errors among it.",
        "",
        "The shares of finds that stand on an expected item (prec) and that have its value (vprec), and the",
        "gap between the two; the same with finds of decided forms set apart, and with those of all forms:",
        "",
        markdown_table(shares, tallies),
        "",
    ]
    return "\n".join(lines)


def _form_column(name: str) -> Column[Tally]:
    return name, lambda tally: str(tally.kinds()[name] or "·")


def _share_columns(title: str, apart: frozenset[str]) -> list[Column[Tally]]:
    def shares(tally: Tally) -> str:
        places, values = tally.precision(apart)
        return f"{places:.3f} / {values:.3f}"

    def gap(tally: Tally) -> str:
        places, values = tally.precision(apart)
        return f"{places - values:.3f}"

    return [(title, shares), ("gap", gap)]


def main() -> None:
    """Prints the counts or the cases, or writes the counts at the end of the page of reasons."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("suites", type=Path, help="folder of dates_LANG_SOURCE.jsonl")
    parser.add_argument("--write", type=Path, help="the page whose counts are written anew")
    parser.add_argument("--list", metavar="LANGUAGE", help="print the cases of a language by form")
    arguments = parser.parse_args()
    tallies = count(arguments.suites)
    if arguments.list:
        chosen = [tally for tally in tallies if tally.language == arguments.list]
        for wrong in sorted(
            (wrong for tally in chosen for wrong in tally.wrong), key=lambda wrong: wrong.kind
        ):
            wanted = ", ".join(wrong.wanted)
            print(wrong.kind, wrong.told, wrong.words, wrong.ours, wanted, repr(wrong.text), sep="\t")
    elif arguments.write:
        reasons = arguments.write.read_text(encoding="utf-8").partition(f"{HEADING}\n")[0].rstrip("\n")
        arguments.write.write_text(f"{reasons}\n\n{report(tallies)}", encoding="utf-8")
    else:
        print(report(tallies))


if __name__ == "__main__":
    main()

"""What a confidence is worth, and how good the extraction is: measured on our own annotated articles.

    python -m tests.reliability            writes both tables into docs/evaluation.md
    python -m tests.reliability --print    prints them

A record is right where the gold facts demand it, wrong where they neither demand nor allow it; what they
leave open is not counted, nor is what they do not annotate (durations, discussed priorities).
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.evaluate import evaluate
from communique.evaluation.counts import Score
from communique.evaluation.facts import amount_key, bare, person_key, same_event, settle_dates, states
from communique.evaluation.gold import GoldDocument, GoldEvent, GoldPriorities, read_gold
from communique.evaluation.pairing import pairs
from communique.runfolder import DocumentRecords, by_document
from communique.words import fold, in_sentence
from schemas import DateMention, Event, Money, Person, Priority, Record, Role
from tests.gate import ROOT, SETS, write_run

PAGE = ROOT / "docs" / "evaluation.md"
ENOUGH = 30
_Z = 1.96
_KINDS = (
    "people", "roles", "role status", "dates", "money", "events", "event dates", "priorities",
    "priority lists",
)  # fmt: skip

Verdict = tuple[Record, bool]


@dataclass(slots=True)
class Step:
    """Judged records of one type and one confidence."""

    right: int = 0
    wrong: int = 0

    @property
    def count(self) -> int:
        """How many were judged."""
        return self.right + self.wrong


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if not count:
        return 0.0, 1.0
    share, square = right / count, _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def judge(gold: GoldDocument, entry: DocumentRecords) -> Iterator[Verdict]:
    """Every record of a document that the gold facts say something about, and whether it is right."""
    for kind, judged in _JUDGES.items():
        yield from judged(gold, entry, entry.records.get(kind, []))


def _people(gold: GoldDocument, entry: DocumentRecords, records: Sequence[Record]) -> Iterator[Verdict]:
    wanted, optional = ({person_key(n) for n in names} for names in (gold.people, gold.people_optional))
    seen: set[str] = set()
    for record in records:
        assert isinstance(record, Person)
        key = person_key(record.name)
        if key in seen:
            yield record, False  # a second record of one person
        elif key in wanted or key not in optional:
            yield record, key in wanted
        seen.add(key)


def _roles(gold: GoldDocument, entry: DocumentRecords, records: Sequence[Record]) -> Iterator[Verdict]:
    names = {p.person_id: p.name for p in entry.records.get("people", ()) if isinstance(p, Person)}
    wanted, optional = (
        {(person_key(role[0]), role[1]) for role in roles} for roles in (gold.roles, gold.roles_optional)
    )
    for record in records:
        assert isinstance(record, Role)
        key = person_key(names.get(record.person_id, record.name)), record.role.value
        if key in wanted or key not in optional:
            yield record, key in wanted


def _dates(gold: GoldDocument, entry: DocumentRecords, records: Sequence[Record]) -> Iterator[Verdict]:
    wanted, optional = set(gold.dates), set(gold.dates_optional)
    published = entry.document.published
    allowed = optional | {v.removesuffix("/..") for v in optional} | {published and published.isoformat()}
    for record in records:
        assert isinstance(record, DateMention)
        settled = settle_dates(wanted, optional, [record.edtf])
        for value in settled:  # none where it is a duration
            if value in wanted or bare(value) not in allowed:
                yield record, value in wanted


def _money(gold: GoldDocument, entry: DocumentRecords, records: Sequence[Record]) -> Iterator[Verdict]:
    wanted, optional = ({amount_key(*s) for s in sums} for sums in (gold.money, gold.money_optional))
    for record in records:
        assert isinstance(record, Money)
        ends = (record.amount, record.amount_max)
        keys = {amount_key(amount, record.currency) for amount in ends if amount is not None}
        if keys <= wanted or not keys <= wanted | optional:
            yield record, keys <= wanted


def _events(gold: GoldDocument, entry: DocumentRecords, records: Sequence[Record]) -> Iterator[Verdict]:
    found = [record for record in records if isinstance(record, Event)]
    right = _paired(gold.events, found, entry.document.text)
    rest = [event for event in found if event.id not in right]
    open_ = _paired(gold.events_optional, rest, entry.document.text)
    for event in found:
        if event.id not in open_:
            yield event, event.id in right


def _paired(gold: Sequence[GoldEvent], found: Sequence[Event], text: str) -> set[str]:
    def words(event: Event) -> str:
        parts = (event.name, *(e.text for e in event.evidence), str(in_sentence(text, event.evidence[0])))
        return " | ".join(fold(part) for part in parts)

    said = {event.id: words(event) for event in found}
    chosen = pairs(
        gold,
        found,
        lambda one, event: same_event(
            one.type, one.name_keywords, one.date, event.type.value, event.date, said[event.id]
        ),
        lambda one, event: bool(one.date) and not (event.date and states(one.date or "", event.date)),
    )
    return {found[place].id for place in chosen.values()}


def _priorities(gold: GoldDocument, entry: DocumentRecords, records: Sequence[Record]) -> Iterator[Verdict]:
    stated = gold.priorities or GoldPriorities()
    wanted, optional = set(stated.proposed), set(stated.optional) | set(gold.priorities_optional)
    for record in records:
        assert isinstance(record, Priority)
        if (
            record.mode == "proposed"
            and record.number
            and (record.number in wanted or record.number not in optional)
        ):
            yield record, record.number in wanted


_Judge = Callable[[GoldDocument, DocumentRecords, Sequence[Record]], Iterator[Verdict]]
_JUDGES: Mapping[str, _Judge] = {
    "people": _people,
    "roles": _roles,
    "dates": _dates,
    "money": _money,
    "events": _events,
    "priorities": _priorities,
}


def measure() -> tuple[dict[tuple[str, float], Step], dict[tuple[str, str], Score]]:
    """Judged records by (type, confidence), and scores by (type, language), of all annotated articles."""
    steps: dict[tuple[str, float], Step] = defaultdict(Step)
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for folder, gold in SETS.values():
        with tempfile.TemporaryDirectory() as made:
            write_run(folder, Path(made))
            for key, score in evaluate(Path(made), gold).scores.items():
                scores[key].right += score.right
                scores[key].spurious += score.spurious
                scores[key].missed += score.missed
            by_name = {line.doc: line for line in read_gold(gold)}
            for entry in by_document(Path(made)):
                stated = by_name.get(entry.document.source.rsplit("/", 1)[-1])
                for record, right in judge(stated, entry) if stated else ():
                    step = steps[record.TYPE, record.confidence]
                    step.right += right
                    step.wrong += not right
    return steps, scores


def reliability_table(steps: Mapping[tuple[str, float], Step]) -> str:
    """Confidence against the share that is right."""
    lines = ["| type | confidence | judged | right | 95 % interval | |", "|---|---:|---:|---:|---:|---|"]
    for (kind, confidence), step in sorted(steps.items()):
        low, high = wilson(step.right, step.count)
        verdict = "too few to tell" if step.count < ENOUGH else _verdict(confidence, low, high)
        share = f"{step.right / step.count:.3f}"
        lines.append(
            f"| {kind} | {confidence:.2f} | {step.count} | {share} | {low:.2f} to {high:.2f} | {verdict} |"
        )
    return "\n".join(lines)


def _verdict(confidence: float, low: float, high: float) -> str:
    if confidence > high:
        return "says too much"
    return "says too little" if confidence < low else "holds"


def score_table(scores: Mapping[tuple[str, str], Score]) -> str:
    """F1 by language and type, with right + spurious + missed facts."""
    languages = [*sorted({language for _, language in scores} - {"all"}), "all"]
    lines = ["| | " + " | ".join(_KINDS) + " |", "|---|" + "---:|" * len(_KINDS)]
    for language in languages:
        cells = []
        for kind in _KINDS:
            one = scores.get((kind, language), Score())
            counted = one.right + one.spurious + one.missed
            cells.append(f"{one.f1:.3f} ({one.right}+{one.spurious}+{one.missed})" if counted else "–")
        lines.append(f"| {language} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def written(page: str, name: str, table: str) -> str:
    """The page with `table` between its marks `<!-- name -->` and `<!-- /name -->`."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"The page has no place for the table {name!r}.")
    return f"{before}{begin}\n{table}\n{end}{after}"


def main() -> None:
    """Measures, and writes or prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--print", action="store_true", help="print the tables, write nothing")
    options = parser.parse_args()
    steps, scores = measure()
    tables = {"reliability": reliability_table(steps), "scores": score_table(scores)}
    if options.print:
        print("\n\n".join(tables.values()))
        return
    page = PAGE.read_text(encoding="utf-8")
    for name, table in tables.items():
        page = written(page, name, table)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

"""How the cost of linking grows with the collection: seconds a document, comparisons, peak memory.

    python -m benchmarks.linking [--sizes 1000,10000,100000] [--seed 1] [--markdown]

Each size is linked in a process of its own, from synthetic facts (no text). The collection grows as an
archive does: a hundred articles a day, so ten times the articles are ten times the days and the people, and
there are more places. What does not grow is there too, because it is what makes linking expensive: twenty
leaders of whom two are at four occasions of ten, the same offices, the same words in the names of occasions.
One report in five comes as a set of translations, one article in thirty has a copy in its own language.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.tables import Column, show
from pipeline import linking
from pipeline.linking import DocumentFacts, events, from_line, people, stories
from pipeline.linking.decisions import name_key
from pipeline.linking.facts import EventFact, ListFact, MoneyFact, PersonFact, RoleFact, Span
from pipeline.linking.names import name_parts
from schemas import to_json_line

STAGES = ("content_stories", "link_people", "link_events", "find_discrepancies")
_A_DAY = 100
_FIRST_DAY = date(2020, 1, 1)
_LEADERS = 20
_COPIES = 32  # MinHash values of a text
_LANGUAGES = ("de", "nl", "pl", "en")
_COUNTRIES = ("DE", "NL", "PL", "GB", "JP", "VN", "FR", "SE")
_OFFICES = (
    "minister", "deputy_minister", "ambassador", "mayor", "governor", "director", "chairperson",
    "professor", "spokesperson", "department_head",
)  # fmt: skip
_OCCASIONS = {
    "forum": {"de": "Forum", "nl": "Forum", "pl": "Forum", "en": "Forum"},
    "conference": {"de": "Konferenz", "nl": "Conferentie", "pl": "Konferencja", "en": "Conference"},
    "meeting": {"de": "Treffen", "nl": "Ontmoeting", "pl": "Spotkanie", "en": "Meeting"},
    "festival": {"de": "Festival", "nl": "Festival", "pl": "Festiwal", "en": "Festival"},
    "signing": {"de": "Unterzeichnung", "nl": "Ondertekening", "pl": "Podpisanie", "en": "Signing"},
    "visit": {"de": "Besuch", "nl": "Bezoek", "pl": "Wizyta", "en": "Visit"},
}
_CODES = (
    "complementary_strengths", "human_resources", "innovation_and_digital", "green_and_climate",
    "people_and_business", "culture_and_tourism",
)  # fmt: skip
_SYLLABLES = ("ba", "den", "ko", "lim", "mar", "nor", "pel", "ra", "sil", "tov", "ur", "ven", "wis", "zan")


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody of the synthetic world, with the one office that every report gives."""

    name: str
    country: str
    office: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that happened, as articles may tell it."""

    kind: str
    topic: str
    place: str
    day: str
    guests: tuple[Human, ...]
    amounts: tuple[str, ...]
    declared: int | None


def _word(draw: random.Random, length: int) -> str:
    return "".join(draw.choice(_SYLLABLES) for _ in range(length)).capitalize()


def world(size: int, seed: int) -> Iterator[Occasion]:
    """What happens while `size` articles are written, in order of time."""
    draw = random.Random(seed)  # noqa: S311
    given = [_word(draw, 2) for _ in range(150)]
    family = [_word(draw, 3) for _ in range(400)]
    topics = [_word(draw, 4) for _ in range(300)]
    places = [_word(draw, 3) for _ in range(60 + size // 200)]

    def human(office: str) -> Human:
        return Human(f"{draw.choice(given)} {draw.choice(family)}", draw.choice(_COUNTRIES), office)

    leaders = [human("prime_minister" if i % 2 else "president") for i in range(_LEADERS)]
    others = [human(draw.choice(_OFFICES)) for _ in range(100 + size // 2)]
    while True:
        # People stay in the news for a while: the window moves through the pool as the days pass.
        for number in range(max(1, size // 4)):
            start = min(len(others) - 100, number * 2)
            guests = tuple({g.name: g for g in draw.choices(others[start : start + 100], k=3)}.values())
            guests += tuple(draw.sample(leaders, 2)) if draw.random() < 0.4 else ()
            yield Occasion(
                kind=draw.choice(tuple(_OCCASIONS)),
                topic=draw.choice(topics),
                place=draw.choice(places),
                day=(_FIRST_DAY + timedelta(days=number * 4 // _A_DAY)).isoformat(),
                guests=guests,
                amounts=tuple(str(draw.randrange(1, 9999) * 10 ** draw.randrange(3, 7)) for _ in range(3)),
                declared=draw.choice((5, 6)) if draw.random() < 0.1 else None,
            )


def collection(size: int, seed: int = 1) -> list[DocumentFacts]:
    """`size` synthetic documents, read back from their lines; the same for a seed."""
    return [read for line in lines(size, seed) if (read := from_line(line)) is not None]


def lines(size: int, seed: int) -> Iterator[bytes]:
    """The line of each document."""
    draw = random.Random(seed + 1)  # noqa: S311
    made = 0
    for occasion in world(size, seed):
        reports = 1 + (draw.random() < 0.5) + (draw.random() < 0.3)
        for _ in range(reports):
            told = draw.sample(_LANGUAGES, draw.randrange(2, 5)) if draw.random() < 0.2 else None
            length = draw.randrange(1500, 6000)
            for language in told or (draw.choice(_LANGUAGES),):
                sketch = b"".join(draw.randrange(2**32).to_bytes(4, "little") for _ in range(_COPIES))
                for _copy in range(1 + (draw.random() < 1 / 30)):
                    # As with hashes of contents, ids of one story do not stand side by side.
                    key = f"{draw.getrandbits(64):016x}"
                    document = _document(draw, key, language, occasion, length, sketch, told is not None)
                    yield document.to_line()
                    made += 1
                    if made == size:
                        return
    raise AssertionError("the world does not end")


def _document(
    draw: random.Random,
    key: str,
    language: str,
    told: Occasion,
    length: int,
    sketch: bytes,
    whole: bool,
) -> DocumentFacts:
    """A report of an occasion: a translation has all of it, other reports a part."""
    guests = told.guests if whole else told.guests[: draw.randrange(1, len(told.guests) + 1)]
    span: Span = (0, 5, "words")
    named = {name_key(guest.name): guest for guest in guests}
    year = told.day[:4]
    name = f"{_OCCASIONS[told.kind][language]} {told.topic} {told.place}" + draw.choice(("", f" {year}"))
    day = told.day if whole or draw.random() < 0.7 else None
    parts = name_parts(name, language)
    main = EventFact(
        f"{key}-event-0", told.kind, name, day, day, day, told.place if draw.random() < 0.6 else None,
        None, tuple(named), 3, 0, span, countries=parts.countries, terms=parts.terms,
    )  # fmt: skip
    talk = EventFact(
        f"{key}-event-1", "meeting", _OCCASIONS["meeting"][language], None, None, None, None, None,
        tuple(named)[:2], 1, 1, span,
    )  # fmt: skip
    codes = tuple(_CODES[: told.declared]) if told.declared else ()
    return DocumentFacts(
        document_id=key,
        language=language,
        story_id=None,
        published=told.day,
        length=round(length * draw.uniform(0.9, 1.1)),
        days=(told.day, f"{int(year) + 1}"),
        people=tuple(
            PersonFact(f"{key}-person-{own}", own, guest.name, guest.country, draw.randrange(1, 6))
            for own, guest in named.items()
        ),
        roles=tuple(
            RoleFact(own, guest.office, None, None, guest.country, "current", span)
            for own, guest in named.items()
        ),
        events=(main, talk) if draw.random() < 0.5 else (main,),
        money=tuple(
            MoneyFact(amount, None, "EUR", "exact", span) for amount in told.amounts[: 3 if whole else 1]
        ),
        lists=(ListFact(told.declared, codes, next(iter(named)), span),) if codes else (),
        shingles=sketch,
    )


@dataclass(frozen=True, slots=True)
class Growth:
    """What linking one collection took.

    Attributes:
        documents: how many there were.
        seconds: of CPU for the whole of it, with the making of every linked record's line.
        stages: seconds by stage.
        compared: how many pairs were compared, of documents, people and events.
        before_mib: memory of the process before linking.
        peak_mib: the most it ever took.
        people: linked people.
        events: linked events.
    """

    documents: int
    seconds: float
    stages: dict[str, float]
    compared: int
    before_mib: float
    peak_mib: float
    people: int
    events: int


def measure(size: int, seed: int = 1) -> Growth:
    """Links a collection in this process; to compare memory, call it in a fresh one."""
    linking.link(collection(20))
    stages: dict[str, float] = {}
    compared = 0

    def counted(original: Callable[..., Iterable[tuple[int, int]]]) -> Callable[..., Any]:
        def blocks(*arguments: Any) -> Iterator[tuple[int, int]]:
            nonlocal compared
            for pair in original(*arguments):
                compared += 1
                yield pair

        return blocks

    def timed(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def stage(*arguments: Any) -> Any:
            start = time.process_time()
            found = original(*arguments)
            stages[name] = time.process_time() - start
            return found

        return stage

    originals = {(module, "blocks"): module.blocks for module in (stories, people, events)}
    for module, name in originals:
        setattr(module, name, counted(originals[module, name]))
    named = {name: getattr(linking, name) for name in STAGES}
    for name, original in named.items():
        setattr(linking, name, timed(name, original))
    before = _peak_mib()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "facts.jsonl"
            with path.open("wb") as stream:
                stream.writelines(line + b"\n" for line in lines(size, seed))
            start = time.process_time()
            joined = linking.join_all(linking.Collection.at(path))
            found = (joined.linked_people(), joined.linked_events())
            linked = [sum(1 for record in records if to_json_line(record)) for records in found]
            seconds = time.process_time() - start
    finally:
        for (module, name), original in originals.items():
            setattr(module, name, original)
        for name, original in named.items():
            setattr(linking, name, original)
    return Growth(size, seconds, stages, compared, before, _peak_mib(), *linked)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(size: int, seed: int) -> Growth:
    """`measure` in a fresh process."""
    code = (
        "import dataclasses, json, benchmarks.linking as b;"
        f"print(json.dumps(dataclasses.asdict(b.measure({size}, {seed}))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return Growth(**json.loads(done.stdout))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    options = parser.parse_args()
    found = [apart(int(size), options.seed) for size in options.sizes.split(",")]
    first = found[0].seconds / found[0].documents
    columns: list[Column[Growth]] = [
        ("documents", lambda one: f"{one.documents:,}"),
        ("times the first row, a document", lambda one: f"{one.seconds / one.documents / first:.2f}"),
        ("ms a document", lambda one: f"{1000 * one.seconds / one.documents:.2f}"),
        ("stories", lambda one: f"{1000 * one.stages['content_stories'] / one.documents:.2f}"),
        ("people", lambda one: f"{1000 * one.stages['link_people'] / one.documents:.2f}"),
        ("events", lambda one: f"{1000 * one.stages['link_events'] / one.documents:.2f}"),
        ("discrepancies", lambda one: f"{1000 * one.stages['find_discrepancies'] / one.documents:.2f}"),
        ("compared a document", lambda one: f"{one.compared / one.documents:.1f}"),
        ("before, MiB", lambda one: f"{one.before_mib:.0f}"),
        ("peak, MiB", lambda one: f"{one.peak_mib:.0f}"),
        ("people found", lambda one: f"{one.people:,}"),
        ("events found", lambda one: f"{one.events:,}"),
    ]
    show(Console(), columns, found, markdown=options.markdown)


if __name__ == "__main__":
    main()

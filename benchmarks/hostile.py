"""Steps that hostile text of growing length costs, part by part.

    python -m benchmarks.hostile [--markdown]

Each row repeats one piece of text two hundred and eight hundred times; a step is a call of any function,
counted by the interpreter, so that the load of the machine changes nothing. Four times the text should cost
four times the steps; more than five times is a fault. The tests hold every part to that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import FrameType

from rich.console import Console

from benchmarks.tables import show
from pipeline.annotated import Annotated, annotate
from pipeline.clean import NotCleanedError, clean
from pipeline.extraction import find_all
from pipeline.extractors.dates import extract_dates
from pipeline.extractors.events import extract_events
from pipeline.extractors.money import extract_money
from pipeline.extractors.people import extract_people
from pipeline.extractors.priorities import extract_priorities
from pipeline.extractors.roles import extract_roles

# Windows of up to 150 words make less text than this cheaper than its share.
SMALL, LARGE = 200, 800
MOST = 5.0  # times the steps of a quarter of the text
_LANGUAGE = "de"

_ALL = (
    "1. ", "Minister ", "am 3. ", "5 Euro und ", "Jan Brandt, ", "Forum ", "„", "(", "von ", "A.-",
    "erstens ",
)  # fmt: skip
PIECES: dict[str, tuple[str, ...]] = {
    "HTML": ("<div>", "<p>Er kam nach Ulm.", "<a href=x>", "&lt;", "<table><tr><td>", "<!--", "</p>"),
    "cleaning": (
        "Foto: dpa\n", "Lesen Sie auch\n", "3. Mai 2031\n", "- \n", "|", "# x\n", "https://a.example/b ",
    ),
    "tokens, sentences, lexicon": ("a. ", "A. B. ", "…", "?!", "„Nein.“ ", "3. ", "der ", "Kooperations"),
    "dates": _ALL,
    "money": _ALL,
    "people": (*_ALL, "Jan van der ", "Nguyen Van ", "Brandt-", "Prof. Dr. "),
    "roles": (*_ALL, "Minister für Wirtschaft und ", "der Präsident von ", ", Minister "),
    "events": (*_ALL, "traf sich mit ", "Gipfel in Ulm "),
    "priorities": (*_ALL, "1) Handel ", "zweitens Kultur, ", "- Bildung\n"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """Steps of a part over one piece, repeated SMALL and LARGE times."""

    part: str
    piece: str
    small: int
    large: int

    @property
    def growth(self) -> float:
        """How many times the steps, for four times the text."""
        return self.large / max(1, self.small)


def _page(text: str, html: bool) -> None:
    try:
        clean(f"<html><body><article>{text}" if html else text, language=_LANGUAGE, is_html=html)
    except NotCleanedError:
        return  # a reason is an answer


def _work(part: str, text: str) -> Callable[[], object]:
    """What a part does with a text; what the parts before it found is made outside of the count."""
    if part in ("HTML", "cleaning"):
        return partial(_page, text, part == "HTML")
    if part.startswith("tokens"):
        return partial(annotate, text, _LANGUAGE)

    def made() -> Annotated:
        return annotate(text, _LANGUAGE, published=date(2031, 1, 1))

    if part in ("dates", "money", "people"):
        one = {"dates": extract_dates, "money": extract_money, "people": extract_people}[part]
        return partial(one, made())  # type: ignore[operator]
    found = find_all(made())
    if part == "roles":
        return partial(extract_roles, made(), found.people)
    if part == "events":
        return partial(extract_events, made(), found.people, found.dates)
    return partial(extract_priorities, made(), found.people, found.roles)


def steps(action: Callable[[], object]) -> int:
    """How many calls an action makes."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


def measure(part: str, piece: str) -> Row:
    """Steps of one part over one piece; memories of words are warm."""
    for times in (SMALL, LARGE):
        _work(part, piece * times)()
    return Row(part, piece, steps(_work(part, piece * SMALL)), steps(_work(part, piece * LARGE)))


def worst(part: str) -> Row:
    """The piece whose steps grow most."""
    return max((measure(part, piece) for piece in PIECES[part]), key=lambda row: row.growth)


def main() -> None:
    """Prints the worst piece of each part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--markdown", action="store_true", help="a table for the documentation")
    options = parser.parse_args()
    columns = [
        ("part", lambda row: row.part),
        ("piece that grows most", lambda row: f"`{row.piece.strip()}`".replace("|", "\\|")),
        (f"steps, {SMALL} times", lambda row: f"{row.small:,}"),
        (f"steps, {LARGE} times", lambda row: f"{row.large:,}"),
        ("growth", lambda row: f"{row.growth:.2f}"),
    ]
    show(Console(), columns, [worst(part) for part in PIECES], markdown=options.markdown)


if __name__ == "__main__":
    main()

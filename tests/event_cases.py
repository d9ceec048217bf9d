"""Reads `tests/cases/events/*.txt`: short articles with the events that they report.

    @ published: 2031-05-12            settings of the article: published, people (';' between), known
    @ people: Anna Kolb; Maeda Koji
    Ministerin Anna Kolb hat [[gestern => 2031-05-11]] in Bremen das Weinforum eröffnet.
    -> forum; Weinforum; 2031-05-11; place=Bremen; status=held; participants=anna-kolb,koji-maeda
    ?> signing; Abkommen               an event that may be given or left out

A line of text is a paragraph. Dates are marked in the text as `[[words => EDTF]]`, those counted from the
article's day as `[[last Friday => EDTF, relative]]`, durations as `[[words => P3D]]`, and people are listed,
so that a case tests the event grammar and nothing else. An arrow line is `type; words of the name; date`,
where `|` parts alternatives (an empty one allows none), then only the fields that the case is about.
`@ known: reason` marks a known failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.annotated import Annotated, annotate
from pipeline.candidates import DateCandidate, EventCandidate, PersonCandidate
from pipeline.extractors.events import extract_events
from pipeline.tokens import fold
from schemas.edtf import parse

CASES = Path(__file__).parent / "cases" / "events"
_RELATIVE = ", relative"
_MARK = re.compile(r"\[\[(.*?) => (.*?)\]\]")
FIELDS = ("place", "country", "status", "organizers", "participants", "theme")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event that an article reports; `fields` holds what the case states besides."""

    types: tuple[str, ...]
    names: tuple[str, ...]
    dates: tuple[str | None, ...]
    fields: dict[str, str]
    optional: bool = False


@dataclass(slots=True)
class Article:
    """A case: text without marks, its dates and people, the events wanted."""

    origin: str
    language: str
    text: str = ""
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    events: list[Wanted] = field(default_factory=list)

    def add_line(self, line: str) -> None:
        """Adds a paragraph, its marks taken out."""
        if self.text:
            self.text += "\n\n"
        last = 0
        for mark in _MARK.finditer(line):
            self.text += line[last : mark.start()]
            self.marks.append((len(self.text), len(self.text) + len(mark.group(1)), mark.group(2)))
            self.text += mark.group(1)
            last = mark.end()
        self.text += line[last:]


def _wanted(line: str, optional: bool) -> Wanted:
    parts = [part.strip() for part in line.split(";")]
    fields = dict(part.split("=", 1) for part in parts if "=" in part)
    plain = [part for part in parts if "=" not in part] + ["", ""]
    return Wanted(
        tuple(plain[0].split("|")),
        tuple(fold(name.strip()) for name in plain[1].split("|") if name),
        tuple(day or None for day in plain[2].split("|")),
        fields,
        optional,
    )


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of one file; the file's name begins with the language code."""
    article: Article | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("#"):
            continue
        if not line:
            if article is not None:
                yield article
            article = None
            continue
        if article is None:
            article = Article(f"{path.name}:{number}", path.name.split(".")[0])
        if line.startswith("@"):
            key, _, value = line[1:].partition(":")
            article.settings[key.strip()] = value.strip()
        elif line.startswith(("->", "?>")):
            article.events.append(_wanted(line[2:].strip(), line.startswith("?>")))
        else:
            article.add_line(line)
    if article is not None:
        yield article


def all_articles() -> list[Article]:
    """Every article of every language."""
    return [article for path in sorted(CASES.glob("*.txt")) for article in read_articles(path)]


def _people(document: Annotated, names: list[str]) -> list[PersonCandidate]:
    found = []
    for name in names:
        words = [fold(word) for word in re.findall(r"\w+", name)]
        spans, i = [], 0
        while i < len(document):
            j = i
            while j < len(document) and document.surfaces[j][0].isupper() and _names(document, j, words):
                j += 1
            if j - i > 1 or (j > i and len(words) == 1):
                spans.append(document.span(i, j))
            i = max(j, i + 1)
        if spans:
            key = "-".join(sorted(words))
            found.append(
                PersonCandidate(
                    evidence=(spans[0],),
                    rule="case",
                    confidence=1.0,
                    person_id=key,
                    name=name,
                    mentions=tuple(spans),
                )
            )
    return found


def _names(document: Annotated, token: int, words: list[str]) -> bool:
    """Whether the token is one of the name's words, case endings of up to three letters allowed."""
    folded = fold(document.surfaces[token])
    return any(
        folded == word or (len(word) > 2 and folded.startswith(word[:-1]) and len(folded) - len(word) <= 3)
        for word in words
    )


def _dates(article: Article) -> list[DateCandidate]:
    found = []
    for start, end, mark in article.marks:
        edtf, relative = mark.removesuffix(_RELATIVE), mark.endswith(_RELATIVE)
        if edtf.startswith("P"):
            found.append(
                DateCandidate(
                    evidence=((start, end),),
                    rule="case",
                    confidence=1.0,
                    kind="duration",
                    edtf=edtf,
                    start=None,
                    end=None,
                    precision="day",
                    duration_min=edtf,
                )
            )
            continue
        value = parse(edtf)
        precision = {4: "year", 7: "month", 10: "day"}[
            max(len(part) for part in edtf.split("/") if part[0].isalnum())
        ]
        found.append(
            DateCandidate(
                evidence=((start, end),),
                rule="case-relative" if relative else "case",
                confidence=1.0,
                kind="interval" if "/" in edtf else "point",
                edtf=edtf,
                start=value.start,
                end=value.end,
                precision=precision,
                anchor=None if "XXXX" in edtf else "published" if relative else "explicit",
            )
        )
    return found


def prepare(article: Article) -> tuple[Annotated, list[PersonCandidate], list[DateCandidate]]:
    """What `extract_events` gets for an article."""
    published = article.settings.get("published")
    document = annotate(
        article.text, article.language, published=date.fromisoformat(published) if published else None
    )
    people = [name.strip() for name in article.settings.get("people", "").split(";") if name.strip()]
    return document, _people(document, people), _dates(article)


def extracted(article: Article) -> list[EventCandidate]:
    """The events that the grammar finds in an article."""
    return extract_events(*prepare(article))


def matches(wanted: Wanted, found: EventCandidate, text: str) -> bool:
    """Whether type and name fit; the words may stand in the name or in the defining mention."""
    start, end = found.evidence[0]
    words = fold(found.name) + " | " + fold(text[start:end])
    return found.type in wanted.types and (not wanted.names or any(name in words for name in wanted.names))


def pairs(article: Article) -> tuple[list[tuple[Wanted, EventCandidate]], list[Wanted], list[EventCandidate]]:
    """(wanted with found, missed, spurious) of an article; a wanted event with its date is paired first."""
    left = extracted(article)
    paired: list[tuple[Wanted, EventCandidate]] = []
    missed: list[Wanted] = []
    for wanted in sorted(article.events, key=lambda w: w.optional):
        fitting = [found for found in left if matches(wanted, found, article.text)]
        if not fitting:
            missed += [] if wanted.optional else [wanted]
            continue
        best = min(fitting, key=lambda found: found.date not in wanted.dates)
        left.remove(best)
        if not wanted.optional:
            paired.append((wanted, best))
    return paired, missed, left


def value_of(found: EventCandidate, name: str) -> str:
    """A field as the cases write it; lists are sorted."""
    value = getattr(found, name)
    return ",".join(sorted(value)) if isinstance(value, tuple) else (value or "")


def field_right(wanted: Wanted, found: EventCandidate, name: str) -> bool:
    """Whether a field has one of the values that the case allows."""
    allowed = wanted.fields[name].split("|")
    if name in ("organizers", "participants"):
        allowed = [",".join(sorted(item.strip() for item in value.split(","))) for value in allowed]
    return value_of(found, name) in allowed

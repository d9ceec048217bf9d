"""The front door: one text in, its six record types out.

The order is fixed and each step reads only the annotated text and the candidates before it: dates, money,
people, roles (of people), events (with people and dates), priorities (with people and roles as speakers).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pipeline.annotated import Annotated, annotate
from pipeline.assemble import assemble
from pipeline.candidates import (
    Candidate,
    DateCandidate,
    EventCandidate,
    MoneyCandidate,
    PersonCandidate,
    PriorityCandidate,
    RoleCandidate,
)
from pipeline.extractors.dates import extract_dates
from pipeline.extractors.events import extract_events
from pipeline.extractors.money import extract_money
from pipeline.extractors.people import extract_people
from pipeline.extractors.priorities import extract_priorities, list_warnings
from pipeline.extractors.roles import extract_roles, with_countries
from pipeline.lexicon import UnknownLanguage, language_codes
from schemas import DateMention, Document, Event, Extraction, Money, Note, Person, Priority, Record, Role

R = TypeVar("R", bound=Record)

BUNDLED = "bundled"
NO_MODEL = "none"
_SECTIONS = {"month": "dates", "currency": "money", "role": "roles", "event": "events", "topic": "priorities"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes the outcome of an extraction, and so enters a run's fingerprint.

    Attributes:
        model: `bundled`, `none`, or the name of an installed spaCy model.
    """

    model: str = BUNDLED


DEFAULT = Settings()


def document_id(content: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _published(value: date | str | None) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"published must be an ISO date such as 2025-11-26, not '{value}'.") from error
    return value


def extract(
    text: str,
    *,
    language: str | None = None,
    published: date | str | None = None,
    title: str | None = None,
    source_url: str | None = None,
    settings: Settings = DEFAULT,
) -> Extraction:
    """Extracts the facts of one article.

    The text is taken as it is: nothing is cleaned, and every offset points into exactly this string.

    Args:
        text: the article.
        language: ISO 639-1; detected where it is None.
        published: publication date, the anchor of 'yesterday' and of dates without a year.
        title: headline, where it is not part of the text.
        source_url: where the article came from; kept for callers, it changes nothing in the records.
        settings: the statistical model to use.

    Returns:
        Validated records, each value with the words that state it.

    Raises:
        ValueError: `published` is no ISO date.
        UnknownLanguage: the text's language has no language file.
        MissingModel: the settings name a model that is not installed.
    """
    when = _published(published)
    notes: list[Note] = []
    if language is None:
        from pipeline.language import detect  # the detector's models take 0.4 s to load

        found = detect(text)
        notes += found.notes
        if found.language is None:
            known = ", ".join(language_codes())
            raise UnknownLanguage(f"The text's language has no language file; there are: {known}.")
        language = found.language
    annotated = annotate(text, language, published=when, title=title, entities=recognise(text, settings))
    return extract_annotated(annotated, document_id(text), notes)


def extract_document(
    document: Document,
    *,
    entities: Iterable[tuple[int, int, str]] | None = None,
    settings: Settings = DEFAULT,
) -> Extraction:
    """Extracts the facts of a cleaned document whose language is known.

    Args:
        document: as `pipeline.clean` gives it.
        entities: named entities as (start, end, label) where they were found before; else the model of
            `settings` is asked.
        settings: the statistical model to use.

    Raises:
        UnknownLanguage: there is no language file for the document's language.
    """
    return extract_annotated(annotate_document(document, entities=entities, settings=settings), document.id)


def annotate_document(
    document: Document,
    *,
    entities: Iterable[tuple[int, int, str]] | None = None,
    settings: Settings = DEFAULT,
) -> Annotated:
    """What `extract_document` reads, for callers that need it too; arguments and errors are the same."""
    if entities is None:
        entities = recognise(document.text, settings)
    return annotate(
        document.text,
        document.language,
        published=document.published,
        title=document.title,
        author=document.author,
        entities=entities,
    )


def recognise(text: str, settings: Settings) -> list[tuple[int, int, str]]:
    """Named entities of the configured model; none without a model.

    Raises:
        MissingModel: the model is not installed.
    """
    if settings.model == NO_MODEL:
        return []
    from pipeline.ner import load  # spaCy takes seconds to import

    recogniser = load(None if settings.model == BUNDLED else settings.model)
    [entities] = recogniser.entities([text])
    return [(entity.start, entity.end, entity.label) for entity in entities]


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of one document, by record type, and what its readers should know."""

    people: Sequence[PersonCandidate]
    roles: Sequence[RoleCandidate]
    dates: Sequence[DateCandidate]
    money: Sequence[MoneyCandidate]
    events: Sequence[EventCandidate]
    priorities: Sequence[PriorityCandidate]
    warnings: tuple[tuple[str, str], ...] = ()


def find_all(annotated: Annotated) -> Found:
    """Runs the six extractors over an annotated document."""
    dates, date_notes = extract_dates(annotated)
    people = extract_people(annotated)
    roles = extract_roles(annotated, people)
    people = with_countries(people, roles)
    priorities = extract_priorities(annotated, people, roles)
    return Found(
        people=people,
        roles=roles,
        dates=dates,
        money=extract_money(annotated),
        events=extract_events(annotated, people, dates),
        priorities=priorities,
        warnings=(*date_notes, *list_warnings(priorities)),
    )


def extract_annotated(annotated: Annotated, document_id: str, notes: Iterable[Note] = ()) -> Extraction:
    """Runs the six extractors over an annotated document and assembles their records."""
    found = find_all(annotated)
    warnings = [*notes, *partial_language(annotated)]
    warnings += [Note(code=code, message=message) for code, message in found.warnings]

    def records(candidates: Sequence[Candidate], record: type[R]) -> tuple[R, ...]:
        made, refused = assemble(
            candidates,
            record,
            document_id=document_id,
            language=annotated.language.code,
            text=annotated.text,
        )
        warnings.extend(refused)
        return made

    return Extraction(
        people=records(found.people, Person),
        roles=records(found.roles, Role),
        dates=records(found.dates, DateMention),
        money=records(found.money, Money),
        events=records(found.events, Event),
        priorities=records(found.priorities, Priority),
        language=annotated.language.code,
        warnings=tuple(warnings),
    )


def partial_language(annotated: Annotated) -> list[Note]:
    """The warning that a language file lacks whole sections, naming what cannot be found."""
    lacking = sorted(
        {kind for section, kind in _SECTIONS.items() if section not in annotated.language.sections}
    )
    if not lacking:
        return []
    name = annotated.language.name
    return [
        Note(
            code="partial_language",
            message=f"The language file for {name} has no words yet for: {', '.join(lacking)}.",
        )
    ]

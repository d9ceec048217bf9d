"""Shows a run's records with their evidence, one document after another, without holding the run in memory.

`select` finds the records, `print_table` writes them for people, `print_json` for programs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.errors import CommuniqueError
from communique.runfolder import RECORD_FILES, by_document
from communique.words import fold, in_sentence, printable
from schemas import DateMention, Document, Event, Money, Person, Priority, Record, Role, to_json_bytes

_SINGULAR = {
    "person": "people",
    "role": "roles",
    "date": "dates",
    "event": "events",
    "priority": "priorities",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records to show; an empty field lets everything through.

    Attributes:
        documents: parts of a source or title, or beginnings of a document id; one of them must fit.
        types: names of record files, such as `money`; the singular (`person`) is understood.
        person: part of a name in any case and with or without diacritics, or a person id.
        since: the earliest day. Dates and events count by their own last day, other records by the
            publication date of their document; what has no day is left out.
        languages: ISO 639-1 codes.
    """

    documents: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    person: str | None = None
    since: date | None = None
    languages: tuple[str, ...] = ()

    def files(self) -> tuple[str, ...]:
        """The record files that are asked for, in reading order.

        Raises:
            CommuniqueError: a type is unknown.
        """
        wanted = {_SINGULAR.get(name, name) for name in self.types}
        if unknown := sorted(wanted - set(RECORD_FILES)):
            raise CommuniqueError(f"There is no type {unknown[0]!r}; there are: {', '.join(RECORD_FILES)}.")
        return tuple(file for file in RECORD_FILES if not wanted or file in wanted)


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is to be shown, with its file's name and its document."""

    document: Document
    file: str
    record: Record


def select(out: Path, chosen: Filter) -> Iterator[Found]:
    """The records that the filter lets through, document by document, in a document by type and place.

    Raises:
        CommuniqueError: a type is unknown, or the folder cannot be read (`RunFolderError`).
    """
    files = chosen.files()
    name = fold(chosen.person) if chosen.person else None
    # A role or a speaker is asked for by name too, so people are read along.
    read = files if name is None or "people" in files else ("people", *files)
    for entry in by_document(out, read):
        if not _fits_document(entry.document, chosen):
            continue
        people = _named(entry.records.get("people", ()), name) if name is not None else frozenset()
        for file in files:
            for record in entry.records[file]:
                if name is not None and not _concerns(record, people):
                    continue
                if chosen.since is not None and not _since(record, entry.document, chosen.since):
                    continue
                yield Found(entry.document, file, record)


def _fits_document(document: Document, chosen: Filter) -> bool:
    if chosen.languages and document.language not in chosen.languages:
        return False
    words = fold(f"{document.source}\n{document.title or ''}")
    return not chosen.documents or any(
        document.id.startswith(part) or fold(part) in words for part in chosen.documents
    )


def _named(people: Iterable[Record], name: str) -> frozenset[str]:
    return frozenset(
        person.person_id
        for person in people
        if isinstance(person, Person) and (name == fold(person.person_id) or name in fold(person.name))
    )


def _concerns(record: Record, people: frozenset[str]) -> bool:
    if isinstance(record, Person | Role):
        return record.person_id in people
    if isinstance(record, Event):
        return not people.isdisjoint(record.participants)
    return isinstance(record, Priority) and record.speaker in people


def _since(record: Record, document: Document, since: date) -> bool:
    if isinstance(record, DateMention | Event):
        if record.start is not None and record.end is None:
            return True  # open towards the future
        return record.end is not None and record.end >= since
    return document.published is not None and document.published >= since


def describe(record: Record) -> str:
    """A record's value in one line."""
    match record:
        case Person():
            return _joined(record.name, *record.honorifics, record.country)
        case Role():
            where = record.jurisdiction or record.organization or record.portfolio
            status = record.status.value if record.status != "current" else None
            return _joined(f"{record.name}: {record.role.value}", where, record.country, status)
        case DateMention():
            return _joined(record.edtf, record.qualifier and record.qualifier.value)
        case Money():
            upper = f"–{record.amount_max:,f}" if record.amount_max is not None else ""
            qualifier = record.qualifier.value if record.qualifier != "exact" else None
            purpose = record.purpose and record.purpose.value
            return _joined(f"{record.amount:,f}{upper} {record.currency}", qualifier, purpose)
        case Event():
            return _joined(
                f"{record.type.value}: {record.name}", record.date, record.place, record.status.value
            )
        case Priority():
            place = f"item {record.ordinal}" if record.ordinal else record.mode.value
            return _joined(f"{record.number or '–'} {record.priority.value}", place, record.speaker)
    return record.id


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def print_table(found: Iterable[Found], console: Console) -> int:
    """Prints a small table a document, each as soon as it is read.

    Returns:
        How many records were printed.
    """
    count = 0
    waiting: list[Found] = []
    for item in found:
        if waiting and waiting[0].document.id != item.document.id:
            _print_document(waiting, console)
            waiting = []
        waiting.append(item)
        count += 1
    if waiting:
        _print_document(waiting, console)
    return count


def _print_document(found: list[Found], console: Console) -> None:
    document = found[0].document
    published = document.published.isoformat() if document.published else None
    console.print(Text(printable(_joined(document.source, document.language, published)), style="bold"))
    if document.title:
        console.print(Text(printable(document.title), style="italic"))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(width=10, no_wrap=True, style="cyan")
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3, overflow="fold", style="dim")
    for item in found:
        context = in_sentence(document.text, item.record.evidence[0])
        sentence = Text.assemble(context.before, (context.words, "bold not dim yellow"), context.after)
        table.add_row(item.file, Text(printable(describe(item.record))), sentence)
    console.print(table)
    console.print()


def print_json(found: Iterable[Found], stream: TextIO) -> int:
    """Writes one JSON object a line: `type`, `source`, `sentence` and the whole `record`.

    Returns:
        How many records were written.
    """
    count = 0
    for item in found:
        line = {
            "type": item.file,
            "source": item.document.source,
            "sentence": str(in_sentence(item.document.text, item.record.evidence[0])),
            "record": orjson.Fragment(to_json_bytes(item.record)),
        }
        stream.write(orjson.dumps(line).decode() + "\n")
        count += 1
    return count

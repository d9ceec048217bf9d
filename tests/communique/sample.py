"""A small run's folder for the tests of what reads one: three invented articles, all that records can be."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from schemas import (
    FILES,
    DateMention,
    Discrepancy,
    Document,
    Event,
    Evidence,
    FileEntry,
    Frozen,
    LinkedEvent,
    LinkedPerson,
    Member,
    Money,
    Note,
    Person,
    Priority,
    Rejected,
    Removed,
    Role,
    RunManifest,
    Statement,
    edtf,
    record_id,
    sort_key,
    to_json_line,
)

GERMAN = (
    "Ministerin Ada Beispiel traf am 3. Mai 2024 in Riga den Bürgermeister Jan Probe. "
    "Beim Forum Nord sagte sie 2,5 Mrd. Euro für neue Fabriken zu. "
    "Erstens sollen Firmen und Menschen im Mittelpunkt stehen, zweitens die Ausbildung."
)
POLISH = (
    "Minister Ada Beispiel zapowiedziała na Forum Północ inwestycje o wartości 2,4 mld euro. "
    "Od 1999 roku handel wzrósł do 1,5 mln dolarów. Mówił też Jan Probe."
)
ENGLISH = "The festival in June 2025 costs 0.10 USD a head, says <b>Ada Beispiel</b> & friends."


def document(text: str, source: str, language: str, **more: Any) -> Document:
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Document(id=name, source=source, sources=(source,), language=language, text=text, **more)


@dataclass
class Article:
    """A document and a short way to records whose evidence is words of it."""

    document: Document
    records: list[Any] = field(default_factory=list)

    def _common(self, kind: str, words: str) -> dict[str, Any]:
        start = self.document.text.index(words)
        evidence = Evidence.of(self.document.text, start, start + len(words))
        taken = sum(
            record.id.startswith(record_id(self.document.id, kind, start, evidence.end))
            for record in self.records
        )
        return {
            "id": record_id(self.document.id, kind, start, evidence.end, taken + 1),
            "document_id": self.document.id,
            "language": self.document.language,
            "evidence": (evidence,),
            "confidence": 0.9,
            "method": "rule",
            "rule": "sample",
        }

    def add(self, model: type[Any], words: str, **fields: Any) -> Any:
        common = self._common(model.TYPE, words)
        if model in (Person, Event):
            common["mentions"] = common["evidence"]
        if model is Event:
            common["event_id"] = common["id"]
        record = model(**(common | fields))
        self.records.append(record)
        return record

    def date(self, words: str, value: str, **fields: Any) -> DateMention:
        parsed = edtf.parse(value)
        low, high = parsed.durations or (None, None)
        return self.add(
            DateMention,
            words,
            edtf=value,
            kind=parsed.kind,
            start=parsed.start,
            end=parsed.end,
            precision=parsed.precision,
            duration_min=low,
            duration_max=high,
            **fields,
        )


def german(text: str = GERMAN, amount: str = "2500000000") -> Article:
    article = Article(
        document(
            text,
            "de/forum.txt",
            "de",
            title="Forum Nord",
            author="E. Feder",
            story_id="s1",
            published=date(2024, 5, 4),
            published_from="text",
            removed=(Removed(at=0, text="Startseite > Politik", reason="navigation"),),
            warnings=(Note(code="declared_total_differs", message="The list holds two items."),),
        )
    )
    article.add(
        Person,
        "Ada Beispiel",
        person_id="ada-beispiel",
        name="Ada Beispiel",
        country="LV",
        honorifics=("Frau",),
    )
    article.add(Person, "Jan Probe", person_id="jan-probe", name="Jan Probe")
    article.add(
        Role,
        "Ministerin",
        person_id="ada-beispiel",
        name="Ada Beispiel",
        title="Ministerin",
        role="minister",
        portfolio="finance",
        country="LV",
    )
    article.add(
        Role,
        "Bürgermeister",
        person_id="jan-probe",
        name="Jan Probe",
        title="Bürgermeister",
        role="mayor",
        jurisdiction="Riga",
        status="former",
    )
    article.date("3. Mai 2024", "2024-05-03", anchor="explicit")
    article.add(Money, "2,5 Mrd. Euro", amount=amount, currency="EUR", purpose="investment")
    article.add(
        Event,
        "traf",
        type="meeting",
        name="Treffen",
        date="2024-05-03",
        start="2024-05-03",
        end="2024-05-03",
        place="Riga",
        participants=("ada-beispiel", "jan-probe"),
    )
    article.add(Event, "Forum Nord", type="forum", name="Forum Nord", participants=("ada-beispiel",))
    listed = {"mode": "proposed", "list_id": "l1", "declared_total": 3, "speaker": "ada-beispiel"}
    article.add(
        Priority,
        "Erstens sollen Firmen und Menschen im Mittelpunkt stehen",
        number=2,
        ordinal=1,
        topics=("Firmen",),
        priority="people_and_business",
        statement="Firmen und Menschen im Mittelpunkt",
        **listed,
    )
    article.add(
        Priority,
        "zweitens die Ausbildung",
        number=6,
        priority="human_resources",
        ordinal=2,
        statement="die Ausbildung",
        **listed,
    )
    return article


def polish() -> Article:
    article = Article(document(POLISH, "pl/forum.txt", "pl", story_id="s1"))
    article.add(Person, "Ada Beispiel", person_id="ada-beispiel", name="Ada Beispiel")
    article.add(Person, "Jan Probe", person_id="jan-probe", name="Jan Probe")
    article.add(
        Role, "Minister", person_id="ada-beispiel", name="Ada Beispiel", title="Minister", role="minister"
    )
    article.date("Od 1999 roku", "1999/..")
    article.add(Money, "2,4 mld euro", amount="2400000000", currency="EUR", purpose="investment")
    article.add(
        Money, "1,5 mln dolarów", amount="1500000", currency="USD", currency_assumed=True, purpose="trade"
    )
    article.add(Event, "Forum Północ", type="forum", name="Forum Północ", participants=("ada-beispiel",))
    article.add(
        Priority,
        "inwestycje",
        number=1,
        priority="complementary_strengths",
        mode="discussed",
        statement="inwestycje",
    )
    return article


def english() -> Article:
    article = Article(document(ENGLISH, "en/festival.txt", "en"))
    article.add(Person, "Ada Beispiel", person_id="ada-beispiel", name="Ada Beispiel")
    article.date("June 2025", "2025-06")
    article.add(Money, "0.10 USD", amount="0.10", currency="USD", per_unit=True)
    article.add(
        Event,
        "festival",
        type="festival",
        name="festival",
        date="2025-06",
        start="2025-06-01",
        end="2025-06-30",
        status="planned",
    )
    return article


def articles() -> list[Article]:
    return [german(), polish(), english()]


def of_type(all_articles: Iterable[Article], model: type[Any]) -> list[Any]:
    return [record for article in all_articles for record in article.records if type(record) is model]


def linked(all_articles: list[Article]) -> dict[str, list[Frozen]]:
    """What the articles share: one person, one event, and two sums that differ."""
    people = [record for record in of_type(all_articles, Person) if record.person_id == "ada-beispiel"]
    forums = [record for record in of_type(all_articles, Event) if record.type == "forum"]
    sums = [record for record in of_type(all_articles, Money) if record.currency == "EUR"]
    found: dict[str, list[Frozen]] = {"linked_people": [], "linked_events": [], "discrepancies": []}
    if people:
        names = {record.language: ("Ada Beispiel",) for record in people}
        found["linked_people"].append(
            LinkedPerson(
                id="ada-beispiel",
                name="Ada Beispiel",
                names=dict(sorted(names.items())),
                countries=("LV",),
                members=tuple(Member(document_id=record.document_id, id=record.id) for record in people),
                reasons=({"kind": "same_name", "weight": 1.5, "detail": "ada-beispiel"},),
                offices=(
                    {
                        "role": "minister",
                        "country": "LV",
                        "documents": (people[0].document_id,),
                        "first_date": "2024-05-03",
                        "last_date": "2024-05-03",
                    },
                ),
                mention_count=len(people),
            )
        )
    if forums:
        found["linked_events"].append(
            LinkedEvent(
                id=forums[0].id,
                name="Forum Nord",
                type="forum",
                participants=("ada-beispiel",),
                names={"de": ("Forum Nord",)},
                members=tuple(Member(document_id=record.document_id, id=record.id) for record in forums),
            )
        )
    if len(sums) > 1:
        sides = [
            Statement(document_id=record.document_id, value=str(record.amount), evidence=record.evidence)
            for record in sums
        ]
        found["discrepancies"].append(
            Discrepancy(
                id="d1",
                kind="amount",
                subject="Forum Nord",
                left=sides[0],
                right=sides[1],
                note="The sums differ.",
            )
        )
    return found


def write_run(out: Path, all_articles: list[Article], *, with_manifest: bool = True) -> Path:
    """Writes the folder of a run as the flow would."""
    out.mkdir(parents=True, exist_ok=True)
    by_file: dict[str, list[Any]] = {file: [] for file in FILES} | linked(all_articles)
    by_file["documents"] = sorted(
        (article.document for article in all_articles), key=lambda document: document.id
    )
    for file, model in FILES.items():
        if hasattr(model, "TYPE"):
            by_file[file] = sorted(of_type(all_articles, model), key=sort_key)
    by_file["rejected"] = [
        Rejected(source="bad.bin", stage="read", code="not_text", message="It is not text.", sha256="0" * 64)
    ]
    for file, records in by_file.items():
        content = "".join(to_json_line(record) + "\n" for record in records)
        (out / f"{file}.jsonl").write_text(content, encoding="utf-8", newline="\n")
    (out / "run.json").unlink(missing_ok=True)
    if with_manifest:
        (out / "run.json").write_text(to_json_line(manifest(out, by_file)) + "\n", encoding="utf-8")
    return out


def manifest(out: Path, by_file: dict[str, list[Any]]) -> RunManifest:
    files = {}
    for file, records in by_file.items():
        content = (out / f"{file}.jsonl").read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        files[f"{file}.jsonl"] = FileEntry(sha256=digest, bytes=len(content), records=len(records))
    counts = {file: len(records) for file, records in by_file.items()}
    return RunManifest(version="0", counts=counts, files=files, fingerprints={}, settings={})

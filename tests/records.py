"""One valid record of every type, in an invented sentence; a test changes the field that it is about."""

from datetime import date
from decimal import Decimal

from schemas import DateMention, Document, Event, Evidence, Money, Person, Priority, Role, record_id

DOC = "0123456789abcdef"
TEXT = "Ministerin Ada Beispiel sagte am 3. Mai 2024 in Łódź 2,5 Mrd. Euro zu."


def common(kind: str, words: str, repeat: int = 1) -> dict:
    start = TEXT.index(words)
    evidence = Evidence.of(TEXT, start, start + len(words))
    return {
        "id": record_id(DOC, kind, evidence.start, evidence.end, repeat),
        "document_id": DOC,
        "language": "de",
        "evidence": (evidence,),
        "confidence": 0.9,
        "method": "rule",
        "rule": "test",
    }


def person(**more) -> Person:
    fields = common("person", "Ada Beispiel")
    return Person(
        **fields
        | {"person_id": "ada-beispiel", "name": "Ada Beispiel", "mentions": fields["evidence"]}
        | more
    )


def role(**more) -> Role:
    fields = common("role", "Ministerin")
    return Role(
        **fields
        | {"person_id": "ada-beispiel", "name": "Ada Beispiel", "title": "Ministerin", "role": "minister"}
        | more
    )


def day(**more) -> DateMention:
    fields = common("date", "3. Mai 2024")
    whole = {
        "kind": "point",
        "edtf": "2024-05-03",
        "start": date(2024, 5, 3),
        "end": date(2024, 5, 3),
        "precision": "day",
    }
    return DateMention(**fields | whole | more)


def money(**more) -> Money:
    return Money(**common("money", "2,5 Mrd. Euro") | {"amount": Decimal("2.5E9"), "currency": "EUR"} | more)


def event(**more) -> Event:
    fields = common("event", "sagte")
    return Event(
        **fields
        | {"event_id": fields["id"], "type": "meeting", "name": "Zusage", "mentions": fields["evidence"]}
        | more
    )


def priority(**more) -> Priority:
    fields = common("priority", "in Łódź")
    return Priority(
        **fields
        | {"number": 3, "priority": "culture_and_tourism", "mode": "discussed", "statement": "in Łódź"}
        | more
    )


def document(**more) -> Document:
    whole = {"id": DOC, "source": "a.txt", "sources": ("a.txt",), "language": "de", "text": TEXT}
    return Document(**whole | more)


RECORDS = [person, role, day, money, event, priority]

"""The records refuse what contradicts itself and survive the way to a line of JSON and back."""

import json
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from schemas import (
    Discrepancy,
    Document,
    Evidence,
    LinkedPerson,
    Member,
    Money,
    Note,
    Rejected,
    Removed,
    UngroundedError,
    check_grounded,
    from_json_line,
    sort_key,
    to_json_line,
)
from schemas.codes import PriorityCode, RoleCode
from tests.records import DOC, RECORDS, TEXT, day, document, event, money, person, priority, role


@pytest.mark.parametrize("make", [*RECORDS, document])
def test_a_record_survives_a_line_of_json(make):
    record = make()
    line = to_json_line(record)
    assert "\n" not in line
    assert list(json.loads(line)) == list(type(record).model_fields)
    assert from_json_line(type(record), line) == record
    assert to_json_line(from_json_line(type(record), line.encode())) == line


@pytest.mark.parametrize("make", RECORDS)
def test_a_record_needs_evidence_and_an_id_that_follows_from_it(make):
    for wrong in (
        {"evidence": ()},
        {"id": "x"},
        {"id": make().id + "-1"},
        {"id": make().id + "0"},
        {"unknown": 1},
        {"rule": ""},
    ):
        with pytest.raises(ValidationError):
            make(**wrong)
    assert make(id=make().id + "-2").id.endswith("-2")


@pytest.mark.parametrize("make", RECORDS)
def test_confidence_is_between_zero_and_one_with_three_decimals(make):
    assert make(confidence=0.87654).confidence == 0.877
    for wrong in (-0.1, 1.01, float("nan")):
        with pytest.raises(ValidationError):
            make(confidence=wrong)


def test_records_are_frozen():
    with pytest.raises(ValidationError):
        money().currency = "USD"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (Decimal("2.4E9"), "2400000000"),
        ("0.50", "0.5"),
        (100, "100"),
        ("1000000.10", "1000000.1"),
        ("12345678901234567890123456789012.123456", "12345678901234567890123456789012.123456"),
        ("-3", "-3"),
        ("0E+9", "0"),
        ("1E-6", "0.000001"),
    ],
)
def test_money_is_written_as_its_digits(given, written):
    line = to_json_line(money(amount=given))
    assert f'"amount":{written},' in line
    assert str(from_json_line(Money, line).amount) == written


@pytest.mark.parametrize(
    "wrong", [2.5, "1e33", "1E+99999999", "0.0000001", "NaN", "Infinity", "zwei", True, None]
)
def test_money_refuses_what_is_not_exact(wrong):
    with pytest.raises(ValidationError):
        money(amount=wrong)


def test_a_range_of_money_rises():
    assert money(amount_max="3E9").amount_max == 3_000_000_000
    with pytest.raises(ValidationError, match="not above"):
        money(amount_max=Decimal("2500000000"))


@pytest.mark.parametrize(
    "wrong", [{"currency": "euro"}, {"qualifier": "roughly"}, {"per_unit": 1}, {"purpose": "gift"}]
)
def test_money_refuses_other_codes(wrong):
    with pytest.raises(ValidationError):
        money(**wrong)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "interval", "edtf": "2024-04/2024-06", "start": "2024-04-01", "end": "2024-06-30",
         "precision": "quarter"},
        {"kind": "point", "edtf": "XXXX-05-03", "start": None, "end": None},
        {"kind": "duration", "edtf": "P1Y/P2Y", "start": None, "end": None, "precision": "year",
         "duration_min": "P1Y", "duration_max": "P2Y"},
    ],
)  # fmt: skip
def test_dates_of_every_kind(fields):
    assert day(**fields).edtf == fields["edtf"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"edtf": "2024-02-30"},
        {"edtf": "2024-05-04"},
        {"kind": "interval"},
        {"start": None},
        {"end": date(2024, 5, 4)},
        {"start": 1714694400},
        {"start": "2024-05-03T00:00:00"},
        {"duration_min": "P1D"},
        {"qualifier": "around"},
    ],
)
def test_a_date_agrees_with_itself(wrong):
    with pytest.raises(ValidationError):
        day(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"start": "2024-05-03"}, {"date": "P2D"}, {"date": "2024-05"}, {"mentions": ()}, {"type": "party"}],
)
def test_an_event_refuses(wrong):
    with pytest.raises(ValidationError):
        event(**wrong)


def test_an_event_has_the_days_of_its_date():
    assert event(date="2024-05", start="2024-05-01", end="2024-05-31").end == date(2024, 5, 31)


def test_number_and_code_of_a_priority_agree():
    assert [code.number for code in PriorityCode] == [1, 2, 3, 4, 5, 6, None]
    assert [PriorityCode.from_number(n).number for n in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    listed = {"mode": "proposed", "list_id": "l1", "ordinal": 2}
    assert priority(**listed, declared_total=6).ordinal_key() == 2
    assert priority(**listed, number=None, priority="other").number is None
    for wrong in (
        {"number": 4},
        {"number": None},
        listed | {"ordinal": None},
        {"ordinal": 1},
        {"number": None, "priority": "other"},
        listed | {"ordinal": 0},
    ):
        with pytest.raises(ValidationError):
            priority(**wrong)
    with pytest.raises(ValueError, match="numbered 1 to 6"):
        PriorityCode.from_number(7)


def test_a_person_id_has_no_spaces():
    assert person(person_id="ada-beispiel~2")
    for wrong in ("ada beispiel", "", "ada~0", "ada~", "~2"):
        with pytest.raises(ValidationError):
            person(person_id=wrong)


def test_all_role_codes_are_known():
    assert len(RoleCode) == 47
    assert role(role=RoleCode.MAYOR).role == "mayor"


def test_evidence_is_a_span_of_the_length_of_its_text():
    assert Evidence.of(TEXT, 53, 57).text == TEXT[53:57]
    for start, end, text in ((3, 3, ""), (5, 3, "ab"), (0, 3, "ab"), (-1, 1, "ab")):
        with pytest.raises(ValidationError):
            Evidence(start=start, end=end, text=text)


def test_ungrounded_evidence_and_mentions_are_named():
    check_grounded([make() for make in RECORDS], TEXT)
    moved = person(mentions=(Evidence(start=0, end=3, text="Ada"),))
    with pytest.raises(UngroundedError, match=r"person-11-23 gives 'Ada' at 0-3, but there stands 'Min'"):
        check_grounded([money(), moved], TEXT)
    with pytest.raises(UngroundedError, match=r"money-.*Euro"):
        check_grounded([money()], TEXT[:60])


def test_records_sort_by_their_place():
    first, second = (
        priority(mode="proposed", list_id="l", ordinal=1),
        priority(mode="proposed", list_id="l", ordinal=2),
    )
    assert sorted([second, first], key=sort_key) == [first, second]
    assert sort_key(role()) < sort_key(person())


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "0123"},
        {"sources": ("b.txt",)},
        {"published": "2024-05-01"},
        {"published_from": "text"},
        {"language": "deu"},
        {"text": ""},
        {"removed": (Removed(at=1000, text="x", reason="menu"),)},
    ],
)
def test_a_document_refuses(wrong):
    with pytest.raises(ValidationError):
        document(**wrong)


def test_a_document_with_everything():
    full = document(
        published="2024-05-01",
        published_from="text",
        removed=(Removed(at=0, text="Startseite", reason="navigation"),),
        warnings=(Note(code="short_text", message="The text is short."),),
    )
    assert from_json_line(Document, to_json_line(full)) == full


def test_a_discrepancy_has_two_values():
    said = {"document_id": DOC, "value": "5", "evidence": (Evidence.of(TEXT, 0, 5),)}
    whole = {"id": "x", "kind": "amount", "subject": "loan", "left": said}
    assert Discrepancy(**whole, right=said | {"value": None, "evidence": ()})
    for wrong in (said, said | {"value": "6", "evidence": ()}):
        with pytest.raises(ValidationError):
            Discrepancy(**whole, right=wrong)


def test_a_linked_person_and_a_rejected_input_survive():
    for record in (
        LinkedPerson(
            id="ada-beispiel", name="Ada Beispiel", names={"de": ("Ada Beispiel",)}, mention_count=3,
            members=(Member(document_id=DOC, id="x"),),
            reasons=({"kind": "name", "weight": 1.5, "detail": ""},),
        ),
        Rejected(source="a.txt", stage="read", code="empty", message="The file is empty.", sha256="0" * 64),
    ):  # fmt: skip
        assert from_json_line(type(record), to_json_line(record)) == record
    with pytest.raises(ValidationError):
        Rejected(source="a.txt", stage="read", code="bad", message="x")


def test_a_line_must_be_an_object():
    with pytest.raises(ValueError, match="object"):
        from_json_line(Rejected, "[]")

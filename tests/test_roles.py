"""Offices: the inline cases of `tests/cases/roles`, and the fields of a role."""

from __future__ import annotations

import pytest

from pipeline.annotated import annotate
from pipeline.candidates import RoleCandidate
from pipeline.extractors.people import extract_people
from pipeline.extractors.roles import extract_roles, with_countries
from schemas.codes import RoleCode, RoleStatus
from tests.inline import Case, all_cases

CASES = all_cases("roles")


def roles(text: str, language: str) -> list[RoleCandidate]:
    document = annotate(text, language)
    return extract_roles(document, extract_people(document))


@pytest.mark.parametrize(("language", "case"), CASES, ids=[case.origin for _, case in CASES])
def test_case(language: str, case: Case) -> None:
    """Every person has exactly the offices that the mark at the full name lists."""
    document = annotate(case.text, language)
    people = extract_people(document)
    offices: dict[str, list[str]] = {}
    for role in extract_roles(document, people):
        offices.setdefault(role.person_id, []).append(
            role.role + (f":{role.status}" if role.status != "current" else "")
        )
    found = {
        (*person.evidence[0], ", ".join(sorted(offices[person.person_id])))
        for person in people
        if person.person_id in offices
    }
    if case.known_failure:
        assert found != set(case.marks), "the case passes now: take the mark away"
    else:
        assert found == set(case.marks)


def test_codes_and_statuses_are_those_of_the_records() -> None:
    codes, statuses = {code.value for code in RoleCode}, {status.value for status in RoleStatus}
    for language, case in CASES:
        for role in roles(case.text, language):
            assert role.role in codes
            assert role.status in statuses


@pytest.mark.parametrize(
    ("language", "text", "field", "value"),
    [
        ("de", "Finanzminister Otto Brandl kam.", "portfolio", "finance"),
        ("de", "Der japanische Außenminister Kato Jun kam.", "country", "JP"),
        ("de", "Mori Aiko, Gouverneurin der Präfektur Gifu, kam.", "jurisdiction", "Gifu"),
        ("de", "Mori Aiko, Gouverneurin der Präfektur Gifu, kam.", "country", "JP"),
        ("de", "Kassels Oberbürgermeister Karl Weber kam.", "jurisdiction", "Kassels"),
        ("nl", "De Vietnamese minister van Financiën Tran Van Hai kwam.", "portfolio", "finance"),
        ("nl", "Ito Ken, hoofd van het JICA-kantoor in Hanoi, kwam.", "country", "VN"),
        ("pl", "Premier Japonii Kato Jun przyjechał.", "country", "JP"),
        ("pl", "Ambasadorem w Hanoi został mianowany Jan Kos.", "jurisdiction", "Hanoi"),
        ("en", "Sweden's foreign minister, Lena Dahl, came.", "country", "SE"),
        (
            "en",
            "Mark Ellis, managing director of Northwind Energy, came.",
            "organization",
            "Northwind Energy",
        ),
        ("en", "Japan's ambassador to Vietnam, Mori Kenta, came.", "country", "JP"),
        ("en", "The head of Minato Energy, Kitazawa Hiroshi, signed.", "organization", "Minato Energy"),
        ("en", "The consul general in Nowhereville, Anna Cook, came.", "jurisdiction", "Nowhereville"),
        ("en", "Mayor Anna Cook of Leeds came.", "jurisdiction", "Leeds"),
        ("de", "Der Botschafter Kenias in Berlin, Max Blum, kam.", "country", "KE"),
        ("de", "Brasiliens Außenminister Max Blum kam.", "country", "BR"),
        ("en", "Toyota president Kenji Ota came.", "organization", "Toyota"),
        ("de", "Die IG-Metall-Vorsitzende Anna Koch kam.", "organization", "IG-Metall"),
        ("de", "Das Umweltamt schwieg. Das sagte sein Leiter Max Blum.", "organization", "Umweltamt"),
        ("pl", "Burmistrz Bieżdrowa Anna Kos przyjechała.", "jurisdiction", "Bieżdrowa"),
    ],
)
def test_field(language: str, text: str, field: str, value: str) -> None:
    [role] = roles(text, language)
    assert getattr(role, field) == value


def test_the_body_of_an_office_is_remembered() -> None:
    """'Vice chair' alone is the office that the text named in full before."""
    found = roles(
        "Tran Van Hai, vicevoorzitter van de Nationale Vergadering, sprak. Vicevoorzitter Hai lachte.", "nl"
    )
    assert [role.role for role in found] == ["national_assembly_deputy_chair"]


def test_general_secretary_of_a_party_state_and_of_a_body() -> None:
    [party] = roles("Generalsekretär Dang Minh Son empfing Gäste.", "de")
    [body] = roles("Generalsekretär der UN Paul Weiss empfing Gäste.", "de")
    assert (party.role, body.role) == ("party_general_secretary", "secretary_general")


def test_the_dead_namesake_is_somebody_else() -> None:
    found = roles(
        "Ministerin Aiko Mori sprach. Sie erinnerte an den verstorbenen Premierminister Mori.", "de"
    )
    assert [(role.role, role.status) for role in found] == [("minister", "current")]


def test_predecessor() -> None:
    found = roles("Botschafter Karl Weber kam. Sein Vorgänger, Otto Brandl, fehlte.", "de")
    assert {(role.name, role.role, role.status) for role in found} == {
        ("Karl Weber", "ambassador", "current"),
        ("Otto Brandl", "ambassador", "former"),
    }


def test_evidence_covers_title_and_name() -> None:
    text = "Danach sprach Finanzminister Otto Brandl."
    [role] = roles(text, "de")
    start, end = role.evidence[0]
    assert text[start:end] == "Finanzminister Otto Brandl"
    assert role.title == "Finanzminister"


def test_no_office_without_a_person() -> None:
    assert not roles("Der Minister, der Botschafter und die Vorsitzende des Ausschusses berieten.", "de")


def test_a_person_has_the_country_of_the_offices() -> None:
    document = annotate("Der dänische Minister Peter Berg sprach mit Bürgermeisterin Anna Vogt.", "de")
    people = extract_people(document)
    found = with_countries(people, extract_roles(document, people))
    assert {person.name: person.country for person in found} == {"Peter Berg": "DK", "Anna Vogt": None}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Bürgermeister von Kassel und Fulda, Max Weber und Peter Lang, unterschrieben."),
        ("nl", "De burgemeesters van Kassel en Fulda, Max Weber en Peter Lang, tekenden."),
        ("en", "The mayors of Kassel and Fulda, Max Weber and Peter Lang, signed."),
    ],
)
def test_as_many_places_as_names_are_one_each(language: str, text: str) -> None:
    assert [(role.name, role.jurisdiction) for role in roles(text, language)] == [
        ("Max Weber", "Kassel"),
        ("Peter Lang", "Fulda"),
    ]

"""From a term of office to a role code.

What an office is depends on its head and on the body it is of: 'chair' of a people's committee, of a
parliament, of a company. The tables say it once for all languages; languages only name heads and bodies.
"""

from __future__ import annotations

from pipeline.extractors.roles.term import Term

# Heads whose code does not depend on a body.
_PLAIN = frozenset(
    [
        "prime_minister",
        "monarch",
        "minister",
        "deputy_minister",
        "ambassador",
        "consul_general",
        "counsellor",
        "mayor",
        "deputy_mayor",
        "chief_executive",
        "special_adviser",
        "adviser",
        "representative",
        "professor",
        "rector",
        "expert",
        "author",
        "member_of_parliament",
        "other",
    ]
)
_NATIONAL = frozenset({"national_assembly"})
_COMPANY = frozenset({"company", "bank"})
_ASSOCIATION = frozenset(
    {
        "association",
        "international",
        "department",
        "ministry",
        "office",
        "chamber",
        "court",
        "institute",
        "newspaper",
    }
)

_CHAIR = {
    "peoples_committee": "peoples_committee_chair",
    "peoples_council": "peoples_council_chair",
    "national_assembly": "national_assembly_chair",
    "delegation": "delegation_head",
    "committee": "chairperson",
    "group": "chairperson",
    "company": "chairperson",
    "association": "chairperson",
    "international": "chairperson",
    "chamber": "president_of_organization",
}
_HEAD = {
    "delegation": "delegation_head",
    "peoples_committee": "peoples_committee_chair",
    "office": "head_of_office",
    "company": "chief_executive",
    "embassy": "ambassador",
    "consulate": "consul_general",
    "ministry": "minister",
    "government": "prime_minister",
    "university": "rector",
    "institute": "director",
    "party": "chairperson",
    "party_committee": "party_secretary",
    "association": "chairperson",
    "international": "chairperson",
    "group": "chairperson",
    "committee": "department_head",
    "department": "department_head",
    "organizing_committee": "department_head",
    "bank": "chief_executive",
    "chamber": "president_of_organization",
    "school": "director",
    "museum": "director",
    "agency": "director",
    "newspaper": "director",
}
_PRESIDENT = {
    "national_assembly": "national_assembly_chair",
    "company": "chief_executive",
    "bank": "president_of_organization",
    "university": "rector",
    "peoples_committee": "peoples_committee_chair",
    "peoples_council": "peoples_council_chair",
    "party": "chairperson",
    "delegation": "delegation_head",
    "group": "chairperson",
    "committee": "chairperson",
}
_MEMBER = {
    "politburo": "politburo_member",
    "central_committee": "central_committee_member",
    "national_assembly": "member_of_parliament",
    "secretariat": "central_committee_secretary",
}
_DEPUTY = {
    "prime_minister": "deputy_prime_minister",
    "president": "vice_president",
    "minister": "deputy_minister",
    "deputy_minister": "deputy_minister",
    "governor": "deputy_governor",
    "mayor": "deputy_mayor",
    "deputy_mayor": "deputy_mayor",
    "peoples_committee_chair": "peoples_committee_deputy_chair",
    "peoples_council_chair": "peoples_council_deputy_chair",
    "national_assembly_chair": "national_assembly_deputy_chair",
    "party_secretary": "deputy_party_secretary",
    "director": "deputy_director",
    "department_head": "deputy_department_head",
    "chairperson": "deputy_chairperson",
    "president_of_organization": "deputy_chairperson",
    "chief_executive": "deputy_director",
    "central_committee_member": "central_committee_member",
}


def role_code(term: Term, *, town: bool, party_state: bool) -> str | None:
    """The role code of a term, or None where the words name no office of the list.

    Args:
        term: the term.
        town: the language calls the head of a town 'president', and the term is of a town.
        party_state: the bearer's country is led by a party, so that 'the general secretary' is the party's.
    """
    code = _base_code(term, town, party_state)
    if code is not None and "deputy" in term.modifiers:
        return _DEPUTY.get(code, "other")
    return code


def _base_code(term: Term, town: bool, party_state: bool) -> str | None:
    head = term.head.entry.get("code") or term.head.value
    bodies = term.bodies
    if head == "prime_minister" and "university" in bodies:
        return "other"  # 'Kanzler der Universität'
    if head in _PLAIN:
        if head == "minister" and "national_assembly" in bodies:
            return None
        return head
    if head == "chair":
        return _first(_CHAIR, bodies) or (
            "department_head" if bodies[:1] == ["organizing_committee"] else "chairperson"
        )
    if head == "president":
        if town:
            return "mayor"
        if term.place is not None and term.place[1] <= term.head.start and not (bodies or term.country):
            return "president_of_organization"  # 'Toyota president Ota Kenji'
        of_association = str(term.head.entry.get("of_association", "president_of_organization"))
        if not bodies and term.country is None and (term.compound or term.body is not None):
            return of_association
        if "association" in bodies and not _first(_PRESIDENT, bodies):
            return of_association
        return _first(_PRESIDENT, bodies) or (
            "president_of_organization" if _ASSOCIATION & set(bodies) else "president"
        )
    if head == "org_president":
        return _org_president(bodies)
    if head == "head":
        if "delegation" in bodies:
            return "delegation_head"
        if not bodies and term.acronym and term.place is not None:
            return "head_of_office"
        return _first(_HEAD, bodies) or "department_head"
    if head == "director":
        abroad = bodies[:1] == ["office"] and (term.acronym or len(bodies) > 1) and term.place is not None
        abroad = abroad or term.abroad
        return "head_of_office" if abroad else "director"
    if head == "director_general":
        return (
            "director"
            if {"department", "ministry", "institute", "office", "agency"} & set(bodies)
            or (term.portfolio and not _COMPANY & set(bodies))
            else "chief_executive"
        )
    if head == "governor":
        return "president_of_organization" if "bank" in bodies else "governor"
    if head == "general_secretary":
        if {"party", "central_committee", "politburo"} & set(bodies[:1]):
            return "party_general_secretary"
        organisation = bool(bodies) or term.body is not None
        return "party_general_secretary" if party_state and not organisation else "secretary_general"
    if head == "secretary":
        if not bodies and term.body is None and (term.portfolio or term.country):
            named = term.head.entry.get("with_portfolio")  # 'the Welsh Secretary'
            if named:
                return str(named)
        if term.place_kind == "city" or {"government", "council"} & set(bodies):
            return _secretary(bodies) or "other"  # 'sekretarz gminy', 'council secretary'
        return _secretary(bodies)
    if head == "member":
        return _first(_MEMBER, bodies)
    if head == "spokesperson":
        return (
            "national_assembly_chair"
            if _NATIONAL & set(bodies[:1]) and term.phrase and not term.head.rest
            else "spokesperson"
        )
    return head


def _first(table: dict[str, str], bodies: list[str]) -> str | None:
    """The table's code of the first body that it knows; a delegation or parliament group goes before."""
    return next((table[body] for body in bodies if body in table), None)


def _org_president(bodies: list[str]) -> str:
    if {"chamber", "court", "bank"} & set(bodies):
        return "president_of_organization"
    if {"association", "international", "group", "committee"} & set(bodies):
        return "chairperson"
    return "chief_executive"


def _secretary(bodies: list[str]) -> str | None:
    for body in bodies:
        if body in ("party_committee", "party"):
            return "party_secretary"
        if body in ("central_committee", "secretariat"):
            return "central_committee_secretary"
    return None

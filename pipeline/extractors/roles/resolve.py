"""From a term of office to a role code.

What an office is depends on its head and on the body it is of: 'chair' of a people's committee, of a
parliament, of a company. The tables say it once for all languages; languages only name heads and bodies.
"""

from __future__ import annotations

from collections.abc import Callable

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
# What chambers that are no parliaments are of.
_TRADES = frozenset({"trade", "industry", "agriculture", "tourism"})
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
    "central_committee": "chairperson",
    "party_committee": "party_secretary",
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
_SECRETARY = {
    "party_committee": "party_secretary",
    "party": "party_secretary",
    "central_committee": "central_committee_secretary",
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
    """The code of an office that is no deputy's."""
    head = str(term.head.entry.get("code") or term.head.value)
    if term.portfolio in _TRADES and (head == "mayor" or term.bodies == ["national_assembly"]):
        return "president_of_organization"  # 'Câmara Portuguesa de Comércio': no town and no parliament
    if head == "prime_minister" and "university" in term.bodies:
        return "other"  # 'Kanzler der Universität'
    if head in _PLAIN:
        return None if head == "minister" and "national_assembly" in term.bodies else head
    if head == "president":
        return "mayor" if town else _president(term)
    if head == "general_secretary":
        return _general_secretary(term, party_state)
    if head in ("head", "chair") and term.bodies[:1] == ["party"] and term.place is not None and party_state:
        return "party_secretary"  # the party's head in a province
    read = _BY_BODY.get(head)
    return read(term) if read is not None else head


def _chair(term: Term) -> str:
    plain = "department_head" if term.bodies[:1] == ["organizing_committee"] else "chairperson"
    return _first(_CHAIR, term.bodies) or plain


def _president(term: Term) -> str:
    bodies = term.bodies
    if term.place is not None and term.place[1] <= term.head.start and not (bodies or term.country):
        return "president_of_organization"  # 'Toyota president Ota Kenji'
    of_association = str(term.head.entry.get("of_association", "president_of_organization"))
    if not bodies and term.country is None and (term.compound or term.body is not None):
        return of_association
    if "association" in bodies and not _first(_PRESIDENT, bodies):
        return of_association
    plain = "president_of_organization" if _ASSOCIATION & set(bodies) else "president"
    return _first(_PRESIDENT, bodies) or plain


def _head(term: Term) -> str:
    if "delegation" in term.bodies:
        return "delegation_head"
    if not term.bodies and term.acronym and term.place is not None:
        return "head_of_office"
    return _first(_HEAD, term.bodies) or "department_head"


def _director(term: Term) -> str:
    foreign = term.place is not None and (term.acronym or len(term.bodies) > 1)
    return "head_of_office" if term.abroad or (foreign and term.bodies[:1] == ["office"]) else "director"


def _director_general(term: Term) -> str:
    bodies = set(term.bodies)
    if {"department", "ministry", "institute", "office", "agency"} & bodies:
        return "director"
    return "director" if term.portfolio and not _COMPANY & bodies else "chief_executive"


def _governor(term: Term) -> str:
    return "president_of_organization" if "bank" in term.bodies else "governor"


def _general_secretary(term: Term, party_state: bool) -> str:
    if {"party", "central_committee", "politburo"} & set(term.bodies[:1]):
        return "party_general_secretary"
    organisation = bool(term.bodies) or term.body is not None
    return "party_general_secretary" if party_state and not organisation else "secretary_general"


def _secretary(term: Term) -> str | None:
    if not term.bodies and term.body is None and (term.portfolio or term.country):
        named = term.head.entry.get("with_portfolio")  # 'the Welsh Secretary'
        if named:
            return str(named)
    code = _first(_SECRETARY, term.bodies)
    if term.place_kind == "city" or {"government", "council"} & set(term.bodies):
        return code or "other"  # 'sekretarz gminy', 'council secretary'
    return code


def _member(term: Term) -> str | None:
    return _first(_MEMBER, term.bodies)


def _spokesperson(term: Term) -> str:
    speaker = _NATIONAL & set(term.bodies[:1]) and term.phrase and not term.head.rest
    return "national_assembly_chair" if speaker else "spokesperson"  # 'the Speaker of the House'


def _org_president(term: Term) -> str:
    bodies = set(term.bodies)
    if {"chamber", "court", "bank"} & bodies:
        return "president_of_organization"
    if {"association", "international", "group", "committee"} & bodies:
        return "chairperson"
    return "chief_executive"


_BY_BODY: dict[str, Callable[[Term], str | None]] = {
    "chair": _chair,
    "org_president": _org_president,
    "head": _head,
    "director": _director,
    "director_general": _director_general,
    "governor": _governor,
    "secretary": _secretary,
    "member": _member,
    "spokesperson": _spokesperson,
}


def _first(table: dict[str, str], bodies: list[str]) -> str | None:
    """The table's code of the first body that it knows."""
    return next((table[body] for body in bodies if body in table), None)

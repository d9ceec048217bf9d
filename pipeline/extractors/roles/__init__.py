"""Offices that an article gives to the persons it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline import world
from pipeline.annotated import Annotated
from pipeline.candidates import PersonCandidate, RoleCandidate, Span
from pipeline.extractors.roles.attach import attach
from pipeline.extractors.roles.context import Context
from pipeline.extractors.roles.delegations import delegation_heads
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.resolve import role_code
from pipeline.extractors.roles.term import Term
from pipeline.extractors.roles.term_text import TermText
from pipeline.extractors.roles.terms import find_terms
from pipeline.names import name_tokens
from pipeline.tokens import fold

_CONFIDENCE = {
    "office_before_name": 0.97,
    "office_behind_name": 0.95,
    "offices_before_name": 0.93,
    "offices_of_list": 0.92,
    "offices_behind_list": 0.9,
    "office_before_comma": 0.9,
    "office_by_verb": 0.85,
    "predecessor": 0.8,
    "succession": 0.8,
    "counterpart": 0.8,
    "office_of_sentence_before": 0.75,
    "successor": 0.7,
    "delegation_led": 0.85,
}
_WITH_PORTFOLIO = frozenset(
    [
        "minister",
        "deputy_minister",
        "director",
        "deputy_director",
        "department_head",
        "deputy_department_head",
        "counsellor",
        "deputy_mayor",
        "adviser",
        "special_adviser",
    ]
)
# What presides over a house is called where the house is a province's.
_REGION = {"national_assembly_chair": "governor", "national_assembly_deputy_chair": "deputy_governor"}
_HOUSES = frozenset(_REGION)
_OF_PLACES = frozenset({"mayor", "deputy_mayor", "governor", "deputy_governor"})
_PARTY_STATES = frozenset({"VN", "CN", "LA", "KP", "CU"})


def extract_roles(document: Annotated, people: Sequence[PersonCandidate]) -> list[RoleCandidate]:
    """The offices of `people`, one candidate a person and office, in text order.

    `evidence[0]` covers the title and the name, or the title alone where other words stand between them.
    """
    names = _names(document, people)
    if not names:
        return []
    starts = {name.start: name.end for name in names}
    inside = {token for name in names for token in range(name.start, name.end)}
    terms = find_terms(TermText(document, starts, inside))
    links = attach(Context(document, terms, names))
    found: dict[tuple[int, str], list[RoleCandidate]] = {}
    given = [
        (link, candidate)
        for link in links
        if (candidate := _candidate(document, link, people[link.name.person]))
    ]
    fuller = _fuller(given)
    for link, candidate in given:
        if _about_another(document, link, given, people):
            continue
        code = candidate.role
        if not (link.term.bodies or link.term.body or link.term.place or link.term.country):
            code = fuller.get(_office(link), code)
        found.setdefault((link.name.person, code), []).append(replace(candidate, role=code))
    for person, candidate in delegation_heads(document, names, people):
        found.setdefault((person, candidate.role), []).append(candidate)
    merged = [_merged(group) for group in found.values()]
    return sorted(merged, key=lambda candidate: (candidate.evidence[0], candidate.role, candidate.person_id))


def with_countries(
    people: Sequence[PersonCandidate], roles: Sequence[RoleCandidate]
) -> list[PersonCandidate]:
    """The people with the country that most of their offices name; None where they name none or disagree."""
    told: dict[str, Counter[str]] = {}
    for role in roles:
        if role.country:
            told.setdefault(role.person_id, Counter())[role.country] += 1
    found = []
    for person in people:
        best = told.get(person.person_id, Counter()).most_common(2)
        sure = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
        found.append(replace(person, country=best[0][0]) if sure and not person.country else person)
    return found


def _names(document: Annotated, people: Sequence[PersonCandidate]) -> list[Name]:
    found = []
    for number, person in enumerate(people):
        for start, end in person.mentions:
            first, last = document.token_at(start), document.token_at(end - 1) + 1
            whole = name_tokens(document.words(first, last))
            oblique = not set(whole) <= set(name_tokens(person.name))
            found.append(Name(first, last, number, oblique))
    return sorted(found, key=lambda name: name.start)


def _candidate(document: Annotated, link: Link, person: PersonCandidate) -> RoleCandidate | None:
    term, name = link.term, link.name
    place = document.words(*term.place) if term.place else None
    sent = term.head.value in ("ambassador", "charge", "consul_general", "consul", "counsellor")
    country = term.country or (None if sent else _country_of(place))
    code = role_code(
        term,
        town=_of_town(document, term),
        party_state=(country or _country_of_name(person)) in _PARTY_STATES,
    )
    if code is None:
        return None
    if code in _HOUSES and not (term.bodies or term.country):
        if term.head.entry.get("region") and (place or term.body):
            code = _REGION[code]  # 'the marshal of Mazovia'
        elif not place:
            code = _local_house(document, code)
    body = document.words(*term.body) if term.body else None
    if code in _OF_PLACES and place is None and not term.bodies:
        place, body = body, None  # a town that no list knows
    if code == "president_of_organization" and term.place and term.place[1] <= term.head.start and not body:
        place, body, country = None, place, term.country
    status = _status(term, link)
    title = document.words(term.start, term.end)
    first, last = min(term.start, name.start), max(term.end, name.end)
    together = last - first <= (term.end - term.start) + (name.end - name.start) + 4 and link.rule not in (
        "predecessor",
        "successor",
    )
    evidence: tuple[Span, ...] = (
        (document.span(first, last),)
        if together
        else (
            document.span(term.start, term.end),
            document.span(name.start, name.end),
        )
    )
    return RoleCandidate(
        evidence=evidence,
        rule=link.rule,
        confidence=_CONFIDENCE[link.rule],
        person_id=person.person_id,
        name=person.name,
        title=title,
        role=code,
        portfolio=(term.portfolio or term.head.entry.get("portfolio") or None)
        if code in _WITH_PORTFOLIO
        else None,
        organization=body,
        jurisdiction=place,
        country=country if country != "EU" else None,
        status=status,
    )


Given = Sequence[tuple[Link, RoleCandidate]]


def _office(link: Link) -> tuple[int, str, bool]:
    """A person's office by its head word, whatever body is named with it."""
    return link.name.person, link.term.head.value, "deputy" in link.term.modifiers


def _fuller(given: Given) -> dict[tuple[int, str, bool], str]:
    """The codes of offices where their body or town is first named: 'chair' is 'chair of the Senate'."""
    found: dict[tuple[int, str, bool], str] = {}
    for link, candidate in given:
        if link.term.bodies or candidate.jurisdiction:
            found.setdefault(_office(link), candidate.role)
    return found


def _about_another(document: Annotated, link: Link, given: Given, people: Sequence[PersonCandidate]) -> bool:
    """'the late premier' with a surname alone, beside a living bearer of that name: somebody else."""
    if "deceased" not in link.term.modifiers:
        return False
    whole = name_tokens(document.words(link.name.start, link.name.end))
    return len(whole) < len(name_tokens(people[link.name.person].name)) and any(
        other.name.person == link.name.person and candidate.status != "former" for other, candidate in given
    )


def _status(term: Term, link: Link) -> str:
    if link.rule == "successor":
        return "current"
    said = term.head.entry.get("status")
    if link.former or term.modifiers & {"former", "deceased"} or said == "former":
        return "former"
    if "designated" in term.modifiers or link.designated or said == "designated":
        return "designated"
    if "acting" in term.modifiers or said == "acting":
        return "acting"
    return "current"


def _local_house(document: Annotated, code: str) -> str:
    """The code of who presides over a house that the text calls a local one, and names no other."""
    houses = {lexeme.value for lexeme in document.section("local")}
    if "region" in houses:
        return _REGION[code]
    if "house" in houses:
        return "chairperson" if code == "national_assembly_chair" else "deputy_chairperson"
    return code


def _of_town(document: Annotated, term: Term) -> bool:
    """Whether a 'president' of this term is the head of a town, as some languages call mayors."""
    if not document.language.feature("president_of_town") or term.country or term.bodies:
        return False
    if term.place is None and term.body is None:
        return any(lexeme.value == "town" for lexeme in document.section("local"))
    if term.place_kind == "city":
        return True
    if term.place is not None:
        return True
    return term.body is not None


def _country_of(place: str | None) -> str | None:
    if place is None:
        return None
    words = " ".join(part for part in fold(place).replace("-", " ").split())
    return world.places().get(words) or (world.places().get(words[:-1]) if words.endswith("s") else None)


def _country_of_name(person: PersonCandidate) -> str | None:
    """A guess for 'the general secretary' alone: names of Vietnamese shape come from Vietnam here."""
    if person.country:
        return person.country
    if "vietnamese" in person.rule:
        return "VN"
    return "CN" if "chinese" in person.rule else None


def _merged(group: list[RoleCandidate]) -> RoleCandidate:
    """One office from all its statements: the first counts, the others fill what it leaves open."""
    first = group[0]
    status = Counter(candidate.status for candidate in group).most_common(1)[0][0]
    if first.status != "current":
        status = (
            first.status
            if sum(candidate.status == first.status for candidate in group) * 2 >= len(group)
            else status
        )
    spans: list[Span] = []
    for candidate in group:
        spans += [span for span in candidate.evidence if span not in spans]

    def filled(name: str) -> str | None:
        return next((value for candidate in group if (value := getattr(candidate, name))), None)

    return RoleCandidate(
        evidence=tuple(spans),
        rule=first.rule,
        confidence=max(candidate.confidence for candidate in group),
        method=first.method,
        person_id=first.person_id,
        name=first.name,
        title=first.title,
        role=first.role,
        portfolio=filled("portfolio"),
        organization=filled("organization"),
        jurisdiction=filled("jurisdiction"),
        country=filled("country"),
        status=status,
    )

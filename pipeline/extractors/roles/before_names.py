"""Offices before names: `term name`, `term, term and term name`, `the term of X, name`."""

from __future__ import annotations

from pipeline.extractors.roles.context import Context, Gap, Row
from pipeline.extractors.roles.links import Name
from pipeline.extractors.roles.term import Term


def office_before_name(context: Context, row: Row) -> None:
    """`term name`, with chains before it: `term, term and term name`."""
    for i, item in enumerate(row):
        if not isinstance(item, Name) or i == 0:
            continue
        before = row[i - 1]
        if (
            not isinstance(before, Term)
            or context.gap(before.end, item.start) is not Gap.NONE
            or before.end > item.start
            or context.links.of_term(before)
        ):
            continue
        k = i - 1
        if before.nested and not item.oblique and _outer_of_genitive(row, k):
            k -= 1  # 'doradca prezydenta Jan Nowak': the name is in the case of the first office
            before = row[k]
            assert isinstance(before, Term)
        if _disagree(context, before, item):
            continue
        context.link(before, item, "office_before_name")
        past = _ends_former(context, before)
        while k > 0:
            earlier = row[k - 1]
            current = row[k]
            if not isinstance(earlier, Term) or earlier.end > current.start or id(earlier) in context.taken:
                break
            kind = context.gap(earlier.end, current.start)
            titled = kind is Gap.NONE and isinstance(current, Term) and current.head.value == "professor"
            if k > 1 and context.comma_and(earlier.end) and _apposition(context, row[k - 2], earlier):
                break  # 'bishop A, chair of B, and mufti C'
            if kind not in (Gap.COMMA, Gap.AND) and not titled:
                break  # but 'Rektorin Prof. Dr. Anna Berg'
            if not _chain_starts(context, row, k - 1, i) or (
                isinstance(current, Term) and _chief_and_deputy(earlier, current)
            ):
                break
            context.link(earlier, item, "offices_before_name", former=past and kind is Gap.AND)
            k -= 1


def _ends_former(context: Context, term: Term) -> bool:
    """'Vizekanzler und Minister a.D. N': a word behind the last office holds for all that 'and' joins."""
    return term.end > term.head.end and any(
        lexeme.value == "former" and lexeme.end == term.end
        for k in range(term.head.end, term.end)
        for lexeme in context.document.at("role_modifier", k)
    )


def _apposition(context: Context, name: Term | Name, term: Term) -> bool:
    """Whether the term stands behind a name that has an office of its own before it."""
    return (
        isinstance(name, Name)
        and context.gap(name.end, term.start) is Gap.COMMA
        and any(link.rule == "office_before_name" for link in context.links.of_name(name))
    )


def _disagree(context: Context, term: Term, name: Name) -> bool:
    """'asystentka prezydenta, Anna Kos': a nominative is no apposition to an office in another case."""
    if context.misaddressed(term, name):
        return True
    if term.modifiers:
        return False  # 'pełniący obowiązki dyrektora Jan Kos'
    word = context.document.surfaces[term.head.start].lower()
    office = [reading for reading in context.analyse(word) if reading.gender == "m1" and reading.cases]
    given = [reading for reading in context.analyse(context.document.surfaces[name.start]) if reading.name]
    if not given or (word.endswith("a") and not all(reading.gender == "m1" for reading in given)):
        return False  # 'ministra Anna Kos': a woman's office is written so too
    return (
        bool(office)
        and not any("nom" in reading.cases for reading in office)
        and all(reading.cases == {"nom"} for reading in given)
    )


def _chief_and_deputy(one: Term, two: Term) -> bool:
    """'president Sukarto and vice president Anna Berg': nobody is both."""
    same = one.head.value == two.head.value and bool(one.bodies) == bool(two.bodies)
    return same and ("deputy" in one.modifiers) != ("deputy" in two.modifiers)


def _outer_of_genitive(row: Row, k: int) -> bool:
    """Whether `row[k]` is a genitive without a preposition inside the term before it."""
    outer = row[k - 1] if k else None
    return isinstance(outer, Term) and outer.end == row[k].start


def _chain_starts(context: Context, row: Row, k: int, i: int) -> bool:
    """Whether the term `row[k]` belongs to the name `row[i]` behind it and not to a name before it."""
    j = k
    while j > 0 and isinstance(row[j - 1], Term):
        if context.gap(row[j - 1].end, row[j].start) not in (Gap.COMMA, Gap.AND):
            return True
        if i - j >= 2 and context.comma_and(row[j - 1].end):
            return True
        j -= 1
    if j == 0:
        return True
    name = row[j - 1]
    if not isinstance(name, Name):
        return True
    kind = context.gap(name.end, row[j].start)
    if kind not in (Gap.COMMA, Gap.DASH, Gap.OPEN, Gap.ADVERB) or context.comma_and(name.end):
        return True
    return any(link.rule == "office_before_name" for link in context.links.of_name(name))


def office_before_comma(context: Context, row: Row) -> None:
    """`the mayor of X, name`: a term before a comma that no name before it has claimed."""
    for i, term in enumerate(row[:-1]):
        follower = row[i + 1]
        while isinstance(term, Term) and term.nested and i and isinstance(row[i - 1], Term):
            i -= 1  # 'the adviser to the president, Anna Berg': of the first office, however deep
            term = row[i]
        if (
            not isinstance(term, Term)
            or id(term) in context.taken
            or not isinstance(follower, Name)
            or term.nested
        ):
            continue
        if _disagree(context, term, follower):
            continue
        kind = context.gap(row[row.index(follower) - 1].end, follower.start)
        if kind not in (Gap.COMMA, Gap.DASH, Gap.OPEN) or (kind is Gap.OPEN and term.only_plural):
            continue
        if term.only_plural:
            continue
        if closes(context, follower):
            context.link(term, follower, "office_before_comma")


def closes(context: Context, name: Name) -> bool:
    """Whether a comma, a bracket, a verb or the end follows: the name is an apposition itself."""
    document = context.document
    if name.end >= len(document):
        return True
    surface = document.surfaces[name.end]
    return not (surface[:1].isalpha() and surface[:1].isupper())

"""Which term of office belongs to which name: the patterns, language-neutral, in their order.

Terms and names of a sentence stand in one row; what lies between two neighbours (nothing, a comma, 'and',
a bracket, a verb …) decides. A term right before a name is that name's; terms behind a comma belong to the
name before them, unless the sentence lists offices first; terms in the plural belong to all names of the
list behind (or before) them. What one pattern has linked, the patterns behind it leave alone.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extractors.roles.anaphors import anaphors
from pipeline.extractors.roles.before_names import office_before_comma, office_before_name
from pipeline.extractors.roles.behind_names import office_behind_name, office_right_behind_name
from pipeline.extractors.roles.clauses import offices_before_verb, offices_by_verb
from pipeline.extractors.roles.context import Context, Row
from pipeline.extractors.roles.counterparts import counterparts
from pipeline.extractors.roles.in_turn import offices_in_turn
from pipeline.extractors.roles.leading import leaders_of_bodies
from pipeline.extractors.roles.links import Link
from pipeline.extractors.roles.lists import offices_in_plural
from pipeline.extractors.roles.portraits import portraits
from pipeline.extractors.roles.relations import deaths, predecessors
from pipeline.extractors.roles.successions import passive_successions, successions

IN_SENTENCES: tuple[Callable[[Context, Row], None], ...] = (
    offices_in_turn,
    office_right_behind_name,
    office_before_name,
    offices_in_plural,
    office_behind_name,
    office_before_comma,
    offices_by_verb,
    offices_before_verb,
    successions,
)
OVER_SENTENCES: tuple[Callable[[Context], None], ...] = (
    leaders_of_bodies,
    predecessors,
    counterparts,
    portraits,
    passive_successions,
    anaphors,
    deaths,
)


def attach(context: Context) -> list[Link]:
    """All links, in text order of their terms."""
    for row in _rows(context):
        for pattern in IN_SENTENCES:
            pattern(context, row)
    for whole in OVER_SENTENCES:
        whole(context)
    return sorted(context.links, key=lambda link: (link.term.start, link.name.start))


def _rows(context: Context) -> list[Row]:
    """Terms and names by sentence, in order."""
    rows: dict[int, Row] = {}
    items: Row = [*context.terms, *context.names]
    for item in items:
        rows.setdefault(context.document.sentence_of(item.start), []).append(item)
    return [sorted(rows[key], key=lambda item: item.start) for key in sorted(rows)]

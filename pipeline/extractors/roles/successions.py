"""Who follows whom in an office: 'A succeeded B as mayor', 'A was succeeded by B'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pipeline.extractors.roles.clauses import over_titles
from pipeline.extractors.roles.context import Context, Row
from pipeline.extractors.roles.links import Link, Name
from pipeline.extractors.roles.relations import PERSONAL, latest_office, offices_before
from pipeline.extractors.roles.term import Term

_MAX_CLOSING = 3  # tokens between a name and a verb at the end of its clause
_MAX_OBJECT = 7  # tokens between a verb of following in office and who held it
_MAX_AGENT = 9  # tokens between 'succeeded' and 'by'


def successions(context: Context, row: Row) -> None:
    """`A succeeded B as term`, `A, term, took over from B`, `A is successor of B`: B held A's office."""
    names = [item for item in row if isinstance(item, Name)]
    if len({name.person for name in names}) < 2:
        return
    for start, end in _changes(context, names):
        held = next((name for name in names if end <= name.start <= end + _MAX_OBJECT), None)
        others = [name for name in names if held is not None and name.person != held.person]
        before = [name for name in others if name.end <= start]
        new = before[-1] if before else next((n for n in others if held and n.start >= held.end), None)
        if held is not None and new is not None and new.oblique and not held.oblique:
            held, new = new, held  # the object stands first
        if held is None or new is None or any(held.start > n.start >= end for n in others):
            continue
        named = over_titles(context, end, held.start) == end or end == held.start
        term = _taken_over(context, row, held, new, named)
        if term is None:
            continue
        for link in context.links.of_term(term):
            if link.name == held:
                context.links.remove(link)
        if not any(link.name.person == new.person for link in context.links.of_term(term)):
            context.link(term, new, "succession")
        context.link(term, held, "succession", former=True)


def _changes(context: Context, names: list[Name]) -> Iterator[tuple[int, int]]:
    """Token spans in the names' sentence that say that somebody follows whom the next name means."""
    document = context.document
    first, last = document.sentences[document.sentence_of(names[0].start)]
    for lexeme in document.between("succeed", first, last):
        if lexeme.value == "object":
            yield lexeme.start, lexeme.end
            continue
        for name in names:
            near = lexeme.start - _MAX_CLOSING <= name.end <= lexeme.start
            near = near or lexeme.end < name.start <= lexeme.end + _MAX_OBJECT
            if near and context.ends_before(
                "after_whom", over_titles(context, max(first, name.start - 3), name.start)
            ):
                yield name.start, name.start
    for lexeme in document.between("successor", first, last):
        link = next(iter(document.at("of", lexeme.end)), None)
        if link is not None and any(name.start == link.end for name in names):
            yield lexeme.start, link.end


def _taken_over(context: Context, row: Row, held: Name, new: Name, named: bool) -> Term | None:
    """The office: what an 'as' behind the names says, else the office that the text gives the new holder
    where the name is `named` as the verb's object."""
    document = context.document
    for item in row:
        if isinstance(item, Term) and item.start >= held.end and not item.nested:
            start = item.start
            while start > held.end and document.at("article", start - 1):
                start -= 1
            if context.ends_before("as", start) and start - held.end <= _MAX_OBJECT:
                return item
    if not named:
        return None
    given = [link for link in context.links.of_person(new.person) if not link.former]
    if not given:  # 'Mayor Bo Lund was followed by Anna Berg'
        given = [x for x in context.links.of_name(held) if x.rule == "office_before_name" and not x.former]
        given = [link for link in given if link.term.head.value not in PERSONAL]
    return max(given, key=lambda link: (link.name.start, -link.term.start)).term if given else None


def passive_successions(context: Context) -> None:
    """'N was succeeded in May by M', 'She is followed by M': M gets the office of who was named last."""
    document = context.document
    for lexeme in document.section("succeeded"):
        first, last = document.sentences[document.sentence_of(lexeme.start)]
        new = _follower(context, lexeme.start, lexeme.end, first, last)
        if new is None or any(not link.past for link in context.links.of_name(new)):
            continue
        before = document.sentences[max(0, document.sentence_of(lexeme.start) - 1)][0]
        named = [name for name in context.names_in(first, lexeme.start) if name is not new]
        spoken = [
            link
            for name in context.names_in(before, lexeme.start)
            for link in context.links.of_name(name)
            if name.end <= lexeme.start and name.person != new.person
        ]
        if named:
            spoken = offices_before(context, lexeme.start, partial(_of_person, named[-1].person))
        term = latest_office(spoken)
        if term is None:
            continue
        verbs = {verb.value for k in range(first, lexeme.start) for verb in document.at("be", k)}
        if "past" in verbs or lexeme.value == "past":
            held = {link.name.person for link in spoken if link.term is term}
            for link in context.links.of_term(term):
                if link.name.person in held:
                    context.links.replace(link, replace(link, former=True))
        context.links.append(Link(term, new, "succession"))


def _of_person(person: int, link: Link) -> bool:
    return link.name.person == person


def _follower(context: Context, start: int, end: int, first: int, last: int) -> Name | None:
    """The name that the preposition of who acts introduces, behind the verb or before it."""
    for name in context.names_in(max(first, end - _MAX_AGENT), min(last, end + _MAX_AGENT + 1)):
        if not (first <= name.start < last and abs(name.start - end) <= _MAX_AGENT):
            continue
        opening = over_titles(context, first, name.start)
        if context.ends_before("agent", opening) and (name.start >= end or name.end >= start - 2):
            return name
    return None

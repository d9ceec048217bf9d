"""What a compound says before its head: 'Vizeaußenminister', 'Parlamentspräsidentin'."""

from __future__ import annotations

from pipeline.extractors.roles.term import Term
from pipeline.extractors.roles.term_text import TermText


def explain_compound(text: TermText, rest: str, term: Term) -> bool:
    """Reads what a compound has before its head: 'vizeaußen', 'parlaments', 'landeswirtschafts'."""
    rest = rest.rstrip("-")
    changed = True
    while rest and changed:
        changed = False
        for prefix, meaning in text.prefixes.items():
            if rest.startswith(prefix) and (len(rest) == len(prefix) or len(rest) - len(prefix) > 2):
                term.modifiers.add(meaning)
                rest, changed = rest[len(prefix) :], True
                break
        if rest in text.portfolio_prefixes:
            term.portfolio = text.portfolio_prefixes[rest]
            return True
        if rest in text.body_prefixes:
            term.bodies.append(text.body_prefixes[rest])
            return True
        for scope in text.scopes:
            if rest.startswith(scope) and (len(rest) == len(scope) or len(rest) - len(scope) > 2):
                rest, changed = rest[len(scope) :], True
                break
    if not rest:
        return True
    for table, place in ((text.body_prefixes, "body"), (text.portfolio_prefixes, "portfolio")):
        for prefix, meaning in table.items():
            if rest.endswith(prefix):
                if place == "body":
                    term.bodies.append(meaning)
                else:
                    term.portfolio = meaning
                return True
    term.compound = text.compounds
    return text.compounds

"""Dates: points, intervals and durations, from one grammar for all languages.

The way of an expression: `reader` looks up concepts by token; around each token that can belong to a date the
grammar (`ranges` over `points`, `relative`, `parts`, `units`, `numeric`) reads the longest expression and
fills slots (`slots`); `guards` refuse what only looks like a date; `resolve` computes EDTF with the
publication date and the sentence's tense and year (`surroundings`, `tense`) or the dates told before (`told`,
`bare_days`).

No word and no language stands in the code: words are concepts in `pipeline/languages/CODE.dates.toml` and
CLDR, what differs is said in a few features (`ordinal_dot`, `date_order`, `date_order_mixed`, `bare_year`,
`capital_nouns`, `past_endings`).

What the grammar leaves around a month's name goes, as a tight span, to `dateparser` (`fallback`). Measured
on 3,400 dates of public suites and articles it was asked for two spans and filled none: it stays as a net for
spellings that no one foresaw.

Ambiguity is settled by length: of all readings at a token the longest stands. Cost is linear: a stretch
without a concept of dates is never looked at, and each reading reaches a bounded number of tokens.
"""

from __future__ import annotations

from pipeline.annotated import Annotated
from pipeline.candidates import DateCandidate
from pipeline.extractors.dates.bare_days import with_bare_days
from pipeline.extractors.dates.fallback import last_resort
from pipeline.extractors.dates.guards import refused
from pipeline.extractors.dates.ranges import expression
from pipeline.extractors.dates.reader import Reader
from pipeline.extractors.dates.slots import Parse
from pipeline.extractors.dates.surroundings import Surroundings
from pipeline.extractors.dates.told import Told
from pipeline.extractors.dates.values import UnanchoredError, Value
from schemas import edtf as edtf_forms

__all__ = ["extract_dates", "read_expressions"]

_CONFIDENCE = {
    "date-words": 0.98,
    "date-day": 0.85,
    "date-numeric": 0.96,
    "date-interval": 0.95,
    "date-open": 0.92,
    "date-part": 0.94,
    "date-era": 0.95,
    "date-season": 0.9,
    "date-year": 0.9,
    "date-relative": 0.9,
    "date-weekday": 0.85,
    "date-offset": 0.85,
    "date-window": 0.8,
    "date-dateparser": 0.7,
    "duration": 0.9,
}
_UNANCHORED = (
    "relative_date_unanchored",
    "The text has dates counted from its publication date, which is not known: {}.",
)
_SHOWN = 3


def extract_dates(doc: Annotated) -> tuple[list[DateCandidate], list[tuple[str, str]]]:
    """Finds the date expressions of a document.

    Args:
        doc: the annotated document; its `published` date anchors relative and partial dates.

    Returns:
        Candidates in the order of the text, none overlapping, and the document's warnings as (code, message).
    """
    r = Reader(doc)
    parses = with_bare_days(r, read_expressions(r))
    surroundings = Surroundings(r, doc.published, parses)
    found: list[DateCandidate] = []
    unanchored: list[str] = []
    told = Told(r, doc.published, parses)
    for parse in parses:
        try:
            value = told.value(parse, surroundings.context(parse))
        except UnanchoredError:
            unanchored.append(doc.words(parse.start, parse.end))
            continue
        if value is not None and edtf_forms.is_edtf(value.edtf):
            found.append(_candidate(doc, parse, value))
    if not unanchored:
        return found, []
    shown = ", ".join(f"'{words}'" for words in list(dict.fromkeys(unanchored))[:_SHOWN])
    return found, [(_UNANCHORED[0], _UNANCHORED[1].format(shown))]


def read_expressions(r: Reader) -> list[Parse]:
    """The expressions of a document as slots, unresolved, in order and without overlap."""
    parses: list[Parse] = []
    done = 0
    for trigger in r.triggers():
        if trigger < done:
            continue
        at = r.left_edge(trigger, done)
        while at <= trigger:
            read = expression(r, at)
            if read and refused(r, read[0]):
                read = []
            read = [parse for parse in read if not refused(r, parse, listed=True)]
            if read and read[-1].end > trigger:
                parses += read
                done = read[-1].end
                break
            at += 1
        else:
            left = last_resort(r, trigger, done)
            if left is not None:
                parses.append(left)
                done = left.end
    return parses


def _candidate(doc: Annotated, parse: Parse, value: Value) -> DateCandidate:
    parsed = edtf_forms.parse(value.edtf)
    shortest, longest = parsed.durations or (None, None)
    return DateCandidate(
        evidence=(doc.span(parse.start, parse.end),),
        rule=parse.rule,
        confidence=round(_CONFIDENCE.get(parse.rule, 0.9) - (0.2 if value.warnings else 0.0), 3),
        kind=parsed.kind.value,
        edtf=value.edtf,
        start=parsed.start,
        end=parsed.end,
        precision=value.precision,
        qualifier=value.qualifier,
        duration_min=shortest,
        duration_max=longest,
        anchor=value.anchor,
        warnings=value.warnings,
    )

"""Sums and counts on which documents differ.

Within a story, translations and copies of one article, every figure of one should stand in the other: what is
left on both sides is paired where it is near, else it is missing. Reports of one event are written apart; of
them only figures are compared that each states once, of the event that it speaks of most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.linking.agreement import agree, comparable, near
from pipeline.linking.events import Events
from pipeline.linking.facts import DocumentFacts, Span
from pipeline.linking.naming import Names
from pipeline.linking.papers import Paper
from pipeline.linking.shelf import Collection
from pipeline.linking.statements import against_most, disagreement, statement
from schemas import Discrepancy

# What reports of an event count of the event itself; 'projects' and 'jobs' are mostly of something larger.
_OF_EVENTS = frozenset(
    {
        "participants", "delegates", "companies", "exhibitors", "visitors", "journalists", "countries",
        "agreements", "dead", "injured", "missing", "evacuated",
    }
)  # fmt: skip
_GROWING = frozenset({"dead", "injured", "missing", "evacuated"})  # another day, another number
_LENGTHS = (0.6, 1.67)  # a summary lacks figures without disagreeing
_SUM, _COUNT = "amount", "count"
_ROWS = ("money", "counts")


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum or a count as it is compared.

    Attributes:
        kind: `amount` or `count`.
        thing: what it is of: a currency, or what is counted with the countries named.
        value: plain digits.
        qualifier: as in the record.
        evidence: where it stands.
        purpose: of a sum.
    """

    kind: str
    thing: str
    value: str
    qualifier: str
    evidence: Span
    purpose: str | None = None

    @property
    def stated(self) -> str:
        """The value with its unit."""
        return f"{self.value} {self.thing}"

    @property
    def subject(self) -> str:
        """What a disagreement about it is about."""
        return f"sum in {self.thing}" if self.kind == _SUM else f"number of {self.thing}"


def figures(document: DocumentFacts) -> list[Figure]:
    """The sums and counts of a document."""
    sums = [
        Figure(_SUM, one.currency, one.amount, one.qualifier, one.evidence, one.purpose)
        for one in document.money
        if one.amount_max is None
    ]
    counts = [
        Figure(_COUNT, " ".join((one.concept, *one.countries)), one.value, one.qualifier, one.evidence)
        for one in document.counts
    ]
    return sums + counts


def figure_discrepancies(documents: Collection, events: Events, names: Names) -> Iterator[Discrepancy]:
    """All disagreements about figures.

    Args:
        documents: with their final stories.
        events: the linked events.
        names: the ids of the events.
    """
    stories: dict[str, list[int]] = defaultdict(list)
    for paper in events.papers:
        if paper.story_id:
            stories[paper.story_id].append(paper.place)
    spokesmen: dict[str, str] = {}
    for story, members in stories.items():
        classes = _classes(documents.read(place, _ROWS) for place in members)
        spokesmen[story] = classes[0].document_id
        yield from _within(classes)
    for group in events.groups.larger():
        tellings = [events.known[place] for place in events.groups[group]]
        told = [
            documents.read(telling.document.place, _ROWS)
            for telling in tellings
            if telling.main and _speaks(telling.document, spokesmen)
        ]
        if len(told) > 1:
            yield from _between(told, names.shared(group))


def _speaks(document: Paper, spokesmen: dict[str, str]) -> bool:
    """Whether a document stands for its story: translations have been compared already."""
    return not document.story_id or spokesmen[document.story_id] == document.document_id


def _classes(members: Iterable[DocumentFacts]) -> list[DocumentFacts]:
    """One document for each set of figures, first that of the most documents."""
    first: dict[frozenset[tuple[str, str, str]], DocumentFacts] = {}
    counted: Counter[frozenset[tuple[str, str, str]]] = Counter()
    for document in members:
        own = frozenset((one.kind, one.thing, one.value) for one in figures(document))
        first.setdefault(own, document)
        counted[own] += 1
    return [first[own] for own, _ in counted.most_common()]


def _within(classes: Sequence[DocumentFacts]) -> Iterator[Discrepancy]:
    """Disagreements of a story: each class of copies with the largest, each pair of values once."""
    reported: set[tuple[str | None, ...]] = set()
    for other in classes[1:]:
        for found in _differences(classes[0], other):
            values = (found.kind, found.subject, *sorted((found.left.value or "", found.right.value or "")))
            if values not in reported:
                reported.add(values)
                yield found


def _differences(left: DocumentFacts, right: DocumentFacts) -> Iterator[Discrepancy]:
    mine, theirs = _unmatched(left, right), _unmatched(right, left)
    for figure in list(mine):
        rivals = _rivals(figure, mine, theirs)
        if not rivals:
            continue
        other = min(rivals, key=lambda one: abs(Decimal(one.value) - Decimal(figure.value)))
        mine.remove(figure)
        theirs.remove(other)
        yield disagreement(
            figure.kind,
            figure.subject,
            statement(left, figure.stated, figure.evidence),
            statement(right, other.stated, other.evidence),
            "Versions of one article state different figures for one thing.",
        )
    if not _LENGTHS[0] <= left.length / max(1, right.length) <= _LENGTHS[1]:
        return
    for figure, document, lacking in (
        *((one, left, right) for one in mine),
        *((one, right, left) for one in theirs),
    ):
        if not _states(lacking, figure):
            yield disagreement(
                "missing_figure",
                figure.subject,
                statement(document, figure.stated, figure.evidence),
                statement(lacking, None, None),
                "One version of the article has a figure that the other lacks.",
            )


def _unmatched(document: DocumentFacts, other: DocumentFacts) -> list[Figure]:
    theirs = figures(other)
    unmatched = {
        (one.kind, one.thing, one.value): one for one in figures(document) if not _matched(one, theirs)
    }
    return list(unmatched.values())


def _matched(one: Figure, theirs: Sequence[Figure]) -> bool:
    """Whether the other document has the figure. Where it counts no such thing, the same number of another
    will do: a translation calls guests participants, or drops 'Japanese'."""
    same = [their for their in theirs if (their.kind, their.thing) == (one.kind, one.thing)]
    if same or one.kind == _SUM:
        return any(agree(one.value, one.qualifier, their.value, their.qualifier) for their in same)
    return any(their.kind == _COUNT and their.value == one.value for their in theirs)


def _rivals(one: Figure, mine: Sequence[Figure], theirs: Sequence[Figure]) -> list[Figure]:
    """Figures of the same thing that may stand in the place of this one: near ones, or the only one left."""
    same = [other for other in theirs if (other.kind, other.thing) == (one.kind, one.thing)]
    alone = len(same) == 1 == sum((other.kind, other.thing) == (one.kind, one.thing) for other in mine)
    return [
        other
        for other in same
        if near(one.value, other.value) or (alone and comparable(one.value, other.value))
    ]


def _states(document: DocumentFacts, figure: Figure) -> bool:
    """Whether a document has the number somewhere, though perhaps not read as such a figure."""
    if len(figure.value) < 2:
        return True  # too small to be looked for
    return any(agree(figure.value, figure.qualifier, value, "exact") for value in document.values)


def _between(told: Sequence[DocumentFacts], linked_id: str) -> Iterator[Discrepancy]:
    """Disagreements between reports of one event that were written apart."""
    stated: dict[tuple[str, str], list[tuple[DocumentFacts, Figure]]] = defaultdict(list)
    for document in told:
        for key, figure in _single(document).items():
            stated[key].append((document, figure))
    for (kind, _thing), held in stated.items():
        for (left, mine), (right, theirs) in against_most(held, lambda item: item[1].value):
            if agree(mine.value, mine.qualifier, theirs.value, theirs.qualifier):
                continue
            likely: Callable[[str, str], bool] = near if kind == _SUM else comparable
            if likely(mine.value, theirs.value) and _same_time(mine, left, right):
                yield disagreement(
                    kind,
                    linked_id,
                    statement(left, mine.stated, mine.evidence),
                    statement(right, theirs.stated, theirs.evidence),
                    "The reports of one event state different figures for one thing.",
                )


def _single(document: DocumentFacts) -> dict[tuple[str, str], Figure]:
    """The figures that a document states one of: of a thing that events count, or sums for one purpose."""
    by_thing: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures(document):
        if figure.kind == _COUNT and figure.thing.split()[0] in _OF_EVENTS:
            by_thing[_COUNT, figure.thing].append(figure)
        elif figure.kind == _SUM and figure.purpose not in (None, "other", "trade"):
            by_thing[_SUM, f"{figure.thing} {figure.purpose}"].append(figure)
    return {key: held[0] for key, held in by_thing.items() if len({one.value for one in held}) == 1}


def _same_time(figure: Figure, left: DocumentFacts, right: DocumentFacts) -> bool:
    """Whether two reports are of one day, where the number grows from day to day."""
    if figure.thing.split()[0] not in _GROWING:
        return True
    if not left.published or not right.published:
        return False
    return date.fromisoformat(left.published) == date.fromisoformat(right.published)

"""Compares a run with gold facts that people wrote: precision, recall and F1 a type and language, and every
mistake.

`communique.evaluation.gold` documents the format of the facts. Facts are compared as sets a document: what is
demanded and found is right, what is found and neither demanded nor optional is spurious. Beside the six
types of records there are three finer rows: `role status` (former or not, of the roles that are right),
`event dates` (of the events that have one) and `priority lists` (all items in order with their declared
total).

What is not compared: places, speakers, mentions, purposes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.evaluation.counts import Mistake, Score, Tally
from communique.evaluation.gold import GoldDocument, read_gold
from communique.evaluation.scoring import Scorer
from communique.runfolder import by_document
from schemas import UngroundedError, check_grounded

__all__ = ["Evaluation", "Mistake", "Score", "evaluate"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good a run is.

    Attributes:
        scores: counts by (type, language); the language `all` has the sums.
        mistakes: every missed and every spurious fact, in the order of the gold file.
        missing: documents of the gold file that are not in the run; all their facts count as missed.
        ungrounded: ids of records whose evidence does not stand in the text.
    """

    scores: dict[tuple[str, str], Score]
    mistakes: tuple[Mistake, ...]
    missing: tuple[str, ...]
    ungrounded: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The table of scores for a terminal, then what is missing or ungrounded."""
        yield f"{'type':16}{'language':>10}{'P':>8}{'R':>8}{'F1':>8}{'right':>7}{'spurious':>10}{'missed':>8}"
        for (kind, language), score in sorted(self.scores.items()):
            measures = f"{score.precision:8.3f}{score.recall:8.3f}{score.f1:8.3f}"
            yield f"{kind:16}{language:>10}{measures}{score.right:7}{score.spurious:10}{score.missed:8}"
        if self.missing:
            yield f"Not in the run: {', '.join(self.missing)}"
        if self.ungrounded:
            yield f"Evidence that is not in its text: {', '.join(self.ungrounded)}"

    def mistake_lines(self) -> Iterator[str]:
        """Every mistake on a line, a spurious one with the sentence in which it was found."""
        for mistake in self.mistakes:
            place = f"{mistake.document} [{mistake.language}] {mistake.type}"
            yield f"{place} {mistake.kind}: {mistake.fact}" + (
                f"  «{mistake.sentence}»" if mistake.sentence else ""
            )


def evaluate(out: Path, gold: Path, *, languages: Collection[str] = ()) -> Evaluation:
    """Compares a run's folder with a gold file.

    Args:
        out: the run's folder.
        gold: JSON Lines as `communique.evaluation.gold` describes; a line belongs to the document whose
            source ends in the file name `doc`.
        languages: compare only documents in these languages; all if empty.

    Raises:
        CommuniqueError: the folder or the gold file cannot be read.
    """
    wanted = [line for line in read_gold(gold) if not languages or line.language in languages]
    by_name: dict[str, list[int]] = {}
    for place, line in enumerate(wanted):
        by_name.setdefault(line.doc, []).append(place)
    tallies: dict[int, Tally] = {}
    ungrounded = []
    for entry in by_document(out):
        for records in entry.records.values():
            for record in records:
                try:
                    check_grounded([record], entry.document.text)
                except UngroundedError:
                    ungrounded.append(record.id)
        for place in by_name.get(_file_name(entry.document.source), ()):
            if place not in tallies:
                tallies[place] = Tally()
                Scorer(wanted[place], entry, tallies[place]).count()
    missing = [place for place in range(len(wanted)) if place not in tallies]
    for place in missing:
        tallies[place] = Tally()
        Scorer(wanted[place], None, tallies[place]).count()
    return _summed(wanted, tallies, [wanted[place].doc for place in missing], ungrounded)


def _file_name(source: str) -> str:
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def _summed(
    wanted: list[GoldDocument], tallies: dict[int, Tally], missing: list[str], ungrounded: list[str]
) -> Evaluation:
    """The tallies of all documents together, in the order of the gold file."""
    total = Tally()
    for place in range(len(wanted)):
        for key, score in tallies[place].scores.items():
            into = total.scores[key]
            into.right += score.right
            into.spurious += score.spurious
            into.missed += score.missed
        total.mistakes += tallies[place].mistakes
    return Evaluation(dict(total.scores), tuple(total.mistakes), tuple(missing), tuple(ungrounded))

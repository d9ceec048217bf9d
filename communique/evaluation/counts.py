"""Right, spurious and missed facts, and what follows from them."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """Counts of one type in one language.

    Attributes:
        right: demanded facts that were found.
        spurious: found facts that are neither demanded nor optional.
        missed: demanded facts that were not found.
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the found facts that are right; 1 where nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of the demanded facts that were found; 1 where nothing was demanded."""
        demanded = self.right + self.missed
        return self.right / demanded if demanded else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One fact that was missed, or found and spurious.

    Attributes:
        document: file name of the text.
        language: ISO 639-1.
        type: as in the table of scores.
        kind: `missed` or `spurious`.
        fact: the fact in words.
        sentence: of a spurious fact, where it was found; else empty.
    """

    document: str
    language: str
    type: str
    kind: str
    fact: str
    sentence: str = ""


@dataclass(slots=True)
class Tally:
    """Counts and mistakes in the making."""

    scores: dict[tuple[str, str], Score] = field(default_factory=lambda: defaultdict(Score))
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, kind: str, language: str, *, right: int = 0, spurious: int = 0, missed: int = 0) -> None:
        """Counts for a type in a language, and in all."""
        for key in ((kind, language), (kind, "all")):
            score = self.scores[key]
            score.right += right
            score.spurious += spurious
            score.missed += missed

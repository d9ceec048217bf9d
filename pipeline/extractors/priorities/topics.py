"""Which of the six priorities a passage is about: weighted topic terms.

Terms are data: `[topic.CODE]` (they decide, weight 2) and `[topic_hint.CODE]` (they lean, weight 1). Each
distinct term counts once; one among the first words of an item counts half as much again, because an item
names its subject before its details.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.annotated import Annotated
from pipeline.lexicon import Lexeme

OTHER = "other"
NUMBERS = {
    "complementary_strengths": 1,
    "people_and_business": 2,
    "culture_and_tourism": 3,
    "innovation_and_digital": 4,
    "green_and_climate": 5,
    "human_resources": 6,
}
_STRONG, _HINT = 2.0, 1.0
_SIDES = 2  # capital here, hands there
_SIDE_TOKENS = 24
_HEAD_TOKENS = 14
_HEAD_BONUS = 0.5
_LEAST = 2.0  # one deciding term, or two that lean
_JOINT_TOKENS = 18  # an item that truly joins two priorities names both in few words
_JOINT_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Topic:
    """A passage's score for one priority, with the terms that gave it, in the order of the text."""

    code: str
    score: float
    terms: tuple[str, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The priorities of a passage, best first; equal scores by which is named earlier."""

    topics: tuple[Topic, ...]

    @property
    def best(self) -> Topic | None:
        """The decided topic; None where no term decides."""
        return self.topics[0] if self.topics and self.topics[0].score >= _LEAST else None

    @property
    def code(self) -> str:
        """Code of the best topic, or `other`."""
        return self.best.code if self.best else OTHER

    @property
    def clarity(self) -> float:
        """Share of the best score in the two best: 0.5 for a tie, 1 where nothing else is named."""
        if not self.best:
            return 0.0
        second = self.topics[1].score if len(self.topics) > 1 else 0.0
        return self.best.score / (self.best.score + second)


def rank(doc: Annotated, start: int, end: int) -> Ranking:
    """Scores the tokens `[start, end)` for each priority."""
    scores: dict[str, float] = {}
    terms: dict[str, dict[str, str]] = {}
    firsts: dict[str, int] = {}
    for section, weight in (("topic", _STRONG), ("topic_hint", _HINT)):
        for lexeme in doc.between(section, start, end):
            if lexeme.end > end:
                continue
            known = terms.setdefault(lexeme.value, {})
            key = " ".join(doc.norms[lexeme.start : lexeme.end])
            if key in known:
                continue
            known[key] = doc.words(lexeme.start, lexeme.end)
            bonus = _HEAD_BONUS if lexeme.start - start < _HEAD_TOKENS else 0.0
            scores[lexeme.value] = scores.get(lexeme.value, 0.0) + weight * (1 + bonus)
            firsts[lexeme.value] = min(firsts.get(lexeme.value, lexeme.start), lexeme.start)
    _complement(doc, start, end, scores, terms, firsts)
    topics = [Topic(code, score, tuple(terms[code].values()), firsts[code]) for code, score in scores.items()]
    return Ranking(tuple(sorted(topics, key=lambda topic: (-topic.score, topic.first, topic.code))))


def _complement(
    doc: Annotated,
    start: int,
    end: int,
    scores: dict[str, float],
    terms: dict[str, dict[str, str]],
    firsts: dict[str, int],
) -> None:
    """'They have capital, we have hands': what one side has beside what the other has, close together."""
    sides: dict[str, Lexeme] = {}
    for lexeme in doc.between("topic_side", start, end):
        if lexeme.end <= end:
            sides.setdefault(lexeme.value, lexeme)
    if len(sides) < _SIDES:
        return
    first, last = sorted(sides.values(), key=lambda lexeme: lexeme.start)[:_SIDES]
    if last.start - first.end > _SIDE_TOKENS:
        return
    code = "complementary_strengths"
    scores[code] = scores.get(code, 0.0) + _STRONG * (1 + _HEAD_BONUS)
    firsts[code] = min(firsts.get(code, first.start), first.start)
    for lexeme in (first, last):
        key = " ".join(doc.norms[lexeme.start : lexeme.end])
        terms.setdefault(code, {}).setdefault(key, doc.words(lexeme.start, lexeme.end))


def joined(ranking: Ranking, start: int, end: int, *, twofold: bool = False) -> tuple[Topic, ...]:
    """The one or two topics of an item of a list: two where few words name both with nearly equal weight, or
    where the item says that it is `twofold`.

    That an item belongs to a list of priorities is evidence of its own: here a term that leans is enough.
    """
    if ranking.best is None:
        return ranking.topics[:1]
    if twofold and len(ranking.topics) > 1 and ranking.topics[1].score >= _LEAST:
        return ranking.topics[:2]
    if end - start <= _JOINT_TOKENS and len(ranking.topics) > 1:
        first, second = ranking.topics[:2]
        if second.score >= 2 * _STRONG and second.score >= _JOINT_SHARE * first.score:
            return first, second
    return (ranking.best,)

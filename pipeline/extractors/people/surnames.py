"""Last words of a run that only what stands beside it tells to be a part of the name, or none."""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotated import Annotated
from pipeline.extractors.people.lists import japanese_shape
from pipeline.extractors.people.runs import Run, Word
from pipeline.extractors.people.segment import Segment
from pipeline.extractors.people.shapes import shouting
from pipeline.extractors.people.signals import Signals
from pipeline.extractors.people.stops import BLOCKING
from pipeline.names import Endings

_JAPANESE_ADDRESS = frozenset({"san", "sama", "kun"})


def closed_segment(document: Annotated, signals: Signals, run: Run, segment: Segment) -> Segment:
    """The segment with one word more, where this closes the run before a comma and an office or an age:
    'Anna Mutua Gakere, Ministerin', 'bà Fatou Sarr Ba, Tổng Giám đốc'."""
    if segment.kind != "western" or segment.last != len(run.words) - 1:
        return segment
    word = run.words[-1]
    if word.particle or shouting(word) or (word.soft and not _small_word(document, word)):
        return segment
    if signals.after(word.end) not in ("role", "age") or document.surfaces[word.end] not in ",(":
        return segment
    return replace(segment, last=len(run.words))


def _small_word(document: Annotated, word: Word) -> bool:
    """Whether the lexicon knows the word as a function word and as nothing else."""
    sections = {section for section in BLOCKING if document.at(section, word.start)}
    return sections == {"function"} and not word.fixed


def without_address(words: tuple[Word, ...], rules: Endings) -> tuple[Word, ...]:
    """The words without a Japanese form of address behind them: 'Morita San'."""
    if len(words) > 1 and words[-1].folded in _JAPANESE_ADDRESS and japanese_shape(words[-2].lower, rules):
        return words[:-1]
    return words

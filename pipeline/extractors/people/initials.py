"""Initials before a name: 'K. R. Berg', 'A. Joseph Berg', 'Minister B S Berg'."""

from __future__ import annotations

from pipeline.annotated import Annotated
from pipeline.extractors.people.runs import Run, Word
from pipeline.extractors.people.signals import Signals


def is_initial(document: Annotated, signals: Signals, word: Word) -> bool:
    """Whether the word is a capital with a full stop that ends no form of address ('M.', 'H.E.')."""
    surfaces = document.surfaces
    if len(word.surface) != 1 or surfaces[word.end : word.end + 1] != ["."]:
        return False
    if signals.ending(word.end + 1, "honorific") is not None:
        return False
    if word.start == 0 or surfaces[word.start - 1] != ".":
        return True
    before = surfaces[word.start - 2] if word.start > 1 else ""
    addressed = signals.ending(word.start, "honorific", "role") is not None
    return addressed or (len(before) == 1 and before.isupper())


def opening_initials(document: Annotated, signals: Signals, run: Run, first: int) -> int:
    """The word of the run at which the initials before word `first` begin; `first` where there are none.

    Capitals without a full stop are initials where nothing of a name stands before them.
    """
    begin = first
    while begin > 0 and is_initial(document, signals, run.words[begin - 1]):
        begin -= 1
    if begin < first:
        return begin
    while begin > 0 and len(run.words[begin - 1].surface) == 1 and not run.words[begin - 1].soft:
        begin -= 1
    alone = begin == 0 or run.words[begin - 1].office
    return begin if alone and signals.before(run.words[begin].start) else first

"""Sentences that only say when: 'It was to take place in May.', 'That is on 3 June in Hue.'

They are in the answer of an interview, or a short sentence away from the one that names the event.
"""

from __future__ import annotations

from pipeline.extractors.events.model import VERB, Mention
from pipeline.extractors.events.moments import Moment
from pipeline.extractors.events.scene import Scene

_BACK = 3  # sentences back to the event's own
_SHORT = 8  # tokens of a sentence that may stand between: 'Surprised?', 'No.'
_COPULA = 4  # tokens of 'that is on' before its date


def tie_pronouns(scene: Scene, by_sentence: dict[int, list[Mention]]) -> None:
    """Gives the event last spoken of the date of a sentence that begins with a pronoun and tells of no other.

    Args:
        scene: the document.
        by_sentence: its mentions by the sentence that they stand in; those without a date may get one.
    """
    document = scene.document
    for pronoun in document.section("event_pronoun"):
        index = document.sentence_of(pronoun.start)
        first, limit = document.sentences[index]
        if pronoun.start - first > 1 or index in by_sentence:
            continue
        moments = [m for m in scene.moments_in(first, limit) if not m.bare_year and ".." not in m.date.edtf]
        if len(moments) != 1 or not _dates(scene, pronoun.end, limit, moments[0]):
            continue
        target = _last_told(scene, by_sentence, index)
        if target is not None and target.moment is None:
            target.moment = moments[0]


def _dates(scene: Scene, start: int, limit: int, moment: Moment) -> bool:
    """Whether the sentence says that it is held then, or that it is then."""
    if any(x.value == "hold" for x in scene.lexemes("event_support", start, limit)):
        return True
    copula = scene.document.at("event_copula", start)
    return bool(copula) and 0 <= moment.start - copula[0].end <= _COPULA


def _last_told(scene: Scene, by_sentence: dict[int, list[Mention]], index: int) -> Mention | None:
    for before in range(index - 1, max(-1, index - 1 - _BACK), -1):
        told = [m for m in by_sentence.get(before, ()) if not m.during and m.kind is not VERB]
        if told:
            return told[-1]
        first, limit = scene.document.sentences[before]
        if before in by_sentence or limit - first > _SHORT:
            return None
    return None

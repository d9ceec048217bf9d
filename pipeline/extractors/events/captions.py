"""Captions of pictures: most only show again what the article reports."""

from __future__ import annotations

from pipeline.extractors.events.model import Mention
from pipeline.extractors.events.scene import Scene

_LONGEST = 60  # tokens of a caption
_SIGNER = 6  # tokens of 'photo by A. Kolb' before its colon
_NAMED = 2
_SIGNS = frozenset(":：/|")
_BRACKETS = frozenset("([（")


def _captions(scene: Scene) -> set[int]:
    """Paragraphs that 'Photo:' opens or closes: 'The mayors at the fair (Photo: A. Kolb)'."""
    document = scene.document
    found = set()
    for word in document.section("event_caption"):
        paragraph = document.paragraph_of(word.start)
        first, limit = document.paragraphs[paragraph]
        signed = word.end < limit and document.surfaces[word.end] in _SIGNS
        bracketed = word.start > first and document.surfaces[word.start - 1] in _BRACKETS
        behind = document.surfaces[word.end : min(word.end + _SIGNER, limit)]
        opening = word.start - first <= 1 and bool(behind) and (behind[0] == "." or ":" in behind)
        if limit - first <= _LONGEST and (signed or bracketed or opening):
            found.add(paragraph)
    return found


def outside_captions(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """The mentions without what captions only show again: nothing named or dated, of a kind that is told of.

    Args:
        scene: the document.
        mentions: all mentions, with the dates of their sentences.
    """
    captions = _captions(scene)
    if not captions:
        return mentions
    shown = [scene.document.paragraph_of(m.head) in captions for m in mentions]
    told = {m.type for m, caption in zip(mentions, shown, strict=True) if not caption}
    return [
        m
        for m, caption in zip(mentions, shown, strict=True)
        if not caption or m.moment is not None or m.name_level == _NAMED or m.type not in told
    ]

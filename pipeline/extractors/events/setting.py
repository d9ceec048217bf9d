"""The day of what is done at another event: 'on the sidelines of the forum they signed an accord'.

What happens at a gathering of one day happens on that day, and a gathering at which something of a known day
happened had that day at least. Both only where one sentence tells the two.
"""

from __future__ import annotations

from datetime import date

from pipeline.extractors.events.model import VERB, Group, Mention
from pipeline.extractors.events.near import around
from pipeline.extractors.events.scene import Scene

Day = tuple[str, date | None, date | None]

_ONE_DAY = 10  # letters of an EDTF day
_DONE = frozenset({"signing", "ceremony", "press_conference", "discussion", "meeting"})
_GATHERED = frozenset(
    {"forum", "conference", "summit", "meeting", "discussion", "ceremony", "press_conference"}
)
_NAMED = 2
_PREPOSITION = 3  # tokens before a noun in which 'at the' stands


class Settings:
    """Which day each mention of a document has, by its event, and who stands in one sentence with it.

    Args:
        scene: the document.
        mentions: all its mentions.
        dated: its events with their dates, in the order in which they are reported.
    """

    def __init__(
        self, scene: Scene, mentions: list[Mention], dated: list[tuple[Group, Day | tuple[None, None, None]]]
    ) -> None:
        self._scene = scene
        self._sentences: dict[int, list[Mention]] = {}
        for mention in mentions:
            self._sentences.setdefault(mention.sentence, []).append(mention)
        self._days: dict[int, Day] = {}
        for group, (edtf, start, end) in dated:
            if edtf is not None and len(edtf) == _ONE_DAY:
                self._days |= {id(mention): (edtf, start, end) for mention in group.mentions}

    def day_of(self, group: Group) -> Day | None:
        """The day of an event that its own sentences do not date, or None."""
        for mention in group.mentions:
            for other in around(self._sentences[mention.sentence], mention.head):
                day = self._days.get(id(other))
                if day is None or other.type == mention.type == "meeting":
                    continue
                if self._at(other, mention) or self._at(mention, other):
                    return day
            day = self._day_told_before(mention)
            if day is not None:
                return day
        return None

    def _day_told_before(self, mention: Mention) -> Day | None:
        """The day of the sentence before, where its people go on, or where its deed was done at the event.

        'On Monday A met B. The two signed a treaty.' 'They signed yesterday. At the close of the forum …'
        """
        document, index = self._scene.document, mention.sentence
        before = [m for m in self._sentences.get(index - 1, ()) if not m.during]
        if index == 0 or not before or id(before[-1]) not in self._days:
            return None
        first = document.sentences[index][0]
        if document.paragraph_of(document.sentences[index - 1][0]) != document.paragraph_of(first):
            return None
        both = any(True for _ in self._scene.lexemes("event_both", first, mention.head))
        done = mention.kind is VERB and mention.type == "signing" and both and self._real(mention)
        alone = len(self._sentences[index]) == 1 and before[-1].type == "signing"
        held = mention.during and not mention.after and mention.type in _GATHERED and alone
        return self._days[id(before[-1])] if done or held else None

    @staticmethod
    def _real(deed: Mention) -> bool:
        return not deed.states & {"planned", "postponed"} and "recalled" not in deed.doubts

    def _at(self, setting: Mention, deed: Mention) -> bool:
        """Whether the deed is done at the setting."""
        if deed.type not in _DONE or not self._real(deed):
            return False
        if setting.kind is VERB or setting.after or setting.type not in _GATHERED:
            return False
        return setting.during or self._behind_place_word(setting)

    def _behind_place_word(self, mention: Mention) -> bool:
        """Whether 'at' or 'in' stands before a name or a noun that points back: 'signed at the forum'."""
        if mention.determiner not in mention.back or not (mention.bare or mention.name_level == _NAMED):
            return False
        first = max(self._scene.sentence(mention.head)[0], mention.start - _PREPOSITION)
        words = self._scene.lexemes("event_place", first, mention.start)
        return any(x.value in ("in", "with_article") and x.end >= mention.start - 1 for x in words)

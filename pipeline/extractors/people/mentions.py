"""Mentions: spans that mean a person, full names and parts of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline import world
from pipeline.annotated import Annotated, Entity
from pipeline.extractors.people.forms import case_forms, is_known_name, name_forms
from pipeline.extractors.people.initials import is_initial, opening_initials
from pipeline.extractors.people.lists import known_as
from pipeline.extractors.people.runs import Run, Word, place_spans, runs
from pipeline.extractors.people.seats import Seats
from pipeline.extractors.people.segment import STRONG, Segment
from pipeline.extractors.people.segments import Cutter
from pipeline.extractors.people.signals import Signals
from pipeline.extractors.people.surnames import closed_segment, without_address
from pipeline.extractors.people.unspaced import KIND, Unspaced, name_words
from pipeline.morphology import analyser


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `[start, end)` that mean a person.

    Attributes:
        words: the words of the name.
        kind: what kind of name it looks like.
        signal: what beside it says so, if anything.
        method: `rule`, `model` or `rule+model`.
        strong: the words alone say that this is a person.
        byline: it names an author or photographer.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    kind: str
    signal: str | None
    method: str
    strong: bool
    byline: bool

    @property
    def content(self) -> tuple[Word, ...]:
        """The words without particles and initials."""
        return tuple(word for word in self.words if not word.particle and len(word.folded) > 1)


_WITH_INITIALS = frozenset({"western", "unknown"})
_THING_KINDS = frozenset({"unknown", "vietnamese", "japanese"})
_NAMING = frozenset({"honorific", "role", "kin", "office"})
_ADDRESSED = _NAMING | {"comma"}


class Finder(Seats):
    """Finds mentions in one document."""

    def __init__(self, document: Annotated, cutter: Cutter) -> None:
        self.document = document
        self.cutter = cutter
        self._analyse = analyser(document.language.feature("morphology"))
        self.signals = Signals(document, cutter.rules)
        self._people = _by_token([e for e in document.entities if e.label == "PER"])
        self._others = _by_token([e for e in document.entities if e.label != "PER"])

    def find(self) -> tuple[list[Mention], list[Mention]]:
        """Full names that stand for themselves, and what may be a part of one."""
        full: list[Mention] = []
        parts: list[Mention] = []
        unspaced = bool(self.document.language.feature("unspaced_names"))
        lone: list[Run] = []
        for run in runs(self.document):
            if len(run.words) > 1 or unspaced:
                self._read(run, full, parts)
            elif not run.words[0].soft:
                lone.append(run)
        named = name_forms((word for mention in full for word in mention.words), self.cutter.rules)
        for run in lone:
            if self._matters(run.words[0], named) or self._called(run):
                self._read(run, full, parts)
        parts.sort(key=lambda mention: mention.start)
        if unspaced:
            self._add_unspaced(full, parts)
        return full, parts

    def _read(self, run: Run, full: list[Mention], parts: list[Mention]) -> None:
        """Adds the mentions of a run to those that are `full` names and those that may be `parts` of one."""
        run = self._without_attributes(run)
        places = place_spans(run, self.cutter.rules, self._analyse)
        self._add_directions(run, places)
        run = self._without_seat(run, places)
        named = self._without_unit(run, places, self.cutter.family_names)
        if named is not run:
            run, places = named, place_spans(named, self.cutter.rules, self._analyse)
        addressed = self.signals.before(run.start) in _ADDRESSED
        placed = addressed and self._behind_kind_of_place(run)
        for cut in self.cutter.cut(run, places, addressed, placed):
            segment = closed_segment(self.document, self.signals, run, cut)
            mention = self._mention(run, segment)
            if mention is not None:
                (full if self._stands(mention, run, segment) else parts).append(mention)

    def _behind_kind_of_place(self, run: Run) -> bool:
        """'gubernatorem stanu Ogun Anna Kos': a kind of place that has no name before it has one behind."""
        kind = self.signals.ending(run.start, "place_type")
        surfaces = self.document.surfaces
        return (
            kind is not None and surfaces[kind.start].islower() and not surfaces[kind.start - 1][:1].isupper()
        )

    def _matters(self, word: Word, named: Collection[str]) -> bool:
        """Whether a word that stands alone can be a part of a full name, or a name after an office.

        One word is never a full name, and in languages that write nouns with capitals nearly every noun
        comes here: most are settled by a look at the name lists and at the words of the full names.
        """
        if is_known_name(word.folded) and word.folded not in world.places():
            return True
        return not case_forms(word.folded, word.lower, self.cutter.rules).isdisjoint(named)

    def _called(self, run: Run) -> bool:
        """Whether the model takes a lone word behind an office for a person: 'President Sukarto'."""
        entity = self._people.get(run.start)
        return (
            entity is not None
            and (entity.start, entity.end) == (run.start, run.end)
            and self.signals.ending(run.start, "role") is not None
        )

    def _add_unspaced(self, full: list[Mention], parts: list[Mention]) -> None:
        """Names in a script without blanks."""
        for found in Unspaced(self.document).find():
            words = name_words(self.document, found)
            byline = self.signals.byline(found.start, found.end)
            into = full if found.whole else parts
            into.append(
                Mention(
                    found.start, found.end, words, KIND, found.signal or None, "rule", found.whole, byline
                )
            )

    def _without_attributes(self, run: Run) -> Run:
        """The run with adjectives that go on with the name of a body before them marked as no names:
        'rektorka Politechniki Gdańskiej Anna Berg'."""
        if not self.cutter.rules:
            return run
        words = list(run.words)
        for i, word in enumerate(run.words):
            if self.signals.ending(word.start, "body", "place_type") is None or word.soft:
                continue
            readings = self._analyse(word.surface)
            if any(r.tag == "adj" for r in readings) and not any("nom" in r.cases for r in readings):
                words[i] = word._replace(soft=True, office=True)
        return run if words == list(run.words) else run._replace(words=tuple(words))

    def _mention(self, run: Run, segment: Segment) -> Mention | None:
        first = segment.first
        if segment.kind in _WITH_INITIALS:
            first = opening_initials(self.document, self.signals, run, first)
        words = run.words[first : segment.last]
        while words and words[0].particle:
            words = words[1:]
        if not words:
            return None
        words = without_address(self._behind_company(run, segment, words), self.cutter.rules)
        start, end = words[0].start, words[-1].end
        if (
            self._thing_with_article(words)
            or self._settled(segment, start)
            or self._seat(run, segment, start)
        ):
            return None
        if self.signals.namesake(start, end) or self._goes_on_from_thing(run, segment):
            return None
        if self._before_thing(run, segment):
            return None
        if segment.strength != STRONG and self.signals.ending(start, "event") is not None:
            return None  # 'the fair Dairy North'
        signal = self.signals.before(start)
        if signal is None and self.signals.quoted(start, end):
            return None
        if signal is None or signal == "comma":
            signal = self.signals.after(end) or signal
        entity = self._people.get(start) or self._people.get(end - 1)
        fits = entity is not None and entity.start >= start - 1 and entity.end <= end + 1
        strong = segment.strength == STRONG
        method = "rule"
        if fits:
            method = "rule+model" if strong or signal else "model"
        if method == "model" and entity is not None:  # only the words that the model means
            words = tuple(word for word in words if entity.start <= word.start and word.end <= entity.end)
            if not words:
                return None
            start, end = words[0].start, words[-1].end
        return Mention(
            start, end, words, segment.kind, signal, method, strong, self.signals.byline(start, end)
        )

    def _behind_company(self, run: Run, segment: Segment, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """'ředitel společnosti Madurai Pumps Suresh Velan': the first words are the company's."""
        if segment.kind != "unknown" or len(words) < 2 or len(run.words) < 4 or segment.last < len(run.words):
            return words
        company = self.signals.ending(run.start, "body")
        if company is None or company.value != "company" or any(word.particle for word in words):
            return words
        return words[-2:]

    def _before_thing(self, run: Run, segment: Segment) -> bool:
        """'Nordic Blue Wave', 'Kume Shotaro Gallery': words before a word of companies, waves and bodies."""
        following = run.words[segment.last : segment.last + 1]
        things = [word.folded in world.things() for word in run.words[segment.last : segment.last + 2]]
        if any(things[:1]) and (segment.kind in _THING_KINDS or sum(things) > 1):
            return True
        return bool(self.document.language.feature("noun_before_head")) and any(
            word.soft and any(self.document.at(section, word.start) for section in ("body", "place_type"))
            for word in following
        )

    def _goes_on_from_thing(self, run: Run, segment: Segment) -> bool:
        """'the company Nordwerk Rosa Blech': words that only go on with the name of a thing."""
        before = run.words[: segment.first]
        return (
            bool(before)
            and segment.kind in ("western", "unknown")
            and not any(
                known_as(word.lower, "family", self.cutter.rules) for word in run.words[segment.first + 1 :]
            )
            and not any(word.soft for word in before)
            and self.signals.namesake(before[0].start, before[-1].end)
        )

    def _stands(self, mention: Mention, run: Run, segment: Segment) -> bool:
        """Whether the mention is a full name by itself: by its words, a signal or the model."""
        if len(mention.content) < 2:
            return self._initialled(mention)
        if (
            mention.signal is None
            and mention.kind == "vietnamese"
            and len(mention.words) == 2
            and self._located(mention)
        ):
            return False
        if mention.strong:
            other = self._others.get(mention.start)
            weak_start = (
                run.initial and segment.first == 0 and mention.kind == "western" and mention.signal is None
            )
            return not (weak_start and other is not None and other.end >= mention.end)
        if len(mention.content) > 5:
            return False
        if mention.signal == "office" and mention.kind == "unknown":
            return self._listed(mention) or self.signals.complete(mention.start) or self._highland(mention)
        if mention.signal in _NAMING or self._apposition(mention):
            return True
        if mention.method == "model":
            return self._believable(mention)
        if mention.signal is None or (mention.kind == "unknown" and not self._namelike(mention)):
            return False
        return not (
            run.initial and segment.first == 0 and mention.signal == "said" and mention.kind == "unknown"
        )

    def _apposition(self, mention: Mention) -> bool:
        """'the mayor of Lwiw, Orest Tkatschuk,': two or three words behind an office's comma."""
        end, surfaces = mention.end, self.document.surfaces
        return (
            mention.signal == "comma"
            and 2 <= len(mention.words) <= 3
            and end < len(surfaces)
            and (surfaces[end] in ",.;)" or bool(self.document.at("say", end)))
            and not any(word.folded in world.places() for word in mention.words)
        )

    def _highland(self, mention: Mention) -> bool:
        """ "K'Brẻu Minh Nguyệt": syllables behind a word that is none, where the language writes names so."""
        return bool(self.cutter.family_names) and all(
            world.is_vietnamese(word.folded) for word in mention.words[1:]
        )

    def _initialled(self, mention: Mention) -> bool:
        """'K. R. Berg': initials with a surname, where something beside them says that it is a person."""
        if len(mention.content) != 1 or len(mention.words) < 2 or not mention.words[-1].folded.isalpha():
            return False
        if any(word.particle for word in mention.words) or len(mention.words[-1].folded) < 3:
            return False
        if not all(len(word.surface) == 1 for word in mention.words[:-1]):
            return False
        if not all(is_initial(self.document, self.signals, word) for word in mention.words[:-1]):
            return mention.signal in _NAMING  # 'Minister B S Berg'
        return (
            mention.signal is not None
            or mention.method == "model"
            or (mention.start > 0 and bool(self.document.at("say", mention.start - 1)))
        )

    def _located(self, mention: Mention) -> bool:
        """Whether a preposition of place stands before two syllables that need not be a name: 'in An Lao'."""
        place = self.signals.ending(mention.start, "of")
        return (
            place is not None
            and place.value == "host"
            and mention.words[0].folded not in world.family("vietnamese_sure")
        )

    def _namelike(self, mention: Mention) -> bool:
        """An unknown run with an office only behind it: some word of it should be in a list of names."""
        if not self.cutter.capital_nouns:
            return len(mention.content) <= 4
        return self._listed(mention)

    def _believable(self, mention: Mention) -> bool:
        """Whether words that only the model takes for a name can be one.

        Vietnamese syllables without a family name before them are places, and a word that a dictionary knows
        as no name is none.
        """
        first = mention.content[0]
        if len({word.folded for word in mention.content}) < len(mention.content):
            return False  # 'Tong Tong'
        if any(word.folded in world.things() for word in mention.words) or self._hyphen_before(mention):
            return False
        if self._analyse(first.surface) and any(
            reading.place for word in mention.content for reading in self._analyse(word.surface)
        ):
            return False
        if mention.signal is None and not (
            self._listed(mention) or self._in_list(mention) or self._again(mention)
        ):
            return False
        if all(world.is_vietnamese(word.folded) for word in mention.content):
            if len(mention.content) == 2 and mention.signal is None:
                return first.folded in world.family("vietnamese_sure")
            return first.folded in world.family("vietnamese")
        if any(
            word.folded in world.capitals() or (word.folded in world.places() and not self._known(word))
            for word in mention.content
        ):
            return False
        readings = self._analyse(first.surface) or self._analyse(first.lower)
        return not readings or any(reading.name for reading in readings) or self._listed(mention)

    def _hyphen_before(self, mention: Mention) -> bool:
        """Whether the words go on with a compound: 'Nord-Berg Anna'."""
        start, surfaces = mention.start, self.document.surfaces
        return start > 0 and surfaces[start - 1] in "-–" and self.document.adjacent(start)

    def _again(self, mention: Mention) -> bool:
        """Whether the last word stands alone elsewhere, as surnames do."""
        surfaces, last = self.document.surfaces, mention.words[-1]
        return any(
            surface == last.surface and k != last.start and surfaces[k - 1] != surfaces[last.start - 1]
            for k, surface in enumerate(surfaces)
        )

    def _in_list(self, mention: Mention) -> bool:
        """Whether an 'and' stands beside the words, or a particle inside them."""
        document = self.document
        joined = mention.start > 0 and self.signals.ending(mention.start, "and") is not None
        return (
            joined
            or any(word.particle for word in mention.words)
            or bool(mention.end < len(document) and document.at("and", mention.end))
        )

    def _listed(self, mention: Mention) -> bool:
        """Whether some word stands in a list of names or is a double name."""
        return any(
            self._known(word) or "-" in word.folded or word.surface.endswith("-") for word in mention.words
        )

    def _known(self, word: Word) -> bool:
        return (
            known_as(word.lower, "family", self.cutter.rules)
            or known_as(word.lower, "given", self.cutter.rules)
            or word.folded in world.names("japanese_family")
        )


def _by_token(entities: list[Entity]) -> dict[int, Entity]:
    return {token: entity for entity in entities for token in range(entity.start, entity.end)}

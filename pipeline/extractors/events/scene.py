"""What the event grammar sees of a document: its tokens with people, parties, dates and reading distances.

A scene is built once a document. Every later step asks it in token indices; the words themselves are data.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.annotated import Annotated, Entity
from pipeline.candidates import DateCandidate, PersonCandidate
from pipeline.extractors.events.moments import Moment, Stay, ages_of, moments_of, stays_of, weekdays_within
from pipeline.lexicon import Lexeme

DASHES = frozenset("-‐‑–—")
OPENING = frozenset("\"„“”«»‚‘'「『‹")
CLOSING = {
    "„": '“”"',
    "“": '”"“',
    "”": "”",
    "«": "»",
    "»": "«",
    '"': '"',
    "‚": "‘’'",
    "‘": "’'",
    "'": "'’",
    "「": "」",
    "『": "』",
    "‹": "›",
}

# How much further apart a mark makes two words: the cost of reading over it, a plain word costs 1.
_COST = {",": 4, ";": 25, ":": 8, "(": 6, ")": 6, "–": 4, "—": 6, "|": 25, ".": 2}
_COST |= {"、": 4, "，": 4, "；": 25, "：": 8, "（": 6, "）": 6, "。": 2}
_APOSTROPHES = frozenset("'’‘")
_SPACED = frozenset("«‹")  # French sets blanks inside its quotation marks
_WINDOW = 120
_BEGINNING = 4  # sentences
_SHOUTED = 3  # words in capitals that make a heading
_MANY = 4  # digits of a number of people that nobody receives
_PARTICLE_REACH = 30  # tokens from a verb to its particle; the subject with its offices may stand between
_NEXT_OFFICE = 8  # tokens between two offices behind a name
_ASIDE = 9  # tokens from a mark that opens an aside to the one that closes it
_ROLE_REACH = 9  # tokens between a role word and the name that it belongs to


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can meet, sign or travel: a person, or an unnamed role or group ('a delegation').

    `offices` are the keys of the roles that stand before a person's name anywhere in the article.
    """

    start: int
    end: int
    key: str
    person: bool
    group: bool = False
    offices: frozenset[str] = frozenset()


def _stay_begin(stay: Stay) -> int:
    return stay.start


def _begin(entity: Entity) -> int:
    return entity.start


@dataclass(slots=True)
class Scene:
    """A document as the event grammar sees it; built by `stage`."""

    document: Annotated
    parties: list[Party]
    moments: list[Moment]
    persons: list[Party]
    stays: list[Stay]
    ages: list[Stay]
    articles: bool
    capital_nouns: bool
    _cost: list[int] = field(default_factory=list)
    _function: set[int] = field(default_factory=set)
    _taken: set[int] = field(default_factory=set)
    _roles: set[int] = field(default_factory=set)
    _party_starts: list[int] = field(default_factory=list)
    _person_starts: list[int] = field(default_factory=list)
    _organizations: list[Entity] = field(default_factory=list)
    _moment_starts: list[int] = field(default_factory=list)

    def distance(self, a: int, b: int) -> int:
        """Reading distance between two tokens; marks that part clauses cost more than words."""
        return abs(self._cost[a] - self._cost[b])

    def gap(self, a_start: int, a_end: int, b_start: int, b_end: int) -> int:
        """Reading distance between two token ranges, 0 where they touch."""
        if a_end <= b_start:
            return self.distance(a_end - 1, b_start)
        return self.distance(b_end - 1, a_start) if b_end <= a_start else 0

    def sentence(self, token: int) -> tuple[int, int]:
        """Token range of the sentence that holds `token`."""
        return self.document.sentences[self.document.sentence_of(token)]

    def window(self, token: int) -> tuple[int, int]:
        """The part of its sentence that lies within reach of `token`; a sentence without end stays cheap."""
        first, limit = self.sentence(token)
        return max(first, token - _WINDOW), min(limit, token + _WINDOW)

    def function(self, token: int) -> bool:
        """Whether the token begins a function word of the language."""
        return token in self._function

    def in_person(self, token: int) -> bool:
        """Whether the token is part of a person's name."""
        return token in self._taken

    def in_role(self, token: int) -> bool:
        """Whether the token belongs to a word for an office."""
        return token in self._roles

    def in_moment(self, token: int) -> bool:
        """Whether the token is part of a date."""
        found = bisect_right(self._moment_starts, token) - 1
        return found >= 0 and token < self.moments[found].end

    def capital(self, token: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.document.surfaces[token][:1].isupper()

    def capitals_only(self, token: int) -> bool:
        """Whether the sentence of the token is a heading in capitals, where they make nothing a name."""
        first, limit = self.window(token)
        surfaces = [s for s in self.document.surfaces[first:limit] if len(s) > 1 and s.isalpha()]
        return len(surfaces) >= _SHOUTED and all(s.isupper() for s in surfaces)

    def word(self, token: int) -> bool:
        """Whether the token is made of letters."""
        return self.document.surfaces[token][:1].isalpha()

    def parties_in(self, start: int, end: int) -> list[Party]:
        """Parties that begin in `[start, end)`."""
        return self.parties[bisect_left(self._party_starts, start) : bisect_left(self._party_starts, end)]

    def persons_in(self, start: int, end: int) -> list[Party]:
        """People named in `[start, end)`, by the first word of their name."""
        return self.persons[bisect_left(self._person_starts, start) : bisect_left(self._person_starts, end)]

    def organizations_in(self, start: int, end: int) -> list[Entity]:
        """Organisations that the model found and that begin in `[start, end)`."""
        return self._organizations[
            bisect_left(self._organizations, start, key=_begin) : bisect_left(
                self._organizations, end, key=_begin
            )
        ]

    def moments_in(self, start: int, end: int) -> list[Moment]:
        """Dates that begin in `[start, end)`."""
        return self.moments[bisect_left(self._moment_starts, start) : bisect_left(self._moment_starts, end)]

    def stays_in(self, start: int, end: int) -> list[Stay]:
        """Durations that begin in `[start, end)`."""
        first = bisect_left(self.stays, start, key=_stay_begin)
        return self.stays[first : bisect_left(self.stays, end, key=_stay_begin)]

    def ages_in(self, start: int, end: int) -> list[Stay]:
        """Durations of years that begin in `[start, end)`."""
        first = bisect_left(self.ages, start, key=_stay_begin)
        return self.ages[first : bisect_left(self.ages, end, key=_stay_begin)]

    @property
    def now(self) -> date | None:
        """The day of publication, or the first day with a year that the article's beginning tells."""
        document = self.document
        if document.published is not None or not self.moments:
            return document.published
        limit = document.sentences[min(_BEGINNING, len(document.sentences)) - 1][1]
        days = (m.date.end for m in self.moments_in(0, limit) if m.day and m.date.end is not None)
        return next(days, None)

    def lexemes(self, section: str, start: int, end: int) -> Iterator[Lexeme]:
        """Lexemes of a section that begin in `[start, end)`, parted ones only where their particle stands."""
        yield from filter(self.whole, self.document.between(section, start, end))

    def whole(self, lexeme: Lexeme) -> bool:
        """Whether a verb has the particle it needs further on: 'tog hon emot', 'ägde … rum'."""
        return not lexeme.entry.attributes.get("particle") or self.particle_of(lexeme) is not None

    def particle_of(self, lexeme: Lexeme) -> Lexeme | None:
        """The particle further on that belongs to a parted verb, or None."""
        particle = lexeme.entry.attributes.get("particle")
        limit = min(self.sentence(lexeme.start)[1], lexeme.end + _PARTICLE_REACH)
        found = self.document.between("event_particle", lexeme.end, limit) if particle else ()
        return next((x for x in found if x.value == particle and self._closes(x)), None)

    def _closes(self, particle: Lexeme) -> bool:
        """Whether a particle that must be the last word of its clause is: not 'zusammen mit', 'ab Montag'."""
        return not particle.entry.attributes.get("final") or self.closes(particle.end)

    def closes(self, end: int) -> bool:
        """Whether a clause ends before `end`: the text, a sign or 'and' follows."""
        if end >= len(self.document):
            return True
        return (not self.word(end) and not self.document.surfaces[end][0].isdigit()) or bool(
            self.document.at("event_conjunction", end)
        )

    def quoted(self, token: int, limit: int) -> tuple[int, int] | None:
        """Token range inside the quotation marks that open at `token`, or None beyond 40 tokens."""
        surfaces = self.document.surfaces
        if token >= limit or surfaces[token] not in OPENING:
            return None
        apostrophe = surfaces[token] in _APOSTROPHES and self.document.adjacent(token)
        if apostrophe and surfaces[token - 1][0].isalnum():
            return None
        closing = CLOSING[surfaces[token]]
        for i in range(token + 1, min(token + 40, limit)):
            if surfaces[i] in closing:
                close = self.document.adjacent(token + 1) and self.document.adjacent(i)
                inner = i > token + 1 and (close or surfaces[token] in _SPACED)
                return (token + 1, i) if inner else None
        return None


def _persons(document: Annotated, people: Sequence[PersonCandidate]) -> list[Party]:
    found = []
    for person in people:
        for start, end in person.mentions or person.evidence:
            first, after = document.token_at(start), bisect_left(document.starts, end)
            if first < after:
                found.append(Party(first, after, person.person_id, True))
    return sorted(found, key=lambda party: (party.start, party.end))


def _asides(document: Annotated, moments: Sequence[Moment]) -> dict[int, int]:
    """The cost of marks that part no clauses: in a date, round the day behind a weekday, and round the words
    for a place close behind a date.

    'received on Tuesday (29), in the Governor's Palace, the minister'.
    """
    surfaces, costs = document.surfaces, dict[int, int]()
    for moment in moments:
        costs |= dict.fromkeys(range(moment.start, moment.end), 1)
        i = moment.end
        if surfaces[i : i + 1] == ["("] and ")" in surfaces[i + 1 : i + _ASIDE]:
            closing = surfaces.index(")", i + 1, i + _ASIDE)
            costs |= {i: 0, closing: 0}
            i = closing + 1
        if surfaces[i : i + 1] == [","] and document.at("event_place", i + 1):
            closing = next((k for k in range(i + 2, min(i + _ASIDE, len(surfaces))) if surfaces[k] == ","), 0)
            costs |= {i: 0, closing: 0} if closing else {}
    return costs


def _thousands(document: Annotated, start: int) -> bool:
    """Whether the people at `start` are counted in thousands: 'received 9.7 million visitors'."""
    i = start - 1
    while i > 0 and document.at("event_of", i):
        i -= 1
    if i < 0 or any(x.end == i + 1 for x in document.between("scale", max(0, i - 1), i + 1)):
        return i >= 0
    digits = i
    while digits >= 0 and (document.surfaces[digits].isdecimal() or document.surfaces[digits] in ".,’'"):
        digits -= 1
    return sum(len(s) for s in document.surfaces[digits + 1 : i + 1] if s.isdecimal()) >= _MANY


def _goes_on(document: Annotated, start: int, end: int) -> bool:
    """Whether only an of-phrase and a comma or 'and' stand between two offices of one person."""
    if document.at("event_determiner", end - 1) or ";" in document.surfaces[start:end]:
        return False
    if any(document.at("event_verb", i) or document.at("event_auxiliary", i) for i in range(start, end)):
        return False
    return any(document.surfaces[i] == "," or document.at("event_conjunction", i) for i in range(start, end))


def _key(document: Annotated, role: Lexeme) -> str:
    """What two forms of a role or group share."""
    return "~" + document.norms[role.end - 1][:6]


def _parties(document: Annotated, persons: list[Party], taken: set[int]) -> list[Party]:
    """People, and role or group words that no person beside them explains."""
    starts = [party.start for party in persons]
    ends = [party.end for party in persons]
    lead: dict[int, int] = {}
    offices: dict[str, set[str]] = {}
    found: list[Party] = []
    apposed = -1  # end of the last office behind a name
    for lexeme in document.section("event_party"):
        if lexeme.start in taken:
            continue
        group = lexeme.value == "group"
        if group and _thousands(document, lexeme.start):
            continue
        if (
            not group
            and 0 <= lexeme.start - apposed <= _NEXT_OFFICE
            and _goes_on(document, apposed, lexeme.start)
        ):
            apposed = lexeme.end  # 'Anna Berg, mayor of Linz and chair of the board'
            continue
        if not group:
            after = bisect_left(starts, lexeme.end)
            before = bisect_right(ends, lexeme.start) - 1
            limit = document.sentences[document.sentence_of(lexeme.start)][1]
            if after < len(starts) and starts[after] < min(limit, lexeme.end + _ROLE_REACH + 1):
                between = document.between("event_verb", lexeme.end, starts[after])
                if not any(True for _ in between):
                    lead.setdefault(after, lexeme.start)
                    offices.setdefault(persons[after].key, set()).add(_key(document, lexeme))
                    continue
            if before >= 0 and lexeme.start - ends[before] <= 3:
                apposed = lexeme.end
                continue
        found.append(Party(lexeme.start, lexeme.end, _key(document, lexeme), False, group))
    found += [
        Party(
            lead.get(i, person.start),
            person.end,
            person.key,
            True,
            offices=frozenset(offices.get(person.key, ())),
        )
        for i, person in enumerate(persons)
    ]
    return sorted(found, key=lambda party: (party.start, party.end))


def stage(document: Annotated, people: Sequence[PersonCandidate], dates: Sequence[DateCandidate]) -> Scene:
    """Builds the scene of a document.

    Args:
        document: the annotated text.
        people: people found in it.
        dates: date expressions found in it.
    """
    persons = _persons(document, people)
    taken = {i for party in persons for i in range(party.start, party.end)}
    moments = weekdays_within(document, moments_of(document, dates))
    asides = _asides(document, moments)
    cost, total = [], 0
    for i, surface in enumerate(document.surfaces):
        total += asides.get(i, _COST.get(surface, 1))
        cost.append(total)
    parties = _parties(document, persons, taken)
    definite = any(
        entry.value == "definite" for entry in document.language.entries.get("event_determiner", ())
    )
    return Scene(
        document=document,
        parties=parties,
        moments=moments,
        persons=persons,
        stays=stays_of(document, dates),
        ages=ages_of(document, dates),
        articles=definite,
        capital_nouns=bool(document.language.feature("capital_nouns")),
        _cost=cost,
        _function={lexeme.start for lexeme in document.section("function")},
        _taken=taken,
        _roles={
            i
            for lexeme in document.section("event_party")
            if lexeme.value == "role"
            for i in range(lexeme.start, lexeme.end)
        },
        _party_starts=[party.start for party in parties],
        _person_starts=[party.start for party in persons],
        _organizations=[entity for entity in document.entities if entity.label == "ORG"],
        _moment_starts=[moment.start for moment in moments],
    )

"""The facts of one document against its gold facts."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

from communique.evaluation.counts import Mistake, Tally
from communique.evaluation.facts import amount_key, person_key, same_event, settle_dates, states
from communique.evaluation.gold import GoldDocument, GoldEvent, GoldPriorities
from communique.evaluation.pairing import pairs
from communique.runfolder import DocumentRecords
from communique.words import fold, in_sentence
from schemas import DateMention, Event, Money, Person, Priority, Role

Sentences = Mapping[Hashable, str]


class Scorer:
    """Counts one document into a tally.

    Args:
        gold: what the article states.
        entry: what was found; None if the document is not in the run.
        tally: where the counts go.
    """

    def __init__(self, gold: GoldDocument, entry: DocumentRecords | None, tally: Tally) -> None:
        self._gold, self._tally = gold, tally
        self._text = entry.document.text if entry else ""
        self._published = entry.document.published if entry else None
        records = entry.records if entry else {}
        self._people = [r for r in records.get("people", ()) if isinstance(r, Person)]
        self._roles = [r for r in records.get("roles", ()) if isinstance(r, Role)]
        self._dates = [r for r in records.get("dates", ()) if isinstance(r, DateMention)]
        self._money = [r for r in records.get("money", ()) if isinstance(r, Money)]
        self._events = [r for r in records.get("events", ()) if isinstance(r, Event)]
        self._priorities = [r for r in records.get("priorities", ()) if isinstance(r, Priority)]

    def count(self) -> None:
        """Counts every type."""
        self._count_people()
        self._count_roles()
        self._count_dates()
        self._count_money()
        self._count_events()
        self._count_priorities()

    def _sentence(self, record: Person | Role | DateMention | Money | Event | Priority) -> str:
        return str(in_sentence(self._text, record.evidence[0]))

    def _mistake(self, kind: str, what: str, fact: object, sentence: str = "") -> None:
        found = Mistake(self._gold.doc, self._gold.language, kind, what, _in_words(fact), sentence)
        self._tally.mistakes.append(found)

    def _sets(self, kind: str, wanted: set[Hashable], optional: set[Hashable], found: Sentences) -> None:
        """Compares sets: what is optional counts neither way."""
        missed, spurious = wanted - found.keys(), found.keys() - wanted - optional
        right = len(wanted) - len(missed)
        self._tally.add(kind, self._gold.language, right=right, spurious=len(spurious), missed=len(missed))
        for fact in sorted(missed, key=str):
            self._mistake(kind, "missed", fact)
        for fact in sorted(spurious, key=str):
            self._mistake(kind, "spurious", fact, found[fact])

    def _count_people(self) -> None:
        found: dict[Hashable, str] = {
            person_key(person.name): self._sentence(person) for person in reversed(self._people)
        }
        optional = {person_key(name) for name in self._gold.people_optional}
        self._sets("people", {person_key(name) for name in self._gold.people}, set(optional), found)
        # One entry a person: the same name twice is spurious once.
        for name, times in Counter(person_key(person.name) for person in self._people).items():
            if times > 1:
                self._tally.add("people", self._gold.language, spurious=times - 1)
                self._mistake("people", "spurious", f"{name} ({times} records for one person)")

    def _count_roles(self) -> None:
        names = {person.person_id: person.name for person in self._people}
        held = [((person_key(names.get(r.person_id, r.name)), r.role.value), r) for r in self._roles]
        former = {(person_key(role[0]), role[1]): len(role) == 3 for role in self._gold.roles}
        for key, role in held:
            if key in former:
                right = (role.status == "former") == former[key]
                self._tally.add("role status", self._gold.language, right=int(right), missed=int(not right))
                if not right:
                    self._mistake(
                        "role status",
                        "missed",
                        f"{' '.join(key)} is {role.status.value}",
                        self._sentence(role),
                    )
        optional = {(person_key(role[0]), role[1]) for role in self._gold.roles_optional}
        self._sets("roles", set(former), set(optional), {key: self._sentence(r) for key, r in reversed(held)})

    def _count_dates(self) -> None:
        wanted, optional = set(self._gold.dates), set(self._gold.dates_optional)
        sentences = {record.edtf: self._sentence(record) for record in reversed(self._dates)}
        found = settle_dates(wanted, optional, sentences)
        allowed = optional | {value[:-3] for value in optional if value.endswith("/..")}
        if self._published:  # the dateline itself
            allowed.add(self._published.isoformat())
        self._sets("dates", set(wanted), set(allowed), {value: sentences.get(value, "") for value in found})

    def _count_money(self) -> None:
        found: dict[Hashable, str] = {}
        for record in reversed(self._money):
            for amount in (record.amount, record.amount_max):
                if amount is not None:
                    found[amount_key(amount, record.currency)] = self._sentence(record)
        wanted: set[Hashable] = {amount_key(*sum_) for sum_ in self._gold.money}
        self._sets("money", wanted, {amount_key(*sum_) for sum_ in self._gold.money_optional}, found)

    def _count_events(self) -> None:
        left = self._claim(self._gold.events, self._events, counted=True)
        left = self._claim(self._gold.events_optional, left, counted=False)
        for event in left:  # a second record of one event is spurious too
            self._tally.add("events", self._gold.language, spurious=1)
            self._mistake(
                "events", "spurious", f"{event.type.value} {event.name} {event.date}", self._sentence(event)
            )

    def _claim(self, wanted: tuple[GoldEvent, ...], found: list[Event], *, counted: bool) -> list[Event]:
        """Pairs gold events with found ones; the found ones that are left."""
        words = {event.id: self._event_words(event) for event in found}
        chosen = pairs(
            wanted,
            found,
            lambda gold, event: same_event(
                gold.type, gold.name_keywords, gold.date, event.type.value, event.date, words[event.id]
            ),
            lambda gold, event: gold.date is not None and not _dated(gold, event),
        )
        for place, gold in enumerate(wanted if counted else ()):
            self._count_event(gold, found[chosen[place]] if place in chosen else None)
        taken = set(chosen.values())
        return [event for place, event in enumerate(found) if place not in taken]

    def _count_event(self, gold: GoldEvent, event: Event | None) -> None:
        language = self._gold.language
        self._tally.add("events", language, right=int(event is not None), missed=int(event is None))
        dated = event is not None and _dated(gold, event)
        if gold.date:
            self._tally.add("event dates", language, right=int(dated), missed=int(not dated))
        if event is None:
            words = f"{'/'.join(gold.type)} {', '.join(gold.name_keywords)} {gold.date}"
            self._mistake("events", "missed", words)
        elif event.date and not dated:  # a date that the text does not tie to the event
            self._tally.add("event dates", language, spurious=1)
            self._mistake("event dates", "spurious", f"{event.date} for {gold.date}", self._sentence(event))

    def _event_words(self, event: Event) -> str:
        """Name, evidence and the sentence from the last to the next full stop or line break, folded."""
        start, end = event.evidence[0].start, event.evidence[0].end
        first = max(self._text.rfind("\n", 0, start), self._text.rfind(". ", 0, start)) + 1
        stops = [place for place in (self._text.find("\n", end), self._text.find(". ", end)) if place >= 0]
        sentence = self._text[first : min(stops, default=len(self._text))]
        return " | ".join(fold(words) for words in (event.name, *(e.text for e in event.evidence), sentence))

    def _count_priorities(self) -> None:
        gold = self._gold.priorities or GoldPriorities()
        proposed = [record for record in self._priorities if record.mode == "proposed"]
        found: dict[Hashable, str] = {
            record.number: self._sentence(record) for record in reversed(proposed) if record.number
        }
        self._sets("priorities", set(gold.proposed), set(gold.optional), found)
        if gold.proposed:
            good = _same_list(gold, proposed)
            self._tally.add("priority lists", self._gold.language, right=int(good), missed=int(not good))
            if not good:
                given = ", ".join(f"{record.ordinal}: {record.number}" for record in proposed) or "nothing"
                self._mistake(
                    "priority lists", "missed", f"{list(gold.proposed)} of {gold.declared}; found {given}"
                )


def _dated(gold: GoldEvent, event: Event) -> bool:
    return bool(gold.date and event.date) and states(gold.date or "", event.date or "")


def _same_list(gold: GoldPriorities, proposed: list[Priority]) -> bool:
    """Whether the items stand in the gold order with the gold total.

    An item of two priorities gives them in either order; an item of none, and an arguable one, take no place.
    """
    arguable = set(gold.optional) - set(gold.proposed)
    items: dict[int, set[int]] = defaultdict(set)
    for record in proposed:
        items[record.evidence[0].start] |= {record.number or 0} - {0} - arguable
    place = 0
    for _, numbers in sorted(items.items()):
        if set(gold.proposed[place : place + len(numbers)]) != numbers:
            return False
        place += len(numbers)
    return place >= len(gold.proposed) and {record.declared_total for record in proposed} == {gold.declared}


def _in_words(fact: object) -> str:
    return " ".join(map(str, fact)) if isinstance(fact, tuple) else str(fact)

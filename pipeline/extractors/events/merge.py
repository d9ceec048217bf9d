"""One event, one group: which mentions of a document denote the same occasion.

Mentions are read in order. Each joins the event that it can point back to, or founds a new one. What keeps
two apart is said by the text: other years, other days, other people, other words before the same noun,
'the next' edition, an indefinite article.
"""

from __future__ import annotations

from pipeline.extractors.events.model import NOUN, REFERENCE, VERB, Group, Mention
from pipeline.extractors.events.scene import Party

_REMEMBERED = 40  # events that a mention can point back to
_SUBJECT_TOKENS = 7
_LEAD = 3  # sentences behind a headline in which it is told in full
_WELCOMED = 2  # sentences behind a gathering in which its guests are welcomed
_BESIDE = 16  # tokens between 'gathered' and the noun that says what
_PERSONAL = frozenset({"meeting", "visit", "discussion", "signing"})
_GATHERINGS = frozenset({"forum", "conference", "summit", "meeting", "discussion"})
_BACK = frozenset({"definite", "demonstrative"})
_FRESH = frozenset({"indefinite", "plural", "negative"})


def points_back(mention: Mention, dated: bool = False) -> bool:
    """Whether a general word says nothing of its own and so can stand for another event: 'the meeting'."""
    own = mention.parties or mention.complement or (mention.moment is not None and not dated)
    return mention.bare and not own and mention.determiner in mention.back


def _far(group: Group, mention: Mention) -> bool:
    """Whether a verb stands more than two sentences from all that is said of the event."""
    return all(abs(m.sentence - mention.sentence) > 2 for m in group.known)


def _received_for(group: Group, mention: Mention) -> bool:
    """'received the ambassador for a farewell visit': the visit is the reception."""
    last = group.known[-1]
    beside = last.concept == "receive" and last.sentence == mention.sentence and mention.type == "visit"
    return beside and mention.kind is NOUN and mention.determiner == "indefinite"


def _related(group: Group, mention: Mention) -> bool:
    """Whether the kinds of occasion can be one: the same type, or a general word for it."""
    types = group.types
    if mention.type in types and mention.kind is not REFERENCE:
        return True
    if mention.refers and types & set(mention.refers.split()) and points_back(mention):
        return True
    edition = mention.concept == "edition" and mention.moment is not None and not mention.other
    if edition and types & set(mention.refers.split()):
        return all(
            m.moment is None for m in group.known
        )  # 'each year the fair …; this year's edition is on …'
    beside = any(m.sentence == mention.sentence and VERB in (m.kind, mention.kind) for m in group.known)
    if beside and types | {mention.type} == {"meeting", "discussion"}:
        return True
    if _gathered_for(group, mention):
        return True
    if all(m.kind is VERB and m.concept == "gather" for m in group.known) and mention.type in _GATHERINGS:
        if beside and abs(mention.head - group.known[-1].head) <= _BESIDE:
            return True  # 'there sat the conference "Fish and Ice"'
        return mention.bare and mention.determiner not in _FRESH
    first = group.mentions[0]
    general = len(group.mentions) == 1 and mention.type in first.refers.split() and points_back(first)
    return general and mention.kind is NOUN


def _gathered_for(group: Group, mention: Mention) -> bool:
    """Whether unnamed people gather where a gathering is told of: 'At the port forum 200 owners gathered.'

    Two ministers who meet at a forum hold a meeting of their own.
    """
    last = group.known[-1]
    crowd = mention.concept == "gather" and not any(p.person for p in mention.parties)
    return crowd and last.kind is NOUN and last.type in _GATHERINGS and last.sentence == mention.sentence


def _day_within(group: Group, mention: Mention) -> bool:
    """Whether a day is one of several that the event lasts: 'On Monday the mission called at a port.'"""
    if mention.moment is None or "/" in mention.moment.date.edtf:
        return False
    days = [m.moment for m in group.known if m.moment is not None and m.moment.day]
    return bool(days) and all("/" in day.date.edtf for day in days)


def _still_ahead(group: Group, mention: Mention) -> bool:
    """Whether the mention is planned for a later month and the event was held: 'the forum is due in 2033'."""
    if mention.moment is None or "planned" not in mention.states or mention.moment.date.start is None:
        return False
    if any("planned" in m.states or "postponed" in m.states for m in group.known):
        return False
    ends = [m.moment.date.end for m in group.known if m.moment is not None and m.moment.day]
    return bool(ends) and all(end is not None and end < mention.moment.date.start for end in ends)


def _dates_differ(group: Group, mention: Mention) -> bool:
    if _still_ahead(group, mention):
        return True
    if mention.year is not None and group.years and mention.year not in group.years:
        return True
    if mention.year is not None and not group.years and _dated_elsewhen(group, mention.year):
        return True
    if mention.moment is not None and mention.moment.bare_year and "postponed" not in mention.states:
        return _dated_elsewhen(group, int(mention.moment.date.edtf[:4])) if _plain_year(mention) else False
    if mention.moment is None or not mention.moment.day or "postponed" in mention.states:
        return False
    days = [m.moment.date for m in group.known if m.moment is not None and m.moment.day]
    if not days or any("postponed" in m.states for m in group.known):
        return False
    if mention.kind is NOUN and points_back(mention, dated=True) and mention.type not in _PERSONAL:
        return False  # 'the forum' again; the day beside it may be that of something else
    new = mention.moment.date
    return all(not _overlap(old.edtf, new.edtf) for old in days)


def _plain_year(mention: Mention) -> bool:
    edtf = mention.moment.date.edtf if mention.moment is not None else ""
    return len(edtf) == 4 and edtf.isdecimal()


def _dated_elsewhen(group: Group, year: int) -> bool:
    """Whether the event has days, none of them in the year that the other name has."""
    years = {m.moment.date.edtf[:4] for m in group.known if m.moment is not None and not m.moment.bare_year}
    return bool(years) and all(known.isdecimal() and int(known) != year for known in years)


def _overlap(a: str, b: str) -> bool:
    """Whether two EDTF values share a day, an unknown year being equal to any."""
    left, right = a.split("/"), b.split("/")
    if any(part.startswith("XXXX") for part in left + right):
        left, right = [p[4:] for p in left], [p[4:] for p in right]
    if any(p.startswith(q) or q.startswith(p) for p in left for q in right):
        return True
    return left[0] <= right[-1] and right[0] <= left[-1]


def _people_differ(group: Group, mention: Mention) -> bool:
    """Whether each side names somebody whom the other does not: two receptions by one host are two."""
    mine = {p.key for p in mention.parties if p.person}
    theirs = group.persons
    if not mine or not theirs:
        mine = {p.key for p in mention.parties if p.group}
        theirs = {p.key for m in group.known for p in m.parties if p.group}
        if any(p.person for p in mention.parties) or group.persons or not mine or not theirs:
            return False
    shared = mine & theirs
    if len(shared) >= 2:
        return False
    return bool(mine - theirs) and bool(theirs - mine)


def _words_differ(group: Group, mention: Mention) -> bool:
    """Whether both have words of their own and share none of them."""
    mine, theirs = mention.modifiers, group.modifiers
    if not mine or not theirs or mine & theirs or _told_in_headline(group, mention):
        return False
    sites = {m.place.key for m in group.known if m.place is not None}
    return len(mine) > 2 or not any(site.startswith(word) for site in sites for word in mine)


def _kind_named(group: Group, mention: Mention) -> bool:
    """Whether a compound without an article names a kind of occasion, where 'a mission' was told of."""
    kind = mention.name_level == 1 and mention.modifiers and not mention.determiner
    return bool(kind) and "" not in mention.back and not group.modifiers and mention.moment is None


def _headed(group: Group, mention: Mention) -> bool:
    """Whether the heading's verb is told by the text: 'A received B' above 'A had a meeting with B'."""
    first = group.mentions[0]
    if not first.heading or first.kind is not VERB or len(group.mentions) > 1 or mention.heading:
        return False
    if first.type == "signing":
        return mention.kind is VERB and mention.type == "signing" and first.moment is None
    if first.concept == mention.concept == "ground":
        return first.moment is None and mention.sentence <= _LEAD  # 'First stone of the mole' and its report
    shared = {p.key for p in first.parties} & {p.key for p in mention.parties}
    return mention.type == first.type and bool(shared) and mention.sentence <= _LEAD


def _subject_of(group: Group, mention: Mention) -> bool:
    """Whether a journey's noun is the subject of the verb of travel: 'the mission went on to Gifu'."""
    if mention.kind is not VERB or mention.type != "visit":
        return False
    last = group.known[-1]
    return (
        last.kind is NOUN
        and last.type == "visit"
        and last.sentence == mention.sentence
        and (0 <= mention.head - last.head <= _SUBJECT_TOKENS)
    )


def _welcomed_at(group: Group, mention: Mention) -> bool:
    """Whether the guests of a gathering just told of are welcomed: 'The mayor welcomed the delegates.'"""
    if mention.concept not in ("welcome", "receive") or mention.moment is not None:
        return False
    last = group.known[-1]
    behind = mention.sentence - last.sentence
    if group.types <= {"ceremony", "festival"}:
        one = len(mention.parties) == 2 and sum(p.person for p in mention.parties) == 1
        return 0 <= behind <= 1 and one and any(p.group for p in mention.parties)
    gathering = group.types <= _GATHERINGS | {"ceremony"} and any(m.kind is NOUN for m in group.known)
    return gathering and mention.concept == "welcome" and 0 <= behind <= _WELCOMED


def _received_there(group: Group, mention: Mention) -> bool:
    """Whether a visitor is received at the place visited: 'visits a college, where the rector greets her'."""
    last = group.known[-1]
    return mention.there and last.type == "visit" and 0 <= mention.sentence - last.sentence <= 1


def _apposed(group: Group, mention: Mention) -> bool:
    """Whether a name is said to be what it is: 'hosts Japan Days, a festival of food'."""
    last = group.known[-1]
    named = last.kind is NOUN and mention.kind is NOUN and last.name_level == 2 and last.type == mention.type
    after = mention.start - last.end
    return named and mention.determiner == "indefinite" and mention.sentence == last.sentence and after == 2


def _recalled_apart(group: Group, mention: Mention) -> bool:
    """Whether somebody recalls another occasion by its date: 'She recalled the cyclone of March 2019.'"""
    if "recalled" not in mention.doubts or mention.moment is None:
        return False
    days = [m.moment.date.edtf for m in group.known if m.moment is not None]
    told = any("recalled" not in m.doubts for m in group.known)
    return told and all(not _overlap(day, mention.moment.date.edtf) for day in days)


def _same(group: Group, mention: Mention) -> bool:
    if _welcomed_at(group, mention) or _apposed(group, mention) or _received_there(group, mention):
        return True
    if _subject_of(group, mention) or _received_for(group, mention):
        return True
    if not _related(group, mention) or _dates_differ(group, mention):
        return False
    if mention.kind is REFERENCE and all("recalled" in m.doubts for m in group.known):
        return False  # 'the event' is not what somebody only recalled
    if _recalled_apart(group, mention):
        return False
    first = group.mentions[0]
    if mention.other != any(m.other for m in group.known):
        return (
            mention.other
            and mention.moment is not None
            and not _dates_differ(group, mention)
            and any(m.moment == mention.moment for m in group.known)
        )
    named = mention.name_level == 2 or mention.kind is VERB
    if mention.type in _PERSONAL and _people_differ(group, mention):
        return False
    mine = _named_by(mention.parties)
    shared = mine & {key for m in group.known for key in _named_by(m.parties)}
    if _other_year(group, mention):
        return False
    if mention.kind is VERB and mention.object_key and _one_object(group, mention):
        return True
    if _headed(group, mention):
        return True
    told_apart = not shared or _another_object(group, mention)
    if mention.kind is VERB and told_apart and _far(group, mention) and mention.type != "disaster":
        return False
    apart = mention.kind is NOUN and mine and not shared and mention.type in _PERSONAL
    if apart and (group.modifiers or all(m.concept != mention.concept for m in group.known)):
        return False
    if mention.kind is VERB and mention.type != "disaster" and all(m.kind is VERB for m in group.known):
        return bool({p.key for p in mention.parties} & {p.key for m in group.known for p in m.parties})
    if _words_differ(group, mention) or _kind_named(group, mention):
        return False
    if mention.determiner in _FRESH and not named:
        if mention.moment is not None and mention.moment.day and any(m.moment for m in group.known):
            return mention.type in group.types and not _day_within(group, mention)
        title = _headline(first, mention) and first.bare and first.name_level < 2 and not first.determiner
        return len(group.mentions) == 1 and title
    return not (mention.inner_place and _other_place(group, mention))


def _told_in_headline(group: Group, mention: Mention) -> bool:
    """Whether the headline's only word for it is told in the first sentences by its full name."""
    first = group.mentions[0]
    lead = len(group.mentions) == 1 and first.sentence == 0 and first.determiner == ""
    back = mention.determiner in _BACK or (not mention.determiner and "" in mention.back)
    full = mention.kind is NOUN and back and mention.sentence <= _LEAD
    return lead and full and first.kind is NOUN and first.name_level < 2 and first.type == mention.type


def _headline(first: Mention, mention: Mention) -> bool:
    """Whether an event told so far by one noun of the beginning, or by the verb beside, can be told anew."""
    if first.kind is VERB:
        return first.sentence == mention.sentence
    return first.sentence < 2


def _one_object(group: Group, mention: Mention) -> bool:
    """Whether the same is signed or opened: 'sign an agreement', 'the loan agreement was signed'.

    'They signed the document' two sentences on is the agreement spoken of before.
    """
    known = [m for m in group.known if m.object_key]
    if any(m.object_key & mention.object_key for m in known):
        return True
    return bool(known) and mention.determiner in _BACK and mention.sentence - group.known[-1].sentence <= 2


def _another_object(group: Group, mention: Mention) -> bool:
    """Whether something else is signed: 'a memorandum' where an agreement was."""
    keys: frozenset[str] = frozenset().union(*(m.object_key for m in group.known))
    fresh = mention.determiner in _FRESH
    return fresh and bool(keys) and bool(mention.object_key) and not keys & mention.object_key


def _named_by(parties: tuple[Party, ...]) -> set[str]:
    """The keys of people and of their offices: 'the meeting with the governor' is that with governor A. B."""
    return {p.key for p in parties} | {office for p in parties for office in p.offices}


def _other_year(group: Group, mention: Mention) -> bool:
    """Whether what was done in some year is spoken of beside what is done now: 'first signed in 2006'."""
    if mention.object is None or not any(m.object is not None for m in group.known):
        return False
    mine = mention.moment.date.edtf if mention.moment is not None and mention.moment.bare_year else ""
    years = {m.moment.date.edtf[:4] for m in group.known if m.moment is not None}
    bare = {m.moment.date.edtf for m in group.known if m.moment is not None and m.moment.bare_year}
    if mine:
        return mine not in years
    return bool(bare) and bare == years and any(p.person for p in mention.parties)


def _other_place(group: Group, mention: Mention) -> bool:
    places = {m.place.key for m in group.known if m.inner_place and m.place is not None and not m.place.venue}
    if not places or mention.place is None or mention.place.venue:
        return False
    return mention.place.key not in places


def _likeness(group: Group, mention: Mention, age: int) -> tuple[int, ...]:
    """How well a mention fits an event; the best of several wins, the latest of equals."""
    concepts = {m.concept for m in group.known}
    named = (
        max(m.name_level for m in group.known) if mention.concept == "edition" else 0
    )  # what recurs has a name
    return (
        len(mention.modifiers & group.modifiers),
        mention.concept in concepts,
        mention.kind is not NOUN or any(m.kind is NOUN and m.concept == mention.concept for m in group.known),
        mention.type in group.types,
        named,
        age,
    )


def _another_edition(groups: list[Group], latest: list[int], mention: Mention) -> None:
    """'The next edition' is an event of the kind last spoken of."""
    for i in reversed(latest):
        if groups[i].types & set(mention.refers.split()):
            defining = groups[i].defining
            mention.type, mention.kind, mention.concept = defining.type, NOUN, defining.concept
            return


def group_mentions(mentions: list[Mention]) -> list[Group]:
    """Groups the mentions of a document; every mention is in exactly one group.

    A mention is compared with the events last spoken of only, so that the cost is linear in the text.
    """
    groups: list[Group] = []
    last_seen: list[int] = []
    latest: list[int] = []  # group indices, the one last spoken of at the end
    for position, mention in enumerate(mentions):
        fitting = [i for i in sorted(latest) if _same(groups[i], mention)]
        if fitting:
            best = max(fitting, key=lambda i: _likeness(groups[i], mention, last_seen[i]))
            told = groups[best]
            if any(rule(told, mention) for rule in (_received_for, _welcomed_at, _received_there)):
                mention.kind = REFERENCE
            groups[best].mentions.append(mention)
            last_seen[best] = position
            latest.remove(best)
        else:
            if mention.kind is REFERENCE and (mention.other or mention.concept == "edition"):
                _another_edition(groups, latest, mention)
            best = len(groups)
            groups.append(Group([mention]))
            last_seen.append(position)
        latest.append(best)
        del latest[:-_REMEMBERED]
    return groups

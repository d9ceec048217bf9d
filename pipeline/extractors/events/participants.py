"""Who took part, who organised it, and under which motto."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extractors.events.model import VERB, Group, Mention
from pipeline.extractors.events.places import name_run
from pipeline.extractors.events.scene import Scene

_MARKER_REACH = 40
_THEME_TOKENS = 8


def spoken_of(scene: Scene, mentions: list[Mention]) -> dict[int, Mention]:
    """Sentence without a mention -> the last mention of the sentence before: 'It was organised by …'."""
    last = {mention.sentence: mention for mention in mentions}
    document = scene.document
    found: dict[int, Mention] = {}
    for index, mention in last.items():
        after = index + 1
        if after < len(document.sentences) and after not in last:
            found[after] = mention
    return found


def _sentences(scene: Scene, group: Group, following: dict[int, Mention]) -> list[tuple[int, int]]:
    """The sentences that speak of the event, those that only go on about it included."""
    own = {scene.window(mention.head) for mention in group.mentions}
    ids = {id(mention) for mention in group.mentions}
    starts = [
        scene.document.sentences[index][0] for index, mention in following.items() if id(mention) in ids
    ]
    own |= {scene.window(start) for start in starts}
    return sorted(own)


def _organization(scene: Scene, start: int, limit: int) -> tuple[int, int] | None:
    """The organisation that the model or the shape of the words finds at `start`, articles skipped."""
    document = scene.document
    i = start
    while i < limit and document.at("event_determiner", i):
        i += 1
    for entity in scene.organizations_in(max(0, i - 3), i + 1):
        if entity.start <= i < entity.end:
            return entity.start, entity.end
    if i >= limit or not scene.capital(i) or scene.in_person(i) or scene.in_moment(i):
        return None
    if document.at("event", i) or document.at("weekday", i):
        return None
    end = name_run(scene, i, limit)
    while end + 1 < limit and document.at("event_of", end):
        after = document.at("event_of", end)[0].end
        while after < limit and document.at("event_determiner", after):
            after += 1
        further = name_run(scene, after, limit)
        if further == after:
            break
        end = further
    return (i, end) if end > i else None


def organizers_of(
    scene: Scene, group: Group, names: dict[str, str], following: dict[int, Mention]
) -> tuple[str, ...]:
    """Names behind 'organised by', in front of 'organised' or 'hosted', as the language's markers say."""
    document = scene.document
    found: list[str] = []
    for first, limit in _sentences(scene, group, following):
        for marker in scene.lexemes("event_organizer", first, limit):
            near = [m for m in group.mentions if first <= m.head < limit]
            if (
                near
                and min(scene.gap(m.head, m.head + 1, marker.start, marker.end) for m in near) > _MARKER_REACH
            ):
                continue
            if marker.value == "before" and group.defining.type == "visit":
                continue
            if marker.value == "before":
                before = scene.persons_in(first, marker.start)
                if before and marker.start - before[-1].end <= 3:
                    found.append(names.get(before[-1].key, before[-1].key))
                continue
            i = marker.end
            for _ in range(4):
                person = next((p for p in scene.parties_in(i, min(i + 4, limit)) if p.person), None)
                span = _organization(scene, i, limit)
                if span is not None:
                    found.append(" ".join(document.words(*span).split()))
                    i = span[1]
                elif person is not None:
                    found.append(names.get(person.key, person.key))
                    i = person.end
                else:
                    break
                if i < limit and (document.surfaces[i] == "," or document.at("event_conjunction", i)):
                    i += 1
                else:
                    break
    return tuple(dict.fromkeys(found))


def participants_of(
    scene: Scene, group: Group, organizers: tuple[str, ...], following: dict[int, Mention]
) -> tuple[str, ...]:
    """Person ids, organisations and countries that the text puts into the event, in order of the text."""
    document = scene.document
    found: list[tuple[int, str]] = []
    for mention in group.mentions:
        found += [(p.start, p.key) for p in mention.parties if p.person]
        if mention.kind is VERB:
            continue
        first, limit = scene.window(mention.head)
        if mention.type == "disaster":
            continue
        if mention.holds & {"open", "attend", "light"} and not mention.during:
            near = scene.persons_in(first, limit)
            found += [(p.start, p.key) for p in near]
        for section in ("country", "demonym"):  # 'Polish-Japanese forum'
            found += [(c.start, c.value) for c in document.between(section, mention.start, mention.end)]
    for first, limit in _sentences(scene, group, following):
        if not any(True for _ in document.between("event_attendance", first, limit)):
            continue
        found += [(p.start, p.key) for p in scene.persons_in(first, limit)]
        organizations = scene.organizations_in(first, limit)
        found += [(e.start, " ".join(document.words(e.start, e.end).split())) for e in organizations]
    names = list(dict.fromkeys(key for _, key in sorted(found)))
    return tuple(name for name in names if name not in organizers)


def theme_of(scene: Scene, groups: list[Group]) -> dict[int, str]:
    """Index of the event -> the motto in quotation marks behind a word such as 'motto' or 'theme'.

    A motto belongs to the event that its sentence mentions, else to the last one spoken of before.
    """
    document = scene.document
    themes: dict[int, str] = {}
    heads = sorted((m.head, i) for i, group in enumerate(groups) for m in group.mentions)
    for marker in document.section("event_theme"):
        first, limit = scene.sentence(marker.start)
        span = None
        for i in range(marker.end, min(marker.end + _THEME_TOKENS, limit)):
            span = scene.quoted(i, limit)
            if span is not None:
                break
        if span is None:
            continue
        here = heads[bisect_left(heads, (first, -1)) : bisect_left(heads, (limit, -1))]
        before = bisect_left(heads, (marker.start, -1))
        nearest = min(((abs(head - marker.start), i) for head, i in here), default=None)
        owner = nearest[1] if nearest else heads[before - 1][1] if before else None
        if owner is not None:
            themes.setdefault(owner, " ".join(document.words(*span).split()))
    return themes

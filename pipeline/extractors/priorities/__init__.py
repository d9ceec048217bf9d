"""Cooperation priorities: lists of proposals, item by item, and topics that an article treats.

Three shapes of list are read, all language-neutral: items with markers ('first … second … finally', '1)',
bullets, 'on the one hand … on the other'), items without markers that follow an announcement ('five
guidelines') as sentences or paragraphs, each about another priority, and paragraphs of proposals that only
a verb of proposing and a closing 'last' tie together. A list whose noun counts something else (reasons,
stages) is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.annotated import Annotated
from pipeline.candidates import PersonCandidate, PriorityCandidate, RoleCandidate
from pipeline.extractors.priorities.collected import collected, corrected
from pipeline.extractors.priorities.lists import (
    APART,
    Announcement,
    Item,
    announcements,
    apart,
    called_other,
    counted,
    items,
    number_before,
)
from pipeline.extractors.priorities.markers import NEXT, PAIR_FIRST, Marker, markers, runs
from pipeline.extractors.priorities.pieces import pieces
from pipeline.extractors.priorities.run_on import after_one_colon, by_clauses, enumerated, going_on, run_on
from pipeline.extractors.priorities.speakers import speaker
from pipeline.extractors.priorities.topics import NUMBERS, OTHER, Ranking, Topic, joined, rank
from pipeline.extractors.priorities.unmarked import after_announcement, after_colons, by_sentences, by_verbs

__all__ = ["extract_priorities", "list_warnings"]

_LEAST_SHARE = 0.5  # of a list's items that must be about a priority
_PARAGRAPHS_BEFORE = 2  # how far before its items a list is announced
_TOKENS_BEFORE = 120
_DISCUSSED_SCORE = 6.0  # three deciding terms in one paragraph
_CLEAR = 0.6
_COUNTED = 3
_TWO = 2
_UNMARKED = ("unmarked", "proposals")


def extract_priorities(
    doc: Annotated, people: Sequence[PersonCandidate], roles: Sequence[RoleCandidate]
) -> list[PriorityCandidate]:
    """Finds proposed items and discussed topics.

    Args:
        doc: the annotated document.
        people: its people, with all their mentions.
        roles: their offices, by which 'the minister' is told to be somebody.

    Returns:
        Candidates in the order of the text; items of one list share `list_id`.
    """
    if not doc.section("topic") and not doc.section("topic_hint"):
        return []
    announced = announcements(doc)
    found: list[PriorityCandidate] = []
    taken: list[tuple[int, int]] = []
    for run in runs(doc, markers(doc)):
        listed = items(doc, run)
        while len(run) > 1 and listed and run[-1].value == NEXT and _off_topic(doc, listed[-1]):
            run = run[:-1]  # 'also', 'then' after the list
            listed = items(doc, run)
        nearest = _nearest(doc, announced, run[0].start, len(listed))
        nearest = _counted_out(doc, nearest, run[0].start, len(listed))
        if len(listed) < 2 or any(first <= run[0].start < last for first, last in taken):
            continue
        if (
            nearest is not None
            and nearest.total is not None
            and not nearest.other
            and run[0].style == "words"
            and not _counts_out(run)
        ):
            # markers may stand at some of the items only ('to begin with … finally')
            unmarked = _announced(doc, nearest)
            known = {rank(doc, item.start, item.end).code for item in listed} - {OTHER}
            if max(len(known), 1) < len(unmarked) <= nearest.total + 1:
                continue
        if _is_list_of_priorities(doc, listed, nearest, run[0].value == PAIR_FIRST, run[0].value == NEXT):
            if nearest is None or nearest.total is None:
                listed = [*listed, *going_on(doc, listed)]
            found += _records(doc, listed, nearest, run[0].style, people, roles)
            taken.append((run[0].start, listed[-1].end))
    for announcement, listed in after_colons(doc):
        if not any(first < listed[-1].end and listed[0].first < last for first, last in taken):
            found += _records(doc, listed, announcement, "clauses", people, roles)
            taken.append((listed[0].first, listed[-1].end))
    for announcement in announced:
        if announcement.other or announcement.total is None:
            continue
        if any(first - _TOKENS_BEFORE <= announcement.start < last for first, last in taken):
            continue
        announcement = corrected(doc, announcement)
        listed = _announced(doc, announcement)
        if listed and not any(first < listed[-1].end and listed[0].first < last for first, last in taken):
            found += _records(doc, listed, announcement, "unmarked", people, roles)
            taken.append((announcement.start, listed[-1].end))
    if not taken:
        listed = by_verbs(doc) or by_sentences(doc) or run_on(doc) or enumerated(doc)
        listed = listed or after_one_colon(doc) or by_clauses(doc)
        if listed:
            found += _records(doc, listed, None, "proposals", people, roles)
            taken.append((listed[0].start, listed[-1].end))
    return [*found, *_discussed(doc, taken)]


def _counted_out(doc: Annotated, nearest: Announcement | None, start: int, size: int) -> Announcement | None:
    """The announcement with its number, perhaps apart from its noun: 'Six, he said, are the axes'."""
    if nearest is not None and nearest.total is not None:
        return nearest
    number = counted(doc, start, size)
    if nearest is None or number is None:
        return nearest or number
    same = doc.sentence_of(number.start) == doc.sentence_of(nearest.start)
    return replace(nearest, total=size) if number.total == size and same else nearest


def _counts_out(run: Sequence[Marker]) -> bool:
    """Whether each point has its number: nothing between or behind them is another one."""
    return len(run) >= _COUNTED and all(marker.number is not None for marker in run)


def _announced(doc: Annotated, announcement: Announcement) -> list[Item]:
    """The unmarked points behind an announcement, in the reading that finds as many as it declares."""
    near = after_announcement(doc, announcement)
    if len(near) == announcement.total:
        return near
    wide = collected(doc, announcement)
    return wide if len(wide) > len(near) else near


def list_warnings(priorities: Sequence[PriorityCandidate]) -> list[tuple[str, str]]:
    """A `declared_total_differs` warning for each list that holds more or fewer items than it declares."""
    ordinals: dict[str, set[int]] = defaultdict(set)
    declared: dict[str, int] = {}
    for priority in priorities:
        if priority.list_id and priority.ordinal and priority.declared_total:
            ordinals[priority.list_id].add(priority.ordinal)
            declared[priority.list_id] = priority.declared_total
    return [
        ("declared_total_differs", f"A list declares {declared[key]} items and holds {len(held)}.")
        for key, held in ordinals.items()
        if len(held) != declared[key]
    ]


def _nearest(doc: Annotated, announced: Sequence[Announcement], start: int, size: int) -> Announcement | None:
    """The announcement of a list of `size` items of which the first starts at `start`: the nearest, one with
    their number first, then one with another number ('four points, seven in the printed programme')."""
    paragraph = doc.paragraph_of(start)
    near = [
        announcement
        for announcement in announced
        if announcement.start < start
        and start - announcement.start <= _TOKENS_BEFORE
        and paragraph - doc.paragraph_of(announcement.start) <= _PARAGRAPHS_BEFORE
    ]
    with_total = [announcement for announcement in near if announcement.total is not None]
    exact = [announcement for announcement in with_total if announcement.total == size]
    return (exact or with_total or near)[-1] if near else None


def _is_list_of_priorities(
    doc: Annotated, listed: Sequence[Item], nearest: Announcement | None, pair: bool, bullets: bool
) -> bool:
    kinds = APART[:2] if nearest is None else APART[:1]
    if (nearest is not None and nearest.other) or apart(doc, listed[0].first, kinds):
        return False
    if called_other(doc, listed[0].first, listed[-1].end):
        return False
    codes = [rank(doc, item.start, item.end).code for item in listed]
    known = {code for code in codes if code != OTHER}
    if len(known) < 2 or sum(code != OTHER for code in codes) < _LEAST_SHARE * len(codes):
        return False
    if pair or bullets or len(listed) == 2:
        told = bullets and len(known) >= _COUNTED and _behind_colon(doc, listed[0].first)
        return nearest is not None or told or _proposes(doc, listed[0].first)
    return True


def _behind_colon(doc: Annotated, token: int) -> bool:
    """Whether the line before that of `token` leads to it with a colon."""
    first = doc.paragraphs[doc.paragraph_of(token)][0]
    return first > 0 and doc.surfaces[first - 1] in ":："


def _off_topic(doc: Annotated, item: Item) -> bool:
    return not rank(doc, item.start, item.end).topics


def _proposes(doc: Annotated, token: int) -> bool:
    """Whether the sentence of `token`, or the one before, speaks of proposing."""
    sentence = doc.sentence_of(token)
    first = doc.sentences[max(0, sentence - 1)][0]
    return any(True for _ in doc.between("list_cue", first, doc.sentences[sentence][1]))


def _records(
    doc: Annotated,
    listed: Sequence[Item],
    announcement: Announcement | None,
    style: str,
    people: Sequence[PersonCandidate],
    roles: Sequence[RoleCandidate],
) -> list[PriorityCandidate]:
    said_at = announcement.start if announcement is not None else listed[0].first
    who = speaker(doc, said_at, people, roles)
    declared = announcement.total if announcement is not None else None
    list_id = f"list-{doc.starts[listed[0].first]}"
    found = []
    told = {rank(doc, item.start, item.end).code for item in listed}
    for ordinal, item in enumerate(listed, 1):
        ranking = rank(doc, item.start, item.end)
        span = doc.span(item.start, item.end)
        topics = joined(ranking, item.start, item.end, twofold=_twofold(doc, item))
        if style in _UNMARKED and len(topics) == 1:
            topics = (*topics, *_second(doc, item, told))
        codes = [(topic.code, topic.terms) for topic in topics] or [(OTHER, ())]
        for code, terms in codes:
            found.append(
                PriorityCandidate(
                    evidence=(span,),
                    rule=f"list of {style.split()[0]}",
                    confidence=_confidence(ranking, announcement is not None),
                    number=NUMBERS.get(code),
                    priority=code,
                    mode="proposed",
                    list_id=list_id,
                    ordinal=ordinal,
                    declared_total=declared,
                    statement=doc.text[span[0] : span[1]],
                    speaker=who,
                    topics=tuple(dict.fromkeys(terms)),
                )
            )
    return found


def _twofold(doc: Annotated, item: Item) -> bool:
    """Whether a point says itself that it is two: 'the second joins two ideas'."""
    return any(
        number_before(doc, noun.start) == _TWO for noun in doc.between("list_noun", item.start, item.end)
    )


def _second(doc: Annotated, item: Item, told: Collection[str]) -> list[Topic]:
    """A priority of which only another part of the point speaks, and no other point of the list."""
    parts = [rank(doc, start, end).best for start, end in pieces(doc, item.start, item.end)]
    own = rank(doc, item.start, item.end).code
    return [topic for topic in parts if topic is not None and topic.code != own and topic.code not in told][
        :1
    ]


def _confidence(ranking: Ranking, announced: bool) -> float:
    """Three steps: an announced list with a clear topic, one of the two, neither."""
    clear = ranking.clarity >= _CLEAR
    return 0.9 if clear and announced else 0.7 if clear or announced else 0.5


def _discussed(doc: Annotated, taken: Sequence[tuple[int, int]]) -> list[PriorityCandidate]:
    """Topics that a paragraph outside the lists treats with three deciding terms: the best paragraph each."""
    best: dict[str, tuple[float, int, Ranking]] = {}
    for number, (first, after) in enumerate(doc.paragraphs):
        if any(first < end and start < after for start, end in taken):
            continue
        ranking = rank(doc, first, after)
        topic = ranking.best
        if topic is None or topic.score < _DISCUSSED_SCORE or ranking.clarity < _CLEAR:
            continue
        if topic.code not in best or topic.score > best[topic.code][0]:
            best[topic.code] = (topic.score, number, ranking)
    found = []
    for code, (_score, number, ranking) in sorted(best.items(), key=lambda pair: pair[1][1]):
        span = doc.span(*doc.paragraphs[number])
        found.append(
            PriorityCandidate(
                evidence=(span,),
                rule="topic terms",
                confidence=0.5,
                number=NUMBERS[code],
                priority=code,
                mode="discussed",
                statement=doc.text[span[0] : span[1]],
                topics=ranking.topics[0].terms,
            )
        )
    return found

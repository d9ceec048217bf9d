"""Lists that only a declared number holds together: in questions and answers, over paragraphs.

'Four things matter to him, he says. … That is the thumb. The forefinger … The ring finger …': from the
announcement on, each part on another priority is a point; what is about none belongs to the point before. The
list counts only where as many points come together as were declared, or one more: speakers miscount.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotated import Annotated
from pipeline.extractors.priorities.lists import Announcement, Item
from pipeline.extractors.priorities.markers import MAX_FIGURE
from pipeline.extractors.priorities.pieces import asks, pieces, pointless
from pipeline.extractors.priorities.topics import rank

_SENTENCES_A_POINT = 3  # how long the points may be
_SPARE = 4  # sentences before the first point
_FEWEST = 3
_SAID = 12  # tokens between a number and the better one
_LONGEST = 150  # tokens of a sentence that can be a point
_OFF = 3  # how far a corrected number is from the first one


def corrected(doc: Annotated, announcement: Announcement) -> Announcement:
    """The number that is put right: 'four, no, five points', '– Five, if you listen.'"""
    if announcement.total is None:
        return announcement
    index = doc.sentence_of(announcement.start)
    first = max(doc.sentences[index][0], announcement.start - _SAID)
    said = [
        int(x.value)
        for x in doc.between("number", first, announcement.start)
        if x.value.isdecimal() and 1 < int(x.value) <= MAX_FIGURE
    ]
    total = announcement.total
    if len(said) > 1 and any(True for _ in doc.between("list_correction", first, announcement.start)):
        total = said[-1]
    elif index + 1 < len(doc.sentences):
        start = doc.sentences[index + 1][0]
        limit = min(len(doc), start + 2)
        for x in doc.between("number", start, limit):
            alone = x.end < len(doc) and doc.surfaces[x.end] in ",，!"
            if alone and x.value.isdecimal() and 0 < abs(int(x.value) - total) <= _OFF:
                total = int(x.value)
    return replace(announcement, total=total)


def collected(doc: Annotated, announcement: Announcement) -> list[Item]:
    """The points behind an announcement, or none where they are not as many as it declares."""
    total = announcement.total or 0
    if total < _FEWEST:
        return []
    for split in (False, True):
        listed = _points(doc, announcement, total, split)
        if total <= len(listed) <= total + 1:
            return listed
    return []


def _points(doc: Annotated, announcement: Announcement, total: int, split: bool) -> list[Item]:
    listed: list[Item] = []
    codes: list[str] = []
    begin = doc.sentence_of(announcement.start)
    last = doc.paragraph_of(announcement.start)
    stop = min(len(doc.sentences), begin + _SPARE + _SENTENCES_A_POINT * total)
    for index in range(begin, stop):
        first, after = doc.sentences[index]
        first = max(first, announcement.end)
        if first >= after or after - first > _LONGEST:
            continue
        if listed and doc.paragraph_of(first) - last > 1:
            break  # a paragraph without a point ends the list
        if asks(doc, first, after) or pointless(doc, first, after):
            last = doc.paragraph_of(first) if asks(doc, first, after) else last
            continue
        if any(True for _ in doc.between("list_other", first, after)):
            break
        for start, end in pieces(doc, first, after) if split else [(first, after)]:
            ranking = rank(doc, start, end)
            if ranking.best is None:
                continue
            last = doc.paragraph_of(start)
            if ranking.code not in codes:
                listed.append(Item(start, start, end))
                codes.append(ranking.code)
            elif ranking.code == codes[-1]:
                listed[-1] = Item(listed[-1].first, listed[-1].start, end)
    return listed

"""Lists that run on without markers at every point, over a paragraph's end if need be.

'He put one wish highest: … Then he asked for … A little later he added that … Nor did he forget culture: …':
sentences that follow each other, each on a priority of its own, tied together by verbs of proposing, by
markers of any kind and by the one who speaks. Also the end of a marked list that goes on so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.annotated import Annotated
from pipeline.extractors.priorities.lists import APART, Item, apart
from pipeline.extractors.priorities.markers import markers
from pipeline.extractors.priorities.pieces import asks, pieces, pointless
from pipeline.extractors.priorities.topics import OTHER, rank

_LEAST = 3
_MOST_PARAGRAPHS = 3
_CLEAR = 0.6
_BEFORE = 2  # sentences in which the list may be called something else
_TOKENS_OF_QUESTION = 6  # 'And culture?' is answered by the sentence behind it
_SEMICOLONS = frozenset(";；")
_ENUMERATION = frozenset(",、，・")


def run_on(doc: Annotated) -> list[Item]:
    """The longest run of at least three proposals in following sentences; empty where there is none."""
    opened = _openings(doc)
    best: list[Item] = []
    taken = 0
    for sentence in range(len(doc.sentences)):
        if sentence < taken or not _ties(doc, sentence, opened):
            continue
        before = doc.sentences[max(0, sentence - 1)][0]
        if not _any(doc, "list_cue", before, doc.sentences[sentence][1]):
            continue
        if _any(doc, "list_other", doc.sentences[max(0, sentence - _BEFORE)][0], doc.sentences[sentence][1]):
            continue
        listed = _follow(doc, sentence, (), opened)
        if len(listed) >= _LEAST and len(listed) > len(best):
            best, taken = listed, doc.sentence_of(listed[-1].start)
    return best


def going_on(doc: Annotated, listed: Sequence[Item]) -> list[Item]:
    """What follows a marked list without a marker but in its manner: each a proposal on another priority."""
    sentence = doc.sentence_of(listed[-1].end - 1) + 1
    codes = [ranking.topics[0].code for item in listed if (ranking := rank(doc, item.start, item.end)).topics]
    return _follow(doc, sentence, codes, _openings(doc)) if sentence < len(doc.sentences) else []


def enumerated(doc: Annotated) -> list[Item]:
    """A sentence that only enumerates, behind one that says what: 'He named fields. Schools, chips.'"""
    for number in range(1, len(doc.sentences)):
        before, (first, after) = doc.sentences[number - 1], doc.sentences[number]
        if not _any(doc, "list_noun", *before) or not _any(doc, "list_cue", *before):
            continue
        if _any(doc, "list_other", *before) or doc.paragraph_of(before[0]) != doc.paragraph_of(first):
            continue
        parts, start = [], first
        for token in range(first, after):
            if doc.surfaces[token] in _ENUMERATION:
                parts.append((start, token))
                start = token + 1
        parts.append((start, after))
        codes = [rank(doc, begin, end).code for begin, end in parts]
        if len(parts) >= _LEAST and OTHER not in codes and len(set(codes)) == len(codes):
            return [Item(begin, begin, end) for begin, end in parts]
    return []


def after_one_colon(doc: Annotated) -> list[Item]:
    """'He told what he wants with the twin town: biogas, school places, a choir': parts behind a colon.

    The sentence proposes or names a noun of lists before the colon; each part is on a priority of its own, or
    goes with the one before.
    """
    for first, after in doc.sentences:
        colon = next((token for token in range(first, after) if doc.surfaces[token] in ":："), None)
        if colon is None or not (_any(doc, "list_cue", first, colon) or _any(doc, "list_noun", first, colon)):
            continue
        if _any(doc, "list_other", first, after) or apart(doc, first, APART):
            continue
        parts = _parted(
            colon + 1,
            [token for token in range(colon + 1, after) if doc.surfaces[token] in _ENUMERATION],
            after,
        )
        listed: list[Item] = []
        codes: list[str] = []
        for begin, end in parts:
            code = rank(doc, begin, end).code if begin < end else OTHER
            if code == OTHER and not listed:
                break
            if code == OTHER or (codes and code == codes[-1]):
                listed[-1] = Item(listed[-1].first, listed[-1].start, end)
            elif code not in codes:
                listed.append(Item(begin, begin, end))
                codes.append(code)
        if len(parts) >= _LEAST and len(listed) >= _LEAST:
            return listed
    return []


def _parted(first: int, borders: list[int], after: int) -> list[tuple[int, int]]:
    """The token ranges between `borders` (which belong to none); one may be empty."""
    return list(zip([first, *(border + 1 for border in borders)], [*borders, after], strict=True))


def by_clauses(doc: Annotated) -> list[Item]:
    """A sentence that proposes several things: 'They want to swap pupils, clean a river, invite a choir.'"""
    for first, after in doc.sentences:
        if not _any(doc, "list_cue", first, after) or _any(doc, "list_other", first, after):
            continue
        if apart(doc, first, APART) or pointless(doc, first, after) or asks(doc, first, after):
            continue
        parts = _clauses(doc, first, after)
        listed: list[Item] = []
        codes: list[str] = []
        for begin, end in parts:
            ranking = rank(doc, begin, end)
            if begin >= end or ranking.best is None or ranking.clarity < _CLEAR:
                continue
            if ranking.code not in codes:
                listed.append(Item(begin, begin, end))
                codes.append(ranking.code)
        cue = next(iter(doc.between("list_cue", first, after)))
        if len(listed) >= _LEAST and cue.start < listed[1].start:
            return listed
    return []


def _clauses(doc: Annotated, first: int, after: int) -> list[tuple[int, int]]:
    """The clauses of a sentence; where semicolons part it, what stands between them."""
    borders = [t for t in range(first, after) if doc.surfaces[t] in _SEMICOLONS]
    if len(borders) + 1 < _LEAST:
        signs = _SEMICOLONS | _ENUMERATION
        borders = [t for t in range(first, after) if doc.surfaces[t] in signs or doc.at("conjunction", t)]
    return _parted(first, borders, after)


def _openings(doc: Annotated) -> frozenset[int]:
    """Sentences that hold a list marker at the head of a clause."""
    return frozenset(doc.sentence_of(marker.start) for marker in markers(doc))


def _ties(doc: Annotated, sentence: int, opened: frozenset[int]) -> bool:
    """Whether the sentence proposes, opens with a marker or only asks: 'And culture?'."""
    first, after = doc.sentences[sentence]
    asks = doc.surfaces[after - 1] in "?？" and after - first <= _TOKENS_OF_QUESTION
    return asks or sentence in opened or _any(doc, "list_cue", first, after)


def _follow(doc: Annotated, sentence: int, known: Collection[str], opened: frozenset[int]) -> list[Item]:
    """Items from `sentence` on, each of one sentence or more, on priorities that are not `known`."""
    listed: list[Item] = []
    codes = list(known)
    last = begun = doc.paragraph_of(doc.sentences[sentence][0])
    for number in range(sentence, len(doc.sentences)):
        first, after = doc.sentences[number]
        paragraph = doc.paragraph_of(first)
        if paragraph - last > 1 or paragraph - begun >= _MOST_PARAGRAPHS:
            break
        if _any(doc, "list_other", first, after):
            break
        if pointless(doc, first, after):
            continue
        for start, end in _points(doc, first, after):
            ranking = rank(doc, start, end)
            clear = ranking.best is not None and ranking.clarity >= _CLEAR
            same = bool(codes) and ranking.code == codes[-1]
            if clear and not same and ranking.code not in codes and _ties(doc, number, opened):
                listed.append(Item(start, start, end))
                codes.append(ranking.code)
                last = paragraph
            elif listed and (same or (ranking.best is None and paragraph == last)):
                listed[-1] = Item(listed[-1].first, listed[-1].start, end if same else listed[-1].end)
                last = paragraph if same else last
            elif same:
                last = paragraph  # the end of the last marked point
            elif clear or (paragraph != last and not listed):
                return listed
    return listed


def _points(doc: Annotated, first: int, after: int) -> list[tuple[int, int]]:
    """A sentence, or its parts where it is about several priorities alike."""
    ranking = rank(doc, first, after)
    mixed = ranking.best is not None and ranking.clarity < _CLEAR
    return pieces(doc, first, after) if mixed else [(first, after)]


def _any(doc: Annotated, section: str, start: int, end: int) -> bool:
    return any(True for _ in doc.between(section, start, end))

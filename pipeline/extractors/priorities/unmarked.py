"""Lists without markers: clauses, sentences or paragraphs that each treat another priority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.annotated import Annotated
from pipeline.extractors.priorities.lists import Announcement, Item, clauses, counted
from pipeline.extractors.priorities.markers import LAST, markers
from pipeline.extractors.priorities.pieces import pieces, pointless
from pipeline.extractors.priorities.topics import NUMBERS, OTHER, rank

_LEAST = 3
_FEWEST = 2  # priorities that a list must be about


def after_announcement(doc: Annotated, announcement: Announcement) -> list[Item]:
    """Clauses after a colon, or sentences, or else paragraphs, each about another priority."""
    total = announcement.total or 0
    for sign, loose in ((";", False), (",", True)):
        listed = _distinct(doc, clauses(doc, announcement.end, sign), total, loose=loose)
        if len(listed) == total:
            return listed
    least = max(2, min(_LEAST, total))
    sentence = doc.sentence_of(announcement.start)
    paragraph = doc.paragraph_of(announcement.start)
    same_paragraph = _sentences(doc, paragraph)
    here = [bounds for bounds in same_paragraph if bounds[0] >= doc.sentences[sentence][1]]
    following = _sentences(doc, paragraph + 1)
    # speakers miscount: what one paragraph strings together may be one more than was announced
    for passages, most in (
        (here, total + 1),
        (following, total + 1),
        (doc.paragraphs[paragraph + 1 :], total),
    ):
        listed = _distinct(doc, passages[: 2 * total], most)
        if len(listed) < total:  # perhaps one sentence makes two points
            parted = _distinct(doc, passages[: 2 * total], most, split=True)
            listed = parted if len(parted) > len(listed) else listed
        if len(listed) >= max(least, total - 1):
            return listed
    return []


def _sentences(doc: Annotated, paragraph: int) -> list[tuple[int, int]]:
    """The sentences of a paragraph as token ranges; none after the last paragraph."""
    if paragraph >= len(doc.paragraphs):
        return []
    first, after = doc.paragraphs[paragraph]
    start = doc.sentence_of(first)
    return [bounds for bounds in doc.sentences[start : doc.sentence_of(after - 1) + 1] if bounds[1] <= after]


def _distinct(
    doc: Annotated,
    passages: Iterable[tuple[int, int]],
    total: int,
    *,
    loose: bool = False,
    split: bool = False,
) -> list[Item]:
    """Items of passages with a clear topic of their own; one on the same topic as the last goes with it.

    A passage without a topic ends the list, or where they are `loose` (parts between commas) goes with the
    last one too.
    """
    listed: list[Item] = []
    codes: list[str] = []
    if not loose:  # one after the other: most lists end with the first passage
        passages = (part for bounds in passages for part in _parts_of(doc, bounds, split))
    for first, after in passages:
        ranking = rank(doc, first, after)
        if ranking.best is None and not (loose and codes):
            break
        code = codes[-1] if ranking.best is None else ranking.code
        if codes and code == codes[-1]:
            listed[-1] = Item(listed[-1].first, listed[-1].start, after)
            continue
        if code in codes or len(listed) == total:
            break
        listed.append(Item(first, first, after))
        codes.append(code)
    return listed


def _parts_of(doc: Annotated, bounds: tuple[int, int], split: bool) -> list[tuple[int, int]]:
    """A sentence in its points, none where it makes none; a longer passage stays whole."""
    if bounds[1] > doc.sentences[doc.sentence_of(bounds[0])][1]:
        return [bounds]
    if pointless(doc, *bounds):
        return []
    return pieces(doc, *bounds) if split else [bounds]


def by_verbs(doc: Annotated) -> list[Item]:
    """Paragraphs after a verb of proposing, each with its own topic, the final one opened by 'last'."""
    last_openings = {marker.start for marker in markers(doc) if marker.value == LAST}
    for cue in doc.section("list_cue"):
        paragraph = doc.paragraph_of(cue.start)
        ranges = doc.paragraphs[paragraph:]
        listed = _distinct(doc, ranges, len(NUMBERS))
        while listed and not any(
            listed[-1].first <= opening < listed[-1].first + 3 for opening in last_openings
        ):
            listed.pop()
        if len(listed) >= _LEAST:
            return listed
    return []


def after_colons(doc: Annotated) -> Iterator[tuple[Announcement | None, list[Item]]]:
    """Clauses between semicolons after a colon, with the number that announces them, if any.

    The sentence must count them, name a noun of lists or propose something; one that counts something else
    gives nothing.
    """
    for first, after in doc.sentences:
        colon = next((token for token in range(first, after) if doc.surfaces[token] in ":："), None)
        if colon is None or ";" not in doc.surfaces[colon:after]:
            continue
        listed = [Item(start, start, end) for start, end in clauses(doc, colon, ";")]
        codes = [rank(doc, item.start, item.end).code for item in listed]
        known = {code for code in codes if code != OTHER}
        if len(known) < _FEWEST or 2 * sum(code != OTHER for code in codes) < len(codes):
            continue
        announced = counted(doc, listed[0].start, len(listed))
        proposed = _any(doc, "list_noun", first, colon) or _any(doc, "list_cue", first, colon)
        if (announced or proposed) and not _any(doc, "list_other", first, colon):
            yield announced, listed


def by_sentences(doc: Annotated) -> list[Item]:
    """Sentences of one paragraph, each with a topic of its own, that markers and a proposal tie together.

    'To begin with he would like … Besides … Nor did he forget …': at least three, with a list marker at one
    of them, and a verb of proposing or a noun of lists in them or in the sentence before.
    """
    found = {marker.start for marker in markers(doc)}
    best: list[Item] = []
    if not found or not (doc.section("list_cue") or doc.section("list_noun")):
        return best
    topical = {
        doc.sentence_of(lexeme.start)
        for section in ("topic", "topic_hint", "topic_side")
        for lexeme in doc.section(section)
    }
    for paragraph in range(len(doc.paragraphs)):
        sentences = _sentences(doc, paragraph)
        for begin in range(len(sentences) - _LEAST + 1):
            if doc.sentence_of(sentences[begin][0]) not in topical:
                continue  # no list begins with a sentence about nothing
            listed = _distinct(doc, sentences[begin:], len(NUMBERS))
            if len(listed) < _LEAST:
                listed = _distinct(doc, sentences[begin:], len(NUMBERS), split=True)
            if len(listed) <= max(len(best), _LEAST - 1):
                continue
            start, end = listed[0].first, listed[-1].end
            before = doc.sentences[max(0, doc.sentence_of(start) - 1)][0]
            if _any(doc, "list_other", before, start) or not any(start <= token < end for token in found):
                continue
            if _any(doc, "list_cue", before, end) or _any(doc, "list_noun", before, start):
                best = listed
    return best


def _any(doc: Annotated, section: str, start: int, end: int) -> bool:
    return any(True for _ in doc.between(section, start, end))

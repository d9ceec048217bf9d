"""A page with its furniture marked, and the article that is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cleaning.facts import PageFacts, page_facts
from pipeline.cleaning.furniture import find_furniture
from pipeline.cleaning.lines import Line, split_lines
from pipeline.cleaning.remnants import Cut, cut_remnants
from schemas import Removed


@dataclass(frozen=True, slots=True)
class Article:
    """What is left of a page, what went, and what the page said about it."""

    text: str
    removed: tuple[Removed, ...]
    facts: PageFacts


def clean_page(
    page: str, known: dict[int, str] | None = None, *, keep: str | None = None, head: int = 0
) -> Article:
    """Cleans a tidied page.

    Args:
      page: text as `characters.tidy` gives it, a line a paragraph (or hard-wrapped).
      known: offsets at which lines begin that are known to be furniture, with the reason.
      keep: a line with this text stays whatever is known (the headline).
      head: length of a block of fields at the beginning, which is no text.
    """
    lines = split_lines(page)
    furniture = {i: reason for i, line in enumerate(lines) if (reason := (known or {}).get(line.start))}
    furniture.update({i: "front_matter" for i, line in enumerate(lines) if line.start < head})
    if furniture:
        left = [i for i in range(len(lines)) if i not in furniture]
        furniture.update({left[n]: reason for n, reason in find_furniture([lines[i] for i in left]).items()})
    else:
        furniture = find_furniture(lines)
    furniture = {i: reason for i, reason in furniture.items() if not keep or lines[i].text.strip() != keep}
    facts = page_facts(lines, furniture)
    cuts = [*_line_cuts(page, lines, furniture)]
    cuts += cut_remnants([line for i, line in enumerate(lines) if i not in furniture], facts.title)
    text, removed = apply_cuts(page, sorted(cuts, key=lambda cut: cut.start))
    return Article(text, removed, facts)


def apply_cuts(page: str, cuts: Sequence[Cut]) -> tuple[str, tuple[Removed, ...]]:
    """Takes the cuts (sorted, apart) out of `page`.

    White space at the ends of what is left goes too, with the passage beside it, so that `restore` gives the
    page back.
    """
    kept: list[str] = []
    taken: list[tuple[int, str, str]] = []
    position = length = 0
    for cut in cuts:
        piece = page[position : cut.start]
        kept.append(piece)
        length += len(piece)
        taken.append((length, page[cut.start : cut.end], cut.reason))
        position = cut.end
    kept.append(page[position:])
    text = "".join(kept)
    end = len(text.rstrip())
    begin = len(text) - len(text.lstrip()) if end else 0
    return _with_blanks(text, begin, end, taken)


def _with_blanks(
    text: str, begin: int, end: int, taken: Sequence[tuple[int, str, str]]
) -> tuple[str, tuple[Removed, ...]]:
    """Hands the white space at both ends of `text` to the passages that were cut there."""
    spots: list[tuple[int, str, str]] = []
    lead = trail = 0  # how much of the white space at each end is handed out
    for n, (at, passage, reason) in enumerate(taken):
        after = taken[n + 1][0] if n + 1 < len(taken) else len(text)
        if at <= begin:
            passage = text[lead:at] + passage
            lead = at
            if after > begin:
                passage += text[lead:begin]
            at = begin
        elif at >= end:
            passage = text[end + trail : at] + passage
            trail = at - end
            if n + 1 == len(taken):
                passage += text[at:]
            at = end
        spots.append((at - begin, passage, reason))
    return text[begin:end], tuple(
        Removed(at=at, text=passage, reason=reason) for at, passage, reason in spots
    )


def restore(text: str, removed: Sequence[Removed]) -> str:
    """The page as it was before cleaning (after `characters.tidy`): the removed passages put back."""
    out: list[str] = []
    position = 0
    for passage in removed:
        out.append(text[position : passage.at])
        out.append(passage.text)
        position = passage.at
    out.append(text[position:])
    return "".join(out)


def _line_cuts(page: str, lines: Sequence[Line], furniture: dict[int, str]) -> list[Cut]:
    """A line goes with the line breaks after it."""
    ends = [line.start for line in lines[1:]] + [len(page)]
    return [Cut(lines[i].start, ends[i], reason) for i, reason in sorted(furniture.items())]

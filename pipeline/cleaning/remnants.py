"""Furniture inside a line: picture remnants, markup signs, the crawler's own stamp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.cleaning.lines import HEAD, Line
from pipeline.cleaning.page_dates import find_dates
from pipeline.cleaning.words import line_key, page_words

_ENDINGS = "jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic"
_GLUED_PICTURE = re.compile(
    rf"(?:[^\s()<>]{{3,160}}\.(?:{_ENDINGS})\)?|\.(?:{_ENDINGS})\))\s*(?=\S)", re.IGNORECASE
)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\)\s?")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,300})(?P<tail>\]\((?:https?://|/|mailto:)[^)\s]{0,1000}\))")
_BOLD = re.compile(r"(?P<open>\*\*|__)(?=\S)(?P<text>[^*_\n]{1,300}?)(?<=\S)(?P<close>\*\*|__)")
_HEADING = re.compile(r"#{1,6} +(?=\S)")
_CELL = re.compile(r"\| +(?=\S)")
_CELL_END = re.compile(r" +\|$")
_STAMP = re.compile(r"(?P<label>[^\W\d_]{4,12}):? (?=\d{4}-\d\d-\d\d )")
_NUMBERED = re.compile(r"\s?(?P<word>[^\W\d_]{3,9})\s(?P<number>\d{1,2})(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of the page that goes, and why."""

    start: int
    end: int
    reason: str


def cut_remnants(lines: list[Line], title: str | None) -> list[Cut]:
    """What goes from inside the lines of an article, in order and without overlaps."""
    cuts: list[Cut] = []
    for n, line in enumerate(lines):
        position = line.start
        for cut in sorted(_of_line(line, title, first=n == 0), key=lambda c: (c.start, -c.end)):
            if cut.start >= position and cut.end > cut.start:
                cuts.append(cut)
                position = cut.end
    return cuts


def crawl_stamp(line: Line) -> int:
    """The length of a stamp 'date 2026-03-14 ' that a crawler set before the text, else 0."""
    match = _STAMP.match(line.text)
    if match is None or not page_words().has("published", line_key(match["label"])):
        return 0
    dates = find_dates(line.text[:40])
    return dates[0].end + 1 if dates else 0


def _of_line(line: Line, title: str | None, *, first: bool) -> Iterator[Cut]:
    text, start = line.text, line.start
    if first and (length := crawl_stamp(line)):
        yield Cut(start, start + length, "date_line")
    if match := _GLUED_PICTURE.match(text[:HEAD]):
        yield Cut(start, start + match.end(), "picture_file")
    repeated = _NUMBERED.match(text[:HEAD], len(title)) if title and text.startswith(title) else None
    if repeated and page_words().has("picture", line_key(repeated["word"])):
        yield Cut(start, start + repeated.end(), "picture_title")
    if match := _HEADING.match(text[:HEAD]) or _CELL.match(text[:HEAD]):
        yield Cut(start, start + match.end(), "markup")
    if match := _CELL_END.search(text, max(0, len(text) - 8)):
        yield Cut(start + match.start(), start + match.end(), "markup")
    if "[" in text:
        for match in _IMAGE.finditer(text):
            yield Cut(start + match.start(), start + match.end(), "picture_file")
        for match in _LINK.finditer(text):
            if text[match.start() - 1 : match.start()] != "!":
                yield Cut(start + match.start(), start + match.start("text"), "markup")
                yield Cut(start + match.start("tail"), start + match.end("tail"), "markup")
    if "**" in text or "__" in text:
        for match in _BOLD.finditer(text):
            if match["open"] == match["close"]:
                yield Cut(start + match.start("open"), start + match.end("open"), "markup")
                yield Cut(start + match.start("close"), start + match.end("close"), "markup")

"""Lines of a page and what can be said about one line alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_END = re.compile(r"(?:[^.…][.;]|[。．｡!?！？])[\"'“”„»«’‘)\]]*$")
_WORD = re.compile(r"[^\W\d_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LONG = 150  # characters from which a line is a paragraph whatever it ends with
_WRAPPED = 40  # a line this long that goes on in small letters below is part of a paragraph
HEAD = 400  # no pattern looks further into a line


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its offsets in the page; `end` is before the line break."""

    start: int
    end: int
    text: str
    prose: bool
    blank_before: bool

    @property
    def head(self) -> str:
        """The beginning, which is all that patterns look at."""
        return self.text[:HEAD]


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank."""
    spans: list[tuple[int, int]] = []
    position = 0
    for piece in text.split("\n"):
        spans.append((position, position + len(piece)))
        position += len(piece) + 1
    solid = [(start, end, i) for i, (start, end) in enumerate(spans) if text[start:end].strip()]
    wrapped = [_goes_on(text, here, below) for here, below in pairwise(solid)]
    lines: list[Line] = []
    for n, (start, end, i) in enumerate(solid):
        prose = is_prose(text[start:end]) or (n > 0 and wrapped[n - 1]) or (n < len(wrapped) and wrapped[n])
        lines.append(Line(start, end, text[start:end], prose, n == 0 or solid[n - 1][2] != i - 1))
    return lines


def is_prose(line: str) -> bool:
    """Whether a line alone looks like running text: long, or several words that end as a sentence does.

    Headlines, captions without a full stop and buttons are not prose. A question or an exclamation is only
    prose when it is long, for headlines ask and shout.
    """
    line = line.strip()
    if len(line) >= LONG:
        return True
    match = _SENTENCE_END.search(line[-8:])
    if match is None:
        return False
    words = len(_WORD.findall(line))
    cjk = len(_CJK.findall(line))
    if match.group()[0] in "!?！？":
        return words >= 16 or cjk >= 40
    return words >= 5 or cjk >= 10


def _goes_on(text: str, here: tuple[int, int, int], below: tuple[int, int, int]) -> bool:
    start, end, i = here
    return (
        below[2] == i + 1
        and end - start >= _WRAPPED
        and text[below[0]].islower()
        and not _SENTENCE_END.search(text[max(start, end - 8) : end])
    )

"""Evidence in its sentence, and text that is safe to print."""

import re
import unicodedata
from dataclasses import dataclass

from schemas import Evidence

# A full stop ends a sentence where a letter or an opening quotation mark follows, but not after a number
# ('3. Mai'), a single letter ('J. Probe') or two or three letters without a vowel ('Mrd. Euro', 'bzw.').
# Good enough to show words in their surroundings, without language or model.
_MUTE = r"[^\W\d_aeiouäöüàâáéèêëíîïóôúùûąęåæøAEIOUÄÖÜ]"
_NOT_AFTER = rf"(?<!\d)(?<!\b\w)(?<!\b{_MUTE * 2})(?<!\b{_MUTE * 3})"
_END = re.compile(rf"(?:[!?…。]|{_NOT_AFTER}\.)['\"”“»)]*\s+(?=[^\W\d_]|[\"„“«(])|\n")
# Control characters would move the cursor or colour the terminal, and the marks of direction turn text round.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class InContext:
    """Words and what stands around them on one line."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.words}{self.after}"


def in_sentence(text: str, evidence: Evidence, reach: int = 160) -> InContext:
    """The evidence in its sentence.

    Args:
        text: the document's text.
        evidence: a span of it.
        reach: at most so many characters are shown to either side; a cut is marked with '…'.
    """
    first, last = max(evidence.start - reach, 0), min(evidence.end + reach, len(text))
    left, right = text[first : evidence.start], text[evidence.end : last]
    ends = [match.end() for match in _END.finditer(left)]
    before = left[ends[-1] :] if ends else ("…" if first else "") + left
    end = _END.search(right)
    after = right[: end.end()] if end else right + ("…" if last < len(text) else "")
    return InContext(printable(before.lstrip()), printable(evidence.text), printable(after.rstrip()))


def printable(text: str) -> str:
    """The text without characters that steer a terminal; line breaks become spaces."""
    return _CONTROL.sub(" ", text)


def fold(text: str) -> str:
    """The text for comparing: without case, diacritics, stroke letters and extra spaces."""
    text = text.translate(_STROKES)
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


_STROKES = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "‘": "'", "’": "'", "ʼ": "'"})

"""Characters and blanks: what no reader sees goes before anything is measured in offsets.

Zero-width characters, soft hyphens, direction marks and control characters are dropped, blanks of every width
become ' ', and white space at the ends of lines and runs of empty lines shrink. Everything after this step
counts offsets in its result; the furniture that is removed later, put back, gives exactly this text again.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\u0085\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Normalised characters and white space; linear, and a second time it changes nothing."""
    text = _LINE_END.sub("\n", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = _BLANK.sub(" ", text)
    else:
        text = _INVISIBLE.sub("", text).replace("\t", " ")
    lines = text.split("\n")
    text = "\n".join(line.rstrip(" ") for line in lines)
    return _EMPTY_LINES.sub("\n\n", text).strip()

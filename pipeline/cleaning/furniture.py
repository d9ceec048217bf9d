"""Which lines of a page are furniture.

Three kinds of evidence, from strong to weak: a line that no article holds (buttons, counters, picture files,
cookie notices) goes wherever it stands; words that an article could use as a heading (section names, menu
entries) go only above the first or below the last paragraph; a list of other headlines goes only under a
heading that announces it. What stands between paragraphs and is not known stays: a line of furniture left in
costs little, a line of the article cut costs facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cleaning.lines import Line
from pipeline.cleaning.page_dates import find_dates
from pipeline.cleaning.stamps import appearance, dates_the_page_below, is_reading_time, is_stamp_line
from pipeline.cleaning.words import line_key, page_words

_PICTURE = re.compile(
    r"[^|<>\n]{0,200}?\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic)\)?[\s)\]|]*", re.IGNORECASE
)
_PICTURE_MARKUP = re.compile(r"\|?\s*!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)\s*\|?")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_RULER = re.compile(r"[\s|:*=_~.•·—–+-]+")
_COUNTED = re.compile(
    r"(?:(?P<word>[^\d()\[\]]{3,30}?)\s*[:：]?\s*[(\[]?\s*\d{1,5}\s*[)\]]?|\d{1,5}\s+(?P<after>[^\d()]{3,30}))"
)
_PLAYER = re.compile(r"\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d")  # how far an audio or video has run
_NOTHING_COUNTED = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}\s?\(0\)")  # whatever it is, there is none of it
_DIVIDER = re.compile(r"\s*[›»>|·•→/]\s*|\s+[-–—]\s+|\s{2,}")
_ARROW = re.compile(r"\s[›»>→]\s")
_HASHTAGS = re.compile(r"(?:#[^\s#]{2,40}[\s,]*)+")
_RIGHTS = re.compile(r"(?:©|\(c\)\s*(?:19|20)\d\d|copyright\b)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9][a-z0-9-]{1,40}(?:\.[a-z]{2,10}){1,2}", re.IGNORECASE)
_SITE_LINE = re.compile(rf"(?P<site>{_DOMAIN.pattern})\s+[-–—|:]\s+\S.{{0,80}}", re.IGNORECASE)
_URL = re.compile(r"<?(?P<url>https?://[^\s<>\"]{4,2000})>?")
_SOURCE = re.compile(rf"(?P<label>[^\W\d_][^:：\n]{{0,24}})\s*[:：]\s*{_URL.pattern}\s*\.?")
_LABEL = re.compile(r"(?P<label>[^:：>»|\n]{2,40}?)\s*(?:[:：>»|]|\s[–—-]\s)\s*(?P<rest>\S.*)", re.DOTALL)
_SIGNS = frozenset(["X", "E-Mail", "Email", "e-mail", "Mail", "Link", "f", "t"])  # beside named networks
_BUTTON = 160  # characters up to which a line can be a prompt or a headline
_NEAR_TOP = 3  # paragraphs down to which a date stamp belongs to the page's head


@dataclass(frozen=True, slots=True)
class Zones:
    """Line numbers: everything before `first` is above the first paragraph, after `last` below the last."""

    first: int
    last: int
    stamp: int

    def edge(self, i: int) -> bool:
        """Whether line `i` is above the first or below the last paragraph."""
        return i < self.first or i > self.last


def find_furniture(lines: Sequence[Line]) -> dict[int, str]:
    """The numbers of the lines that are furniture, with the reason."""
    reasons = {i: reason for i, line in enumerate(lines) if (reason := _anywhere(line))}
    zones = _zones(lines, reasons)
    for i, line in enumerate(lines):
        if i not in reasons and (reason := _at_edge(line, i, zones)):
            reasons[i] = reason
    _other_articles(lines, zones, reasons)
    _below_the_end(lines, zones, reasons)
    return reasons


def source_line(line: Line) -> str | None:
    """The address of a line that says nothing but where the article comes from ('Quelle: https://…')."""
    match = _SOURCE.fullmatch(line.text.strip()) if len(line.text) < 2100 else None
    if match and page_words().has("source", line_key(match["label"])):
        return match["url"]
    return None


def site_line(line: Line) -> str | None:
    """The site's name in a line 'example.org - what we promise'."""
    match = _SITE_LINE.fullmatch(line.head.strip()) if not line.prose else None
    return match["site"] if match else None


def _anywhere(line: Line) -> str | None:
    words = page_words()
    text = line.text.strip()
    if not _LETTER_OR_DIGIT.search(text):
        return "ruler" if len(text) < 4 or _RULER.fullmatch(text) else None
    if _PICTURE_MARKUP.fullmatch(line.head) or (
        len(text) < 260 and _PICTURE.fullmatch(text) and _file_name(text)
    ):
        return "picture_file"
    if source_line(line) or (len(text) < 2100 and _URL.fullmatch(text)):
        return "source_line"
    if words.begins("consent", line.head):
        return "consent"
    if _PLAYER.fullmatch(text[:40]) or _NOTHING_COUNTED.fullmatch(text[:60]):
        return "comments" if text.endswith("(0)") else "button"
    if len(text) > _BUTTON or line.prose:
        return None
    if text.endswith(".") and not text.endswith("..") and len(text.split()) < 3:
        return None  # the last word of a hard-wrapped sentence
    key = line_key(text)
    if words.has("anywhere", key):
        return "button"
    if counted := _COUNTED.fullmatch(text):
        what = line_key(counted["word"] or counted["after"])
        if words.has("comments", what):
            return "comments"
        if words.has("anywhere", what):
            return "button"
    if words.begins("starts", line.head) and not words.has("related", key):
        return "prompt"
    label = _LABEL.fullmatch(text)
    if label and words.has("inline_related", line_key(label["label"])) and not find_dates(label["rest"][:20]):
        return "related"
    if len(parts := text.split()) > 1 and all(
        words.has("anywhere", line_key(p)) or p in _SIGNS for p in parts
    ):
        return "button"
    return None


def _zones(lines: Sequence[Line], reasons: dict[int, str]) -> Zones:
    prose = [i for i, line in enumerate(lines) if line.prose and i not in reasons and not _closing(line)]
    if not prose:  # nothing shows where the article is: only the strongest evidence counts
        return Zones(0, len(lines), min(_NEAR_TOP, len(lines) - 1))
    return Zones(prose[0], prose[-1], prose[min(_NEAR_TOP, len(prose)) - 1])


def _at_edge(line: Line, i: int, zones: Zones) -> str | None:
    words = page_words()
    text = line.text.strip()
    if i <= zones.stamp and len(text) <= _BUTTON and is_stamp_line(text):
        return "date_line"
    if i <= zones.stamp and len(text) <= 50 and is_reading_time(text):
        return "reading_time"
    if not zones.edge(i):
        return None
    if i > zones.last and len(text) <= _BUTTON and dates_the_page_below(text):
        return "date_line"
    key = line_key(text)
    if i < zones.first and (words.has("edge", key) or words.has("sections", key)):
        return "menu"
    if _menu(text, top=i < min(zones.first, 4)):
        return "menu"
    if _HASHTAGS.fullmatch(line.head):
        return "tags"
    label = _LABEL.fullmatch(text) if len(text) <= 400 else None
    if label and words.has("tags", line_key(label["label"])):
        return "tags"
    if _rights(line):
        return "rights"
    if len(text) <= _BUTTON and words.begins("starts", line.head):
        return "prompt"
    if i < zones.first and site_line(line):
        return "site_name"
    return None


def _closing(line: Line) -> bool:
    """A whole sentence that only stands before or after articles: a copyright notice, a prompt."""
    if len(line.text) > _BUTTON:
        return _rights(line)
    return (
        _rights(line)
        or page_words().begins("starts", line.head) is not None
        or appearance(line.text.strip()) is not None
    )


def _rights(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= 300 and bool(_RIGHTS.match(text) or page_words().begins("rights", text))


def _menu(text: str, *, top: bool) -> bool:
    """A trail or a row of menu entries: short parts between dividers, (nearly) all of them known."""
    if len(text) > _BUTTON or text.endswith("."):
        return False
    words = page_words()
    parts = [part for part in _DIVIDER.split(text) if part.strip()]
    if len(parts) < 2 or any(len(part) > 30 or len(part.split()) > 4 for part in parts):
        return False
    known = [
        any(words.has(kind, line_key(part)) for kind in ("sections", "edge", "anywhere")) for part in parts
    ]
    if all(known):
        return True
    if any(c.isdigit() for c in text) or (not any(known) and "|" not in text):
        return False
    if len(parts) == 2:
        return known[0] and _ARROW.search(text) is not None
    if not any(known):  # a row of regions or names of sections that nobody can list
        return top and all(len(part.split()) <= 2 and part[0].isupper() for part in parts)
    return "|" in text or 2 * sum(known) >= len(parts) or (known[0] and _ARROW.search(text) is not None)


def _other_articles(lines: Sequence[Line], zones: Zones, reasons: dict[int, str]) -> None:
    """Lists of other headlines between paragraphs, under a heading that announces them."""
    words = page_words()
    for i, line in enumerate(lines):
        if i in reasons or i > zones.last or not words.has("related", line_key(line.head)):
            continue
        if line.text.lstrip()[:1].islower():
            continue
        stop = i + 1
        while stop < len(lines) and _headline(lines[stop]):
            stop += 1
        first_group = next((n for n in range(i + 2, stop) if lines[n].blank_before), stop)
        if first_group == stop and stop - i > 2 and stop < len(lines) and not lines[stop].blank_before:
            stop -= 1  # nothing parts the list from the text: the last line may be the next heading
        elif first_group < stop:
            stop = max(first_group, stop - 1)
        if stop > i + 1:
            reasons.update((n, "related") for n in range(i, stop) if n not in reasons)


def _headline(line: Line) -> bool:
    return (
        not line.prose
        and len(line.text) <= _BUTTON
        and not line.text.rstrip().endswith((".", "。", ":", ";"))
    )


def _below_the_end(lines: Sequence[Line], zones: Zones, reasons: dict[int, str]) -> None:
    """Below the last paragraph, everything after the first line that can only come after an article."""
    words = page_words()
    ended = False
    for i in range(zones.last + 1, len(lines)):
        key = line_key(lines[i].head)
        if reasons.get(i) in {"comments", "tags"} or words.has("comments", key) or words.has("tags", key):
            ended = True
        if words.has("related", key):
            ended = True
        if ended:
            reasons.setdefault(i, "related")
        # 'Kontakt' alone can head the last lines of a press release; beside other furniture it is a menu's.
        elif i not in reasons and words.has("edge", key) and (i - 1 in reasons or i + 1 in reasons):
            reasons[i] = "menu"


def _file_name(text: str) -> bool:
    """A picture's file name alone ('delegation-2026.jpg', '.jpg)'), not a sentence about one."""
    stem = text.rsplit(".", 1)[0]
    return len(stem.split()) <= 2 or ("-" in stem and " " not in stem)

"""What a page says about its article: title, author, publisher, address, date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.cleaning.datelines import dateline, issued, leading_date
from pipeline.cleaning.furniture import site_line, source_line
from pipeline.cleaning.lines import Line
from pipeline.cleaning.names import is_name, name_prefix
from pipeline.cleaning.page_dates import PageDate, find_dates, is_stamp, shown_order
from pipeline.cleaning.remnants import crawl_stamp
from pipeline.cleaning.stamps import (
    appearance,
    glued_publisher,
    is_bracketed_stamp,
    labelled_date,
    stamp_parts,
)
from pipeline.cleaning.words import fold_line, line_key, page_words

_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)")
_LABELLED = re.compile(r"(?P<label>[^:：\n]{2,20}?)\s*[:：]\s*(?P<rest>\S.*)")
_CAPTION = re.compile(r"[(\[]\s*(?P<word>[^\W\d_]{3,12}\.?)\s*[:：]")
_LIST_MARK = re.compile(r"(?:\d{1,2}[.)]|[-–—•*+])\s")
_CRAWL_MONTH = re.compile(r"^date:? \d{4}-\d\d (?=\S)")  # a crawler's stamp; the text keeps it: it dates
_HEAD_LINES = 8  # content lines among which a byline or dateline can stand
_LEADING_LINES = 3  # content lines among which one can begin with the date of the page
_KICKER_WORDS = 3
_TITLE = range(8, 221)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found; None is what the page does not say."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    source_url: str | None = None
    dates: tuple[tuple[int, PageDate], ...] = ()  # candidates for the publication date, best first
    all_dates: tuple[PageDate, ...] = ()

    def published(self, order: str) -> date | None:
        """The publication date; `order` says how the page's language reads '06/11/2026'."""
        if order == "either":
            order = shown_order(list(self.all_dates))
        for _, candidate in self.dates:
            return candidate.read(order)
        return None

    @property
    def needs_order(self) -> bool:
        """Whether the best date has two readings."""
        return bool(self.dates) and self.dates[0][1].read("either") is None


def page_facts(lines: Sequence[Line], furniture: dict[int, str]) -> PageFacts:
    """Reads the facts off a page whose furniture is known."""
    content = [line for i, line in enumerate(lines) if i not in furniture]
    address = next((url for line in reversed(lines) if (url := source_line(line))), None)
    if address is None and lines and furniture.get(len(lines) - 1) == "source_line":
        address = lines[-1].text.strip().strip("<>")
    title = _title(content)
    stamps = [(i, line) for i, line in enumerate(lines) if furniture.get(i) == "date_line"]
    glued = [found[0] for _, line in stamps if (found := glued_publisher(line.text.strip()))]
    sites = [
        site for i, line in enumerate(lines) if furniture.get(i) == "site_name" and (site := site_line(line))
    ]
    dates = sorted(_candidates(lines, furniture, content, address), key=lambda c: c[0])
    return PageFacts(
        title=title,
        author=_author(lines, furniture, content),
        publisher=next(iter(glued + sites), None),
        source_url=address,
        dates=tuple(dates),
        all_dates=tuple(d for line in content for d in find_dates(line.text[:20_000])) if dates else (),
    )


def parse_published(value: str, order: str) -> date | None:
    """The date of a metadata field in whatever form it is ('2026-03-14T10:00:00Z', '14.03.2026')."""
    dates = find_dates(value[:100])
    return dates[0].read(order) if dates else None


def _title(content: Sequence[Line]) -> str | None:
    if len(content) < 2:
        return None
    line = content[1] if _kicker(content[0].text.strip()) and _headline(content[1]) else content[0]
    text = _CRAWL_MONTH.sub("", line.text.strip().lstrip("#").strip())
    if (
        line.prose
        or len(text) not in _TITLE
        or text[-1] in ".:;,|"
        or _LIST_MARK.match(text)
        or crawl_stamp(line)
    ):
        return None
    if _is_caption(text) or _byline(text) or (find_dates(text) and (is_stamp(text) or dateline(text))):
        return None
    return text


def _kicker(text: str) -> bool:
    """A section's or newspaper's name in capitals over the headline."""
    return text.isupper() and len(text.split()) <= _KICKER_WORDS and text[-1] not in ".!?"


def _headline(line: Line) -> bool:
    text = line.text.strip()
    long = len(text.split()) > _KICKER_WORDS
    return long and not line.prose and not text.isupper() and text[-1] not in ".:;,|"


def _is_caption(text: str) -> bool:
    words = page_words()
    label = _LABELLED.match(text)
    if label and words.has("picture", line_key(label["label"])):
        return True
    return any(words.has("picture", line_key(match["word"])) for match in _CAPTION.finditer(text[:400]))


def _author(lines: Sequence[Line], furniture: dict[int, str], content: Sequence[Line]) -> str | None:
    """A labelled author, else a byline near the top, else a name alone where the article ends."""
    words = page_words()
    for line in lines:
        label = _LABELLED.match(line.head) if len(line.text) <= 160 else None
        if label and words.has("author", line_key(label["label"])) and (name := name_prefix(label["rest"])):
            return name
    for n, line in enumerate(content[:_HEAD_LINES]):
        if (n > 0 or (len(content) > 1 and dateline(content[1].text))) and (name := _byline(line.text)):
            return name
    return _beside_date(lines, furniture, content) or _signature(lines, furniture, content)


def _byline(text: str) -> str | None:
    text = text.strip().strip("*_")
    if len(text) > 120:
        return None
    for word in page_words().sets["byline"]:
        first = text[: len(word)]
        if fold_line(first) == word and first[:1].isupper() and text[len(word) : len(word) + 1] == " ":
            return name_prefix(text[len(word) :])
    return None


def _beside_date(lines: Sequence[Line], furniture: dict[int, str], content: Sequence[Line]) -> str | None:
    """A name alone on the line above or below the date that stands over the article."""
    heads = {line.start for line in content[1:_HEAD_LINES]}
    for i, line in enumerate(lines):
        beside = (furniture.get(n) for n in (i - 1, i + 1))
        if line.start in heads and "date_line" in beside and is_name(line.text.strip()):
            return line.text.strip()
    return None


def _signature(lines: Sequence[Line], furniture: dict[int, str], content: Sequence[Line]) -> str | None:
    """'Anna Muster' alone as the last line of the article, after a full stop."""
    if len(content) < 2 or not content[-2].prose:
        return None
    name = content[-1].text.strip().strip("()./")
    after = [
        furniture[i] for i, line in enumerate(lines) if line.start > content[-1].start and i in furniture
    ]
    if after and after[0] in {"source_line", "comments"} and is_name(name):
        return name
    return None


def _candidates(
    lines: Sequence[Line], furniture: dict[int, str], content: Sequence[Line], address: str | None
) -> Iterator[tuple[int, PageDate]]:
    for i, line in enumerate(lines):
        if len(line.text) > 300:
            continue
        reason = furniture.get(i)
        for part in (line.text, *stamp_parts(line.text)) if reason in {None, "date_line"} else ():
            if (found := labelled_date(part)) and (reason or len(line.text) <= 160):
                yield (0 if found[0] == "published" else 4), find_dates(part)[0]
        if reason == "date_line" and is_bracketed_stamp(line.text.strip()):
            yield 2, find_dates(line.text)[0]
        elif reason == "date_line" and appearance(line.text.strip()) is not None:
            yield 1, find_dates(line.text)[0]
        elif reason == "date_line" and not labelled_date(line.text) and (dates := find_dates(line.text)):
            yield (1 if glued_publisher(line.text.strip()) else 2), dates[0]
    if content and crawl_stamp(content[0]):
        yield 0, find_dates(content[0].text[:40])[0]
    for line in content[:_HEAD_LINES]:
        if found_line := dateline(line.text) or issued(line.text):
            yield 3, found_line
    leading = [(n, day) for n, line in enumerate(content) if (day := leading_date(line.text))]
    if len(leading) == 1 and leading[0][0] < _LEADING_LINES:  # several are a list of days
        yield 3, leading[0][1]
    if address and (match := _URL_DATE.search(address)) and (dates := find_dates("-".join(match.groups()))):
        yield 5, dates[0]

"""HTML pages: trafilatura tells the article from the page, and nothing of the page is lost.

The page is first written out block by block, in order; then the blocks that trafilatura left out are marked
as furniture, so that HTML and text go the same way from there and what was removed can be looked at.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from pipeline.cleaning.characters import tidy

_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "select",
        "textarea",
        "math",
        "head",
    }
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
    ]
)
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
_FURNITURE, _CAPTION, _TEXT = "furniture", "caption", "text"
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "button", "form"})
_DATE_FIELDS = (
    "article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dc.date",
    "dcterms.created",
    "dcterms.date", "sailthru.date", "pubdate", "publishdate", "publish-date", "date", "parsely-pub-date",
)  # fmt: skip
_LD_DATE = re.compile(r'"datePublished"\s*:\s*"(?P<date>[^"]{8,40})"')
_LD_AUTHOR = re.compile(
    r'"author"\s*:\s*(?:\[\s*)?\{[^{}]{0,400}?"name"\s*:\s*"(?P<name>(?:[^"\\]|\\.){2,80})"'
)
_SPACES = re.compile(r"\s+")
_MOST_FOR_TRAFILATURA = 3_000_000  # characters; larger pages are cleaned by the rules for text alone
_LEAST = 200  # characters of an article below which trafilatura is taken to have missed it
_DEEPEST = 400  # open elements: nothing a person wrote nests deeper, and parsers recurse


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page as text, its blocks that are no article (offset of the line and reason), and its metadata."""

    page: str
    known: dict[int, str]
    title: str | None
    author: str | None
    publisher: str | None
    url: str | None
    published: str | None
    language: str | None


def read_html(html: str, url: str | None) -> HtmlPage:
    """Reads a page; whatever the markup, it never raises."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    blocks = [(text, kind) for raw, kind in reader.blocks() if (text := _line(raw))]
    found = _trafilatura(html, url) if reader.deepest < _DEEPEST else None
    keep = [kind != _FURNITURE for _, kind in blocks]
    if found:
        keep = _kept(blocks, found["text"], reader.heading)
    known: dict[int, str] = {}
    position = 0
    for (text, _), kept in zip(blocks, keep, strict=True):
        if not kept:
            known[position] = "boilerplate"
        position += len(text) + 2
    meta = found or {}
    return HtmlPage(
        page="\n\n".join(text for text, _ in blocks),
        known=known,
        title=_line(reader.heading) or meta.get("title") or _line(reader.meta.get("og:title", "")) or None,
        author=_line(reader.meta.get("author", "")) or reader.ld_author or meta.get("author"),
        publisher=_line(reader.meta.get("og:site_name", "")) or meta.get("sitename"),
        url=reader.canonical or url,
        published=reader.published,
        language=reader.language,
    )


def _line(raw: str) -> str:
    return tidy(_SPACES.sub(" ", raw))


def _trafilatura(html: str, url: str | None) -> dict[str, str] | None:
    if len(html) > _MOST_FOR_TRAFILATURA:
        return None
    import trafilatura  # takes most of a second, and most inputs are no HTML

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page without a text
    try:
        document = trafilatura.bare_extraction(
            html, url=url, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
        )
    except Exception:  # a parser of others' markup: whatever breaks it, the rules for text still apply
        return None
    if document is None:
        return None
    fields = document if isinstance(document, dict) else document.as_dict()
    names = ("title", "author", "sitename")
    return {"text": fields.get("text") or "", **{name: fields[name] for name in names if fields.get(name)}}


def _kept(blocks: list[tuple[str, str]], article: str, heading: str) -> list[bool]:
    """Which blocks stand in trafilatura's text or under a picture.

    If hardly any does, trafilatura missed the article: then those outside navigation and footers.
    """
    key = _key(article)
    lines = {_key(line) for line in article.split("\n")}
    head = _key(heading)
    keep = []
    for text, kind in blocks:
        block = _key(text)
        known = block in lines or (len(block) >= 25 and block in key) or (bool(head) and block == head)
        keep.append(known or kind == _CAPTION)
    enough = sum(len(text) for (text, _), kept in zip(blocks, keep, strict=True) if kept) >= _LEAST
    return keep if enough else [kind != _FURNITURE for _, kind in blocks]


def _key(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


class _Blocks(HTMLParser):
    """The text of a page by blocks, and its metadata; keeps no tree, so depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[tuple[str, str]] = []
        self._caption = 0
        self._buffer: list[str] = []
        self._open: list[str] = []
        self._skip = 0
        self._furniture = 0
        self._in_heading = False
        self._in_ld = False
        self._ld: list[str] = []
        self.deepest = 0
        self.heading = ""
        self.meta: dict[str, str] = {}
        self.canonical: str | None = None
        self.language: str | None = None
        self._times: list[str] = []

    def blocks(self) -> Iterator[tuple[str, str]]:
        """The blocks in order, each with its kind: navigation and the like, a caption, or text."""
        self._flush()
        yield from self._parts

    @property
    def published(self) -> str | None:
        """The first publication date that the metadata state."""
        for name in _DATE_FIELDS:
            if self.meta.get(name):
                return self.meta[name]
        match = _LD_DATE.search("".join(self._ld))
        return match["date"] if match else next(iter(self._times), None)

    @property
    def ld_author(self) -> str | None:
        """The author that the page's linked data name."""
        match = _LD_AUTHOR.search("".join(self._ld))
        try:
            return _line(json.loads(f'"{match["name"]}"')) or None if match else None
        except ValueError:
            return None

    def parse_html_declaration(self, i: int) -> int:
        """A '<![' that opens no section is a comment to browsers; the standard parser raises there."""
        if self.rawdata.startswith("<![", i):
            return int(self.parse_bogus_comment(i))
        return int(super().parse_html_declaration(i))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a block, or notes what a tag says about the page."""
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._note_meta(values)
        elif tag == "link" and values.get("rel") == "canonical" and values.get("href", "").startswith("http"):
            self.canonical = self.canonical or values["href"]
        elif tag == "html" and values.get("lang"):
            self.language = values["lang"][:2].lower()
        elif (
            tag == "time"
            and values.get("datetime")
            and ("pubdate" in values or values.get("itemprop") == "datePublished")
        ):
            self._times.append(values["datetime"])
        elif tag == "script":
            self._in_ld = "ld+json" in values.get("type", "")
        if tag not in _INLINE:
            self._flush()
        if tag in _VOID:
            return
        self._open.append(tag)
        self.deepest = max(self.deepest, len(self._open))
        self._skip += tag in _SKIPPED
        self._furniture += tag in _FURNITURE_TAGS
        self._caption += tag == "figcaption"
        self._in_heading |= tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        """Closes the nearest open element of that name."""
        if tag not in _INLINE:
            self._flush()
        if tag == "script":
            self._in_ld = False
        window = self._open[-64:]
        if tag not in window:
            return
        while self._open:
            closed = self._open.pop()
            self._skip -= closed in _SKIPPED
            self._furniture -= closed in _FURNITURE_TAGS
            self._caption -= closed == "figcaption"
            if closed == "h1":
                self._in_heading = False
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        """Collects text."""
        if self._in_ld:
            self._ld.append(data)
        if not self._skip:
            self._buffer.append(data)

    def _note_meta(self, values: dict[str, str]) -> None:
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        if name and values.get("content"):
            self.meta.setdefault(name, values["content"])

    def _flush(self) -> None:
        text = "".join(self._buffer)
        self._buffer.clear()
        if text.strip():
            kind = _FURNITURE if self._furniture else _CAPTION if self._caption else _TEXT
            self._parts.append((text, kind))
            if self._in_heading and not self.heading:
                self.heading = text

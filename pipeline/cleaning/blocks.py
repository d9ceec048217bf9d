"""The text of an HTML page block by block, and what its metadata say, in one pass without a tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "math",
    "head"]
)  # fmt: skip
_INLINE = frozenset([
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img", "picture", "source",
])  # fmt: skip
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
FURNITURE, CAPTION, TEXT = "furniture", "caption", "text"
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "button", "form"})
_DATE_FIELDS = (
    "article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dc.date",
    "dcterms.created", "dcterms.date", "sailthru.date", "pubdate", "publishdate", "publish-date", "date",
    "parsely-pub-date",
)  # fmt: skip
_LD_DATE = re.compile(r'"datePublished"\s*:\s*"(?P<date>[^"]{8,40})"')
_LD_AUTHOR = re.compile(
    r'"author"\s*:\s*(?:\[\s*)?\{[^{}]{0,400}?"name"\s*:\s*"(?P<name>(?:[^"\\]|\\.){2,80})"'
)


class Blocks(HTMLParser):
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
            return " ".join(json.loads(f'"{match["name"]}"').split()) or None if match else None
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
            kind = FURNITURE if self._furniture else CAPTION if self._caption else TEXT
            self._parts.append((text, kind))
            if self._in_heading and not self.heading:
                self.heading = text

"""HTML pages: trafilatura tells the article from the page, and nothing of the page is lost.

The page is first written out block by block, in order; then the blocks that trafilatura left out are marked
as furniture, so that HTML and text go the same way from there and what was removed can be looked at.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from pipeline.cleaning.blocks import CAPTION, FURNITURE, Blocks
from pipeline.cleaning.characters import tidy

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
    reader = Blocks()
    reader.feed(html)
    reader.close()
    blocks = [(text, kind) for raw, kind in reader.blocks() if (text := _line(raw))]
    found = _trafilatura(html, url) if reader.deepest < _DEEPEST else None
    keep = [kind != FURNITURE for _, kind in blocks]
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
        keep.append(known or kind == CAPTION)
    enough = sum(len(text) for (text, _), kept in zip(blocks, keep, strict=True) if kept) >= _LEAST
    return keep if enough else [kind != FURNITURE for _, kind in blocks]


def _key(text: str) -> str:
    return "".join(c for c in text if c.isalnum())

"""Cleaning: a page's bytes or text to a `Document` with the article's text, its facts and what was removed.

document = clean(Path("article.html").read_bytes())
document.text, document.published, document.removed
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from datetime import date

from pipeline.cleaning.characters import tidy
from pipeline.cleaning.facts import PageFacts, parse_published
from pipeline.cleaning.front_matter import split_front_matter
from pipeline.cleaning.html import HtmlPage, read_html
from pipeline.cleaning.page import clean_page, restore
from pipeline.cleaning.words import page_words
from pipeline.language import detect, supported_languages
from pipeline.read import RawDocument, looks_like_html, normalise_lines
from pipeline.reading.encodings import NotTextError, UndecodableError, decode, replace_surrogates
from schemas import Document, Note, Rejected

__all__ = ["NotCleanedError", "clean", "clean_raw", "restore"]

# A word ends somewhere: a megabyte of letters without a blank is none, and no language either.
_ANY_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,100}(?![^\W\d_])|[\u3040-\u30ff\u3400-\u9fff]")
_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


class NotCleanedError(ValueError):
    """A page that gives no document.

    Attributes:
      stage: `read`, `clean` or `language`.
      code: the code of the rejection, see `schemas.codes.RejectionCode`.
    """

    def __init__(self, stage: str, code: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage
        self.code = code


def clean(
    raw: bytes | str,
    *,
    is_html: bool | None = None,
    url: str | None = None,
    title: str | None = None,
    published: date | str | None = None,
    author: str | None = None,
    language: str | None = None,
    source: str = "",
    languages: Collection[str] | None = None,
) -> Document:
    """Cleans one page.

    What the caller gives about the article is taken over what the page says. All offsets of later records
    point into the document's `text`; `restore(document.text, document.removed)` gives the page back.

    Args:
      raw: the file's bytes (the encoding is told from them) or its text.
      is_html: whether it is HTML; by default told from its beginning.
      published: date of publication, in any common form.
      language: ISO 639-1; by default detected.
      source: where it came from, for the record.
      languages: the languages that are accepted; by default those that have a language file.

    Raises:
      NotCleanedError: the bytes are no readable text, the page holds no article, or its language has no file.
    """
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        text = decode(raw).text if isinstance(raw, bytes) else raw
    except NotTextError as error:
        raise NotCleanedError("read", "not_text", str(error)) from error
    except UndecodableError as error:
        raise NotCleanedError("read", "undecodable", str(error)) from error
    text = normalise_lines(replace_surrogates(text))
    given = published.isoformat() if isinstance(published, date) else published
    raw_document = RawDocument(
        source=source or "-",
        content=text,
        is_html=looks_like_html(text) if is_html is None else is_html,
        sha256=sha256,
        url=url,
        title=title,
        published=given,
        language=language,
        author=author,
    )
    return _clean(raw_document, languages)


def clean_raw(raw: RawDocument, *, languages: Collection[str] | None = None) -> Document | Rejected:
    """Cleans what `read_source` gave; what cannot be used comes as `Rejected`, nothing is raised for it."""
    try:
        return _clean(raw, languages)
    except NotCleanedError as error:
        return Rejected(
            source=raw.source, stage=error.stage, code=error.code, message=str(error), sha256=raw.sha256
        )


def _clean(raw: RawDocument, languages: Collection[str] | None) -> Document:
    allowed = frozenset(languages) if languages is not None else supported_languages()
    html = read_html(raw.content, raw.url) if raw.is_html else None
    fields: dict[str, str] = {}
    if html:
        article = clean_page(html.page, html.known, keep=html.title)
    else:
        page = tidy(raw.content)
        head, fields = split_front_matter(page)
        article = clean_page(page, head=head)
    if not _ANY_WORD.search(article.text):
        raise NotCleanedError("clean", "no_article", "The page holds no article, only page furniture.")
    language, warnings = _language(article.text, raw.language or fields.get("language"), allowed)
    facts = article.facts
    order = page_words().orders.get(language, "dmy")
    published, published_from = _published(raw.published or fields.get("date"), html, facts, order)
    if raw.published and published_from != "metadata":
        warnings.append(
            Note(code="published_unreadable", message="The given publication date is no full date.")
        )
    return Document(
        id=raw.id,
        source=raw.source,
        sources=(raw.source,),
        source_url=raw.url or fields.get("url") or facts.source_url or (html.url if html else None),
        language=language,
        title=raw.title or fields.get("title") or (html.title if html else None) or facts.title,
        author=raw.author or fields.get("author") or (_meta_author(html) if html else None) or facts.author,
        publisher=facts.publisher or (html.publisher if html else None),
        published=published,
        published_from=published_from,
        text=article.text,
        removed=article.removed,
        warnings=tuple(warnings),
    )


def _language(text: str, stated: str | None, allowed: Collection[str]) -> tuple[str, list[Note]]:
    if stated and (match := _LANGUAGE_TAG.fullmatch(stated.strip())):
        code = match[1].lower()
        if code in allowed:
            return code, []
    found = detect(text, allowed)
    if found.language is None or found.language not in allowed:
        name = found.language or "unknown"
        raise NotCleanedError(
            "language", "unsupported_language", f"There is no language file for the text's language ({name})."
        )
    return found.language, list(found.notes)


def _published(
    given: str | None, html: HtmlPage | None, facts: PageFacts, order: str
) -> tuple[date | None, str | None]:
    """The date and where it is from: what was given, the page's metadata, its text, its address."""
    for value in (given, html.published if html else None):
        if value and (day := parse_published(value, order)):
            return day, "metadata"
    day = facts.published(order)
    return (day, "text") if day else (None, None)


def _meta_author(html: HtmlPage) -> str | None:
    """A page's metadata often name the publisher or an address as author: those are none."""
    author = html.author
    if not author or len(author) > 80 or "/" in author or "@" in author or author == html.publisher:
        return None
    return author

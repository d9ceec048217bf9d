"""A document as read and cleaned."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import DocumentId, Frozen, IsoDate, LanguageCode, Note, Removed, Text
from schemas.codes import PublishedFrom


class Document(Frozen):
    """One article; equal content is one document with several sources.

    Attributes:
        id: first 16 hex digits of the SHA-256 of the decompressed content (of a JSON line: of its canonical
            JSON; of a library call: of the text).
        source: path relative to the input's root, `/`-separated; `file.jsonl#id`, or `#line` without an id.
        sources: every source of this content, `source` among them.
        source_url: web address, if known.
        story_id: the same for translations and copies of one article; None where nothing ties it to another.
        language: ISO 639-1.
        title: headline, if known.
        author: as the byline writes it.
        publisher: who published it.
        published: publication date.
        published_from: where that date was found; None exactly where `published` is.
        text: the cleaned text, into which all offsets point.
        removed: furniture that cleaning took out, in the order of `at`.
        warnings: what a reader of the records should know.
    """

    id: DocumentId
    source: Text
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    source_url: str | None = None
    story_id: str | None = None
    language: LanguageCode
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: IsoDate | None = None
    published_from: PublishedFrom | None = None
    text: Text
    removed: tuple[Removed, ...] = ()
    warnings: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.source not in self.sources:
            raise ValueError("sources does not hold source")
        if (self.published is None) != (self.published_from is None):
            raise ValueError("published and published_from must both be given or both be null")
        if any(passage.at > len(self.text) for passage in self.removed):
            raise ValueError("a removed passage stands after the end of the text")
        return self

"""The whole extraction as a component of a spaCy pipeline.

    import spacy
    nlp = spacy.blank("de")
    nlp.add_pipe("communique", config={"published": "2026-03-14"})
    doc = nlp("Der Minister Jan Brandt kam gestern nach Ulm.")
    doc.spans["people"]          # a span group a record type, the span's id_ is the record's id
    doc._.communique             # the Extraction with all records

Registered by entry point, so that installing Communique is enough. Records are made on the text itself; spans
are widened to whole tokens of the pipeline where its tokens are cut differently.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.annotated import annotate
from pipeline.extraction import NO_MODEL, Settings, document_id, extract_annotated, recognise
from pipeline.lexicon import UnknownLanguage, language_codes
from pipeline.ner import label_map
from schemas import Extraction

NAME = "communique"
GROUPS = ("people", "roles", "dates", "money", "events", "priorities")


@Language.factory(
    NAME, default_config={"language": None, "published": None, "model": NO_MODEL, "use_ents": True}
)
def create_component(
    nlp: Language, name: str, language: str | None, published: str | None, model: str, use_ents: bool
) -> Callable[[Doc], Doc]:
    """Makes the component.

    Args:
        nlp: the pipeline; its language counts where `language` is not given.
        name: the component's name.
        language: ISO 639-1 code of a language that has a file.
        published: publication date of the texts (ISO), the anchor of relative dates; a document's own
            `doc.user_data["published"]` goes before it.
        model: the model to ask besides: `none`, `bundled` or the name of an installed one.
        use_ents: whether entities that the pipeline has set already (PER, ORG, LOC …) are evidence too.

    Raises:
        UnknownLanguage: the pipeline's language has no language file and none is named.
    """
    code = language or nlp.lang
    if code not in language_codes():
        known = ", ".join(language_codes())
        raise UnknownLanguage(f"There is no language file for '{code}'; name one of {known} in the config.")
    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, default=None)
    return Component(code, published, Settings(model=model), use_ents)


class Component:
    """Extracts from each document and leaves records and span groups on it."""

    def __init__(self, language: str, published: str | None, settings: Settings, use_ents: bool) -> None:
        self.language = language
        self.published = published
        self.settings = settings
        self.use_ents = use_ents

    def __call__(self, doc: Doc) -> Doc:
        """Sets `doc._.communique` and one span group a record type."""
        published = doc.user_data.get("published", self.published)
        entities = recognise(doc.text, self.settings)
        if self.use_ents:
            labels = label_map()
            entities += [
                (entity.start_char, entity.end_char, labels[entity.label_])
                for entity in doc.ents
                if entity.label_ in labels
            ]
        when = date.fromisoformat(published) if isinstance(published, str) else published
        annotated = annotate(doc.text, self.language, published=when, entities=entities)
        found = extract_annotated(annotated, document_id(doc.text))
        doc._.set(NAME, found)
        for group in GROUPS:
            doc.spans[group] = SpanGroup(doc, name=group, spans=spans_of(doc, found, group))
        return doc


def spans_of(doc: Doc, found: Extraction, group: str) -> list[Span]:
    """The spans of one record type, the record's id in `id_`, widened to whole tokens."""
    spans = []
    for record in getattr(found, group):
        for evidence in record.spans():
            span = doc.char_span(evidence.start, evidence.end, label=group, alignment_mode="expand")
            if span is not None:
                span.id_ = record.id
                spans.append(span)
    return spans

"""The extraction as a component of a spaCy pipeline."""

from __future__ import annotations

import pytest
import spacy

import pipeline.spacy_component
from pipeline.extraction import NO_MODEL, Settings, extract
from pipeline.lexicon import UnknownLanguage

TEXT = "Bürgermeisterin Petra Sommer kam am 3. Mai 2031 nach Ulm und brachte 2,5 Millionen Euro mit."


def test_span_groups_lead_to_records() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("communique")
    doc = nlp(TEXT)
    records = {record.id: record for record in doc._.communique.records()}
    assert doc._.communique == extract(TEXT, language="de", settings=Settings(model=NO_MODEL))
    assert [span.text for span in doc.spans["dates"]] == ["3. Mai 2031"]
    assert [span.text for span in doc.spans["money"]] == ["2,5 Millionen Euro"]
    for group in pipeline.spacy_component.GROUPS:
        for span in doc.spans[group]:
            assert any(span.text in e.text or e.text in span.text for e in records[span.id_].spans())


def test_the_publication_date_of_a_document_goes_first() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("communique", config={"published": "2031-01-01"})
    doc = nlp.make_doc("Gestern tagte der Rat.")
    doc.user_data["published"] = "2032-05-02"
    assert [record.edtf for record in nlp(doc)._.communique.dates] == ["2032-05-01"]


def test_entities_of_the_pipeline_are_evidence() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Zyxo Qwerbal"}])
    nlp.add_pipe("communique")
    doc = nlp("Then Zyxo Qwerbal spoke to them. Qwerbal left early.")
    names = {person.name for person in doc._.communique.people}
    assert names == {"Zyxo Qwerbal"}


def test_a_language_without_a_file_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="'fi'"):
        spacy.blank("fi").add_pipe("communique")

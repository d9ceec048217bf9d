"""Spans go to annotation tools and come back as they were, or corrected."""

import json

import pytest

from communique.errors import CommuniqueError
from communique.exchange import FORMATS, Labelled, Span, compare, export_spans, import_spans
from communique.runfolder import by_document
from tests.communique import sample

ODD = "𝟓 👍 Ada  Beispiel-\tProbe\n\nzahlt5Euro."


@pytest.fixture
def out(tmp_path):
    return sample.write_run(tmp_path / "out", sample.articles())


def accept(path):
    """What Label Studio exports when somebody accepts every prediction."""
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for task in tasks:
        task["annotations"] = [{"result": task["predictions"][0]["result"], "was_cancelled": False}]
    path.write_text(json.dumps(tasks), encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_there_and_back(out, tmp_path, form):
    path = tmp_path / "spans"
    assert export_spans(out, path, form) == 3
    if form == "label-studio":
        assert list(import_spans(path, form)) == []  # nobody has looked at them
        accept(path)
    back = list(import_spans(path, form))
    assert [document.id for document in back] == [entry.document.id for entry in by_document(out)]
    for document, entry in zip(back, by_document(out), strict=True):
        assert (document.text, document.source) == (entry.document.text, entry.document.source)
        expected = {(span.start, span.end) for rs in entry.records.values() for r in rs for span in r.spans()}
        assert {(span.start, span.end) for span in document.spans} == expected
    result = compare(out, back)
    assert result.mistakes == result.missing == ()
    assert result.scores["MONEY", "all"].right == 4


@pytest.mark.parametrize("form", FORMATS)
def test_odd_texts_and_spans_inside_words(tmp_path, form):
    spans = (
        Span(0, 1, "X"),
        Span(4, 17, "PERSON"),
        Span(4, 7, "PERSON"),
        Span(33, 34, "MONEY"),
        Span(7, 9, "GAP"),
    )
    document = Labelled("a" * 16, "x/odd.txt", "de", ODD, tuple(sorted(spans)))
    path = tmp_path / "spans"
    FORMATS[form].write([document], path)
    if form == "label-studio":
        accept(path)
    assert list(import_spans(path, form)) == [document]


def test_types_and_languages_can_be_chosen(out, tmp_path):
    path = tmp_path / "spans"
    assert export_spans(out, path, "doccano", types=("money",), languages=("pl",)) == 1
    line = json.loads(path.read_text(encoding="utf-8"))
    assert [sample.POLISH[start:end] for start, end, _ in line["label"]] == [
        "2,4 mld euro",
        "1,5 mln dolarów",
    ]


def test_corrections_are_counted(out, tmp_path):
    path = tmp_path / "spans"
    export_spans(out, path, "doccano", types=("money",))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line["language"] == "pl":
            line["label"] = [[line["label"][0][0], line["label"][0][1] - 5, "MONEY"]]
    corrected = [line for line in lines if line["language"] == "pl"]
    path.write_text("".join(json.dumps(line) + "\n" for line in corrected), encoding="utf-8")
    result = compare(out, import_spans(path, "doccano"))
    score = result.scores["MONEY", "pl"]
    assert (score.right, score.spurious, score.missed) == (0, 2, 1)
    assert "forum.txt [pl] MONEY missed: 2,4 mld  «Minister" in "\n".join(result.mistake_lines())


def test_other_shapes_of_doccano(tmp_path):
    path = tmp_path / "spans"
    entity = {"id": 1, "label": "DATE", "start_offset": 0, "end_offset": 3}
    path.write_text(json.dumps({"id": 7, "text": "Mai 1", "entities": [entity], "relations": []}) + "\n")
    assert list(import_spans(path, "doccano")) == [Labelled("", "", "", "Mai 1", (Span(0, 3, "DATE"),))]


def test_offsets_in_utf_16_are_understood(tmp_path):
    path = tmp_path / "spans"
    value = {"start": 3, "end": 6, "text": "Ada", "labels": ["PERSON"]}
    task = {"data": {"text": "👍 Ada"}, "annotations": [{"result": [{"type": "labels", "value": value}]}]}
    path.write_text(json.dumps([task]))
    assert [document.spans for document in import_spans(path, "label-studio")] == [(Span(2, 5, "PERSON"),)]
    value["text"] = "Eda"
    path.write_text(json.dumps([task]))
    with pytest.raises(CommuniqueError, match="whose words are others"):
        list(import_spans(path, "label-studio"))


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("doccano", "{"),
        ("doccano", "[1]"),
        ("doccano", '{"label": []}'),
        ("doccano", '{"text": "a", "label": [[0, 2, "X"]]}'),
        ("doccano", '{"text": "a", "label": [[0]]}'),
        ("label-studio", '[{"annotations": [{"result": []}]}]'),
        ("docbin", "nothing"),
        ("brat", ""),
    ],
)
def test_what_is_wrong_is_said(tmp_path, form, content):
    path = tmp_path / "spans"
    path.write_text(content)
    with pytest.raises(CommuniqueError):
        list(import_spans(path, form))


def test_a_text_that_has_changed_is_not_compared(out):
    name = sample.english().document.id
    with pytest.raises(CommuniqueError, match="is not the one that was corrected"):
        compare(out, [Labelled(name, "", "en", "other", ())])
    assert compare(out, [Labelled("f" * 16, "gone.txt", "en", "other", ())]).missing == ("gone.txt",)

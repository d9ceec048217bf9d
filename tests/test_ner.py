"""The NER runtime: the uniform tokenizer, the bundled model, installed models and their label schemes."""

from __future__ import annotations

import importlib
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.ner
from pipeline.ner import Entity, MissingModel, label_map, load, paragraphs

spacy = pytest.importorskip("spacy")

import pipeline.word_vectors  # noqa: E402
from pipeline.spacy_tokenizer import UniformTokenizer, sound, word_shape, words_and_blanks  # noqa: E402
from pipeline.tokens import token_spans  # noqa: E402
from pipeline.word_vectors import remember_words  # noqa: E402

VOCAB = spacy.blank("xx").vocab
PACKAGE = "pl_demo_names"


def test_spacy_is_imported_only_when_a_model_is_loaded() -> None:
    code = "import sys, pipeline.ner; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The tokenizer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ", [" "]),
        ("Ha Noi", ["Ha", "Noi"]),
        ("Ha  Noi\n", ["Ha", " ", "Noi", "\n"]),
        ("\n\nHa\u00a0Noi", ["\n\n", "Ha", "\u00a0", "Noi"]),
        ("DeputyMinister 2,4", ["Deputy", "Minister", "2", ",", "4"]),
    ],
)
def test_words_and_white_space(text: str, words: list[str]) -> None:
    assert words_and_blanks(text)[0] == words


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=" \t\n\u00a0\u2009\u200b\u0301aBé1.,-ńĐ日ー½²_🙂\u00ad\x1f", max_size=25) | st.text())
def test_doc_text_is_the_text(text: str) -> None:
    doc = UniformTokenizer(VOCAB)(text)
    assert doc.text == text
    spans = [(t.idx, t.idx + len(t)) for t in doc if not t.is_space]
    assert spans == list(token_spans(text))


@pytest.mark.parametrize("text", ["Phạm Thị Hòa", "Łukasz Żółty", "DOAN Thi"])
def test_features_do_not_depend_on_the_unicode_form(text: str) -> None:
    nlp = load().spacy_pipeline
    composed, decomposed = nlp.make_doc(text), nlp.make_doc(unicodedata.normalize("NFD", text))
    for one, other in zip(composed, decomposed, strict=True):
        assert (one.norm, one.prefix, one.suffix, one.shape) == (
            other.norm,
            other.prefix,
            other.suffix,
            other.shape,
        )


@pytest.mark.parametrize(
    ("word", "shape"),
    [("Pham", "Xxxx"), ("Ministerium", "Xxxxx"), ("G7", "Xd"), ("É", "X"), ("E\u0301", "X")],
)
def test_shape(word: str, shape: str) -> None:
    assert word_shape(word) == shape


@pytest.mark.parametrize(
    ("word", "marks"),
    [
        ("Minh", "v"),
        ("Thoại", "vd"),
        ("Takahashi", "j"),
        ("Zhang", "c"),
        ("Minhem", "+v"),
        ("Ishidą", "j"),
        ("minh", ""),
        ("Ministerium", ""),
        ("Warszawie", ""),
        ("G7", ""),
    ],
)
def test_sound(word: str, marks: str) -> None:
    assert sound(word) == marks


# The bundled model


@pytest.mark.parametrize(
    "text",
    [
        "Ministerpräsident {Pham Quoc Dung} traf den Botschafter {Nakamoto Kenji}.",
        "Premier {Trần Thị Thảo} ontving burgemeester {Anneke de Boer}.",
        "Premier spotkał się z ambasadorem, którym jest {Piotr Zieliński}.",
        "Governor {Satoru Kobayama} thanked Prime Minister {Le Van Thanh}.",
    ],
)
def test_bundled_model_finds_people(text: str) -> None:
    bare = text.replace("{", "").replace("}", "")
    [found] = load().entities([bare])
    people = [bare[e.start : e.end] for e in found if e.label == "PER"]
    assert people == [part.split("}")[0] for part in text.split("{")[1:]]


def test_offsets_are_into_the_text_as_given() -> None:
    text = "\n\n  \u200bGouverneur 🙂  Nguyễn Văn Minh\tsprach."
    for form in ("NFC", "NFD"):
        given_text = unicodedata.normalize(form, text)
        [found] = load().entities([given_text])
        people = [given_text[e.start : e.end] for e in found if e.label == "PER"]
        assert [unicodedata.normalize("NFC", name) for name in people] == ["Nguyễn Văn Minh"]


def test_one_list_a_text_also_for_empty_ones() -> None:
    found = list(load().entities(["", " \n", "Botschafterin Anna Müller sprach in Berlin.", ""]))
    assert [bool(names) for names in found] == [False, False, True, False]
    assert list(load().entities([])) == []


def test_same_texts_same_names_also_after_the_pipeline_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Minister {name} reist nach Bonn." for name in ("Jan Bakker", "Tran Van Hai", "Anna Weber")]
    first = list(load().entities(texts))
    monkeypatch.setattr("pipeline.ner._MOST_STRINGS", 0)
    assert list(load().entities(texts)) == first
    assert load() is load()


def test_entities_come_as_they_are_asked_for() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "Frau Weber kam aus Wien."

    assert next(load().entities(endless()))


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("", []),
        (" \n\n ", []),
        ("Eins.\nZwei", ["Eins.", "Zwei"]),
        ("Titel\n\n\n Text", ["Titel", "Text"]),
        ("umgebrochene\nZeile", ["umgebrochene\nZeile"]),
        ("\n\nNach Bonn", ["Nach Bonn"]),
    ],
)
def test_paragraphs(text: str, passages: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == passages


@given(st.text(alphabet="a. \n\t\u2009", max_size=40))
def test_paragraphs_leave_out_nothing_but_white_space(text: str) -> None:
    spans = list(paragraphs(text))
    assert all(text[start:end].strip() for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert spans == sorted(spans)


def test_an_article_gives_what_its_paragraphs_give() -> None:
    rows = ["Botschafterin Anna Müller sprach.", "Tran Van Hai, Minister", "Paul Weber kam aus Hanoi."]
    text = "\n\n".join(rows)
    [whole] = load().entities([text])
    found = load().entities(rows)
    each = [row[e.start : e.end] for row, names in zip(rows, found, strict=True) for e in names]
    assert [text[e.start : e.end] for e in whole] == each
    assert "Paul Weber" in each


# Installed models


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A spaCy model package with the Polish scheme, made here: what `pip install` would have put down."""
    site = tmp_path_factory.mktemp("site")
    nlp = spacy.blank("pl")
    nlp.meta.update(name="demo_names", version="1.0.0", lang="pl")
    nlp.add_pipe("sentencizer")
    ner = nlp.add_pipe("ner")
    examples = [
        ("Ewa mieszka w Gdyni", {"entities": [(0, 3, "persName"), (14, 19, "placeName")]}),
        ("Adam pracuje w Orlen", {"entities": [(0, 4, "persName"), (15, 20, "orgName")]}),
        ("Wczoraj była Ewa", {"entities": [(0, 7, "date"), (13, 16, "persName")]}),
    ]
    made = [spacy.training.Example.from_dict(nlp.make_doc(text), names) for text, names in examples]
    spacy.util.fix_random_seed(1)
    optimizer = nlp.initialize(lambda: made)
    for _ in range(25):
        nlp.update(made, sgd=optimizer)
    assert set(ner.labels) == {"persName", "placeName", "orgName", "date"}
    package = site / PACKAGE
    package.mkdir()
    nlp.to_disk(package / f"{PACKAGE}-1.0.0")
    (package / "meta.json").write_text((package / f"{PACKAGE}-1.0.0" / "meta.json").read_text())
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    info = site / f"{PACKAGE}-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0.0\n")
    broken = site / "xx_broken_names-1.0.0.dist-info"
    broken.mkdir()
    (broken / "METADATA").write_text("Metadata-Version: 2.1\nName: xx_broken_names\nVersion: 1.0.0\n")
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    yield PACKAGE
    sys.path.remove(str(site))


def test_an_installed_model_is_named_and_its_labels_mapped(installed: str) -> None:
    texts = ["Ewa mieszka w Gdyni", "Adam pracuje w Orlen", "Wczoraj była Ewa"]
    assert list(load(installed).entities(texts)) == [
        [Entity(0, 3, "PER"), Entity(14, 19, "LOC")],
        [Entity(0, 4, "PER"), Entity(15, 20, "ORG")],
        [Entity(13, 16, "PER")],
    ]


def test_components_that_find_no_names_do_not_run(installed: str) -> None:
    assert load(installed).spacy_pipeline.pipe_names == ["ner"]


def test_a_missing_model_says_what_to_install() -> None:
    with pytest.raises(MissingModel, match=r"python -m spacy download de_core_news_lg.*bundled") as error:
        load("de_core_news_lg")
    assert isinstance(error.value, LookupError)


def test_a_broken_package_is_told(installed: str) -> None:
    with pytest.raises(MissingModel, match="cannot be read as a spaCy model"):
        load("xx_broken_names")


def test_a_model_without_names_is_told(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "model")
    with pytest.raises(MissingModel, match="no 'ner' component"):
        load(str(tmp_path / "model"))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("PERSON", "PER"), ("persName", "PER"), ("PRS", "PER"), ("GPE", "LOC"), ("FAC", "LOC"), ("OG", "ORG")],
)
def test_label_schemes(theirs: str, ours: str) -> None:
    assert label_map()[theirs] == ours


@pytest.mark.parametrize("label", ["MISC", "DATE", "date", "NORP", "EVENT", "PRODUCT", "MONEY"])
def test_labels_that_are_no_names(label: str) -> None:
    assert label not in label_map()


# Words remembered


def _plain() -> Any:
    folder = Path(pipeline.ner.__file__).parent / "models" / pipeline.ner.BUNDLED
    return spacy.load(folder)


def test_remembered_words_find_what_the_network_finds() -> None:
    plain = _plain()
    labels = label_map()
    for path in sorted((Path(__file__).parent / "gold" / "articles").glob("*_b01.txt"))[:6]:
        text = path.read_text(encoding="utf-8")
        [found] = load().entities([text])
        told = [
            (start + span.start_char, start + span.end_char, labels[span.label_])
            for start, end in paragraphs(text)
            for span in plain(text[start:end]).ents
            if span.label_ in labels
        ]
        assert [(entity.start, entity.end, entity.label) for entity in found] == told, path.name


def test_a_word_has_one_vector_whatever_was_read_before() -> None:
    """To the last bit, alone or among others, in a new memory or one that has begun anew."""
    plain = _plain()
    words = "Minister Jan Brandt reiste gestern nach Ulm , Hà Nội und Łódź , 2031 ."
    docs = [plain.make_doc(word) for word in words.split()]
    whole = plain.make_doc(words)
    network = plain.get_pipe("ner").model
    before = network.get_ref("tok2vec").layers[0].layers[0].predict([whole])[0]
    assert remember_words(network)
    remembered = network.get_ref("tok2vec").layers[0].layers[0]
    together = remembered.predict([whole])[0]
    assert abs(together - before).max() < 1e-4
    other = _plain().get_pipe("ner").model
    assert remember_words(other)
    alone = other.get_ref("tok2vec").layers[0].layers[0]
    one_by_one = {doc.text: alone.predict([doc])[0] for doc in docs}
    for token, row in zip(whole, together, strict=True):
        if token.text in one_by_one:
            assert row.tobytes() == one_by_one[token.text].tobytes(), token.text


def test_the_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.word_vectors, "_MOST_WORDS", 8)
    plain = _plain()
    network = plain.get_pipe("ner").model
    assert remember_words(network)
    remembered = network.get_ref("tok2vec").layers[0].layers[0]
    doc = plain.make_doc("eins zwei drei vier fünf")
    first = remembered.predict([doc])[0]
    remembered.predict([plain.make_doc("sechs sieben acht neun zehn elf zwölf dreizehn vierzehn")])
    assert remembered.predict([doc])[0].tobytes() == first.tobytes()


def test_another_network_is_left_as_it_is() -> None:
    network = _plain().get_pipe("ner").model
    tok2vec = network.get_ref("tok2vec").layers[0]
    assert remember_words(network)
    once = tok2vec.layers[0]
    assert not remember_words(network)
    assert tok2vec.layers[0] is once

"""The recipe of the bundled model: parting, names, variants, written sentences, and a tiny training run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("spacy")

from pipeline.tokens import fold
from training import build
from training.augment import _glued, inflected, joined, polish_case, varied, with_names
from training.card import tables
from training.corpora import HELD_OUT, TRAINING, Sentence, part_of, parted, read_corpora
from training.evaluate import by_corpus, prf
from training.names import KINDS, bare, generate, parts, place, unseen_parts
from training.written import written

TEXT = "Gestern sprach Frau Anna Weber in Bonn mit Paul."
SENTENCE = Sentence(TEXT, ((20, 30, "PER"), (34, 38, "LOC"), (43, 47, "PER")), "de", "demo")


def marked(sentence: Sentence) -> list[tuple[str, str]]:
    return [(sentence.text[start:end], label) for start, end, label in sentence.spans]


def test_a_sentence_stays_in_its_part_and_a_tenth_is_held_out() -> None:
    parts_of = [part_of(f"Satz Nummer {i}.") for i in range(5000)]
    assert parts_of == [part_of(f"Satz Nummer {i}.") for i in range(5000)]
    assert 0.085 < parts_of.count(HELD_OUT) / 5000 < 0.115


def test_reading_drops_other_labels_and_repeats(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    record = {"text": TEXT, "entities": [[34, 38, "LOC"], [0, 7, "MISC"], [20, 30, "PER"]], "lang": "de"}
    (tmp_path / "demo" / "a.jsonl").write_text((json.dumps(record) + "\n") * 2)
    [sentence] = [s for group in parted(read_corpora(tmp_path)).values() for s in group]
    assert marked(sentence) == [("Anna Weber", "PER"), ("Bonn", "LOC")]
    assert sentence.corpus == "demo"


def test_no_training_name_holds_an_unseen_part() -> None:
    rng = Random(1)
    for kind in ("vietnamese", "japanese"):
        listed = {bare(part).lower() for values in parts(kind).values() for part in values}
        assert not listed & unseen_parts()
        for _ in range(3000):
            words = bare(generate(rng, kind).full).lower().split()
            if kind == "vietnamese":
                assert not set(words) & unseen_parts()
            else:
                firsts = [part for part in unseen_parts() if len(part) > 3]
                assert not any(word.startswith(part) for part in firsts for word in words)


def test_unseen_names_are_built_from_unseen_parts() -> None:
    rng = Random(2)
    for _ in range(300):
        assert set(bare(generate(rng, "vietnamese", unseen=True).full).lower().split()) <= unseen_parts()


@pytest.mark.parametrize("kind", KINDS)
def test_replaced_people_are_marked_exactly(kind: str) -> None:
    made = with_names(SENTENCE, Random(5), kind)
    (first, _), place_then, (second, _) = marked(made)
    assert place_then == ("Bonn", "LOC")
    assert made.text == f"Gestern sprach Frau {first} in Bonn mit {second}."
    assert " " in first


def test_plain_names_have_no_diacritics() -> None:
    made = with_names(SENTENCE, Random(5), "vietnamese", plain=True)
    assert all(fold(name) == name.lower() for name, label in marked(made) if label == "PER")


def test_variants_keep_their_spans() -> None:
    rng = Random(3)
    for _ in range(400):
        made = varied(SENTENCE, rng)
        assert [label for _, label in marked(made)] == ["PER", "LOC", "PER"]
        assert all(name and name == name.strip() for name, _ in marked(made))


def test_a_lost_blank_moves_the_spans() -> None:
    made = _glued(Sentence("Heute sprach Anna.", ((13, 17, "PER"),), "de", "demo"), Random(1))
    assert (made.text, marked(made)) == ("Heute sprachAnna.", [("Anna", "PER")])


def test_joined_sentences() -> None:
    made = joined([SENTENCE, SENTENCE], "\n\n")
    assert marked(made) == marked(SENTENCE) * 2


@pytest.mark.parametrize(
    ("word", "case", "form"),
    [
        ("Minh", "ins", "Minhem"),
        ("Long", "ins", "Longiem"),
        ("Takeda", "acc_f", "Takedę"),
        ("Takeda", "dat", "Takedzie"),
        ("Iwaki", "gen", "Iwakiego"),
        ("Kowalska", "gen", "Kowalskiej"),
        ("Watanabe", "gen", "Watanabe"),
    ],
)
def test_polish_endings(word: str, case: str, form: str) -> None:
    assert inflected(word, case) == form


@pytest.mark.parametrize(
    ("word", "case"), [("Nowakiem", "ins"), ("Nowakowi", "dat"), ("Kowalskiego", "gen"), ("Nowak", None)]
)
def test_polish_case_of_what_stood_there(word: str, case: str | None) -> None:
    assert polish_case(word) == case


def test_written_sentences_have_no_slot_left_and_spans_on_words() -> None:
    for sentence in written(Random(4)):
        assert "{" not in sentence.text
        for start, end, label in sentence.spans:
            assert label in ("PER", "ORG", "LOC")
            assert re.match(r"\w", sentence.text[start:end])
            assert not sentence.text[start - 1 : start].isalnum()


def test_places_are_named_in_the_language() -> None:
    assert {"Deutschland", "Hanoi"} <= {place(Random(i), "de") for i in range(4000)}


def test_precision_recall_f1() -> None:
    assert prf(1, 2, 4) == {"p": 50.0, "r": 25.0, "f": 33.3, "gold": 4}


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Sixty sentences in the layout of the corpora."""
    folder = tmp_path / "corpora" / "germeval2014"
    folder.mkdir(parents=True)
    rows = []
    for i in range(60):
        name = f"Anna Weber{'abcdefghij'[i % 10]}"
        text = f"Am {i}. Tag sprach {name} in Bonn."
        at = text.index(name)
        rows.append({"text": text, "entities": [[at, at + len(name), "PER"]], "lang": "de"})
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "corpora"


def test_a_tiny_training_is_repeatable(corpora: Path, tmp_path: Path) -> None:
    small = ["recipe.steps=3", "recipe.warmup=1", "recipe.words_a_step=60", "recipe.weights.written=1"]
    small += [f"components.ner.model.tok2vec.{part}.width=16" for part in ("embed", "encode")]
    weights = []
    for out in (tmp_path / "one", tmp_path / "two"):
        build.main([str(corpora), str(out), *(a for pair in small for a in ("--set", pair))])
        weights.append((out / "ner" / "model").read_bytes())
        assert json.loads((out / "vocab" / "strings.json").read_text()) == ["PER"]  # spaCy knows LOC and ORG
        assert json.loads((out / "figures.json").read_text())["spans"]
    assert weights[0] == weights[1]


def test_held_out_sentences_are_not_trained_on(corpora: Path) -> None:
    sentences = parted(read_corpora(corpora))
    assert sentences[HELD_OUT]
    texts = {s.text for s in sentences[HELD_OUT]}
    assert not texts & {s.text for s in sentences[TRAINING]}


def test_a_name_across_a_token_border_is_unknown_not_absent() -> None:
    import spacy

    nlp = spacy.blank("xx")
    spans = ((4, 10, "LOC"), (26, 30, "PER"))
    made = build.example(nlp, Sentence("Die Berliner sprachen mit Anna.", spans, "de", "x"))
    assert [(e.text, e.label_) for e in made.reference.ents] == [("Anna", "PER")]
    assert made.reference[1].ent_iob_ == ""
    assert made.reference[0].ent_iob_ == "O"


def test_figures_count_exact_spans() -> None:
    import spacy

    nlp = spacy.blank("xx")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Anna Weber"}])
    rows = by_corpus(nlp, [SENTENCE])["de demo"]
    assert (rows["PER"]["p"], rows["PER"]["r"], rows["LOC"]["r"]) == (100.0, 50.0, 0.0)


def test_the_model_card_states_the_figures_that_were_measured() -> None:
    models = Path(build.__file__).parents[1] / "pipeline" / "models"
    figures = json.loads((models / "communique_xx" / "figures.json").read_text())
    assert tables(figures) in (models / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_the_bundled_model_is_small_and_holds_no_strings_of_the_corpora() -> None:
    model = Path(build.__file__).parents[1] / "pipeline" / "models" / "communique_xx"
    assert sum(file.stat().st_size for file in model.rglob("*") if file.is_file()) < 15_000_000
    assert json.loads((model / "vocab" / "strings.json").read_text()) == ["PER"]

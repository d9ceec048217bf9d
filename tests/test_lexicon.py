"""The form syntax, the lexicon pass, tokens and sentences."""

from __future__ import annotations

import pytest

from pipeline.annotated import annotate
from pipeline.lexicon.forms import BadForm, compile_forms, expand
from pipeline.lexicon.load import language_codes, load_language, read_cldr
from pipeline.lexicon.matcher import Entry, Matcher
from pipeline.tokens import fold, norm, token_spans


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


def found(forms: dict[str, list[str]], text: str) -> list[tuple[str, str, str]]:
    """(value, words, rest) of every lexeme of a tiny lexicon with one section."""
    matcher = Matcher()
    for value, written in forms.items():
        for form in written:
            for compiled in compile_forms(form):
                matcher.add(compiled, Entry("section", value))
    surfaces = tokens(text)
    lexemes = matcher.find([norm(surface) for surface in surfaces], surfaces).get("section", [])
    return [(lexeme.value, " ".join(surfaces[lexeme.start : lexeme.end]), lexeme.rest) for lexeme in lexemes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,4 Mrd. US-Dollar", ["2", ",", "4", "Mrd", ".", "US", "-", "Dollar"]),
        ("DeputyMinister since2017", ["Deputy", "Minister", "since", "2017"]),
        ("McDonald iPhone YouTube", ["McDonald", "iPhone", "YouTube"]),
        ("11月25日", ["11", "月", "25", "日"]),
        ("Pha\u0323m d’Italia", ["Pha\u0323m", "d", "’", "Italia"]),
        ("a_b\u00a0c", ["a", "_", "b", "c"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_norm_and_fold() -> None:
    assert norm("MÄRZ") == norm("ma\u0308rz") == "märz"
    assert norm("Groß") == "gross"
    assert fold("Đặng Łódź") == "dang lodz"
    assert fold("ハン") != fold("バン")


def test_braces() -> None:
    assert expand("premier{,a}") == ["premier", "premiera"]
    assert sorted(expand("{a,b}c{d,e}")) == ["acd", "ace", "bcd", "bce"]


@pytest.mark.parametrize("form", ["", "a{b", "a}b", "{a,}", "^", "{a,b,c,d}" * 6])
def test_bad_forms(form: str) -> None:
    with pytest.raises(BadForm):
        compile_forms(form)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("mehr als", "Es waren MEHR  als drei", [("x", "MEHR als", "")]),
        ("kulturell*", "kulturellen und kulturell", [("x", "kulturellen", ""), ("x", "kulturell", "")]),
        ("-forum", "Kooperationsforum, Forum, abforum", [("x", "Kooperationsforum", "kooperations")]),
        ("^Mai", "mai Mai", [("x", "Mai", "")]),
        ("=SEK", "sek SEK", [("x", "SEK", "")]),
        ("US-Dollar", "US Dollar, us-dollar", [("x", "US Dollar", ""), ("x", "us - dollar", "")]),
        ("m.in.", "to m.in. tak", [("x", "m . in .", "")]),
        ("日本", "東京と日本と", [("x", "日 本", "")]),
    ],
)
def test_forms_in_text(form: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found({"x": [form]}, text) == expected


def test_leftmost_longest_wins_and_equal_spans_stay() -> None:
    forms = {
        "short": ["general"],
        "long": ["general secretary"],
        "other": ["secretary of state"],
        "twin": ["general"],
    }
    assert found(forms, "general secretary of state") == [("long", "general secretary", "")]
    assert sorted(found(forms, "general")) == [("short", "general", ""), ("twin", "general", "")]


def test_the_pass_is_linear() -> None:
    """Nodes visited grow with the tokens, also on text made to fit the beginnings of long forms."""
    steps = []
    for size in (1000, 2000, 4000):
        matcher = Matcher()
        for compiled in compile_forms("a a a a a a a b"):
            matcher.add(compiled, Entry("s", "x"))
        visits = 0
        following = type(matcher._root).next

        def counted(node, word, following=following):  # type: ignore[no-untyped-def]
            nonlocal visits
            visits += 1
            return following(node, word)

        type(matcher._root).next = counted  # type: ignore[method-assign]
        try:
            matcher.find(["a"] * size, ["a"] * size)
        finally:
            type(matcher._root).next = following  # type: ignore[method-assign]
        steps.append(visits)
    assert steps[2] / steps[1] < 2.1
    assert steps[1] / steps[0] < 2.1


def sentences(text: str, language: str) -> list[str]:
    document = annotate(text, language)
    return [document.words(start, end) for start, end in document.sentences]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Am 25. November kam er. Danach nichts.", 2),
        ("de", "Das steht in Nr. 12 bzw. Abs. 3. Die Frist endet.", 2),
        ("de", "Er sagte: „Wir kommen.“ Dann ging er.", 2),
        ("de", "Herr J. Weber sprach.", 1),
        ("pl", "W 2024 r. Polska rosła, m.in. dzięki eksportowi. Potem nie.", 2),
        ("nl", "Besluit nr. 12 o.a. over handel. Het geldt.", 2),
        ("en", "It cost 2.4 million. He left. ‘Why?’ she asked.", 3),
        ("en", "A line that goes on\nin the next one. A second.\n\nA third", 3),
        ("ja", "会談した。次に訪問した。", 2),
    ],
)
def test_sentences(language: str, text: str, expected: int) -> None:
    assert len(sentences(text, language)) == expected, sentences(text, language)


def test_offsets_on_decomposed_text() -> None:
    text = "Ma\u0308rz und Se\u0301ance"
    document = annotate(text, "de")
    assert [text[s:e] for s, e in zip(document.starts, document.ends, strict=True)] == document.surfaces
    assert document.section("month")[0].value == "3"


@pytest.mark.parametrize("code", language_codes())
def test_generated_knowledge_is_current(code: str) -> None:
    from pipeline.lexicon.generate import generate

    assert read_cldr(code) == generate(code), f"run: python -m pipeline.lexicon.generate {code}"


@pytest.mark.parametrize("code", language_codes())
def test_every_language_compiles(code: str) -> None:
    language = load_language(code)
    assert {"month", "weekday", "currency", "country"} <= language.sections
    assert language.date_order in {"dmy", "mdy", "ymd"}

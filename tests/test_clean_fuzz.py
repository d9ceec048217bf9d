"""Whatever comes in, reading and cleaning answer with a document or a reason."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.clean import NotCleanedError, clean, restore
from pipeline.cleaning.characters import tidy
from pipeline.cleaning.furniture import find_furniture
from pipeline.cleaning.lines import split_lines
from pipeline.read import RawDocument, Source, normalise_lines, read_source
from pipeline.reading.encodings import NotTextError, UndecodableError, decode, replace_surrogates

PIECES = st.sampled_from(
    [
        "Lesen Sie auch", "Kommentar (0)", "\n", "\n\n", " ", " | ", "Startseite", "Er sprach lange in Bonn.",
        "14.03.2026", "Von Anna Muster", "Quelle: https://a.example/b", "Kassel, 3. Mai 2026 – ",
        "![](a.png)", "**", "# ",
        "[a](https://b.example)", ".jpg)", "date 2026-03-14 ", "---\n", "title: x\n", "\u200b", "\ud800",
        "\x00", "Kultur",
        "- ", "Der BoteDer Bote26/11/2025", "Tags: a, b", "© 2026", "会談は火曜日に行われた。", "関連記事",
    ]
)  # fmt: skip
PAGES = st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<nav>", "</nav>", "<h1>", "</h1>", "<script>", "</script>", "<!--",
    "-->", "<",
     ">", "&#0;", "&lt;", "<meta name=date content=2026-03-14>", "<figcaption>", "</figcaption>", "<br>",
     "</html>"]
)  # fmt: skip
HTML = st.lists(TAGS | PIECES, max_size=40).map(lambda parts: "<html><body>" + "".join(parts))
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(PAGES)
def test_a_page_comes_back_whole(page: str) -> None:
    try:
        document = clean(page, language="de", is_html=False)
    except NotCleanedError:
        return  # only furniture
    assert restore(document.text, document.removed) == tidy(normalise_lines(replace_surrogates(page)))
    assert all(0 <= passage.at <= len(document.text) for passage in document.removed)
    assert [p.at for p in document.removed] == sorted(p.at for p in document.removed)
    document.model_dump_json().encode("utf-8")


@QUICK
@given(PAGES)
def test_paragraphs_are_never_cut(page: str) -> None:
    lines = split_lines(tidy(page))
    allowed = {"consent", "rights", "source_line", "related", "prompt", "tags", "date_line", "picture_file"}
    for i, reason in find_furniture(lines).items():
        assert not lines[i].prose or reason in allowed


@QUICK
@given(HTML)
def test_broken_markup_is_borne(page: str) -> None:
    try:
        document = clean(page, language="de")
    except NotCleanedError:
        return  # only furniture
    assert document.text.strip() == document.text


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except (NotTextError, UndecodableError):
        return
    replace_surrogates(text).encode("utf-8")


@settings(QUICK, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a.html", "a.txt.gz", "a.jsonl.gz"]))
def test_any_file_gives_documents_or_rejections(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    items = list(read_source(Source(tmp_path / name, name)))
    assert items
    assert all(isinstance(item, RawDocument) or item.message for item in items)

"""The promises of SECURITY.md that no other test covers."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from pipeline.clean import NotCleanedError, clean
from pipeline.extraction import NO_MODEL, Settings, extract_document
from schemas import check_grounded

SAMPLES = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_extraction_opens_no_connection() -> None:
    for path in sorted(SAMPLES.glob("*.txt")):
        extract_document(clean(path.read_bytes()), settings=Settings(model=NO_MODEL))


@pytest.mark.usefixtures("no_network")
def test_an_html_page_fetches_nothing() -> None:
    page = (
        "<html><head><link rel=stylesheet href='http://example.org/a.css'></head><body><article>"
        "<p>Der Minister Jan Brandt reiste am 3. Mai 2031 nach Ulm und sprach dort mit den Betrieben.</p>"
        "<img src='http://example.org/a.png'><script src='http://example.org/a.js'></script>"
        "<p>Er versprach der Stadt und ihren Schulen fünf Millionen Euro für neue Werkstätten.</p>"
        "</article></body></html>"
    )
    document = clean(page, is_html=True)
    assert "Jan Brandt" in document.text
    assert "example.org" not in document.text


def test_names_in_inputs_never_become_paths(tmp_path: Path) -> None:
    from communique.report import build_report
    from pipeline.extraction import document_id
    from schemas import Document, to_json_line

    text = "Ein Text ohne Tatsachen."
    document = Document(
        id=document_id(text), source="../../evil.txt", sources=("../../evil.txt",), language="de", text=text
    )
    out = tmp_path / "a" / "b" / "out"
    out.mkdir(parents=True)
    (out / "documents.jsonl").write_text(to_json_line(document) + "\n", encoding="utf-8")
    build_report(out)
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and out not in path.parents]
    assert outside == []


SENTENCE = "Der Minister Jan Brandt reiste am 3. Mai 2031 nach Ulm und versprach fünf Millionen Euro. "


@pytest.mark.parametrize(
    "raw",
    [
        SENTENCE.replace("Jan", "J\x00an").encode(),
        SENTENCE.replace("Jan", "J\ud800an").encode("utf-8", "surrogatepass"),
        SENTENCE.replace("Jan", "\u202eJan\u2066").encode(),
        SENTENCE.replace("Jan", "J\u200ba\u200dn\ufeff").encode(),
        SENTENCE.replace("Jan", "J\u0430n").encode(),  # a Cyrillic look-alike
        (SENTENCE + "\r" + SENTENCE + "\r\n" + SENTENCE + "\n\r\u2028").encode(),
        b"<html><body>" + b"<div>" * 10_000 + SENTENCE.encode() + b"</div>" * 10_000,
        (SENTENCE * 1_000).encode(),
    ],
    ids=["NUL", "surrogate", "direction", "zero width", "look-alike", "line ends", "deep", "long line"],
)
def test_whatever_the_characters_a_document_or_a_reason(raw: bytes) -> None:
    try:
        document = clean(raw, language="de")
    except NotCleanedError:
        return
    found = extract_document(document, settings=Settings(model=NO_MODEL))
    check_grounded(found.records(), document.text)
    document.model_dump_json().encode("utf-8")

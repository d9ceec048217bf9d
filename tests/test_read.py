"""Reading: encodings, JSON Lines, limits, and what a folder may hold without harm."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import zlib
from pathlib import Path

import pytest

from pipeline.read import InputNotFoundError, RawDocument, Source, find_inputs, read_inputs, read_source
from pipeline.reading.encodings import NotTextError, UndecodableError, decode

POLISH = (
    "Wojewoda przyjęła we wtorek delegację prefektury. Rozmowy o współpracy trwały dwie godziny, a źródłem "
    "pieniędzy będzie budżet województwa. Świadkami byli żona konsula i rzecznik."
)
GERMAN = "Die Ministerin eröffnete gestern in Köln das Forum. Für Bürger und Gäste gäbe es Größeres."
TEXTS = [
    (
        "pl",
        POLISH,
        ["cp1250", "iso8859_2", "utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32"],
    ),
    ("pl-short", "Kraków zaprasza gości na święto pierogów.", ["cp1250", "iso8859_2"]),
    ("pl-quotes", "– Zaczęło się „na żywo” – mówiła wójt. Łącznie przyszło tysiąc osób…", ["cp1250"]),
    ("de", GERMAN, ["cp1252", "iso8859_1", "utf_16_le", "utf_16_be"]),
    ("de-short", "Die Oberbürgermeisterin grüßt.", ["cp1252"]),
    ("de-quotes", "„Wir müssen größer denken“, sagte sie – und lachte.", ["cp1252"]),
    ("nl", "Eén ding is zeker – ‘België doet mee’ – en dat kost € 5 miljoen.", ["cp1252"]),
    ("en", "The mayor’s café was full – “lovely”, she said.", ["cp1252"]),
    (
        "fr",
        "Le préfet a reçu à l'hôtel de ville une délégation; où l'été précède la fête, ça plaît.",
        ["cp1252"],
    ),
    ("es", "El ministro señaló que la cooperación será mañana más fácil. ¿Qué pasará?", ["cp1252"]),
    ("it", "Il sindaco ha detto che la città è pronta: così sarà più facile.", ["cp1252"]),
    ("pt", "O ministro disse que a cooperação será mais fácil; não há dúvidas.", ["cp1252"]),
    ("sv", "Borgmästaren hälsade gästerna välkomna på måndagen i Malmö.", ["cp1252"]),
    (
        "cs",
        "Předseda vlády přijal v úterý delegaci. Žádné další jednání nebylo naplánováno.",
        ["cp1250", "iso8859_2"],
    ),
    (
        "ja",
        "知事は火曜日に代表団を迎え、協力について二時間にわたり話し合った。",
        ["cp932", "euc_jp", "utf_16"],
    ),
    ("vi", "Chủ tịch tỉnh tiếp đoàn đại biểu vào sáng thứ Ba.", ["utf_8", "utf_16"]),
]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [pytest.param(text, enc, id=f"{name}-{enc}") for name, text, encodings in TEXTS for enc in encodings],
)
def test_every_encoding_gives_the_text_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0JFIF",
        bytes(500),
        b"ab\x00" * 99,
    ],
)
def test_binary_is_not_text(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@pytest.mark.parametrize("seed", range(20))
def test_binary_without_a_known_beginning_is_not_text(seed: int) -> None:
    noise = random.Random(seed).randbytes(1000 * (seed + 1))
    for data in (noise, noise.replace(b"\0", b""), b"a heading in words\n" + noise, zlib.compress(noise * 9)):
        with pytest.raises(NotTextError):
            decode(data)


def test_what_is_text_in_no_encoding_is_undecodable() -> None:
    with pytest.raises(UndecodableError):
        decode("Żółta łódź płynie. ".encode() * 20 + b"\xff\x81" * 40)


def test_a_few_broken_places_are_borne_and_counted() -> None:
    decoded = decode((POLISH * 9).encode() + b"\xff\xfe")
    assert decoded.encoding == "utf_8"
    assert decoded.lost == 2


def test_more_than_one_per_cent_lost_is_refused() -> None:
    with pytest.raises(UndecodableError):
        decode((b"a" * 40 + b"\x01") * 50)


def only(tmp_path: Path, name: str, data: bytes, **options: int) -> object:
    (tmp_path / name).write_bytes(data)
    items = list(read_source(Source(tmp_path / name, name), **options))
    assert len(items) == 1
    return items[0]


def test_line_ends_and_hash(tmp_path: Path) -> None:
    data = b"one\r\ntwo\rthree\nfour\xe2\x80\xa8five"
    item = only(tmp_path, "a.txt", data)
    assert isinstance(item, RawDocument)
    assert item.content == "one\ntwo\nthree\nfour\nfive"
    assert item.sha256 == hashlib.sha256(data).hexdigest()
    assert item.id == item.sha256[:16]
    assert not item.is_html


def test_compressed_content_has_the_hash_of_what_is_inside(tmp_path: Path) -> None:
    item = only(tmp_path, "a.txt.gz", gzip.compress(POLISH.encode()))
    assert isinstance(item, RawDocument)
    assert item.content == POLISH
    assert item.sha256 == hashlib.sha256(POLISH.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", b"<p>x</p>", True),
        ("a.htm.gz", gzip.compress(b"x", mtime=0), True),
        ("a.txt", b"\n <!DOCTYPE html><html></html>", True),
        ("a.txt", b"<?xml version='1.0'?><!-- a --><!-- b -->\n<HTML lang=de>", True),
        ("a.md", b"# html\n<b>x</b>", False),
    ],
)
def test_html_is_told_by_name_or_by_its_beginning(
    tmp_path: Path, name: str, data: bytes, expected: bool
) -> None:
    item = only(tmp_path, name, data)
    assert isinstance(item, RawDocument)
    assert item.is_html is expected


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", " \n\t\u00a0\ufeff\n".encode(), "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(90), "not_text"),
        ("a.txt", b"a\x01" * 90, "not_text"),
        ("a.txt", (b"a" * 40 + b"\x01") * 40, "undecodable"),
        ("a.txt", b"x" * 2001, "too_large"),
        ("a.txt.gz", gzip.compress(b"x" * 2001, mtime=0), "too_large"),
        ("a.txt.gz", b"no gzip at all", "not_text"),
        ("a.txt.gz", gzip.compress(b"x" * 1000, mtime=0)[:-9], "not_text"),
        ("a.jsonl", b'{"text": "x"', "malformed_json"),
        ("a.jsonl", b"[1]", "malformed_json"),
        ("a.jsonl", b"[" * 1900, "malformed_json"),
        ("a.jsonl", b'{"title": "x"}', "missing_field"),
        ("a.jsonl", b'{"text": 7}', "missing_field"),
        ("a.jsonl", b'{"text": " "}', "empty"),
        ("a.jsonl", b'{"text": "\\u0001\\u0002ab"}', "undecodable"),
        ("a.jsonl", b'{"text": "' + b"x" * 2001 + b'"}', "too_large"),
    ],
)
def test_rejections(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    item = only(tmp_path, name, data, max_bytes=2000)
    assert not isinstance(item, RawDocument)
    assert str(item.code) == code  # type: ignore[attr-defined]
    assert str(item.stage) == "read"  # type: ignore[attr-defined]
    assert item.message.endswith(".")  # type: ignore[attr-defined]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb", compresslevel=9) as out:
        for _ in range(60):
            out.write(bytes(1_000_000))
    items = list(read_source(Source(tmp_path / "bomb.jsonl.gz", "bomb.jsonl.gz")))
    assert [str(item.code) for item in items if not isinstance(item, RawDocument)] == ["too_large"]


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        {
            "text": "Eins.",
            "id": "a1",
            "url": "https://x.example/1",
            "title": " T\n1 ",
            "published": "2026-03-01",
        },
        {"html": "<p>Zwei.</p>", "id": 7, "author": "A. B.", "language": "de"},
        {"text": "Drei \ud800 " + "x" * 200},
    ]
    data = "\n".join(json.dumps(line) for line in lines) + "\n\nno json\n"
    (tmp_path / "f.jsonl").write_bytes(b"\xef\xbb\xbf" + data.encode())
    one, two, three, bad = read_source(Source(tmp_path / "f.jsonl", "f.jsonl"))
    assert isinstance(one, RawDocument)
    assert isinstance(two, RawDocument)
    assert isinstance(three, RawDocument)
    assert (one.source, one.title, one.published, one.url) == (
        "f.jsonl#a1",
        "T 1",
        "2026-03-01",
        "https://x.example/1",
    )
    assert (two.source, two.is_html, two.author, two.language) == ("f.jsonl#7", True, "A. B.", "de")
    assert (three.source, three.content) == ("f.jsonl#3", "Drei \ufffd " + "x" * 200)
    assert not isinstance(bad, RawDocument)
    assert bad.source == "f.jsonl#5"


def test_the_hash_of_a_line_does_not_depend_on_spaces_or_key_order(tmp_path: Path) -> None:
    data = '{"text":"A","id":"1"}\n{ "id" : "1", "text" : "\\u0041" }\n'
    (tmp_path / "f.jsonl").write_text(data)
    (tmp_path / "g.jsonl").write_bytes(data.encode("utf-16"))
    ids = [item.id for item in read_inputs([tmp_path]) if isinstance(item, RawDocument)]
    assert len(ids) == 4
    assert len(set(ids)) == 1


def test_a_line_of_five_million_characters_is_read(tmp_path: Path) -> None:
    item = only(tmp_path, "long.txt", b"x" * 5_000_000)
    assert isinstance(item, RawDocument)
    assert len(item.content) == 5_000_000


def test_a_too_long_json_line_does_not_hide_the_next(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 3000})
    (tmp_path / "f.jsonl").write_text(f'{long}\n{{"text": "Gut."}}\n')
    items = list(read_source(Source(tmp_path / "f.jsonl", "f.jsonl"), max_bytes=2000))
    assert [isinstance(item, RawDocument) for item in items] == [False, True]


def names(inputs: list[Path | str]) -> list[str]:
    return [source.name for source in find_inputs(inputs)]


def test_folders_files_and_patterns(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.html", "sub/d.jsonl.gz", "sub/e.pdf", ".hidden.txt", ".parts/f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names([tmp_path]) == ["a.md", "b.txt", "sub/c.html", "sub/d.jsonl.gz"]
    assert names([f"{tmp_path}/*.txt"]) == ["b.txt"]
    assert names([f"{tmp_path}/**/*.html"]) == ["sub/c.html"]
    assert names([tmp_path / "sub" / "c.html"]) == ["c.html"]
    assert names([tmp_path / "sub" / "e.pdf"]) == ["e.pdf"]
    assert names([tmp_path / "b.txt", tmp_path, tmp_path / "b.txt"]) == names([tmp_path])
    with pytest.raises(InputNotFoundError):
        find_inputs([tmp_path / "nothing.txt"])
    with pytest.raises(InputNotFoundError):
        find_inputs([f"{tmp_path}/*.nothing"])


def test_equal_names_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(folder)
    assert names([tmp_path / "one", tmp_path / "two"]) == ["one/x.txt", "two/x.txt"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.txt").write_text("secret")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "good.txt").write_text("x")
    (inside / "blob").write_text("y")
    (inside / "link.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (inside / "folder").symlink_to(tmp_path / "secret")
    (inside / "loop").symlink_to(inside)
    (inside / "dead.txt").symlink_to(inside / "none.txt")
    (inside / "blob.txt").symlink_to(inside / "blob")
    skipped: list[str] = []
    found = find_inputs([inside], on_skip=lambda path, reason: skipped.append(path.name))
    assert [source.name for source in found] == ["blob.txt", "good.txt"]
    assert skipped == ["dead.txt", "link.txt"]
    assert names([f"{inside}/*.txt"]) == ["blob.txt", "good.txt"]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names([tmp_path]) == []


def test_odd_file_names(tmp_path: Path) -> None:
    odd = ["new\nline.txt", "quo\"te's.txt", "..two.txt", "-rf.txt", "ż\u202e.txt", "*.txt"]
    for name in odd:
        (tmp_path / name).write_text("x")
    with open(os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt"), "w") as out:
        out.write("x")
    expected = [name for name in odd if not name.startswith(".")] + ["caf\\xe9.txt"]
    assert names([tmp_path]) == sorted(expected)
    assert all(isinstance(item, RawDocument) for item in read_inputs([tmp_path]))
    json.dumps(names([tmp_path])).encode()


def test_a_folder_of_trouble_keeps_the_good_article(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{")
    (tmp_path / "bin.txt").write_bytes(bytes(100))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(POLISH)
    (tmp_path / "damaged.txt").write_bytes((b"a" * 40 + b"\x01") * 40)
    (tmp_path / "noise.txt").write_bytes(b"\x81\x02\x9d" * 100)
    codes = [getattr(item, "code", "good") for item in read_inputs([tmp_path])]
    assert [str(code) for code in codes] == [
        "malformed_json", "not_text", "undecodable", "empty", "good", "not_text",
    ]  # fmt: skip

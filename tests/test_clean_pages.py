"""Cleaning beyond furniture: what pages say, HTML, Markdown, characters, and pages that mean harm."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from pipeline.clean import NotCleanedError, clean, clean_raw, restore
from pipeline.cleaning.characters import tidy
from pipeline.cleaning.html import read_html
from pipeline.cleaning.page_dates import find_dates, is_stamp
from pipeline.cleaning.words import COMMON_KEYS, LIST_KEYS, ORDERS
from pipeline.read import RawDocument
from schemas import Document, Rejected

BODY = (
    "Die Gouverneurin hat am Dienstag eine Delegation empfangen und über Häfen gesprochen. "
    "Beide Seiten wollen im Herbst ein Abkommen unterzeichnen, das fünf Jahre gilt."
)

DATES = [
    ("14.03.2026", "2026-03-14"),
    ("14. 3. 2026", "2026-03-14"),
    ("14-03-2026", "2026-03-14"),
    ("14/03/2026", "2026-03-14"),
    ("2026-03-14", "2026-03-14"),
    ("2026/03/14", "2026-03-14"),
    ("2026-03-14T10:00:00Z", "2026-03-14"),
    ("14. März 2026", "2026-03-14"),
    ("14 maart 2026", "2026-03-14"),
    ("14 marca 2026", "2026-03-14"),
    ("March 14, 2026", "2026-03-14"),
    ("14th of March 2026", "2026-03-14"),
    ("Sept. 3, 2026", "2026-09-03"),
    ("1er avril 2026", "2026-04-01"),
    ("14 de marzo de 2026", "2026-03-14"),
    ("14 de março de 2026", "2026-03-14"),
    ("14 marzo 2026", "2026-03-14"),
    ("14 mars 2026", "2026-03-14"),
    ("ngày 14 tháng 3 năm 2026", "2026-03-14"),
    ("14. března 2026", "2026-03-14"),
    ("2026年3月14日", "2026-03-14"),
    ("令和8年3月14日", "2026-03-14"),
    ("平成元年1月8日", "1989-01-08"),
    ("本県8年3月14日", None),
    ("31 września 2026", None),
    ("29.02.2025", None),
    ("14 Personen 2026", None),
    ("Nr. 3.14.2026.7", None),
    ("2026", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_page_dates(text: str, expected: str | None) -> None:
    days = [found.read("dmy") for found in find_dates(text)]
    assert [str(day) for day in days if day] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06/11/2026", None),
        ("25/11/2026", date(2026, 11, 25)),
        ("11/25/2026", date(2026, 11, 25)),
        ("11/11/2026", date(2026, 11, 11)),
        ("06.11.2026", date(2026, 11, 6)),
    ],
)
def test_an_ambiguous_date_has_no_reading(text: str, expected: date | None) -> None:
    assert find_dates(text)[0].read("either") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dienstag, 14. März 2026, 10:15 Uhr", True),
        ("Thứ Ba, 14/04/2026, 08:30 (GMT+7)", True),
        ("14 marca 2026 r., godz. 9:00", True),
        ("14 mars 2026 à 18h30", True),
        ("Am 14. März 2026 in Kassel", False),
        ("Forum 14.03.2026", False),
        ("ohne Datum", False),
    ],
)
def test_stamps(text: str, expected: bool) -> None:
    assert is_stamp(text) is expected


PUBLISHED = [
    ("datelines", "Kassel, 14. März 2026\n\n" + BODY, "2026-03-14"),
    ("dateline with a holiday", "Mariefred, nyårsafton 2025\n\n" + BODY, "2025-12-31"),
    ("dateline with an eve", "Leeds, New Year's Eve 2025\n\n" + BODY, "2025-12-31"),
    ("dateline with Christmas Eve", "Kassel, Heiligabend 2025\n\n" + BODY, "2025-12-24"),
    ("a holiday as title", "Christmas 2025\n\n" + BODY, None),
    ("dateline with agency", "KASSEL, 14.03.2026 (dpa) – " + BODY, "2026-03-14"),
    ("dateline with stop", "Lublin, 3 marca 2026 r. " + BODY, "2026-03-03"),
    ("dateline with weekday", "Kassel, Samstag, 14. März 2026 – " + BODY, "2026-03-14"),
    ("dateline with time", "Kassel, 14. März 2026, 6.02 Uhr\n\n" + BODY, "2026-03-14"),
    ("dateline without comma", "Kassel 14. März 2026 (dpa) – " + BODY, "2026-03-14"),
    ("dateline without comma, Swedish", "Titel\nSundsvall den 14 mars 2026. " + BODY, "2026-03-14"),
    ("a treaty of a day", "Der Vertrag vom 14. März 2026. " + BODY, None),
    ("dateline in lens brackets", "【倉敷 2026年3月14日】" + BODY, "2026-03-14"),
    ("dateline between bars", "LIVE +++ Kassel, 14. März 2026 +++ Zeiten in MEZ\n" + BODY, "2026-03-14"),
    ("dateline behind a dash", "Mitteilung – Gent, 14 maart 2026, 17.45 u.\n" + BODY, "2026-03-14"),
    ("a day before a dash", "Titel\n14/3/2026 - " + BODY, "2026-03-14"),
    ("a list of days", "Titel\n14/3/2026 - " + BODY + "\n15/3/2026 - " + BODY, None),
    ("issue", "Der Bote – Ausgabe vom 14. März 2026\n" + BODY, "2026-03-14"),
    ("label behind a dash", "Góc nhìn – Cập nhật 14/03/2026 07:12 GMT+7\n" + BODY, "2026-03-14"),
    ("paper, day and page", BODY + "\nKasseler Bote, Samstag, 14. März 2026, S. 3", "2026-03-14"),
    ("paper, weekday, page", "Der Bote – Samstag, 14. März 2026 – S. 3\n" + BODY, "2026-03-14"),
    ("byline and an Austrian month", "Titel\nVon Karla Öztürk, 22. Jänner 2025\n" + BODY, "2025-01-22"),
    ("a paper", BODY + "\nErschienen in der Neuen Warte am 14. März 2026, Seite 4", "2026-03-14"),
    ("age behind the date", "Titel\n14/03/2026 05h00  Atualizado há 3 horas\n" + BODY, "2026-03-14"),
    ("a sentence about a day", "Seit 14. März 2026 (Samstag) – so heißt es – gilt es. " + BODY, None),
    ("glued", "Titel des Tages\n\nDer AnzeigerDer Anzeiger26/11/2025\n\n" + BODY, "2025-11-26"),
    ("glued once", "Titel des Tages\n\nDer Anzeiger26/11/2025\n\n" + BODY, "2025-11-26"),
    ("label", "Titel des Tages\nData publikacji: 18.05.2026\n" + BODY, "2026-05-18"),
    ("brackets", "Titel des Tages\n(Stand: 18.05.2026)\n" + BODY, "2026-05-18"),
    ("published before updated", "Stand: 19.05.2026\nErschienen am 18.05.2026\n" + BODY, "2026-05-18"),
    ("both in one line", "Veröffentlicht am 18.05.2026, aktualisiert am 19.05.2026\n" + BODY, "2026-05-18"),
    ("between bars", "Titel des Tages\n13-03-2008 | Persbericht | Ministerie\n" + BODY, "2008-03-13"),
    ("crawler", "date 2025-11-19 " + BODY, "2025-11-19"),
    ("address", BODY + "\nQuelle: https://a.example/2026/02/07/forum.html", "2026-02-07"),
    ("a day in a sentence", "Am 25. November 2025 begann das Forum. " + BODY, None),
    ("a weekday in a sentence", "Am Dienstag, 25. November 2025 – es regnete – begann es. " + BODY, None),
    (
        "a date in the text",
        BODY + "\nDas Forum in Kassel, 14. März 2026, war gut besucht, so der Veranstalter.",
        None,
    ),
    ("a month", "Kassel, März 2026\n\n" + BODY, None),
    ("no calendar day", "Kassel, 31.02.2026\n\n" + BODY, None),
    ("a list of dates under other headlines", BODY + "\nMehr zum Thema\nAlter Bericht\n03.02.2020", None),
    ("a number", "Beschluss 12.10.2025/77 des Rates\n" + BODY, None),
]


@pytest.mark.parametrize(
    ("page", "expected"), [case[1:] for case in PUBLISHED], ids=[c[0] for c in PUBLISHED]
)
def test_published(page: str, expected: str | None) -> None:
    document = clean(page, language="de")
    assert (str(document.published) if document.published else None) == expected
    assert document.published_from == ("text" if expected else None)


AUTHORS = [
    ("byline", "Titel des Tages\nVon Karla Öztürk\n" + BODY, "Karla Öztürk"),
    ("byline with place", "Titel des Tages\nVon Karla van der Heide, Kassel\n" + BODY, "Karla van der Heide"),
    ("two authors", "Titel des Tages\nBy Ann Lee and Bo Day\n" + BODY, "Ann Lee and Bo Day"),
    ("label", BODY + "\nAutor: Jan Nowak", "Jan Nowak"),
    ("shouted", "Titel des Tages\nBy ANN LEE\n" + BODY, "ANN LEE"),
    ("signature", BODY + "\nHoang Lan\nQuelle: https://a.example/b", "Hoang Lan"),
    ("a title that begins like one", "Von Kassel nach Toyama\n" + BODY, None),
    ("a caption", "Titel des Tages\nFoto: Jan Nowak\n" + BODY, None),
    ("a sentence", "Titel des Tages\nVon Anfang an war klar, dass es schwierig wird\n" + BODY, None),
]


@pytest.mark.parametrize(("page", "expected"), [case[1:] for case in AUTHORS], ids=[c[0] for c in AUTHORS])
def test_author(page: str, expected: str | None) -> None:
    assert clean(page, language="de").author == expected


def test_what_the_caller_knows_is_taken() -> None:
    document = clean(
        "Kassel, 14. März 2026\n\n" + BODY,
        title="T",
        author="A B",
        published=date(2020, 1, 2),
        url="https://a.example/x",
        source="in/a.txt",
    )
    assert (document.title, document.author, str(document.published)) == ("T", "A B", "2020-01-02")
    assert (document.published_from, document.source_url) == ("metadata", "https://a.example/x")
    assert (document.source, document.sources, document.language) == ("in/a.txt", ("in/a.txt",), "de")


def test_a_given_date_that_cannot_be_read_is_said() -> None:
    document = clean(BODY, published="neulich")
    assert document.published is None
    assert [note.code for note in document.warnings] == ["published_unreadable"]


def test_headline_is_the_title_and_stays_in_the_text() -> None:
    document = clean("Häfen rücken zusammen\n\n" + BODY, language="de")
    assert document.title == "Häfen rücken zusammen"
    assert document.text.startswith("Häfen rücken zusammen\n")
    assert clean(BODY + "\n\n" + BODY, language="de").title is None


HTML = """<!doctype html><html lang="de"><head><title>Häfen rücken zusammen | Blatt</title>
<meta property="og:site_name" content="Das Blatt"><meta name="author" content="Karla Öztürk">
<meta property="article:published_time" content="2026-03-14T08:00:00+01:00">
<link rel="canonical" href="https://blatt.example/haefen"><script>var x = "<p>nicht</p>";</script></head>
<body><nav><ul><li><a href="/">Startseite</a></li><li><a href="/p">Politik</a></li></ul></nav>
<article><h1>Häfen rücken zusammen</h1><p>{body}</p><figure><figcaption>Der Hafen.
Foto: J. M.</figcaption></figure><p>{body}</p>
<p>Am Ende stand ein <b>Abendessen</b> im Rathaus mit &amp; ohne Fisch.</p>
</article><aside><h3>Lesen Sie auch</h3><ul><li><a href="/x">Fähre fällt aus</a></li></ul></aside>
<footer>Impressum | Datenschutz</footer></body></html>""".replace("{body}", BODY)


def test_html() -> None:
    document = clean(HTML)
    assert document.title == "Häfen rücken zusammen"
    assert (document.author, document.publisher) == ("Karla Öztürk", "Das Blatt")
    assert (str(document.published), document.published_from) == ("2026-03-14", "metadata")
    assert document.source_url == "https://blatt.example/haefen"
    assert document.text.count(BODY) == 2
    assert document.text.startswith("Häfen rücken zusammen")
    assert "Am Ende stand ein Abendessen im Rathaus mit & ohne Fisch." in document.text
    assert "Der Hafen. Foto: J. M." in document.text.split("\n")
    for furniture in ("Startseite", "Fähre", "Impressum", "nicht"):
        assert furniture not in document.text
    assert restore(document.text, document.removed) == read_html(HTML, None).page
    assert any("Fähre fällt aus" in passage.text for passage in document.removed)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 5000 + BODY + "</div>" * 5000,
        "<html><body><p>" + BODY + "<p><table><tr><td>" + "<b><i>" * 300,
        "<html><body>" + "<p>" + BODY + "</p>" + "<!-- " * 2000,
        "<html><p>" + BODY + "</p>" + "</div>" * 3000,
        "<html><p>" + BODY + "</p><script>" + "x" * 10000,
        "<html><p>" + BODY + "</p>" + "&#x110000;&bogus;" * 100,
        "<html><p " + "a=b " * 5000 + ">" + BODY + "</p>",
        "<html><body><p>" + BODY + "</p>" + "<" * 3000,
    ],
)
def test_broken_html_still_gives_the_article(page: str) -> None:
    assert BODY in clean(page, language="de").text


def test_markdown() -> None:
    page = (
        '---\ntitle: "Häfen"\nauthor: Karla Öztürk\ndate: 2026-03-14\nlang: de\nurl: https://a.example/h\n---\n\n'
        f"# Häfen rücken zusammen\n\n![Kai](kai.png)\n{BODY} Mehr **im Herbst** auf [der Seite](https://a.example/s)."
        "\n\n- Handel\n- Kultur\n"
    )
    document = clean(page)
    assert (document.title, document.author, str(document.published)) == (
        "Häfen",
        "Karla Öztürk",
        "2026-03-14",
    )
    assert document.source_url == "https://a.example/h"
    assert document.text == (
        f"Häfen rücken zusammen\n\n{BODY} Mehr im Herbst auf der Seite.\n\n- Handel\n- Kultur"
    )
    assert restore(document.text, document.removed) == tidy(page)


def test_characters() -> None:
    page = (
        "Der\u00a0Minis\u00adter\u200b kam\u202e am\u2009Montag.\x00\x07 \t\r\nEr\ufeff ging.   "
        + "\n" * 5
        + "Ende."
    )
    assert tidy(page) == "Der Minister kam am Montag.\nEr ging.\n\nEnde."
    assert tidy(tidy(page)) == tidy(page)


@pytest.mark.parametrize(
    ("page", "stage", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "read", "not_text"),
        (b"a\x01" * 99, "read", "not_text"),
        ("", "clean", "no_article"),
        ("25.11.2025 – 7", "clean", "no_article"),
        ("Anmelden\nTeilen\nKommentar (0)", "clean", "no_article"),
        ("Министр принял делегацию префектуры. Переговоры о сотрудничестве продолжались два часа, "
         "стороны договорились о новых поставках и обмене студентами.", "language", "unsupported_language"),
    ],
)  # fmt: skip
def test_what_gives_no_document(page: bytes | str, stage: str, code: str) -> None:
    with pytest.raises(NotCleanedError) as caught:
        clean(page)
    assert (caught.value.stage, caught.value.code) == (stage, code)


def test_raw_documents_come_out_as_documents_or_rejections() -> None:
    good = clean_raw(RawDocument("a.txt", BODY, False, "0" * 64))
    assert isinstance(good, Document)
    assert good.id == "0" * 16
    bad = clean_raw(RawDocument("b.txt", "12 - 34", False, "1" * 64))
    assert isinstance(bad, Rejected)
    assert (bad.source, str(bad.stage), str(bad.code), bad.sha256) == (
        "b.txt",
        "clean",
        "no_article",
        "1" * 64,
    )


@pytest.mark.parametrize(
    "page",
    [
        "x" * 1_000_000 + "\n\n" + BODY,
        "a " * 300_000 + BODY,
        "Kommentar (" * 30_000,
        "![" * 60_000 + BODY,
        "[a](" * 40_000 + BODY,
        "**a" * 50_000 + "\n\n" + BODY,
        "1.1." * 50_000 + BODY,
        "Lesen Sie auch\n" * 8_000 + BODY,
        "12/12/" * 40_000 + BODY,
        "| " * 50_000 + BODY,
        "http://" * 30_000 + BODY,
        "Von A " * 30_000 + BODY,
        ("Teilen " * 30 + "\n") * 1_000 + BODY,
        "#a" * 60_000 + BODY,
        "---\n" * 30_000 + BODY,
        "\n" * 300_000 + BODY,
        "\u200b" * 300_000 + BODY,
    ],
    ids=range(17),
)
def test_pages_built_to_take_long_do_not(page: str) -> None:
    document = clean(page, language="de")
    assert restore(document.text, document.removed) == tidy(page)


def test_the_page_files_hold_what_the_loader_knows() -> None:
    folder = files("pipeline") / "languages" / "page"
    for entry in folder.iterdir():
        if not entry.name.endswith(".toml"):
            continue
        data = tomllib.loads(entry.read_text(encoding="utf-8"))
        common = entry.name == "common.toml"
        known = set(COMMON_KEYS if common else (*LIST_KEYS, "order"))
        assert set(data) == known, entry.name
        assert common or data["order"] in ORDERS
        for key, values in data.items():
            if key != "order":
                assert all(isinstance(value, str) and value == value.strip() and value for value in values)
                assert len(values) == len(set(values)), (entry.name, key)

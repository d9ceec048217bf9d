"""The report: segments, pages, hostile text, and its behaviour in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique import runfolder
from communique.report import build_report
from communique.report.charts import by_month
from communique.report.segments import Span, segments
from pipeline.extraction import NO_MODEL, Settings, document_id, extract_document
from pipeline.linking import link_folder
from schemas import Document, Rejected, Removed, to_json_line

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = "<script>document.title='broken'</script><img src=x onerror=alert(1)>"
ARTICLES = {
    "a.txt": (
        "de",
        "Forum in Mainz\n\nMinisterin Petra Sommer nannte am 3. Mai 2031 die Summe von 5 Millionen Euro. "
        + HOSTILE,
    ),
    "b.txt": ("nl", "Minister Petra Sommer sprak op 4 juni 2031 over 2 miljoen euro in Utrecht."),
    "c.txt": ("en", "No facts here but words."),
}


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's folder with three articles, one of them hostile, and a rejected input."""
    out = tmp_path_factory.mktemp("run")
    rows: dict[str, list[tuple[str, str]]] = {}
    for source, (language, text) in ARTICLES.items():
        key = document_id(text)
        document = Document(
            id=key,
            source=source,
            sources=(source,),
            language=language,
            text=text,
            removed=(Removed(at=0, text="Share this", reason="share_button"),),
        )
        rows.setdefault("documents", []).append((key, to_json_line(document)))
        facts = extract_document(document, settings=Settings(model=NO_MODEL))
        for name in runfolder.RECORD_FILES:
            rows.setdefault(name, []).extend((key, to_json_line(record)) for record in getattr(facts, name))
    for name, lines in rows.items():
        ordered = sorted(lines, key=lambda line: line[0])
        (out / f"{name}.jsonl").write_text("".join(f"{line}\n" for _, line in ordered), encoding="utf-8")
    rejected = Rejected(
        source="<b>.bin", stage="read", code="not_text", message="It is no text.", sha256="0" * 64
    )
    (out / "rejected.jsonl").write_text(to_json_line(rejected) + "\n", encoding="utf-8")
    link_folder(out, out)
    build_report(out)
    return out


def page_of(out: Path, source: str) -> Path:
    return out / "report" / "documents" / f"{document_id(ARTICLES[source][1])}.html"


def test_segments_are_the_text_without_gaps() -> None:
    text = "abcdefgh"
    found = segments(
        text, [Span(1, 5, "r1", "money", True), Span(3, 7, "r2", "dates", True)], [(3, "gone", "ad")]
    )
    assert "".join(segment.text for segment in found) == text
    assert [(s.text, s.records) for s in found] == [
        ("a", ()),
        ("bc", ("r1",)),
        ("de", ("r1", "r2")),
        ("fg", ("r2",)),
        ("h", ()),
    ]
    assert [s.removed for s in found if s.removed] == [(("gone", "ad"),)]


def test_removed_at_the_end_is_shown() -> None:
    assert segments("ab", [], [(2, "tail", "ad")])[-1].removed == (("tail", "ad"),)


def test_months_become_years_where_there_are_many() -> None:
    from collections import Counter

    few = by_month({"events": Counter({"2031-05": 2, "2031-07": 1})})
    assert [(bar.label, bar.total) for bar in few.bars] == [("2031-05", 2), ("2031-07", 1)]
    many = by_month(
        {"events": Counter({f"{year}-{month:02}": 1 for year in range(2000, 2010) for month in range(1, 13)})}
    )
    assert next((bar.label, bar.total) for bar in many.bars) == ("2000", 12)


def test_every_document_has_a_page_and_every_link_a_target(run_folder: Path) -> None:
    report = run_folder / "report"
    assert len(list((report / "documents").glob("*.html"))) == len(ARTICLES)
    index = (report / "index.html").read_text(encoding="utf-8")
    for link in re.findall(r'href="(documents/[^"#]+)(?:#[^"]*)?"', index):
        assert (report / link).is_file(), link


def test_what_an_article_contains_is_escaped(run_folder: Path) -> None:
    for page in (run_folder / "report").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<script>document" not in html
        assert "<img" not in html
        assert "<b>.bin" not in html


def test_the_report_is_the_same_twice(run_folder: Path, tmp_path: Path) -> None:
    again = build_report(run_folder, tmp_path / "again").parent
    for page in (run_folder / "report").rglob("*"):
        if page.is_file():
            assert (again / page.relative_to(run_folder / "report")).read_bytes() == page.read_bytes()


def test_a_folder_with_something_else_is_not_replaced(run_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(runfolder.RunFolderError, match="holds something else"):
        build_report(run_folder, tmp_path)
    assert (tmp_path / "mine.txt").exists()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on the PATH (Debian: apt-get install chromium).")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed.")
    with playwright.sync_playwright() as running:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
        ]
        opened = running.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser) -> Iterator[object]:  # type: ignore[no-untyped-def]
    opened = browser.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("request", lambda request: request.url.startswith("file:") or problems.append(request.url))
    yield opened
    opened.close()
    assert problems == []


def test_a_click_highlights_the_right_words(page, run_folder: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto(page_of(run_folder, "a.txt").as_uri())
    page.click(".record[data-type=money]")
    assert page.locator("mark.on").all_inner_texts() == ["5 Millionen Euro"]
    page.click(".record[data-type=dates]")
    assert page.locator("mark.on").all_inner_texts() == ["3. Mai 2031"]
    page.keyboard.press("Escape")
    assert page.locator("mark.on").count() == 0


def test_a_click_on_words_finds_their_record(page, run_folder: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto(page_of(run_folder, "a.txt").as_uri())
    page.click("mark:has-text('5 Millionen Euro')")
    assert page.locator(".record[aria-pressed=true]").get_attribute("data-type") == "money"


def test_filters_filter(page, run_folder: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto(page_of(run_folder, "a.txt").as_uri())
    page.uncheck("input[data-type=money]")
    assert page.locator(".record[data-type=money]:visible").count() == 0
    assert page.locator("mark:has-text('5 Millionen Euro')").get_attribute("class").split()[-1] == "off"
    page.check("input[data-type=money]")
    assert page.locator(".record[data-type=money]:visible").count() == 1
    page.check("input[data-removed]")
    assert page.locator("del.removed").first.is_visible()


def test_arrow_keys_walk_the_records(page, run_folder: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto(page_of(run_folder, "a.txt").as_uri())
    page.locator(".record").first.focus()
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") != first
    assert page.locator(".record[aria-pressed=true]").count() == 1


def test_hostile_text_stays_text(page, run_folder: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto(page_of(run_folder, "a.txt").as_uri())
    assert page.title().startswith("Forum in Mainz")
    assert HOSTILE in page.locator(".text").inner_text()


def test_the_overview_filters_its_articles(page, run_folder: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto((run_folder / "report" / "index.html").as_uri())
    page.select_option("[data-filter-key=language]", "nl")
    assert page.locator("#documents-table tbody tr:visible").count() == 1
    page.select_option("[data-filter-key=language]", "")
    page.fill("#documents [data-filter-text]", "mainz")
    assert page.locator("#documents-table tbody tr:visible").count() == 1


def test_a_link_leads_to_its_record(page, run_folder: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto((run_folder / "report" / "index.html").as_uri())
    page.locator("#money a").first.click()
    assert page.locator(".record[aria-pressed=true]").get_attribute("data-type") == "money"

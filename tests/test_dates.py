"""Dates: inline cases, sentences without dates, dates that Babel writes, and linear cost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest
from babel import Locale, localedata
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotated import annotate
from pipeline.candidates import DateCandidate
from pipeline.extractors.dates import extract_dates
from pipeline.extractors.dates.units import UNITS
from pipeline.lexicon import language_codes, load_language
from schemas import edtf
from tests.inline import CASES, Case, all_cases, read_cases

WITH_DATES = [code for code in language_codes() if "time_unit" in load_language(code).sections]
POSITIVE = [(code, case) for code, case in all_cases("dates") if ".not.txt" not in case.origin]


def dates(text: str, code: str, published: str | None = None) -> list[DateCandidate]:
    when = date.fromisoformat(published) if published else None
    return extract_dates(annotate(text, code, published=when))[0]


@pytest.mark.parametrize(("code", "case"), POSITIVE, ids=[case.origin for _, case in POSITIVE])
def test_case(request: pytest.FixtureRequest, code: str, case: Case) -> None:
    if case.known_failure:
        request.applymarker(
            pytest.mark.xfail(strict=True, reason="known failure, marked '!' in the case file")
        )
    found = dates(case.text, code, case.settings.get("published"))
    assert [(*c.evidence[0], c.edtf) for c in found] == list(case.marks)


@pytest.mark.parametrize("path", sorted((CASES / "dates").glob("*.not.txt")), ids=lambda path: path.name)
def test_sentences_without_dates(path: Any) -> None:
    """At most one false hit in a hundred sentences."""
    cases = list(read_cases(path))
    hits = [c.text for c in cases if dates(c.text, path.name.split(".")[0], c.settings.get("published"))]
    assert len(hits) * 100 <= len(cases), hits


CARRIERS = {
    "de": "Das Forum begann am {} in der Halle.",
    "nl": "Het forum begon op {} in de hal.",
    "pl": "Forum zaczęło się {} w hali.",
    "en": "The forum began on {} in the hall.",
    "fr": "Le forum a commencé le {} dans la salle.",
    "es": "El foro comenzó el {} en la sala.",
    "it": "Il foro è iniziato il {} nella sala.",
    "vi": "Diễn đàn khai mạc ngày {} tại hội trường.",
    "pt": "O fórum começou em {} na sala.",
    "sv": "Forumet började den {} i salen.",
    "cs": "Fórum začalo {} v sále.",
    "ja": "フォーラムは{}に始まった。",
}


@given(
    day=st.dates(date(1951, 1, 1), date(2034, 12, 31)),
    wide=st.sampled_from(["full", "long", "medium", "short"]),
)
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("code", sorted(CARRIERS))
def test_a_day_that_babel_writes(code: str, day: date, wide: Any) -> None:
    """Every format of CLDR comes back as the day that went in."""
    [found] = dates(CARRIERS[code].format(format_date(day, wide, locale=Locale(code))), code)
    assert found.edtf == day.isoformat()


@given(
    day=st.dates(date(1951, 1, 1), date(2034, 12, 31)), form=st.sampled_from(["LLLL y", "MMMM y", "MMM y"])
)
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("code", sorted(set(CARRIERS) - {"vi"}))
def test_a_month_that_babel_writes(code: str, day: date, form: str) -> None:
    localedata._cache.clear()  # after Japanese was read, Babel gives other languages its month names
    written = format_date(day, form, locale=Locale.parse(code))
    assert [c.edtf for c in dates(written, code)] == [f"{day:%Y-%m}"]


@given(text=st.text(alphabet="0123456789.,-/:% abIV'()\n", max_size=60), code=st.sampled_from(WITH_DATES))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_valid_records(text: str, code: str) -> None:
    """No input breaks the extractor; values are EDTF, evidence is in order and does not overlap."""
    last = 0
    for found in dates(text, code, "2024-02-29"):
        parsed = edtf.parse(found.edtf)
        assert (found.start, found.end) == (parsed.start, parsed.end)
        start, end = found.evidence[0]
        assert last <= start < end <= len(text)
        last = end


def test_units_of_the_language_files_are_known() -> None:
    for code in WITH_DATES:
        for entry in load_language(code).entries["time_unit"]:
            assert entry.value in UNITS or entry.value.removesuffix("s") in UNITS, f"{code}: {entry.value}"


def test_never_a_day_that_no_calendar_has() -> None:
    for written in ("30.02.2024", "31.04.2024", "29.02.2023", "2024-02-30", "32. August 2014"):
        assert dates(f"Das war am {written} so.", "de") == [], written


def test_a_relative_date_without_anchor_is_a_warning() -> None:
    found, warnings = extract_dates(annotate("Er kam gestern und letzte Woche.", "de"))
    assert found == []
    [(code, message)] = warnings
    assert code == "relative_date_unanchored"
    assert "'gestern', 'letzte Woche'" in message


def test_undecidable_numbers_carry_a_warning_unless_another_date_decides() -> None:
    [found] = dates("It was signed on 03/04/2024.", "en")
    assert (found.edtf, [code for code, _ in found.warnings]) == ("2024-03-04", ["ambiguous_day_month"])
    first, second = dates("It was signed on 03/04/2024 and sealed on 25/04/2024.", "en")
    assert (first.edtf, first.warnings, second.edtf) == ("2024-04-03", (), "2024-04-25")


def test_tense_decides_the_side() -> None:
    assert dates("Das Fest wird am 20. Juni stattfinden.", "de", "2025-03-01")[0].edtf == "2025-06-20"
    assert dates("Das Fest fand am 20. Juni statt.", "de", "2025-03-01")[0].edtf == "2024-06-20"
    assert dates("Das Fest am 20. Februar.", "de", "2025-03-01")[0].edtf == "2025-02-20"


_PARTS = {
    "nl": (
        "JANUARI – De rivier stijgt.",
        "MAART – De post komt op 1 april.",
        "JULI – Er is een feest op 9 juli.",
    ),
    "de": (
        "JANUAR – Der Fluss steigt.",
        "MÄRZ – Die Post kommt am 1. April.",
        "JULI – Ein Fest ist am 9. Juli.",
    ),
    "en": (
        "JANUARY – The river rises.",
        "MARCH – The post comes on 1 April.",
        "JULY – A fair opens on 9 July.",
    ),
    "pl": ("STYCZEŃ – Rzeka rośnie.", "MARZEC – Poczta jest 1 kwietnia.", "LIPIEC – Zabawa jest 9 lipca."),
}


@pytest.mark.parametrize("code", sorted(_PARTS))
def test_a_chronicle_under_months_tells_one_year(code: str) -> None:
    """Under month headings that have come, the present tense is past; else they are a calendar."""
    text = "\n\n".join(_PARTS[code])
    days = {"04-01", "07-09"}
    found = {c.edtf for c in dates(text, code, "2025-12-31")}
    assert {f"2025-{day}" for day in days} <= found, found
    ahead = {c.edtf for c in dates("Agenda 2026:\n\n" + text, code, "2025-12-31")}
    assert "2026-04-01" in ahead, ahead
    falling = {c.edtf for c in dates("\n\n".join(reversed(_PARTS[code])), code, "2025-12-31")}
    assert "2026-04-01" in falling, falling


@pytest.mark.parametrize(
    ("code", "head", "line"),
    [
        (
            "de",
            "Freitag, 12. Juni 2026, 17 Uhr",
            "Das Programm 2027–2030 beginnt; das Fest wird am 17. Oktober sein.",
        ),
        ("en", "Friday, 12 June 2026", "The programme of 2027 begins; the fair will be on 17 October."),
        ("nl", "Vrijdag 12 juni 2026", "Het programma van 2027 begint; het feest zal op 17 oktober zijn."),
    ],
)
def test_a_text_that_opens_with_its_day(code: str, head: str, line: str) -> None:
    """Years to come do not keep the first day from dating the others; a day of a later year does."""
    assert "2026-10-17" in {c.edtf for c in dates(f"{head}\n\n{line}", code)}
    assert "XXXX-10-17" in {c.edtf for c in dates(f"{head}\n\n{line} 3.5.2028.", code)}
    assert "XXXX-10-17" in {c.edtf for c in dates(f"{head}. OK.\n\n{line}", code)}  # no heading


def test_vagueness_is_a_qualifier() -> None:
    [found] = dates("Ende Mai 2024 war Ruhe.", "de")
    assert (found.edtf, found.qualifier, found.precision) == ("2024-05", "late", "month")


def _calls(run: Callable[[], object]) -> int:
    """How many Python functions `run` calls: the cost, without a clock."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(step)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "1.",
        "1-",
        "3. und ",
        "2024-",
        "am 3. ",
        "letzte ",
        "drei Jahre und ",
        "der ",
        "von 3 bis ",
        "25.11.",
        "I",
        "vor ",
    ],
)
def test_cost_is_linear(unit: str) -> None:
    """Adversarial runs of one piece: four times the text costs at most five times the steps."""
    warm, small, large = (annotate(unit * n, "de", published=date(2024, 1, 1)) for n in (100, 200, 800))
    extract_dates(warm)
    steps = _calls(lambda: extract_dates(small))
    assert _calls(lambda: extract_dates(large)) <= 5 * steps + 500


def test_every_reading_is_asked_where_it_can_begin() -> None:
    """The table of what a reading begins with leaves nothing out: all readings at all tokens of the cases."""
    from pipeline.extractors.dates.reader import Reader
    from pipeline.extractors.dates.singles import _READINGS, begins

    asked = 0
    for language, case in all_cases("dates"):
        r = Reader(annotate(case.text, language))
        for token in range(r.size):
            here, counted = r.here(token), r.counts(token)
            for reading, openings, numbers in _READINGS:
                if not begins(counted, numbers) and openings.isdisjoint(here):
                    asked += 1
                    for due, licensed in ((False, False), (True, True)):
                        assert reading(r, token, due, licensed) is None, (case.origin, token)
    assert asked > 10_000


def test_the_number_of_an_issue_gives_the_year() -> None:
    """A magazine that is not dated says its year in the number of the issue, in a line over the article."""
    text = "Neue Brücken\n\nDer Ingenieur, Heft 6/2025\n\nDie Messe endete am 30. Mai in Graz."
    assert dates(text, "de")[-1].edtf == "2025-05-30"
    assert dates(text.replace("Heft 6/2025", "Heft 6"), "de")[-1].edtf == "XXXX-05-30"
    in_text = "Die Messe endete am 30. Mai in Graz. Auf sie folgt im Herbst eine weitere in Linz, Heft 6/2025"
    assert dates(in_text, "de")[0].edtf == "XXXX-05-30"

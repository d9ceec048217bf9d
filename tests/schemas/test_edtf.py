"""EDTF values: what is accepted, what it covers, and agreement with a library that knows all of EDTF."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import edtf


def d(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


@pytest.mark.parametrize(
    ("value", "kind", "start", "end", "precision"),
    [
        ("2025-11-25", "point", "2025-11-25", "2025-11-25", "day"),
        ("2024-02-29", "point", "2024-02-29", "2024-02-29", "day"),
        ("2025-04", "point", "2025-04-01", "2025-04-30", "month"),
        ("2023", "point", "2023-01-01", "2023-12-31", "year"),
        ("202X", "point", "2020-01-01", "2029-12-31", "decade"),
        ("19XX", "point", "1900-01-01", "1999-12-31", "century"),
        ("2025-21", "point", "2025-03-01", "2025-05-31", "season"),
        ("2024-24", "point", "2024-12-01", "2025-02-28", "season"),
        ("2027-24", "point", "2027-12-01", "2028-02-29", "season"),
        ("XXXX-11-25", "point", None, None, "day"),
        ("XXXX-02-29", "point", None, None, "day"),
        ("XXXX-11", "point", None, None, "month"),
        ("2021/2025", "interval", "2021-01-01", "2025-12-31", "year"),
        ("2025-11-24/2025-11-26", "interval", "2025-11-24", "2025-11-26", "day"),
        ("2024/2025-03", "interval", "2024-01-01", "2025-03-31", "month"),
        ("1973/..", "interval", "1973-01-01", None, "year"),
        ("../1990-05", "interval", None, "1990-05-31", "month"),
        ("XXXX-12-28/XXXX-01-03", "interval", None, None, "day"),
        ("P2Y", "duration", None, None, "year"),
        ("P1300Y", "duration", None, None, "year"),
        ("P1Y6M", "duration", None, None, "month"),
        ("P3W", "duration", None, None, "week"),
        ("P10D", "duration", None, None, "day"),
        ("PT48H", "duration", None, None, "day"),
        ("P1.5Y", "duration", None, None, "year"),
        ("P1Y/P2Y", "duration", None, None, "year"),
        ("P50Y/..", "duration", None, None, "year"),
    ],
)
def test_accepted(value, kind, start, end, precision):
    parsed = edtf.parse(value)
    assert (parsed.kind, parsed.precision) == (kind, precision)
    assert edtf.bounds(value) == (d(start), d(end))
    assert edtf.precision(value) == precision


@pytest.mark.parametrize(
    "value",
    [
        "", "2025-02-29", "2025-13", "2025-00", "2025-11-31", "2025-11-00", "0000", "0000-01", "25",
        "20255", "2025-1", "XXXX", "2025-25", "2025-21-03", "2025~", "2025?", "2025-04%", "2025-11-XX",
        "20XX-05", "2X23", "../..", "/2025", "2025/", "2025/2021", "2025-11-26/2025-11-24",
        "2025-05/2025-04", "2025/2026/2027", "XXXX-02-30", "XXXX-13", "2025-11-25T10:00", " 2025", "2025\n",
        "P", "P2", "PT", "P1YT", "2Y", "P2Y/P1Y", "P1Y/2025", "2024/P1Y", "P1W2D", "P-1Y", "../..P", "२०२५",
        "P٢Y",
    ],
)  # fmt: skip
def test_refused(value):
    assert not edtf.is_edtf(value)


def test_durations_of_a_duration():
    assert edtf.parse("P1Y/P2Y").durations == ("P1Y", "P2Y")
    assert edtf.parse("P2Y").durations == ("P2Y", "P2Y")
    assert edtf.parse("P50Y/..").durations == ("P50Y", None)
    assert edtf.parse("../P18M").durations == (None, "P18M")
    assert edtf.duration_days("P3W") == 21
    assert edtf.duration_days("PT36H") == 1.5


@given(st.dates(min_value=date(1, 1, 1)), st.dates(min_value=date(1, 1, 1)))
def test_every_day_and_every_rising_interval(one, other):
    first, last = sorted((one, other))
    assert edtf.bounds(first.isoformat()) == (first, first)
    assert edtf.bounds(f"{first}/{last}") == (first, last)
    if first < last:
        assert not edtf.is_edtf(f"{last}/{first}")


@given(st.text(alphabet="0123456789X-/.PYMWDT", max_size=22))
def test_no_text_does_more_than_raise_value_error(value):
    if edtf.is_edtf(value):
        start, end = edtf.bounds(value)
        assert start is None or end is None or start <= end


@pytest.mark.parametrize("value", [
        "2025-11-25", "2025-04", "2023", "2025-21", "202X", "20XX", "XXXX-11-25", "2021/2025", "1973/..",
        "../1990", "2024-11-24/2024-12-02", "2024-02",
    ])  # fmt: skip
def test_a_library_for_all_of_edtf_agrees(value):
    library = pytest.importorskip("edtf", reason="the edtf library is not installed")
    parsed = library.parse_edtf(value)
    assert str(parsed) == value
    start, end = edtf.bounds(value)
    if start and end and "21" not in value[4:]:  # it counts seasons by hemisphere
        assert tuple(parsed.lower_strict()[:3]) == (start.year, start.month, start.day)
        assert tuple(parsed.upper_strict()[:3]) == (end.year, end.month, end.day)

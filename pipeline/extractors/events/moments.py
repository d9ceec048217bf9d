"""Dates as the event grammar sees them: over tokens, two days in a row as one span, the dateline left out."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline.annotated import Annotated
from pipeline.candidates import DateCandidate

_DATELINE_TOKENS = 9  # before its date: places, an agency in brackets
_AFTER_DATELINE = 7  # to its dash
_LONE_TOKENS = 12  # of a sentence that is nothing but a dateline
_DASHES = frozenset("-‐‑–—:")
_BETWEEN_SIGNS = frozenset(".,()[]|/")
_DAYS = re.compile(r"P(\d+)([DW])")
_YEARS = re.compile(r"P(\d+)Y")
_LEAST_AGE = 5  # years that are kept
_FEW_DAYS = 10  # the longest stretch of days in which a weekday alone names one


@dataclass(frozen=True, slots=True)
class Moment:
    """A date candidate over tokens `[start, end)`."""

    start: int
    end: int
    date: DateCandidate

    @property
    def day(self) -> bool:
        """Whether it names days, not only a month or a year."""
        return self.date.precision in ("day", "week")

    @property
    def bare_year(self) -> bool:
        """Whether it is a year, decade or century and nothing finer."""
        return self.date.precision in ("year", "decade", "century")

    def days_long(self, longest: int) -> bool:
        """Whether it is a span of at least two days and at most `longest`."""
        begin, slash, end = self.date.edtf.partition("/")
        if not slash or not self.day or len(begin) != len(end):
            return False
        try:
            first, last = (datetime.date.fromisoformat(day.replace("XXXX", "2000")) for day in (begin, end))
        except ValueError:  # 'since 3 May'
            return False
        return 0 < (last - first).days <= longest


@dataclass(frozen=True, slots=True)
class Stay:
    """A duration of days or weeks over tokens `[start, end)`."""

    start: int
    end: int
    days: int


def _over_tokens(document: Annotated, date: DateCandidate) -> tuple[int, int]:
    start, end = date.evidence[0]
    return document.token_at(start), bisect_left(document.starts, end)


def _dateline(document: Annotated, moment: Moment) -> bool:
    """Whether the date is that of the article: 'HUE, 3 May 2031 (Agency) – …', 'Hue, 3 May 2031.'."""
    if not moment.day or "relative" in moment.date.rule:
        return False
    first = document.paragraphs[document.paragraph_of(moment.start)][0]
    if moment.start - first > _DATELINE_TOKENS:
        return False
    for i in range(first, moment.start):
        surface = document.surfaces[i]
        named = surface[0].isupper() and not document.at("function", i)
        if not (named or surface in _BETWEEN_SIGNS or surface[0].isdigit() or document.at("weekday", i)):
            return False
    if not any(document.surfaces[i][0].isdigit() for i in range(moment.start, moment.end)):
        return False
    limit = document.paragraphs[document.paragraph_of(moment.start)][1]
    brackets = 0
    for i in range(moment.end, min(moment.end + _AFTER_DATELINE, limit)):
        surface = document.surfaces[i]
        brackets += (surface in "([") - (surface in ")]")
        if surface in _DASHES and not document.adjacent(i + 1):
            return True
        if surface[0].islower() and not brackets:
            break  # 'On 3 May in Hue - Da Lat': a sentence
    begin, end = document.sentences[document.sentence_of(moment.start)]
    return end - begin <= _LONE_TOKENS and end - moment.end <= 2


def _points_back(document: Annotated, moment: Moment) -> bool:
    """Whether it counts from a day of the text, not from publication: 'the same day', 'the day before'."""
    if "relative" not in moment.date.rule and "offset" not in moment.date.rule:
        return False
    lexemes = document.between("event_same_day", moment.start - 2, moment.start + 1)
    return any(lexeme.end >= moment.end for lexeme in lexemes)


def _follows(first: str, second: str) -> bool:
    """Whether one EDTF day is the day after another, both of one unknown year where they have none."""
    if len(first) != len(second) or first.startswith("X") != second.startswith("X"):
        return False
    days = [datetime.date.fromisoformat(day.replace("XXXX", "2000")) for day in (first, second)]
    return days[1] - days[0] == timedelta(days=1)


def _two_days(document: Annotated, first: Moment, second: Moment) -> Moment | None:
    """'8 and 9 April': two days in a row are one occasion's span."""
    a, b = first.date, second.date
    if a.kind != "point" or b.kind != "point" or a.precision != "day" or b.precision != "day":
        return None
    if not _follows(a.edtf, b.edtf):
        return None
    gap = second.start - first.end
    if gap != 1 or not document.at("event_conjunction", first.end):
        return None
    span = a.evidence[0][0], b.evidence[0][1]
    date = replace(b, evidence=(span,), kind="interval", edtf=f"{a.edtf}/{b.edtf}", start=a.start)
    return Moment(first.start, second.end, date)


def moments_of(document: Annotated, dates: Sequence[DateCandidate]) -> list[Moment]:
    """The dates that can be those of events, in order of the text; durations and datelines are none."""
    moments = []
    for date in dates:
        if date.kind == "duration":
            continue
        first, after = _over_tokens(document, date)
        if first < after:
            moments.append(Moment(first, after, date))
    moments.sort(key=lambda moment: (moment.start, moment.end))
    found: list[Moment] = []
    for moment in moments:
        both = _two_days(document, found[-1], moment) if found else None
        if both is not None:
            found[-1] = both
        elif not _dateline(document, moment) and not _points_back(document, moment):
            found.append(moment)
    return found


def stays_of(document: Annotated, dates: Sequence[DateCandidate]) -> list[Stay]:
    """Durations of days and weeks, in order of the text."""
    found = []
    for date in dates:
        match = _DAYS.fullmatch(date.duration_min or date.edtf) if date.kind == "duration" else None
        first, after = _over_tokens(document, date)
        if match is not None and first < after:
            found.append(Stay(first, after, int(match[1]) * (7 if match[2] == "W" else 1)))
    return sorted(found, key=lambda stay: (stay.start, stay.end))


def ages_of(document: Annotated, dates: Sequence[DateCandidate]) -> list[Stay]:
    """Durations of years that an anniversary can be of, in order of the text; `days` counts the years."""
    found = []
    for date in dates:
        match = _YEARS.fullmatch(date.duration_min or date.edtf) if date.kind == "duration" else None
        first, after = _over_tokens(document, date)
        if match is not None and first < after and int(match[1]) >= _LEAST_AGE:
            found.append(Stay(first, after, int(match[1])))
    return sorted(found, key=lambda stay: (stay.start, stay.end))


def weekdays_within(document: Annotated, moments: Sequence[Moment]) -> list[Moment]:
    """Weekdays that alone name one of the few days told of before: 'from 4 to 6 November … on Wednesday'.

    Only where the text has no day of its own to count from, and no date is read at the weekday already.
    """
    if document.published is not None or not moments:
        return list(moments)
    taken = {token for moment in moments for token in range(moment.start, moment.end)}
    told = sorted(moments, key=lambda moment: moment.start)
    found: list[Moment] = []
    reached = 0
    first: datetime.date | None = None
    last: datetime.date | None = None
    model: Moment | None = None
    for lexeme in document.section("weekday"):
        while reached < len(told) and told[reached].end <= lexeme.start:
            moment = told[reached]
            reached += 1
            start, end = moment.date.start, moment.date.end
            if not moment.day or start is None or end is None or (end - start).days > _FEW_DAYS:
                continue
            joined = first is not None and start >= first and (end - first).days <= _FEW_DAYS
            first, last, model = (first, max(last or end, end), moment) if joined else (start, end, moment)
        if lexeme.start in taken or first is None or last is None or model is None:
            continue
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        fitting = [day for day in days if day.weekday() == int(lexeme.value)]
        if len(fitting) == 1 and len(days) > 1:
            day = fitting[0]
            span = document.span(lexeme.start, lexeme.end)
            named = replace(
                model.date,
                evidence=(span,),
                kind="point",
                rule="date-weekday",
                edtf=day.isoformat(),
                start=day,
                end=day,
            )
            found.append(Moment(lexeme.start, lexeme.end, named))
    return sorted([*moments, *found], key=lambda moment: (moment.start, moment.end))

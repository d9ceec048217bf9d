"""What speaks for and against two event records telling of one event, and what rules it out.

Type, days, place, participants and the terms of the name speak for or against; countries in names are
compared as codes, so 'Wietnam' and 'Vietnam' are one term. A missing date or place never joins by itself:
besides the type, two kinds of evidence are needed. Years and editions keep a series apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.linking.clusters import Evidence
from pipeline.linking.tellings import Days, Telling

_MONTH_DAYS = 31
_STEM = 4  # letters that two forms of one place name share: 'Bremen', 'Bremę'
_ENDING = 3


def clash(left: Telling, right: Telling) -> bool:
    """Whether two records can never tell of one event."""
    if left.document is right.document:
        return True
    if _other_years(left, right):
        return True
    return not _same_story(left, right) and (_other_days(left, right) or elsewhere(left, right))


def other_place(left: Telling, right: Telling) -> bool:
    """Whether two reports in one language name two places; in another language a city has other names."""
    if not left.place or not right.place or left.document.language != right.document.language:
        return False
    return not _same_place(left.place, right.place)


def elsewhere(left: Telling, right: Telling) -> bool:
    """Whether two reports name two places and nobody in common: one place may yet lie in the other."""
    strangers = not _shared(left.people, right.people) and left.company.isdisjoint(right.company)
    return strangers and other_place(left, right)


def _other_years(left: Telling, right: Telling) -> bool:
    """Whether years, or the numbers of editions, differ: another event of a series."""
    editions = left.edition, right.edition
    if None not in editions and editions[0] != editions[1]:
        return True
    return bool(left.years and right.years and left.years.isdisjoint(right.years))


def other_time(left: Telling, right: Telling) -> bool:
    """Whether years or days differ; within a story, or where it was postponed, days alone are no clash."""
    return _other_years(left, right) or _other_days(left, right)


def _other_days(left: Telling, right: Telling) -> bool:
    if "postponed" in (left.status, right.status):
        return False
    if left.span and right.span:
        return not _overlap(left.span, right.span)
    return bool(left.season and right.season and not _overlap(left.season, right.season))


def _same_story(left: Telling, right: Telling) -> bool:
    return bool(left.document.story_id) and left.document.story_id == right.document.story_id


def _overlap(a: Days, b: Days) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def compare(left: Telling, right: Telling) -> list[Evidence]:
    """All that speaks for and against two records telling of one event; empty where nothing allows it.

    Besides the type two kinds of evidence are needed; that both articles speak of it most is none of them.
    """
    if left.family != right.family or clash(left, right):
        return []
    told = [
        *_when(left, right),
        *_where(left, right),
        *_who(left, right),
        *_what(left, right),
    ]
    if _same_story(left, right):
        weight = 2.0 if left.order == right.order else 1.0
        told.append(Evidence("story", weight, left.document.story_id or ""))
    if sum(reason.weight > 0 for reason in told) < 2:
        return []
    if left.main and right.main:
        told.append(Evidence("main event", 1.0, "both articles speak of it most"))
    same_type = left.type == right.type
    return [Evidence("type", 1.0 if same_type else 0.0, f"{left.type} / {right.type}"), *told]


def _when(left: Telling, right: Telling) -> Iterable[Evidence]:
    mine, theirs = (left.span, right.span) if left.span and right.span else (left.season, right.season)
    if mine and theirs and _overlap(mine, theirs):
        days = max((span[1] - span[0]).days for span in (mine, theirs))
        weight = 2.0 if days < _MONTH_DAYS - 1 else 1.0 if days < 2 * _MONTH_DAYS else 0.5
        yield Evidence("date", weight, f"{left.date} / {right.date}")


def _where(left: Telling, right: Telling) -> Iterable[Evidence]:
    if left.place and right.place:
        detail = f"{left.named_place} / {right.named_place}"
        if _same_place(left.place, right.place):
            yield Evidence("place", 1.5, detail)
        else:
            # a city has other names in other languages; within one it is another place, or lies in it
            weight = -3.0 if left.document.language == right.document.language else -1.5
            yield Evidence("other place", weight, detail)
    elif left.place_country and left.place_country == right.place_country:
        yield Evidence("country", 0.5, left.place_country)


def _same_place(left: str, right: str) -> bool:
    """Whether one place lies in the other's words, or both are forms of one name."""
    if left in right or right in left:
        return True
    common = 0
    for mine, theirs in zip(left, right, strict=False):
        if mine != theirs:
            break
        common += 1
    return common >= _STEM and max(len(left), len(right)) - common <= _ENDING


def _who(left: Telling, right: Telling) -> Iterable[Evidence]:
    people = _shared(left.people, right.people)
    if people:
        yield Evidence("participants", min(2.0, 1.0 * len(people)), ", ".join(sorted(people)[:3]))
    elif company := left.company & right.company:
        yield Evidence("company", 1.0, ", ".join(sorted(company)[:3]))


def _what(left: Telling, right: Telling) -> Iterable[Evidence]:
    if len(left.countries) > 1 and left.countries == right.countries:
        yield Evidence("countries", 2.0, ", ".join(sorted(left.countries)))
    elif left.countries and right.countries and not left.countries & right.countries:
        yield Evidence("other countries", -2.0, ", ".join(sorted(left.countries | right.countries)))
    terms = _shared(left.terms, right.terms)
    if terms:
        share = len(terms) / min(len(left.terms), len(right.terms))
        yield Evidence("name", 2.0 * share, ", ".join(sorted(terms)[:4]))


def _shared(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    """What stands in both; they are short, and sets of all would weigh more."""
    return [one for one in left if one in right]

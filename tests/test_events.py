"""The event grammar on annotated articles, its promises, and the words of its languages.

What the cases measure is pinned: precision and recall of events, and for each field how many are right. The
floors are what was measured; a change that lowers one has to say so here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.annotated import annotate
from pipeline.extractors.events import extract_events
from pipeline.extractors.events.extract import mentions_of
from pipeline.extractors.events.scene import stage
from pipeline.lexicon import language_codes, load_language
from pipeline.lexicon.load import read_tables
from schemas.codes import EventStatus, EventType
from schemas.edtf import parse
from tests.event_cases import Article, all_articles, extracted, field_right, pairs, prepare

ARTICLES = all_articles()
#: language -> floors of precision, recall, and the share of dates and of all other fields that are right
FLOORS = {
    "de": (0.95, 0.95, 0.95, 0.95),
    "nl": (0.95, 0.95, 0.95, 0.95),
    "pl": (0.95, 0.95, 0.95, 0.95),
    "en": (0.95, 0.95, 0.95, 0.95),
}


def _ids(article: Article) -> str:
    return article.origin


@pytest.mark.parametrize("article", ARTICLES, ids=_ids)
def test_events_of_an_article(article: Article, request: pytest.FixtureRequest) -> None:
    if "known" in article.settings:
        request.applymarker(pytest.mark.xfail(strict=True, reason=article.settings["known"]))
    paired, missed, spurious = pairs(article)
    assert not missed, f"not found: {missed}"
    assert not spurious, f"no event of the article: {[(e.type, e.name, e.date) for e in spurious]}"
    for wanted, found in paired:
        assert found.date in wanted.dates, f"{found.name}: {found.date}"
        for name in wanted.fields:
            assert field_right(wanted, found, name), f"{found.name}: {name} is {getattr(found, name)!r}"


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_floors(language: str) -> None:
    tally: Counter[str] = Counter()
    for article in ARTICLES:
        if article.language != language:
            continue
        paired, missed, spurious = pairs(article)
        tally.update(articles=1, found=len(paired), missed=len(missed), spurious=len(spurious))
        for wanted, found in paired:
            tally["dates right" if found.date in wanted.dates else "dates wrong"] += 1
            for name in wanted.fields:
                tally["fields right" if field_right(wanted, found, name) else "fields wrong"] += 1
    assert tally["articles"] >= 15
    precision = tally["found"] / (tally["found"] + tally["spurious"])
    recall = tally["found"] / (tally["found"] + tally["missed"])
    dates = tally["dates right"] / (tally["dates right"] + tally["dates wrong"])
    fields = tally["fields right"] / (tally["fields right"] + tally["fields wrong"])
    measured = (precision, recall, dates, fields)
    assert all(m >= floor for m, floor in zip(measured, FLOORS[language], strict=True)), measured


@pytest.mark.parametrize("article", ARTICLES, ids=_ids)
def test_records_are_valid(article: Article) -> None:
    for event in extracted(article):
        assert event.type in set(EventType)
        assert event.status in set(EventStatus)
        assert event.name.strip() == event.name != ""
        assert 0 < event.confidence <= 1
        for start, end in (*event.evidence, *event.mentions):
            assert 0 <= start < end <= len(article.text)
        assert event.evidence[0] in event.mentions
        if event.date is None:
            assert (event.start, event.end) == (None, None)
        else:
            value = parse(event.date)
            assert (event.start, event.end) == (value.start, value.end)
        if event.place is not None:
            assert event.place in " ".join(article.text.split())


@pytest.mark.parametrize("article", ARTICLES, ids=_ids)
def test_every_mention_is_in_one_event_at_most(article: Article) -> None:
    seen = [span for event in extracted(article) for span in event.mentions]
    assert len(seen) == len(set(seen))


def test_without_people_and_dates_nothing_breaks() -> None:
    for article in ARTICLES:
        document, _, _ = prepare(article)
        for event in extract_events(document, [], []):
            assert event.date is None or event.date.isdigit()  # only a year inside a name is left


def test_a_decomposed_text_gives_the_same_events() -> None:
    import unicodedata

    article = next(a for a in ARTICLES if a.language == "de")
    plain = [(e.type, e.status) for e in extract_events(annotate(article.text, "de"), [], [])]
    decomposed = unicodedata.normalize("NFD", article.text)
    assert [(e.type, e.status) for e in extract_events(annotate(decomposed, "de"), [], [])] == plain


def test_the_year_of_a_name_completes_an_assumed_one() -> None:
    article = next(a for a in ARTICLES if a.language == "en" and "2029" in a.text)
    document, people, dates = prepare(article)
    events = extract_events(document, people, [replace(d, anchor="published") for d in dates])
    assert "2029" in {event.date for event in events}


def test_cost_grows_with_the_text() -> None:
    """Twice the text makes at most about twice the mentions to look at: no pass over pairs of them."""
    article = max((a for a in ARTICLES if a.language == "en"), key=lambda a: len(a.text))
    counts = []
    for times in (4, 8):
        document = annotate("\n\n".join([article.text] * times), "en")
        counts.append(len(mentions_of(stage(document, [], []))))
    assert counts[1] <= 2 * counts[0] + 2


def test_an_empty_text_has_no_events() -> None:
    assert extract_events(annotate("", "de"), [], []) == []


@pytest.mark.parametrize("code", language_codes())
def test_examples_hold_their_entry(code: str) -> None:
    language = load_language(code)
    for section, entries in read_tables(code).items():
        if not (section == "event" or section.startswith("event_")):
            continue
        for value, keys in entries.items():
            example = keys.get("example")
            assert example, f"{code}: [{section}.{value}] has no example"
            found = annotate(example, language).section(section)
            meant = str(keys.get("value", value))
            assert any(lexeme.value == meant for lexeme in found), (
                f"{code}: [{section}.{value}] not in {example!r}"
            )
            for sentence in keys.get("without", ()):
                assert all(x.value != meant for x in annotate(sentence, language).section(section)), sentence


def test_every_event_noun_has_a_type() -> None:
    types = set(EventType)
    for code in language_codes():
        for section in ("event", "event_name", "event_verb"):
            for entry in load_language(code).entries.get(section, ()):
                assert entry.get("type") in types, f"{code}: [{section}.{entry.value}]"

"""Linking: stories, people, events, discrepancies, decisions, and that order changes nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.linking import (
    BadDecision,
    Collection,
    Decisions,
    DocumentFacts,
    from_line,
    link,
    read_decisions,
)
from pipeline.linking.decisions import name_key
from pipeline.linking.facts import CountFact, EventFact, ListFact, MoneyFact, PersonFact, RoleFact
from pipeline.linking.folder import read_facts
from pipeline.linking.keeping import Earlier, kept_ids
from pipeline.linking.names import name_parts
from pipeline.linking.sketch import shingles
from schemas import LinkedPerson
from schemas.edtf import bounds

SPAN = (0, 1, "x")


def document(number: int, language: str = "de", **changes: object) -> DocumentFacts:
    """Facts of an empty document with the id `number`."""
    key = f"{number:016x}"
    empty = DocumentFacts(
        document_id=key,
        language=language,
        story_id=None,
        published=None,
        length=2000,
        days=(),
        people=(),
        roles=(),
        events=(),
        money=(),
        lists=(),
    )
    return replace(empty, **changes)  # type: ignore[arg-type]


def person(number: int, name: str, mentions: int = 1, country: str | None = None) -> PersonFact:
    key = name_key(name)
    return PersonFact(f"{number:016x}-person-{key}", key, name, country, mentions)


def role(
    name: str, code: str, country: str | None = None, jurisdiction: str | None = None, status: str = "current"
) -> RoleFact:
    return RoleFact(name_key(name), code, None, jurisdiction, country, status, SPAN)


def event(number: int, name: str, language: str = "en", **changes: object) -> EventFact:
    parts = name_parts(name, language)
    base = EventFact(
        f"{number:016x}-event-{len(name)}", "forum", name, None, None, None, None, None, (), 3, 0, SPAN,
        countries=parts.countries, terms=parts.terms, edition=parts.edition,
    )  # fmt: skip
    made = replace(base, **changes)  # type: ignore[arg-type]
    first, last = bounds(made.date) if made.date else (None, None)
    return replace(made, start=first and first.isoformat(), end=last and last.isoformat())


def people_of(linked: object) -> list[set[str]]:
    return [{m.document_id[-1] for m in found.members} for found in linked.people]  # type: ignore[attr-defined]


def test_one_name_in_any_order_and_spelling_is_one_person() -> None:
    documents = [
        document(1, "de", people=(person(1, "Trần Ngọc Sương"),)),
        document(2, "en", people=(person(2, "Suong Tran Ngoc"),)),
    ]
    [linked] = link(documents).people
    assert linked.name == "Trần Ngọc Sương"
    assert linked.names == {"de": ("Trần Ngọc Sương",), "en": ("Suong Tran Ngoc",)}
    assert linked.mention_count == 2
    assert {reason.kind for reason in linked.reasons} == {"name"}


def test_clashing_offices_of_a_common_name_stay_apart() -> None:
    one = document(1, people=(person(1, "Jan Nowak"),), roles=(role("Jan Nowak", "mayor"),))
    other = document(2, people=(person(2, "Jan Nowak"),), roles=(role("Jan Nowak", "professor"),))
    assert people_of(link([one, other])) == [{"1"}, {"2"}]
    same = document(2, people=(person(2, "Jan Nowak"),), roles=(role("Jan Nowak", "mayor"),))
    assert people_of(link([one, same])) == [{"1", "2"}]


def test_clashing_countries_and_places_stay_apart() -> None:
    one = document(1, people=(person(1, "Kim Min Su", country="KR"),))
    other = document(2, people=(person(2, "Kim Min Su", country="VN"),))
    assert len(link([one, other]).people) == 2
    here = document(
        1, people=(person(1, "Ito Ken"),), roles=(role("Ito Ken", "governor", jurisdiction="Nara"),)
    )
    there = document(
        2, people=(person(2, "Ito Ken"),), roles=(role("Ito Ken", "governor", jurisdiction="Oita"),)
    )
    assert len(link([here, there]).people) == 2


def test_a_missing_middle_name_needs_an_office() -> None:
    full = document(1, people=(person(1, "Anna van Berg"),), roles=(role("Anna van Berg", "minister", "NL"),))
    short = document(2, people=(person(2, "Anna Berg"),), roles=(role("Anna Berg", "minister", "NL"),))
    assert len(link([full, short]).people) == 1
    assert len(link([full, replace(short, roles=())]).people) == 2


def test_decisions_join_part_and_name() -> None:
    one = document(1, "ja", people=(person(1, "田中美咲"),))
    other = document(2, "en", people=(person(2, "Tanaka Misaki"),))
    assert len(link([one, other]).people) == 2
    decisions = read_decisions(
        "# by hand\nsame: 田中美咲 = Misaki Tanaka\nname: Tanaka Misaki = Tanaka Misaki\n"
    )
    [linked] = link([one, other], decisions).people
    assert linked.name == "Tanaka Misaki"
    twice = [
        document(i, people=(person(i, "Eva Lang"),), roles=(role("Eva Lang", code),))
        for i, code in ((1, "mayor"), (2, "mayor"))
    ]
    assert len(link(twice).people) == 1
    apart = replace(twice[1], roles=(role("Eva Lang", "mayor"), role("Eva Lang", "expert")))
    assert (
        len(link([twice[0], apart], read_decisions("different: Eva Lang (mayor) / Eva Lang (expert)")).people)
        == 2
    )


def test_a_bad_decision_names_its_line() -> None:
    with pytest.raises(BadDecision, match="Line 2"):
        read_decisions("# fine\nsame as before")


def forum(number: int, language: str, name: str, **changes: object) -> DocumentFacts:
    return document(number, language, events=(event(number, name, language, **changes),))


def test_reports_of_one_forum_in_three_languages_are_one_event() -> None:
    documents = [
        forum(
            1,
            "de",
            "Forum Vietnam–Japan",
            date="2031-05-07",
            start="2031-05-07",
            end="2031-05-07",
            place="Hue",
        ),
        forum(2, "pl", "Forum Wietnam–Japonia", place="Hue"),
        forum(3, "nl", "forum Vietnam-Japan", place="Hue"),
    ]
    [linked] = link(documents).events
    assert linked.date == "2031-05-07"
    assert len(linked.members) == 3
    assert set(linked.names) == {"de", "pl", "nl"}


def test_a_yearly_series_is_not_one_event() -> None:
    documents = [
        forum(
            1,
            "en",
            "Vietnam–Japan Forum 2021",
            date="2021",
            start="2021-01-01",
            end="2021-12-31",
            place="Hue",
        ),
        forum(
            2,
            "en",
            "Vietnam–Japan Forum 2023",
            date="2023",
            start="2023-01-01",
            end="2023-12-31",
            place="Hue",
        ),
    ]
    assert len(link(documents).events) == 2


def test_an_unknown_date_and_place_alone_never_join() -> None:
    documents = [
        forum(1, "en", "economic forum", mentions=1, order=1),
        forum(2, "en", "forum", mentions=1, order=1),
    ]
    assert len(link(documents).events) == 2


MONEY = (
    MoneyFact("2400000000", None, "USD", "about", SPAN),
    MoneyFact("350000", None, "EUR", "exact", SPAN),
    MoneyFact("12500000", None, "SEK", "exact", SPAN),
)


def test_translations_are_one_story_and_their_sums_are_compared() -> None:
    people = ("Ito Ken", "Anna Berg")
    left = document(1, "de", money=MONEY, days=("2031-05-07",), people=tuple(person(1, n) for n in people))
    changed = (MONEY[0], MoneyFact("355000", None, "EUR", "exact", SPAN), MONEY[2])
    right = document(2, "pl", money=changed, days=("2031-05-07",), people=tuple(person(2, n) for n in people))
    linked = link([left, right])
    assert len(set(linked.stories.values())) == 1
    assert len(linked.stories) == 2
    assert [(d.kind, d.left.value, d.right.value) for d in linked.discrepancies] == [
        ("amount", "350000 EUR", "355000 EUR")
    ]


def test_rounding_is_no_discrepancy_and_a_missing_sum_is_one() -> None:
    left = document(
        1, "de", story_id="s", money=(MoneyFact("2400000000", None, "USD", "about", SPAN), MONEY[1])
    )
    right = document(2, "pl", story_id="s", money=(MoneyFact("2410000000", None, "USD", "exact", SPAN),))
    assert [d.kind for d in link([left, right]).discrepancies] == ["missing_figure"]


def test_lists_of_one_speech_that_declare_different_numbers() -> None:
    codes = ("green_and_climate", "human_resources", "culture_and_tourism")
    documents = [
        document(
            number,
            language,
            story_id="s",
            people=(person(number, "Ito Ken"),),
            lists=(ListFact(total, codes, name_key("Ito Ken"), SPAN),),
        )
        for number, language, total in ((1, "de", 6), (2, "nl", 5))
    ]
    [found] = link(documents).discrepancies
    assert (found.kind, found.left.value, found.right.value) == ("declared_total", "6", "5")


def test_near_copies_of_one_language() -> None:
    words = [f"word{n}" for n in range(300)]
    copy = [*words[:150], "other", *words[151:]]
    documents = [
        document(1, "en", shingles=shingles(" ".join(words))),
        document(2, "en", shingles=shingles(" ".join(copy))),
        document(3, "en", shingles=shingles(" ".join(reversed(words)))),
    ]
    assert set(link(documents).stories) == {f"{1:016x}", f"{2:016x}"}


def copies(count: int) -> list[DocumentFacts]:
    """Copies of one article with its sums, of which every tenth states another one and has another day."""
    sketch = shingles(" ".join(f"word{n}" for n in range(300)))
    made = []
    for number in range(1, count + 1):
        changed = number % 10 == 0
        money = (MoneyFact("355000" if changed else "350000", None, "EUR", "exact", SPAN), MONEY[0])
        told = event(
            number, "Forum Vietnam–Japan", place="Hue", date="2031-05-08" if changed else "2031-05-07"
        )
        office = role("Ito Ken", "deputy_governor" if changed else "governor", "JP")
        made.append(
            document(
                number, "de", money=money, events=(told,), people=(person(number, "Ito Ken"),),
                roles=(office,), shingles=sketch, days=("2031-05-07",),
                counts=(CountFact("companies", (), "500" if changed else "350", "exact", SPAN),),
                lists=(ListFact(5 if changed else 6, ("other", "human_resources", "green_and_climate"),
                                name_key("Ito Ken"), SPAN),),
            )
        )  # fmt: skip
    return made


@pytest.mark.parametrize("count", [20, 300])
def test_copies_differ_once_for_each_value(count: int) -> None:
    """However many copies there are, a disagreement stands once: not for each pair of documents."""
    linked = link(copies(count))
    assert len(set(linked.stories.values())) == 1
    assert len(linked.stories) == count
    assert sorted((d.kind, *sorted((d.left.value, d.right.value))) for d in linked.discrepancies) == [
        ("amount", "350000 EUR", "355000 EUR"),
        ("count", "350 companies", "500 companies"),
        ("date", "2031-05-07", "2031-05-08"),
        ("declared_total", "5", "6"),
        ("office", "deputy_governor", "governor"),
    ]


def test_a_decision_joins_two_records_of_one_document() -> None:
    both = document(1, people=(person(1, "Anna Berg"), person(1, "A. Bergh")))
    assert len(link([both]).people) == 2
    assert len(link([both], read_decisions("same: Anna Berg = A. Bergh")).people) == 1


def test_a_surname_that_two_people_share_joins_neither() -> None:
    full = [
        document(n, people=(person(n, name),), roles=(role(name, "minister", "DE"),))
        for n, name in ((1, "Gesa Wolt"), (2, "Arne Wolt"))
    ]
    short = document(3, people=(person(3, "Wolt"),), roles=(role("Wolt", "minister", "DE"),))
    assert people_of(link([*full, short])) == [{"1"}, {"2"}, {"3"}]
    assert {"1", "3"} in people_of(link([full[0], short]))


def test_days_without_a_year_and_editions_keep_events_apart() -> None:
    names = ("Forum Vietnam–Japan", "Forum Vietnam–Japan")
    apart = [
        forum(n, "en", name, date=day, place="Hue")
        for n, name, day in zip((1, 2), names, ("XXXX-09-18", "2031-05-14"), strict=True)
    ]
    assert len(link(apart).events) == 2
    series = [
        forum(n, "en", f"{nth} Vietnam–Japan Forum", place="Hue") for n, nth in ((1, "10th"), (2, "11th"))
    ]
    assert len(link(series).events) == 2


def test_reports_of_one_event_that_count_otherwise() -> None:
    def report(number: int, value: str, qualifier: str = "exact") -> DocumentFacts:
        told = event(number, "Forum Vietnam–Japan", place="Hue", date="2031-05-07")
        return document(number, events=(told,), counts=(CountFact("companies", (), value, qualifier, SPAN),))

    [found] = link([report(1, "350"), report(2, "500"), report(3, "340", "over")]).discrepancies
    assert (found.kind, found.left.value, found.right.value) == ("count", "350 companies", "500 companies")
    assert link([report(1, "350"), report(2, "1200")]).discrepancies == ()  # counts of other things
    assert link([report(1, "340", "over"), report(2, "355", "about")]).discrepancies == ()


def many(seed: int, count: int) -> list[DocumentFacts]:
    """Documents about a pool of people and forums, drawn with a fixed seed."""
    draw = random.Random(seed)
    names = [f"{a} {b}" for a in ("Ito", "Sato", "Kim", "Nowak") for b in ("Ken", "Anna", "Min", "Jan")]
    codes = ["mayor", "governor", "minister", "professor"]
    made = []
    for number in range(1, count + 1):
        chosen = sorted(draw.sample(names, 3))
        made.append(
            document(
                number,
                draw.choice(["de", "pl", "en"]),
                people=tuple(person(number, name) for name in chosen),
                roles=tuple(role(name, draw.choice(codes)) for name in chosen),
                events=(
                    event(
                        number,
                        f"Forum Vietnam–Japan {draw.choice([2021, 2023])}",
                        place=draw.choice(["Hue", None]),
                    ),
                ),
            )
        )
    return made


def test_order_changes_nothing() -> None:
    documents = many(1, 60)
    shuffled = random.Random(2).sample(documents, len(documents))
    assert link(documents) == link(shuffled)


def test_facts_survive_a_line() -> None:
    for made in many(3, 5):
        made = replace(made, money=MONEY, lists=(ListFact(5, ("other",), None, SPAN),), shingles=bytes(8))
        assert from_line(made.to_line()) == made


def clusters(linked: Sequence[LinkedPerson]) -> list[tuple[str, list[str]]]:
    return [(one.id, [member.id for member in one.members]) for one in linked]


def before(linked: Sequence[LinkedPerson]) -> list[Earlier]:
    return [Earlier(one.id, one.former_ids, [member.id for member in one.members]) for one in linked]


def test_ids_are_kept_when_members_come() -> None:
    later = document(2, people=(person(2, "Ito Ken"),))
    earlier = document(1, people=(person(1, "Ito Ken"),))
    first = link([later]).people
    kept = kept_ids(clusters(link([earlier, later]).people), before(first))[0]
    assert kept == (first[0].id, ())
    assert kept[0] != link([earlier, later]).people[0].id


def test_ids_of_merged_clusters_are_listed() -> None:
    one = document(1, people=(person(1, "Jan Nowak"),), roles=(role("Jan Nowak", "mayor"),))
    other = document(2, people=(person(2, "Jan Nowak"),), roles=(role("Jan Nowak", "professor"),))
    apart = link([one, other]).people
    joined = link([one, other], read_decisions("same: Jan Nowak (mayor) = Jan Nowak (professor)")).people
    kept, former = kept_ids(clusters(joined), before(apart))[0]
    assert {kept, *former} == {linked.id for linked in apart}


def test_ids_of_clusters_that_fell_apart() -> None:
    """The larger part keeps the id and its history; the other, though it is its natural one, gets another."""
    whole = [Earlier("p-a", ("p-x",), ["a", "b", "c"]), Earlier("p-d", (), ["d"])]
    found = [("p-a", ["a"]), ("p-b", ["b", "c"]), ("p-d", ["d"]), ("p-e", ["e"])]
    assert kept_ids(found, whole) == {0: ("p-a-2", ()), 1: ("p-a", ("p-x",))}
    assert kept_ids(found[2:], []) == {}
    assert kept_ids([], whole) == {}


def test_the_cost_does_not_grow_with_the_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparisons of pairs, counted: doubling the collection does not quadruple them."""
    from pipeline.linking import people as module

    counts = []
    original = module.compare
    for size in (800, 1600, 3200):
        calls = 0

        def counted(left: object, right: object) -> object:
            nonlocal calls
            calls += 1
            return original(left, right)  # type: ignore[arg-type]

        monkeypatch.setattr(module, "compare", counted)
        # a collection grows by new people as well as by new articles on old ones
        documents = []
        for number in range(size):
            name = f"Nguyen {'abcdefghij'[number % 10]}an {number // 20:03d}x"
            documents.append(document(number, people=(person(number, name),), roles=(role(name, "mayor"),)))
        module.link_people(Collection.of(documents))
        counts.append(calls)
    assert counts[0] > 0
    assert counts[1] <= 2.1 * counts[0]
    assert counts[2] <= 2.1 * counts[1]


def test_folder(tmp_path: Path) -> None:
    """Two files of one folder, read in step, give linked files that hold valid records."""
    from pipeline.extraction import NO_MODEL, Settings, extract
    from pipeline.linking import link_folder
    from schemas import Document, LinkedPerson, from_json_line, to_json_line

    rows: dict[str, list[str]] = {}
    for text in ("Bürgermeister Olaf Brandt sprach.", "Der Bürgermeister Olaf Brandt kam 2031 nach Ulm."):
        facts = extract(text, language="de", settings=Settings(model=NO_MODEL))
        from pipeline.extraction import document_id

        made = Document(id=document_id(text), source="a", sources=("a",), language="de", text=text)
        rows.setdefault("documents", []).append(to_json_line(made))
        for name in ("people", "roles", "dates", "money", "events", "priorities"):
            rows.setdefault(name, []).extend(to_json_line(record) for record in getattr(facts, name))
    key = lambda line: json.loads(line).get("document_id") or json.loads(line)["id"]  # noqa: E731
    for name, lines in rows.items():
        (tmp_path / f"{name}.jsonl").write_text(
            "".join(line + "\n" for line in sorted(lines, key=key)), encoding="utf-8"
        )
    kept = b"".join(facts.to_line() + b"\n" for facts in read_facts(tmp_path))
    (tmp_path / "facts.jsonl").write_bytes(kept)
    assert list(read_facts(tmp_path)) == [from_line(line) for line in kept.splitlines()]
    link_folder(tmp_path, tmp_path / "none")
    [line] = (tmp_path / "linked_people.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(from_json_line(LinkedPerson, line).members) == 2


def test_no_decisions_by_default() -> None:
    assert Decisions() == read_decisions("")

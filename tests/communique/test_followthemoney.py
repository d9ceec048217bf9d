"""A run as FollowTheMoney entities: right by hand, and valid by that library where it is installed."""

import io
import json

import pytest

from communique.followthemoney import entities, export
from tests.communique import sample


@pytest.fixture
def out(tmp_path):
    return sample.write_run(tmp_path / "out", sample.articles())


def by_schema(found, schema):
    return [entity for entity in found if entity["schema"] == schema]


def test_people_offices_and_events(out):
    found = list(entities(out))
    people = by_schema(found, "Person")
    assert len(people) == 5
    assert len({entity["id"] for entity in people}) == 2
    mayor = next(e for e in by_schema(found, "Position") if e["properties"]["keywords"] == ["mayor"])
    assert mayor["properties"] == {
        "name": ["Bürgermeister"],
        "subnationalArea": ["Riga"],
        "keywords": ["mayor"],
    }
    held = next(e for e in by_schema(found, "Occupancy") if e["properties"]["post"] == [mayor["id"]])
    assert held["properties"]["status"] == ["ended"]
    assert held["properties"]["date"] == ["2024-05-04"]
    assert held["properties"]["holder"][0] in {entity["id"] for entity in people}
    meeting = next(e for e in by_schema(found, "Event") if "meeting" in e["properties"]["keywords"])
    assert meeting["properties"]["startDate"] == ["2024-05-03"]
    assert len(meeting["properties"]["involved"]) == 2
    forums = [e for e in by_schema(found, "Event") if "forum" in e["properties"]["keywords"]]
    assert len(forums) == 2
    assert len({e["id"] for e in forums}) == 1


def test_without_linking_the_person_id_joins(out):
    (out / "linked_people.jsonl").write_text("")
    people = by_schema(entities(out), "Person")
    assert len({entity["id"] for entity in people}) == 2


def test_every_reference_has_its_entity(out):
    found = list(entities(out))
    known = {entity["id"] for entity in found}
    for entity in found:
        for name in ("holder", "post", "involved"):
            assert set(entity["properties"].get(name, ())) <= known


@pytest.mark.filterwarnings("ignore")
def test_the_library_accepts_every_entity(out):
    followthemoney = pytest.importorskip(
        "followthemoney", reason="followthemoney is not installed (it needs ICU)"
    )
    stream = io.StringIO()
    count = export(out, stream)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert count == len(lines) > 0
    for line in lines:
        assert followthemoney.model.get(line["schema"]).validate(line) is None
        entity = followthemoney.ValueEntity.from_dict(line)
        kept = {name: sorted(values) for name, values in entity.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in line["properties"].items()}

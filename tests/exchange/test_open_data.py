"""Can everybody take the public record away, whole, sound, with sources and terms, and nothing that is not public?"""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.test import Client

from exchange.world import open_data
from portal import clock
from tests import makers

pytestmark = pytest.mark.django_db
NAMES = ["countries", "facilities", "figures", "milestones", "sources"]
FILES = [*(f"{name}.csv" for name in NAMES), "world.json", "facilities.geojson"]


def fetch(name, **headers):
    return Client().get(f"/world/data/{name}", headers=headers)


def rows(name):
    return list(csv.DictReader(io.StringIO(fetch(f"{name}.csv").content.decode(), newline=""), strict=True))


def assert_is_geojson(found):
    """RFC 7946, section by section, as far as a collection of points goes."""
    assert found["type"] == "FeatureCollection"  # 3.3
    assert not {"crs", "coordinates", "geometry", "properties"} & set(found)  # 4, 7.1
    for feature in found["features"]:
        assert feature["type"] == "Feature"  # 3.2
        assert isinstance(feature["properties"], dict)
        assert isinstance(feature["id"], str | int)
        assert not {"coordinates", "geometries", "features"} & set(feature)  # 7.1
        assert feature["geometry"].keys() == {"type", "coordinates"}
        assert feature["geometry"]["type"] == "Point"  # 3.1.2
        longitude, latitude = feature["geometry"]["coordinates"]  # 3.1.1: this order
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    assert len({feature["id"] for feature in found["features"]}) == len(found["features"])


@pytest.fixture
def record():
    """One of each, and beside it what only editors see."""
    source, memory = makers.source(slug="report", publisher="EMCDDA"), makers.source(slug="recalled")
    country = makers.country(first_opened_year=1994, first_opened_source=memory)
    makers.facility(
        slug="quiet", name="=HYPERLINK(1)", country=country, source=source, latitude="52.37", longitude="4.90",
        note="In a side street", address="Kade 1", editors_note="Ask the manager", signoff_person=makers.member(name="Nora Example").user,
    )  # fmt: skip
    makers.facility(name="Room from memory", confidence="recalled", source=memory, latitude="51.00", longitude="4.00")
    makers.figure(4321, 2016, source=makers.source(slug="hidden-only", note="Seen on paper"), confirmed_on=None)
    makers.figure(9876, 2016, source=memory)
    makers.milestone(event="A ruling from memory", source=memory)
    makers.milestone(event="A first room", source=source)


def test_the_real_data_is_sound_for_independent_readers():
    call_command("import_world", verbosity=0)
    whole = json.loads(fetch("world.json").content)
    assert {name: len(whole[name]) for name in NAMES} == {name: len(rows(name)) for name in NAMES}
    known = {row["source"] for row in whole["sources"]}
    assert all(row["source"] in known for name in NAMES[1:] for row in whole[name])
    points = json.loads(fetch("facilities.geojson").content)
    assert_is_geojson(points)
    assert len(points["features"]) == sum(row["latitude"] is not None for row in whole["facilities"]) > 100


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("name", FILES)
def test_only_what_everybody_may_see_is_in_it(name, as_user):
    text = fetch(name).content.decode()
    hidden = [
        "from memory",
        "recalled",
        "9876",
        "1994",
        "side street",
        "Kade",
        "Ask the manager",
        "Nora",
        "Seen on paper",
    ]
    assert [word for word in hidden if word in text] == []
    assert as_user(makers.coordinator().user).get(f"/world/data/{name}").content.decode() == text


@pytest.mark.usefixtures("record")
def test_every_row_names_its_source_and_its_terms():
    assert [(row["source"], row["source_by"]) for row in rows("facilities")] == [("report", "EMCDDA")]
    assert all("CC BY 4.0" in row["licence"] for name in NAMES for row in rows(name))
    assert json.loads(fetch("facilities.geojson").content)["licence"] == rows("sources")[0]["licence"]
    assert 'rel="license"' in fetch("world.json")["Link"]


@pytest.mark.usefixtures("record")
def test_a_name_cannot_become_a_formula():
    assert rows("facilities")[0]["name"] == "'=HYPERLINK(1)"
    assert json.loads(fetch("world.json").content)["facilities"][0]["name"] == "=HYPERLINK(1)"


def test_who_has_it_gets_no_second_copy_until_something_changes():
    room = makers.facility()
    call_command("import_world", verbosity=0)
    first = fetch("facilities.csv")
    assert fetch("facilities.csv", if_none_match=first["ETag"]).status_code == 304
    assert fetch("facilities.csv", if_modified_since=first["Last-Modified"]).status_code == 304
    room.confirmed_on = clock.today()
    room.save()
    assert fetch("facilities.csv", if_none_match=first["ETag"]).status_code == 200


def test_the_page_tells_of_every_file_and_column():
    page = Client().get("/world/data/").text
    assert all(f'href="/world/data/{name}"' in page for name in FILES)
    assert all(f'<th scope="row">{column.name}</th>' in page for row in open_data.TABLES.values() for column in row)
    assert len(page.encode()) <= 30_000


@pytest.mark.parametrize("name", ["people.csv", "facilities.xls", "world.csv"])
def test_no_other_file_is_there(name):
    assert fetch(name).status_code == 404
    assert Client().post("/world/data/facilities.csv").status_code == 405


@pytest.mark.parametrize("count", [1, 8])
def test_few_questions_however_many_rows(count, django_assert_max_num_queries):
    for number in range(count):
        makers.facility()
        makers.figure(number)
        makers.milestone(year=1990 + number)
    fetch("world.json")
    with django_assert_max_num_queries(5):
        fetch("world.json")

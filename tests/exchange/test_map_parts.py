"""Are there three maps, each country a link on one of them, and chips that choose a part of the table?"""

import re

import pytest
from django.urls import reverse

from exchange.world import maps, parts
from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("world:country_list")


def test_north_america_is_a_crop_of_the_world(client):
    makers.facility(country=makers.country("CA"), city="Vancouver", latitude="49.28", longitude="-123.10")
    crop = client.get("/world/maps/america.light.svg").text
    assert 'viewBox="168 50 240 160"' in crop
    assert crop.count("<circle") == 1
    assert client.get("/world/maps/world.light.svg").text.count("<circle") == 1


def test_what_is_outside_of_a_crop_has_no_dot_there(client):
    makers.facility(country=makers.country("CO"), city="Bogota", latitude="4.71", longitude="-74.07")
    assert "<circle" not in client.get("/world/maps/america.light.svg").text


def test_each_country_is_named_on_the_map_on_which_it_is_a_link(client):
    for iso2 in ("NL", "US", "AU"):
        makers.country(iso2)
    for name, iso2 in (("europe", "NL"), ("america", "US"), ("world", "AU")):
        assert maps.map_of(iso2) == name
        assert re.findall(r"<text[^>]*>Country (\w\w)", client.get(f"/world/maps/{name}.dark.svg").text) == [iso2]


def test_a_chip_shows_one_part_of_the_world(client):
    for iso2 in ("NL", "US", "AU"):
        makers.country(iso2)
    page = client.get(URL, {"part": "americas"}).text
    assert re.findall(r'<th scope="row"><a href="/world/(\w\w)/', page) == ["us"]
    assert 'href="?part=americas#table" aria-current="true"' in page
    assert client.get(URL, {"part": "moon"}).text.count('<th scope="row">') == 3


def test_every_part_has_its_countries():
    assert [parts.part_of(code) for code in ("NL", "CZ", "CO", "CA", "SL", "AU")] == [
        "europe", "europe", "americas", "americas", "elsewhere", "elsewhere",
    ]  # fmt: skip

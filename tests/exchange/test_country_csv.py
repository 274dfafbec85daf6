"""Is the table behind the map a sound file for a spreadsheet?"""

import csv

import pytest
from django.urls import reverse

from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("world:country_csv")


def test_one_line_for_each_country(client):
    makers.figure(31, 2016)
    response = client.get(URL)
    rows = list(csv.DictReader(response.content.decode().splitlines()))
    assert response["Content-Type"].startswith("text/csv")
    assert (rows[0]["iso2"], rows[0]["rooms"], rows[0]["as_of"], rows[0]["said_by"]) == ("NL", "31", "2016", "EMCDDA")


def test_a_name_cannot_become_a_formula(client):
    makers.country("XX", name="=1+1")
    assert "'=1+1" in client.get(URL).content.decode()


def test_refuses_posts(client):
    assert client.post(URL).status_code == 405

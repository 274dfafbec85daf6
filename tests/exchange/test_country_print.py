"""Does a country's sheet for paper hold its figures with their sources, the day, and nothing that is not checked?"""

import pytest
from django.urls import reverse

from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("world:country_print", args=["nl"])


def test_figures_with_their_sources_and_the_day(client):
    makers.figure(31, 2016)
    makers.figure(5, 2020, indicator="oat-clients", source=makers.source(publisher="A ministry", year=2021))
    makers.milestone(event="Guidelines make rooms possible")
    page = client.get(URL).text
    assert "A yearly report. EMCDDA" in page
    assert "A ministry, 2021" in page
    assert all(
        word in page for word in ("Not legal advice", "Guidelines make rooms possible", "As the network’s record")
    )


def test_what_is_not_checked_is_not_printed(client):
    memory = makers.source(slug="recalled")
    makers.facility(name="Room from memory", confidence="recalled", source=memory, note="In a side street")
    makers.figure(4321, 2016, source=memory)
    assert not {"Room from memory", "4321", "side street"} & {
        word for word in ("Room from memory", "4321", "side street") if word in client.get(URL).text
    }


def test_no_country_no_sheet_and_no_post(client):
    assert client.get("/world/xx/print/").status_code == 404
    makers.country()
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 10])
def test_flat(client, rows, django_assert_max_num_queries):
    for year in range(rows):
        makers.facility()
        makers.figure(30 + year, 2000 + year)
        makers.milestone(year=1990 + year)
    client.get(URL)
    with django_assert_max_num_queries(3):
        client.get(URL)

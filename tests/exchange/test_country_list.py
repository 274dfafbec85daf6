"""Does the page of the world show every country with its newest dated count, lightly and with few questions?"""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("world:country_list")


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_everybody_sees_countries_with_count_date_and_source(client):
    makers.figure(31, 2016)
    makers.figure(24, 2018)
    page = text(client.get(URL))
    assert 'href="/world/nl/">Country NL' in page
    assert re.search(r"<b>24</b>.*<b>2018</b> <span class=\"soft\">old</span> · EMCDDA", page)


def test_values_of_the_same_year_stand_beside_each_other(client):
    makers.figure(24, 2018)
    makers.figure(23, 2018)
    assert "also reported: 23" in text(client.get(URL))


def test_a_figure_without_a_year_says_so(client):
    makers.figure(31, None)
    assert "<b>date unknown</b>" in text(client.get(URL))


def test_a_country_is_a_link_with_a_title_on_the_map(client):
    makers.facility(city="Amsterdam", latitude="52.37", longitude="4.90")
    page = text(client.get(URL))
    assert "<title>Country NL: Own law or exemption, 1 open room</title>" in page
    assert page.count('src="/world/maps/') == 3


def test_rooms_from_memory_are_not_counted_for_the_public(client, as_user):
    makers.facility(confidence="recalled", latitude="52.37", longitude="4.90")
    assert "0 rooms we know to be open" in text(client.get(URL))
    assert "1 rooms we know to be open" in text(as_user(makers.coordinator().user).get(URL))


def test_an_empty_house_says_what_to_do(client):
    assert "import_world" in text(client.get(URL))


def test_no_inline_style_or_script(client):
    makers.country()
    assert not re.search(r"<style|<script>|\sstyle=|\son[a-z]+=", text(client.get(URL)))


def test_few_questions_and_few_bytes_with_the_real_data(client, as_user, django_assert_max_num_queries):
    call_command("import_world", verbosity=0)
    # The head of the page is longest for a coordinator.
    assert len(as_user(makers.coordinator()).get(URL).content) <= 30_000
    with django_assert_max_num_queries(4):
        page = client.get(URL).content.decode()
    assert len(page.encode()) <= 30_000
    assert page.count("<tr>") == 26
    # Each country is a link on one of the maps, and in the table.
    assert len(re.findall(r'<a href="/world/\w\w/"><title>', page)) == 25
    assert len(re.findall(r'<a href="/world/\w\w/">\w', page)) == 25


def test_refuses_posts(client):
    assert client.post(URL).status_code == 405

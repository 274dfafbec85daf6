"""Does the feed hold what everybody may read, and nothing else?"""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from exchange.practices.actions import change_audience
from tests import makers

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_public_ones_only_also_for_members(as_user):
    public = makers.practice(audience="public", title="For everybody to read")
    makers.practice(title="For members only, please")
    for client in (Client(), as_user(makers.member()), as_user(makers.coordinator().user)):
        entries = ET.fromstring(client.get("/practices/feed/").content).findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}title") for entry in entries] == [public.title]


def test_it_is_a_whole_feed():
    makers.practice(audience="public")
    answer = Client().get("/practices/feed/")
    feed = ET.fromstring(answer.content)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated"))


def test_nothing_public_yet_is_an_empty_feed():
    assert Client().get("/practices/feed/").status_code == 200
    assert Client().post("/practices/feed/").status_code == 405


@pytest.mark.parametrize("count", [1, 10])
def test_flat(django_assert_max_num_queries, count):
    for _number in range(count):
        makers.practice(audience="public")
    Client().get("/practices/feed/")
    with django_assert_max_num_queries(4):
        Client().get("/practices/feed/")


def test_what_has_not_changed_is_not_sent_again_and_what_was_closed_is_gone_at_once():
    practice = makers.practice(audience="public")
    makers.practice(audience="public")
    first = Client().get("/practices/feed/")
    known = {"If-None-Match": first["ETag"]}
    assert Client().get("/practices/feed/", headers=known).status_code == 304
    change_audience(practice.author, practice, "members")
    assert Client().get("/practices/feed/", headers=known).status_code == 200

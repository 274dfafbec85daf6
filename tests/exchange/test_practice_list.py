"""Does the list show what its reader may read, with flat cost?"""

import pytest
from django.core.cache import cache
from django.test import Client

from tests import makers

pytestmark = pytest.mark.django_db


def test_lists_and_filters(as_user):
    makers.practice(title="About smoking rooms", topics=["inhalation"])
    makers.practice(title="About the neighbours", topics=["neighbours"], perspective="neighbour", language="nl")
    client = as_user(makers.member())
    page = client.get("/practices/")
    assert "About smoking rooms" in page.text
    for query in ("topic=neighbours", "perspective=neighbour", "language=nl", "topic=neighbours&language=nl"):
        page = client.get(f"/practices/?{query}")
        assert "About the neighbours" in page.text
        assert "About smoking rooms" not in page.text
    assert "Nobody has told this one yet" in client.get("/practices/?topic=bbv").text


@pytest.mark.parametrize("query", ["topic=%00", "topic=nothing", "page=x", "page=-1", "page=9999", "language='"])
def test_odd_addresses_show_the_list(as_user, query):
    makers.practice(title="About smoking rooms")
    assert "About smoking rooms" in as_user(makers.member()).get(f"/practices/?{query}").text


def test_visitors_see_public_ones_only():
    makers.practice(title="For all members")
    makers.practice(title="For everybody", audience="public")
    page = Client().get("/practices/").text
    assert "For everybody" in page
    assert "For all members" not in page


def test_an_empty_list_says_what_to_do(as_user):
    assert "/practices/new/" in as_user(makers.member()).get("/practices/").text
    assert "/accounts/login/" in Client().get("/practices/").text


def test_pages(as_user):
    for number in range(21):
        makers.practice(title=f"Practice number {number:02}")
    client = as_user(makers.member())
    assert "Practice number 00" not in client.get("/practices/").text
    assert "Practice number 00" in client.get("/practices/?page=2").text


def test_flat(as_user, django_assert_max_num_queries):
    client = as_user(makers.member())
    for _number in range(10):
        makers.practice(author=makers.member().user, topics=["inhalation", "police"])
    client.get("/practices/")
    cache.clear()
    with django_assert_max_num_queries(10):  # session, user, member; counters of the header; three of our own
        client.get("/practices/")


def test_mine_shows_everything_of_mine_and_nothing_else(as_user):
    from exchange.practices.models import HiddenAuthor

    author = makers.member()
    hidden = makers.practice(title="Told without a name", author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=hidden, user=author.user)
    makers.practice(title="A first draft", author=author.user, state="draft")
    makers.practice(title="Of somebody else")
    page = as_user(author).get("/practices/mine/").text
    assert "Told without a name" in page
    assert "A first draft" in page
    assert "Of somebody else" not in page
    assert Client().get("/practices/mine/").status_code == 302

"""Does the search page find, count and stay calm?"""

import pytest
from django.test import Client

from portal import clock
from portal.search import index, limits, page
from tests import makers

pytestmark = pytest.mark.django_db


def posted(**fields):
    practice = makers.practice(**fields)
    index.put(practice)
    return practice


def test_members_find_with_marks_and_visitors_do_not(as_user):
    practice = posted(title="Airing two smoking rooms")
    page = as_user(makers.member()).get("/search/?q=smoking+room").text
    assert f'href="/practices/{practice.pk}/"' in page
    assert "<mark>smoking</mark> <mark>rooms</mark>" in page
    assert "Airing" not in Client().get("/search/?q=smoking+room").text


def test_visitors_find_public_things():
    posted(title="Airing two smoking rooms", audience="public")
    assert "Airing two" in Client().get("/search/?q=smoking").text


def test_words_are_echoed_safely(as_user):
    page = as_user(makers.member()).get("/search/", {"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=%00", "q=x&kind=nothing", "q=x&page=0", "q=x&page=-1", "q=x&page=99999999", "q=x&page=%C2%B2", "q=%FF%FE", "q=%27%22*"],
)  # fmt: skip
def test_odd_addresses_are_calm(as_user, query):
    assert as_user(makers.member()).get(f"/search/?{query}").status_code == 200


def test_kinds_and_pages(as_user):
    for number in range(22):
        posted(title=f"Fan number {number}")
    client = as_user(makers.member())
    page = client.get("/search/?q=fan&kind=practice")
    assert page.context["found"].total == 22
    assert "More results" in page.text
    assert len(client.get("/search/" + page.context["later"]).context["found"].results) == 2
    assert "Look in everything" in client.get("/search/?q=fan&kind=reference").text


def test_nothing_found_says_what_to_do(as_user):
    assert "a coordinator looks" in as_user(makers.member()).get("/search/?q=zeppelin").text
    assert "/accounts/login/" in Client().get("/search/?q=zeppelin").text


def test_thirty_a_minute(as_user, travel):
    posted(title="A fan")
    client, other = as_user(makers.member()), as_user(makers.member())
    travel(seconds=60 - clock.now().second)  # a whole minute lies before us
    for _time in range(limits.A_MINUTE):
        assert client.get("/search/?q=fan").status_code == 200
    refused = client.get("/search/?q=fan")
    assert refused.status_code == 429
    assert 'value="fan"' in refused.text
    assert other.get("/search/?q=fan").status_code == 200
    assert client.get("/search/").status_code == 200
    travel(minutes=1)
    assert client.get("/search/?q=fan").status_code == 200


def test_only_get(as_user):
    assert as_user(makers.member()).post("/search/").status_code == 405


def test_five_queries(as_user, django_assert_max_num_queries):
    for number in range(12):
        posted(title=f"Fan number {number}")
    client = as_user(makers.member())
    client.get("/search/?q=fan")
    # session, user, member, peer, coordinator, counter (up to 4), counters of the header; two of search
    with django_assert_max_num_queries(15):
        client.get("/search/?q=fan")


def test_few_people_are_not_counted_and_texts_are():
    assert [page.shown_count("person", count) for count in (0, 1, 4, 5)] == ["0", "<5", "<5", "5"]
    assert [page.shown_count(kind, 1) for kind in ("practice", "")] == ["1", "1"]


def test_ticks_of_people_show_no_small_numbers(as_user):
    for language in ("en", "nl"):
        index.put(makers.expert("inhalation", languages=[{"code": language, "level": "fluent"}]))
    found = as_user(makers.member()).get("/search/?q=ventilation&kind=person").context
    ticks = [tick for one in found["filters"] for tick in [*one.shown, *one.folded]]
    assert {tick.shown for tick in ticks} <= {"<5", "0"}
    assert "<5" in {tab["count"] for tab in found["tabs"]}


def test_one_press_for_the_languages_that_somebody_reads(as_user):
    for language in ("en", "nl", "fr"):
        index.put(makers.practice(language=language))
    reader = makers.member(languages=[{"code": "nl", "level": "fluent"}, {"code": "fr", "level": "basic"}])
    browser = as_user(reader)
    address = browser.get("/search/?q=booths").context["in_mine"]
    found = browser.get(f"/search/{address}")
    assert found.context["found"].total == 2
    assert found.context["in_mine"] == ""

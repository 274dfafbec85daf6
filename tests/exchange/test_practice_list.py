"""Does the list show what its reader may read, with flat cost?"""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import bylines
from exchange.practices import actions
from exchange.practices.models import Practice
from exchange.practices.place import shown_in, shown_place
from portal.vocabularies import queries as vocabularies
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


@pytest.mark.parametrize(
    "query",
    [
        "topic=%00",
        "topic=nothing",
        "after=x",
        "after=1.",
        "after=.1",
        "after=99999999999999999.9",
        "after=٣.٣",
        "sort=votes",
        "language='",
    ],
)
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


def links(page, words):
    return re.findall(rf'href="\?([^"]*)"[^>]*>{words}', page)


def test_pages_follow_a_mark_and_lose_nothing_when_something_new_comes(as_user, travel):
    for number in range(21):
        makers.practice(title=f"Practice number {number:02}")
    client = as_user(makers.member())
    first = client.get("/practices/").text
    assert "Practice number 00" not in first
    makers.practice(title="Meanwhile")
    second = client.get("/practices/?" + unescape(links(first, "Older ones")[0])).text
    assert second.count('class="result-title"') == 1
    assert "Practice number 00" in second
    assert links(second, "Back to the first") == [""]
    assert not links(second, "Older ones")


def test_sorted_by_change(as_user, travel):
    old = makers.practice(title="The older one")
    travel(days=1)
    makers.practice(title="The newer one")
    travel(days=1)
    client = as_user(makers.member())
    page = client.get("/practices/").text
    assert page.index("The newer one") < page.index("The older one")
    actions.edit_practice(old.author, old, {"what_happened": "It was changed and is better now."})
    page = client.get("/practices/?sort=changed").text
    assert page.index("The newer one") > page.index("The older one")
    for number in range(20):
        makers.practice(title=f"Filler {number}")
    page = client.get(
        "/practices/?" + unescape(links(client.get("/practices/?sort=changed").text, "Older ones")[0])
    ).text
    assert "The newer one" in page
    assert "Filler" not in page


def test_more_filters_and_their_chips(as_user):
    makers.practice(title="In Dutch", language="nl", evidence_level="own-experience")
    makers.full_practice(title="In full", language="pt", state="full")
    reader = makers.member(languages=[{"code": "nl", "level": "fluent"}])
    client = as_user(reader)
    for query, found, not_found in (
        ("language=i-read", "In Dutch", "In full"),
        ("state=full", "In full", "In Dutch"),
        ("language=pt&state=full", "In full", "In Dutch"),
    ):
        page = client.get(f"/practices/?{query}&sort=changed").text
        assert found in page
        assert not_found not in page
        assert "Take away:" in page
    assert links(page, '<span class="visually-hidden">Take away:') == [
        "state=full&amp;sort=changed",
        "language=pt&amp;sort=changed",
    ]
    makers.practice(title="Open to all", audience="public", language="fr")
    assert "Open to all" in Client().get("/practices/?language=i-read").text  # nobody's languages narrow nothing


def test_evidence(as_user):
    level = vocabularies.choices("evidence-level")[0][0]
    makers.practice(title="Known so far", evidence_level=level)
    makers.practice(title="Nothing said of it")
    page = as_user(makers.member()).get(f"/practices/?evidence={level}").text
    assert "Known so far" in page
    assert "Nothing said of it" not in page


def test_a_country_finds_what_shows_it_and_nothing_else(as_user):
    """Every side x byline x wish, beside the rule of the page itself."""
    nurses = [makers.member(category="nurse", country="PT") for _number in range(5)]
    few = makers.member(category="police", country="PT")
    authors = {"nurse": nurses[0].user, "police": few.user, "nobody": None}
    for side, _label in vocabularies.choices("perspective"):
        for author in authors.values():
            for show in Practice.ShowAs.values:
                for place in Practice.PlaceShown.values:
                    makers.practice(
                        author=author, perspective=side, show_author_as=show, place_shown=place, country="PT"
                    )
    bylines.forget_counts()
    every = Practice.objects.select_related("author__member")
    shown = {practice.pk for practice in every if shown_place(practice) == "Portugal"}
    assert 0 < len(shown) < every.count()
    assert set(every.filter(shown_in("PT")).values_list("pk", flat=True)) == shown
    client = as_user(nurses[0])
    assert '<option value="PT">' in client.get("/practices/").text
    assert '<option value="NL">' not in client.get("/practices/").text
    assert client.get("/practices/?country=PT").context["total"] == len(shown)


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

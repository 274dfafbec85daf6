"""Is what stands beside a practice about the same, and never more than the reader may know of?"""

import pytest
from django.test import Client

from accounts.models import PeerConsent
from exchange.practices import actions, links
from exchange.practices.actions.clocks import run_all
from exchange.practices.actions.relating import count_anew
from exchange.practices.models import Nearness, Practice
from exchange.practices.nearness import MOST_OF_AN_AUDIENCE, Told, nearest
from portal import clock
from tests import makers

pytestmark = pytest.mark.django_db
VANS = "The van stops behind the station, where the ventilator of the van is heard by nobody."


def titles(user, practice):
    practice = Practice.objects.select_related("author__member").get(pk=practice.pk)
    return [link.title for link in links.links_of(user, practice) if link.kind == links.RELATED]


def told(pk, topics="", text="", audience="members"):
    return Told(pk, audience, "en", frozenset(topics.split()), "", text)


def test_topics_in_common_come_first_then_words():
    rows = [
        told(1, "police legal", VANS),
        told(2, "police", "Nothing alike."),
        told(3, "", "A van with a ventilator, behind the station."),
        told(4, "police legal", "Nothing alike."),
        told(5, "neighbours", "Soup on the wall."),
    ]
    found = sorted((near for near in nearest(rows) if near.practice == 1), key=lambda near: -near.score)
    assert [near.other for near in found][:2] == [4, 3] or [near.other for near in found][:2] == [3, 4]
    assert {near.other: near.topics for near in found} == {4: "legal police", 2: "police", 3: ""}


def test_the_text_changes_the_order():
    one = makers.practice(title="Where the van stops", what_was_done=VANS)
    words = makers.practice(title="Another van", what_was_done=VANS + " It is cold in it.")
    other = makers.practice(
        title="Soup for all", what_was_done="On Mondays there is soup, and bread on Tuesdays, for all."
    )
    reader = makers.member().user
    count_anew()
    assert titles(reader, one)[0] == words.title
    actions.edit_practice(
        words.author,
        words,
        {"title": "Bread for all", "what_was_done": "Bread on Tuesdays, and soup, for all who come."},
    )
    actions.edit_practice(other.author, other, {"title": "Another van", "what_was_done": VANS + " It is warm in it."})
    assert count_anew() > 0
    assert titles(reader, one)[0] == "Another van"
    assert titles(reader, one)[1] == "Bread for all"


def test_at_most_four_each_with_its_reason_and_none_twice(as_user):
    one = makers.practice(topics=["police"])
    others = [makers.practice(topics=["police"], title=f"Neighbour number {n}") for n in range(7)]
    one.related.add(others[0])
    count_anew()
    page = as_user(makers.member()).get(f"/practices/{one.pk}/")
    assert len(page.context["related"]) == links.MOST_RELATED
    assert others[0].title not in [link.title for link in page.context["related"]]
    assert "Police cooperation" in page.text.partition('id="related"')[2]


def test_what_is_closed_leaves_no_gap_and_no_trace(as_user):
    """Peers' texts are nearest of all; whoever may not read them sees four others, as if there were none."""
    one = makers.practice(topics=["police", "legal"], audience="public")
    for number in range(MOST_OF_AN_AUDIENCE + 4):
        makers.practice(
            topics=["police", "legal"], title=f"Secret {number}", audience="peers-only", author=makers.member().user
        )
    for number in range(5):
        makers.practice(
            topics=["police"],
            title=f"Open {number}",
            audience="public",
            what_was_done="Something else, told at some length.",
        )
    count_anew()
    for user in (None, makers.member().user, makers.coordinator().user):
        browser = Client()
        if user:
            browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page = browser.get(f"/practices/{one.pk}/")
        assert len(page.context["related"]) == links.MOST_RELATED
        assert "Secret" not in page.text
    peer = makers.member()
    PeerConsent.objects.create(member=peer, given_at=clock.now())
    assert "Secret" in as_user(peer).get(f"/practices/{one.pk}/").text


@pytest.mark.parametrize("move", ["hide", "narrow"])
def test_gone_at_once_before_anything_is_counted(as_user, move):
    one, other = makers.practice(topics=["police"]), makers.practice(topics=["police"], title="Secret")
    count_anew()
    reader = makers.member().user
    assert titles(reader, one) == ["Secret"]
    if move == "hide":
        actions.hide_practice(other.author, other, "It names a street.")
    else:
        actions.change_audience(other.author, other, "coordinators")
    assert titles(reader, one) == []
    count_anew()
    assert Nearness.objects.filter(other=other).exists() == (move == "narrow")


def test_nothing_is_counted_when_nothing_has_changed():
    makers.practice(topics=["police"])
    run_all()
    assert not Practice.objects.filter(near_due=True).exists()
    assert count_anew() == 0

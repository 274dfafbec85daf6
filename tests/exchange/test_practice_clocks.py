"""Are authors reminded of drafts and asked whether a text still holds: in time, once, and nobody else?"""

import pytest

from exchange.practices.actions import clocks
from exchange.practices.models import HiddenAuthor, Practice
from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db


def told(kind):
    return [notice.recipient for notice in Notice.objects.filter(kind=f"practices.{kind}").order_by("pk")]


def test_a_draft_is_named_after_a_week_and_once(travel):
    draft = makers.practice(state="draft", posted_at=None)
    makers.practice()
    travel(days=6)
    clocks.run_all()
    assert told("draft_waits") == []
    travel(days=2)
    clocks.run_all()
    clocks.run_all()
    assert told("draft_waits") == [draft.author]
    travel(days=30)
    clocks.run_all()
    assert told("draft_waits") == [draft.author]


def test_a_draft_that_is_touched_again_is_named_again(travel):
    from exchange.practices import actions

    draft = makers.practice(state="draft", posted_at=None)
    travel(days=8)
    clocks.run_all()
    actions.save_draft(draft.author, draft, {"title": "A new beginning of it"})
    travel(days=8)
    clocks.run_all()
    assert len(told("draft_waits")) == 2


def test_after_two_years_the_author_is_asked_twice_and_readers_are_told(travel, as_user):
    practice = makers.practice()
    travel(days=729)
    clocks.run_all()
    assert told("still_right") == []
    travel(days=2)
    for days in (0, 1, 30, 1, 40, 300):
        travel(days=days)
        clocks.run_all()
    assert told("still_right") == [practice.author] * 2
    page = as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    assert "Not confirmed since" in page
    assert "It is still right" not in page


def test_one_button_says_that_it_holds(travel, as_user):
    practice = makers.practice()
    travel(days=731)
    clocks.run_all()
    client = as_user(practice.author)
    assert "Is it still right?" in client.get(f"/practices/{practice.pk}/").text
    assert client.get(f"/practices/{practice.pk}/confirm/").status_code == 405
    client.post(f"/practices/{practice.pk}/confirm/")
    assert "Is it still right?" not in client.get(f"/practices/{practice.pk}/").text
    travel(days=731)
    clocks.run_all()
    assert len(told("still_right")) == 2


def test_a_stranger_confirms_nothing(travel, as_user):
    practice = makers.practice()
    as_user(makers.member()).post(f"/practices/{practice.pk}/confirm/")
    practice.refresh_from_db()
    assert practice.confirmed_at is None


def test_an_anonymous_author_is_asked_and_stays_unknown(travel):
    author = makers.member().user
    practice = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=practice, user=author)
    travel(days=731)
    clocks.run_all()
    assert told("still_right") == [author]
    assert Practice.objects.get().author is None


def test_what_is_put_away_is_left_alone(travel):
    makers.practice(state="archived")
    makers.practice(state="hidden")
    travel(days=800)
    clocks.run_all()
    assert told("still_right") == []

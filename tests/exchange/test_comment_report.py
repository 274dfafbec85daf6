"""Do two readers who can recognise somebody hide an answer at once, and does a coordinator decide?"""

import pytest
from django.core.cache import cache

from exchange.discussion import actions, queries
from exchange.discussion.models import CommentReport
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


@pytest.fixture
def answer():
    return actions.add_comment(makers.member().user, makers.question(), "The man from the corner house.")


def warn(client, answer, reason="identifying"):
    return client.post(f"/comments/{answer.pk}/report/", {"reason": reason, "words": "He is known here."})


def test_two_different_readers_hide_it_at_once(as_user, answer):
    first = as_user(makers.member())
    for _time in range(2):
        warn(first, answer)
    assert CommentReport.objects.count() == 1
    warn(as_user(makers.member()), answer, "harmful")
    answer.refresh_from_db()
    assert not answer.is_hidden
    warn(as_user(makers.member()), answer)
    answer.refresh_from_db()
    assert answer.is_hidden
    assert not queries.comments_for_user(makers.member().user).exists()


def test_a_coordinator_decides_once(as_user, answer):
    for _n in range(2):
        warn(as_user(makers.member()), answer)
    desk = as_user(makers.coordinator())
    assert "corner house" in desk.get("/desk/moderation/").text
    desk.post(f"/comments/{answer.pk}/decide/", {"keep": "1"})
    answer.refresh_from_db()
    assert not answer.is_hidden
    assert "corner house" not in desk.get("/desk/moderation/").text
    assert desk.post(f"/comments/{answer.pk}/decide/", {"hide": "1"}).status_code == 404
    with pytest.raises(MoveRefused):
        actions.decide_reports(makers.coordinator().user, answer, hide=True)


def test_others_do_not_decide_and_strangers_do_not_report(as_user, answer):
    warn(as_user(makers.member()), answer)
    assert as_user(makers.member()).post(f"/comments/{answer.pk}/decide/", {"hide": "1"}).status_code == 404
    assert as_user(answer.author).get(f"/comments/{answer.pk}/report/").status_code == 404
    with pytest.raises(MoveRefused):
        actions.report_comment(answer.author, answer, "identifying")
    closed = actions.add_comment(makers.member().user, makers.question(audience="dcr-and-peers"), "Hello")
    police = makers.member(category="police")
    assert warn(as_user(police), closed).status_code == 404
    with pytest.raises(MoveRefused):
        actions.report_comment(police.user, closed, "identifying")
    assert "error-summary" in warn(as_user(makers.member()), answer, "nothing").text

"""Is a practice reviewed only when a coordinator and a peer have both read this very version, and is neither shown?"""

import pytest

from exchange.practices import actions, reviews
from exchange.practices.actions import clocks
from exchange.practices.models import Practice, Review, ReviewerAsked
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db


def peer(**fields):
    made = makers.member(**fields)
    made.peer_consents.create(given_at=made.user.date_joined)
    return made


def ticks(**changes):
    return {slug: "yes" for slug, _question in reviews.questions()} | changes


@pytest.fixture
def practice():
    return makers.full_practice()


@pytest.fixture
def desk():
    return makers.coordinator().user


def test_two_sides_make_it_reviewed_and_neither_alone(as_user, practice, desk):
    reader = peer(name="Marker Heron")
    as_user(desk).post(f"/practices/{practice.pk}/review/", ticks())
    practice.refresh_from_db()
    assert practice.state == "full"
    notice = Notice.objects.get(kind="practices.review_asked")
    assert notice.recipient == reader.user
    assert texts_for([notice])
    client = as_user(reader)
    assert "You were asked" in client.get(f"/practices/{practice.pk}/review/").text
    client.post(f"/practices/{practice.pk}/review/", ticks(equity="partly"))
    practice.refresh_from_db()
    assert practice.state == "reviewed"
    assert Notice.objects.get(kind="practices.reviewed").recipient == practice.author
    page = as_user(makers.member()).get(f"/practices/{practice.pk}/review/").text
    assert "partly, yes" in page
    assert "Marker Heron" not in page
    assert not AuditEvent.objects.filter(actor=reader.user).exists()


def test_a_change_makes_it_full_again_and_old_ticks_do_not_count(practice, desk):
    reader = peer().user
    actions.review_text(desk, practice, ticks())
    actions.review_text(reader, practice, ticks())
    changed = actions.edit_practice(
        practice.author, practice, {"what_happened": "Waiting went down by a half, or more."}
    )
    assert changed.state == "full"
    actions.review_text(desk, changed, ticks())
    assert Practice.objects.get().state == "full"


def test_who_was_not_asked_does_not_review(as_user, practice, desk):
    assert as_user(peer()).get(f"/practices/{practice.pk}/review/").status_code == 404
    with pytest.raises(MoveRefused):
        actions.review_text(peer().user, practice, ticks())
    with pytest.raises(MoveRefused):
        actions.review_text(desk, makers.practice(), ticks())


def test_a_coordinator_who_is_a_peer_does_not_read_for_both(practice):
    both = peer(category="manager")
    makers.coordinator(user=both.user)
    actions.review_text(both.user, practice, ticks())
    assert not ReviewerAsked.objects.filter(user=both.user).exists()
    assert Practice.objects.get().state == "full"


def test_the_author_is_neither_asked_nor_let_in(as_user):
    own = makers.full_practice(author=peer().user)
    actions.review_text(makers.coordinator().user, own, ticks())
    assert not ReviewerAsked.objects.exists()
    assert as_user(own.author).get(f"/practices/{own.pk}/review/").status_code == 404


@pytest.mark.parametrize("change", [{"equity": ""}, {"equity": "five stars"}, {"words": "x" * 1001}])
def test_a_bad_form_ticks_nothing(as_user, practice, desk, change):
    assert as_user(desk).post(f"/practices/{practice.pk}/review/", ticks(**change)).status_code == 200
    assert not Review.objects.exists()


def test_no_thank_you_and_silence_lead_to_the_next_peer(as_user, practice, desk, travel):
    people = [peer() for _number in range(3)]
    actions.review_text(desk, practice, ticks())
    first = ReviewerAsked.objects.get().user
    as_user(first).post(f"/practices/{practice.pk}/review/decline/")
    assert ReviewerAsked.objects.count() == 2
    assert clocks.ask_after_silence() == 0
    travel(days=20)
    assert clocks.ask_after_silence() == 1
    assert {row.user for row in ReviewerAsked.objects.all()} == {one.user for one in people}
    travel(days=20)
    assert clocks.ask_after_silence() == 0


def test_everybody_can_read_the_questions(as_user):
    page = as_user(makers.member()).get("/practices/how-reviewed/").text
    assert all(str(question).split("?")[0] in page for _slug, question in reviews.questions())

"""Is a practice reviewed only when a coordinator and a peer have both read this very version, and is neither shown?"""

import pytest

from exchange.practices import actions, reviews
from exchange.practices.actions import clocks
from exchange.practices.models import HiddenAuthor, Practice, Review, ReviewerAsked
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers
from tests.house import counting

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


def test_reviewers_words_reach_the_author_and_nobody_else(as_user, practice, desk):
    reader = peer()
    as_user(desk).post(f"/practices/{practice.pk}/review/", ticks(words="Say how loud the fans are."))
    told = texts_for(list(Notice.objects.filter(recipient=practice.author, kind="practices.review_words")))
    assert [text.url for text in told.values()] == [f"/practices/{practice.pk}/"]
    actions.review_text(reader.user, practice, ticks(), "Which hours did the peers get paid?")
    for address in (f"/practices/{practice.pk}/", f"/practices/{practice.pk}/review/"):
        page, queries = counting.asked(as_user(practice.author), address)
        assert "how loud the fans" in page.text
        assert "Which hours" in page.text
        assert len(queries) <= counting.MOST
        for other in (makers.member().user, desk, reader.user):
            assert "how loud" not in as_user(other).get(address).text
    changed = actions.edit_practice(practice.author, practice, {"what_happened": "Waiting went down by half."})
    assert "how loud" not in as_user(practice.author).get(f"/practices/{changed.pk}/").text


def test_the_desk_has_one_full_practice_after_the_other(as_user, practice, desk, travel):
    somebody = peer(name="Marker Heron")
    travel(hours=1)
    second = makers.full_practice(title="Second of the queue")
    makers.practice(title="A short note")
    client = as_user(desk)
    page = client.get("/desk/reviews/").text
    assert page.index(f"/practices/{practice.pk}/review/") < page.index(f"/practices/{second.pk}/review/")
    assert "A short note" not in page
    answer = client.post(f"/practices/{practice.pk}/review/", ticks(), follow=True)
    assert answer.redirect_chain[-1][0] == "/desk/reviews/"
    assert f"/practices/{practice.pk}/review/" not in answer.text
    assert answer.text.index("Second of the queue") < answer.text.index("A peer was asked, until")
    assert somebody.name not in answer.text
    assert len(counting.asked(client, "/desk/reviews/")[1]) <= counting.MOST
    assert as_user(somebody).get("/desk/reviews/").status_code == 404


def test_the_queue_leaves_out_what_one_wrote_or_may_not_read(as_user, desk):
    own = makers.full_practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=own, user=desk)
    makers.full_practice(audience="peers-only")
    page = as_user(desk).get("/desk/reviews/").text
    assert "No full practice waits for a reader" in page
    assert f"/practices/{own.pk}/" in as_user(makers.coordinator().user).get("/desk/reviews/").text

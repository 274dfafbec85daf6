"""Do two readers who can recognise somebody hide an answer at once, and does a coordinator decide?"""

import pytest
from django.core.cache import cache

from accounts.models import PeerConsent
from exchange.discussion import actions, moderation, queries
from exchange.discussion.actions.warning import hand_on_late_reports
from exchange.discussion.models import CommentReport
from portal import clock
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
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


def texts_of(user):
    return texts_for(Notice.objects.filter(recipient=user).select_related("recipient")).values()


def test_a_coordinator_decides_once(as_user, answer):
    for _n in range(2):
        warn(as_user(makers.member()), answer)
    desk = as_user(makers.coordinator())
    assert "corner house" in desk.get("/desk/moderation/").text
    desk.post(f"/comments/{answer.pk}/decide/", {"keep": "1"})
    answer.refresh_from_db()
    assert not answer.is_hidden
    assert "corner house" not in desk.get("/desk/moderation/").text
    assert desk.post(f"/comments/{answer.pk}/decide/", {"hide": "1", "why": "A house."}).status_code == 404
    with pytest.raises(MoveRefused):
        actions.decide_reports(makers.coordinator().user, answer, hide=True, why="A house.")


def test_coordinators_hear_within_the_day_and_all_of_them_after_it(answer, travel):
    near, far = makers.coordinator().user, makers.coordinator(countries=["DE"]).user
    boss = makers.administrator()
    report = actions.report_comment(makers.member().user, answer, "harmful", "He is known here.")
    hand_on_late_reports()
    assert [text.act for text in texts_of(near)] == ["Look and decide"]
    assert not far.notices.exists()
    travel(hours=50)
    for _time in range(2):
        hand_on_late_reports()
    assert [user.notices.count() for user in (near, far, boss)] == [2, 1, 1]
    assert all("known here" not in text.body + text.heading for text in texts_of(near))
    assert far.notices.get().answer_by == report.decide_by
    actions.decide_reports(near, answer, hide=False)
    assert list(texts_of(far)) == []


def test_its_author_and_those_who_warned_hear_each_decision(answer):
    warning = [makers.member().user for _n in range(2)]
    for user in warning:
        actions.report_comment(user, answer, "identifying")
    assert [text.heading for text in texts_of(answer.author)] == [
        "Your answer is hidden until a coordinator has looked"
    ]
    actions.decide_reports(makers.coordinator().user, answer, hide=False)
    assert [text.heading for text in texts_of(answer.author)] == ["Your answer is back"]
    assert all("left it as it is" in text.body for user in warning for text in texts_of(user))
    actions.report_comment(makers.member().user, answer, "harmful")
    actions.decide_reports(makers.coordinator().user, answer, hide=True, why="It names a house.")
    assert [text.body.endswith("It names a house.") for text in texts_of(answer.author)] == [True]
    decided = CommentReport.objects.filter(decision="hidden").get()
    assert (decided.why, decided.decided_by is not None) == ("It names a house.", True)


def test_whoever_wrote_or_warned_does_not_decide(as_user):
    coordinator = makers.coordinator().user
    own = actions.add_comment(coordinator, makers.question(), "The man from the corner house.")
    other = actions.add_comment(makers.member().user, makers.question(), "The man from the other house.")
    actions.report_comment(makers.member().user, own, "harmful")
    actions.report_comment(coordinator, other, "harmful")
    assert not moderation.waiting_for(coordinator).exists()
    assert not coordinator.notices.filter(kind="discussion.answer_reported").exists()
    for comment in (own, other):
        assert as_user(coordinator).post(f"/comments/{comment.pk}/decide/", {"keep": "1"}).status_code == 404
        with pytest.raises(MoveRefused):
            actions.decide_reports(coordinator, comment, hide=False)
    assert moderation.waiting_for(makers.coordinator().user).count() == 2


def test_hiding_takes_a_sentence_and_the_desk_shows_the_clock(as_user, answer, travel):
    desk = as_user(makers.coordinator())
    assert "A reported answer" not in desk.get("/desk/").text
    warn(as_user(makers.member()), answer)
    travel(hours=30)
    for page in ("/desk/", "/desk/moderation/"):
        assert "late" in desk.get(page).text.split("A reported answer")[1]
    assert "say why" in desk.post(f"/comments/{answer.pk}/decide/", {"hide": "1", "why": " "}, follow=True).text
    answer.refresh_from_db()
    assert not answer.is_hidden
    desk.post(f"/comments/{answer.pk}/decide/", {"hide": "1", "why": "It names a house."})
    answer.refresh_from_db()
    assert answer.is_hidden
    assert "A reported answer" not in desk.get("/desk/").text


def test_an_answer_for_peers_is_decided_on_what_was_said(as_user):
    question, peer = makers.question(audience="peers-only"), makers.member(category="peer-worker")
    reader = makers.member(category="peer-worker")
    for member in (peer, reader):
        PeerConsent.objects.create(member=member, given_at=clock.now())
    closed = actions.add_comment(peer.user, question, "The man from the corner house.")
    actions.report_comment(reader.user, closed, "identifying", "A house is named.")
    page = as_user(makers.coordinator()).get("/desk/moderation/").text
    assert "A house is named." in page
    assert "corner house" not in page


def test_what_its_author_takes_away_stays_away(as_user, answer):
    warn(as_user(makers.member()), answer)
    as_user(answer.author).post(f"/comments/{answer.pk}/hide/")
    report = CommentReport.objects.get()
    assert (report.decision, report.decided_by) == ("hidden", None)
    with pytest.raises(MoveRefused):
        actions.decide_reports(makers.coordinator().user, answer, hide=False)


def test_ten_a_day(answer):
    user = makers.member().user
    for _number in range(10):
        actions.report_comment(user, actions.add_comment(makers.member().user, answer.question, "Hello"), "other")
    with pytest.raises(MoveRefused):
        actions.report_comment(user, answer, "other")
    assert CommentReport.objects.count() == 10


def test_others_do_not_decide_and_strangers_do_not_report(as_user, answer):
    warn(as_user(makers.member()), answer)
    assert (
        as_user(makers.member()).post(f"/comments/{answer.pk}/decide/", {"hide": "1", "why": "A house."}).status_code
        == 404
    )
    assert as_user(answer.author).get(f"/comments/{answer.pk}/report/").status_code == 404
    with pytest.raises(MoveRefused):
        actions.report_comment(answer.author, answer, "identifying")
    closed = actions.add_comment(makers.member().user, makers.question(audience="dcr-and-peers"), "Hello")
    police = makers.member(category="police")
    assert warn(as_user(police), closed).status_code == 404
    with pytest.raises(MoveRefused):
        actions.report_comment(police.user, closed, "identifying")
    assert "error-summary" in warn(as_user(makers.member()), answer, "nothing").text

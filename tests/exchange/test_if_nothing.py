"""Is it true what the desk says of texts when nobody does anything? Reported, offered, hidden and changed, full."""

import re

import pytest

from exchange.discussion import actions as discussion
from exchange.discussion import question_care, report_notices
from exchange.discussion.actions import question_care as care
from exchange.discussion.actions.warning import hand_on_late_reports as hand_on_of_talks
from exchange.practices import actions
from exchange.practices.actions.clocks import run_all
from exchange.practices.actions.moderating import hand_on_late_reports
from exchange.practices.models import Practice, Review
from portal import clock
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from tests import makers
from tests.house import counting

pytestmark = pytest.mark.django_db
NEXT = "If nothing happens: all coordinators are told, a day later the administrators."
AT_THE_END = "All coordinators were told, after a day the administrators too. It goes on waiting."


def told(user, kind):
    return texts_for(list(Notice.objects.filter(recipient=user, kind=kind)))


def text():
    actions.report_text(makers.member().user, makers.practice(), reason="harmful")


def question():
    care.report_question(makers.member().user, makers.question(), reason="harmful")


def answer():
    comment = discussion.add_comment(makers.member().user, makers.question(), "The man from the corner house.")
    discussion.report_comment(makers.member().user, comment, "harmful")


REPORTED = {
    "text": (text, "practices.report_late"),
    "question": (question, question_care.LATE),
    "answer": (answer, report_notices.LATE),
}


@pytest.mark.parametrize("what", REPORTED)
def test_what_is_said_of_a_reported_one_happens(as_user, travel, what):
    report, late = REPORTED[what]
    first, other, boss = makers.coordinator().user, makers.coordinator().user, makers.administrator()
    report()
    assert NEXT in as_user(first).get("/desk/").text
    for hours, heard in ((25, [1, 1, 0]), (25, [1, 1, 1])):
        travel(hours=hours)
        hand_on_late_reports()
        hand_on_of_talks()
        assert [len(told(user, late)) for user in (first, other, boss)] == heard
    page = as_user(first).get("/desk/").text
    assert AT_THE_END in page
    assert NEXT not in page


def test_an_offered_text_stays_with_its_own_readers(as_user, travel):
    desk, stranger = makers.coordinator().user, makers.user()
    practice = makers.practice(offered_public_at=clock.now())
    assert "If nothing happens: they stay as they are, open to their own readers." in as_user(desk).get("/desk/").text
    travel(days=60)
    run_all()
    practice.refresh_from_db()
    assert practice.audience == "members"
    assert as_user(stranger).get(f"/practices/{practice.pk}/").status_code == 404
    assert as_user(practice.author).get(f"/practices/{practice.pk}/").status_code == 200


def test_a_hidden_text_that_was_changed_stays_hidden(as_user, travel):
    desk = makers.coordinator().user
    practice = actions.hide_practice(desk, makers.practice(), "It names a street.")
    actions.edit_practice(practice.author, practice, {"what_happened": "Waiting went down by a half or so."})
    asked = discussion.hide_question(desk, makers.question(), "It names a street.")
    discussion.edit_question(asked.author, asked, {"body": "Ours is an old building."}, [makers.topic()])
    assert as_user(desk).get("/desk/").text.count("If nothing happens: it stays hidden.") == 2
    travel(days=60)
    run_all()
    hand_on_of_talks()
    for kept in (practice, asked):
        kept.refresh_from_db()
        assert (kept.state, bool(kept.waits_since)) == ("hidden", True)


def test_full_practices_wait_for_a_reader_on_the_desk_and_are_read_all_the_same(as_user, travel):
    desk = makers.coordinator().user
    waiting = [makers.full_practice() for _number in range(9)]
    read, own = makers.full_practice(), makers.full_practice(author=desk)
    Review.objects.create(practice=read, version=read.version, read_as="coordinator", at=clock.now())
    page, queries = counting.asked(as_user(desk), "/desk/")
    assert "9 things wait for you" in page.text
    assert re.search(r"Desk.{0,80}\b9\b", page.text, re.DOTALL)
    assert "9 full practices wait for a coordinator to read them" in page.text
    assert f"/practices/{waiting[0].pk}/review/" in page.text
    assert not any(f"/practices/{one.pk}/" in page.text for one in (read, own, waiting[-1]))
    assert len(queries) <= counting.MOST_OF["site:desk"]
    assert "If nothing happens: they stay full practices, and everybody goes on reading them." in page.text
    travel(days=60)
    run_all()
    assert Practice.objects.filter(state="full").count() == 11
    assert as_user(makers.member()).get(f"/practices/{waiting[0].pk}/").status_code == 200


def test_of_many_offered_the_desk_shows_the_first_and_counts_the_others(as_user):
    desk = makers.coordinator().user
    first, *_others = [makers.practice(offered_public_at=clock.now()) for _number in range(10)]
    page = as_user(desk).get("/desk/").text
    assert f"/practices/{first.pk}/" in page
    assert "2 more come when these are decided." in page
    assert "10 things wait for you" in page


def test_of_many_reported_texts_one_row_stands_for_the_rest(as_user):
    for _number in range(9):
        actions.report_text(makers.member().user, makers.practice(), reason="wrong")
    page = as_user(makers.coordinator()).get("/desk/").text
    assert "3 more reported texts" in page
    assert "9 things wait for you" in page

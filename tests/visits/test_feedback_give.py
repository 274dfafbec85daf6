"""Three minutes, once each, blind until both have written; raw for coordinators alone, and not for ever."""

from datetime import timedelta

import pytest

from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import clocks
from visits.actions.clocks import later
from visits.models import Feedback

pytestmark = pytest.mark.django_db
REQUESTER = {
    "question_1": "3", "prepared": "4", "code_kept": "yes", "recommend": "yes", "language_ok": "2",
    "surprised": "The quiet.", "for_host": "Your bell is loud.", "private": "We felt rushed.",
}  # fmt: skip
EXPERT = {"prepared": "3", "code_kept": "yes", "again": "no", "learned": "Their rota.", "private": "They were late."}


def url(asked):
    return f"/visits/{asked.pk}/feedback/"


def expert_of(asked):
    return asked.invitations.get(state="accepted").expert


def host_of(asked):
    return asked.visit.consents.get().person


def read(browser, asked):
    return browser.get(url(asked)).content.decode()


def test_it_is_blind_until_one_has_written_oneself(as_user):
    asked = story.held()
    requester, expert, host = as_user(asked.requester), as_user(expert_of(asked)), as_user(host_of(asked))
    requester.post(url(asked), REQUESTER)
    expert.post(url(asked), EXPERT)
    assert "The quiet." in read(expert, asked)
    assert "Their rota." in read(requester, asked)
    assert "The quiet." not in read(host, asked)
    host.post(url(asked), EXPERT)
    assert "The quiet." in read(host, asked)


def test_the_other_side_reads_what_is_meant_for_it_and_no_tick(as_user):
    asked = story.held()
    requester, expert, host = as_user(asked.requester), as_user(expert_of(asked)), as_user(host_of(asked))
    for browser, said in ((requester, REQUESTER), (expert, EXPERT), (host, EXPERT)):
        browser.post(url(asked), said)
    for browser, has in ((expert, False), (host, True)):
        page = read(browser, asked)
        assert ("Your bell is loud." in page) is has
        assert "We felt rushed." not in page
        assert "largely" not in page.split("What the other side says")[1]
    theirs = read(requester, asked).split("What the other side says", 1)[1]
    assert "They were late." not in theirs
    assert "Would you" not in theirs


def test_without_a_house_the_expert_reads_what_is_meant_for_whoever_advised(as_user):
    asked = story.held("remote-advice")
    requester, expert = as_user(asked.requester), as_user(expert_of(asked))
    requester.post(url(asked), REQUESTER)
    expert.post(url(asked), EXPERT)
    assert "Your bell is loud." in read(expert, asked)


def test_coordinators_read_all_of_it(as_user):
    asked = story.held()
    as_user(asked.requester).post(url(asked), REQUESTER)
    as_user(host_of(asked)).post(url(asked), EXPERT)
    page = as_user(story.desk_user(asked)).get(f"/desk/requests/{asked.pk}/").content.decode()
    for words in ("They were late.", "We felt rushed.", "Your bell is loud.", "From the house", "largely"):
        assert words in page


def test_once_each(as_user):
    asked = story.held()
    browser = as_user(asked.requester)
    for _time in range(2):
        browser.post(url(asked), REQUESTER)
    assert asked.visit.feedback.count() == 1
    assert "What you said" in read(browser, asked)


def test_what_is_missing_is_said_and_what_was_typed_stays(as_user):
    asked = story.held()
    page = as_user(asked.requester).post(url(asked), {**REQUESTER, "question_1": "9", "recommend": ""})
    assert {"question_1", "recommend"} <= set(page.context["form"].errors)
    assert "The quiet." in page.content.decode()


def test_strangers_the_desk_and_too_early(as_user):
    asked = story.held()
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    assert as_user(story.desk_user(asked)).get(url(asked)).status_code == 404
    early = story.submitted(title="A request that is being read just now")
    assert as_user(early.requester).get(url(early)).status_code == 404


def test_few_queries(as_user):
    asked = story.held()
    assert counted(as_user(asked.requester), url(asked)) <= 6


def test_each_question_of_theirs_is_asked_as_a_question_about_it(as_user):
    asked = story.held()
    assert f"Was this answered: “{asked.questions[0]}”" in read(as_user(asked.requester), asked)


def turns_of(asked):
    return set(story.fresh(asked).turns.filter(act="give-feedback").values_list("user", flat=True))


def test_it_is_the_turn_of_all_three_also_once_the_report_is_signed_off():
    asked = story.closed()
    assert turns_of(asked) == {asked.requester_id, expert_of(asked).user_id, host_of(asked).pk}


def test_reminded_once_then_closed_and_open_to_read(as_user):
    asked = story.held()
    as_user(asked.requester).post(url(asked), REQUESTER)
    kept = Notice.objects.filter(kind="visits.feedback_asked", recipient=expert_of(asked).user)
    for days, notices in ((6, 1), (7, 2), (8, 2), (13, 2)):
        clock.set_offset(asked.visit.held_at - story.clock_now() + timedelta(days=days, hours=1))
        clocks.run_all()
        assert kept.count() == notices
    clock.set_offset(asked.visit.held_at - story.clock_now() + timedelta(days=14, hours=1))
    clocks.run_all()
    assert turns_of(asked) == set()
    browser = as_user(expert_of(asked))
    assert "The quiet." in read(browser, asked)
    assert "closed now" in read(browser, asked)
    assert (
        Notice.objects.filter(kind="visits.feedback_open").values_list("recipient", flat=True).distinct().count() == 2
    )


def test_raw_answers_are_wiped_after_two_years_and_the_trail_says_so():
    asked = story.held()
    row = Feedback.objects.create(
        visit=asked.visit, author=asked.requester, side="requester", answers={}, at=clock.now()
    )
    clock.set_offset(clock.offset() + timedelta(days=729))
    later.forget_feedback()
    assert Feedback.objects.count() == 1
    clock.set_offset(clock.offset() + timedelta(days=2))
    later.forget_feedback()
    assert Feedback.objects.count() == 0
    assert AuditEvent.objects.filter(action="visits.feedback_forget", subject_id=row.pk).exists()

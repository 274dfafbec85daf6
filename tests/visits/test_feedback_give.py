"""Three minutes, once each, blind until both have written."""

import pytest

from tests import makers
from tests.house.counting import counted
from tests.visits import story

pytestmark = pytest.mark.django_db
REQUESTER = {"question_1": "3", "language_ok": "yes", "code_kept": "yes", "recommend": "yes", "surprised": "The quiet."}
EXPERT = {"prepared": "yes", "code_kept": "yes", "again": "yes", "learned": "Their rota.", "private": "They were late."}


def url(asked):
    return f"/visits/{asked.pk}/feedback/"


def expert_of(asked):
    return asked.invitations.get(state="accepted").expert


def test_it_is_blind_until_both_have_written(as_user):
    asked = story.held()
    requester, expert = as_user(asked.requester), as_user(expert_of(asked))
    requester.post(url(asked), REQUESTER)
    assert "The quiet." not in expert.get(url(asked)).content.decode()
    expert.post(url(asked), EXPERT)
    assert "The quiet." in expert.get(url(asked)).content.decode()
    theirs = requester.get(url(asked)).content.decode()
    assert "Their rota." in theirs
    assert "They were late." not in theirs


def test_coordinators_read_all_of_it(as_user):
    asked = story.held()
    as_user(expert_of(asked)).post(url(asked), EXPERT)
    page = as_user(story.desk_user(asked)).get(f"/desk/requests/{asked.pk}/").content.decode()
    assert "They were late." in page


def test_once_each(as_user):
    asked = story.held()
    browser = as_user(asked.requester)
    for _time in range(2):
        browser.post(url(asked), REQUESTER)
    assert asked.visit.feedback.count() == 1
    assert "What you said" in browser.get(url(asked)).content.decode()


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
    page = as_user(asked.requester).get(url(asked)).content.decode()
    assert f"Was this answered: “{asked.questions[0]}”" in page

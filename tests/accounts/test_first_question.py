"""Can an applicant ask something first, and a coordinator answer it at the desk without asking back?"""

import pytest
from django.urls import reverse

from accounts.actions import vetting
from accounts.models import MembershipApplication
from tests import makers

pytestmark = pytest.mark.django_db
PART = reverse("accounts:application_part", args=[3])
TOLD = {"motivation": "To learn.", "who_knows_you": "Nobody yet."}


def test_it_may_be_left_out_and_is_kept(as_user):
    user = makers.user()
    client = as_user(user)
    client.post(PART, TOLD)
    assert MembershipApplication.objects.get().first_question == ""
    client.post(PART, {**TOLD, "first_question": "How long does it take?", "stage": "preparing"})
    kept = MembershipApplication.objects.get()
    assert (kept.first_question, kept.stage) == ("How long does it take?", "preparing")
    page = client.post(PART, {**TOLD, "first_question": "x" * 1001, "stage": "nowhere"})
    assert set(page.context["form"].errors) == {"first_question", "stage"}


def test_a_coordinator_answers_and_nothing_else_moves(as_user, client):
    application = makers.application("in-review", first_question="How long does it take?", stage="preparing")
    desk = as_user(makers.coordinator())
    page = reverse("accounts:desk_application", args=[application.pk])
    shown = desk.get(page).content.decode()
    assert "How long does it take?" in shown
    assert "Preparing to open" in shown
    url = reverse("accounts:application_reply", args=[application.pk])
    assert b"Please write a sentence." in desk.post(url, {"reply-words": ""}).content
    desk.post(url, {"reply-words": "Two years in Hamburg."})
    application.refresh_from_db()
    assert (application.state, application.messages.get().body) == ("in-review", "Two years in Hamburg.")
    assert application.user.notices.get().kind == "accounts.application_replied"
    assert b"Two years in Hamburg." in as_user(application.user).get(reverse("accounts:application_status")).content
    assert as_user(makers.member()).post(url, {"reply-words": "No."}).status_code == 404


def test_without_a_question_there_is_nothing_to_answer(as_user):
    application = makers.application("in-review")
    desk = as_user(makers.coordinator())
    assert b"Their first question" not in desk.get(reverse("accounts:desk_application", args=[application.pk])).content
    desk.post(reverse("accounts:application_reply", args=[application.pk]), {"reply-words": "Well."})
    assert not application.messages.exists()


def test_whoever_became_a_member_still_reads_the_answer(as_user):
    application = makers.application("in-review", first_question="How long does it take?")
    vetting.reply_to_applicant(makers.coordinator().user, application, "Two years in Hamburg.")
    for _person in range(2):
        vetting.say_yes(makers.coordinator().user, application, "We know the house.")
    page = as_user(application.user).get(reverse("accounts:application_status")).content.decode()
    assert "Two years in Hamburg." in page
    assert "has become the draft of a request" in page
    assert "What happens next" not in page

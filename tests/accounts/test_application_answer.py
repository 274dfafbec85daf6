"""Does the answer reach the coordinator?"""

import pytest
from django.urls import reverse

from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db
URL = "/join/answer/"


def test_an_answer_makes_it_the_coordinators_turn(as_user):
    role = makers.coordinator()
    application = makers.application("information-requested", coordinator=role)
    assert as_user(application.user).post(URL, {"words": "Here."}).url == reverse("accounts:application_status")
    application.refresh_from_db()
    assert application.state == "in-review"
    assert Notice.objects.get(recipient=role.user).kind == "accounts.application_answered"


def test_an_empty_answer_is_asked_for_again(as_user):
    application = makers.application("information-requested")
    assert "Please write a sentence" in as_user(application.user).post(URL, {"words": " "}).content.decode()


def test_without_a_question_there_is_nothing_to_answer(as_user):
    application = makers.application("submitted")
    as_user(application.user).post(URL, {"words": "Hello?"})
    assert not application.messages.exists()
    assert as_user(makers.user()).post(URL, {"words": "Hello?"}).status_code == 404


def test_looking_answers_nothing(as_user):
    application = makers.application("information-requested")
    assert as_user(application.user).get(URL).status_code == 200
    application.refresh_from_db()
    assert application.state == "information-requested"
    assert not application.messages.exists()

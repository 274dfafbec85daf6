"""Can a person say how they want to hear of news, from inside and from a mail?"""

import pytest
from django.test import Client

from portal.delivery.models import Preference
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return makers.member().user


def test_saves(as_user, reader):
    browser = as_user(reader)

    assert (
        browser.post("/me/notifications/", {"how": "portal", "recognition_word": " amber  kettle "}).status_code == 302
    )
    preference = Preference.objects.get(user=reader)
    assert (preference.mail, preference.recognition_word) == (False, "amber kettle")
    page = browser.get("/me/notifications/").text
    assert 'value="amber kettle"' in page


@pytest.mark.parametrize(
    "fields",
    [
        {"how": "pigeon"},
        {},
        {"how": "mail", "recognition_word": "x" * 41},
        {"how": "mail", "recognition_word": "see https://evil.invalid"},
        {"how": "mail", "recognition_word": "nul\x00"},
    ],
)
def test_bad_input_is_said_and_kept(as_user, reader, fields):
    answer = as_user(reader).post("/me/notifications/", fields)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Preference.objects.exists()


def test_looking_writes_nothing(as_user, reader):
    assert as_user(reader).get("/me/notifications/").status_code == 200
    assert not Preference.objects.exists()


@pytest.fixture
def preference(reader):
    return Preference.objects.create(user=reader, unsubscribe_code="long-code")


def test_mail_link_shows_a_button_first(preference):
    page = Client().get("/unsubscribe/long-code/")

    assert "Send me no more mails" in page.text
    assert reader_is_told_of(preference)


def reader_is_told_of(preference):
    preference.refresh_from_db()
    return preference.mail


@pytest.mark.parametrize("fields", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_press_is_enough_without_cookies(preference, fields):
    answer = Client(enforce_csrf_checks=True).post("/unsubscribe/long-code/", fields)

    assert (answer.status_code, answer.cookies.get("sessionid")) == (200, None)
    assert not reader_is_told_of(preference)
    assert "You get no more mails" in Client().get("/unsubscribe/long-code/").text


def test_page_does_not_say_whose_mails_they_are(preference):
    assert preference.user.email not in Client().get("/unsubscribe/long-code/").text


def test_wrong_code_is_nothing(preference):
    assert Client().post("/unsubscribe/wrong/").status_code == 404
    assert reader_is_told_of(preference)

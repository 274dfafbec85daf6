"""Does a member see only what is needed to vouch?"""

import pytest
from django.urls import reverse

from tests import makers

pytestmark = pytest.mark.django_db


def url(vouch):
    return reverse("accounts:vouch_page", args=[vouch.pk])


@pytest.fixture
def vouch():
    application = makers.application("in-review", who_knows_you="A secret name", city="Delft", brings="Private things")
    return makers.vouch(application, makers.member())


def test_only_name_role_house_and_motivation(as_user, vouch):
    page = as_user(vouch.member).get(url(vouch)).content.decode()
    assert vouch.application.motivation in page
    for hidden in ("A secret name", "Delft", "Private things", vouch.application.user.email):
        assert hidden not in page


def test_the_answer_is_kept(as_user, vouch):
    as_user(vouch.member).post(url(vouch), {"answer": "yes", "words": "We worked together."})
    vouch.refresh_from_db()
    assert (vouch.vouches, vouch.words) == (True, "We worked together.")


def test_a_yes_needs_words_a_no_needs_none(as_user, vouch):
    browser = as_user(vouch.member)
    assert "a sentence is enough" in browser.post(url(vouch), {"answer": "yes"}).content.decode()
    page = browser.post(url(vouch), {}).content.decode()
    assert "Please choose yes or no" in page
    assert "One answer needs another look" in page
    browser.post(url(vouch), {"answer": "no"})
    vouch.refresh_from_db()
    assert vouch.vouches is False


def test_nobody_else_finds_it(as_user, vouch):
    for person in (makers.member(), makers.coordinator().user):
        assert as_user(person).get(url(vouch)).status_code == 404
        assert as_user(person).post(url(vouch), {"answer": "no"}).status_code == 404


def test_what_is_decided_is_no_longer_shown(as_user, vouch):
    vouch.application.state = "declined"
    vouch.application.save()
    page = as_user(vouch.member).get(url(vouch)).content.decode()
    assert "decided meanwhile" in page
    assert vouch.application.motivation not in page


def test_it_stands_on_the_dashboard(as_user, vouch):
    assert url(vouch) in as_user(vouch.member).get("/home/").content.decode()

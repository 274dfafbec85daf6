"""Everything once more, with a link to what is missing; then it is sent, once."""

import pytest

from tests import makers
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db


def test_a_complete_request_can_be_sent(as_user):
    asked = makers.visit_request()
    page = as_user(asked.requester).get(f"/visits/{asked.pk}/edit/").content.decode()
    assert asked.title in page
    assert "disabled" not in page


def test_what_is_missing_leads_to_its_part(as_user):
    asked = makers.visit_request(city="", accepts_code=False)
    page = as_user(asked.requester).get(f"/visits/{asked.pk}/edit/").content.decode()
    assert f"/visits/{asked.pk}/edit/3/#id_city" in page
    assert f"/visits/{asked.pk}/edit/6/#id_accepts_code" in page


def test_strangers_find_nothing(as_user):
    assert as_user(makers.member()).get(f"/visits/{makers.visit_request().pk}/edit/").status_code == 404


def test_sending_and_sending_twice(as_user):
    makers.coordinator()
    asked = makers.visit_request()
    browser = as_user(asked.requester)
    for _time in range(2):
        answer = browser.post(f"/visits/{asked.pk}/submit/")
        assert answer["Location"] == f"/visits/{asked.pk}/"
    assert VisitRequest.objects.get(pk=asked.pk).state == "submitted"


def test_an_incomplete_request_is_not_sent(as_user):
    asked = makers.visit_request(city="")
    answer = as_user(asked.requester).post(f"/visits/{asked.pk}/submit/")
    assert answer["Location"] == f"/visits/{asked.pk}/edit/"
    assert VisitRequest.objects.get(pk=asked.pk).state == "draft"


def test_looking_is_not_sending(as_user):
    asked = makers.visit_request()
    assert as_user(asked.requester).get(f"/visits/{asked.pk}/submit/").status_code == 405
    assert as_user(asked.requester).get(f"/visits/{asked.pk}/copy/").status_code == 405


def test_asking_again_copies_the_words_and_not_the_dates(as_user):
    asked = makers.visit_request(state="stood-down")
    answer = as_user(asked.requester).post(f"/visits/{asked.pk}/copy/")
    copy = VisitRequest.objects.latest("id")
    assert answer["Location"] == f"/visits/{copy.pk}/edit/4/"
    assert (copy.title, copy.state, copy.windows.count()) == (asked.title, "draft", 0)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("study-visit", "You come to a house: 2 people"),
        ("on-site-training", "The experts travel to you"),
        ("remote-advice", "Nobody: you call each other"),
        ("peer-review", "The experts travel to you"),
    ],
)
def test_it_says_who_travels(as_user, kind, words):
    asked = makers.visit_request(kind)
    assert words in as_user(asked.requester).get(f"/visits/{asked.pk}/edit/").content.decode()

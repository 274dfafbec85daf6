"""Choosing one of the six kinds opens a draft."""

import pytest

from tests import makers
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db
URL = "/visits/new/"


def test_six_kinds_to_choose_from_and_nothing_is_written_by_looking(as_user):
    page = as_user(makers.member()).get(URL)
    assert page.content.count(b'name="kind"') == 6
    assert not VisitRequest.objects.exists()


def test_choosing_opens_a_draft_with_what_the_profile_says(as_user):
    member = makers.member(country="PT", organisation=makers.organisation(city="Lisbon"))
    answer = as_user(member).post(URL, {"kind": "study-visit"})
    draft = VisitRequest.objects.get()
    assert answer["Location"] == f"/visits/{draft.pk}/edit/2/"
    assert (draft.requester, draft.country, draft.city) == (member.user, "PT", "Lisbon")


def test_advice_on_opening_a_room_asks_first_who_travels(as_user):
    answer = as_user(makers.member()).post(URL, {"kind": "implementation"})
    assert answer["Location"].endswith("/edit/1/")


@pytest.mark.parametrize("kind", ["", "holiday"])
def test_no_kind_is_a_message_and_no_draft(as_user, kind):
    page = as_user(makers.member()).post(URL, {"kind": kind})
    assert page.status_code == 200
    assert page.context["form"].errors["kind"]
    assert not VisitRequest.objects.exists()


def test_applicants_and_strangers_do_not_get_in(as_user, client):
    assert as_user(makers.user()).get(URL).status_code == 302
    assert client.get(URL)["Location"].startswith("/accounts/login/")

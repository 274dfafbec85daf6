"""Can a member say who they are?"""

import pytest

from accounts.actions.membership import save_profile
from portal import clock
from tests import makers

pytestmark = pytest.mark.django_db
URL = "/me/profile/"
GOOD = {
    "name": "Night shift",
    "category": "doctor",
    "country": "PT",
    "language_1": "pt",
    "level_1": "fluent",
    "language_2": "en",
    "level_2": "working",
    "time_zone": "Europe/Lisbon",
    "language": "en",
}


def test_it_is_saved_and_confirmed(as_user):
    member = makers.member(confirmed_on=None)
    assert as_user(member).post(URL, GOOD).status_code == 302
    member.refresh_from_db()
    member.user.refresh_from_db()
    assert (member.name, member.category, member.country) == ("Night shift", "doctor", "PT")
    assert member.languages == [{"code": "pt", "level": "fluent"}, {"code": "en", "level": "working"}]
    assert member.user.time_zone == "Europe/Lisbon"
    assert member.confirmed_on


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Please write the name"),
        ({"level_2": ""}, "Please say how well"),
        ({"language_2": "pt"}, "chosen this language already"),
        ({"time_zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"organisation": "99999"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_kept(as_user, wrong, words):
    member = makers.member()
    page = as_user(member).post(URL, {**GOOD, **wrong}).content.decode()
    assert words in page
    assert "Europe/Lisbon" in page
    member.refresh_from_db()
    assert member.category == "nurse"


def test_own_protected_house_can_be_kept(as_user):
    house = makers.organisation(protected=True)
    member = makers.member(organisation=house)
    as_user(member).post(URL, {**GOOD, "organisation": house.pk})
    member.refresh_from_db()
    assert member.organisation == house


def test_an_administrator_who_is_no_member_finds_nothing(as_user):
    assert as_user(makers.administrator()).get(URL).status_code == 404


def test_former_employer_is_remembered():
    before, after = makers.organisation(), makers.organisation()
    member = makers.member(organisation=before)
    save_profile(member.user, member, {"organisation": after})
    save_profile(member.user, member, {"name": "Night shift"})
    assert [(row.organisation_id, row.until) for row in member.past_employers.all()] == [(before.pk, clock.today())]

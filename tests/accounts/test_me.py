"""Does the page about oneself lead everywhere, and do its buttons work?"""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from accounts.models import Member
from portal import clock
from tests import makers
from tests.accounts.pages import queries_of

pytestmark = pytest.mark.django_db


def test_it_links_to_all_of_it(as_user):
    page = as_user(makers.expert()).get("/me/").content.decode()
    for name in ("profile_edit", "visibility_edit", "expert_profile", "peer_consent", "network_leave"):
        assert reverse(f"accounts:{name}") in page


def test_few_queries(as_user):
    assert len(queries_of(as_user(makers.expert()), "/me/")) <= 6


def test_yes_still_right(as_user):
    member = makers.member(confirmed_on=None)
    as_user(member).post("/me/confirm/")
    member.refresh_from_db()
    assert member.confirmed_on == clock.today()


def test_log_out_everywhere_else(as_user):
    member = makers.member()
    here, elsewhere = as_user(member), as_user(member)
    here.post("/me/sessions/end/")
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_leaving(as_user):
    member = makers.expert()
    member.peer_consents.create(given_at=clock.now())
    role = makers.coordinator(user=member.user)
    browser, elsewhere = as_user(member), as_user(member)
    assert browser.get("/me/leave/").status_code == 200
    assert "Please tick this" in browser.post("/me/leave/", {}).content.decode()
    browser.post("/me/leave/", {"sure": "on"})
    member.refresh_from_db()
    role.refresh_from_db()
    assert (member.state, role.is_active) == (Member.State.LEFT, False)
    assert not member.expert_profile.is_listed
    assert member.peer_consents.get().withdrawn_at
    assert not get_user(elsewhere).is_authenticated


def test_the_only_administrator_cannot_leave(as_user):
    member = makers.member(user=makers.administrator())
    as_user(member).post("/me/leave/", {"sure": "on"})
    member.refresh_from_db()
    assert member.state == Member.State.ACTIVE


@pytest.mark.parametrize(
    "name",
    [
        "profile_confirm",
        "protection_switch",
        "everything_hide",
        "peer_consent_give",
        "peer_consent_withdraw",
        "sessions_end",
        "expert_pause",
    ],
)
def test_changes_refuse_get_and_strangers(as_user, client, name):
    url = reverse(f"accounts:{name}")
    assert as_user(makers.member()).get(url).status_code == 405
    assert client.post(url).url.startswith(reverse("account_login"))
    assert as_user(makers.user()).post(url).url == reverse("accounts:application_status")

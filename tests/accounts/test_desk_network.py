"""Can coordinators hold the network together, and nobody else?"""

import pytest
from django.urls import reverse

from accounts.models import Member, OrganisationDelegate, User
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from tests import makers
from tests.accounts.pages import assert_flat

pytestmark = pytest.mark.django_db
URL = "/desk/network/"


@pytest.fixture
def role():
    return makers.coordinator()


def url(member):
    return f"{URL}{member.pk}/"


def test_members_by_country_and_state(as_user, role):
    dutch, gone = makers.member(), makers.member(country="DE", state="suspended")
    browser = as_user(role.user)
    assert dutch.name in browser.get(f"{URL}?country=NL").content.decode()
    page = browser.get(f"{URL}?state=suspended").context["page"]
    assert list(page) == [gone]


def test_suspending_ends_the_sessions_and_is_written_down(as_user, role):
    member = makers.member()
    their_browser = as_user(member)
    as_user(role.user).post(url(member), {"reason": "Asked for names.", "move": "suspend"})
    member.refresh_from_db()
    assert (member.state, member.state_note) == (Member.State.SUSPENDED, "Asked for names.")
    assert their_browser.get("/me/").url.startswith(reverse("account_login"))
    assert as_user(member).get("/people/").url == "/join/"
    assert AuditEvent.objects.get(action="member.suspend").facts == {}
    assert Notice.objects.get(recipient=member.user).kind == "accounts.member_suspended"


def test_a_suspended_coordinator_has_no_desk(as_user, role):
    other = makers.coordinator()
    as_user(role.user).post(url(other.user.member), {"reason": "Because.", "move": "suspend"})
    assert as_user(User.objects.get(pk=other.user.pk)).get("/desk/").url == "/join/"


def test_opening_again(as_user, role):
    member = makers.member(state="suspended")
    as_user(role.user).post(url(member), {"reason": "We talked.", "move": "reinstate"})
    member.refresh_from_db()
    assert member.state == Member.State.ACTIVE
    assert as_user(member).get("/me/").status_code == 200


def test_a_reason_is_needed(as_user, role):
    member = makers.member()
    assert "Please give a reason" in as_user(role.user).post(url(member), {"move": "suspend"}).content.decode()
    member.refresh_from_db()
    assert member.state == Member.State.ACTIVE


def test_not_oneself_not_an_administrator_not_another_country(as_user, role):
    administrator = makers.member(user=makers.administrator())
    german = makers.coordinator(countries=["DE"])
    dutch = makers.member()
    for who, whom in ((role, role.user.member), (role, administrator), (german, dutch)):
        as_user(who.user).post(url(whom), {"reason": "Because.", "move": "suspend"})
        whom.refresh_from_db()
        assert whom.state == Member.State.ACTIVE


def test_delegates(as_user, role):
    house, member = makers.organisation(), makers.member()
    browser = as_user(role.user)
    for _twice in range(2):
        browser.post(f"{URL}delegates/", {"organisation": house.pk, "member": member.pk})
    delegate = OrganisationDelegate.objects.get()
    assert house.name in browser.get(URL).content.decode()
    browser.post(f"{URL}delegates/{delegate.pk}/dismiss/")
    assert not OrganisationDelegate.objects.exists()


def test_bad_input(as_user, role):
    page = as_user(role.user).post(f"{URL}delegates/", {"organisation": "", "member": "77777"}).content.decode()
    assert "This field is required" in page


def test_members_find_nothing_here(as_user):
    member = makers.member()
    browser = as_user(member)
    assert browser.get(URL).status_code == 404
    assert browser.get(url(member)).status_code == 404
    assert browser.post(url(member), {"reason": "x"}).status_code == 404
    assert browser.post(f"{URL}delegates/").status_code == 404
    assert browser.post(f"{URL}delegates/1/dismiss/").status_code == 404
    assert browser.get(f"{URL}delegates/").status_code == 405


def test_flat(as_user, role):
    def grow():
        for _number in range(10):
            makers.member(organisation=makers.organisation())
            OrganisationDelegate.objects.create(organisation=makers.organisation(), member=makers.member())

    grow()
    assert_flat(as_user(role.user), URL, grow, most=7)

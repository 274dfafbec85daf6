"""Is hidden what a member hides, everywhere and at once?"""

import pytest

from accounts.queries import byline, experts_for_user
from portal.search import index
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
URL = "/me/visibility/"


def person_page(as_user, reader, member):
    return as_user(reader).get(f"/people/{member.pk}/").content.decode()


def test_a_name_is_shown_only_when_ticked(as_user):
    member, reader = makers.expert(organisation=makers.organisation()), makers.member()
    page = person_page(as_user, reader, member)
    assert member.name not in page
    assert member.organisation.name not in page
    as_user(member).post(URL, {"name": "members", "organisation": "members", "country": "members"})
    page = person_page(as_user, reader, member)
    assert member.name in page
    assert member.organisation.name in page


def test_nonsense_is_refused(as_user):
    member = makers.member()
    assert as_user(member).post(URL, {"name": "everybody"}).status_code == 200
    member.refresh_from_db()
    assert member.visibility == {}


def test_protected_mode_goes_on_and_off(as_user):
    member = makers.expert()
    index.put(member)
    browser, reader = as_user(member), makers.member().user
    browser.post("/me/visibility/protection/", {"protected": "on"})
    assert not experts_for_user(reader)
    assert not SearchEntry.objects.filter(kind="person").exists()
    assert "It is on." in browser.get(URL).content.decode()
    browser.post("/me/visibility/protection/", {"protected": "off"})
    assert list(experts_for_user(reader)) == [member]


def test_hide_everything_now(as_user):
    member = makers.expert(visibility={"name": "members"})
    index.put(member)
    as_user(member).post("/me/visibility/hide/")
    member.refresh_from_db()
    assert set(member.visibility.values()) == {"coordinators"}
    assert byline(type(member).objects.select_related("user").get(pk=member.pk), "name") == "A member"
    assert as_user(makers.member()).get(f"/people/{member.pk}/").status_code == 404
    assert not SearchEntry.objects.filter(kind="person").exists()

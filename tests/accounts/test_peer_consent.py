"""Is the word of a peer private, dated and withdrawable?"""

import pytest

from accounts import permissions
from accounts.models import User
from tests import makers

pytestmark = pytest.mark.django_db
URL = "/me/peer/"


def fresh(member):
    return User.objects.get(pk=member.user_id)


def test_given_once_and_taken_back(as_user):
    member = makers.member()
    browser = as_user(member)
    for _twice in range(2):
        browser.post(f"{URL}give/")
    assert member.peer_consents.count() == 1
    assert "peers" in permissions.audiences(fresh(member))
    assert "You said so on" in browser.get(URL).content.decode()
    browser.post(f"{URL}withdraw/")
    assert "peers" not in permissions.audiences(fresh(member))
    assert member.peer_consents.get().withdrawn_at


def test_it_stands_on_no_page_for_members(as_user):
    reader, member = makers.member(), makers.expert()
    without = as_user(reader).get(f"/people/{member.pk}/").content
    as_user(member).post(f"{URL}give/")
    page = as_user(reader).get(f"/people/{member.pk}/").content
    assert len(without) == len(page)

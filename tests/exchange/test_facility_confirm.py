"""Can a coordinator say that a row is right, and nobody else?"""

import pytest
from django.urls import reverse

from exchange.world import actions
from portal import clock
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from portal.search.queries import readers_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return makers.facility(confidence="recalled")


def address(room):
    return reverse("world:facility_confirm", args=[room.slug])


def test_a_confirmed_row_is_dated_audited_and_public(as_user, client, room):
    coordinator = makers.coordinator().user
    response = as_user(coordinator).post(address(room), follow=True)
    room.refresh_from_db()
    assert "checked today" in response.content.decode()
    assert (room.confirmed_on, room.confirmed_by) == (clock.today(), coordinator)
    assert AuditEvent.objects.get(action="facility_confirmed").from_state == "recalled"
    assert readers_of("facility", room.pk) == {"public"}
    assert client.get(reverse("world:facility_page", args=[room.slug])).status_code == 200


def test_opening_the_address_changes_nothing(as_user, room):
    assert as_user(makers.coordinator().user).get(address(room)).status_code == 405


def test_strangers_are_sent_to_log_in(client, room):
    response = client.post(address(room))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_for_a_member_a_hidden_row_does_not_exist(as_user, room):
    assert as_user(makers.member()).post(address(room)).status_code == 404


def test_whoever_is_of_another_country_is_refused():
    room = makers.facility()
    member = makers.member(country="FR").user
    for user in (member, makers.coordinator(countries=["FR"], user=makers.member(country="FR").user).user):
        with pytest.raises(MoveRefused, match="coordinator of this country"):
            actions.confirm_facility(user, room)
    room.refresh_from_db()
    assert room.confirmed_on is None


def test_a_refusal_is_a_message(as_user):
    response = as_user(makers.member(country="FR")).post(address(makers.facility()), follow=True)
    assert response.status_code == 200
    assert "a coordinator of this country" in response.content.decode()

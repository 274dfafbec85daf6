"""Does the history tell members what changed, by role and never by name, and nothing of what is hidden from them?"""

import pytest
from django.urls import reverse

from exchange.world import actions
from exchange.world.models import Change, Country
from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("world:country_history", args=["nl"])


def text(browser, url=URL):
    return browser.get(url).content.decode()


def test_every_way_of_changing_is_told_by_role(as_user):
    country = makers.country()
    room = makers.facility(name="Quiet room")
    actions.confirm_facility(makers.member(name="Nora Known").user, room)
    actions.confirm_facility(makers.member(user=makers.user(protected=True)).user, room)
    staff = as_user(makers.administrator())
    fields = {"iso2": "NL", "name": "Netherlands", "legal_basis": "guideline", "discussion": "operating"}
    fields["legal_source"] = room.source_id
    staff.post(reverse("admin:world_country_change", args=[country.pk]), fields)
    assert Country.objects.get().legal_basis == "guideline"
    page = text(as_user(makers.member()))
    for said in (
        "by a member of the country",
        "by somebody of the network",
        "by an administrator",
        "Tolerated under guidelines",
    ):
        assert said in page
    assert "Nora Known" not in page
    only_room = text(as_user(makers.member()), reverse("world:facility_history", args=[room.slug]))
    assert only_room.count("· said to be right") == 2


def test_what_editors_alone_see_stays_with_them(as_user):
    room = makers.facility(confidence="recalled", name="From memory")
    change = {"kind": "facility", "target": room.pk, "iso2": "NL", "what": "changed", "role": "import"}
    at = makers.clock.now()
    Change.objects.create(**change, label="From memory", is_for_editors=True, at=at)
    Change.objects.create(**change, label="Another", fields=[["editors_note", "", "Street from memory"]], at=at)
    assert "memory" not in text(as_user(makers.member()))
    assert text(as_user(makers.coordinator().user)).count("rom memory") == 2


def test_nothing_yet_and_strangers(as_user, client):
    makers.country()
    assert "Nothing has been changed yet" in text(as_user(makers.member()))
    assert "login" in client.get(URL)["Location"]
    assert as_user(makers.member()).get(reverse("world:country_history", args=["zz"])).status_code == 404

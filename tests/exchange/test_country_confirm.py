"""Is a country asked once when its lines have grown old, and is one button enough?"""

from datetime import timedelta

import pytest
from django.urls import reverse

from exchange.world import actions, ageing
from exchange.world.models import Change, Country, Facility, Figure
from portal import clock
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from tests import makers

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=800)


@pytest.fixture
def old():
    """Two old lines of the Netherlands, and what does not age."""
    room = makers.facility(name="Quiet room", confirmed_on=clock.today() - LONG_AGO)
    makers.facility(confirmed_on=clock.today())
    makers.facility(status="closed", confirmed_on=clock.today() - LONG_AGO)
    makers.facility(confidence="recalled")
    makers.figure(31, 2010)
    makers.figure(24, 2018)
    makers.figure(900, 2010, indicator="visits")
    return room


def test_only_what_says_how_it_is_now_grows_old(old):
    due = ageing.due_of(Country.objects.get())
    assert [line.text for line in due] == ["Rooms, 2018: 24", "Quiet room, Amsterdam: Open"]


def test_each_member_is_asked_once_for_all_of_it(old):
    member = makers.member()
    makers.member(country="FR")
    assert actions.ask_countries() == 1
    assert actions.ask_countries() == 0
    notice = Notice.objects.get(kind="world.still_right")
    assert notice.recipient == member.user
    assert "One button" in texts_for([notice])[notice.pk].body
    Country.objects.update(asked_on=clock.today() - timedelta(days=366))
    assert actions.ask_countries() == 1


def test_one_button_on_ones_own_page_and_it_is_done(as_user, old):
    browser = as_user(makers.member())
    assert "is it still right?" not in browser.get("/home/").content.decode()
    actions.ask_countries()
    page = browser.get("/home/").content.decode()
    assert "One thing waits for you" in page
    assert "Quiet room, Amsterdam: Open" in page
    url = reverse("world:country_confirm", args=["nl"])
    page = browser.post(url, {"back": "home"}, follow=True).content.decode()
    assert "is it still right?" not in page
    assert Figure.objects.get(year=2018).confirmed_on == clock.today()
    assert (Figure.objects.get(year=2010, indicator="facilities").confirmed_on, Change.objects.count()) == (None, 2)
    notice = Notice.objects.get(kind="world.still_right")
    assert texts_for([notice]) == {}
    assert "Nothing of this is due any more" in browser.post(url, follow=True).content.decode()


def test_the_country_and_the_room_have_the_button_for_their_own_members(as_user, client, old):
    country, room = reverse("world:country_page", args=["nl"]), reverse("world:facility_page", args=[old.slug])
    for reader, shown in (
        (as_user(makers.member()), True),
        (as_user(makers.member(country="FR")), False),
        (client, False),
    ):
        assert ("Still right" in reader.get(country).content.decode()) == shown
        assert ("Still right" in reader.get(room).content.decode()) == shown
    as_user(makers.member()).post(reverse("world:facility_confirm", args=[old.slug]))
    assert "by a member of the country" in client.get(room).content.decode()


def test_others_cannot_say_so(as_user, client, old):
    url = reverse("world:country_confirm", args=["nl"])
    assert as_user(makers.member(country="FR")).post(url).status_code == 404
    assert (
        as_user(makers.coordinator(countries=["FR"], user=makers.member(country="FR").user).user).post(url).status_code
        == 302
    )
    assert "login" in client.post(url)["Location"]
    assert not Change.objects.exists()


def test_one_line_of_many(as_user, old):
    url = reverse("world:country_confirm", args=["nl"])
    as_user(makers.member()).post(url, {"row": f"facility-{old.pk}"})
    assert Facility.objects.get(pk=old.pk).confirmed_as == "member"
    assert Figure.objects.get(year=2018).confirmed_on is None

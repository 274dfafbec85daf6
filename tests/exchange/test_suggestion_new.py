"""Can a member of the country say what should stand in its record, and is what cannot stand there refused beside its field?"""

import pytest
from django.urls import reverse

from exchange.world.models import Change, Country, Facility, Figure, Source, Suggestion
from portal import clock
from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db

SOURCE = {"source_title": "A city report", "source_publisher": "City of Utrecht", "source_year": "2025"}
FIGURE = {"indicator": "facilities", "value": "24", "year": "2025", **SOURCE}
ROOM = {
    "name": "New room", "city": "Utrecht", "status": "open", "status_since": "2025-03", "legal_basis": "guideline",
    "is_allowed": "on", "model": "integrated", "routes": ["inhaling"], "services": ["naloxone"], "places_smoking": "6",
    "opening_hours": "Every day, 10 to 18", "address": "Quiet street 1", "address_is_published": "on",
    "address_url": "https://room.example/contact", **SOURCE,
}  # fmt: skip


def new(kind):
    return reverse("world:suggestion_new", args=["nl", kind])


@pytest.fixture
def room():
    return makers.facility(name="Quiet room", city="Amsterdam", status="open", source=makers.source(publisher="EMCDDA"))


def test_a_member_suggests_a_figure_and_a_coordinator_is_told(as_user, room):
    coordinator = makers.coordinator()
    page = as_user(makers.member()).post(new("figure"), FIGURE, follow=True).content.decode()
    assert "A coordinator looks at it" in page
    made = Suggestion.objects.get()
    assert (made.values["number"], made.new_source["title"], made.target) == ("24", "A city report", None)
    assert not Figure.objects.exists()
    assert Notice.objects.get(kind="world.suggestion_waits").recipient == coordinator.user


def test_the_same_twice_is_one(as_user, room):
    member = as_user(makers.member())
    member.post(new("figure"), FIGURE)
    member.post(new("figure"), FIGURE)
    assert Suggestion.objects.count() == 1


def test_a_room_of_a_coordinator_stands_at_once_with_all_it_says(as_user, client, room):
    page = as_user(makers.coordinator().user).post(new("facility"), ROOM, follow=True).content.decode()
    assert "It is in the record." in page
    made = Facility.objects.get(name="New room")
    assert (made.country.iso2, made.time_zone, made.confidence) == ("NL", "Europe/Amsterdam", "high")
    page = client.get(reverse("world:facility_page", args=[made.slug])).content.decode()
    for said in ("Naloxone", "smoking: 6", "Every day, 10 to 18", "Quiet street 1", "March: Open", "by a coordinator"):
        assert said in page
    made.address_is_published = False
    made.save()
    assert "Quiet street" not in client.get(reverse("world:facility_page", args=[made.slug])).content.decode()


BAD = {
    "no source": ("figure", FIGURE, {"source_title": ""}, "choose a text above"),
    "future source": ("figure", FIGURE, {"source_year": "2399"}, "has not come yet"),
    "no year": ("figure", FIGURE, {"year": ""}, "say below that the source does not tell it"),
    "unknown year without a note": ("figure", FIGURE, {"year": "", "year_unknown": "on"}, "please say here what the source"),
    "future year": ("figure", FIGURE, {"year": "2399"}, "has not come yet"),
    "which number": ("figure", FIGURE, {"value": "1,600"}, "write a plain number"),
    "no number": ("figure", FIGURE, {"value": ""}, "give the number"),
    "future milestone": ("milestone", {"event": "It opens", "event_kind": "event", **SOURCE}, {"year": "2399"}, "has not come yet"),
    "unsanctioned": ("facility", ROOM, {"legal_basis": "none"}, "open without any legal basis is not listed"),
    "not allowed": ("facility", ROOM, {"is_allowed": ""}, "confirm that its authorities allow it"),
    "future status": ("facility", ROOM, {"status_since": "2399-01"}, "This date has not come yet"),
    "odd date": ("facility", ROOM, {"status_since": "2025-13"}, "write a year like 2021"),
    "closes first": ("facility", ROOM, {"opened_year": "2010", "closed_year": "2001"}, "cannot close before it opens"),
    "address unpublished": ("facility", ROOM, {"address_is_published": ""}, "only if the room publishes it itself"),
    "half a place": ("facility", ROOM, {"latitude": "52.1"}, "belong together"),
    "twin": ("facility", ROOM, {"name": "Quiet room", "city": "Amsterdam"}, "in the record already"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "wrong", "said"), BAD.values(), ids=BAD.keys())
def test_what_cannot_stand_is_refused_beside_its_field(as_user, room, kind, typed, wrong, said):
    page = as_user(makers.member()).post(new(kind), {**typed, **wrong}).content.decode()
    assert said in page
    assert "City of Utrecht" in page  # what was typed is still there
    assert not Suggestion.objects.exists()


def test_a_country_code_that_does_not_exist_is_refused(as_user, room):
    facts = {"legal_basis": "unknown", "discussion": "debated", **SOURCE}
    desk = as_user(makers.coordinator().user)
    page = desk.post(reverse("world:country_suggest"), {**facts, "code": "XX"}).content.decode()
    assert "There is no such country code" in page
    desk.post(reverse("world:country_suggest"), {**facts, "code": "SE"})
    assert Country.objects.get(iso2="SE").name == "Sweden"


def test_somebody_else_changed_the_same_field_meanwhile(as_user, room):
    """What was typed stays, what stands there is told, and sent once more it goes."""
    member, url = as_user(makers.member()), reverse("world:suggestion_change", args=["facility", room.pk])
    form = member.get(url).context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, False)} | {"is_allowed": "on"}
    Facility.objects.update(operator="The city", website="https://city.example/")
    answer = member.post(url, {**typed, "operator": "A shelter", "source": room.source_id})
    page = answer.content.decode()
    assert "Meanwhile this was changed to “The city”" in page
    assert 'value="A shelter"' in page
    again = {**typed, "operator": "A shelter", "source": room.source_id, "stood": answer.context["form"].data["stood"]}
    assert member.post(url, {**again, "website": "https://city.example/"}).status_code == 302
    made = Suggestion.objects.get()
    assert (made.values, made.was) == ({"operator": "A shelter"}, {"operator": "The city"})


def test_nothing_different_is_said(as_user, room):
    member, url = as_user(makers.member()), reverse("world:suggestion_change", args=["facility", room.pk])
    typed = {
        name: value for name, value in member.get(url).context["form"].initial.items() if value not in (None, False)
    }
    page = member.post(url, {**typed, "is_allowed": "on", "source": room.source_id}, follow=True).content.decode()
    assert "Nothing is different" in page
    assert not Suggestion.objects.exists()


def test_for_others_the_forms_do_not_exist(as_user, client, room):
    step = makers.milestone()
    addresses = [
        new("figure"),
        reverse("world:suggestion_change", args=["milestone", step.pk]),
        reverse("world:country_edit", args=["nl"]),
    ]
    for url in addresses:
        assert as_user(makers.member(country="FR")).get(url).status_code == 404
        assert as_user(makers.member()).get(url).status_code == 200
    assert "login" in client.get(new("figure"))["Location"]
    assert as_user(makers.member()).get(new("person")).status_code == 404


def test_a_known_text_is_not_kept_twice(as_user, room):
    Source.objects.create(slug="known", title="A CITY report", year=2025)
    as_user(makers.coordinator().user).post(new("figure"), FIGURE)
    assert Figure.objects.get().source.slug == "known"
    assert Change.objects.get().source.slug == "known"
    assert Figure.objects.get().edited_on == clock.today()

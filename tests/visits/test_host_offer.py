"""A house keeps its own terms; only its sign-off person and the coordinators of its country change them."""

import pytest

from accounts.models import Coordinator
from tests import makers
from tests.house.counting import counted
from visits.models import HostOffer

pytestmark = pytest.mark.django_db
TERMS = {
    "receives": "on",
    "largest_group": "3",
    "visiting_hours": "Tuesday to Thursday before three",
    "day_1_from": "10:00",
    "day_1_to": "15:00",
    "months_closed": ["8"],
    "areas": ["smoking", "staff"],
    "meets": ["peers"],
    "door_check": "id",
    "address": "12 Quay",
    "door": "Ring twice.",
    "time_zone": "Europe/Lisbon",
    "own_rules": "Coats stay in the staff room.",
    "languages": ["pt", "en"],
    "visits_per_year": "5",
}


def url(room):
    return f"/me/host-offer/{room.pk}/"


def room_of(person=None):
    return makers.facility(signoff_person=(person or makers.member()).user)


def test_the_offer_is_kept(as_user):
    room, expert = room_of(), makers.expert()
    as_user(room.signoff_person).post(url(room), {**TERMS, "experts": [expert.pk]})
    offer = HostOffer.objects.get(facility=room)
    assert (offer.largest_group, offer.time_zone, offer.languages) == (3, "Europe/Lisbon", ["pt", "en"])
    assert (offer.months_closed, offer.areas, offer.door) == ([8], ["smoking", "staff"], "Ring twice.")
    assert [(row.weekday, str(row.to_hour)) for row in offer.hours.all()] == [(1, "15:00:00")]
    assert list(offer.experts.all()) == [expert]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"largest_group": "90"}, "largest_group"),
        ({"largest_group": "0"}, "largest_group"),
        ({"largest_group": ""}, "largest_group"),
        ({"day_1_to": "09:00"}, "day_1_to"),
        ({"day_1_to": ""}, "day_1_to"),
        ({"day_1_from": ""}, "day_1_from"),
        ({"day_1_from": "", "day_1_to": ""}, "day_0_from"),
        ({"day_2_from": "noon"}, "day_2_from"),
        ({"months_closed": ["13"]}, "months_closed"),
        ({"areas": ["cellar"]}, "areas"),
        ({"door_check": "clearance"}, "clearance"),
        ({"visitor_days_per_year": "-3"}, "visitor_days_per_year"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"visits_per_year": "-1"}, "visits_per_year"),
        ({"own_rules": "x" * 2001}, "own_rules"),
        ({"experts": ["999"]}, "experts"),
        ({"experts": ["9" * 30]}, "experts"),
    ],
)
def test_bad_terms_are_said_at_their_field(as_user, changes, field):
    room = room_of()
    page = as_user(room.signoff_person).post(url(room), {**TERMS, **changes})
    assert field in page.context["form"].errors
    assert not HostOffer.objects.exists()


def test_a_coordinator_helps_without_reading_where_the_door_is(as_user):
    room = room_of()
    as_user(room.signoff_person).post(url(room), TERMS)
    desk = as_user(makers.coordinator().user)
    assert "12 Quay" not in desk.get(url(room)).content.decode()
    desk.post(url(room), {**TERMS, "address": "Elsewhere", "largest_group": "2"})
    offer = HostOffer.objects.get()
    assert (offer.largest_group, offer.address, offer.hours.count()) == (2, "12 Quay", 1)


def test_hidden_members_are_not_offered_to_the_house(as_user):
    room = room_of()
    hidden = makers.expert(user=makers.user(protected=True), name="Somebody Protected")
    page = as_user(room.signoff_person).get(url(room)).content.decode()
    assert hidden.name not in page


def test_strangers_and_coordinators_of_elsewhere_find_nothing(as_user):
    room = room_of()
    assert as_user(makers.member()).get(url(room)).status_code == 404
    elsewhere = Coordinator.objects.create(user=makers.member().user, countries=["PT"])
    assert as_user(elsewhere.user).get(url(room)).status_code == 404
    assert as_user(makers.coordinator().user).get(url(room)).status_code == 200


def test_a_coordinator_appoints_who_answers_for_a_house(as_user):
    room, person = makers.facility(), makers.member()
    desk = as_user(makers.coordinator().user)
    assert "Who answers for this house?" in desk.get(f"/world/facilities/{room.slug}/").content.decode()
    answer = desk.post(f"/desk/houses/{room.pk}/sign-off/", {"person": person.pk})
    room.refresh_from_db()
    assert answer["Location"] == f"/world/facilities/{room.slug}/"
    assert room.signoff_person == person.user
    assert url(room) in as_user(person).get("/me/").content.decode()


def test_nobody_else_appoints_and_not_by_looking(as_user):
    room = room_of()
    path = f"/desk/houses/{room.pk}/sign-off/"
    assert as_user(makers.member()).post(path, {"person": ""}).status_code == 404
    assert as_user(makers.coordinator().user).get(path).status_code == 405
    room.refresh_from_db()
    assert room.signoff_person is not None


def test_members_see_whether_a_house_receives_visitors_and_the_public_does_not(as_user, client):
    room = room_of()
    makers.host_offer(facility=room, largest_group=3)
    path = f"/world/facilities/{room.slug}/"
    assert "Up to 3 people at once." in as_user(makers.member()).get(path).content.decode()
    assert "Up to 3 people at once." not in client.get(path).content.decode()


def test_members_see_the_terms_and_never_the_address(as_user):
    room = room_of()
    makers.host_offer(
        facility=room, hours=[(1, "10:00", "15:00")], months_closed=[8], meets=["peers"], address="12 Quay", door="Ring"
    )
    page = as_user(makers.member()).get(f"/world/facilities/{room.slug}/").content.decode()
    for words in ("Tuesday 10:00", "August", "Peer workers"):
        assert words in page
    assert "12 Quay" not in page


def test_few_queries(as_user):
    room = room_of()
    for _number in range(10):
        makers.expert()
    assert counted(as_user(room.signoff_person), url(room)) <= 6

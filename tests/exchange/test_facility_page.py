"""Does a room's page show what we know, to each reader what is theirs?"""

import pytest
from django.urls import reverse

from tests import makers

pytestmark = pytest.mark.django_db


def page_of(client, room):
    return client.get(reverse("world:facility_page", args=[room.slug]))


@pytest.fixture
def room():
    return makers.facility(
        name="Quiet room",
        city="Utrecht",
        note="Smoking only.",
        editors_note="Street from memory.",
        time_zone="Europe/Amsterdam",
        operator="A shelter",
    )


def test_everybody_sees_facts_source_and_whether_it_was_checked(client, room):
    page = page_of(client, room).content.decode()
    for word in (
        "Quiet room",
        "Utrecht",
        "A shelter",
        "A yearly report",
        "names this very room",
        "Not yet: this is as of",
    ):
        assert word in page
    assert "Street from memory." not in page
    assert "Europe/Amsterdam" not in page
    # What nobody has told yet is said too.
    assert "whom it is made for, what else it offers, opening hours, legal basis, number of places</dd>" in page
    # A note may name a street: it is for members.
    assert "Smoking only." not in page


def test_a_member_sees_the_time_zone_but_no_editors_note(as_user, room):
    page = page_of(as_user(makers.member()), room).content.decode()
    assert "Europe/Amsterdam" in page
    assert "Smoking only." in page
    assert "Street from memory." not in page
    assert "Yes, it is right" not in page
    assert "It has not said yet whether it receives visitors." in page
    assert "Add what you know" in page


def test_a_coordinator_sees_the_editors_note_and_the_button(as_user, room):
    page = page_of(as_user(makers.coordinator().user), room).content.decode()
    assert "Street from memory." in page
    assert "Still right" in page


def test_a_coordinator_of_another_country_has_no_button(as_user, room):
    page = page_of(
        as_user(makers.coordinator(countries=["FR"], user=makers.member(country="FR").user)), room
    ).content.decode()
    assert "Street from memory." in page
    assert "Still right" not in page


def test_a_room_from_memory_is_found_by_coordinators_only(client, as_user):
    room = makers.facility(confidence="recalled")
    assert page_of(client, room).status_code == 404
    assert page_of(as_user(makers.member()), room).status_code == 404
    assert b"Coordinators only." in page_of(as_user(makers.coordinator().user), room).content


def test_few_questions(client, room, django_assert_max_num_queries):
    page_of(client, room)
    with django_assert_max_num_queries(6):
        page_of(client, room)


def test_refuses_posts(client, room):
    assert client.post(reverse("world:facility_page", args=[room.slug])).status_code == 405

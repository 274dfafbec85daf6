"""Can an author link what belongs together, and does each reader see only the ends that they may read?"""

import pytest

from exchange.practices import actions, links
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return makers.practice(show_author_as="name")


def address(practice):
    return f"/practices/{practice.pk}/links/"


def test_looks_links_and_takes_away(as_user, practice):
    title = makers.reference(title="Smoking rooms and their air", is_verified=True)
    makers.reference(title="Something else", is_verified=True)
    client = as_user(practice.author)
    page = client.get(address(practice), {"kind": "literature", "words": "AIR smoking"}).text
    assert title.title in page
    assert "Something else" not in page
    assert client.post(address(practice), {"add": f"literature:{title.slug}"}).status_code == 302
    client.post(address(practice), {"add": f"literature:{title.slug}"})
    assert list(practice.references.all()) == [title]
    assert title.title in client.get(f"/practices/{practice.pk}/").text
    assert practice.title in as_user(makers.member()).get(f"/library/{title.slug}/").text
    client.post(address(practice), {"drop": f"literature:{title.slug}"})
    assert not practice.references.exists()


def test_a_room_shows_the_practice_and_a_closed_one_is_gone_from_both_ends(as_user, practice):
    room = makers.facility(name="Room by the harbour")
    other = makers.practice(title="House rules on one page")
    for kind, key in (("room", room.slug), ("practice", str(other.pk))):
        actions.add_link(practice.author, practice, kind, key)
    reader = as_user(makers.member())
    assert room.name in reader.get(f"/practices/{practice.pk}/").text
    assert practice.title in reader.get(f"/world/facilities/{room.slug}/").text
    assert practice.title in reader.get(f"/practices/{other.pk}/").text
    actions.change_audience(practice.author, practice, "coordinators")
    assert practice.title not in reader.get(f"/world/facilities/{room.slug}/").text
    assert practice.title not in reader.get(f"/practices/{other.pk}/").text
    actions.archive_practice(other.author, other)
    assert other.title not in as_user(practice.author).get(f"/practices/{practice.pk}/").text


@pytest.mark.parametrize(
    "fields",
    [
        {"show_author_as": "role-country", "country": "NL"},  # fewer than five nurses
        {"show_author_as": "name", "perspective": "service-user"},
        {"show_author_as": "role-country", "country": "NL", "place_shown": "nowhere"},
    ],
)
def test_a_room_never_tells_more_than_the_text(as_user, fields):
    practice, room = makers.practice(**fields), makers.facility(name="Room by the harbour")
    with pytest.raises(MoveRefused):
        actions.add_link(practice.author, practice, "room", room.slug)
    practice.facilities.add(room)
    reader = as_user(makers.member())
    assert room.name not in reader.get(f"/practices/{practice.pk}/").text
    assert practice.title not in reader.get(f"/world/facilities/{room.slug}/").text
    assert links.candidates(practice.author, practice, "room", "harbour") == []


def test_a_protected_author_names_no_room(practice):
    practice.author.protected = True
    practice.author.save()
    with pytest.raises(MoveRefused):
        actions.add_link(practice.author, practice, "room", makers.facility().slug)


@pytest.mark.parametrize("add", ["", "king:1", "practice:x", "practice:٣", "practice:" + "9" * 40, "room:\x00"])
def test_what_does_not_exist_is_not_linked(as_user, practice, add):
    assert as_user(practice.author).post(address(practice), {"add": add}).status_code == 302
    assert links.set_by_author(practice.author, practice) == []


def test_nothing_closed_is_linked_or_found(as_user, practice):
    closed = makers.practice(title="For coordinators alone", audience="coordinators")
    with pytest.raises(MoveRefused):
        actions.add_link(practice.author, practice, "practice", str(closed.pk))
    with pytest.raises(MoveRefused):
        actions.add_link(practice.author, practice, "practice", str(practice.pk))
    page = as_user(practice.author).get(address(practice), {"kind": "practice", "words": "coordinators alone"}).text
    assert "Nothing has all these words" in page
    assert as_user(makers.member()).post(address(practice), {"add": "literature:x"}).status_code == 404


def test_a_hidden_author_is_not_named_in_the_trail(practice):
    from exchange.practices.models import HiddenAuthor
    from portal.audit.models import AuditEvent

    hidden = makers.practice(author=None, show_author_as="anonymous")
    author = makers.member().user
    HiddenAuthor.objects.create(practice=hidden, user=author)
    actions.add_link(author, hidden, "practice", str(practice.pk))
    assert not AuditEvent.objects.filter(actor=author).exists()
    assert AuditEvent.objects.filter(action="practice.linked").count() == 1


def test_there_is_an_end_to_links(practice, monkeypatch):
    monkeypatch.setattr("exchange.practices.actions.links.MOST_LINKS", 1)
    actions.add_link(practice.author, practice, "practice", str(makers.practice().pk))
    with pytest.raises(MoveRefused):
        actions.add_link(practice.author, practice, "practice", str(makers.practice().pk))

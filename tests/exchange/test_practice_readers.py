"""Can a reader do it too, keep it and follow it; and does what is closed to them disappear from all of it?"""

import pytest

from accounts import bylines
from exchange.practices import actions, queries
from exchange.practices.actions import clocks
from exchange.practices.models import Adoption, Bookmark, Follow
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db
SAID = {"since": "2024", "what_changed": "One booth for couples.", "show_author_as": "role"}


@pytest.fixture
def reader():
    return makers.member(category="nurse")


@pytest.fixture
def practice():
    return makers.practice()


def test_a_house_does_it_too_and_the_author_is_told_once(as_user, practice, reader):
    client = as_user(reader)
    address = f"/practices/{practice.pk}/adopt/"
    assert client.post(address, SAID).status_code == 302
    client.post(address, {**SAID, "what_changed": "One for couples, one for dogs."})
    assert Adoption.objects.get().what_changed.endswith("dogs.")
    assert Notice.objects.filter(kind="practices.adopted", recipient=practice.author).count() == 1
    page = as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    assert "one for dogs" in page
    assert reader.name not in page


@pytest.mark.parametrize("since", ["1822", "2999", "soon"])
def test_a_year_that_cannot_be_is_said_and_the_rest_is_kept(as_user, practice, reader, since):
    page = as_user(reader).post(f"/practices/{practice.pk}/adopt/", {**SAID, "since": since})
    assert page.status_code == 200
    assert "One booth for couples." in page.text
    assert not Adoption.objects.exists()


def test_it_is_taken_back(as_user, practice, reader):
    client = as_user(reader)
    client.post(f"/practices/{practice.pk}/adopt/", SAID)
    assert client.get(f"/practices/{practice.pk}/adopt/withdraw/").status_code == 405
    client.post(f"/practices/{practice.pk}/adopt/withdraw/")
    assert not Adoption.objects.exists()


def test_nobody_adopts_their_own_or_what_they_may_not_read(practice, reader):
    with pytest.raises(MoveRefused):
        actions.adopt_practice(practice.author, practice, show_author_as="role")
    actions.change_audience(practice.author, practice, "coordinators")
    with pytest.raises(MoveRefused):
        actions.adopt_practice(reader.user, practice, show_author_as="role")
    with pytest.raises(MoveRefused):
        actions.keep_practice(reader.user, practice)


def test_kept_by_one_known_to_nobody_else(as_user, practice, reader):
    client = as_user(reader)
    client.post(f"/practices/{practice.pk}/keep/")
    client.post(f"/practices/{practice.pk}/keep/")
    assert Bookmark.objects.count() == 1
    assert practice.title in client.get("/practices/kept/").text
    assert practice.title not in as_user(practice.author).get("/practices/kept/").text
    client.post(f"/practices/{practice.pk}/keep/", {"drop": "1"})
    assert "Nothing kept yet" in client.get("/practices/kept/").text


def test_what_is_closed_is_gone_from_what_is_kept(as_user, practice, reader):
    as_user(reader).post(f"/practices/{practice.pk}/keep/")
    actions.change_audience(practice.author, practice, "coordinators")
    assert practice.title not in as_user(reader).get("/practices/kept/").text


def told(kind="new_followed"):
    return list(Notice.objects.filter(kind=f"practices.{kind}").values_list("recipient", flat=True))


def test_a_topic_is_followed_once_a_day(reader, travel):
    actions.follow(reader.user, "topic", "inhalation")
    makers.practice()
    makers.practice(topics=["police"])
    clocks.run_all()
    assert told() == []
    travel(minutes=11)
    clocks.run_all()
    makers.practice()
    travel(minutes=11)
    clocks.run_all()
    assert told() == [reader.user.pk]


def test_who_may_not_read_is_not_told_and_who_wrote_it_neither(travel):
    official = makers.member(category="police").user
    author = makers.member().user
    for user in (official, author):
        actions.follow(user, "topic", "inhalation")
    makers.practice(audience="dcr-and-peers", author=author)
    travel(minutes=11)
    clocks.run_all()
    assert told() == []


def test_a_country_is_followed_only_where_it_is_shown(reader, travel):
    actions.follow(reader.user, "country", "PT")
    few = makers.practice(author=makers.member(category="nurse", country="PT").user, country="PT")
    travel(minutes=11)
    clocks.run_all()
    assert told() == []
    assert queries.new_for(reader.user, queries.follows_of(reader.user), few.created_at) == []
    for _number in range(4):
        makers.member(category="nurse", country="PT")
    bylines.forget_counts()
    makers.practice(author=few.author, country="PT")
    travel(minutes=11)
    clocks.run_all()
    assert told() == [reader.user.pk]


def test_a_change_of_one_practice_is_told_until_it_is_closed(reader, practice, travel):
    travel(minutes=11)
    clocks.run_all()
    actions.follow(reader.user, "practice", str(practice.pk))
    actions.edit_practice(practice.author, practice, {"title": "Three small smoking booths"})
    travel(minutes=11)
    clocks.run_all()
    assert told("changed_followed") == [reader.user.pk]
    assert len(texts_for(list(Notice.objects.filter(kind="practices.changed_followed")))) == 1
    actions.change_audience(practice.author, practice, "coordinators")
    assert texts_for(list(Notice.objects.filter(kind="practices.changed_followed"))) == {}


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("topic", "nothing"),
        ("country", "XX"),
        ("practice", "99"),
        ("practice", "٣"),
        ("practice", "9" * 40),
        ("king", "1"),
    ],
)
def test_what_does_not_exist_is_not_followed(as_user, reader, kind, key):
    answer = as_user(reader).post("/practices/followed/", {"kind": kind, "key": key})
    assert answer.status_code == 302
    assert not Follow.objects.exists()


def test_what_is_followed_is_listed_and_left(as_user, reader, practice):
    client = as_user(reader)
    for kind, key in (("topic", "inhalation"), ("country", "PT"), ("practice", str(practice.pk))):
        client.post("/practices/followed/", {"kind": kind, "key": key})
    page = client.get("/practices/followed/").text
    assert "Portugal" in page
    assert page.count("Leave<") == 3
    client.post("/practices/followed/", {"kind": "country", "key": "PT\x00", "leave": "1"})
    assert Follow.objects.count() == 2


def test_a_followed_title_that_is_closed_is_not_told(as_user, reader, practice):
    actions.follow(reader.user, "practice", str(practice.pk))
    actions.change_audience(practice.author, practice, "coordinators")
    page = as_user(reader).get("/practices/followed/").text
    assert practice.title not in page
    assert "not open to you any more" in page


def test_new_for_leaves_out_ones_own(reader, travel):
    from portal import clock

    follows = [Follow(user=reader.user, kind="topic", key="inhalation")]
    since = clock.now()
    makers.practice(author=reader.user)
    other = makers.practice()
    assert queries.new_for(reader.user, follows, since) == [other]


@pytest.mark.parametrize("path", ["kept", "followed"])
@pytest.mark.parametrize("count", [1, 10])
def test_flat(as_user, reader, path, count, django_assert_max_num_queries):
    for _number in range(count):
        made = makers.practice()
        actions.keep_practice(reader.user, made)
        actions.follow(reader.user, "practice", str(made.pk))
    actions.follow(reader.user, "topic", "inhalation")
    client = as_user(reader)
    client.get(f"/practices/{path}/")
    with django_assert_max_num_queries(11):
        client.get(f"/practices/{path}/")

"""Can members make reading lists, put titles on them in order, copy them, and does each reader see what they may?"""

import pytest

from exchange.library import shelf
from exchange.library.actions import collections as actions
from exchange.library.actions import shelf as moves
from exchange.library.models import Collection
from portal.moves import MoveRefused
from portal.search.queries import search
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db
FIELDS = {"title": "Air in old houses", "why": "Start with the **first**.", "language": "en", "show_author_as": "role",
          "audience": "members"}  # fmt: skip


@pytest.fixture
def checked():
    return makers.reference(title="Booths and their air")


@pytest.fixture
def unchecked():
    return makers.reference(title="A memory of a booth", is_verified=False)


def test_a_list_is_made_from_a_titles_page_and_a_second_title_comes_on_it(as_user, checked, unchecked):
    member = makers.member()
    client = as_user(member)
    answer = client.post(f"/library/{checked.slug}/list/", {"title": "Air in old houses", "why": "The basics."})
    made = Collection.objects.get()
    assert answer.url == f"/library/lists/{made.pk}/"
    client.post(f"/library/{unchecked.slug}/list/", {"collection": made.pk})
    page = client.get(answer.url).text
    assert page.index(checked.title) < page.index(unchecked.title)
    assert ("The basics." in page, "Not checked yet" in page) == (True, True)
    assert "One of them is not checked yet: only members see it" in page
    assert made.title in client.get(f"/library/{checked.slug}/").text


def test_bad_input_is_said_beside_the_field_and_nothing_is_made(as_user, checked):
    other = makers.collection()
    client = as_user(makers.member())
    answers = [
        client.post("/library/lists/new/", FIELDS | change)
        for change in ({"title": "x"}, {"topics": ["legal", "police", "bbv", "admission"]}, {"audience": "public"})
    ]
    answers += [client.post(f"/library/{checked.slug}/list/", told) for told in ({}, {"collection": other.pk})]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert "Three topics at most" in answers[1].text
    assert list(Collection.objects.all()) == [other]


def test_titles_change_places_get_sentences_and_go(as_user, checked, unchecked):
    made = makers.collection(checked, unchecked)
    first, second = made.items.all()
    client = as_user(made.author)
    address = f"/library/lists/{made.pk}/items/"
    client.post(address, {"up": second.pk})
    assert list(made.items.all()) == [second, first]
    client.post(address, {"down": first.pk})  # the last one stays where it is
    client.post(address, {"say": second.pk, f"why-{second.pk}": "Read it last."})
    client.post(address, {"off": first.pk})
    assert [(item.pk, item.why) for item in made.items.all()] == [(second.pk, "Read it last.")]
    assert as_user(makers.member()).post(address, {"off": second.pk}).status_code == 404


def test_only_a_coordinator_who_did_not_make_it_opens_it_to_everybody(as_user, client, checked, unchecked):
    made = makers.collection(checked, unchecked, author=makers.coordinator().user)
    address, move = f"/library/lists/{made.pk}/", f"/library/shelf/lists/{made.pk}/move/"
    assert client.get(address).status_code == 302
    own = as_user(made.author)
    own.post(move, {"move": "publish"})
    own.post(move, {"move": "offer"})
    own.post(move, {"move": "publish"})
    made.refresh_from_db()
    assert made.audience == "members"
    as_user(makers.coordinator()).post(move, {"move": "publish"})
    page = client.get(address).text
    assert (checked.title in page, unchecked.title in page, "One title" in page) == (True, False, True)
    assert "One list" in client.get("/library/lists/").text


def test_new_words_on_a_public_list_are_for_members_until_they_are_read(checked):
    made = makers.collection(audience="public")
    actions.put_on_list(made.author, made, checked, "They have not read this.")
    made.refresh_from_db()
    assert (made.audience, made.offered_public_at is not None) == ("members", True)


def test_a_copy_is_ones_own_and_holds_no_words_of_closed_lists(checked):
    reader = makers.member().user
    copy = actions.copy_collection(reader, makers.collection(checked))
    assert (copy.author, copy.items.get().why) == (reader, "Because of part 1.")
    closed = actions.copy_collection(reader, makers.collection(checked, audience="dcr-and-peers", why="Secret"))
    assert (closed.why, closed.items.get().why, closed.title) == ("", "", "My copy of a list")


@pytest.mark.parametrize("audience", ["peers-only", "dcr-and-peers", "coordinators"])
def test_whoever_may_not_read_it_finds_nothing_anywhere(as_user, checked, audience):
    made = makers.collection(checked, audience=audience, title="Porcupine list")
    moves.words_changed(made)
    actions.say_why(made.author, made.items.get(), "Porcupine")
    police = makers.member(category="police").user
    client = as_user(police)
    assert client.get(f"/library/lists/{made.pk}/").status_code == 404
    assert "Porcupine" not in client.get(f"/library/{checked.slug}/").text + client.get("/library/lists/").text
    assert search(police, "porcupine").total == 0
    assert search(made.author, "porcupine").total == 1


def test_put_away_it_is_its_authors_alone_and_two_writers_overwrite_nothing(as_user):
    made = makers.collection()
    client = as_user(made.author)
    client.post(f"/library/shelf/lists/{made.pk}/move/", {"move": "put away"})
    assert as_user(makers.member()).get(f"/library/lists/{made.pk}/").status_code == 404
    page = client.post(f"/library/lists/{made.pk}/edit/", FIELDS | {"seen": 7}).text
    assert "changed meanwhile" in page
    assert not list(shelf.listed_for(Collection, made.author))
    with pytest.raises(MoveRefused):
        moves.offer_to_public(made.author, made)


def test_costs_the_same_with_many_titles(as_user):
    small, big = makers.collection(), makers.collection(*(makers.reference() for _ in range(12)))
    client = as_user(makers.member())
    assert counted(client, f"/library/lists/{small.pk}/") == counted(client, f"/library/lists/{big.pk}/") <= 6


def test_a_titles_page_costs_no_more_for_its_lists_and_what_it_answers(as_user, checked):
    client, address = as_user(makers.member()), f"/library/{checked.slug}/"
    few = counted(client, address)
    makers.gap(answer=checked, state="answered")
    for _ in range(4):
        makers.collection(checked)
    assert counted(client, address) == few <= 6

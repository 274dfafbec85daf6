"""Does the page of a practice show it to its readers, and its doors to those who hold the keys?"""

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchange.discussion.actions import add_comment
from exchange.practices.models import HiddenAuthor
from portal import clock
from tests import makers

pytestmark = pytest.mark.django_db
MOVES = ["archive", "restore", "hide", "show", "narrow", "offer", "publish"]


def test_it_is_shown(as_user):
    practice = makers.practice(what_was_done="Two **small** booths. <script>alert(1)</script>" + "x" * 40)
    page = as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    assert "<strong>small</strong>" in page
    assert "<script>alert" not in page
    assert "Post answer" in page
    assert "Hide it" not in page


def test_strangers_find_nothing(as_user):
    practice = makers.practice(audience="dcr-and-peers")
    address = f"/practices/{practice.pk}/"
    assert Client().get(address).url == f"/accounts/login/?next={address}"
    assert as_user(makers.user()).get(address).status_code == 404
    assert as_user(makers.member(category="police")).get(address).status_code == 404
    draft = makers.practice(state="draft")
    assert as_user(makers.coordinator().user).get(f"/practices/{draft.pk}/").status_code == 404


def answer_to_nobody(address):
    """Everything that somebody without log-in can see and count of an answer, but for the address itself."""
    browser = Client()
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    headers = {name: value.replace(address, "*") for name, value in answer.headers.items()}
    statements = [re.sub(r"\d+", "N", row["sql"]) for row in queries]
    return answer.status_code, headers, answer.content, dict(answer.cookies), statements


@pytest.mark.parametrize(
    "fields", [{}, {"state": "draft"}, {"state": "hidden"}, {"audience": "peers-only"}, {"state": "archived"}]
)
def test_nobody_learns_from_the_way_to_the_log_in_whether_it_exists(fields):
    practice = makers.practice(**fields)
    there, nowhere = f"/practices/{practice.pk}/", f"/practices/{practice.pk + 1}/"
    assert answer_to_nobody(there) == answer_to_nobody(nowhere)
    assert answer_to_nobody(there)[0] == 302
    assert answer_to_nobody("/practices/99999999999999999999999/")[0] == 302


def test_the_log_in_leads_back_to_it():
    practice = makers.practice()
    member = makers.member()
    member.user.set_password("a long walk home")
    member.user.save()
    EmailAddress.objects.create(user=member.user, email=member.user.email, verified=True, primary=True)
    browser = Client()
    door = browser.get(f"/practices/{practice.pk}/?from=mail")
    assert f"/practices/{practice.pk}/%3Ffrom%3Dmail" in door.url
    answer = browser.post(door.url, {"login": member.user.email, "password": "a long walk home"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/practices/{practice.pk}/?from=mail"
    assert practice.title in answer.text


def test_a_public_one_is_read_without_log_in_and_without_the_talk(as_user):
    practice = makers.practice(audience="public")
    add_comment(makers.member().user, practice, "Only among ourselves")
    page = Client().get(f"/practices/{practice.pk}/").text
    assert practice.title in page
    assert "Only among ourselves" not in page
    assert "Only among ourselves" in as_user(makers.member()).get(f"/practices/{practice.pk}/").text


def test_the_anonymous_author_is_nowhere_on_it(as_user):
    author = makers.member(name="Rosa Sanchez")
    practice = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=practice, user=author.user)
    page = as_user(makers.coordinator().user).get(f"/practices/{practice.pk}/").text
    assert "A member" in page
    assert "Rosa" not in page
    assert "Change it" in as_user(author).get(f"/practices/{practice.pk}/").text


def test_flat(as_user, django_assert_max_num_queries):
    practice = makers.practice(topics=["inhalation", "police"])
    for _number in range(10):
        add_comment(makers.member().user, practice, "Hello")
    client = as_user(makers.coordinator().user)
    client.get(f"/practices/{practice.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/practices/{practice.pk}/")


@pytest.mark.parametrize("move", MOVES)
def test_moves_are_posts_and_not_for_strangers(as_user, move):
    practice = makers.practice(state="draft")
    address = f"/practices/{practice.pk}/{move}/"
    assert as_user(practice.author).get(address).status_code == 405
    assert as_user(makers.member()).post(address).status_code == 404
    assert Client().post(address).status_code == 302


def test_authors_put_away_and_take_back(as_user):
    practice = makers.practice()
    client = as_user(practice.author)
    client.post(f"/practices/{practice.pk}/archive/")
    practice.refresh_from_db()
    assert practice.state == "archived"
    client.post(f"/practices/{practice.pk}/restore/")
    practice.refresh_from_db()
    assert practice.state == "note"


def test_coordinators_hide_with_a_reason_only(as_user):
    practice = makers.practice()
    client = as_user(makers.coordinator().user)
    client.post(f"/practices/{practice.pk}/hide/", {"reason": ""})
    practice.refresh_from_db()
    assert practice.state == "note"
    client.post(f"/practices/{practice.pk}/hide/", {"reason": "It names a street."})
    practice.refresh_from_db()
    assert practice.state == "hidden"
    assert "It names a street." in as_user(practice.author).get(f"/practices/{practice.pk}/").text
    client.post(f"/practices/{practice.pk}/show/")
    practice.refresh_from_db()
    assert (practice.state, practice.hidden_reason) == ("note", "")


def test_the_way_to_the_public(as_user):
    practice = makers.practice()
    as_user(practice.author).post(f"/practices/{practice.pk}/offer/")
    coordinator = as_user(makers.coordinator().user)
    assert practice.title in coordinator.get("/desk/").text
    coordinator.post(f"/practices/{practice.pk}/publish/")
    assert Client().get(f"/practices/{practice.pk}/").status_code == 200


def test_fewer_readers_at_once(as_user):
    practice = makers.practice(offered_public_at=clock.now())
    client = as_user(makers.coordinator().user)
    client.post(f"/practices/{practice.pk}/narrow/", {"audience": "everybody"})
    practice.refresh_from_db()
    assert practice.audience == "members"
    client.post(f"/practices/{practice.pk}/narrow/", {"audience": "dcr-and-peers"})
    practice.refresh_from_db()
    assert (practice.audience, practice.offered_public_at) == ("dcr-and-peers", None)


def test_a_move_that_is_not_possible_is_a_message(as_user):
    practice = makers.practice()
    response = as_user(makers.coordinator().user).post(f"/practices/{practice.pk}/publish/", follow=True)
    assert response.status_code == 200
    assert "has not offered" in response.text

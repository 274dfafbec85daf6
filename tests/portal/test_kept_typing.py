"""Are words kept when the session ended meanwhile, and for their writer only?"""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from exchange.practices.models import Practice
from portal.ui import kept_typing
from tests import makers

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "A light outside each booth",
    "topics": ["inhalation", "police"],
    "what_was_done": "We put <b>lights</b> & a fan.",
}


def log_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def send_without_session(user, **changes):
    client = Client()
    response = client.post("/practices/new/", {**WORDS, "typed_by": kept_typing.mark(user), **changes})
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/practices/new/"
    return client


def test_words_are_back_after_the_log_in():
    user = makers.member().user
    client = send_without_session(user)
    log_in(client, user)
    page = client.get("/practices/new/")
    assert page.context["was_kept"]
    assert page.context["form"].initial["topics"] == ["inhalation", "police"]
    assert "We put &lt;b&gt;lights&lt;/b&gt; &amp; a fan." in page.text
    assert client.get("/practices/new/").context["was_kept"]
    assert not Practice.objects.exists()


def test_a_real_log_in_leads_back():
    user = makers.user(password="a long password 7")
    makers.member(user=user)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client = send_without_session(user)
    waits = "What you typed waits for an hour"
    assert waits in client.get("/accounts/login/?next=/practices/new/").text
    assert waits not in Client().get("/accounts/login/").text
    page = client.post(
        "/accounts/login/?next=/practices/new/", {"login": user.email, "password": "a long password 7"}, follow=True
    )
    assert page.redirect_chain[-1][0] == "/practices/new/"
    assert page.context["was_kept"]


def test_nobody_else_sees_them():
    client = send_without_session(makers.member().user)
    log_in(client, makers.member().user)
    page = client.get("/practices/new/")
    assert not page.context["was_kept"]
    assert "lights" not in page.text


def test_they_are_gone_after_an_hour(travel):
    user = makers.member().user
    client = send_without_session(user)
    travel(minutes=61)
    log_in(client, user)
    assert not client.get("/practices/new/").context["was_kept"]


def test_they_are_gone_once_sent():
    user = makers.member().user
    client = send_without_session(user)
    log_in(client, user)
    client.post("/practices/new/", {**WORDS, "save": "1"})
    assert not client.get("/practices/new/").context["was_kept"]


def test_the_session_holds_no_plain_words():
    client = send_without_session(makers.member().user, password="secret", csrfmiddlewaretoken="token")
    data = Session.objects.get(pk=client.session.session_key).get_decoded()["kept_typing"]
    assert "lights" not in str(data)
    opened = kept_typing._fernet().decrypt(data["sealed"].encode()).decode()
    assert "lights" in opened
    assert not re.search("secret|token|typed_by", opened)


@pytest.mark.parametrize("mark", ["", "nonsense", "1:abc:def"])
def test_a_stranger_fills_no_sessions(mark):
    client = Client()
    assert client.post("/practices/new/", {**WORDS, "typed_by": mark}).status_code == 302
    assert not Session.objects.exists()


def test_a_book_is_not_kept():
    client = send_without_session(makers.member().user, what_was_done="x" * 100_000)
    assert "kept_typing" not in client.session


def test_a_form_sent_twice_does_one_thing(as_user):
    user = makers.member().user
    client = as_user(user)
    fields = {**WORDS, "save": "1", "typed_by": kept_typing.mark(user)}
    first, second = (client.post("/practices/new/", fields) for _time in range(2))
    assert first.url == second.url
    assert Practice.objects.count() == 1


def test_a_borrowed_mark_gives_no_code(as_user):
    owner, other = makers.member().user, makers.member().user
    fields = {**WORDS, "save": "1", "typed_by": kept_typing.mark(owner)}
    as_user(owner).post("/practices/new/", fields)
    as_user(other).post("/practices/new/", fields)
    assert Practice.objects.filter(author=owner).count() == Practice.objects.filter(author=other).count() == 1


def people_who_type():
    """Who types what where: (user, address, fields, the words that have to come back)."""
    applicant = makers.application(state="started").user
    asked = makers.application(state="information-requested").user
    member = makers.member().user
    vouch = makers.vouch(makers.application("in-review"), makers.member())
    request = makers.visit_request()
    return [
        (applicant, "/join/part/3/", {"motivation": "We open in spring."}, "We open in spring."),
        (asked, "/join/answer/", {"words": "The city said yes."}, "The city said yes."),
        (member, "/me/profile/", {"name": "A nurse by the sea"}, "A nurse by the sea"),
        (member, "/me/expert/", {"bio": "Built two booths."}, "Built two booths."),
        (vouch.member.user, f"/people/vouch/{vouch.pk}/", {"words": "We worked together."}, "We worked together."),
        (request.requester, f"/visits/{request.pk}/participants/", {"person1-name": "A colleague"}, "A colleague"),
    ]


@pytest.mark.parametrize("number", range(6))
def test_every_longer_form_gives_the_words_back(number):
    user, address, fields, words = people_who_type()[number]
    client = Client()
    answer = client.post(address, {**fields, "typed_by": kept_typing.mark(user)})
    assert answer.url == f"/accounts/login/?next={address}"
    log_in(client, user)
    page = client.get(address)
    assert page.status_code == 200
    assert words in page.text

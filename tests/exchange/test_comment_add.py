"""Can colleagues answer each other on the page?"""

import pytest
from django.test import Client

from exchange.discussion.actions import add_comment
from exchange.discussion.models import Comment
from portal.ui import kept_typing
from tests import makers

pytestmark = pytest.mark.django_db


def test_an_answer_stands_on_the_page(as_user):
    practice, reader = makers.practice(), makers.member()
    client = as_user(reader)
    response = client.post(f"/talk/practice/{practice.pk}/answer/", {"body": "How **many** booths? <b>"}, follow=True)
    assert "How <strong>many</strong> booths? &lt;b&gt;" in response.text
    assert practice.author.notices.count() == 1


def test_the_same_form_twice_is_one_answer(as_user):
    practice, reader = makers.practice(), makers.member()
    fields = {"body": "How many booths?", "typed_by": kept_typing.mark(reader.user)}
    for _time in range(2):
        as_user(reader).post(f"/talk/practice/{practice.pk}/answer/", fields)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("body", ["", "  ", "x" * 20001])
def test_bad_input_is_said(as_user, body):
    response = as_user(makers.member()).post(f"/talk/practice/{makers.practice().pk}/answer/", {"body": body})
    assert "error-summary" in response.text
    assert not Comment.objects.exists()


def test_strangers_cannot(as_user):
    practice = makers.practice(audience="dcr-and-peers")
    address = f"/talk/practice/{practice.pk}/answer/"
    assert Client().post(address, {"body": "Hello"}).status_code == 302
    assert as_user(makers.member(category="police")).post(address, {"body": "Hello"}).status_code == 404
    assert not Comment.objects.exists()


def test_authors_change_and_take_away(as_user):
    practice, reader = makers.practice(), makers.member()
    comment = add_comment(reader.user, practice, "Hello")
    client = as_user(reader)
    assert "Hello" in client.get(f"/comments/{comment.pk}/edit/").text
    client.post(f"/comments/{comment.pk}/edit/", {"body": "Good evening"})
    assert "Good evening" in client.get(f"/practices/{practice.pk}/").text
    assert client.get(f"/comments/{comment.pk}/hide/").status_code == 405
    client.post(f"/comments/{comment.pk}/hide/")
    assert "Good evening" not in client.get(f"/practices/{practice.pk}/").text
    assert client.get(f"/comments/{comment.pk}/edit/").status_code == 404


def test_others_do_not(as_user):
    comment = add_comment(makers.member().user, makers.practice(audience="dcr-and-peers"), "Hello")
    other = as_user(makers.member())
    assert other.get(f"/comments/{comment.pk}/edit/").status_code == 302
    other.post(f"/comments/{comment.pk}/edit/", {"body": "Mine now"})
    other.post(f"/comments/{comment.pk}/hide/")
    comment.refresh_from_db()
    assert (comment.body, comment.is_hidden) == ("Hello", False)
    police = as_user(makers.member(category="police"))
    assert police.post(f"/comments/{comment.pk}/hide/").status_code == 404

"""Do the doors of the house open without log-in, in our own look, and lead through with a code?"""

import re

import pytest
from django.core import mail

from portal.delivery.models import Delivery
from tests import makers

pytestmark = pytest.mark.django_db

DOORS = ["login/", "signup/", "login/code/", "password/reset/", "inactive/", "reauthenticate/"]


@pytest.mark.parametrize("path", [*DOORS, "password/reset/done/", "confirm-email/"])
def test_a_door_never_shows_the_look_of_a_library(client, path):
    answer = client.get(f"/accounts/{path}", follow=True)
    assert answer.status_code == 200
    assert "Sign In" not in answer.content.decode()


@pytest.mark.parametrize("path", ["email/", "password/change/", "password/set/", "logout/"])
def test_my_own_doors(as_user, path):
    person = makers.member().user
    person.set_password("a quiet door at night")
    person.save()
    answer = as_user(person).get(f"/accounts/{path}", follow=True)
    assert answer.status_code == 200
    assert "narrow card" in answer.content.decode()


def test_signing_up_asks_for_the_code(client):
    answer = client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": "a quiet door at night"}, follow=True
    )
    page = answer.content.decode()
    assert "Is this address yours?" in page
    assert "new@example.org" in page
    assert Delivery.objects.exists() or mail.outbox


def test_a_wrong_code_says_so_between_label_and_field(client):
    makers.user(email="known@example.org")
    client.post("/accounts/login/code/", {"email": "known@example.org"})
    page = client.post("/accounts/login/code/confirm/", {"code": "WRONG1"}).content.decode()
    field = re.search(r'<label[^>]*>.*?<input type="text"', page, re.DOTALL)
    assert field
    assert "field-error" in field.group()


def test_a_wrong_password_keeps_what_was_typed(client):
    page = client.post("/accounts/login/", {"login": "known@example.org", "password": "no"}).content.decode()
    assert "error-summary" in page
    assert 'value="known@example.org"' in page


def test_a_log_out_tells_the_browser_to_forget(as_user):
    browser = as_user(makers.member())
    assert "Clear-Site-Data" not in browser.get("/home/").headers
    answer = browser.post("/accounts/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"].find("no-store") >= 0
    assert "Clear-Site-Data" not in browser.get("/").headers


def test_whoever_was_never_inside_is_told_nothing(client):
    assert "Clear-Site-Data" not in client.post("/accounts/logout/").headers
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")

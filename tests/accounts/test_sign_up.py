"""Does somebody come in by e-mail, code and password, and no further than the door?"""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import User
from portal.delivery.models import Delivery
from portal.delivery.sealing import unseal
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = {"email": "night.shift@example.org", "password1": "three-long-words"}


def last_letter():
    return unseal(Delivery.objects.filter(payload__isnull=False).latest("id").payload)


def code_of(letter):
    return re.search(r"\b([A-Z0-9]{3,}-[A-Z0-9]{3,})\b", letter["text"]).group(1)


def test_sign_up_confirm_and_begin(client):
    assert client.post(reverse("account_signup"), ADDRESS).status_code == 302
    letter = last_letter()
    assert letter["to"] == ADDRESS["email"]
    response = client.post(reverse("account_email_verification_sent"), {"code": code_of(letter)}, follow=True)
    assert response.redirect_chain[-1][0] == "/join/"
    assert "Begin with part 1" in response.content.decode()


def test_a_wrong_code_opens_nothing(client):
    client.post(reverse("account_signup"), ADDRESS)
    client.post(reverse("account_email_verification_sent"), {"code": "WRO-NGCO"})
    assert client.get("/join/part/1/").url.startswith(reverse("account_login"))


def test_a_wrong_code_is_said_and_another_can_be_sent(client):
    client.post(reverse("account_signup"), ADDRESS)
    where = reverse("account_email_verification_sent")
    page = client.post(where, {"code": "WRO-NGCO"}).content.decode()
    assert "This is not the code of our newest mail" in page
    assert "Send another code" in page
    cache.clear()  # one mail in ten seconds
    client.post(where, {"action": "resend"})
    assert Delivery.objects.count() == 2
    response = client.post(where, {"code": code_of(last_letter())}, follow=True)
    assert response.redirect_chain[-1][0] == "/join/"


def test_a_known_address_gets_the_same_answer(client):
    known = makers.user(email="known@example.org")
    new = client.post(reverse("account_signup"), ADDRESS)
    old = client.post(reverse("account_signup"), {**ADDRESS, "email": known.email})
    assert (new.status_code, new.url) == (old.status_code, old.url)
    assert User.objects.count() == 2


def test_a_weak_password_is_said(client):
    page = client.post(reverse("account_signup"), {**ADDRESS, "password1": "short"}).content.decode()
    assert "too short" in page
    assert not User.objects.exists()

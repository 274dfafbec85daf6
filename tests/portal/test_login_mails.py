"""Do codes travel through the outbox: encrypted, fast, wiped once sent, expiring, and in no log?"""

import re

import pytest
from django.core import mail
from django.test import Client

from portal.delivery import dispatch
from portal.delivery.models import Delivery
from tests import makers

pytestmark = pytest.mark.django_db


def sign_up(email="new.person@example.org"):
    return Client().post("/accounts/signup/", {"email": email, "password1": "a long pass phrase 77"})


def the_mail():
    dispatch.run()
    [message] = mail.outbox
    return message


def code_in(message):
    return re.search(r"^    (\S+)$", message.body, re.MULTILINE)[1]


def test_sign_up_writes_a_sealed_row_and_sends_nothing_itself():
    assert sign_up().status_code == 302

    row = Delivery.objects.get()
    assert mail.outbox == []
    assert (row.queue, row.must_deliver, row.notice, row.state) == ("now", True, None, "waiting")
    assert b"new.person" not in bytes(row.payload)
    assert 14 * 60 < (row.expires_at - row.created_at).total_seconds() <= 15 * 60


def test_code_arrives_under_a_neutral_subject_and_is_wiped():
    sign_up()
    message = the_mail()

    assert (message.subject, message.to) == ("Your code", ["new.person@example.org"])
    assert code_in(message)
    assert not re.search("drug|consumption|network|example.com|http", message.body, re.IGNORECASE)
    assert Delivery.objects.get().payload is None


def test_code_works():
    browser = Client()
    member = makers.member(user=makers.user(email="ana@example.org"))
    member.user.emailaddress_set.create(email="ana@example.org", verified=True, primary=True)
    browser.post("/accounts/login/code/", {"email": "ana@example.org"})
    message = the_mail()

    browser.post("/accounts/login/code/confirm/", {"code": code_in(message)})

    assert browser.get("/inbox/").status_code == 200


def test_code_that_is_too_old_is_not_sent(travel):
    sign_up()
    travel(minutes=16)

    assert dispatch.run() == {"expired": 1}
    assert (Delivery.objects.get().payload, mail.outbox) == (None, [])


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_unknown_address_gets_a_calm_mail_and_the_page_tells_nothing(path):
    known, unknown = (Client() for _ in range(2))
    makers.user(email="known@example.org")

    pages = [
        client.post(path, {"email": f"{name}@example.org"}) for client, name in ((known, "known"), (unknown, "nobody"))
    ]

    assert pages[0].status_code == pages[1].status_code == 302
    assert pages[0].url == pages[1].url
    dispatch.run()
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert subjects == {"known@example.org": "Your code", "nobody@example.org": "About your log-in"}


def test_second_sign_up_with_the_same_address_is_not_told_apart():
    makers.user(email="known@example.org")

    assert sign_up("known@example.org").status_code == sign_up("fresh@example.org").status_code == 302
    dispatch.run()
    assert {message.subject for message in mail.outbox} == {"Your code", "About your log-in"}


def test_no_code_and_no_address_in_the_logs(caplog):
    with caplog.at_level("DEBUG"):
        sign_up()
        message = the_mail()

    shown = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert code_in(message) not in shown
    assert "new.person" not in shown

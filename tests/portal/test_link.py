"""Does a mail's link lead its reader, and nobody else, to the very page; and is it safe from scanners?"""

import pytest
from django.db import connection
from django.test import Client

from portal.delivery.models import Delivery, Notice, Preference
from tests import makers
from tests.portal import notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return notices.delivery(notices.ASKS, user=makers.member().user).notice


def test_leads_to_the_page(as_user, news):
    answer = as_user(news.recipient).get(f"/r/{news.code}/")

    assert (answer.status_code, answer.url) == (302, "/home/")


def test_goes_through_log_in_and_remembers_where_to(news):
    answer = Client().get(f"/r/{news.code}/")

    assert answer.status_code == 302
    assert answer.url.endswith(f"?next=/r/{news.code}/")


def test_stranger_and_wrong_code_are_the_same_nothing(as_user, news):
    stranger = as_user(makers.member())

    assert stranger.get(f"/r/{news.code}/").status_code == 404
    assert stranger.get("/r/wrong/").status_code == 404


def test_what_is_over_says_so_without_words(as_user, news):
    Notice.objects.filter(pk=news.pk).update(object_ids={"thing": 0})

    answer = as_user(news.recipient).get(f"/r/{news.code}/")

    assert answer.status_code == 410
    assert "This is over" in answer.text
    assert "Mira" not in answer.text


def test_nothing_is_pressed_for_the_reader(as_user, news):
    assert as_user(news.recipient).post(f"/r/{news.code}/").status_code == 405


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("logged_in", [True, False])
def test_mail_scanners_change_nothing(as_user, news, method, logged_in):
    """Twice, with and without cookies, on every link that a mail holds."""
    preference = Preference.objects.create(user=news.recipient, unsubscribe_code="code")
    before = rows()
    browser = as_user(news.recipient) if logged_in else Client()
    for _ in range(2):
        for path in (f"/r/{news.code}/", f"/unsubscribe/{preference.unsubscribe_code}/", "/me/notifications/"):
            with read_only():
                assert getattr(browser, method)(path).status_code in {200, 302, 405}

    assert rows() == before


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Notice, Delivery, Preference)]


def read_only():
    """Refuse every statement that writes to the tables of the house."""

    def refuse(execute, sql, params, many, context):
        assert not sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")), sql
        return execute(sql, params, many, context)

    return connection.execute_wrapper(refuse)

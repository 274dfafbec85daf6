"""Do watchdogs get their two words, and administrators their figures?"""

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from portal.delivery import dispatch
from tests import makers

pytestmark = pytest.mark.django_db


def test_alive_asks_nobody(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/healthz")

    assert (answer.status_code, answer.text, dict(answer.cookies)) == (200, "ok", {})


def test_ready_asks_the_database():
    def broken(*args):
        raise OperationalError

    assert Client().get("/readyz").status_code == 200
    with connection.execute_wrapper(broken):
        assert Client().get("/readyz").status_code == 503


def test_figures_for_administrators(as_user):
    dispatch.beat("canary")
    page = as_user(makers.administrator()).get("/status/")

    assert page.status_code == 200
    assert "look here" not in page.text


def test_silence_is_shown(as_user):
    assert "none yet" in as_user(makers.administrator()).get("/status/").text


@pytest.mark.parametrize("maker", [makers.member, makers.coordinator])
def test_nobody_else(as_user, maker):
    assert as_user(maker()).get("/status/").status_code == 404

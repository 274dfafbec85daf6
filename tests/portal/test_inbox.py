"""Does the inbox show a person their own news, and change nothing until they press?"""

from datetime import timedelta

import pytest
from django.test import Client

from portal import clock
from portal.delivery import actions
from portal.delivery.models import Delivery, Notice
from portal.ui import counters
from tests import makers
from tests.portal import notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return makers.member().user


def notice(reader, kind=notices.NEWS, **fields):
    return notices.delivery(kind, user=reader, **fields).notice


def test_shows_own_news_unread_first(as_user, reader):
    read, unread = notice(reader), notice(reader, notices.ASKS)
    notice(makers.user())
    actions.mark_read(Notice.objects.filter(pk=read.pk))

    page = as_user(reader).get("/inbox/")

    assert [row.notice for row in page.context["new"]] == [unread]
    assert [row.notice for row in page.context["read"]] == [read]
    assert "Your turn" in page.text


def test_empty_inbox_says_so(as_user, reader):
    assert "Nothing here" in as_user(reader).get("/inbox/").text


def test_what_is_over_shows_no_words(as_user, reader):
    notice(reader, thing=0)

    page = as_user(reader).get("/inbox/")

    assert "One thing that stood here is over." in page.text
    assert "Mira" not in page.text


def test_what_was_answered_meanwhile_is_not_counted(reader):
    notice(reader, notices.ASKS, thing=0)
    still = notice(reader, notices.ASKS)

    assert actions.clear_over() == 1
    assert counters.counts(reader)["inbox"] == 1
    still.refresh_from_db()
    assert still.read_at is None


def test_past_day_is_said_as_past(as_user, reader):
    notice(reader, notices.ASKS, answer_by=clock.now() - timedelta(days=3))

    assert "It was asked for by" in as_user(reader).get("/inbox/").text


def test_looking_changes_nothing(as_user, reader):
    notice(reader)
    as_user(reader).get("/inbox/")

    assert counters.counts(reader)["inbox"] == 1


def test_opening_marks_as_read_and_leads_there(as_user, reader):
    news = notice(reader)

    answer = as_user(reader).post(f"/inbox/{news.pk}/open/")

    assert (answer.status_code, answer.url) == (302, "/home/")
    assert counters.counts(reader)["inbox"] == 0


def test_all_can_be_marked_as_read(as_user, reader):
    others = notice(makers.user())
    for _ in range(3):
        notice(reader)

    assert as_user(reader).post("/inbox/read/").url == "/inbox/"
    assert counters.counts(reader)["inbox"] == 0
    others.refresh_from_db()
    assert others.read_at is None


def test_foreign_notice_is_not_found(as_user, reader):
    foreign = notice(makers.user())

    assert as_user(reader).post(f"/inbox/{foreign.pk}/open/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.read_at is None


@pytest.mark.parametrize("path", ["/inbox/1/open/", "/inbox/read/"])
def test_changes_need_a_press(as_user, reader, path):
    assert as_user(reader).get(path).status_code == 405


def test_strangers_log_in_first():
    answer = Client().get("/inbox/")

    assert answer.status_code == 302
    assert "next=/inbox/" in answer.url


def test_applicant_has_an_inbox_too(as_user):
    applicant = makers.user()
    notice(applicant)

    page = as_user(applicant).get("/inbox/").text

    assert "Mira" in page
    assert 'aria-label="Inbox, 1 unread"' in page, "the way there stands on every page"


def test_long_inbox_has_pages(as_user, reader):
    for _ in range(21):
        notice(reader)
    browser = as_user(reader)

    assert len(browser.get("/inbox/").context["new"]) == 20
    assert len(browser.get("/inbox/?page=2").context["new"]) == 1
    assert browser.get("/inbox/?page=nonsense").status_code == 200


def test_refused_mail_is_told_until_one_gets_through(as_user, reader):
    first, second = (notices.delivery(user=reader) for _ in range(2))
    Delivery.objects.filter(pk=first.pk).update(state="failed")
    browser = as_user(reader)
    assert "was refused" in browser.get("/inbox/").text

    Delivery.objects.filter(pk=second.pk).update(state="sent")
    assert "was refused" not in browser.get("/inbox/").text


def test_queries_stay_flat(as_user, reader, django_assert_max_num_queries):
    browser = as_user(reader)
    notice(reader)
    browser.get("/inbox/")
    counted = []
    for _ in range(2):
        with django_assert_max_num_queries(13) as found:
            browser.get("/inbox/")
        counted.append([query["sql"] for query in found.captured_queries])
        for _ in range(9):
            notice(reader)

    assert len(counted[0]) == len(counted[1])
    own = [sql for sql in counted[0] if "delivery_" in sql]
    assert len(own) <= 5

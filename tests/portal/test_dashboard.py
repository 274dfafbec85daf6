"""Does one's own page say first whose turn it is?"""

import pytest

from portal.site.views import greeting
from tests import makers
from tests.visits import story

pytestmark = pytest.mark.django_db


def queries_of(client, path, counter):
    client.get(path)  # fills what is kept for a minute
    with counter() as seen:
        client.get(path)
    return [row["sql"] for row in seen.captured_queries if "django_session" not in row["sql"]]


def test_it_leads_with_what_waits(as_user):
    request = story.inviting()
    page = as_user(story.asked(request)[0].expert).get("/home/").content.decode()
    assert "It is your turn" in page
    assert "One thing waits for you" in page


def test_nothing_waits(as_user):
    page = as_user(makers.member()).get("/home/").content.decode()
    assert "Nothing waits for you" in page
    assert "It is your turn" not in page


def test_whoever_asked_reads_whose_turn_it_is_and_until_when(as_user):
    request = story.submitted()
    browser = as_user(request.requester)
    page = browser.get("/home/").content.decode()
    assert "Somebody else’s turn" in page
    assert "It is the turn of your coordinator. Until" in page
    assert request.title in page


def test_a_desk_that_waits_is_said_and_leads_there(as_user):
    coordinator = makers.coordinator()
    makers.application("submitted")
    page = as_user(coordinator.user).get("/home/").content.decode()
    assert "Nothing waits for you but your desk" in page
    assert page.count('class="turn ') == 1
    assert "One thing waits there" in page


def test_few_questions_however_much_waits(as_user, django_assert_max_num_queries):
    expert = makers.expert()
    browser = as_user(expert)
    counts = []
    for number in (1, 4):
        for _again in range(number):
            story.inviting(experts=[expert])
            makers.practice()
        seen = queries_of(browser, "/home/", lambda: django_assert_max_num_queries(99))
        counts.append(len([sql for sql in seen if "accounts_user" not in sql.split("WHERE")[0]]))
    assert counts[0] == counts[1] <= 9


@pytest.mark.parametrize(
    ("hour", "said"), [(4, "evening"), (5, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")]
)
def test_it_greets_by_the_hour(hour, said):
    assert greeting(hour) == f"Good {said}"


def test_it_is_read_only(as_user):
    assert as_user(makers.member()).post("/home/").status_code == 405

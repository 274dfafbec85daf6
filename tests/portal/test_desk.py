"""Does the desk show coordinators what waits for them, and nobody else anything?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.site import pipeline
from tests import makers
from tests.visits import story

pytestmark = pytest.mark.django_db


def test_what_waits_stands_on_it(as_user):
    coordinator = makers.coordinator()
    story.submitted()
    page = as_user(coordinator.user).get("/desk/").content.decode()
    assert "One thing waits for you" in page
    assert "Read a request" in page


def test_what_is_due_soonest_stands_first_whatever_it_is(as_user):
    coordinator = makers.coordinator()
    story.submitted()
    makers.text_report(makers.practice(title="A text to look at"))  # within a day; the others within five
    makers.application(due_at=clock.now() + timedelta(days=2), name="Somebody")
    page = as_user(coordinator.user).get("/desk/").content.decode()
    places = [page.index(words) for words in ("Look and decide", "Take up", "Read a request")]
    assert places == sorted(places)
    assert "3 things wait for you" in page


def test_an_empty_desk_says_so(as_user):
    page = as_user(makers.coordinator().user).get("/desk/").content.decode()
    assert "Nothing waits at the desk" in page
    assert "No request is open" in page


def test_members_do_not_find_it(as_user):
    assert as_user(makers.member()).get("/desk/").status_code == 404


def test_each_open_request_is_one_dot_and_late_ones_differ(travel):
    coordinator = makers.coordinator()
    story.submitted()
    assert [stage.dots for stage in pipeline.stages(coordinator.user)] == [["lamp"], [], [], [], []]
    travel(days=20)
    found = pipeline.stages(coordinator.user)
    assert (found[0].dots, found[0].late) == (["late"], 1)


def test_few_questions_however_many_requests(as_user, django_assert_max_num_queries):
    coordinator = makers.coordinator()
    browser = as_user(coordinator.user)
    counts = []
    for number in (1, 4):
        for _again in range(number):
            story.submitted()
        browser.get("/desk/")
        with django_assert_max_num_queries(14) as seen:
            browser.get("/desk/")
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]

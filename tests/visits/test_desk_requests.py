"""Does the board show where all requests stand? Groups, counts, filters, deep pages; and nothing to others."""

import re

import pytest

from portal import clock
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.models import Turn

pytestmark = pytest.mark.django_db
LIST = "/desk/requests/"


def many(number, requester=None, **fields):
    """Requests that wait for the one coordinator, some at the same hour."""
    desk = makers.coordinator()
    requester = requester or makers.member().user
    for place in range(number):
        asked = makers.visit_request(
            requester=requester, state="submitted", title=f"Request {place:03}", windows=[], submitted_at=clock.now(),
            coordinator=desk, **fields,
        )  # fmt: skip
        if place % 3:
            Turn.objects.create(request=asked, user=desk.user, act="read-request", due_at=clock.now())
    return desk.user


def titles(page):
    return [row.request.title for row in page.context["rows"]]


def test_groups_say_how_many_and_ended_ones_are_one_press_away(as_user):
    one, two = story.submitted(title="Our night shift"), story.closed("remote-advice", title="Over and told since")
    page = as_user(story.desk_user(one)).get(LIST)
    assert titles(page) == [one.title]
    chips = {chip.label: (chip.count, chip.url) for chip in page.context["chips"]}
    assert chips["being read"][0] == chips["closed"][0] == chips[""][0] == 1
    assert titles(as_user(story.desk_user(one)).get(LIST + chips["closed"][1])) == [two.title]


def test_each_filter_narrows(as_user, travel):
    reading = story.submitted(title="Reading a request", country="BE")
    inviting = story.inviting("remote-advice", title="Inviting somebody", country="PT", confidentiality="sensitive")
    desk = as_user(story.desk_user(reading))
    for asked, expected in (
        ("kind=remote-advice", [inviting]),
        ("country=BE", [reading]),
        ("state=inviting", [inviting]),
        ("waits=me", [reading]),
        ("waits=desk", [reading]),
        ("waits=asked", [inviting]),
        ("waits=requester", []),
        ("sensitive=on", [inviting]),
        (f"coordinator={reading.coordinator_id}", [reading, inviting]),
        ("late=on", []),
    ):
        assert titles(desk.get(f"{LIST}?{asked}")) == [row.title for row in expected], asked
    travel(days=30)
    assert len(titles(desk.get(f"{LIST}?late=on"))) == 2


def test_what_cannot_be_read_is_said_and_never_an_error(as_user):
    desk = as_user(story.desk_user(story.submitted(title="Our night shift")))
    page = desk.get(f"{LIST}?kind=none&country=XX&coordinator=x&after=1_2_3&state=nowhere&waits=%00")
    assert titles(page) == ["Our night shift"]
    assert "is not one of the available choices" in page.content.decode()
    for mark in ("9_99991231235959999999_9" + "9" * 30, "-1_x_1", "\x00", "1_20260101000000000000_-5"):
        assert desk.get(LIST, {"after": mark}).status_code == 200


def test_deep_pages_show_each_once_and_stay_small_and_flat(as_user):
    desk = as_user(many(60))
    seen, address, sizes = [], "", []
    for _page in range(3):
        page = desk.get(LIST + address)
        seen += titles(page)
        sizes.append(len(page.content))
        address = page.context["next"]
    assert sorted(seen) == [f"Request {number:03}" for number in range(60)]
    assert address == ""
    assert max(sizes) < 30_000
    assert counted(desk, LIST) <= 6


def test_filters_go_along_from_page_to_page(as_user):
    desk = as_user(many(30, country="PT"))
    page = desk.get(f"{LIST}?country=PT").content.decode()
    assert re.search(r'rel="next" href="\?country=PT&amp;after=', page)


def test_strangers_find_nothing_and_regional_desks_no_sensitive_ones_of_others(as_user):
    asked = story.submitted(confidentiality="sensitive")
    assert as_user(makers.member()).get(LIST).status_code == 404
    assert as_user(asked.requester).get(LIST).status_code == 404
    assert titles(as_user(makers.coordinator(countries=["NL"]).user).get(LIST)) == []


def test_the_desk_shows_the_first_nine_and_the_way_to_the_others(as_user):
    desk = many(21)
    page = as_user(desk).get("/desk/").content.decode()
    assert "14 things wait for you" in page
    assert page.count('href="/desk/requests/?waits=me"') == 1
    assert "5 more things wait for you in requests" in page

"""Other days are put on the table by those who said yes, while it is being planned."""

from datetime import timedelta

import pytest

from portal import clock
from tests import makers
from tests.house.counting import MOST, counted
from tests.visits import story

pytestmark = pytest.mark.django_db


def url(asked):
    return f"/visits/{asked.pk}/dates/"


def day(ahead):
    return (clock.today() + timedelta(days=ahead)).isoformat()


def typed(**changes):
    return {"first_day": day(80), "length": "2", "from_hour": "09:30", "to_hour": "15:00", **changes}


def test_days_are_proposed_and_the_others_are_asked(as_user):
    asked = story.planned()
    answer = as_user(asked.requester).post(url(asked), typed())
    proposal = asked.proposals.latest("id")
    assert answer["Location"] == f"/visits/{asked.pk}/"
    assert (proposal.days, proposal.by) == ([day(80), day(81)], asked.requester)


def test_calls_are_proposed_each_with_its_day(as_user):
    asked = story.planned("remote-advice", duration_days=2, windows=[])
    calls = {"call_1": day(50), "call_2": day(57), "from_hour": "14:00", "to_hour": "15:30"}
    as_user(asked.requester).post(url(asked), calls)
    assert asked.proposals.latest("id").days == [day(50), day(57)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_day": ""}, "first_day"),
        ({"first_day": "soon"}, "first_day"),
        ({"first_day": day(0)}, "first_day"),
        ({"length": "9"}, "length"),
        ({"to_hour": "09:00"}, "to_hour"),
        ({"from_hour": "late"}, "from_hour"),
    ],
)
def test_bad_days_are_said_at_their_field(as_user, changes, field):
    asked = story.planned()
    page = as_user(asked.requester).post(url(asked), typed(**changes))
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert asked.proposals.count() == 1


def test_two_calls_on_one_day(as_user):
    asked = story.planned("remote-advice", duration_days=2, windows=[])
    twice = {"call_1": day(50), "call_2": day(50), "from_hour": "14:00", "to_hour": "15:30"}
    assert "call_2" in as_user(asked.requester).post(url(asked), twice).context["form"].errors


def test_only_while_it_is_planned_and_only_by_the_sides(as_user):
    asked = story.planned()
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    assert as_user(story.desk_user(asked)).get(url(asked)).status_code == 302
    early = story.submitted(title="A request that is being read by somebody")
    assert as_user(early.requester).post(url(early), typed()).status_code == 302
    assert not early.proposals.exists()


def test_few_queries(as_user):
    asked = story.planned()
    assert counted(as_user(asked.requester), url(asked)) <= MOST

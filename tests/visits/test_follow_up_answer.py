"""What changed at home? Asked three times, reminded once each, answered on one page, counted and never a mark."""

from datetime import timedelta

import pytest

from exchange.practices import actions as practices
from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import afterwards, clocks, later
from visits.matching import gather
from visits.models import FollowUp

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def url(asked):
    return f"/visits/{asked.pk}/follow-up/"


def travel(asked, days):
    """Stand so many days after the end of the request, and let the clocks run."""
    clock.set_offset(asked.ended_at - story.clock_now() + timedelta(days=days, hours=1, seconds=days))
    clocks.run_all()


def asked_after(days=30, **fields):
    asked = story.closed(**fields)
    travel(asked, days)
    return asked


def test_asked_three_times_reminded_once_each_and_then_left_in_peace():
    asked = story.closed()
    told = Notice.objects.filter(kind="visits.follow_up", recipient=asked.requester)
    seen = []
    for day in range(420):
        travel(asked, day)
        seen.append((told.count(), asked.turns.filter(act="tell-changes").count()))
    changes = [(day, now) for day, (was, now) in enumerate(zip([(0, 0), *seen], seen, strict=False)) if was != now]
    assert changes == [
        (30, (1, 1)), (37, (2, 1)), (44, (2, 0)),
        (182, (3, 1)), (189, (4, 1)), (196, (4, 0)),
        (365, (5, 1)), (372, (6, 1)), (379, (6, 0)),
    ]  # fmt: skip
    assert set(FollowUp.objects.values_list("state", flat=True)) == {"lapsed"}


def test_a_month_late_it_is_not_asked_any_more_and_a_week_late_it_is():
    early, late = story.closed(), None
    travel(early, 37)
    assert early.visit.follow_ups.count() == 1
    late = story.closed(title="What we learned about the back door", questions=["Who opens the back door at night?"])
    travel(late, 70)
    assert late.visit.follow_ups.count() == 0


def test_it_is_answered_on_one_page_and_the_turn_goes(as_user):
    asked = asked_after()
    browser = as_user(asked.requester)
    assert "Two booths instead of one big room" in browser.get(url(asked)).content.decode()
    browser.post(url(asked), {"plan_1": "done", "word": "Both are in use.", "cities": "Ghent, Bruges"})
    row = asked.visit.follow_ups.get()
    assert (row.state, row.cities, row.answers[0]["said"]) == ("answered", ["Ghent", "Bruges"], "done")
    assert not asked.turns.filter(act="tell-changes").exists()
    assert "Both are in use." in browser.get(url(asked)).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"plan_1": ""}, "plan_1"), ({"plan_1": "great"}, "plan_1"), ({"cities": "a,b,c,d,e,f"}, "cities"), ({"word": "x" * 301}, "word")],
)  # fmt: skip
def test_what_is_missing_is_said_and_what_was_typed_stays(as_user, changes, field):
    asked = asked_after()
    data = {"plan_1": "done", "word": "Both are in use.", "cities": "Ghent", **changes}
    page = as_user(asked.requester).post(url(asked), data)
    assert list(page.context["form"].errors) == [field]
    assert asked.visit.follow_ups.get().state == "asked"


def test_whoever_comes_late_is_welcome(as_user):
    asked = asked_after()
    travel(asked, 50)
    assert asked.visit.follow_ups.get().state == "lapsed"
    as_user(asked.requester).post(url(asked), {"plan_1": "partly"})
    assert asked.visit.follow_ups.get().state == "answered"


def test_only_the_side_that_learned_and_only_when_asked(as_user):
    asked = asked_after()
    for person in (makers.member(), asked.invitations.get(state="accepted").expert, story.desk_user(asked)):
        assert as_user(person).get(url(asked)).status_code == 404
    early = story.closed(title="What we learned about the back door", questions=["Who opens the back door at night?"])
    assert as_user(early.requester).get(url(early)).status_code == 404
    with pytest.raises(MoveRefused):
        later.answer_follow_up(makers.member().user, asked.visit.follow_ups.get(), ["done"])


def test_the_practice_says_what_it_led_to_and_no_city(as_user):
    asked = asked_after()
    later.answer_follow_up(asked.requester, asked.visit.follow_ups.get(), ["done"], cities=["Ghent", "ghent", "Bruges"])
    practice = afterwards.make_practice(asked.requester, story.fresh(asked.visit.report))
    assert [(row.indicator, row.after) for row in practice.outcomes.all()] == [
        ("Two booths instead of one big room", "done")
    ]
    practices.save_draft(asked.requester, practice, {"no_identifying": True})
    practices.post_practice(asked.requester, practice)
    page = as_user(makers.member()).get(f"/practices/{practice.pk}/").content.decode()
    assert "Led to 1 change in 2 cities" in page
    assert "Bruges" not in page


def facts_of(expert):
    return next(one for one in gather.everybody() if one.id == expert.pk)


def test_matching_counts_it_as_done_and_says_so():
    expert = makers.expert("inhalation", "police", depth="know")
    asked = asked_after(experts=[expert, makers.expert()])
    other = asked.invitations.exclude(expert=expert).first()
    before = facts_of(expert)
    later.answer_follow_up(asked.requester, asked.visit.follow_ups.get(), ["partly"])
    assert facts_of(expert) == before
    travel(asked, 182)
    later.answer_follow_up(asked.requester, asked.visit.follow_ups.last(), ["done"])
    after = facts_of(expert)
    assert after.changes_year == clock.today().year
    assert after.topics == {"inhalation": "done", "police": "know"}
    assert facts_of(other.expert).changes_year is None


def test_few_queries(as_user):
    asked = asked_after()
    assert counted(as_user(asked.requester), url(asked)) <= 6

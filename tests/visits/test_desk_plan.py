"""Are all open requests planned together, looked at before anything is sent, and shown to those who may see them?"""

import pytest

from tests import makers
from tests.visits import story
from visits.actions import planning_ahead
from visits.actions.shortlist import compute_shortlist
from visits.models import Invitation, MatchPlan, PlanSeat

pytestmark = pytest.mark.django_db
URL = "/desk/matching/"


def computed(user):
    plan = planning_ahead.ask_plan(user)
    planning_ahead.compute_plan(plan.pk)
    return MatchPlan.objects.get(pk=plan.pk)


def two_requests_and_one_expert_for_both():
    """The better expert can come once; the other fits the second request as well as the first."""
    first, second = story.submitted(), story.submitted()
    best = makers.expert(country="DE", profile={"capacity_per_year": 1, "has_opened_a_room": True, "opened_year": 2020})
    other = makers.expert(country="CH")
    return first, second, best, other


def test_nobody_is_planned_more_often_than_they_can_and_it_is_said_why(as_user):
    first, second, best, other = two_requests_and_one_expert_for_both()
    user = story.desk_user(first)
    plan = computed(user)
    planned = list(PlanSeat.objects.filter(how__in=("kept", "instead")).values_list("expert", flat=True))
    assert sorted(planned) == sorted([best.pk, other.pk])
    seat = PlanSeat.objects.get(how="elsewhere")
    assert seat.expert == best
    assert seat.elsewhere in (first, second)
    page = as_user(user).get(URL).content.decode()
    assert f"Is needed more for: {seat.elsewhere.title}" in page
    assert "Nothing better is possible" in page
    assert plan.gap == 0
    assert not Invitation.objects.exists()


def test_people_of_the_plan_are_ticked_on_the_list_and_nothing_is_sent(as_user):
    first, _second, best, other = two_requests_and_one_expert_for_both()
    compute_shortlist(first.pk)
    user = story.desk_user(first)
    plan = computed(user)
    planned = PlanSeat.objects.get(wish__request=first, how__in=("kept", "instead")).expert_id
    page = as_user(user).get(f"/desk/requests/{first.pk}/?plan={plan.pk}")
    assert {fit.match.expert_id for fit in page.context["fits"].able if fit.is_ticked} == {planned}
    for odd in ("0", "x", "99999999999", "²"):
        page = as_user(user).get(f"/desk/requests/{first.pk}/?plan={odd}")
        assert not any(fit.is_ticked for fit in page.context["fits"].able)
    assert {best.pk, other.pk} >= {planned}


def test_plan_is_asked_for_once_and_shown_as_being_computed(as_user):
    user = makers.coordinator().user
    for _press in range(2):
        assert as_user(user).post(f"{URL}plan/").status_code == 302
    assert MatchPlan.objects.count() == 1
    assert "being computed" in as_user(user).get(URL).content.decode()
    assert planning_ahead.restart_plans() == 1
    assert "No open request needs anybody" in as_user(user).get(URL).content.decode()


def test_requests_of_other_countries_are_counted_not_shown(as_user):
    hidden = story.submitted(confidentiality="sensitive", title="A very secret title of a request")
    makers.expert(country="DE")
    computed(makers.administrator())
    page = as_user(makers.coordinator(countries=["PT"]).user).get(URL).content.decode()
    assert hidden.title not in page
    assert "One request of other coordinators" in page


def test_whoever_was_left_out_by_hand_or_asked_is_not_planned():
    request = story.inviting()
    asked = request.invitations.exclude(state="suggested").values_list("expert", flat=True)
    skipped = makers.expert(country="PT")
    request.matches.create(expert=skipped, weights_version="1", computed_at=request.created_at, skipped="tired")
    type(request).objects.filter(pk=request.pk).update(experts_needed=3)
    computed(story.desk_user(request))
    planned = set(PlanSeat.objects.values_list("expert", flat=True))
    assert planned
    assert not planned & {*asked, skipped.pk}


def test_strangers(as_user):
    member = makers.member().user
    assert [as_user(member).get(URL).status_code, as_user(member).post(f"{URL}plan/").status_code] == [404, 404]
    assert as_user(makers.coordinator().user).get(f"{URL}plan/").status_code == 405


def test_same_seed_draws_the_same():
    story.submitted()
    for _n in range(6):
        makers.expert(country="DE")
    found = []
    for _time in range(2):
        plan = planning_ahead.ask_plan(makers.administrator())
        MatchPlan.objects.filter(pk=plan.pk).update(seed=7)
        planning_ahead.compute_plan(plan.pk)
        found.append(list(PlanSeat.objects.filter(wish__plan=plan).values_list("expert", flat=True)))
    assert found[0] == found[1] != []

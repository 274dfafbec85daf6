"""Does silence ever end a request? Reminders, lapses and hand-overs, with the clock moved."""

from datetime import timedelta

import pytest

from portal import clock
from portal.delivery.models import Notice
from portal.workdays import working_days_between
from tests import makers
from tests.visits import story
from visits import pace
from visits.actions import answering, clocks, concluding, consents, requests
from visits.models import HostConsent, Invitation, VisitRequest

pytestmark = pytest.mark.django_db


def kinds_for(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("id").values_list("kind", flat=True))


def test_silent_expert_is_reminded_twice_then_the_next_is_asked(travel):
    request = story.inviting()
    first = story.asked(request)[0]
    for _day in range(9):
        travel(days=1)
        clocks.run_all()
    assert kinds_for(first.expert.user) == [
        "visits.invited",
        "visits.invitation_reminder",
        "visits.invitation_reminder",
        "visits.invitation_lapsed",
    ]
    assert story.fresh(first).state == Invitation.State.LAPSED
    assert [row.order for row in story.asked(request)] == [2]


def test_clocks_asked_twice_do_nothing_twice(travel):
    story.inviting()
    travel(days=8)
    clocks.run_all()
    before = Notice.objects.count()
    assert clocks.run_all() == 0
    assert Notice.objects.count() == before


def test_a_week_without_the_schedule_forgets_nothing_and_floods_nobody(travel):
    request = story.inviting()
    first = story.asked(request)[0]
    travel(days=14)
    clocks.run_all()
    assert story.fresh(first).state == Invitation.State.LAPSED
    assert kinds_for(first.expert.user).count("visits.invitation_reminder") == 0
    assert len(story.asked(request)) == 1


def test_exhausted_list_comes_back_to_the_coordinator(travel):
    request = story.inviting(experts=[makers.expert()])
    travel(days=8)
    clocks.run_all()
    assert request.turns.get().act == "find-more"
    assert "visits.list_exhausted" in kinds_for(story.desk_user(request))


def test_unread_request_goes_to_deputy_then_everybody_then_administrators(travel):
    deputy = makers.coordinator(countries=["BE"])
    head = makers.coordinator(countries=["BE"], deputy=deputy)
    others = makers.coordinator(countries=["NL"])
    boss = makers.administrator()
    head, deputy = deputy, head  # the first made is in charge
    head.deputy = deputy
    head.save()
    request = story.submitted()
    seen = []
    for _step in range(4):
        seen.append(set(request.turns.values_list("user_id", flat=True)))
        travel(days=8)
        clocks.run_all()
    assert seen == [{head.user_id}, {deputy.user_id}, {head.user_id, deputy.user_id}, {boss.pk}]
    assert others.user_id not in seen[2]


def test_requests_under_threat_reach_all_coordinators_the_same_day():
    one, two = makers.coordinator(), makers.coordinator()
    request = story.submitted(stage="under-threat")
    assert set(request.turns.values_list("user_id", flat=True)) == {one.user_id, two.user_id}
    assert request.turns.first().due_at - request.submitted_at < timedelta(hours=9)


def test_requesters_silence_about_dates_hands_them_to_the_coordinator_then_lapses(travel):
    request = story.inviting(experts=[makers.expert()])
    row = story.asked(request)[0]
    answering.propose_dates(row.expert.user, row, days=story.days_for(request), **story.HOURS)
    assert request.turns.get().user_id == request.requester_id
    travel(days=8)
    clocks.run_all()
    assert request.turns.get().user_id == story.desk_user(request).pk
    travel(days=8)
    clocks.run_all()
    assert story.fresh(row).state == Invitation.State.LAPSED


def test_silent_house_lapses_and_the_coordinator_picks_another(travel):
    request = story.agreed()
    consent = HostConsent.objects.get()
    travel(days=8)
    clocks.run_all()
    assert story.fresh(consent).state == HostConsent.State.LAPSED
    assert request.turns.get().act == "pick-house"
    other = makers.host_offer()
    consents.pick_facility(story.desk_user(request), story.fresh(request), other.facility)
    assert request.turns.get().user_id == other.facility.signoff_person_id


def test_silence_while_planning_is_passed_on(travel):
    request = story.planned()
    travel(days=8)
    clocks.run_all()
    assert set(request.turns.values_list("act", flat=True)) == {"choose-date", "help-along"}
    assert "visits.stuck" in kinds_for(story.desk_user(request))


def test_returned_request_is_reminded_and_expires(travel):
    request = story.submitted()
    requests.return_request(story.desk_user(request), request, "Please say more about your building.")
    for _week in range(5):
        travel(days=7)
        clocks.run_all()
    assert story.fresh(request).state == VisitRequest.State.EXPIRED
    assert kinds_for(request.requester) == ["visits.request_returned", "visits.request_returned", "visits.expired"]


def test_draft_is_nudged_once(travel):
    draft = requests.start_draft(makers.member().user, "remote-advice")
    for _week in range(4):
        travel(days=7)
        clocks.run_all()
    assert kinds_for(draft.requester) == ["visits.draft_waits"]


def test_visit_is_announced_14_and_3_days_before(travel):
    request = story.confirmed()
    first = request.visit.sessions.first().start
    story.clock.set_offset(first - story.clock.now() - timedelta(days=15) + story.clock.offset())
    for _day in range(15):
        clocks.run_all()
        travel(days=1)
    assert kinds_for(request.requester).count("visits.coming_up") == 2


def test_the_day_after_both_sides_are_asked_and_then_the_coordinator(travel):
    request = story.confirmed()
    story.travel_past(request)
    clocks.run_all()
    expert = request.invitations.get(state="accepted").expert.user
    assert "visits.was_it_held" in kinds_for(request.requester)
    assert "visits.was_it_held" in kinds_for(expert)
    travel(days=8)
    clocks.run_all()
    assert request.turns.filter(act="decide-held", user=story.desk_user(request)).exists()
    concluding.say_held(story.desk_user(request), story.fresh(request), True)
    assert story.fresh(request).state == VisitRequest.State.HELD


def test_late_report_is_reminded_and_then_told_to_the_coordinator(travel):
    request = story.held()
    for _day in range(47):
        travel(days=1)
        clocks.run_all()
    assert kinds_for(request.requester).count("visits.report_due") == 5
    assert request.turns.filter(act="help-along").exists()


def test_nothing_open_is_without_an_owner():
    for state in (story.submitted, story.inviting, story.planned, story.agreed, story.held, story.reported):
        state()
    assert list(clocks.everything_waiting()) == []


def test_whoever_a_room_under_threat_asks_has_two_working_days_and_one_reminder(travel):
    request = story.inviting(stage="under-threat")
    first = story.asked(request)[0]
    assert working_days_between(first.invited_at, first.answer_by) == 2
    for _day in range(5):
        travel(days=1)
        clocks.run_all()
    assert kinds_for(first.expert.user)[1:] == ["visits.invitation_reminder", "visits.invitation_lapsed"]
    assert [row.order for row in story.asked(request)] == [2]


def test_the_express_lane_hurries_every_answer_until_the_visit_is_over():
    request = story.inviting(stage="under-threat")
    row = answering.answer_tentatively((first := story.asked(request)[0]).expert.user, first)
    assert working_days_between(clock.now(), row.answer_by) == 2
    planned = story.planned(stage="under-threat", title="Another request of a room under threat")
    turn = planned.turns.get(act="choose-date")
    assert working_days_between(turn.since, turn.due_at) == 2
    assert pace.answer_days(VisitRequest(stage="under-threat", state="held")) == 5
    assert pace.remind_after(VisitRequest(stage="running", state="inviting")) == (2, 4)


def test_the_invitation_says_how_long_there_is(as_user):
    request = story.inviting(stage="under-threat")
    row = story.asked(request)[0]
    page = as_user(row.expert).get(f"/visits/invitations/{row.pk}/").content.decode()
    assert "everybody who is asked has two working days" in page
    assert "You have 2 more working days." in page

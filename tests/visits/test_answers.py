"""Is every answer taken once, in order, and refused in words when it cannot be?"""

from datetime import timedelta

import pytest

from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import answering, clocks, consents, invitations, planning, requests
from visits.models import DateProposal, Invitation, VisitRequest

pytestmark = pytest.mark.django_db
I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table


def test_accepting_twice_is_said_kindly():
    request = story.inviting(experts_needed=2)
    row = story.asked(request)[0]
    story.accept(row)
    with pytest.raises(MoveRefused, match="answered already"):
        story.accept(row)


def test_answer_after_the_lapse_is_said_kindly(travel):
    row = story.asked(story.inviting())[0]
    travel(days=8)
    clocks.run_all()
    with pytest.raises(MoveRefused, match="time to answer has passed"):
        story.accept(row)


def test_the_last_place_has_one_winner():
    request = story.inviting(at_once=2)
    first, second = story.asked(request)
    story.accept(first)
    with pytest.raises(MoveRefused, match="Enough people have said yes"):
        story.accept(second)
    assert story.fresh(second).state == I.SUPERSEDED


def test_decline_asks_the_next_and_the_requester_hears_nothing():
    request = story.inviting()
    row = story.asked(request)[0]
    told = request.requester.notices.count()
    answering.decline_invitation(row.expert.user, row)
    assert [asked.order for asked in story.asked(request)] == [2]
    assert request.requester.notices.count() == told


def test_never_more_than_three_at_once_nor_eight_in_all(travel):
    experts = [makers.expert() for _n in range(8)]
    request = story.inviting(experts=experts, at_once=5)
    assert len(story.asked(request)) == 3
    with pytest.raises(MoveRefused, match="At most 8"):
        invitations.approve_list(story.desk_user(request), request, [makers.expert() for _n in range(6)])


def test_only_the_person_asked_may_answer():
    row = story.asked(story.inviting())[0]
    with pytest.raises(MoveRefused, match="Somebody else"):
        answering.decline_invitation(makers.expert().user, row)


def test_tentative_gives_five_more_days_once():
    row = story.asked(story.inviting())[0]
    answering.answer_tentatively(row.expert.user, row)
    with pytest.raises(MoveRefused):
        answering.answer_tentatively(row.expert.user, row)
    assert story.accept(row).state == I.ACCEPTED


def test_two_rounds_of_dates_and_no_third():
    request = story.inviting()
    row = story.asked(request)[0]
    for _round in range(2):
        answering.propose_dates(row.expert.user, row, days=story.days_for(request), **story.HOURS)
        proposal = DateProposal.objects.get(state=DateProposal.State.OPEN)
        row = answering.refuse_proposed_dates(request.requester, proposal)
    assert row.state == I.DECLINED
    assert [asked.order for asked in story.asked(request)] == [2]


def test_proposed_dates_accepted_by_the_requester_are_the_date():
    request = story.inviting()
    row = story.asked(request)[0]
    makers.host_offer(row.expert)
    answering.propose_dates(row.expert.user, row, days=story.days_for(request), **story.HOURS)
    answering.accept_proposed_dates(request.requester, DateProposal.objects.get())
    request = story.fresh(request)
    assert request.state == VisitRequest.State.PLANNING
    assert request.visit.consents.get().state == "asked"


def test_days_outside_the_window_or_past_are_refused():
    request = story.inviting()
    row = story.asked(request)[0]
    with pytest.raises(MoveRefused, match="inside the dates"):
        story.accept(row, days=[request.windows.first().end + timedelta(days=1)])
    with pytest.raises(MoveRefused, match="passed or is today"):
        answering.propose_dates(row.expert.user, row, days=[story.clock.today()], **story.HOURS)


def test_full_expert_is_told_so():
    busy = makers.expert(profile={"capacity_per_year": 1})
    story.accept(story.asked(story.inviting(experts=[busy]))[0])
    with pytest.raises(MoveRefused, match="number is reached"):
        story.accept(story.asked(story.inviting(experts=[busy]))[0])


def test_sending_twice_makes_one_request():
    request = story.submitted()
    requests.submit_request(request.requester, request)
    assert story.desk_user(request).notices.filter(kind="visits.request_submitted").count() == 1


def test_an_expert_who_steps_back_is_replaced():
    request = story.planned()
    row = request.invitations.get(state=I.ACCEPTED)
    answering.release_expert(row.expert.user, row)
    request = story.fresh(request)
    assert request.state == VisitRequest.State.INVITING
    assert [asked.order for asked in story.asked(request)] == [2]


def test_house_that_says_no_opens_the_dates_again():
    request = story.agreed()
    consent = request.visit.consents.get()
    consents.decline_as_host(consent.person, consent)
    assert {turn.act for turn in request.turns.all()} == {"propose-date"}
    assert consent.person.pk not in {turn.user_id for turn in request.turns.all()}


def test_one_house_receives_one_group_at_a_time():
    first = story.confirmed()
    second = story.agreed()
    consent = second.visit.consents.get()
    consents.decline_as_host(consent.person, consent)
    second = story.fresh(second)
    consents.pick_facility(story.desk_user(second), second, first.visit.facility)
    for user in (second.requester, second.invitations.get(state=I.ACCEPTED).expert.user):
        planning.propose_days(user, second, days=story.days_for(first), **story.HOURS)
    consent = story.fresh(second).visit.consents.get(state="asked")
    with pytest.raises(MoveRefused, match="already receives another group"):
        consents.agree_as_host(consent.person, consent)


def test_an_hour_that_does_not_exist_is_refused_in_words():
    from datetime import date, time

    from visits.actions.proposals import moments

    with pytest.raises(MoveRefused, match="clocks are put forward"):
        moments(date(2027, 3, 28), time(2, 30), time(4), "Europe/Berlin")
    start, end = moments(date(2027, 3, 28), time(1), time(4), "Europe/Berlin")
    assert (end.utctimetuple().tm_hour - start.utctimetuple().tm_hour) == 2


def test_cancelled_visit_tells_everybody_who_said_yes():
    request = story.confirmed()
    requests.cancel_request(request.requester, request, "funding", "The city took the money back.")
    expert = request.invitations.get(state=I.ACCEPTED).expert.user
    assert expert.notices.filter(kind="visits.cancelled").exists()
    assert request.visit.consents.get().person.notices.filter(kind="visits.cancelled").exists()

"""Is it true what the desk says will happen if nothing is done? Each act, with the clock run out."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.models import Coordinator
from portal import clock
from portal.delivery.models import Notice
from tests import makers
from tests.visits import story
from visits import clocks, turns
from visits.actions import answering, concluding, consents, preparing, waiving
from visits.actions import clocks as jobs
from visits.actions.preparing import CostRow
from visits.actions.settling import settle
from visits.models import HostConsent, Turn

pytestmark = pytest.mark.django_db


def team():
    """Return who is in charge, the deputy, and an administrator."""
    first = makers.coordinator(countries=["BE"])
    deputy = makers.coordinator(countries=["BE"])
    Coordinator.objects.filter(pk=first.pk).update(deputy=deputy)
    return first.user, deputy.user, makers.administrator()


def wait(travel, days=8):
    travel(days=days)
    jobs.run_all()
    jobs.run_all()


def held_back(_travel):
    """A second request that says the same: the requester asks that it may go on."""
    first = story.submitted()
    draft = makers.visit_request(requester=first.requester)
    waiving.ask_waiver(first.requester, draft, "The builder begins in May.")
    return draft


def nobody_left(travel):
    request = story.inviting(experts=[makers.expert()])
    wait(travel)
    return request


def somebody_offers(_travel):
    """Eight on the list are asked one after the other meanwhile; the offer waits for the desk."""
    request = story.inviting(experts=[makers.expert() for _number in range(8)])
    offer = makers.volunteer(makers.open_call(request, until=clock.today() + timedelta(days=60)))
    settle(request)
    return offer.request


def no_house(travel):
    request = story.agreed()
    wait(travel)
    assert HostConsent.objects.get().state == HostConsent.State.LAPSED
    return request


def silent_planning(travel):
    request = story.planned()
    wait(travel)
    return request


def silent_after(travel):
    request = story.confirmed()
    story.travel_past(request)
    jobs.run_all()
    wait(travel)
    return request


def conflict_named(_travel):
    """Of a sensitive request somebody says yes whose profile keeps them apart from those who ask."""
    request = story.inviting(experts=[makers.expert()], confidentiality="sensitive", country="BE")
    row = story.asked(request)[0]
    row.expert.expert_profile.excluded_countries = ["BE"]
    row.expert.expert_profile.save()
    story.accept(row)
    return request


def fee_unpaid(travel):
    peer = makers.expert(category="peer-worker")
    request = story.agreed(experts=[peer])
    row = CostRow(kind="peer-fee", payer="requester", amount=Decimal(150), invitation_id=request.invitations.get().pk)
    preparing.save_costs(request.requester, request, [row], seen=0)
    consent = request.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    story.travel_past(request)
    for user in (request.requester, peer.user):
        concluding.say_held(user, story.fresh(request), True)
    travel(days=7)
    wait(travel)
    return request


def silent_round(travel):
    """Three days before, nobody has said that everything still holds, and then for two days."""
    request = story.confirmed()
    first = request.visit.sessions.first().start
    travel(days=(first - clock.now()).days - 2)
    jobs.run_all()
    travel(days=2)
    jobs.run_all()
    return request


WAYS = {
    "weigh-conflict": conflict_named,
    "chase-fee": fee_unpaid,
    "read-request": lambda _travel: story.submitted(),
    "let-through": held_back,
    "find-more": nobody_left,
    "read-volunteers": somebody_offers,
    "pick-house": no_house,
    "help-along": silent_planning,
    "decide-held": silent_after,
}


def test_every_act_of_the_desk_is_tried_here():
    # A round has a day, not a row of people: its test stands below.
    assert set(WAYS) | {"ask-round"} == turns.AT_DESK
    assert set(clocks.AT_ZERO) | turns.AT_DESK | {"finish-draft"} == set(turns.ACTS)


@pytest.mark.parametrize("act", WAYS)
def test_what_is_said_happens(act, travel):
    first, deputy, boss = team()
    request = story.fresh(WAYS[act](travel))
    said, had = [], []
    for _step in range(5):
        rows = list(Turn.objects.filter(request=request, act=act).select_related("request"))
        said.append(clocks.if_nothing(rows[0], rows[0].request))
        had.append({row.user_id for row in rows})
        wait(travel)
    assert had == [{first.pk}, {deputy.pk}, {first.pk, deputy.pk}, {boss.pk}, {boss.pk}]
    assert said[:4] == [str(words) for words in clocks.AT_DESK_NEXT]


def test_a_round_that_nobody_asks_ends_with_the_visit(travel):
    first, _deputy, _boss = team()
    request = silent_round(travel)
    row = Turn.objects.select_related("request").get(request=request, act="ask-round")
    assert (row.user, row.due_at) == (first, request.visit.sessions.first().start)
    assert clocks.if_nothing(row, row.request) == str(clocks.ROUND_UNASKED)
    story.travel_past(request)
    jobs.run_all()
    assert not Turn.objects.filter(request=request, act="ask-round").exists()


@pytest.mark.parametrize(
    "act", ["find-more", "read-volunteers", "pick-house", "decide-held", "help-along", "weigh-conflict", "chase-fee"]
)
def test_whoever_has_it_next_is_told_once(act, travel):
    _first, deputy, _boss = team()
    WAYS[act](travel)
    before = Notice.objects.filter(recipient=deputy, kind="visits.stuck").count()
    wait(travel)
    assert before == 0
    assert Notice.objects.filter(recipient=deputy, kind="visits.stuck").count() == 1


def test_of_a_room_under_threat_only_the_administrators_are_left(travel):
    _first, _deputy, boss = team()
    request = story.submitted(stage="under-threat")
    row = request.turns.first()
    assert clocks.if_nothing(row, request) == str(clocks.AT_DESK_NEXT[2])
    wait(travel)
    assert set(request.turns.values_list("user_id", flat=True)) == {boss.pk}


def test_dates_handed_to_the_desk_lapse_and_the_next_is_asked(travel):
    team()
    request = story.inviting()
    row = story.asked(request)[0]
    answering.propose_dates(row.expert.user, row, days=story.days_for(request), **story.HOURS)
    assert clocks.if_nothing(request.turns.get(), request) == "it comes to your desk"
    wait(travel)
    assert clocks.if_nothing(request.turns.get(act="answer-dates"), request) == str(clocks.DATES_AT_DESK)
    wait(travel)
    assert story.asked(request)[0].expert_id != row.expert_id


def test_picking_a_house_begins_the_row_anew(travel):
    first, _deputy, _boss = team()
    request = no_house(travel)
    wait(travel)
    other = makers.host_offer()
    consents.pick_facility(first, story.fresh(request), other.facility)
    assert set(request.turns.values_list("act", flat=True)) == {"answer-as-host"}


def test_the_desk_says_it_beside_each(as_user):
    first, _deputy, _boss = team()
    request = story.submitted()
    page = as_user(first).get("/desk/").content.decode()
    assert "If nothing happens: the deputy is asked, then any coordinator" in page
    page = as_user(first).get(f"/desk/requests/{request.pk}/").content.decode()
    assert "If nothing happens: the deputy is asked" in page

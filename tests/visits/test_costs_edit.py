"""Who pays what, for the sides only; and nothing is confirmed before every peer worker's fee is settled."""

from decimal import Decimal

import pytest

from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import MOST, counted
from tests.visits import story
from visits.actions import clocks, concluding, consents, group, preparing
from visits.actions.preparing import CostRow
from visits.models import HostConsent

pytestmark = pytest.mark.django_db
TYPED = {"cost1-kind": "travel", "cost1-amount": "420.50", "cost1-currency": "EUR", "cost1-payer": "requester"}


def url(asked):
    return f"/visits/{asked.pk}/costs/"


def with_peer(**fields):
    """The house has said yes; the expert who comes is a peer worker, and no fee was named."""
    peer = makers.expert(category="peer-worker")
    asked = story.agreed(experts=[peer], **fields)
    consent = asked.visit.consents.filter(state="asked").first()
    if consent:
        consents.agree_as_host(consent.person, consent)
    return story.fresh(asked), peer


def fee(asked, **fields):
    row = asked.invitations.get(state="accepted").pk
    return CostRow(**{"kind": "peer-fee", "payer": "requester", "amount": Decimal(150), "invitation_id": row, **fields})


def test_rows_are_kept_and_shown_to_the_sides(as_user):
    asked = story.confirmed()
    assert as_user(asked.requester).post(url(asked), {**TYPED, "seen": "0"}).status_code == 302
    row = asked.cost_rows.get()
    assert (row.kind, row.amount, row.payer, row.is_settled) == ("travel", Decimal("420.50"), "requester", False)
    for person in (asked.invitations.get(state="accepted").expert, asked.visit.consents.get().person):
        assert "420.50" in as_user(person).get(url(asked)).content.decode()
    for person in (makers.member(), story.desk_user(asked)):
        assert as_user(person).get(url(asked)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"cost1-amount": "much"}, "Please give a number"),
        ({"cost1-amount": "-3"}, "greater than or equal to 0"),
        ({"cost1-currency": "euro"}, "Three capital letters"),
        ({"cost1-kind": ""}, "Please say what it is for."),
        ({"cost1-kind": "yacht"}, "Select a valid choice"),
        ({"cost1-kind": "peer-fee", "cost1-amount": ""}, "never asked to work for nothing"),
        ({"seen": "7"}, "Somebody else changed"),
    ],
)
def test_bad_rows_are_said_and_kept(as_user, typed, said):
    asked = story.confirmed()
    page = as_user(asked.requester).post(url(asked), {**TYPED, "cost1-note": "By train", "seen": "0", **typed})
    assert said in page.content.decode()
    assert "By train" in page.content.decode()
    assert not asked.cost_rows.exists()


def test_a_peer_without_a_fee_keeps_it_from_being_confirmed():
    asked, _peer = with_peer()
    assert asked.state == "planning"
    assert {(turn.act, turn.user_id) for turn in asked.turns.all()} == {("name-fee", asked.requester_id)}
    assert asked.requester.notices.filter(kind="visits.fee_needed").exists()
    preparing.save_costs(asked.requester, asked, [fee(asked)], seen=0)
    assert story.fresh(asked).state == "confirmed"
    assert HostConsent.objects.get().state == "agreed"


def test_a_fee_that_nobody_pays_is_no_fee():
    asked, _peer = with_peer()
    preparing.save_costs(asked.requester, asked, [fee(asked, payer="unclear")], seen=0)
    assert story.fresh(asked).state == "planning"


def test_only_the_peer_can_do_without(as_user):
    asked, peer = with_peer()
    with pytest.raises(MoveRefused, match="Only the peer worker"):
        preparing.refuse_fee(asked.requester, asked)
    preparing.save_costs(asked.requester, asked, [fee(asked, amount=None, waived_word="They want none.")], seen=0)
    assert story.fresh(asked).state == "planning"
    assert "I want no fee" not in as_user(asked.requester).get(url(asked)).content.decode()
    assert "I want no fee" in as_user(peer).get(url(asked)).content.decode()
    as_user(peer).post(f"{url(asked)}no-fee/")
    assert story.fresh(asked).state == "confirmed"


def test_the_word_of_a_peer_outlives_what_others_write():
    asked, peer = with_peer()
    preparing.refuse_fee(peer.user, asked)
    preparing.save_costs(asked.requester, asked, [CostRow("travel", "requester", Decimal(20))], seen=1)
    assert asked.cost_rows.filter(waived_by=peer.user).count() == 1


def test_calls_without_a_house_wait_for_the_fee_too():
    asked, _peer = with_peer(kind="remote-advice")
    assert (asked.state, [turn.act for turn in asked.turns.all()]) == ("planning", ["name-fee"])
    preparing.save_costs(asked.requester, asked, [fee(asked)], seen=0)
    assert story.fresh(asked).state == "confirmed"


def test_a_fee_named_in_the_request_will_do():
    asked, _peer = with_peer(wants_peer_expert=True, peer_fee="150 euros a day")
    assert asked.state == "confirmed"


def test_a_peer_of_the_group_is_not_forgotten():
    asked = story.agreed()
    group.save_participants(asked.requester, asked, [group.Person("peer-worker")])
    consent = asked.visit.consents.get()
    consents.agree_as_host(consent.person, consent)
    assert story.fresh(asked).state == "planning"
    row = CostRow("peer-fee", "requester", waived_word="“I am on paid leave that week.”")
    preparing.save_costs(asked.requester, asked, [row], seen=0)
    assert story.fresh(asked).state == "confirmed"


def test_the_house_is_asked_while_the_fee_is_open_and_reads_so(as_user):
    peer = makers.expert(category="peer-worker")
    asked = story.agreed(experts=[peer])
    assert {turn.act for turn in asked.turns.all()} == {"answer-as-host", "name-fee"}
    consent = asked.visit.consents.get()
    answer = as_user(consent.person).post(f"/visits/consents/{consent.pk}/", {"answer": "yes"}, follow=True)
    assert "as soon as the peer worker’s fee is named" in answer.content.decode()


def test_silence_about_the_fee_comes_to_the_desk(travel):
    asked, _peer = with_peer()
    travel(days=9)
    clocks.run_all()
    assert asked.turns.filter(act="help-along", user=story.desk_user(asked)).exists()


def test_few_queries(as_user):
    asked, _peer = with_peer()
    assert counted(as_user(asked.requester), url(asked)) <= 6


def unpaid(paid=False):
    """It took place with a peer worker, whose fee was named."""
    peer = makers.expert(category="peer-worker")
    asked = story.agreed(experts=[peer])
    preparing.save_costs(asked.requester, asked, [fee(asked, is_settled=paid)], seen=0)
    consent = asked.visit.consents.get(state="asked")
    consents.agree_as_host(consent.person, consent)
    asked = story.fresh(asked)
    story.travel_past(asked)
    concluding.say_held(asked.requester, asked, True)
    concluding.say_held(peer.user, story.fresh(asked), True)
    return story.fresh(asked), peer


def test_a_fee_is_not_forgotten_until_somebody_says_it_was_paid(travel):
    asked, peer = unpaid()
    assert asked.turns.get(act="pay-fee").user == asked.requester
    travel(days=16)
    clocks.run_all()
    assert asked.turns.get(act="chase-fee").user == story.desk_user(asked)
    assert Notice.objects.filter(kind="visits.fee_unpaid", recipient=story.desk_user(asked)).count() == 1
    preparing.save_costs(peer.user, asked, [fee(asked, is_settled=True)], seen=asked.costs_version)
    assert not asked.turns.filter(act__in=["pay-fee", "chase-fee"]).exists()


def test_what_is_paid_or_refused_by_the_peer_is_asked_about_no_more():
    asked, _peer = unpaid(paid=True)
    assert not asked.turns.filter(act="pay-fee").exists()
    other, peer = unpaid()
    preparing.refuse_fee(peer.user, other)
    assert not other.turns.filter(act="pay-fee").exists()


def test_the_requester_is_told_at_once_and_a_week_later(travel):
    asked, _peer = unpaid()
    for _day in range(10):
        travel(days=1)
        clocks.run_all()
    assert Notice.objects.filter(kind="visits.fee_to_pay", recipient=asked.requester).count() == 2


def test_of_a_closed_visit_the_sheet_stays_open_until_the_fee_is_paid(as_user):
    asked, _peer = unpaid()
    type(asked).objects.filter(pk=asked.pk).update(state="closed")
    page = as_user(asked.requester).get(url(asked))
    assert "Not paid yet" in page.content.decode()
    typed = {
        "seen": str(asked.costs_version),
        "cost1-kind": "peer-fee",
        "cost1-amount": "150",
        "cost1-payer": "requester",
    }
    typed |= {
        "cost1-currency": "EUR",
        "cost1-whose": asked.invitations.get(state="accepted").pk,
        "cost1-is_settled": "on",
    }
    answer = as_user(asked.requester).post(url(asked), typed)
    assert answer["Location"] == f"/visits/{asked.pk}/"
    assert as_user(asked.requester).get(url(asked)).status_code == 404


def test_coordinators_read_the_sheet_at_the_desk(as_user):
    asked, _peer = unpaid()
    desk = f"/desk/requests/{asked.pk}/"
    page = as_user(story.desk_user(asked)).get(desk).content.decode()
    assert "150.00 EUR" in page
    assert "Nobody has said that this fee was paid" in page
    assert counted(as_user(story.desk_user(asked)), desk) <= MOST


def test_while_only_the_fee_is_open_the_houses_yes_is_settled(as_user):
    asked, _peer = with_peer()
    things = {one.text: one.state for one in as_user(asked.requester).get(f"/visits/{asked.pk}/").context["settle"]}
    assert things["The house’s yes"] == "done"
    assert things["The peer worker’s fee"] == "open"

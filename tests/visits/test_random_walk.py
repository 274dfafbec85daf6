"""Can any order of presses by anybody break a request? Random walks, with the house rules asked after each step."""

import random
from datetime import timedelta

import pytest

from portal import clock
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import afterwards, answering, clocks, concluding, consents, invitations, planning, requests, talking
from visits.lifecycle import ENDS
from visits.models import DateProposal, HostConsent, Invitation, VisitRequest

pytestmark = pytest.mark.django_db
# What is still asked once a report is signed off; nobody waits for it.
AFTER_THE_END = {"give-feedback", "tell-changes"}
SENTENCE = "Because the rota of our team has changed."


def pick(rng: random.Random, rows):
    found = list(rows)
    return rng.choice(found) if found else None


def steps(rng: random.Random, request: VisitRequest, users: list, experts: list):
    """Return one random press: who, and what; the row may be in any state."""
    someone = rng.choice(users)
    invitation = pick(rng, request.invitations.select_related("expert__user", "request"))
    proposal = pick(rng, DateProposal.objects.filter(request=request))
    consent = pick(rng, HostConsent.objects.filter(visit__request=request))
    window = request.windows.first()
    days = [window.start + timedelta(days=number) for number in range(2)]
    presses = [
        lambda: invitations.approve_list(someone, request, rng.sample(experts, 3), at_once=rng.randint(1, 3)),
        lambda: requests.return_request(someone, request, SENTENCE),
        lambda: requests.submit_request(someone, request),
        lambda: planning.propose_days(someone, request, days=days, **story.HOURS),
        lambda: concluding.say_held(someone, request, rng.random() < 0.8),
        lambda: talking.add_message(someone, request, "Hello"),
        lambda: travel(rng),
        lambda: clocks.run_all(),
    ]
    if rng.random() < 0.1:
        presses += [
            lambda: requests.withdraw_request(someone, request, "other"),
            lambda: requests.cancel_request(someone, request, "other"),
            lambda: planning.postpone_visit(someone, request, SENTENCE),
            lambda: requests.stand_down(someone, request, SENTENCE),
        ]
    if invitation:
        who = rng.choice([invitation.expert.user, someone])
        presses += [
            lambda: story.accept(invitation),
            lambda: answering.accept_invitation(who, invitation, window=window, days=days, **story.HOURS),
            lambda: answering.decline_invitation(who, invitation),
            lambda: answering.answer_tentatively(who, invitation),
            lambda: answering.propose_dates(who, invitation, days=days, **story.HOURS),
            lambda: answering.release_expert(who, invitation),
            lambda: invitations.invite_now(someone, invitation),
            lambda: invitations.withdraw_invitation(someone, invitation),
        ]
    if proposal:
        presses += [
            lambda: planning.agree_days(rng.choice([request.requester, someone]), proposal),
            lambda: answering.accept_proposed_dates(request.requester, proposal),
            lambda: answering.refuse_proposed_dates(request.requester, proposal),
        ]
    if consent:
        presses += [
            lambda: consents.agree_as_host(consent.person, consent),
            lambda: consents.decline_as_host(rng.choice([consent.person, someone]), consent),
        ]
    report = getattr(getattr(request, "visit", None), "report", None)
    if report:
        presses += [
            lambda: afterwards.save_report(
                someone, report, {"title": "What we learned", "what_we_saw": "Two booths with an outlet each. " * 3}
            ),
            lambda: afterwards.submit_report(request.requester, report),
            lambda: afterwards.accept_report(someone, report),
            lambda: afterwards.give_feedback(someone, request, {"answered": [3]}),
        ]
    return rng.choice(presses)


def travel(rng: random.Random) -> None:
    clock.set_offset(clock.offset() + timedelta(days=rng.choice([1, 3, 9])))


def check(request: VisitRequest) -> None:
    rows = list(request.invitations.all())
    assert sum(row.state == Invitation.State.ACCEPTED for row in rows) <= request.experts_needed
    assert sum(row.state in Invitation.OPEN for row in rows) <= 3
    assert sum(row.invited_at is not None for row in rows) <= 8
    assert list(clocks.everything_waiting()) == []
    if request.state in ENDS:
        assert set(request.turns.values_list("act", flat=True)) <= AFTER_THE_END
        assert not any(row.state in Invitation.OPEN for row in rows)
    if request.state in ("confirmed", "held", "closed", "not-held"):
        assert request.visit.sessions.exists()
        assert request.proposals.filter(state=DateProposal.State.AGREED).count() == 1


@pytest.mark.parametrize("seed", range(12))
def test_no_order_of_presses_breaks_the_rules(seed):
    rng = random.Random(seed)
    # From different depths, so that every state is walked in.
    start = (story.submitted, story.inviting, story.planned, story.confirmed, story.held, story.reported)[seed % 6]
    request = start(experts_needed=rng.randint(1, 2))
    experts = [row.expert for row in request.invitations.all()] + [makers.expert() for _n in range(3)]
    makers.host_offer(*experts[:3])
    users = [request.requester, story.desk_user(request), makers.administrator(), makers.member().user]
    users += [expert.user for expert in experts]
    said: list[str] = []
    for _step in range(60):
        request = story.fresh(request)
        try:
            steps(rng, request, users, experts)()
        except MoveRefused as refusal:
            said.append(str(refusal))
        check(story.fresh(request))
    assert all(len(words) > 10 for words in said)

"""Several requests, the same experts, one house: does any order of presses double-book somebody or pass a limit?

WALKS=200 walks longer; each walk prints nothing unless it fails, the last one prints what was walked.
"""

import os
import random
from collections import Counter
from itertools import combinations

import pytest

from portal import clock
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from tests.visits.test_random_walk import AFTER_THE_END, steps
from visits.actions import clocks, consents, planning
from visits.lifecycle import ENDS
from visits.models import HostConsent, Invitation, Session, Turn, VisitRequest

pytestmark = pytest.mark.django_db
WALKS, STEPS = int(os.environ.get("WALKS", "3")), 70
TAKEN = ("planning", "confirmed")
# Whoever finishes a draft is in no hurry.
WITHOUT_CLOCK = {"finish-draft"}
walked: Counter[str] = Counter()


def world():
    """Three requests for the same days; two experts who belong to one house that receives two groups a year."""
    experts = [makers.expert(profile={"capacity_per_year": 2}) for _number in range(3)]
    makers.host_offer(*experts[:2], visits_per_year=2)
    kinds = ("study-visit", "job-shadowing", "remote-advice")
    requests = [
        story.inviting(kind, experts=experts, at_once=2, title=f"What we ask, number {number}")
        for number, kind in enumerate(kinds)
    ]
    users = [story.desk_user(requests[0]), makers.administrator(), makers.member().user]
    return requests, experts, users + [row.requester for row in requests] + [row.user for row in experts]


def likely(rng, request):
    """Return a press that brings a request forward: without them a random walk never gets to a house."""
    invitation = request.invitations.filter(state__in=Invitation.OPEN).select_related("expert__user").first()
    if invitation and request.state == VisitRequest.State.INVITING:
        return lambda: story.accept(invitation)
    proposal = request.proposals.filter(state="open").order_by("-pk").first()
    if proposal and request.state == VisitRequest.State.PLANNING:
        people = list(Turn.objects.filter(request=request, act="choose-date").select_related("user"))
        if people:
            return lambda: planning.agree_days(rng.choice(people).user, proposal)
    consent = HostConsent.objects.filter(visit__request=request, state="asked").first()
    if consent:
        return lambda: consents.agree_as_host(consent.person, consent)
    return None


def booked(**of):
    """Return the hours that stand for somebody or some house."""
    rows = Session.objects.filter(**of).order_by("start").distinct()
    return [(row.start, row.end, row.visit_id) for row in rows]


def nobody_is_in_two_places(experts):
    for expert in experts:
        theirs = booked(
            visit__request__state__in=TAKEN,
            visit__request__invitations__expert=expert,
            visit__request__invitations__state="accepted",
        )
        for one, other in combinations(theirs, 2):
            assert one[2] == other[2] or one[1] <= other[0] or other[1] <= one[0], f"expert {expert.pk} twice"
    houses = booked(visit__request__state="confirmed", visit__facility__isnull=False)
    for one, other in combinations(houses, 2):
        assert one[2] == other[2] or one[1] <= other[0] or other[1] <= one[0], "the house twice"


def no_limit_is_passed(experts):
    for expert in experts:
        yes = expert.invitations.filter(state="accepted", answered_at__year=clock.today().year).count()
        assert yes <= 2, f"expert {expert.pk} said yes {yes} times"
        week = expert.invitations.filter(state__in=Invitation.OPEN, invited_at__isnull=False)
        assert all(row.answer_by for row in week)
    received = VisitRequest.objects.filter(
        visit__facility__isnull=False, state__in=("confirmed", "held", "closed")
    ).count()
    assert received <= 2, f"the house received {received} groups"


def everything_has_an_owner_and_a_clock(requests):
    assert list(clocks.everything_waiting()) == []
    for turn in Turn.objects.select_related("user"):
        assert turn.user.is_active
        assert turn.due_at or turn.act in WITHOUT_CLOCK, turn.act
    for request in requests:
        if request.state in ENDS:
            assert set(request.turns.values_list("act", flat=True)) <= AFTER_THE_END
            assert not request.invitations.filter(state__in=Invitation.OPEN).exists()
    assert not HostConsent.objects.filter(state="asked", answer_by__isnull=True).exists()


@pytest.mark.parametrize("seed", range(WALKS))
def test_no_order_of_presses_takes_anybody_twice(seed):
    rng = random.Random(1000 + seed)
    requests, experts, users = world()
    for _step in range(STEPS):
        requests = [story.fresh(row) for row in requests]
        request = rng.choice(requests)
        forward = likely(rng, request) if rng.random() < 0.6 else None
        try:
            (forward or steps(rng, request, users, experts))()
            walked["done"] += 1
        except MoveRefused:
            walked["refused"] += 1
        requests = [story.fresh(row) for row in requests]
        nobody_is_in_two_places(experts)
        no_limit_is_passed(experts)
        everything_has_an_owner_and_a_clock(requests)
    walked.update(f"ended as {row.state}" for row in requests)
    print(f"seed {1000 + seed}: {dict(walked)}")


def test_two_requests_cannot_have_one_expert_on_the_same_day():
    expert = makers.expert(profile={"capacity_per_year": 5})
    makers.host_offer(expert)
    first = story.agreed(experts=[expert])
    assert first.visit.sessions.exists()
    with pytest.raises(MoveRefused, match="expected elsewhere"):
        story.agreed("remote-advice", experts=[expert], title="A call on the very same day", duration_days=1)

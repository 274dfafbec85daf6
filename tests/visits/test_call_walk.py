"""Does any order of presses leave a call running that should not, lose somebody who offered, or ask whom nobody chose?"""

import random
from datetime import timedelta

import pytest

from portal import clock
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from tests.visits.test_call_publish import publish
from tests.visits.test_random_walk import check, pick, steps
from visits.actions import calls, invitations
from visits.models import Invitation, OpenCall, Volunteer

pytestmark = pytest.mark.django_db


def presses(rng, request, users, members):
    """Return one random press around the open call: who, and what."""
    someone, member = rng.choice(users), rng.choice(members)
    call = pick(rng, request.calls.order_by("pk"))
    found = [lambda: publish(request, until=clock.today() + timedelta(days=rng.choice([2, 20])))]
    if call:
        found += [
            lambda: calls.answer_call(rng.choice([someone, request.requester]), call, agrees=rng.random() < 0.7),
            lambda: calls.offer_help(member.user, call, word="I have done it."),
            lambda: calls.offer_help(member.user, call, word="I have done it."),
            lambda: calls.take_offer_back(member.user, call),
            lambda: invitations.approve_list(story.desk_user(request), request, rng.sample(members, 2)),
        ]
        if rng.random() < 0.2:
            found.append(lambda: calls.close_call(someone, call))
        if row := pick(rng, request.volunteers.order_by("pk")):
            found.append(lambda: calls.thank_volunteer(rng.choice([someone, story.desk_user(request)]), row))
    return rng.choice(found)


def look(request):
    standing = request.calls.filter(state__in=OpenCall.STANDING)
    assert standing.count() <= 1
    assert not standing or request.state in ("submitted", "inviting")
    assert bool(standing.filter(state="asked")) == request.turns.filter(act="agree-call").exists()
    waits = request.invitations.filter(state=Invitation.State.SUGGESTED, is_listed=False).exists()
    if request.state == "inviting":
        assert waits == request.turns.filter(act="read-volunteers").exists()
    for row in Volunteer.objects.filter(request=request, taken_back_at=None, thanked_at=None, ruled_out=""):
        assert row.invitation_id, "an offer that nobody sees"
        assert request.state in ("submitted", "returned", "inviting") or row.invitation.invited_at


@pytest.mark.parametrize("seed", range(6))
def test_no_order_of_presses_breaks_the_rules_of_calls(seed):
    rng = random.Random(500 + seed)
    request = (story.submitted, story.inviting)[seed % 2](may_be_called=bool(seed % 3), experts_needed=1)
    members = [makers.member() for _number in range(2)] + [makers.expert() for _number in range(2)]
    experts = [row.expert for row in request.invitations.all()] + members
    users = [request.requester, story.desk_user(request), makers.member().user]
    users += [member.user for member in members]
    refused = 0
    for _step in range(50):
        request = story.fresh(request)
        around = rng.random() < 0.7
        press = presses(rng, request, users, members) if around else steps(rng, request, users, experts)
        try:
            press()
        except MoveRefused:
            refused += 1
        request = story.fresh(request)
        check(request)
        look(request)
    assert refused < 50

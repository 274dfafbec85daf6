"""Does a complete, quiet call for advice invite by itself where the switch is on, and nothing else ever?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import automatic, invitations, requests, shortlist
from visits.models import Match

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(settings):
    settings.AUTO_INVITE_REMOTE = True


def ready(kind="remote-advice", *, fitting=4, **fields):
    """Return a request that was sent and whose shortlist is ready; so many fit well."""
    for _number in range(fitting):
        makers.expert(country="DE")
    request = story.submitted(kind, **fields)
    automatic.make_list(request.pk)
    return story.fresh(request)


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_it_is_off_by_default(settings):
    assert settings.AUTO_INVITE_REMOTE is False
    request = ready()
    assert (request.state, request.invitations.count()) == ("submitted", 0)


def test_the_top_of_the_list_is_asked_as_if_approved(on):
    request = ready(fitting=7)
    rows = list(request.invitations.order_by("order"))
    best = Match.objects.filter(request=request, ruled_out="").order_by("place")[:5]
    assert request.state == "inviting"
    assert [row.expert_id for row in rows] == [match.expert_id for match in best]
    assert [row.state for row in rows] == ["invited"] + ["suggested"] * 4
    assert told("visits.invited") == {rows[0].expert.user_id}


def test_coordinator_and_requester_are_told_and_the_trail_says_the_switch_did_it(on, as_user):
    request = ready()
    desk = story.desk_user(request)
    assert told("visits.invited_by_itself") == {desk.pk}
    assert told("visits.asking_by_itself") == {request.requester_id}
    event = AuditEvent.objects.get(action="visits.list_by_itself")
    assert (event.actor_id, event.facts["switch"]) == (None, "AUTO_INVITE_REMOTE")
    page = as_user(desk).get(f"/desk/requests/{request.pk}/").content.decode()
    assert "List made by itself: the switch AUTO_INVITE_REMOTE is on" in page
    assert "Stop asking" in page


def test_a_list_alone_asks_nobody(settings):
    """The demo tells its past with lists that coordinators approve, whatever the switch says."""
    settings.AUTO_INVITE_REMOTE = False
    request = ready()
    settings.AUTO_INVITE_REMOTE = True
    shortlist.compute_shortlist(request.pk)
    assert story.fresh(request).state == "submitted"
    assert automatic.make_list(request.pk) > 0
    assert story.fresh(request).state == "inviting"


def test_run_twice_it_does_nothing_more(on):
    request = ready()
    before = (Notice.objects.count(), AuditEvent.objects.count(), request.invitations.count())
    automatic.make_list(request.pk)
    assert automatic.invite_by_itself(request.pk) == []
    assert (Notice.objects.count(), AuditEvent.objects.count(), request.invitations.count()) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"confidentiality": "sensitive"},
        {"kind": "study-visit"},
        {"stage": "under-threat"},
        {"wants_peer_expert": True, "peer_fee": "Daily fee"},
        {"fitting": 2},
        {"experts_needed": 3},
    ],
)
def test_a_coordinator_reads_all_others_first(on, fields):
    request = ready(**fields)
    assert (request.state, request.invitations.count()) == ("submitted", 0)


def test_what_the_gate_holds_back_waits_for_a_coordinator(on, settings):
    first = makers.member().user
    story.submitted(requester=first, title="Something else that we ask about")
    settings.LIMIT_OPEN_REQUESTS = 1
    makers.expert()
    request = makers.visit_request("remote-advice", requester=first, topics=["police"])
    request.waivers.create(rules=["open"], word="It is another.", is_granted=True, decided_at=clock.now())
    requests.submit_request(first, request)
    for _number in range(4):
        makers.expert("police", country="DE")
    automatic.make_list(request.pk)
    assert automatic.why_not(story.fresh(request)) == "gate"
    assert story.fresh(request).state == "submitted"


def test_what_lacks_an_answer_is_never_sent_on(on):
    request = ready(fitting=0)
    type(request).objects.filter(pk=request.pk).update(media_plan="")
    for _number in range(4):
        makers.expert()
    automatic.make_list(request.pk)
    assert automatic.why_not(story.fresh(request)) == "incomplete"


def test_weak_fits_are_not_asked(on):
    for _number in range(5):
        makers.expert("police", country="DE")
    request = ready(fitting=0)
    assert Match.objects.filter(request=request, ruled_out="", score__lt=automatic.FLOOR).count() == 5
    assert request.state == "submitted"


def test_whoever_pauses_or_stands_apart_is_left_out(on):
    paused = makers.expert(country="DE", profile={"paused_until": clock.today() + timedelta(days=9)})
    house = makers.organisation()
    apart = makers.expert(country="DE")
    apart.expert_profile.conflicts.add(house)
    request = ready(organisation=house)
    listed = set(request.invitations.values_list("expert", flat=True))
    assert len(listed) == 4
    assert not listed & {paused.pk, apart.pk}


def test_what_a_coordinator_has_begun_is_left_to_them(on):
    request = ready(fitting=0)
    requests.return_request(story.desk_user(request), request, "Which weeks would be possible?")
    for _number in range(4):
        makers.expert()
    requests.submit_request(request.requester, story.fresh(request))
    automatic.make_list(request.pk)
    assert story.fresh(request).state == "submitted"


def test_the_coordinator_can_change_the_list_and_stop_it(on, as_user):
    request = ready()
    desk = as_user(story.desk_user(request))
    other = makers.expert()
    invitations.approve_list(story.desk_user(request), request, [other])
    assert request.invitations.get(state="suggested").expert_id == other.pk
    asked = story.asked(request)[0]
    assert desk.post(f"/desk/requests/{request.pk}/stop/").status_code == 302
    assert set(request.invitations.values_list("state", flat=True)) == {"withdrawn"}
    assert told("visits.invitation_withdrawn") == {asked.expert.user_id}
    assert request.turns.get().act == "find-more"
    invitations.approve_list(story.desk_user(request), request, [makers.expert()])
    assert len(story.asked(request)) == 1


def test_only_the_desk_stops_it(on, as_user):
    request = ready()
    with pytest.raises(MoveRefused):
        automatic.stop_asking(request.requester, request)
    assert as_user(makers.member()).post(f"/desk/requests/{request.pk}/stop/").status_code == 404
    assert as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/stop/").status_code == 405
    assert len(story.asked(request)) == 1

"""Does the whole road work by actions alone? All six kinds, from the draft to the practice."""

from datetime import timedelta

import pytest

from exchange.practices.models import Practice
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from tests import makers
from tests.visits import story
from visits.actions import afterwards, clocks, consents
from visits.kinds import KINDS
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_a_practice(kind):
    request = story.closed(kind)
    assert request.state == VisitRequest.State.CLOSED
    writer = request.visit.report.written_by
    practice = afterwards.make_practice(writer, request.visit.report)
    assert (practice.state, practice.origin.visit_id) == (Practice.State.DRAFT, request.visit.pk)
    assert not list(clocks.everything_waiting())


def test_three_experts_must_all_agree_to_the_date():
    request = story.planned("on-site-training", experts_needed=3)
    assert request.invitations.filter(state="accepted").count() == 3
    # They offered the same days, so only the requester is awaited.
    assert [turn.user_id for turn in request.turns.filter(act="choose-date")] == [request.requester_id]


def test_an_expert_with_other_days_is_asked_again():
    request = story.inviting("on-site-training", experts_needed=2)
    first, second = story.asked(request)
    story.accept(first)
    other = request.windows.last()
    story.accept(second, window=other, days=[other.start, other.start + timedelta(days=1)])
    waiting = {turn.user_id for turn in story.fresh(request).turns.filter(act="choose-date")}
    assert waiting == {request.requester_id, first.expert.user_id}


def test_every_move_leaves_a_trail():
    request = story.closed("remote-advice", house=False)
    trail = AuditEvent.objects.filter(subject_type="visits.visitrequest", subject_id=request.pk)
    states = [row.to_state for row in trail.order_by("id") if row.to_state]
    assert states == ["draft", "submitted", "inviting", "planning", "confirmed", "held", "closed"][1:]


def test_requester_never_hears_who_was_asked():
    request = story.inviting()
    about_asking = Notice.objects.filter(recipient=request.requester)
    assert set(about_asking.values_list("kind", flat=True)) == {"visits.request_approved"}
    assert not story.asked(request)[0].expert.user.notices.filter(kind="visits.request_approved").exists()


def test_house_of_the_accepted_expert_is_asked():
    request = story.agreed()
    consent = request.visit.consents.get()
    assert consent.person == request.visit.facility.signoff_person
    assert request.visit.zone == "Europe/Zurich"


def test_group_too_large_for_the_picked_house_is_refused_in_words():
    from portal.moves import MoveRefused

    request = story.submitted(group_size=5)
    offer = makers.host_offer(largest_group=4)
    with pytest.raises(MoveRefused, match="at most 4 visitors"):
        consents.pick_facility(story.desk_user(request), request, offer.facility)

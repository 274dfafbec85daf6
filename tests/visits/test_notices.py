"""Does a notice ask only whom an answer is awaited from? What is shown and what is mailed both come from here."""

import pytest

from portal.delivery.models import Notice
from tests.visits import story
from visits import notice_words, notices
from visits.actions import afterwards, answering, invitations
from visits.models import Turn
from visits.turns import ACTS

pytestmark = pytest.mark.django_db


def asked(user) -> set[str]:
    """Return the kinds that still ask this user for something."""
    rows = list(Notice.objects.filter(recipient=user, kind__in=notice_words.ASKS).select_related("recipient"))
    shown = notices.texts(rows)
    return {row.kind for row in rows if row.pk in shown}


def test_choosing_a_date_is_asked_until_it_is_chosen():
    request = story.planned()
    assert "visits.choose_date" in asked(request.requester)
    request = story.agreed()
    assert request.state == "planning"
    assert asked(request.requester) == set()


def test_dates_with_the_requester_are_not_the_experts_turn():
    request = story.inviting()
    row = story.asked(request)[0]
    answering.propose_dates(row.expert.user, row, days=story.days_for(request), **story.HOURS)
    assert asked(row.expert.user) == set()
    assert asked(request.requester) == {"visits.dates_proposed"}


def test_a_report_is_asked_until_it_is_sent_and_then_of_whoever_signs():
    request = story.held()
    assert "visits.report_due" in asked(request.requester)
    request = story.reported()
    signer = request.turns.get(act="sign-report").user
    assert "visits.report_due" not in asked(request.requester)
    assert "visits.report_submitted" in asked(signer)


def test_feedback_is_asked_after_the_closing_too_and_only_once():
    request = story.closed()
    assert asked(request.requester) == {"visits.feedback_asked"}
    afterwards.give_feedback(request.requester, request, {"question_1": "3"})
    assert asked(request.requester) == set()


def test_every_asking_kind_awaits_an_act_that_exists():
    for name, words in notice_words.ASKS.items():
        assert words.awaits <= set(ACTS), name
        assert words.awaits or name == "visits.feedback_asked"


@pytest.mark.parametrize("state", ["submitted", "inviting", "planned", "agreed", "held", "reported"])
def test_whoever_is_awaited_has_a_notice_that_says_so(state):
    request = getattr(story, state)()
    silent = {"finish-draft", "propose-date"}
    for turn in Turn.objects.filter(request=request).exclude(act__in=silent).select_related("user"):
        assert asked(turn.user), turn.act


def test_in_the_portal_a_notice_names_its_request_but_not_to_whoever_was_only_asked():
    request = story.inviting()
    row = story.asked(request)[0]
    invited, approved = (
        Notice.objects.select_related("recipient").get(kind=kind, recipient=user)
        for kind, user in (("visits.invited", row.expert.user), ("visits.request_approved", request.requester))
    )
    assert request.title in notices.texts([approved])[approved.pk].body
    assert request.title in notices.texts([invited])[invited.pk].body
    invitations.withdraw_invitation(story.desk_user(request), row)
    left = Notice.objects.select_related("recipient").get(kind="visits.invitation_withdrawn")
    assert request.title not in notices.texts([left])[left.pk].body

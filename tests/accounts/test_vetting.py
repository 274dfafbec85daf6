"""Do two different people let somebody in, and never one alone?"""

import pytest
from django.core.management import CommandError, call_command

from accounts.actions import applying, vetting
from accounts.actions.admission import accept_by_command
from accounts.models import Coordinator, Member, MembershipApplication, Organisation, PeerConsent
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db


def kinds_for(user):
    return set(Notice.objects.filter(recipient=user).values_list("kind", flat=True))


@pytest.fixture
def first():
    return makers.coordinator().user


@pytest.fixture
def second():
    return makers.coordinator().user


def test_two_coordinators_let_somebody_in(first, second):
    application = makers.application("in-review", organisation_name="De  Kade", organisation_kind="dcr")
    assert vetting.say_yes(first, application, "Known to us.").state == "in-review"
    assert "accounts.second_yes_asked" in kinds_for(second)
    assert vetting.say_yes(second, application, "To me too.").state == "accepted"
    member = Member.objects.get(user=application.user)
    assert (member.state, member.organisation.name) == ("active", "De Kade")
    assert kinds_for(application.user) == {"accounts.application_accepted"}


def test_one_coordinator_is_not_two(first):
    application = makers.application("in-review")
    vetting.say_yes(first, application, "Yes.")
    with pytest.raises(MoveRefused):
        vetting.say_yes(first, application, "Yes again.")
    assert not Member.objects.filter(user=application.user).exists()


@pytest.mark.parametrize("vouch_first", [True, False])
def test_a_vouch_is_the_second_yes(first, vouch_first):
    application, voucher = makers.application("in-review"), makers.member()
    vouch = vetting.ask_vouch(first, application, voucher)
    steps = [
        lambda: vetting.answer_vouch(voucher.user, vouch, vouches=True, words="We worked together."),
        lambda: vetting.say_yes(first, application, "Yes."),
    ]
    for step in steps if vouch_first else reversed(steps):
        step()
    application.refresh_from_db()
    assert application.state == "accepted"


def test_a_vouch_given_while_the_applicant_was_asked_counts_later(first):
    application, voucher = makers.application("in-review"), makers.member()
    vouch = vetting.ask_vouch(first, application, voucher)
    vetting.say_yes(first, application, "Yes.")
    vetting.ask_applicant(first, application, "One more thing?")
    vetting.answer_vouch(voucher.user, vouch, vouches=True, words="I know them.")
    applying.answer_question(application.user, application, "Here it is.")
    assert vetting.say_yes(first, application, "Yes.").state == "accepted"


def test_a_refused_vouch_is_no_yes(first, second):
    application, voucher = makers.application("in-review"), makers.member()
    vouch = vetting.ask_vouch(first, application, voucher)
    vetting.answer_vouch(voucher.user, vouch, vouches=False, words="")
    assert vetting.say_yes(first, application, "Yes.").state == "in-review"
    with pytest.raises(MoveRefused):
        vetting.answer_vouch(voucher.user, vouch, vouches=True, words="After all.")


def test_whoever_vouched_cannot_decide(first, second):
    application = makers.application("in-review")
    vouch = vetting.ask_vouch(first, application, second.member)
    vetting.answer_vouch(second, vouch, vouches=True, words="I know them.")
    for decide in (vetting.say_yes, vetting.decline_application):
        with pytest.raises(MoveRefused):
            decide(second, application, "Me again.")


def test_whoever_decided_cannot_be_asked_to_vouch(first, second):
    application = makers.application("in-review")
    vetting.say_yes(second, application, "Yes.")
    for member in (second.member, first.member):
        with pytest.raises(MoveRefused):
            vetting.ask_vouch(first, application, member)


def test_a_member_is_asked_once_and_only_an_active_one(first):
    application, voucher = makers.application("in-review"), makers.member()
    vetting.ask_vouch(first, application, voucher)
    for member in (voucher, makers.member(state="suspended")):
        with pytest.raises(MoveRefused):
            vetting.ask_vouch(first, application, member)


def test_nobody_else_answers_a_vouch(first):
    vouch = makers.vouch(makers.application("in-review"), makers.member())
    with pytest.raises(MoveRefused):
        vetting.answer_vouch(makers.member().user, vouch, vouches=True, words="I am not they.")


def test_nobody_decides_on_their_own_application(first):
    application = makers.application("in-review", user=first)
    for act in (vetting.say_yes, vetting.decline_application, vetting.ask_applicant):
        with pytest.raises(MoveRefused):
            act(first, application, "Me.")


def test_members_cannot_decide():
    application = makers.application("submitted")
    with pytest.raises(MoveRefused):
        vetting.take_application(makers.member().user, application)


def test_a_no_is_told_with_its_reason(first):
    application = makers.application("in-review")
    assert vetting.decline_application(first, application, "We could not reach your house.").state == "declined"
    assert kinds_for(application.user) == {"accounts.application_declined"}
    assert not Member.objects.filter(user=application.user).exists()


def test_protection_begins_with_the_first_day(first, second):
    application = makers.application("in-review", wants_protection=True, organisation_name="A hidden house")
    vetting.say_yes(first, application, "Yes.")
    vetting.say_yes(second, application, "Yes.")
    application.user.refresh_from_db()
    assert application.user.protected
    assert Organisation.objects.get().protected
    assert not PeerConsent.objects.exists()


def test_a_known_organisation_is_matched(first, second):
    house = makers.organisation(name="De Kade")
    application = makers.application("in-review", organisation_name="de kade", organisation_kind="dcr")
    vetting.say_yes(first, application, "Yes.")
    vetting.say_yes(second, application, "Yes.")
    assert Member.objects.get(user=application.user).organisation == house


def test_every_move_leaves_a_row(first, second):
    application = makers.application("submitted")
    vetting.take_application(first, application)
    vetting.ask_applicant(first, application, "Where?")
    applying.answer_question(application.user, application, "Here.")
    vetting.say_yes(first, application, "Yes.")
    vetting.say_yes(second, application, "Yes.")
    rows = AuditEvent.objects.filter(subject_type="accounts.membershipapplication").order_by("id")
    assert [row.action.split(".")[1] for row in rows] == ["take", "ask", "answer", "say_yes", "say_yes", "accept"]


@pytest.mark.parametrize("state", ["submitted", "in-review"])
def test_the_command_stands_in_for_a_small_network(first, state):
    application = makers.application(state)
    call_command("accept_application", application.pk, by=first.email, reason="I met them.", verbosity=0)
    assert Member.objects.get(user=application.user).state == "active"
    assert AuditEvent.objects.filter(action="application.accept_by_command").exists()


def test_the_command_refuses_with_three_coordinators(first, second):
    makers.coordinator()
    application = makers.application("in-review")
    with pytest.raises(CommandError):
        call_command("accept_application", application.pk, by=first.email, reason="I met them.")
    assert Coordinator.objects.count() == 3


def test_the_command_wants_a_coordinator_and_a_reason(first):
    application = makers.application("in-review")
    for by, reason in ((makers.member().user, "Because."), (first, " "), (application.user, "Me.")):
        with pytest.raises(MoveRefused):
            accept_by_command(application, by, reason)


@pytest.mark.parametrize("state", ["started", "accepted", "declined", "withdrawn", "expired", "information-requested"])
def test_the_command_keeps_to_the_table(first, state):
    with pytest.raises(MoveRefused):
        accept_by_command(makers.application(state), first, "Because.")
    assert MembershipApplication.objects.get().state == state

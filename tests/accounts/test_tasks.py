"""Do the clocks of applications run, once for each thing, however often they are asked?"""

from datetime import timedelta

import pytest

from accounts.actions import vetting
from accounts.models import MembershipApplication
from accounts.tasks import run_clocks
from portal import clock
from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db


def told(kind):
    return Notice.objects.filter(kind=f"accounts.{kind}").count()


@pytest.fixture
def asked():
    role = makers.coordinator()
    application = makers.application("in-review", coordinator=role)
    vetting.ask_applicant(role.user, application, "Which house?")
    return application


def test_silence_is_reminded_once_and_then_ends(asked, travel):
    for days, reminders, state in (
        (6, 0, "information-requested"),
        (2, 1, "information-requested"),
        (23, 1, "expired"),
    ):
        travel(days=days)
        run_clocks()
        run_clocks()
        asked.refresh_from_db()
        assert (told("information_reminder"), asked.state) == (reminders, state)
    assert told("application_expired") == 1


def test_a_long_night_skips_nothing(asked, travel):
    travel(days=40)
    run_clocks()
    asked.refresh_from_db()
    assert asked.state == "expired"


def test_overdue_is_told_once_to_those_who_can_help(travel):
    role, administrator = makers.coordinator(), makers.administrator()
    application = makers.application(due_at=clock.now() + timedelta(days=1))
    run_clocks()
    assert told("application_overdue") == 0
    travel(days=2)
    run_clocks()
    run_clocks()
    assert set(Notice.objects.filter(kind="accounts.application_overdue").values_list("recipient", flat=True)) == {
        role.user.pk,
        administrator.pk,
    }
    application.refresh_from_db()
    assert application.state == MembershipApplication.State.SUBMITTED


def test_vouchers_are_reminded_once(travel):
    makers.vouch(makers.application("in-review"), makers.member())
    run_clocks()
    assert told("vouch_reminder") == 0
    travel(days=9)
    run_clocks()
    run_clocks()
    assert told("vouch_reminder") == 1


def test_a_pause_ends_by_itself(travel):
    member = makers.expert(profile={"paused_until": clock.today()})
    run_clocks()
    member.expert_profile.refresh_from_db()
    assert member.expert_profile.paused_until
    travel(days=1)
    run_clocks()
    member.expert_profile.refresh_from_db()
    assert member.expert_profile.paused_until is None

"""What runs in the background? The clocks of applications and vouches; each run does what is due and not done."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction

from accounts import queries
from accounts.actions.experts import end_pauses
from accounts.actions.vetting import ANSWER_WITHIN, expire_application
from accounts.models import MembershipApplication, Vouch
from portal import clock
from portal.delivery import outbox
from portal.workdays import add_working_days

REMIND_APPLICANT_AFTER = timedelta(days=7)
REMIND_VOUCHER_AFTER = 4  # working days

_A = MembershipApplication.State


@shared_task
def run_clocks() -> None:
    """Safe at any time and any number of times: each thing that happens has a name of its own."""
    expire_unanswered()
    remind_applicants()
    tell_of_overdue()
    remind_vouchers()
    end_pauses()


def expire_unanswered() -> None:
    due = MembershipApplication.objects.filter(state=_A.INFORMATION_REQUESTED, due_at__lte=clock.now())
    for application in due:
        expire_application(application)


def remind_applicants() -> None:
    """Remind once, seven days after the question."""
    asked_before = clock.now() - REMIND_APPLICANT_AFTER
    waiting = MembershipApplication.objects.filter(
        state=_A.INFORMATION_REQUESTED, due_at__gt=clock.now(), due_at__lte=asked_before + ANSWER_WITHIN
    ).select_related("user")
    for application in waiting:
        assert application.due_at is not None
        with transaction.atomic():
            outbox.notify(
                "accounts.information_reminder",
                f"application:{application.pk}:reminder:{application.due_at:%Y%m%d%H%M%S}",
                [application.user],
                {"application": application.pk},
                answer_by=application.due_at,
            )


def tell_of_overdue() -> None:
    """Tell the deputy, then any coordinator, and the administrators, once for each clock that ran out."""
    late = MembershipApplication.objects.filter(
        state__in=[_A.SUBMITTED, _A.IN_REVIEW], due_at__lte=clock.now()
    ).select_related("coordinator__deputy__user")
    for application in late:
        assert application.due_at is not None
        people = [*queries.coordinator_users_for(application.country), *queries.administrators()]
        if application.coordinator and application.coordinator.deputy:
            people.append(application.coordinator.deputy.user)
        with transaction.atomic():
            outbox.notify(
                "accounts.application_overdue",
                f"application:{application.pk}:overdue:{application.due_at:%Y%m%d%H%M%S}",
                people,
                {"application": application.pk},
            )


def remind_vouchers() -> None:
    """Remind once, four working days after a member was asked."""
    now = clock.now()
    open_vouches = Vouch.objects.filter(
        answered_at__isnull=True, application__state__in=[_A.IN_REVIEW, _A.INFORMATION_REQUESTED]
    ).select_related("member__user")
    for vouch in open_vouches:
        if add_working_days(vouch.asked_at, REMIND_VOUCHER_AFTER) > now:
            continue
        with transaction.atomic():
            outbox.notify(
                "accounts.vouch_reminder", f"vouch:{vouch.pk}:reminder", [vouch.member.user], {"vouch": vouch.pk}
            )

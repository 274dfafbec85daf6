"""What waits at the desk, for whom, and what comes next?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts import queries
from accounts.models import ApplicationDecision, MembershipApplication, Vouch
from portal import clock
from portal.workdays import working_days_between

_A = MembershipApplication.State
OPEN = (_A.SUBMITTED, _A.IN_REVIEW, _A.INFORMATION_REQUESTED)


@dataclass(frozen=True)
class WaitingRow:
    """One application on the desk: what it is, how many working days are left, and what to do."""

    application: MembershipApplication
    heading: str
    act: str
    is_mine: bool  # this reader is the one to act
    is_late: bool
    days: int  # working days left, or days past its time
    due_at: datetime | None


def open_for_user(user: Any) -> QuerySet[Any]:
    """Return applications at the desk, soonest due first, never one's own; annotated with whose turn it is.

    `has_yes`: a coordinator said yes; `is_pending`: a member was asked and has not answered; `is_mine`: this
    reader is to act. A pending vouch is waited for until the clock has run out.
    """
    yeses = ApplicationDecision.objects.filter(application=OuterRef("pk"), accepts=True)
    pending = Vouch.objects.filter(application=OuterRef("pk"), answered_at__isnull=True)
    waits_for_voucher = Q(is_pending=True, has_yes=False, due_at__gt=clock.now())
    return (
        queries.applications_for_user(user)
        .filter(state__in=OPEN)
        .exclude(user_id=user.pk)
        .annotate(has_yes=Exists(yeses), is_pending=Exists(pending), said_yes=Exists(yeses.filter(by_id=user.pk)))
        .annotate(is_mine=Q(state=_A.SUBMITTED) | (Q(state=_A.IN_REVIEW, said_yes=False) & ~waits_for_voucher))
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )


def rows(user: Any) -> list[WaitingRow]:
    """Return all open applications in reach as rows of the desk; one query."""
    return [_row(application) for application in open_for_user(user)]


def waiting_for_user(user: Any) -> QuerySet[Any]:
    return open_for_user(user).filter(is_mine=True)


def waiting_rows(user: Any) -> list[WaitingRow]:
    """Return what this very coordinator has to do now."""
    return [_row(application) for application in waiting_for_user(user)]


def next_waiting(user: Any) -> Subquery:
    """Return, for a list of applications, the id of the one to open after each has been dealt with."""
    return Subquery(waiting_for_user(user).exclude(pk=OuterRef("pk")).values("pk")[:1])


def is_late(application: MembershipApplication) -> bool:
    return application.due_at is not None and application.due_at < clock.now()


def _row(application: Any) -> WaitingRow:
    """Put an application, annotated by `open_for_user`, into words."""
    now, late, days = clock.now(), is_late(application), 0
    if application.due_at:
        days = (now - application.due_at).days if late else working_days_between(now, application.due_at)
    heading, act = _words(application)
    return WaitingRow(application, heading, act, application.is_mine, late, days, application.due_at)


def _words(application: Any) -> tuple[str, str]:
    if application.state == _A.SUBMITTED:
        return _("An application, complete"), _("Take up")
    if application.state == _A.INFORMATION_REQUESTED:
        return _("An applicant has been asked something"), _("Read")
    if application.has_yes:
        return _("An application that waits for a second yes"), _("Decide")
    if application.is_pending:
        return _("An application that waits for a member's word"), _("Read")
    return _("An application that waits for your decision"), _("Decide")

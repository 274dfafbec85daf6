"""What waits at the desk, for whom, and what comes next?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts import queries
from accounts.models import MembershipApplication
from portal import clock
from portal.workdays import working_days_between

_A = MembershipApplication.State


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


def waiting_for_user(user: Any) -> QuerySet[MembershipApplication]:
    """Applications on which a coordinator has to act, soonest due first; not one's own."""
    return (
        queries.applications_for_user(user)
        .filter(state__in=[_A.SUBMITTED, _A.IN_REVIEW])
        .exclude(user_id=user.pk)
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )


def rows(user: Any, applications: QuerySet[MembershipApplication]) -> list[WaitingRow]:
    """Return the applications as rows of the desk; two queries in all."""
    return [_row(user, application) for application in applications.prefetch_related("decisions", "vouches")]


def waiting_rows(user: Any) -> list[WaitingRow]:
    """Return what this very coordinator has to do now."""
    return [row for row in rows(user, waiting_for_user(user)) if row.is_mine]


def next_waiting(user: Any, after: MembershipApplication) -> MembershipApplication | None:
    """Return what to open after this one has been dealt with."""
    return next((row.application for row in waiting_rows(user) if row.application.pk != after.pk), None)


def is_late(application: MembershipApplication) -> bool:
    return application.due_at is not None and application.due_at < clock.now()


def _row(user: Any, application: MembershipApplication) -> WaitingRow:
    yeses = [decision.by_id for decision in application.decisions.all() if decision.accepts]
    pending = [vouch for vouch in application.vouches.all() if vouch.answered_at is None]
    now = clock.now()
    late = is_late(application)
    days = 0
    if application.due_at:
        days = (now - application.due_at).days if late else working_days_between(now, application.due_at)
    is_mine = application.state == _A.SUBMITTED or (
        application.state == _A.IN_REVIEW and user.pk not in yeses and not (pending and not yeses and not late)
    )
    heading, act = _words(application, yeses, bool(pending))
    return WaitingRow(application, heading, act, is_mine, late, days, application.due_at)


def _words(application: MembershipApplication, yeses: list[int | None], has_pending: bool) -> tuple[str, str]:
    if application.state == _A.SUBMITTED:
        return _("An application, complete"), _("Take up")
    if application.state == _A.INFORMATION_REQUESTED:
        return _("An applicant has been asked something"), _("Read")
    if yeses:
        return _("An application that waits for a second yes"), _("Decide")
    if has_pending:
        return _("An application that waits for a member's word"), _("Read")
    if application.state == _A.IN_REVIEW:
        return _("An application that waits for your decision"), _("Decide")
    return _("An application"), _("Read")

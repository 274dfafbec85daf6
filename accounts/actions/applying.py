"""What can an applicant do? Fill in, send, answer, withdraw."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import applying, permissions, queries
from accounts.lifecycle import APPLICATION_MOVES, OPEN_STATES
from accounts.models import ApplicationMessage, MembershipApplication, User
from portal import clock
from portal.audit import actions as audit
from portal.delivery import outbox
from portal.moves import MoveRefused, find_move
from portal.workdays import add_working_days

READ_WITHIN = 5  # working days


def read_by() -> datetime:
    """Return until when a coordinator has to have read what came in now."""
    return add_working_days(clock.now(), READ_WITHIN)


def locked(application: MembershipApplication) -> MembershipApplication:
    """Return the application with its row locked, so that two people cannot both be first."""
    return MembershipApplication.objects.select_for_update().get(pk=application.pk)


@transaction.atomic
def save_part(user: User, number: int, fields: Mapping[str, Any]) -> MembershipApplication:
    """Save one part of the user's draft, making the draft with the first; unknown fields are left out."""
    if permissions.is_vetted(user):
        raise MoveRefused(_("You are a member already."))
    application = MembershipApplication.objects.select_for_update().filter(
        user=user, state__in=OPEN_STATES
    ).first() or MembershipApplication(user=user)
    if application.pk is None and queries.membership_of(user) is not None:
        raise MoveRefused(_("You were a member before. Please write to the coordinators instead."))
    find_move(APPLICATION_MOVES, application.state, "save", {"applicant"})
    for field in applying.part(number).fields:
        if field in fields:
            setattr(application, field, fields[field])
    is_new = application.pk is None
    application.save()
    if is_new:
        audit.record(user, "application.start", application, to_state=application.state)
    return application


@transaction.atomic
def submit_application(user: User, application: MembershipApplication) -> MembershipApplication:
    """Send it to the coordinators; refuses, naming the parts, while something is missing."""
    application = locked(application)
    row = find_move(APPLICATION_MOVES, application.state, "submit", permissions.application_roles(user, application))
    if missing := applying.missing_parts(application):
        titles = ", ".join(str(sheet.title) for sheet in missing)
        raise MoveRefused(_("Something is still missing in: %(parts)s.") % {"parts": titles})
    before, application.state = application.state, row.to
    application.submitted_at, application.due_at = clock.now(), read_by()
    application.save()
    audit.record(user, "application.submit", application, from_state=before, to_state=application.state)
    outbox.notify(
        "accounts.application_submitted",
        f"application:{application.pk}:submitted",
        queries.coordinator_users_for(application.country),
        {"application": application.pk},
        answer_by=application.due_at,
    )
    return application


@transaction.atomic
def answer_question(user: User, application: MembershipApplication, body: str) -> ApplicationMessage:
    """Answer what a coordinator asked back; it is the coordinator's turn again."""
    application = locked(application)
    row = find_move(APPLICATION_MOVES, application.state, "answer", permissions.application_roles(user, application))
    message = ApplicationMessage.objects.create(application=application, author=user, body=body, at=clock.now())
    before, application.state = application.state, row.to
    application.due_at = read_by()
    application.save(update_fields=["state", "due_at"])
    audit.record(user, "application.answer", application, from_state=before, to_state=application.state)
    outbox.notify(
        "accounts.application_answered",
        f"application:{application.pk}:answered:{message.pk}",
        queries.readers_of(application),
        {"application": application.pk},
        answer_by=application.due_at,
    )
    return message


@transaction.atomic
def withdraw_application(user: User, application: MembershipApplication) -> MembershipApplication:
    """Take it back; whoever was reading it is told, a draft is nobody's business."""
    application = locked(application)
    row = find_move(APPLICATION_MOVES, application.state, "withdraw", permissions.application_roles(user, application))
    before, application.state = application.state, row.to
    application.due_at, application.decided_at = None, clock.now()
    application.save(update_fields=["state", "due_at", "decided_at"])
    audit.record(user, "application.withdraw", application, from_state=before, to_state=application.state)
    if before != MembershipApplication.State.STARTED:
        outbox.notify(
            "accounts.application_withdrawn",
            f"application:{application.pk}:withdrawn",
            queries.readers_of(application),
            {"application": application.pk},
        )
    return application

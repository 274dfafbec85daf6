"""How does an applicant become a member? After two yeses, or by the audited server command."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import bylines, permissions, welcoming
from accounts.actions.applying import locked
from accounts.lifecycle import APPLICATION_MOVES
from accounts.models import (
    ApplicationDecision,
    Coordinator,
    Member,
    MembershipApplication,
    Organisation,
    User,
)
from portal import clock
from portal.audit import actions as audit
from portal.delivery import outbox
from portal.moves import MoveRefused, find_move

# With this many coordinators two people can always be found, and the command refuses.
ENOUGH_COORDINATORS = 3


def admit(by: User, application: MembershipApplication, *, role: str) -> Member:
    """Make the member. Called with the row locked, in the transaction of the second yes."""
    row = find_move(APPLICATION_MOVES, application.state, "accept", {role})
    before, application.state = application.state, row.to
    application.due_at, application.decided_at = None, clock.now()
    application.save(update_fields=["state", "due_at", "decided_at"])
    if application.wants_protection:
        User.objects.filter(pk=application.user_id).update(protected=True)
    member = Member.objects.create(
        user=application.user,
        name=application.name,
        category=application.category,
        country=application.country,
        organisation=_organisation(application),
        languages=application.languages,
        visibility={"name": "coordinators", "organisation": "coordinators", "country": "members"},
        joined_on=clock.today(),
        confirmed_on=clock.today(),
    )
    bylines.forget_counts()
    audit.record(by, "application.accept", application, from_state=before, to_state=application.state, role=role)
    outbox.notify(
        "accounts.application_accepted",
        f"application:{application.pk}:accepted",
        [application.user],
        {"application": application.pk},
    )
    welcoming.welcome(application)
    return member


def _organisation(application: MembershipApplication) -> Organisation | None:
    """Return the known organisation of that name, however it is written, or a new one."""
    name = " ".join(application.organisation_name.split())
    if not name:
        return None
    known = Organisation.objects.filter(name__iexact=name).first()
    return known or Organisation.objects.create(
        name=name,
        kind=application.organisation_kind or "dcr",
        country=application.country,
        city=application.city,
        protected=application.wants_protection,
    )


@transaction.atomic
def accept_by_command(application: MembershipApplication, by: User, reason: str) -> Member:
    """Let the server's command stand in for the second person while there are fewer than three coordinators."""
    if Coordinator.objects.filter(is_active=True, user__is_active=True).count() >= ENOUGH_COORDINATORS:
        raise MoveRefused(_("There are three coordinators or more: two of them can say yes at the desk."))
    if not permissions.is_coordinator(by) or by.pk == application.user_id:
        raise MoveRefused(_("The person named has to be a coordinator or an administrator, and not the applicant."))
    if not reason.strip():
        raise MoveRefused(_("Please give a reason; it is kept."))
    application = locked(application)
    if application.state == MembershipApplication.State.SUBMITTED:
        application.state = find_move(APPLICATION_MOVES, application.state, "take", {"command"}).to
        audit.record(by, "application.take", application, to_state=application.state, command=True)
    ApplicationDecision.objects.update_or_create(
        application=application, by=by, defaults={"accepts": True, "reason": reason, "at": clock.now()}
    )
    audit.record(by, "application.accept_by_command", application, to_state=application.state, command=True)
    return admit(by, application, role="command")

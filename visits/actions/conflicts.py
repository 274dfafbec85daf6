"""May the two meet all the same? Somebody said yes whose own profile keeps them apart from those who ask."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.workdays import add_working_days
from visits import notices
from visits.actions.coordinating import desk
from visits.actions.moving import invitation_roles, lock_both
from visits.actions.settling import settle
from visits.models import Invitation, VisitRequest
from visits.pace import answer_days


def tell_of_conflict(request: VisitRequest, row: Invitation) -> None:
    """Tell the desk, and nobody else; the turn stands by `settle`."""
    if row.has_conflict:
        due = add_working_days(clock.now(), answer_days(request))
        notices.tell("visits.conflict_found", f"{row.pk}", desk(request), request, answer_by=due)


@transaction.atomic
def let_conflict_stand(user: Any, invitation: Invitation) -> Invitation:
    """A coordinator has looked: it says nothing against this visit. The other answer is to release them."""
    request, row = lock_both(invitation)
    if not row.has_conflict or not invitation_roles(user, row) & {"coordinator", "administrator"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    row.has_conflict = False
    row.save(update_fields=["has_conflict"])
    request.escalation = 0  # somebody has acted: the next silence begins with whoever is in charge again
    request.save(update_fields=["escalation"])
    audit.record(user, "visits.conflict_let_stand", row)
    settle(request)
    return row

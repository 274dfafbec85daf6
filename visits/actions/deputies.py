"""Who stands in for the requester? Named, told, free to say no; from then on their answer is the requester's."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Member
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits import notices
from visits.actions.requests import SPLITTABLE, lock
from visits.actions.settling import settle
from visits.actions.shortlist import request_shortlist
from visits.deputies import colleagues, directory
from visits.models import VisitRequest

R = VisitRequest.State


@transaction.atomic
def name_deputy(user: Any, request: VisitRequest, member: Member | None) -> VisitRequest:
    """The requester names a member, another one, or nobody any more. Only the requester does: a deputy has no deputy."""
    request = lock(request)
    if request.requester_id != user.pk or request.ended_at is not None:
        raise MoveRefused(_("Somebody else has to do this step."))
    if member is not None:
        _check_may_stand_in(user, request, member)
    before, request.deputy = request.deputy, member.user if member else None
    if before == request.deputy:
        return request
    request.save(update_fields=["deputy"])
    event = audit.record(user, "visits.deputy_name", request, deputy=request.deputy_id)
    settle(request)
    if member is not None:
        notices.tell("visits.deputy_named", f"{event.pk}", [member.user], request)
        if request.state == R.SUBMITTED:
            request_shortlist(request)
    return request


def _check_may_stand_in(user: Any, request: VisitRequest, member: Member) -> None:
    """Colleagues at any time; others before anybody is asked, so that a refusal tells nobody who was asked."""
    may = colleagues(user).filter(pk=member.pk).exists()
    if not may and request.state in SPLITTABLE:
        may = directory(user).filter(pk=member.pk).exists()
    if not may or request.invitations.filter(expert=member).exists():
        raise MoveRefused(_("This person cannot stand in for you here. Please choose somebody else."))


@transaction.atomic
def leave_as_deputy(user: Any, request: VisitRequest) -> VisitRequest:
    """A deputy says no, at any time and without a reason; the requester is told."""
    request = lock(request)
    if request.deputy_id is None or request.deputy_id != user.pk:
        raise MoveRefused(_("Somebody else has to do this step."))
    request.deputy = None
    request.save(update_fields=["deputy"])
    event = audit.record(user, "visits.deputy_leave", request)
    settle(request)
    notices.tell("visits.deputy_left", f"{event.pk}", [request.requester], request)
    return request

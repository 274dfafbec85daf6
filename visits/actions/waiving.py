"""How does a request go on although a rule holds it back? Its requester says why, a coordinator decides, with a reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits import gate, notices
from visits.actions.coordinating import desk
from visits.actions.requests import lock
from visits.actions.settling import settle
from visits.models import VisitRequest, Waiver
from visits.permissions import may_coordinate

R = VisitRequest.State


@transaction.atomic
def ask_waiver(user: Any, request: VisitRequest, word: str) -> Waiver:
    """Ask the coordinator to let a draft through; asked once at a time."""
    request = lock(request)
    if request.requester_id != user.pk or request.state != R.DRAFT:
        raise MoveRefused(_("Somebody else has to do this step."))
    rules = [hold.rule for hold in gate.holds(request) if hold.can_be_waived]
    if not rules:
        raise MoveRefused(_("Nothing holds this request back that a coordinator could let through."))
    if request.waivers.filter(decided_at__isnull=True).exists():
        raise MoveRefused(_("You have asked already; a coordinator decides."))
    waiver = Waiver.objects.create(request=request, rules=rules, word=word.strip()[:400])
    audit.record(user, "visits.waiver_ask", request, rules=rules)
    request.escalation = 0
    request.save(update_fields=["escalation"])
    turns = [turn for turn in settle(request) if turn.act == "let-through"]
    due = turns[0].due_at if turns else None
    notices.tell("visits.waiver_asked", f"{waiver.pk}", desk(request), request, answer_by=due)
    return waiver


@transaction.atomic
def decide_waiver(user: Any, waiver: Waiver, *, grants: bool, reason: str) -> Waiver:
    """Let the draft through, or not; either way its requester reads the reason."""
    request = lock(waiver.request)
    row = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if not may_coordinate(user, request):
        raise MoveRefused(_("Somebody else has to do this step."))
    if row.decided_at is not None or request.state != R.DRAFT:
        raise MoveRefused(_("This was decided already."))
    row.is_granted, row.reason = grants, reason.strip()[:400]
    row.decided_by, row.decided_at = user, clock.now()
    row.save()
    audit.record(user, f"visits.waiver_{'grant' if grants else 'refuse'}", request, rules=row.rules, waiver=row.pk)
    settle(request)
    notices.tell("visits.waiver_decided", f"{row.pk}", [request.requester], request)
    return row

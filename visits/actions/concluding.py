"""Did it take place? Both sides say so; where they do not agree, a coordinator decides."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.workdays import add_working_days
from visits import notices
from visits.actions.afterwards import open_afterwards
from visits.actions.coordinating import desk
from visits.actions.requests import end, everybody, lock, make_move
from visits.actions.settling import settle
from visits.models import DateProposal, Visit, VisitRequest
from visits.pace import ANSWER_DAYS
from visits.permissions import roles

R = VisitRequest.State
P = DateProposal.State


@transaction.atomic
def say_held(user: Any, request: VisitRequest, held: bool, reason: str = "") -> VisitRequest:
    """Say the day after whether it took place. Both yes: held. Both no: not held. Otherwise a coordinator decides."""
    request = lock(request)
    sides = roles(user, request)
    visit = Visit.objects.select_for_update().filter(request=request).first()
    if request.state != R.CONFIRMED or visit is None:
        raise MoveRefused(_("This can be said once a confirmed visit is over."))
    last = visit.sessions.order_by("-end").values_list("end", flat=True).first()
    if last is None or clock.now() <= last:
        raise MoveRefused(_("The visit is not over yet."))
    decides = bool(sides & {"coordinator", "administrator"})
    if decides or "requester" in sides:
        visit.requester_says_held = held
    if decides or "expert" in sides:
        visit.experts_say_held = held
    if not decides and not sides & {"requester", "expert"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    if not held:
        visit.not_held_reason = visit.not_held_reason or reason
    visit.save(update_fields=["requester_says_held", "experts_say_held", "not_held_reason"])
    audit.record(user, "visits.held_said", request, held=held)
    _conclude(user, request, visit, sides & {"requester", "expert", "coordinator", "administrator"})
    settle(request)
    return request


def _conclude(user: Any, request: VisitRequest, visit: Visit, acting: set[str]) -> None:
    both = (visit.requester_says_held, visit.experts_say_held)
    if both == (True, True):
        make_move(user, request, "hold", acting=acting)
        open_afterwards(request, visit)
    elif both == (False, False):
        make_move(user, request, "miss", acting=acting)
        end(request, reason=visit.not_held_reason or "other")
        notices.tell("visits.not_held", "end", everybody(request), request)
    elif None not in both:
        due = add_working_days(clock.now(), ANSWER_DAYS)
        notices.tell("visits.stuck", f"held:{visit.sequence}", desk(request), request, answer_by=due)

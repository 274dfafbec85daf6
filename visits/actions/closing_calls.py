"""When does an open call end? With its request's asking; and whoever offered and is not needed is thanked kindly."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from portal import clock
from portal.audit import actions as audit
from portal.moves import find_move
from portal.search import index
from visits import notices
from visits.actions.moving import move_invitation
from visits.calls import MAY_RUN
from visits.lifecycle import CALL_MOVES
from visits.models import Invitation, OpenCall, VisitRequest, Volunteer

R = VisitRequest.State
# Somebody may still be asked: what was offered stands.
STILL_LOOKING = (*MAY_RUN, R.RETURNED)


def move_call(user: Any, call: OpenCall, name: str, acting: Iterable[str], **facts: Any) -> None:
    """Move a locked call by its table, write the trail, and tell search; the caller's fields are kept with it."""
    row = find_move(CALL_MOVES, call.state, name, set(acting))
    audit.record(user, f"visits.call_{name}", call, from_state=call.state, to_state=row.to, **facts)
    call.state = row.to
    if row.to == OpenCall.State.RUNNING:
        call.opened_at = clock.now()
    elif row.to != OpenCall.State.ASKED:
        call.closed_at = clock.now()
    call.save()
    index.put(call)


def close(user: Any, call: OpenCall, why: OpenCall.Why, acting: Iterable[str]) -> None:
    """Close it, and thank those whom no coordinator can ask; all others wait for the desk's word."""
    call.why = why
    move_call(user, call, "close", acting, why=why)
    thank(call.request, call.volunteers.exclude(ruled_out=""))


def follow(request: VisitRequest) -> None:
    """Called after each move of a request: a call runs only while people can be asked, and never of a sensitive one."""
    if request.state not in MAY_RUN or request.is_sensitive:
        why = OpenCall.Why.ENOUGH if request.state == R.PLANNING else OpenCall.Why.MOVED_ON
        for call in request.calls.select_for_update().filter(state__in=OpenCall.STANDING):
            call.request = request
            close(None, call, why, {"clock"})
    if request.state not in STILL_LOOKING:
        thank(request, request.volunteers.all())


def thank(request: VisitRequest, rows: QuerySet[Volunteer], *, by: Any = None) -> int:
    """Thank those of these who were never asked, each once. Whoever is on the list stays there in reserve."""
    waiting = rows.filter(thanked_at=None, taken_back_at=None, invitation__invited_at=None)
    found = list(waiting.select_related("member__user", "invitation", "call"))
    for row in found:
        _thank(by, request, row)
    return len(found)


def _thank(user: Any, request: VisitRequest, row: Volunteer) -> None:
    row.thanked_at = clock.now()
    row.save(update_fields=["thanked_at"])
    audit.record(user, "visits.call_thank", row.call, volunteer=row.pk)
    if row.invitation and row.invitation.only_offers:
        let_go(user, row.invitation, "withdraw", {"clock"})
    notices.tell("visits.volunteer_thanked", f"{row.pk}", [row.member.user], request, call=row.call)


def let_go(user: Any, invitation: Invitation, name: str, acting: Iterable[str]) -> None:
    """Move an offer that was never asked out of the list, by its table."""
    move_invitation(user, invitation, name, acting=set(acting))
    invitation.save(update_fields=["state"])

"""How does one invitation move? By its table, with a row on the trail; and how a question is taken back."""

from typing import Any

from portal.audit import actions as audit
from portal.moves import find_move
from visits import notices
from visits.lifecycle import INVITATION_MOVES
from visits.models import Invitation, VisitRequest
from visits.permissions import roles


def lock_both(invitation: Invitation) -> tuple[VisitRequest, Invitation]:
    """Lock the request first, then the invitation: one order everywhere, so that two answers never block each other."""
    request = VisitRequest.objects.select_for_update().get(pk=invitation.request_id)
    fresh = Invitation.objects.select_for_update().select_related("expert__user").get(pk=invitation.pk)
    fresh.request = request
    return request, fresh


def invitation_roles(user: Any, invitation: Invitation) -> set[str]:
    """Return the user's roles towards this very invitation: invited and expert only for the person asked."""
    held = roles(user, invitation.request) - {"invited", "expert"}
    if invitation.expert.user_id == user.pk:
        held |= {"expert"} if invitation.state == Invitation.State.ACCEPTED else {"invited"}
    return held


def move_invitation(
    user: Any, invitation: Invitation, name: str, *, acting: set[str] | None = None, **facts: Any
) -> None:
    """Move a locked invitation by its table and write the trail."""
    held = invitation_roles(user, invitation) if acting is None else acting
    row = find_move(INVITATION_MOVES, invitation.state, name, held)
    audit.record(user, f"visits.invitation_{name}", invitation, from_state=invitation.state, to_state=row.to, **facts)
    invitation.state = row.to


def take_back(user: Any, request: VisitRequest, row: Invitation, event: str, *, acting: set[str] | None = None) -> None:
    """Withdraw a locked invitation; whoever was asked already is told, whoever was not never hears of it."""
    was_asked = row.invited_at is not None
    move_invitation(user, row, "withdraw", acting=acting)
    row.save(update_fields=["state"])
    if was_asked:
        notices.tell("visits.invitation_withdrawn", event, [row.expert.user], request, invitation=row)

"""Is a fee named for every peer worker who takes part? Nobody confirms a visit before it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.bylines import byline
from visits.completeness import needs_peer_fee
from visits.models import Cost, Invitation, VisitRequest

PEER = "peer-worker"


@dataclass(frozen=True)
class Peer:
    """A peer worker who takes part: an expert by their invitation, or (None) somebody of the requester's group."""

    invitation: Invitation | None
    who: str


def peers(request: VisitRequest) -> list[Peer]:
    """Return the peer workers of both sides, as everybody on them may know: by role, never by what somebody keeps private."""
    found = [Peer(row, byline(row.expert)) for row in expert_peers(request)]
    if request.peer_in_group or any(row.role == PEER for row in request.participants.all()):
        found.append(Peer(None, _("The peer worker of the group")))
    return found


def expert_peers(request: VisitRequest) -> list[Invitation]:
    rows = request.invitations.all()
    if "invitations" not in getattr(request, "_prefetched_objects_cache", {}):
        rows = rows.select_related("expert__user")
    return [row for row in rows if row.state == Invitation.State.ACCEPTED and row.expert.category == PEER]


def without_fee(
    request: VisitRequest, found: Sequence[Peer] | None = None, rows: Iterable[Cost] | None = None
) -> list[Peer]:
    """Return the peers for whom neither a fee nor their own "none, thank you" is written down; a page that has loaded
    peers and costs passes them."""
    found = peers(request) if found is None else found
    if not found:
        return []
    rows = request.cost_rows.all() if rows is None else rows
    named = {row.invitation_id for row in rows if row.kind == "peer-fee" and is_named(row)}
    if needs_peer_fee(request) and request.peer_fee.strip():
        # The request itself names the fee, for the peers it speaks of.
        if request.peer_in_group:
            named.add(None)
        if request.wants_peer_expert:
            named |= {peer.invitation.pk for peer in found if peer.invitation}
    return [peer for peer in found if (peer.invitation.pk if peer.invitation else None) not in named]


def unpaid(request: VisitRequest) -> list[Peer]:
    """Return the peers whose fee nobody has ticked as settled, and who have not said that they want none."""
    found = peers(request)
    if not found:
        return []
    settled = {
        row.invitation_id
        for row in request.cost_rows.all()
        if row.kind == "peer-fee" and (row.is_settled or waived(row))
    }
    return [peer for peer in found if (peer.invitation.pk if peer.invitation else None) not in settled]


@dataclass(frozen=True)
class Sheet:
    """The costs as the desk reads them."""

    rows: Sequence[Cost]
    lacking: Sequence[Peer]
    unpaid: Sequence[Peer]


def sheet(request: VisitRequest) -> Sheet | None:
    """Return what the desk reads of the costs, from rows the page has loaded; None where there is nothing to cost yet."""
    state = VisitRequest.State
    if request.state not in (state.PLANNING, state.CONFIRMED, state.HELD, state.CLOSED):
        return None
    rows = list(request.cost_rows.all())
    lacking = without_fee(request, None, rows) if request.state in (state.PLANNING, state.CONFIRMED) else []
    return Sheet(rows, lacking, unpaid(request) if request.state in (state.HELD, state.CLOSED) else [])


def waived(row: Cost) -> bool:
    return bool(row.waived_by_id if row.invitation_id else row.waived_word)


def is_named(row: Cost) -> bool:
    return waived(row) or bool(row.amount and row.payer != "unclear")

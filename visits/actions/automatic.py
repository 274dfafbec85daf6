"""Which requests invite by themselves? With AUTO_INVITE_REMOTE: a complete, quiet call for advice for which enough people fit.

Everything else is as if a coordinator had approved the list: conflicts, loads, notices, clocks. The coordinator is told, and
changes the list, takes questions back or ends it as ever.
"""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Member
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits import gate, load, notices
from visits.actions.coordinating import desk
from visits.actions.invitations import approve_by
from visits.actions.moving import lock_both, take_back
from visits.actions.requests import lock
from visits.actions.settling import settle
from visits.actions.shortlist import compute_shortlist
from visits.apart import kept_apart
from visits.completeness import missing
from visits.lifecycle import DESK
from visits.models import Invitation, Match, VisitRequest
from visits.permissions import roles

R = VisitRequest.State
SWITCH = "AUTO_INVITE_REMOTE"
KIND = "remote-advice"
# The least score of somebody who is asked without a coordinator's eye, and how many are on the list at most.
FLOOR = 50
MOST = 5
# So many more than are needed must fit: else the first no would lead to an empty list.
RESERVES = 2


def make_list(request_id: int) -> int:
    """Compute a shortlist, and ask by itself where that is wanted; returns how many fit."""
    fitting = compute_shortlist(request_id)
    invite_by_itself(request_id)
    return fitting


@transaction.atomic
def invite_by_itself(request_id: int) -> list[Invitation]:
    """Called when a shortlist is ready. Approves the top of it where nothing speaks against it; else does nothing."""
    if not settings.AUTO_INVITE_REMOTE:
        return []
    request = VisitRequest.objects.select_for_update().get(pk=request_id)
    if why_not(request):
        return []
    experts = best(request)
    if len(experts) < request.experts_needed + RESERVES:
        return []
    event = audit.record(None, "visits.list_by_itself", request, switch=SWITCH, experts=[row.pk for row in experts])
    approve_by(None, request, experts, acting={"switch"})
    notices.tell("visits.asking_by_itself", f"{event.pk}", [request.requester], request)
    notices.tell("visits.invited_by_itself", f"{event.pk}", desk(request), request)
    return list(request.invitations.filter(state=Invitation.State.INVITED))


def why_not(request: VisitRequest) -> str:
    """Return the first thing for which a coordinator is needed, as a code; "" where nothing is."""
    checks = (
        ("kind", request.kind != KIND),
        ("state", request.state != R.SUBMITTED or request.shortlist != VisitRequest.Shortlist.READY),
        ("sensitive", request.is_sensitive),
        # A room under threat is read by a person the same day, and a peer worker is asked by one.
        ("urgent", gate.is_express(request)),
        ("peer", request.wants_peer_expert),
        # A coordinator has begun to look after it.
        ("in-hand", bool(request.word or request.to_mend or request.escalation) or _is_touched(request)),
        ("incomplete", bool(missing(request))),
        # Also what a coordinator let through: the gate itself has to hold nothing back.
        ("gate", bool(gate.held_back_by(gate.draft_of(request)))),
    )
    return next((code for code, says_no in checks if says_no), "")


def _is_touched(request: VisitRequest) -> bool:
    return bool(
        request.private_note
        or request.edits.exists()
        or request.calls.exists()
        or request.invitations.exists()
        or request.matches.exclude(skipped="").exists()
    )


def best(request: VisitRequest) -> list[Member]:
    """Return the first of the shortlist who reach the floor and can be asked today, in its order."""
    fitting = Match.objects.filter(request=request, ruled_out="", skipped="", score__gte=FLOOR)
    rows = [row.expert for row in fitting.select_related("expert__user", "expert__expert_profile").order_by("place")]
    load.lock_experts(row.pk for row in rows)
    cannot = {*kept_apart(request, [row.pk for row in rows]), *load.passed_over(rows)}
    return [row for row in rows if row.pk not in cannot][:MOST]


@transaction.atomic
def stop_asking(user: object, request: VisitRequest) -> VisitRequest:
    """Take all open questions back and empty the list; whoever offered to help stays an offer, and yeses stand."""
    request = lock(request)
    held = roles(user, request)
    if not held & set(DESK) or request.state != R.INVITING:
        raise MoveRefused(_("People are asked while the request is looking for them."))
    audit.record(user, "visits.asking_stopped", request)
    listed = request.invitations.filter(state=Invitation.State.SUGGESTED, is_listed=True)
    listed.filter(volunteered_at__isnull=False).update(is_listed=False)
    for invitation in [*listed.all(), *request.invitations.filter(state__in=Invitation.OPEN)]:
        row = lock_both(invitation)[1]
        take_back(user, request, row, f"{row.pk}")
    settle(request)
    return request

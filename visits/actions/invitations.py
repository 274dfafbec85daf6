"""Who is asked? The approved list, one after the other, and the question taken back."""

from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Member
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.workdays import add_working_days
from visits import load, notices
from visits.actions.closing_calls import thank
from visits.actions.coordinating import desk
from visits.actions.moving import lock_both, move_invitation, take_back
from visits.actions.requests import lock, make_move
from visits.actions.settling import settle
from visits.apart import kept_apart
from visits.models import Invitation, VisitRequest
from visits.pace import answer_days
from visits.permissions import roles

R = VisitRequest.State
I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table


@transaction.atomic
def approve_list(
    user: Any,
    request: VisitRequest,
    experts: Sequence[Member],
    *,
    at_once: int | None = None,
    confirmed: Collection[int] = (),
) -> VisitRequest:
    """Approve the ordered list and ask the first ones; in `inviting` the list replaces what was not asked yet.

    `at_once`: how many are asked at the same time, 1 to 3; by default as many as are needed, so that no yes is in vain.
    `confirmed`: the ids of those whose names the coordinator confirmed one by one; a sensitive request needs all.
    """
    request = lock(request)
    _check_list(request, experts)
    if request.is_sensitive and not {expert.pk for expert in experts} <= set(confirmed):
        raise MoveRefused(_("This request is sensitive: please confirm each name with its own tick."))
    if request.state == R.SUBMITTED:
        approve_by(user, request, experts, at_once=at_once)
        notices.tell("visits.request_approved", "approved", [request.requester], request)
        return request
    if request.state == R.INVITING and roles(user, request) & {"coordinator", "administrator"}:
        audit.record(user, "visits.list_changed", request, experts=[expert.pk for expert in experts])
        _ask_list(request, experts, at_once)
    else:
        raise MoveRefused(_("The list can be approved while the request is being read or people are being asked."))
    return request


def approve_by(
    user: Any,
    request: VisitRequest,
    experts: Sequence[Member],
    *,
    at_once: int | None = None,
    acting: set[str] | None = None,
) -> None:
    """Move a locked request on with this list, and ask the first ones; `acting`: in which role, where it is no person."""
    make_move(user, request, "approve", acting=acting, experts=[expert.pk for expert in experts])
    _ask_list(request, experts, at_once)


def _ask_list(request: VisitRequest, experts: Sequence[Member], at_once: int | None) -> None:
    request.at_once = max(1, min(at_once or request.experts_needed, settings.LIMIT_OPEN_INVITATIONS))
    request.escalation = 0
    request.save(update_fields=["at_once", "escalation"])
    _write_list(request, experts)
    invite_next(request)
    settle(request)


def _check_list(request: VisitRequest, experts: Sequence[Member]) -> None:
    if not experts:
        raise MoveRefused(_("Please choose at least one person."))
    asked = request.invitations.filter(invited_at__isnull=False).count()
    if asked + len(experts) > settings.LIMIT_INVITATIONS_PER_REQUEST:
        raise MoveRefused(
            _("At most %(n)s people are asked for one request.") % {"n": settings.LIMIT_INVITATIONS_PER_REQUEST}
        )
    if any(request.asks(expert.user) for expert in experts):
        raise MoveRefused(_("The person who asks cannot be asked."))
    if apart := kept_apart(request, [expert.pk for expert in experts]):
        names = ", ".join(expert.name for expert in experts if expert.pk in apart)
        raise MoveRefused(
            _(
                "%(names)s: there is a conflict of interest, or one side keeps apart from the other. Please leave them out."
            )
            % {"names": names}
        )
    already = set(request.invitations.filter(invited_at__isnull=False).values_list("expert_id", flat=True))
    if already & {expert.pk for expert in experts}:
        raise MoveRefused(_("Somebody on this list has been asked already."))


def _write_list(request: VisitRequest, experts: Sequence[Member]) -> None:
    """Make the list say these people in this order. Whoever offered to help is never lost: off the list, the offer stands."""
    never_asked = request.invitations.filter(state__in=(I.SUGGESTED, I.WITHDRAWN), invited_at__isnull=True)
    offered = never_asked.filter(state=I.SUGGESTED, volunteered_at__isnull=False)
    offered.update(is_listed=False)
    standing = {row.expert_id: row for row in offered}
    listed = [expert.pk for expert in experts]
    never_asked.filter(volunteered_at__isnull=True).delete()
    # An offer that was taken back or thanked for: a coordinator may ask all the same.
    never_asked.filter(state=I.WITHDRAWN, expert__in=listed).delete()
    last = request.invitations.aggregate(last=Max("order"))["last"] or 0
    for place, expert in enumerate(experts, 1):
        row = standing.get(expert.pk) or Invitation(request=request, expert=expert)
        row.is_listed, row.order = True, last + place
        row.save()
        request.volunteers.filter(member=expert.pk).update(invitation=row)


def invite_next(request: VisitRequest) -> list[Invitation]:
    """Ask the next on the approved list, as many as there is room for; the request is locked by the caller."""
    rows = list(request.invitations.select_related("expert__user", "expert__expert_profile").order_by("order"))
    needed = request.experts_needed - sum(row.state == I.ACCEPTED for row in rows)
    if request.state != R.INVITING or needed <= 0:
        return []
    open_now = sum(row.state in Invitation.OPEN for row in rows)
    room = min(
        max(request.at_once, min(needed, settings.LIMIT_OPEN_INVITATIONS)) - open_now,
        settings.LIMIT_INVITATIONS_PER_REQUEST - sum(row.invited_at is not None for row in rows),
    )
    chosen = _free_to_ask(request, rows)[: max(room, 0)] if room > 0 else []
    for row in chosen:
        _send(None, request, row, acting={"clock"})
    if open_now + len(chosen) == 0:
        event = f"{len([row for row in rows if row.invited_at])}"
        due = add_working_days(clock.now(), answer_days(request))
        notices.tell("visits.list_exhausted", event, desk(request), request, answer_by=due)
    return chosen


def _free_to_ask(request: VisitRequest, rows: Sequence[Invitation]) -> list[Invitation]:
    """Whoever paused, left, keeps apart, or has enough questions before them since the list was approved is passed over."""
    waiting = [row for row in rows if row.waits_on_list]
    load.lock_experts(row.expert_id for row in waiting)
    experts = [row.expert for row in waiting]
    cannot = {*load.passed_over(experts), *kept_apart(request, [expert.pk for expert in experts])}
    return [row for row in waiting if row.expert_id not in cannot]


def _send(user: Any, request: VisitRequest, row: Invitation, *, acting: set[str] | None = None) -> None:
    row.request = request
    move_invitation(user, row, "invite", acting=acting)
    row.invited_at = clock.now()
    row.answer_by = add_working_days(row.invited_at, answer_days(request))
    row.save(update_fields=["state", "invited_at", "answer_by"])
    people = [row.expert.user]
    notices.tell("visits.invited", f"{row.pk}", people, request, invitation=row, answer_by=row.answer_by)


@transaction.atomic
def invite_now(user: Any, invitation: Invitation) -> Invitation:
    """A coordinator asks somebody on the list without waiting for their place in it."""
    request, row = lock_both(invitation)
    if request.state != R.INVITING:
        raise MoveRefused(_("People are asked while the request is looking for them."))
    open_now = request.invitations.filter(state__in=Invitation.OPEN).count()
    if open_now >= settings.LIMIT_OPEN_INVITATIONS:
        raise MoveRefused(_("Three people are thinking about it already; please wait for one answer."))
    load.lock_experts([row.expert_id])
    if code := load.passed_over([row.expert]).get(row.expert_id):
        raise MoveRefused(load.refusal(code))
    if kept_apart(request, [row.expert_id]):
        raise MoveRefused(
            _("There is a conflict of interest, or one side keeps apart from the other. Please ask somebody else.")
        )
    _send(user, request, row)
    settle(request)
    return row


@transaction.atomic
def withdraw_invitation(user: Any, invitation: Invitation) -> Invitation:
    """Take a question back; the next on the list is asked at once."""
    request, row = lock_both(invitation)
    take_back(user, request, row, f"{row.pk}")
    if row.invited_at is None:
        thank(request, request.volunteers.filter(invitation=row), by=user)
    invite_next(request)
    settle(request)
    return row

"""What can coordinators do when they cannot do it all themselves? Be away, hand one request over; and be relieved."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import permissions as people
from accounts.models import Coordinator
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits import notices, turns
from visits.actions.requests import lock
from visits.actions.settling import settle
from visits.clocks import passed_before
from visits.lifecycle import ENDS
from visits.models import Invitation, Turn, VisitRequest
from visits.permissions import may_coordinate

AT_DESK = (*turns.AT_DESK, "answer-dates")


@transaction.atomic
def be_away(user: Any, until: date | None, deputy: Coordinator | None) -> Coordinator:
    """Say until when (the last day away; None: here again) and who stands in; what waits goes to them at once."""
    role = Coordinator.objects.select_for_update().filter(user=user.pk, is_active=True).first()
    if role is None:
        raise MoveRefused(_("Somebody else has to do this step."))
    if until and until < clock.today():
        raise MoveRefused(_("This day is past. Please name the last day on which you are away."))
    if deputy and (deputy.pk == role.pk or not deputy.is_active or people.is_away(deputy, clock.today())):
        raise MoveRefused(_("They cannot stand in now. Please choose somebody who is here."))
    was_away = role.away_until
    role.away_until, role.deputy = until, deputy
    role.save(update_fields=["away_until", "deputy"])
    audit.record(user, "coordinator.be_away", role, until=str(until or ""), deputy=deputy.pk if deputy else None)
    if until:
        hand_on(Turn.objects.filter(user=user.pk))
    elif was_away:
        take_back(role)
    return role


@transaction.atomic
def hand_over(user: Any, request: VisitRequest, to: Coordinator, note: str) -> VisitRequest:
    """Another coordinator goes on with this request. The note is kept beside it, for coordinators only."""
    request = lock(request)
    if not may_coordinate(user, request) or request.state in (VisitRequest.State.DRAFT, *ENDS):
        raise MoveRefused(_("Somebody else has to do this step."))
    if to.pk == request.coordinator_id:
        raise MoveRefused(_("They are in charge of it already."))
    if not can_take(to, request):
        raise MoveRefused(_("They cannot take this request: they are away, take part in it, or may not read it."))
    before = request.coordinator
    request.coordinator = to
    request.escalation = min(request.escalation, passed_before(request))
    request.private_note = f"{request.private_note}\n\n{note.strip()}".strip()[-2000:]
    request.save(update_fields=["coordinator", "escalation", "private_note"])
    event = audit.record(user, "visits.request_hand_over", request, before=before.pk if before else None, after=to.pk)
    request.turns.filter(act__in=turns.AT_DESK).delete()
    settle(request)
    told = [to.user, *([before.user] if before else [])]
    notices.tell("visits.handed_over", f"{event.pk}", told, request)
    return request


def can_take(to: Coordinator, request: VisitRequest) -> bool:
    """Is this coordinator here, may they read it, and do they stand apart from everybody who takes part?"""
    is_here = to.is_active and to.user.is_active and not people.is_away(to, clock.today())
    if not is_here or not may_coordinate(to.user, request):
        return False
    standing = (*Invitation.OPEN, Invitation.State.ACCEPTED)
    if request.invitations.filter(expert__user=to.user_id, state__in=standing).exists():
        return False
    if request.participants.filter(member__user=to.user_id).exists():
        return False
    member = people.member_of(to.user)
    theirs = member.organisation_id if member else None
    return theirs is None or theirs != request.organisation_id


def hand_desks_on() -> int:
    """Whoever left, is suspended or away keeps nothing: their turns at the desk go to whoever is there."""
    gone = Turn.objects.filter(act__in=AT_DESK, user__is_superuser=False)
    here = Coordinator.objects.filter(is_active=True, user__is_active=True).exclude(away_until__gte=clock.today())
    asking = Turn.objects.filter(act="answer-dates")
    return hand_on(gone.exclude(user__in=here.values("user")).exclude(pk__in=_of_requesters(asking)))


def _of_requesters(rows: QuerySet[Turn]) -> list[int]:
    found = rows.values_list("pk", "user_id", "request__requester_id", "request__deputy_id")
    return [pk for pk, user, requester, deputy in found if user in (requester, deputy)]


def hand_on(rows: QuerySet[Turn]) -> int:
    """Settle the requests of these turns anew, and tell those to whom something came."""
    done = 0
    for pk in sorted(set(rows.filter(act__in=AT_DESK).values_list("request_id", flat=True))):
        with transaction.atomic():
            request = VisitRequest.objects.select_for_update().get(pk=pk)
            new = [turn for turn in settle(request) if turn.act in AT_DESK]
            for turn in new:
                event = f"{turn.act}:{turn.user_id}:{turn.since.isoformat()}"
                notices.tell("visits.stand_in", event, [turn.user], request, answer_by=turn.due_at)
            done += bool(new)
    return done


def welcome_back() -> int:
    """The last day away is over: what they were in charge of is theirs again."""
    done = 0
    for pk in list(Coordinator.objects.filter(away_until__lt=clock.today()).values_list("pk", flat=True)):
        with transaction.atomic():
            role = Coordinator.objects.select_for_update().get(pk=pk)
            if role.away_until is None or role.away_until >= clock.today():
                continue
            role.away_until = None
            role.save(update_fields=["away_until"])
            audit.record(None, "coordinator.be_back", role)
            take_back(role)
            done += 1
    return done


def take_back(role: Coordinator) -> None:
    """Settle what they are in charge of; others hear nothing of it."""
    for request in VisitRequest.objects.select_for_update().filter(coordinator=role).exclude(state__in=ENDS):
        settle(request)

"""Does everything still hold? Asked 14 and 3 days before; silence at the end is a coordinator's turn, and a change so near
is an alarm."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits import notices, permissions
from visits.actions.coordinating import desk
from visits.actions.requests import everybody, lock
from visits.actions.settling import COMING_UP, answer_by, needed_yeses, settle
from visits.models import HostConsent, Reconfirmation, Visit, VisitRequest

R = VisitRequest.State
NEAR = timedelta(days=COMING_UP[-1])


def asked_round(request: VisitRequest) -> set[int]:
    """Return the ids of those who are asked: both sides, and the house's sign-off person."""
    agreed = HostConsent.State.AGREED
    hosts = {row.person_id for row in permissions.consents_of(request) if row.state == agreed}
    return needed_yeses(request) | hosts


def ask_again(request: VisitRequest, visit: Visit, days: int) -> None:
    """Ask everybody whether it still holds; whoever was silent before is remembered. For the clock."""
    kept = {row.user_id: row for row in visit.reconfirmations.select_for_update(of=("self",))}
    for user_id in asked_round(request):
        row = kept.get(user_id) or Reconfirmation(visit=visit, user_id=user_id)
        row.was_silent = row.pk is not None and row.fine_at is None
        row.days, row.fine_at = days, None
        row.save()
    settle(request)
    first = visit.sessions.order_by("start").values_list("start", flat=True)[0]
    people = list(User.objects.filter(pk__in=asked_round(request)))
    notices.tell("visits.coming_up", f"{visit.sequence}:{days}", people, request, answer_by=answer_by(first, days))
    tell_of_silence(request, visit)


def tell_of_silence(request: VisitRequest, visit: Visit) -> bool:
    """The desk hears once that somebody is silent so shortly before."""
    if not request.turns.filter(act="ask-round").exists():
        return False
    first = visit.sessions.order_by("start").values_list("start", flat=True)[0]
    return bool(notices.tell("visits.stuck", f"round:{visit.sequence}", desk(request), request, answer_by=first))


@transaction.atomic
def say_still_fine(user: Any, request: VisitRequest) -> None:
    """Everything holds, says one of those who were asked. Twice is harmless."""
    request = lock(request)
    visit = Visit.objects.select_for_update().filter(request=request).first()
    row = visit.reconfirmations.filter(user=user.pk).first() if visit else None
    if row is None and visit and "requester" in permissions.roles(user, request):
        # A deputy answers for the requester.
        row = visit.reconfirmations.filter(user=request.requester_id).first()
    if request.state != R.CONFIRMED or row is None:
        raise MoveRefused(_("This is asked 14 and 3 days before a confirmed visit."))
    if row.fine_at is None:
        row.fine_at = clock.now()
        row.save(update_fields=["fine_at"])
        audit.record(user, "visits.still_fine", request, days=row.days)
    settle(request)


def alarm_if_near(user: Any, request: VisitRequest, first: datetime | None, told: list[Any] | None = None) -> None:
    """Something changes when people may be packing: everybody and the desk hear it at once, whatever they muted."""
    if first is None or first - clock.now() > NEAR or first < clock.now() - timedelta(days=1):
        return
    people = {person.pk: person for person in [*(told or everybody(request)), *desk(request)]}
    people.pop(getattr(user, "pk", None), None)
    notices.tell("visits.alarm", f"{request.state}:{first.isoformat()}", list(people.values()), request)


def first_start(request: VisitRequest) -> datetime | None:
    visit = Visit.objects.filter(request=request).first()
    return visit.sessions.order_by("start").values_list("start", flat=True).first() if visit else None

"""When does a visit stand? Its days are written down, and once nothing is open any more it is confirmed."""

from datetime import date
from typing import Any

from exchange.world.models import Facility
from portal import clock
from portal.workdays import add_working_days
from visits import notices
from visits.actions.code import note_rules
from visits.actions.days import set_days
from visits.actions.proposals import moments
from visits.actions.requests import everybody, make_move
from visits.actions.settling import needed_yeses, settle
from visits.completeness import host_kind
from visits.fees import without_fee
from visits.models import DateProposal, HostConsent, HostOffer, Session, Visit, VisitRequest
from visits.pace import answer_days

R = VisitRequest.State
P = DateProposal.State


def write_visit(request: VisitRequest, proposal: DateProposal, facility: Facility | None) -> Visit:
    """Keep what was agreed as moments in the host's zone (without a host: the requester's)."""
    offer = HostOffer.objects.filter(facility=facility).first() if facility else None
    zone = (offer.time_zone if offer else "") or (facility.time_zone if facility else "") or request.requester.time_zone
    days = [moments(date.fromisoformat(day), proposal.from_hour, proposal.to_hour, zone) for day in proposal.days]
    visit, made = Visit.objects.get_or_create(request=request, defaults={"facility": facility, "zone": zone})
    if not made:
        visit.facility, visit.zone, visit.sequence = facility, zone, visit.sequence + 1
        visit.confirmed_at, visit.reminded_days = None, []
        visit.requester_says_held = visit.experts_say_held = None
        visit.changed_at = clock.now()
        visit.save()
    set_days(visit, [Session(visit=visit, start=start, end=end) for start, end in days])
    visit.save(update_fields=["fallen_away"])
    request.visit = visit
    return visit


def confirm_when_ready(user: Any, request: VisitRequest) -> bool:
    """Confirm once nothing is open any more: a date all agreed to, the house's yes, and a fee for every peer worker.

    The caller holds the lock. Whoever said the last yes need not be the one whose step was missing.
    """
    agreed = request.proposals.filter(state=P.AGREED).last()
    if request.state != R.PLANNING or agreed is None or not needed_yeses(request) <= set(agreed.agreed_by):
        return False
    said_yes = HostConsent.objects.filter(visit__request=request, proposal=agreed, state=HostConsent.State.AGREED)
    if host_kind(request) != "none" and not said_yes.exists():
        return False
    if without_fee(request):
        due = add_working_days(clock.now(), answer_days(request))
        notices.tell("visits.fee_needed", f"{agreed.pk}", [request.requester], request, answer_by=due)
        return False
    confirm(user, request, {"host"} if host_kind(request) != "none" else {"requester"})
    return True


def confirm(user: Any, request: VisitRequest, acting: set[str]) -> None:
    make_move(user, request, "confirm", acting=acting)
    visit = request.visit
    visit.confirmed_at = visit.changed_at = clock.now()
    visit.first_confirmed_at = visit.first_confirmed_at or visit.confirmed_at
    visit.save(update_fields=["confirmed_at", "first_confirmed_at", "changed_at"])
    note_rules(visit)
    notices.tell("visits.confirmed", f"{visit.sequence}", everybody(request), request)
    settle(request)

"""What does the house say? It is found, asked, and says its own yes or no to these days and this group."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from exchange.world.models import Facility
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.workdays import add_working_days
from visits import houses, notices, visiting_hours
from visits.actions.confirming import confirm_when_ready, write_visit
from visits.actions.coordinating import desk
from visits.actions.days import let_days_go
from visits.actions.requests import lock
from visits.actions.settling import settle
from visits.completeness import group_travels, host_kind
from visits.lifecycle import CONSENT_MOVES
from visits.models import DateProposal, HostConsent, HostOffer, Session, VisitRequest
from visits.pace import answer_days
from visits.permissions import accepted_experts, roles

R = VisitRequest.State
P = DateProposal.State


def house_of(request: VisitRequest, proposal: DateProposal) -> Facility | None:
    """Return the facility that hosts on these days: the coordinator's pick, else the house of an accepted expert
    whose terms allow it. A house that could not receive them is not bothered; the desk picks another."""
    if request.picked_facility:
        return request.picked_facility
    if host_kind(request) != "facility":
        return None
    experts = [row.expert_id for row in accepted_experts(request)]
    coming = request.group_size if group_travels(request) else 1
    offers = HostOffer.objects.filter(
        experts__in=experts, receives=True, largest_group__gte=coming, facility__signoff_person__isnull=False
    ).select_related("facility__signoff_person")
    able = (offer for offer in offers.order_by("pk").distinct() if not no_to(offer, request, proposal))
    return next((offer.facility for offer in able), None)


def no_to(offer: HostOffer, request: VisitRequest, proposal: DateProposal) -> str:
    """Return in words what of a house's terms stands against these days, or ""."""
    days = [date.fromisoformat(day) for day in proposal.days]
    against = houses.no_to_proposal(offer, days, proposal.from_hour, proposal.to_hour)
    return against or houses.no_to_budget(offer, request, days)


def ask_house(user: Any, request: VisitRequest, proposal: DateProposal) -> None:
    """Ask for the house's own yes; without a house the date stands at once; without a known house the desk helps."""
    kind = host_kind(request)
    facility = request.visit.facility
    if kind == "none":
        confirm_when_ready(user, request)
        return
    person = facility.signoff_person if facility else None
    if kind == "own" and person is None:
        # Without a facility in the portal the requester's contact person answers for their own house.
        person = request.requester
    if person is None:
        due = add_working_days(clock.now(), answer_days(request))
        notices.tell("visits.house_needed", f"{proposal.pk}", desk(request), request, answer_by=due)
        return
    due = add_working_days(clock.now(), answer_days(request))
    HostConsent.objects.filter(visit=request.visit, proposal=proposal).delete()
    consent = HostConsent.objects.create(
        visit=request.visit, person=person, proposal=proposal, asked_at=clock.now(), answer_by=due
    )
    audit.record(user, "visits.host_ask", consent, to_state=consent.state)
    notices.tell("visits.host_asked", f"{consent.pk}", [person], request, consent=consent, answer_by=due)


def drop_consent(request: VisitRequest) -> None:
    """Days changed: what the house said holds for those days only. Its row stays, so that it hears of it."""
    for consent in HostConsent.objects.filter(visit__request=request, state__in=HostConsent.STANDING):
        row = find_move(CONSENT_MOVES, consent.state, "drop", {"clock"})
        audit.record(None, "visits.host_drop", consent, from_state=consent.state, to_state=row.to)
        consent.state = row.to
        consent.save(update_fields=["state"])


@transaction.atomic
def pick_facility(user: Any, request: VisitRequest, facility: Facility) -> VisitRequest:
    """A coordinator names the house; it is asked at once when a date is agreed."""
    request = lock(request)
    if not roles(user, request) & {"coordinator", "administrator"} or request.state not in (
        R.SUBMITTED, R.INVITING, R.PLANNING,
    ):  # fmt: skip
        raise MoveRefused(_("Somebody else has to do this step."))
    offer = HostOffer.objects.filter(facility=facility).first()
    if facility.signoff_person is None:
        raise MoveRefused(_("This house has no sign-off person yet. Please appoint one first."))
    if offer and host_kind(request) == "facility" and request.group_size > offer.largest_group:
        raise MoveRefused(houses.too_large(offer))
    agreed = request.proposals.filter(state=P.AGREED).first()
    if offer and host_kind(request) == "facility" and (no := _no_to_pick(offer, request, agreed)):
        raise MoveRefused(no)
    request.picked_facility = facility
    if request.state == R.PLANNING and agreed:
        request.escalation = 0  # somebody has acted: the next silence begins with whoever is in charge again
    request.save(update_fields=["picked_facility", "escalation"])
    audit.record(user, "visits.facility_pick", request, facility=facility.pk)
    if request.state == R.PLANNING and agreed:
        drop_consent(request)
        write_visit(request, agreed, facility)
        ask_house(user, request, agreed)
    settle(request)
    return request


def _no_to_pick(offer: HostOffer, request: VisitRequest, agreed: DateProposal | None) -> str:
    """Return why the house cannot have them on the agreed days; before a date is agreed, why it never could."""
    if agreed:
        return no_to(offer, request, agreed)
    if visiting_hours.can_ever(offer, request):
        return ""
    return _("This house has no days and hours on which it could receive them (%(hours)s). Please pick another.") % {
        "hours": visiting_hours.in_words(offer) or _("its year is full")
    }


def _locked_consent(user: Any, consent: HostConsent, name: str) -> tuple[VisitRequest, HostConsent]:
    request = lock(consent.visit.request)
    consent = HostConsent.objects.select_for_update().select_related("visit", "proposal").get(pk=consent.pk)
    acting = {"host"} if consent.person_id == user.pk else set()
    if consent.state == HostConsent.State.LAPSED:
        raise MoveRefused(_("The time to answer has passed; the coordinator is looking for a way. Thank you."))
    row = find_move(CONSENT_MOVES, consent.state, name, acting)
    audit.record(user, f"visits.host_{name}", consent, from_state=consent.state, to_state=row.to)
    consent.state = row.to
    consent.answered_at = clock.now()
    return request, consent


@transaction.atomic
def agree_as_host(user: Any, consent: HostConsent, word: str = "", outsiders: Sequence[str] = ()) -> HostConsent:
    """The house says yes to these days, this group, these questions: now the visit is confirmed.

    People from outside come only where it agrees to their very kind; journalists never do.
    """
    request, consent = _locked_consent(user, consent, "agree")
    if request.state != R.PLANNING:
        raise MoveRefused(_("This visit is not being planned any more."))
    _check_house_is_free(request, consent)
    consent.word = word.strip()[:400]
    consent.outsiders = [kind for kind in request.outsiders if kind in outsiders and kind != "journalist"]
    consent.save(update_fields=["state", "word", "outsiders", "answered_at"])
    confirm_when_ready(user, request)
    settle(request)
    return consent


def _check_house_is_free(request: VisitRequest, consent: HostConsent) -> None:
    """One group at a time, of a size the house takes, and no more visits a year than it said."""
    facility = consent.visit.facility
    if facility is None:
        return
    # Two groups that want the last visit of the year at the same moment stand in line here.
    Facility.objects.select_for_update(no_key=True, of=("self",)).get(pk=facility.pk)
    offer = HostOffer.objects.select_for_update(of=("self",)).filter(facility=facility).first()
    # Also a group the house has said yes to that waits for something else still, the costs for one.
    taken = Q(visit__request__state=R.CONFIRMED) | Q(
        visit__request__state=R.PLANNING, visit__consents__state=HostConsent.State.AGREED
    )
    others = Session.objects.filter(taken, visit__facility=facility).exclude(visit=consent.visit)
    for session in consent.visit.sessions.all():
        if others.filter(start__lt=session.end, end__gt=session.start).exists():
            raise MoveRefused(_("Your house already receives another group on these days. Please say no, or write."))
    if offer and group_travels(request) and request.group_size > offer.largest_group:
        raise MoveRefused(
            _("Your house said %(n)s visitors at most, and this group is larger. Change the offer first if you want.")
            % {"n": offer.largest_group}
        )
    days = [date.fromisoformat(day) for day in consent.proposal.days]
    if offer and (no := houses.no_to_budget(offer, request, days)):
        raise MoveRefused(no + " " + _("Change the offer first if you want."))


@transaction.atomic
def decline_as_host(user: Any, consent: HostConsent, word: str = "") -> HostConsent:
    """The house says no to these days; others may be found, or another house."""
    request, consent = _locked_consent(user, consent, "decline")
    consent.word = word.strip()[:400]
    consent.save(update_fields=["state", "word", "answered_at"])
    request.proposals.filter(state=P.AGREED).update(state=P.REPLACED)
    let_days_go(consent.visit)
    told = [request.requester, *(row.expert.user for row in accepted_experts(request)), *desk(request)]
    notices.tell("visits.host_declined", f"{consent.pk}", told, request, consent=consent)
    settle(request)
    return consent

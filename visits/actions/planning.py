"""How does a date come about? Proposed, agreed by all, said yes to by the house, confirmed, held."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from exchange.world.models import Facility
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.workdays import add_working_days
from visits import houses, load, notices
from visits.actions.code import note_rules
from visits.actions.days import let_days_go, set_days
from visits.actions.proposals import moments, open_proposal
from visits.actions.reconfirming import alarm_if_near, first_start
from visits.actions.requests import everybody, lock, make_move
from visits.actions.settling import ANSWER_DAYS, desk, needed_yeses, settle
from visits.completeness import group_travels, host_kind
from visits.fees import without_fee
from visits.lifecycle import CONSENT_MOVES
from visits.models import DateProposal, HostConsent, HostOffer, Invitation, Session, Visit, VisitRequest
from visits.permissions import accepted_experts, roles

R = VisitRequest.State
P = DateProposal.State


@transaction.atomic
def propose_days(
    user: Any, request: VisitRequest, *, days: Sequence[date], from_hour: time, to_hour: time
) -> DateProposal:
    """Offer days while planning; everybody else who must agree is asked."""
    request = lock(request)
    if request.state != R.PLANNING or not roles(user, request) & {"requester", "expert"}:
        raise MoveRefused(_("Dates are agreed while a visit is being planned, between requester and experts."))
    if request.proposals.filter(state=P.AGREED).exists():
        raise MoveRefused(_("A date is agreed already, and the house has been asked."))
    proposal = open_proposal(user, request, days, from_hour, to_hour)
    audit.record(user, "visits.days_propose", proposal)
    date_chosen_if_all_agree(user, request, proposal)
    if request.state != R.PLANNING or proposal.state == P.AGREED:
        return proposal
    turns = [turn for turn in settle(request) if turn.act == "choose-date"]
    others = User.objects.filter(pk__in=needed_yeses(request) - {user.pk, request.speaks_for(user)})
    due = turns[0].due_at if turns else add_working_days(clock.now(), ANSWER_DAYS)
    notices.tell("visits.choose_date", f"{proposal.pk}", list(others), request, answer_by=due)
    return proposal


@transaction.atomic
def agree_days(user: Any, proposal: DateProposal) -> DateProposal:
    """Say yes to one proposal; the last yes that was needed chooses the date and asks the house."""
    request = lock(proposal.request)
    proposal = DateProposal.objects.select_for_update().get(pk=proposal.pk)
    if request.state != R.PLANNING or proposal.state != P.OPEN:
        raise MoveRefused(_("These dates are no longer open. Please look again."))
    if not roles(user, request) & {"requester", "expert"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    proposal.agreed_by = sorted({*proposal.agreed_by, request.speaks_for(user)})
    proposal.save(update_fields=["agreed_by"])
    audit.record(user, "visits.days_agree", proposal)
    date_chosen_if_all_agree(user, request, proposal)
    settle(request)
    return proposal


def date_chosen_if_all_agree(user: Any, request: VisitRequest, proposal: DateProposal) -> None:
    """Choose the proposal when requester and all accepted experts said yes; write the visit and ask the house."""
    if not needed_yeses(request) <= set(proposal.agreed_by):
        return
    request.proposals.filter(state=P.OPEN).exclude(pk=proposal.pk).update(state=P.REPLACED)
    proposal.state = P.AGREED
    proposal.save(update_fields=["state"])
    visit = write_visit(request, proposal, house_of(request, proposal))
    _check_experts_are_free(request, visit)
    ask_house(user, request, proposal)
    settle(request)


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
        due = add_working_days(clock.now(), ANSWER_DAYS)
        notices.tell("visits.house_needed", f"{proposal.pk}", desk(request), request, answer_by=due)
        return
    due = add_working_days(clock.now(), ANSWER_DAYS)
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
        due = add_working_days(clock.now(), ANSWER_DAYS)
        notices.tell("visits.fee_needed", f"{agreed.pk}", [request.requester], request, answer_by=due)
        return False
    confirm(user, request, {"host"} if host_kind(request) != "none" else {"requester"})
    return True


def let_kept_days_go(request: VisitRequest) -> bool:
    """The agreed days hold no longer, and with them the house's yes; new ones are to be found. The caller holds the lock."""
    if not request.proposals.filter(state=P.AGREED).update(state=P.REPLACED):
        return False
    drop_consent(request)
    visit = Visit.objects.filter(request=request).first()
    if visit:
        let_days_go(visit)
    settle(request)
    return True


def days_stand(user: Any, request: VisitRequest, proposal: DateProposal | None) -> bool:
    """Everybody who is needed has said yes again: do the days that were agreed before an expert was lost still hold?

    They do when each of them agreed to those very days; then nobody is asked anew. Otherwise they are let go.
    """
    kept = request.proposals.filter(state=P.AGREED).last()
    if kept is None:
        return False
    if proposal and _same_days(kept, proposal):
        kept.agreed_by = sorted({*kept.agreed_by, *proposal.agreed_by})
        kept.save(update_fields=["agreed_by"])
    if not needed_yeses(request) <= set(kept.agreed_by):
        let_kept_days_go(request)
        return False
    request.proposals.filter(state=P.OPEN).update(state=P.REPLACED)
    request.visit = Visit.objects.get(request=request)
    confirm_when_ready(user, request)
    settle(request)
    return True


def _same_days(one: DateProposal, other: DateProposal) -> bool:
    return (one.days, one.from_hour, one.to_hour) == (other.days, other.from_hour, other.to_hour)


def confirm(user: Any, request: VisitRequest, acting: set[str]) -> None:
    make_move(user, request, "confirm", acting=acting)
    visit = request.visit
    visit.confirmed_at = visit.changed_at = clock.now()
    visit.first_confirmed_at = visit.first_confirmed_at or visit.confirmed_at
    visit.save(update_fields=["confirmed_at", "first_confirmed_at", "changed_at"])
    note_rules(visit)
    notices.tell("visits.confirmed", f"{visit.sequence}", everybody(request), request)
    settle(request)


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
        raise MoveRefused(
            _("This house receives at most %(n)s visitors; this group is larger.") % {"n": offer.largest_group}
        )
    agreed = request.proposals.filter(state=P.AGREED).first()
    if agreed and offer and host_kind(request) == "facility" and (no := no_to(offer, request, agreed)):
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


def _check_experts_are_free(request: VisitRequest, visit: Visit) -> None:
    """Nobody is expected in two places at once: not even where the other days still wait for a house's yes.

    The experts' rows are locked, so that two requests never take the same day of one person.
    """
    experts = [row.expert_id for row in accepted_experts(request)]
    load.lock_experts(experts)
    theirs = Session.objects.filter(
        visit__request__state__in=[R.PLANNING, R.CONFIRMED],
        visit__request__invitations__expert__in=experts,
        visit__request__invitations__state=Invitation.State.ACCEPTED,
    ).exclude(visit=visit)
    for session in visit.sessions.all():
        if theirs.filter(start__lt=session.end, end__gt=session.start).exists():
            raise MoveRefused(_("Somebody who comes is expected elsewhere at these hours. Please propose other days."))


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


@transaction.atomic
def postpone_visit(user: Any, request: VisitRequest, word: str) -> VisitRequest:
    """Go back to finding days; whoever was expected hears it the same moment."""
    request = lock(request)
    if len(word.strip()) < 10:
        raise MoveRefused(_("Please write a sentence, so that the other side knows why."))
    told = everybody(request)
    first = first_start(request)
    make_move(user, request, "postpone")
    request.word = word.strip()[:1000]
    request.save(update_fields=["word"])
    request.proposals.exclude(state=P.REPLACED).update(state=P.REPLACED)
    drop_consent(request)
    visit = request.visit
    visit.confirmed_at, visit.changed_at = None, clock.now()
    visit.save(update_fields=["confirmed_at", "changed_at"])
    let_days_go(visit)
    settle(request)
    alarm_if_near(user, request, first, told)
    notices.tell("visits.postponed", f"{visit.sequence}", [p for p in told if p.pk != user.pk], request)
    return request


@transaction.atomic
def say_held(user: Any, request: VisitRequest, held: bool, reason: str = "") -> VisitRequest:  # a yes or a no is said
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
        from visits.actions.afterwards import open_afterwards

        make_move(user, request, "hold", acting=acting)
        open_afterwards(request, visit)
    elif both == (False, False):
        make_move(user, request, "miss", acting=acting)
        from visits.actions.requests import end

        end(request, reason=visit.not_held_reason or "other")
        notices.tell("visits.not_held", "end", everybody(request), request)
    elif None not in both:
        due = add_working_days(clock.now(), ANSWER_DAYS)
        notices.tell("visits.stuck", f"held:{visit.sequence}", desk(request), request, answer_by=due)

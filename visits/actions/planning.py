"""How does a date come about? Proposed, agreed by all, kept, let go, and found anew."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.workdays import add_working_days
from visits import load, notices
from visits.actions.confirming import confirm_when_ready, write_visit
from visits.actions.consents import ask_house, drop_consent, house_of
from visits.actions.days import let_days_go
from visits.actions.proposals import open_proposal
from visits.actions.reconfirming import alarm_if_near, first_start
from visits.actions.requests import everybody, lock, make_move
from visits.actions.settling import needed_yeses, settle
from visits.models import DateProposal, HostConsent, Invitation, Session, Visit, VisitRequest
from visits.pace import answer_days
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
    due = turns[0].due_at if turns else add_working_days(clock.now(), answer_days(request))
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


@transaction.atomic
def ask_other_days(user: Any, request: VisitRequest) -> VisitRequest:
    """No house can have them on the days they agreed to: the desk puts those days aside, and the sides find others."""
    request = lock(request)
    if not roles(user, request) & {"coordinator", "administrator"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    waits = HostConsent.objects.filter(visit__request=request, state__in=HostConsent.STANDING).exists()
    if request.state != R.PLANNING or waits or not let_kept_days_go(request):
        raise MoveRefused(_("Days are put aside while they are agreed and no house has been asked, or said yes."))
    request.escalation = 0
    request.save(update_fields=["escalation"])
    audit.record(user, "visits.other_days_ask", request)
    settle(request)
    told = [request.requester, *(row.expert.user for row in accepted_experts(request))]
    # Told each time: days may have to be looked for twice.
    notices.tell("visits.other_days", f"{clock.now().isoformat()}", told, request)
    return request


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

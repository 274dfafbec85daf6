"""What happens by itself to whoever was asked? Experts and houses are reminded; silence ends a question and asks the next."""

from typing import Any

from portal import clock
from portal.audit import actions as audit
from portal.moves import find_move
from portal.workdays import add_working_days, working_days_between
from visits import notices
from visits.actions.clocks.each import each
from visits.actions.coordinating import desk
from visits.actions.invitations import invite_next
from visits.actions.moving import lock_both, move_invitation
from visits.actions.settling import settle
from visits.lifecycle import CONSENT_MOVES
from visits.models import (
    DateProposal,
    HostConsent,
    Invitation,
    VisitRequest,
)
from visits.pace import REMIND_AFTER, answer_days, remind_after

R = VisitRequest.State


def _reminders_passed(asked: Any, request: VisitRequest) -> int:
    """Return how many reminders belong to the days gone by. One that was missed goes with the next: after a week
    without a schedule nobody gets two within a minute."""
    days = working_days_between(asked, clock.now())
    return sum(days >= step for step in remind_after(request))


def remind_invitations() -> int:
    def remind(row: Invitation) -> bool:
        request, row = lock_both(row)
        since = row.answered_at if row.state == Invitation.State.TENTATIVE else row.invited_at
        if row.state not in (Invitation.State.INVITED, Invitation.State.TENTATIVE) or not since:
            return False
        passed = _reminders_passed(since, request)
        if passed <= row.reminders_sent or (row.answer_by and clock.now() >= row.answer_by):
            return False
        row.reminders_sent = passed
        row.save(update_fields=["reminders_sent"])
        notices.tell(
            "visits.invitation_reminder", f"{row.pk}:{row.state}:{row.reminders_sent}", [row.expert.user], request,
            invitation=row, answer_by=row.answer_by,
        )  # fmt: skip
        return True

    waiting = Invitation.objects.filter(
        state__in=[Invitation.State.INVITED, Invitation.State.TENTATIVE], reminders_sent__lt=len(REMIND_AFTER)
    )
    return each(waiting, remind)


def lapse_invitations() -> int:
    """Silence ends a question: the requester's silence hands it to the coordinator first, an expert's asks the next."""

    def lapse(row: Invitation) -> bool:
        request, row = lock_both(row)
        if row.state not in Invitation.OPEN or row.answer_by is None or clock.now() < row.answer_by:
            return False
        with_requester = row.proposals.filter(state=DateProposal.State.OPEN).exists()
        if row.state == Invitation.State.DATES_PROPOSED and with_requester and not row.handed_on:
            return _hand_on(request, row)
        move_invitation(None, row, "lapse", acting={"clock"})
        row.save(update_fields=["state"])
        row.proposals.filter(state=DateProposal.State.OPEN).update(state=DateProposal.State.REPLACED)
        notices.tell("visits.invitation_lapsed", f"{row.pk}", [row.expert.user], request, invitation=row)
        invite_next(request)
        settle(request)
        return True

    return each(Invitation.objects.filter(state__in=Invitation.OPEN, answer_by__lte=clock.now()), lapse)


def _hand_on(request: VisitRequest, row: Invitation) -> bool:
    row.handed_on = True
    row.answer_by = add_working_days(clock.now(), answer_days(request))
    row.save(update_fields=["handed_on", "answer_by"])
    audit.record(None, "visits.dates_hand_on", row)
    settle(request)
    event = f"{row.pk}:{row.rounds}:desk"
    notices.tell("visits.dates_proposed", event, desk(request), request, invitation=row, answer_by=row.answer_by)
    return True


def ask_passed_over() -> int:
    """Somebody on a list had enough questions before them, or took a pause; now there may be room."""

    def ask(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        chosen = invite_next(request)
        if chosen:
            settle(request)
        return bool(chosen)

    on_list = Invitation.objects.filter(state=Invitation.State.SUGGESTED, is_listed=True).values("request")
    return each(VisitRequest.objects.filter(state=R.INVITING, pk__in=on_list), ask)


def remind_hosts() -> int:
    def remind(row: HostConsent) -> bool:
        passed = _reminders_passed(row.asked_at, row.visit.request)
        if passed <= row.reminders_sent or clock.now() >= row.answer_by:
            return False
        row.reminders_sent = passed
        row.save(update_fields=["reminders_sent"])
        notices.tell(
            "visits.host_reminder", f"{row.pk}:{row.reminders_sent}", [row.person], row.visit.request, consent=row,
            answer_by=row.answer_by,
        )  # fmt: skip
        return True

    return each(HostConsent.objects.filter(state=HostConsent.State.ASKED, reminders_sent__lt=2), remind)


def lapse_consents() -> int:
    def lapse(row: HostConsent) -> bool:
        request = VisitRequest.objects.select_for_update().get(visit=row.visit_id)
        row = HostConsent.objects.select_for_update().get(pk=row.pk)
        if row.state != HostConsent.State.ASKED or clock.now() < row.answer_by:
            return False
        move = find_move(CONSENT_MOVES, row.state, "lapse", {"clock"})
        audit.record(None, "visits.host_lapse", row, from_state=row.state, to_state=move.to)
        row.state = move.to
        row.save(update_fields=["state"])
        settle(request)
        due = add_working_days(clock.now(), answer_days(request))
        notices.tell("visits.house_needed", f"{row.pk}:lapsed", desk(request), request, answer_by=due)
        return True

    return each(HostConsent.objects.filter(state=HostConsent.State.ASKED, answer_by__lte=clock.now()), lapse)

"""What can an expert answer? Yes, perhaps, other days, or no; and what follows from it for all others."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.experts import pause_expert
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.workdays import add_working_days
from visits import load, notices
from visits.actions.code import accept_code
from visits.actions.conflicts import tell_of_conflict
from visits.actions.days import let_days_go
from visits.actions.invitations import invite_next
from visits.actions.moving import invitation_roles, lock_both, move_invitation
from visits.actions.planning import date_chosen_if_all_agree, days_stand
from visits.actions.proposals import open_proposal
from visits.actions.requests import make_move
from visits.actions.settling import needed_yeses, settle
from visits.apart import sides_apart
from visits.models import DateProposal, DateWindow, Invitation, Visit, VisitRequest
from visits.pace import answer_days
from visits.visitor_code import experts_come

R = VisitRequest.State
I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table
ROUNDS = 2  # how often one expert may propose other dates


def _answer(user: Any, invitation: Invitation) -> tuple[VisitRequest, Invitation]:
    """Lock both rows and say kindly why an answer cannot be taken any more."""
    request, row = lock_both(invitation)
    if row.state == I.LAPSED:
        raise MoveRefused(_("The time to answer has passed and somebody else has been asked. Thank you all the same."))
    if row.state == I.SUPERSEDED or (row.state in Invitation.OPEN and request.state != R.INVITING):
        raise MoveRefused(_("Enough people have said yes meanwhile. Thank you; we will gladly ask you again."))
    if row.state in (I.ACCEPTED, I.DECLINED) and row.expert.user_id == user.pk:
        raise MoveRefused(_("You have answered already."))
    return request, row


def _note(row: Invitation, word: str) -> None:
    row.word = word.strip()[:400] or row.word
    row.answered_at = clock.now()
    row.save(
        update_fields=[
            "state",
            "word",
            "answered_at",
            "answer_by",
            "window",
            "rounds",
            "handed_on",
            "reminders_sent",
            "has_conflict",
        ]
    )


@transaction.atomic
def accept_invitation(
    user: Any,
    invitation: Invitation,
    *,
    window: DateWindow | None = None,
    days: Sequence[date] = (),
    from_hour: time,
    to_hour: time,
    word: str = "",
) -> Invitation:
    """Say yes on days inside one of the requester's windows (calls without windows: on any days ahead)."""
    request, row = _answer(user, invitation)
    windows = list(request.windows.all())
    if windows and (window is None or window.request_id != request.pk):
        raise MoveRefused(_("Please choose one of their dates, or propose others."))
    if window and not all(window.start <= day <= window.end for day in days):
        raise MoveRefused(_("Please choose days inside the dates they named, or answer with other dates."))
    row.has_conflict = _has_conflict(request, row)
    _check_capacity(row)
    proposal = open_proposal(user, request, days, from_hour, to_hour, experts=[row.expert_id])
    move_invitation(user, row, "accept")
    _accept_code_as_visitor(user, request)
    row.window = window
    _note(row, word)
    _somebody_accepted(user, request, row, proposal, acting={"invited"})
    return row


def _accept_code_as_visitor(user: Any, request: VisitRequest) -> None:
    """Where the expert travels, the expert is the visitor: the page says that a yes accepts the visitor code."""
    if experts_come(request):
        accept_code(user, request)


def _has_conflict(request: VisitRequest, row: Invitation) -> bool:
    """A conflict of interest may have been named after the question went out: then this is refused.

    Of a sensitive request it is taken, and True says that a coordinator has to look: whoever names one house after
    the other in their profile must not find out by the answer which of them asks.
    """
    sides = sides_apart(request, [row.expert_id]).get(row.expert_id, set())
    if sides == {"expert"} and request.is_sensitive:
        return True
    if sides:
        raise MoveRefused(
            _("Something keeps you and those who ask apart. Please say “not this time”; nobody learns why.")
        )
    return False


def _check_capacity(row: Invitation) -> None:
    """As many yeses a year as the expert offers: their row is locked, so that two requests never share the last one."""
    load.lock_experts([row.expert_id])
    profile = getattr(row.expert, "expert_profile", None)
    if profile is None:
        return
    year = clock.today().year
    taken = row.expert.invitations.filter(state=I.ACCEPTED, answered_at__year=year).count()
    if taken >= profile.capacity_per_year:
        raise MoveRefused(
            _("You said %(n)s visits a year, and that number is reached. Raise it in your profile if you want to help.")
            % {"n": profile.capacity_per_year}
        )


def _somebody_accepted(
    user: Any, request: VisitRequest, row: Invitation, proposal: DateProposal | None, *, acting: set[str]
) -> None:
    notices.tell("visits.expert_accepted", f"{row.pk}", [request.requester], request)
    tell_of_conflict(request, row)
    accepted = request.invitations.filter(state=I.ACCEPTED).count()
    if accepted >= request.experts_needed:
        _stop_asking(request)
        make_move(user, request, "enough", acting=acting)
        if days_stand(user, request, proposal):
            return
        turns = [turn for turn in settle(request) if turn.act == "choose-date"]
        people = [turn.user for turn in turns]
        due = turns[0].due_at if turns else None
        event = f"{proposal.pk if proposal else row.pk}"
        notices.tell("visits.choose_date", event, people, request, answer_by=due)
    else:
        invite_next(request)
        settle(request)


def _stop_asking(request: VisitRequest) -> None:
    for other in request.invitations.filter(state__in=Invitation.OPEN).select_related("expert__user"):
        other.request = request
        move_invitation(None, other, "supersede", acting={"clock"})
        other.save(update_fields=["state"])
        notices.tell("visits.no_longer_needed", f"{other.pk}", [other.expert.user], request, invitation=other)


def kept_days(request: VisitRequest) -> DateProposal | None:
    """Return the days the house has said yes to, while somebody is looked for who takes an expert's place; else None."""
    # Days were never agreed where no visit was written down: most pages ask the database nothing.
    if request.state != R.INVITING or getattr(request, "visit", None) is None:
        return None
    return request.proposals.filter(state=DateProposal.State.AGREED).last()


@transaction.atomic
def accept_kept_days(user: Any, invitation: Invitation, word: str = "") -> Invitation:
    """Say yes to the days that stand already: the house is not asked again."""
    request, row = _answer(user, invitation)
    kept = kept_days(request)
    if kept is None:
        raise MoveRefused(_("These dates are no longer open. Please look again."))
    row.has_conflict = _has_conflict(request, row)
    _check_capacity(row)
    move_invitation(user, row, "accept")
    _accept_code_as_visitor(user, request)
    _note(row, word)
    kept.agreed_by = sorted({*kept.agreed_by, user.pk})
    kept.save(update_fields=["agreed_by"])
    _somebody_accepted(user, request, row, None, acting={"invited"})
    return row


@transaction.atomic
def answer_tentatively(user: Any, invitation: Invitation, word: str = "") -> Invitation:
    """Probably: let me check. Five more working days, once."""
    request, row = _answer(user, invitation)
    move_invitation(user, row, "think")
    row.answer_by = add_working_days(clock.now(), answer_days(request))
    row.reminders_sent = 0
    _note(row, word)
    settle(request)
    return row


@transaction.atomic
def propose_dates(
    user: Any, invitation: Invitation, *, days: Sequence[date], from_hour: time, to_hour: time, word: str = ""
) -> Invitation:
    """Yes, on other dates. The requester has five working days, then the coordinator."""
    request, row = _answer(user, invitation)
    if row.rounds >= ROUNDS:
        raise MoveRefused(_("You have proposed dates twice. Please choose one of theirs, or say not this time."))
    if row.proposals.filter(state=DateProposal.State.OPEN).exists():
        raise MoveRefused(_("Your dates are with them already. You will hear as soon as they have answered."))
    row.has_conflict = _has_conflict(request, row)
    _check_capacity(row)
    move_invitation(user, row, "propose")
    _accept_code_as_visitor(user, request)
    row.rounds += 1
    row.answer_by = add_working_days(clock.now(), answer_days(request))
    row.handed_on = False
    row.reminders_sent = 0
    _note(row, word)
    proposal = open_proposal(user, request, days, from_hour, to_hour, invitation=row, experts=[row.expert_id])
    settle(request)
    tell_of_conflict(request, row)
    people = [request.requester]
    notices.tell("visits.dates_proposed", f"{proposal.pk}", people, request, invitation=row, answer_by=row.answer_by)
    return row


@transaction.atomic
def accept_proposed_dates(user: Any, proposal: DateProposal) -> Invitation:
    """The requester (or the coordinator after their silence) takes the dates somebody proposed."""
    if proposal.invitation is None:
        raise MoveRefused(_("These dates are no longer open."))
    request, row = lock_both(proposal.invitation)
    proposal = DateProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != DateProposal.State.OPEN or request.state != R.INVITING:
        raise MoveRefused(_("These dates are no longer open."))
    sides = sides_apart(request, [row.expert_id]).get(row.expert_id, set())
    if sides and not (request.is_sensitive and sides == {"expert"}):
        raise MoveRefused(_("These dates are no longer open."))
    row.has_conflict = bool(sides)
    _check_capacity(row)
    move_invitation(user, row, "agree")
    row.answered_at = clock.now()
    row.save(update_fields=["state", "answered_at", "has_conflict"])
    proposal.agreed_by = sorted({*proposal.agreed_by, request.requester_id})
    proposal.save(update_fields=["agreed_by"])
    _somebody_accepted(user, request, row, proposal, acting={"requester"})
    _agree_if_all(user, request, proposal)
    return row


def _agree_if_all(user: Any, request: VisitRequest, proposal: DateProposal) -> None:
    if request.state == R.PLANNING:
        date_chosen_if_all_agree(user, request, proposal)


@transaction.atomic
def refuse_proposed_dates(user: Any, proposal: DateProposal) -> Invitation:
    """None of these fit. The expert may propose once more; after the second time it counts as a no."""
    if proposal.invitation is None:
        raise MoveRefused(_("These dates are no longer open."))
    request, row = lock_both(proposal.invitation)
    proposal = DateProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != DateProposal.State.OPEN or row.state != I.DATES_PROPOSED:
        raise MoveRefused(_("These dates are no longer open."))
    if not invitation_roles(user, row) & {"requester", "coordinator", "administrator"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    proposal.state = DateProposal.State.REPLACED
    proposal.save(update_fields=["state"])
    audit.record(user, "visits.proposed_dates_refused", row)
    if row.rounds >= ROUNDS:
        move_invitation(user, row, "decline")
        row.save(update_fields=["state"])
        notices.tell("visits.no_longer_needed", f"{row.pk}:dates", [row.expert.user], request, invitation=row)
        invite_next(request)
    else:
        row.answer_by = add_working_days(clock.now(), answer_days(request))
        row.handed_on, row.reminders_sent = False, 0
        row.save(update_fields=["answer_by", "handed_on", "reminders_sent"])
        people = [row.expert.user]
        notices.tell("visits.dates_refused", f"{proposal.pk}", people, request, invitation=row, answer_by=row.answer_by)
    settle(request)
    return row


@transaction.atomic
def decline_invitation(
    user: Any, invitation: Invitation, word: str = "", *, why: str = "", pause_until: date | None = None
) -> Invitation:
    """Not this time. No reason is needed; the next on the list hears at once, the requester never does.

    `pause_until`: be asked nothing until that day; it counts for this very answer, too.
    """
    request, row = _answer(user, invitation)
    move_invitation(user, row, "decline", why=why)
    row.why = why if why in Invitation.Why.values else ""
    row.save(update_fields=["why"])
    if pause_until is not None:
        pause_expert(user, row.expert, pause_until)
    row.proposals.filter(state=DateProposal.State.OPEN).update(state=DateProposal.State.REPLACED)
    _note(row, word)
    invite_next(request)
    settle(request)
    return row


@transaction.atomic
def mark_request(user: Any, invitation: Invitation, clarity: str) -> Invitation:
    """Keep how the request reads to whoever was asked; coordinators learn from it which requests are clear."""
    row = lock_both(invitation)[1]
    if row.expert.user_id != user.pk or row.invited_at is None or clarity not in Invitation.Clarity.values:
        raise MoveRefused(_("Somebody else has to do this step."))
    row.clarity = clarity
    row.save(update_fields=["clarity"])
    audit.record(user, "visits.request_mark", row)
    return row


def _look_for_another(user: Any, request: VisitRequest, acting: set[str]) -> None:
    """An expert is lost after everybody's yes: the days and the house's yes stay, and the next is asked for them."""
    from visits.actions.reconfirming import alarm_if_near, first_start

    first = first_start(request)
    if first is None or first <= clock.now():
        raise MoveRefused(_("The visit has begun. Please write to the others in the conversation."))
    make_move(user, request, "lose_expert", acting=acting)
    visit = Visit.objects.get(request=request)
    visit.confirmed_at, visit.changed_at, visit.reminded_days = None, clock.now(), []
    visit.save(update_fields=["confirmed_at", "changed_at", "reminded_days"])
    visit.reconfirmations.all().delete()
    kept = request.proposals.filter(state=DateProposal.State.AGREED).last()
    if kept:
        staying = needed_yeses(request)
        kept.agreed_by = [pk for pk in kept.agreed_by if pk in staying]
        kept.save(update_fields=["agreed_by"])
    alarm_if_near(user, request, first)


@transaction.atomic
def release_expert(user: Any, invitation: Invitation) -> Invitation:
    """An expert who said yes steps back or is let go; while planning, the next on the list is asked."""
    request, row = lock_both(invitation)
    keeps_days = request.state == R.CONFIRMED
    if request.state not in (R.INVITING, R.PLANNING, R.CONFIRMED):
        raise MoveRefused(_("The visit is over; nobody can step back any more."))
    acting = invitation_roles(user, row)
    move_invitation(user, row, "release")
    row.save(update_fields=["state"])
    if keeps_days:
        _look_for_another(user, request, acting)
    elif kept := kept_days(request):
        kept.agreed_by = [pk for pk in kept.agreed_by if pk != row.expert.user_id]
        kept.save(update_fields=["agreed_by"])
    else:
        DateProposal.objects.filter(request=request).exclude(state=DateProposal.State.REPLACED).update(
            state=DateProposal.State.REPLACED
        )
    if request.state == R.PLANNING:
        make_move(user, request, "lose_expert", acting=acting)
        from visits.actions.consents import drop_consent

        drop_consent(request)
        if visit := Visit.objects.filter(request=request).first():
            let_days_go(visit)
    people = [row.expert.user] if row.expert.user_id != user.pk else []
    notices.tell("visits.released", f"{row.pk}", people, request, invitation=row)
    notices.tell("visits.expert_lost", f"{row.pk}", [request.requester], request)
    invite_next(request)
    settle(request)
    return row

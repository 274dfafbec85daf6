"""What can happen in an open call? Published with the requester's yes, answered by members, closed by anybody's word."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import permissions as people
from accounts.models import Member
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.search import index
from portal.workdays import add_working_days
from visits import calls, notices, volunteers
from visits.actions.closing_calls import close, let_go, move_call, thank
from visits.actions.coordinating import desk
from visits.actions.moving import move_invitation
from visits.actions.requests import lock
from visits.actions.settling import settle
from visits.actions.shortlist import request_shortlist
from visits.lifecycle import DESK
from visits.models import Invitation, OpenCall, VisitRequest, Volunteer
from visits.pace import answer_days
from visits.permissions import roles

C = OpenCall.State
I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table


def lock_call(call: OpenCall) -> tuple[VisitRequest, OpenCall]:
    """Lock the request first, then the call: one order everywhere."""
    request = VisitRequest.objects.select_for_update().get(pk=call.request_id)
    fresh = OpenCall.objects.select_for_update().get(pk=call.pk)
    fresh.request = request
    return request, fresh


@transaction.atomic
def publish_call(user: Any, request: VisitRequest, *, title: str, text: str, audience: str, until: date) -> OpenCall:
    """Tell members of it. Whoever allowed it beforehand is told; everybody else reads the words first and says yes."""
    request = lock(request)
    if not roles(user, request) & set(DESK):
        raise MoveRefused(_("Somebody else has to do this step."))
    if why := calls.why_not(request):
        raise MoveRefused(why)
    if calls.standing(request.calls.all()):
        raise MoveRefused(_("There is an open call for this request already. Close it before you publish another."))
    if name := calls.name_in(f"{title}\n{text}", request):
        raise MoveRefused(said_name(name))
    if not clock.today() < until <= clock.today() + calls.LONGEST:
        raise MoveRefused(_("Please choose a day within the next two months."))
    allowed = request.may_be_called
    call = OpenCall.objects.create(
        request=request,
        by=user,
        state=C.RUNNING if allowed else C.ASKED,
        title=title.strip()[: calls.MOST_TITLE],
        text=text.strip()[: calls.MOST_TEXT],
        audience=audience if audience in OpenCall.Audience.values else OpenCall.Audience.MEMBERS,
        until=until,
        opened_at=clock.now() if allowed else None,
        answer_by=None if allowed else add_working_days(clock.now(), answer_days(request)),
    )
    audit.record(user, "visits.call_publish" if allowed else "visits.call_ask", call, to_state=call.state)
    index.put(call)
    settle(request)
    kind = "visits.call_opened" if allowed else "visits.call_asked"
    notices.tell(kind, f"{call.pk}", [request.requester], request, call=call, answer_by=call.answer_by)
    return call


def said_name(name: str) -> str:
    return _("Your words name “%(name)s”. Members would know who asks; please write it without.") % {"name": name}


@transaction.atomic
def answer_call(user: Any, call: OpenCall, *, agrees: bool) -> OpenCall:
    """The requester has read the words: yes, it is published at once; no, nothing is, and no reason is needed."""
    request, call = lock_call(call)
    if agrees:
        call.until = max(call.until, clock.today() + calls.AFTER_YES)
    move_call(user, call, "agree" if agrees else "decline", roles(user, request))
    settle(request)
    kind = "visits.call_agreed" if agrees else "visits.call_not_published"
    notices.tell(kind, f"{call.pk}", desk(request), request, call=call)
    return call


@transaction.atomic
def close_call(user: Any, call: OpenCall) -> OpenCall:
    """End it at any time. A coordinator who does so thanks those who are not on the list; a requester leaves that to them."""
    request, call = lock_call(call)
    held = roles(user, request)
    is_desk = bool(held & set(DESK))
    close(user, call, OpenCall.Why.DESK if is_desk else OpenCall.Why.REQUESTER, held)
    if is_desk:
        thank(request, call.volunteers.exclude(invitation__state=I.SUGGESTED, invitation__is_listed=True), by=user)
    else:
        notices.tell("visits.call_closed", f"{call.pk}", desk(request), request, call=call)
    settle(request)
    return call


@transaction.atomic
def offer_help(user: Any, call: OpenCall, *, word: str = "", languages: str = "", dates: str = "") -> Volunteer:
    """A member could help. Whoever may be asked stands on the list as suggested; a coordinator chooses.

    Offering twice is harmless. What is returned says in `ruled_out` why somebody cannot be asked.
    """
    request, call = lock_call(call)
    member = people.member_of(user)
    if member is None:
        raise MoveRefused(_("Only members can offer to help."))
    before = _may_offer(user, request, call, member)
    invitation = request.invitations.select_for_update().filter(expert=member).first()
    if invitation and invitation.state in (*Invitation.OPEN, I.ACCEPTED):
        raise MoveRefused(_("You have been asked already. Please answer your invitation."))
    code = volunteers.why_not(request, member)
    if invitation and invitation.invited_at:
        code = code or volunteers.ASKED_BEFORE
    if before and before.stands and before.ruled_out == code:
        return before
    row, _made = Volunteer.objects.update_or_create(
        call=call,
        member=member,
        defaults={
            "request": request,
            "invitation": _listed_anyhow(invitation) if code else _suggest(user, request, member, invitation),
            "word": word.strip()[:400],
            "languages": languages.strip()[:120],
            "dates": dates.strip()[:200],
            "ruled_out": code,
            "at": clock.now(),
            "taken_back_at": None,
        },
    )
    audit.record(user, "visits.call_volunteer", call, volunteer=row.pk, ruled_out=code)
    settle(request)
    _tell_desk(request, row)
    return row


def _may_offer(user: Any, request: VisitRequest, call: OpenCall, member: Member) -> Volunteer | None:
    """Return what this member offered before, or raise MoveRefused."""
    if not calls.is_open(call):
        raise MoveRefused(_("This call has closed meanwhile. Thank you; we will gladly ask you another time."))
    if request.asks(user):
        raise MoveRefused(_("It is your own request."))
    if call.audience not in people.audiences(user):
        raise MoveRefused(_("Somebody else has to do this step."))
    before = call.volunteers.filter(member=member).first()
    if before and before.thanked_at:
        raise MoveRefused(_("You have offered already, and this time others can do it. Thank you."))
    return before


def _listed_anyhow(row: Invitation | None) -> Invitation | None:
    """A coordinator may have chosen by hand whom a rule leaves out."""
    return row if row and row.state == I.SUGGESTED else None


def _suggest(user: Any, request: VisitRequest, member: Member, row: Invitation | None) -> Invitation:
    """Put them on the list as suggested. Whom a coordinator chose already, keeps their place there."""
    if row is None:
        last = request.invitations.aggregate(last=Max("order"))["last"] or 0
        row = Invitation(request=request, expert=member, order=last + 1, is_listed=False)
    elif row.state == I.WITHDRAWN:
        move_invitation(user, row, "volunteer", acting={"volunteer"})
        row.is_listed = False
    row.volunteered_at = clock.now()
    row.save()
    return row


def _tell_desk(request: VisitRequest, row: Volunteer) -> None:
    """Once a day at most, however many offer; and look anew at how somebody fits of whom no list knows yet."""
    if row.ruled_out or row.invitation is None or row.invitation.is_listed:
        return
    turn = request.turns.filter(act__in=("read-volunteers", "read-request")).order_by("due_at").first()
    due = turn.due_at if turn else None
    event = f"{row.call_id}:{clock.today().isoformat()}"
    notices.tell("visits.volunteered", event, desk(request), request, call=row.call, answer_by=due)
    has_profile = hasattr(row.member, "expert_profile")
    if has_profile and not request.matches.filter(expert=row.member).exists():
        request_shortlist(request)


@transaction.atomic
def take_offer_back(user: Any, call: OpenCall) -> Volunteer:
    """Not after all, until somebody was asked; the words go with it."""
    request, call = lock_call(call)
    row = call.volunteers.select_related("invitation").filter(member__user=user.pk).first()
    if row is None or not row.stands:
        raise MoveRefused(_("There is no offer of yours to take back."))
    if row.invitation and row.invitation.invited_at and not row.ruled_out:
        raise MoveRefused(_("You have been asked meanwhile. Please answer there; a no is fine and needs no reason."))
    if row.invitation and row.invitation.state == I.SUGGESTED:
        let_go(user, row.invitation, "take_back", {"volunteer"})
    row.taken_back_at, row.word, row.languages, row.dates = clock.now(), "", "", ""
    row.save()
    audit.record(user, "visits.call_take_back", call, volunteer=row.pk)
    settle(request)
    return row


@transaction.atomic
def thank_volunteer(user: Any, volunteer: Volunteer) -> Volunteer:
    """A coordinator says: thank you, not this time."""
    request = lock_call(volunteer.call)[0]
    if not roles(user, request) & set(DESK):
        raise MoveRefused(_("Somebody else has to do this step."))
    Invitation.objects.filter(request=request, expert=volunteer.member_id, state=I.SUGGESTED).update(is_listed=False)
    if not thank(request, request.volunteers.filter(pk=volunteer.pk), by=user):
        raise MoveRefused(_("They have been asked, thanked, or took it back meanwhile."))
    settle(request)
    return volunteer

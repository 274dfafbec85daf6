"""What comes long afterwards? Questions after a month, half a year and a year; and thanks, which are shown as one likes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Member, User
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from visits import notices
from visits.actions.requests import lock
from visits.actions.settling import settle, took_part
from visits.changes import SAID, planned
from visits.lifecycle import FOLLOW_UP_MOVES, THANKS_MOVES
from visits.models import FollowUp, Thanks, Visit, VisitRequest
from visits.permissions import report_roles, roles

R = VisitRequest.State
STEPS = {
    FollowUp.After.MONTH: timedelta(days=30),
    FollowUp.After.HALF_YEAR: timedelta(days=182),
    FollowUp.After.YEAR: timedelta(days=365),
}
ANSWER_IN = timedelta(days=14)
THANKS_IN = timedelta(days=90)
LEAST_THANKS = 10


def ask_follow_up(request: VisitRequest, after: str) -> FollowUp | None:
    """Ask the side that learned what changed at home. The caller's transaction; asked twice it is one question."""
    request = lock(request)
    visit = Visit.objects.filter(request=request).first()
    if request.state != R.CLOSED or visit is None or FollowUp.objects.filter(visit=visit, after=after).exists():
        return None
    now = clock.now()
    row = FollowUp.objects.create(visit=visit, after=after, asked_at=now, answer_by=now + ANSWER_IN)
    audit.record(None, "visits.follow_up_ask", row, to_state=row.state)
    settle(request)
    tell_follow_up(request, row, "asked")
    return row


def tell_follow_up(request: VisitRequest, row: FollowUp, event: str) -> bool:
    people = list(User.objects.filter(turns__request=request, turns__act="tell-changes"))
    return bool(notices.tell("visits.follow_up", f"{row.after}:{event}", people, request, answer_by=row.answer_by))


@transaction.atomic
def answer_follow_up(
    user: Any, row: FollowUp, said: Sequence[str], *, word: str = "", cities: Sequence[str] = ()
) -> FollowUp:
    """Keep what became of each plan: done, partly or no. Whoever comes late is welcome all the same."""
    request = lock(row.visit.request)
    row = FollowUp.objects.select_for_update(of=("self",)).select_related("visit__report").get(pk=row.pk)
    whats = planned(getattr(row.visit, "report", None))
    move = find_move(FOLLOW_UP_MOVES, row.state, "answer", report_roles(user, request))
    if len(said) != len(whats) or not set(said) <= {value for value, _label in SAID}:
        raise MoveRefused(_("Please say for each plan: done, partly, or no."))
    audit.record(user, "visits.follow_up_answer", row, from_state=row.state, to_state=move.to)
    row.state, row.answered_by, row.answered_at = move.to, user, clock.now()
    row.answers = [{"what": what, "said": one} for what, one in zip(whats, said, strict=True)]
    row.word, row.cities = word.strip()[:300], [city.strip()[:80] for city in cities if city.strip()][:5]
    row.save()
    settle(request)
    return row


def lapse_follow_up(row: FollowUp) -> bool:
    """Nobody is pressed: after two weeks the question goes, and the next one comes in its time."""
    request = lock(row.visit.request)
    row = FollowUp.objects.select_for_update().get(pk=row.pk)
    if row.state != FollowUp.State.ASKED or clock.now() < row.answer_by:
        return False
    move = find_move(FOLLOW_UP_MOVES, row.state, "lapse", {"clock"})
    audit.record(None, "visits.follow_up_lapse", row, from_state=row.state, to_state=move.to)
    row.state = move.to
    row.save(update_fields=["state"])
    settle(request)
    return True


def may_be_thanked(user: Any, request: VisitRequest) -> list[Member]:
    """Return the members of the other side, whom this user may thank: nobody thanks their own side."""
    if request.state not in (R.HELD, R.CLOSED) or not roles(user, request) & {"requester", "expert", "host"}:
        return []
    mine = {request.requester_id, request.deputy_id} - {None}
    there = took_part(request)
    others = there - mine if user.pk in mine else there & mine
    rows = Member.objects.filter(user__in=others - {user.pk}, state=Member.State.ACTIVE)
    return list(rows.select_related("user").order_by("pk"))


@transaction.atomic
def give_thanks(user: Any, request: VisitRequest, to: Member, words: str) -> Thanks:
    """One sentence, once each; only its receiver reads it, until they say more."""
    request = lock(request)
    visit = Visit.objects.filter(request=request).first()
    if visit is None or to.pk not in {member.pk for member in may_be_thanked(user, request)}:
        raise MoveRefused(_("Thanks go to somebody of the other side, after the visit."))
    if visit.held_at and clock.now() > visit.held_at + THANKS_IN:
        raise MoveRefused(_("This visit is long ago; write to them in the portal instead."))
    if len(words.strip()) < LEAST_THANKS:
        raise MoveRefused(_("Please write a sentence."))
    try:
        with transaction.atomic():
            row = Thanks.objects.create(visit=visit, by=user, to=to, words=words.strip()[:200], at=clock.now())
    except IntegrityError as error:
        raise MoveRefused(_("You have thanked them already.")) from error
    audit.record(user, "visits.thanks_give", row, to_state=row.state)
    notices.tell("visits.thanked", f"{row.pk}", [to.user], request)
    return row


@transaction.atomic
def move_thanks(user: Any, row: Thanks, name: str) -> Thanks:
    """Its receiver shows it, keeps it, or puts it away; nobody else does."""
    row = Thanks.objects.select_for_update(of=("self",)).select_related("to", "visit__request").get(pk=row.pk)
    move = find_move(THANKS_MOVES, row.state, name, {"receiver"} if row.to.user_id == user.pk else set())
    if name == "show" and row.visit.request.confidentiality == "sensitive":
        raise MoveRefused(_("This visit was sensitive: its thanks stay between you."))
    audit.record(user, f"visits.thanks_{name}", row, from_state=row.state, to_state=move.to)
    row.state = move.to
    row.save(update_fields=["state"])
    return row

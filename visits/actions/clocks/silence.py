"""Who has the turn when somebody is silent? The deputy of whoever asks, then coordinators, each after the other."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from accounts.models import Member
from portal import clock
from portal.audit import actions as audit
from portal.workdays import add_working_days
from visits import notices
from visits.actions.clocks.each import each
from visits.actions.coordinating import desk
from visits.actions.settling import NOT_BY_DEPUTY, half_has_passed, is_gone, settle
from visits.clocks import LAST_STEP, desk_step, passed_before
from visits.gate import is_express
from visits.models import (
    Turn,
    VisitRequest,
)
from visits.pace import answer_days

R = VisitRequest.State
READERS_ACTS = {R.SUBMITTED: "read-request", R.DRAFT: "let-through"}
# What a coordinator has to do later on; a silence of theirs is passed on in the same order.
HELPERS_ACTS = {
    R.INVITING: ("find-more", "read-volunteers", "weigh-conflict"),
    R.PLANNING: ("pick-house", "help-along", "weigh-conflict"),
    R.CONFIRMED: ("decide-held", "weigh-conflict"),
    R.HELD: ("help-along", "chase-fee"),
    R.CLOSED: ("chase-fee",),
}
SILENT_ACTS = ("choose-date", "propose-date", "say-held", "sign-report", "name-fee")


def escalate_unread() -> int:
    """A coordinator's silence goes to the deputy, then to any coordinator, then to the administrators.

    All coordinators were told of a room under threat at once: their silence goes to the administrators the same day.
    """

    def escalate(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        act = READERS_ACTS.get(R(request.state), "")
        late = request.turns.filter(act=act, due_at__lte=clock.now()).first()
        if late is None or desk_step(request) >= LAST_STEP:
            return False
        turns = _pass_on(request, (act,))
        since = request.submitted_at or request.changed_at
        event = f"{since.isoformat()}:{request.escalation}"
        kind = "visits.request_escalated" if act == "read-request" else "visits.waiver_asked"
        notices.tell(kind, event, desk(request), request, answer_by=turns[0].due_at if turns else None)
        return True

    late = VisitRequest.objects.filter(
        state__in=READERS_ACTS, escalation__lt=LAST_STEP, turns__act__in=READERS_ACTS.values(),
        turns__due_at__lte=clock.now(),
    ).distinct()  # fmt: skip
    return each(late, escalate)


def escalate_unhelped() -> int:
    """Whoever has to find more people, pick a house, decide or help along, and does not: the next of the desk has it."""

    def escalate(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        acts = HELPERS_ACTS.get(R(request.state), ())
        late = request.turns.filter(act__in=acts, due_at__lte=clock.now()).order_by("due_at", "id").first()
        if late is None or late.due_at is None or desk_step(request) >= LAST_STEP:
            return False
        turns = _pass_on(request, acts)
        event = f"{late.act}:{late.due_at.isoformat()}:{request.escalation}"
        notices.tell("visits.stuck", event, desk(request), request, answer_by=turns[0].due_at if turns else None)
        return True

    acts = {act for known in HELPERS_ACTS.values() for act in known}
    late = Turn.objects.filter(act__in=acts, due_at__lte=clock.now()).values("request")
    return each(VisitRequest.objects.filter(pk__in=late), escalate)


def _pass_on(request: VisitRequest, acts: Iterable[str]) -> list[Turn]:
    """Hand these acts to the next of the desk, with a clock of their own; returns the new turns."""
    step = LAST_STEP if is_express(request) else desk_step(request) + 1
    request.escalation = step + passed_before(request)
    request.save(update_fields=["escalation"])
    request.turns.filter(act__in=acts).delete()
    audit.record(None, "visits.request_escalate", request, step=step)
    return [turn for turn in settle(request) if turn.act in acts]


def pass_on_silence() -> int:
    """Whoever is silent while planning or afterwards: the coordinator is told and has the turn, too."""

    def pass_on(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        late = request.turns.filter(act__in=SILENT_ACTS, due_at__lte=clock.now()).order_by("due_at").first()
        if late is None or late.due_at is None or request.escalation:
            return False
        request.escalation = 1
        request.save(update_fields=["escalation"])
        audit.record(None, "visits.request_stuck", request, act=late.act)
        settle(request)
        due = add_working_days(clock.now(), answer_days(request))
        event = f"{late.act}:{late.due_at.isoformat()}"
        notices.tell("visits.stuck", event, desk(request), request, answer_by=due)
        return True

    ids = Turn.objects.filter(act__in=SILENT_ACTS, due_at__lte=clock.now()).values("request")
    return each(VisitRequest.objects.filter(pk__in=ids, escalation=0), pass_on)


def hand_to_deputies() -> int:
    """A requester who is silent half of the time, or gone: the deputy has the turn, too, and is told."""

    def hand(request: VisitRequest) -> bool:
        request = (
            VisitRequest.objects.select_for_update(of=("self",))
            .select_related("deputy", "requester")
            .get(pk=request.pk)
        )
        if not is_gone(request) and not any(map(half_has_passed, request.turns.filter(user=request.requester_id))):
            return False
        new = [turn for turn in settle(request) if turn.user_id == request.deputy_id]
        for turn in new:
            event = f"{turn.act}:{turn.due_at.isoformat() if turn.due_at else ''}"
            notices.tell("visits.deputy_turn", event, [request.deputy], request, answer_by=turn.due_at)
        return bool(new)

    theirs = Turn.objects.filter(request=OuterRef("pk"), user=OuterRef("requester")).exclude(act__in=NOT_BY_DEPUTY)
    stand_in = Turn.objects.filter(request=OuterRef("pk"), user=OuterRef("deputy"))
    waiting = VisitRequest.objects.filter(Exists(theirs), ~Exists(stand_in), deputy__member__state=Member.State.ACTIVE)
    return each(waiting.exclude(state=R.DRAFT), hand)

"""What happens by itself after the days? Was it held, the report, feedback, and what became of it at home."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Max

from accounts.models import User
from portal import clock
from portal.audit import actions as audit
from portal.delivery.models import Notice
from portal.workdays import add_working_days
from visits import notices
from visits.actions.afterwards import tell_who_may_read
from visits.actions.clocks.each import each
from visits.actions.coordinating import desk
from visits.actions.later import STEPS, ask_follow_up, lapse_follow_up, tell_follow_up
from visits.actions.settling import FEEDBACK_DAYS, settle
from visits.models import (
    Feedback,
    FollowUp,
    Incident,
    Report,
    Turn,
    Visit,
    VisitRequest,
)
from visits.pace import ANSWER_DAYS

R = VisitRequest.State
FEEDBACK_REMINDER = 7  # days after the visit
FEEDBACK_KEPT = timedelta(days=730)
NOT_JUST_CLOSED = timedelta(days=90)  # an old one that was closed late is still to be asked about
REPORT_REMINDERS = (7, 21, 30, 45)  # days after the visit


def ask_whether_held() -> int:
    """The day after the last session both sides are asked; seven days later the coordinator is."""

    def ask(request: VisitRequest) -> bool:
        new = [turn for turn in settle(request) if turn.act in ("say-held", "decide-held")]
        sides = [turn for turn in new if turn.act == "say-held"]
        desk_turns = [turn for turn in new if turn.act == "decide-held"]
        sequence = request.visit.sequence
        for kind, turns in (("visits.was_it_held", sides), ("visits.stuck", desk_turns)):
            if turns:
                event = f"held:{sequence}"
                notices.tell(kind, event, [turn.user for turn in turns], request, answer_by=turns[0].due_at)
        return bool(new)

    over = (
        VisitRequest.objects.filter(state=R.CONFIRMED)
        .annotate(last=Max("visit__sessions__end"))
        .filter(last__lte=clock.now())
    )
    return each(over, ask)


def remind_reports() -> int:
    """After 7, 21, 30 and 45 days; then the coordinator is told. Reminders that were missed are not made up for."""

    def remind(report: Report) -> bool:
        request = report.visit.request
        if report.visit.held_at is None:
            return False
        days = (clock.now() - report.visit.held_at).days
        passed = [step for step in REPORT_REMINDERS if step <= days]
        if not passed:
            return False
        writers = list(User.objects.filter(turns__request=request, turns__act="write-report"))
        told = notices.tell("visits.report_due", f"day:{passed[-1]}", writers, request, answer_by=report.due_at)
        if passed[-1] == REPORT_REMINDERS[-1]:
            _tell_desk_about_report(request)
        return bool(told)

    states = [Report.State.DUE, Report.State.DRAFT, Report.State.RETURNED]
    return each(Report.objects.filter(state__in=states, visit__request__state=R.HELD), remind)


def _tell_desk_about_report(request: VisitRequest) -> None:
    if request.escalation == 0:
        request.escalation = 1
        request.save(update_fields=["escalation"])
        settle(request)
    due = add_working_days(clock.now(), ANSWER_DAYS)
    notices.tell("visits.stuck", "report:45", desk(request), request, answer_by=due)


def remind_feedback() -> int:
    """Once, a week after the visit; nobody is pressed."""

    def remind(visit: Visit) -> bool:
        writers = list(User.objects.filter(turns__request=visit.request_id, turns__act="give-feedback"))
        until = visit.held_at + timedelta(days=FEEDBACK_DAYS) if visit.held_at else None
        return bool(notices.tell("visits.feedback_asked", "day:7", writers, visit.request, answer_by=until))

    now = clock.now()
    since, week_ago = now - timedelta(days=FEEDBACK_DAYS), now - timedelta(days=FEEDBACK_REMINDER)
    return each(Visit.objects.filter(held_at__gt=since, held_at__lte=week_ago), remind)


def close_feedback() -> int:
    """After 14 days it is no longer asked for: the turns go, and what is there may be read."""

    def close(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        settle(request)
        tell_who_may_read(request, request.visit)
        return True

    ids = Turn.objects.filter(act="give-feedback", due_at__lt=clock.now()).values("request")
    return each(VisitRequest.objects.filter(pk__in=ids), close)


def forget_feedback() -> int:
    """Raw answers are kept for 24 months; that they were given stays on the trail."""

    def forget(row: Feedback) -> bool:
        audit.record(None, "visits.feedback_forget", row)
        row.delete()
        return True

    return each(Feedback.objects.filter(at__lt=clock.now() - FEEDBACK_KEPT), forget)


def ask_for_fees() -> int:
    """A peer worker's fee that nobody has said was paid: the requester is told, and again a week later."""

    def ask(turn: Turn) -> bool:
        week = int(clock.now() >= turn.since + timedelta(days=7))
        told = notices.tell("visits.fee_to_pay", f"week:{week}", [turn.user], turn.request, answer_by=turn.due_at)
        return bool(told)

    return each(Turn.objects.filter(act="pay-fee", due_at__gt=clock.now()), ask)


def pass_on_fees() -> int:
    """Two weeks after the visit the desk asks after it, and the turn is passed on there until it is paid."""

    def pass_on(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        settle(request)
        turns = list(request.turns.filter(act="chase-fee").select_related("user"))
        # Whoever has it after them is told by `silence.escalate_unhelped`.
        if not turns or Notice.objects.filter(kind="visits.fee_unpaid", object_ids__request=request.pk).exists():
            return False
        people, due = [turn.user for turn in turns], turns[0].due_at
        return bool(notices.tell("visits.fee_unpaid", "desk", people, request, answer_by=due))

    late = Turn.objects.filter(act="pay-fee", due_at__lte=clock.now()).values("request")
    return each(VisitRequest.objects.filter(pk__in=late), pass_on)


def forget_incidents() -> int:
    """What went wrong is kept as long as raw feedback, once it is closed; that it was told and closed stays on the trail."""

    def forget(row: Incident) -> bool:
        audit.record(None, "visits.incident_forget", row)
        row.delete()
        return True

    over = Incident.objects.filter(state=Incident.State.CLOSED, told_at__lt=clock.now() - FEEDBACK_KEPT)
    return each(over.filter(closed_at__lt=clock.now() - NOT_JUST_CLOSED), forget)


def ask_follow_ups() -> int:
    """A month, half a year and a year after the end: what changed at home? Not made up for when a month late."""

    def ask(after: str) -> Callable[[VisitRequest], bool]:
        return lambda request: ask_follow_up(request, after) is not None

    done = 0
    for after, step in STEPS.items():
        until = clock.now() - step
        asked = FollowUp.objects.filter(after=after).values("visit__request")
        due = VisitRequest.objects.filter(state=R.CLOSED, ended_at__lte=until, ended_at__gt=until - timedelta(days=30))
        done += each(due.filter(visit__held_at__isnull=False).exclude(pk__in=asked), ask(after))
    return done


def remind_follow_ups() -> int:
    """Once, after a week; then they are left in peace."""

    def remind(row: FollowUp) -> bool:
        return tell_follow_up(row.visit.request, row, "again")

    week_ago = clock.now() - timedelta(days=7)
    waiting = FollowUp.objects.filter(state=FollowUp.State.ASKED, asked_at__lte=week_ago, answer_by__gt=clock.now())
    return each(waiting, remind)


def lapse_follow_ups() -> int:
    return each(FollowUp.objects.filter(state=FollowUp.State.ASKED, answer_by__lte=clock.now()), lapse_follow_up)

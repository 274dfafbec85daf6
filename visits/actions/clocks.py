"""What happens by itself? Reminders, lapses, hand-overs: "due and not done" questions, safe to ask at any time, twice."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from accounts.models import Member, User
from portal import clock
from portal.audit import actions as audit
from portal.moves import find_move
from portal.workdays import add_working_days, working_days_between
from visits import notices
from visits.actions.afterwards import tell_who_may_read
from visits.actions.group import forget_names
from visits.actions.incidents import pass_on_unread
from visits.actions.invitations import invite_next, lock_both, move_invitation
from visits.actions.later import STEPS, ask_follow_up, lapse_follow_up, tell_follow_up
from visits.actions.offers import offer_questions
from visits.actions.papers import make_waiting
from visits.actions.planning import let_kept_days_go
from visits.actions.reconfirming import ask_again, tell_of_silence
from visits.actions.requests import end, make_move
from visits.actions.settling import (
    ANSWER_DAYS,
    COMING_UP,
    FEEDBACK_DAYS,
    NOT_BY_DEPUTY,
    desk,
    half_has_passed,
    is_gone,
    settle,
)
from visits.actions.standing_in import hand_desks_on, welcome_back
from visits.actions.talking import forget_bodies
from visits.clocks import LAST_STEP, desk_step, passed_before
from visits.gate import is_express
from visits.lifecycle import CONSENT_MOVES
from visits.models import (
    DateProposal,
    Feedback,
    FollowUp,
    HostConsent,
    Incident,
    Invitation,
    Participant,
    Report,
    Turn,
    Visit,
    VisitRequest,
)

R = VisitRequest.State
REMIND_AFTER = (2, 4)  # working days after the invitation
FEEDBACK_REMINDER = 7  # days after the visit
FEEDBACK_KEPT = timedelta(days=730)
REPORT_REMINDERS = (7, 21, 30, 45)  # days after the visit
NAMES_KEPT = timedelta(days=90)


def run_all() -> int:
    """Do everything that is due; returns how many things were done.

    One broken row never stops the others: what went wrong is raised together, after all has been tried.
    """
    done, broken = 0, []
    for job in JOBS:
        try:
            done += job()
        except ExceptionGroup as group:
            broken.append(group)
    if broken:
        raise ExceptionGroup("some clocks could not be run", broken)
    return done


def _each(rows: QuerySet[Any], act: Callable[[Any], bool]) -> int:
    """Call `act` for each row in a transaction of its own; True counts as done."""
    done, broken = 0, []
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = rows.model._default_manager.filter(pk=pk).first()
                done += bool(row and act(row))
        except Exception as error:  # raised again below, with all others
            broken.append(error)
    if broken:
        raise ExceptionGroup(f"{act.__qualname__}: {len(broken)} rows", broken)
    return done


def _reminders_passed(asked: Any) -> int:
    """Return how many reminders belong to the days gone by. One that was missed goes with the next: after a week
    without a schedule nobody gets two within a minute."""
    days = working_days_between(asked, clock.now())
    return sum(days >= step for step in REMIND_AFTER)


def remind_invitations() -> int:
    def remind(row: Invitation) -> bool:
        request, row = lock_both(row)
        since = row.answered_at if row.state == Invitation.State.TENTATIVE else row.invited_at
        if row.state not in (Invitation.State.INVITED, Invitation.State.TENTATIVE) or not since:
            return False
        passed = _reminders_passed(since)
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
    return _each(waiting, remind)


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

    return _each(Invitation.objects.filter(state__in=Invitation.OPEN, answer_by__lte=clock.now()), lapse)


def ask_passed_over() -> int:
    """Somebody on a list had enough questions before them, or took a pause; now there may be room."""

    def ask(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        chosen = invite_next(request)
        if chosen:
            settle(request)
        return bool(chosen)

    on_list = Invitation.objects.filter(state=Invitation.State.SUGGESTED).values("request")
    return _each(VisitRequest.objects.filter(state=R.INVITING, pk__in=on_list), ask)


def _hand_on(request: VisitRequest, row: Invitation) -> bool:
    row.handed_on = True
    row.answer_by = add_working_days(clock.now(), ANSWER_DAYS)
    row.save(update_fields=["handed_on", "answer_by"])
    audit.record(None, "visits.dates_hand_on", row)
    settle(request)
    event = f"{row.pk}:{row.rounds}:desk"
    notices.tell("visits.dates_proposed", event, desk(request), request, invitation=row, answer_by=row.answer_by)
    return True


def remind_hosts() -> int:
    def remind(row: HostConsent) -> bool:
        passed = _reminders_passed(row.asked_at)
        if passed <= row.reminders_sent or clock.now() >= row.answer_by:
            return False
        row.reminders_sent = passed
        row.save(update_fields=["reminders_sent"])
        notices.tell(
            "visits.host_reminder", f"{row.pk}:{row.reminders_sent}", [row.person], row.visit.request, consent=row,
            answer_by=row.answer_by,
        )  # fmt: skip
        return True

    return _each(HostConsent.objects.filter(state=HostConsent.State.ASKED, reminders_sent__lt=2), remind)


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
        due = add_working_days(clock.now(), ANSWER_DAYS)
        notices.tell("visits.house_needed", f"{row.pk}:lapsed", desk(request), request, answer_by=due)
        return True

    return _each(HostConsent.objects.filter(state=HostConsent.State.ASKED, answer_by__lte=clock.now()), lapse)


READERS_ACTS = {R.SUBMITTED: "read-request", R.DRAFT: "let-through"}
# What a coordinator has to do later on; a silence of theirs is passed on in the same order.
HELPERS_ACTS = {
    R.INVITING: ("find-more",),
    R.PLANNING: ("pick-house", "help-along"),
    R.CONFIRMED: ("decide-held",),
    R.HELD: ("help-along",),
}


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
    return _each(late, escalate)


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
    return _each(VisitRequest.objects.filter(pk__in=late), escalate)


def _pass_on(request: VisitRequest, acts: Iterable[str]) -> list[Turn]:
    """Hand these acts to the next of the desk, with a clock of their own; returns the new turns."""
    step = LAST_STEP if is_express(request) else desk_step(request) + 1
    request.escalation = step + passed_before(request)
    request.save(update_fields=["escalation"])
    request.turns.filter(act__in=acts).delete()
    audit.record(None, "visits.request_escalate", request, step=step)
    return [turn for turn in settle(request) if turn.act in acts]


SILENT_ACTS = ("choose-date", "propose-date", "say-held", "sign-report", "name-fee")


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
        due = add_working_days(clock.now(), ANSWER_DAYS)
        event = f"{late.act}:{late.due_at.isoformat()}"
        notices.tell("visits.stuck", event, desk(request), request, answer_by=due)
        return True

    ids = Turn.objects.filter(act__in=SILENT_ACTS, due_at__lte=clock.now()).values("request")
    return _each(VisitRequest.objects.filter(pk__in=ids, escalation=0), pass_on)


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
    return _each(waiting.exclude(state=R.DRAFT), hand)


def remind_returned() -> int:
    def remind(request: VisitRequest) -> bool:
        due = request.changed_at + timedelta(days=30)
        event = f"{request.changed_at.isoformat()}:7"
        return bool(notices.tell("visits.request_returned", event, [request.requester], request, answer_by=due))

    week_ago = clock.now() - timedelta(days=7)
    return _each(VisitRequest.objects.filter(state=R.RETURNED, changed_at__lte=week_ago), remind)


def expire_returned() -> int:
    def expire(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        if request.state != R.RETURNED or clock.now() < request.changed_at + timedelta(days=30):
            return False
        make_move(None, request, "expire", acting={"clock"})
        end(request, reason="other", word=request.word)
        settle(request)
        notices.tell("visits.expired", "end", [request.requester], request)
        return True

    month_ago = clock.now() - timedelta(days=30)
    return _each(VisitRequest.objects.filter(state=R.RETURNED, changed_at__lte=month_ago), expire)


def nudge_drafts() -> int:
    """Seven days after the last word, once."""

    def nudge(request: VisitRequest) -> bool:
        return bool(notices.tell("visits.draft_waits", "7", [request.requester], request))

    week_ago = clock.now() - timedelta(days=7)
    month_ago = clock.now() - timedelta(days=60)
    drafts = VisitRequest.objects.filter(state=R.DRAFT, changed_at__lte=week_ago, changed_at__gte=month_ago)
    return _each(drafts, nudge)


def announce_visits() -> int:
    """Ask everybody to look once more, 14 and 3 days before; never for a visit that has begun."""

    def announce(request: VisitRequest) -> bool:
        visit = request.visit
        first = visit.sessions.order_by("start").values_list("start", flat=True).first()
        if first is None or clock.now() >= first:
            return False
        left = (first - clock.now()).days
        due = [days for days in COMING_UP if left < days and days not in visit.reminded_days]
        if not due:
            return False
        visit.reminded_days = [*visit.reminded_days, *due]
        visit.save(update_fields=["reminded_days"])
        ask_again(request, visit, min(due))
        return True

    return _each(VisitRequest.objects.filter(state=R.CONFIRMED), announce)


def pass_on_silent_round() -> int:
    """A day before, whoever has not said that it still holds: the coordinator asks round."""

    def pass_on(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        settle(request)
        return tell_of_silence(request, request.visit)

    late = Turn.objects.filter(act="reconfirm", due_at__lte=clock.now()).values("request")
    ahead = VisitRequest.objects.filter(state=R.CONFIRMED, pk__in=late, visit__sessions__start__gt=clock.now())
    return _each(ahead.distinct(), pass_on)


def let_past_days_go() -> int:
    """Days that were kept while somebody was looked for, or a fee was open, have come: they hold no longer."""

    def let_go(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        return let_kept_days_go(request)

    agreed = DateProposal.objects.filter(state=DateProposal.State.AGREED).values("request")
    waiting = VisitRequest.objects.filter(state__in=(R.INVITING, R.PLANNING), pk__in=agreed)
    return _each(waiting.annotate(first=Min("visit__sessions__start")).filter(first__lte=clock.now()), let_go)


def ask_for_signatures() -> int:
    """Whoever comes along and has an account is asked once to sign the code, as soon as the house has said yes."""

    def ask(request: VisitRequest) -> bool:
        turns = list(request.turns.filter(act="sign-code").select_related("user"))
        told = [
            notices.tell("visits.code_to_sign", f"{turn.user_id}", [turn.user], request, answer_by=turn.due_at)
            for turn in turns
        ]
        return any(told)

    return _each(VisitRequest.objects.filter(state=R.CONFIRMED, turns__act="sign-code").distinct(), ask)


def pass_on_incidents() -> int:
    """Four hours without a coordinator's eyes: what went wrong goes to more of them."""
    waiting = Incident.objects.filter(state=Incident.State.TOLD, read_by__lte=clock.now(), escalation__lt=2)
    return _each(waiting, pass_on_unread)


def forget_who_came() -> int:
    """90 days after the last day (or after the end, where there was none) the names of those who came are wiped."""

    def forget(request: VisitRequest) -> bool:
        return bool(forget_names(VisitRequest.objects.select_for_update().get(pk=request.pk)))

    long_ago = clock.now() - NAMES_KEPT
    rows = VisitRequest.objects.annotate(last=Max("visit__sessions__end"))
    over = rows.filter(Q(last__lt=long_ago) | Q(last=None, ended_at__lt=long_ago))
    named = Participant.objects.exclude(name="", member=None).values("request")
    return _each(over.filter(pk__in=named), forget)


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
    return _each(over, ask)


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
    return _each(Report.objects.filter(state__in=states, visit__request__state=R.HELD), remind)


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
    return _each(Visit.objects.filter(held_at__gt=since, held_at__lte=week_ago), remind)


def close_feedback() -> int:
    """After 14 days it is no longer asked for: the turns go, and what is there may be read."""

    def close(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        settle(request)
        tell_who_may_read(request, request.visit)
        return True

    ids = Turn.objects.filter(act="give-feedback", due_at__lt=clock.now()).values("request")
    return _each(VisitRequest.objects.filter(pk__in=ids), close)


def forget_feedback() -> int:
    """Raw answers are kept for 24 months; that they were given stays on the trail."""

    def forget(row: Feedback) -> bool:
        audit.record(None, "visits.feedback_forget", row)
        row.delete()
        return True

    return _each(Feedback.objects.filter(at__lt=clock.now() - FEEDBACK_KEPT), forget)


def ask_follow_ups() -> int:
    """A month, half a year and a year after the end: what changed at home? Not made up for when a month late."""

    def ask(after: str) -> Callable[[VisitRequest], bool]:
        return lambda request: ask_follow_up(request, after) is not None

    done = 0
    for after, step in STEPS.items():
        until = clock.now() - step
        asked = FollowUp.objects.filter(after=after).values("visit__request")
        due = VisitRequest.objects.filter(state=R.CLOSED, ended_at__lte=until, ended_at__gt=until - timedelta(days=30))
        done += _each(due.filter(visit__held_at__isnull=False).exclude(pk__in=asked), ask(after))
    return done


def remind_follow_ups() -> int:
    """Once, after a week; then they are left in peace."""

    def remind(row: FollowUp) -> bool:
        return tell_follow_up(row.visit.request, row, "again")

    week_ago = clock.now() - timedelta(days=7)
    waiting = FollowUp.objects.filter(state=FollowUp.State.ASKED, asked_at__lte=week_ago, answer_by__gt=clock.now())
    return _each(waiting, remind)


def lapse_follow_ups() -> int:
    return _each(FollowUp.objects.filter(state=FollowUp.State.ASKED, answer_by__lte=clock.now()), lapse_follow_up)


def restart_shortlists() -> int:
    """A worker was killed while it computed: the row still says so, and the list is made now."""
    from visits.actions.shortlist import compute_shortlist

    def restart(request: VisitRequest) -> bool:
        return compute_shortlist(request.pk) >= 0

    return _each(VisitRequest.objects.filter(shortlist=VisitRequest.Shortlist.COMPUTING), restart)


JOBS: tuple[Callable[[], int], ...] = (
    remind_invitations,
    lapse_invitations,
    ask_passed_over,
    remind_hosts,
    lapse_consents,
    welcome_back,
    hand_desks_on,
    escalate_unread,
    escalate_unhelped,
    pass_on_silence,
    hand_to_deputies,
    remind_returned,
    expire_returned,
    nudge_drafts,
    announce_visits,
    pass_on_silent_round,
    let_past_days_go,
    ask_for_signatures,
    pass_on_incidents,
    forget_who_came,
    make_waiting,
    ask_whether_held,
    remind_reports,
    remind_feedback,
    close_feedback,
    forget_feedback,
    ask_follow_ups,
    remind_follow_ups,
    lapse_follow_ups,
    restart_shortlists,
    forget_bodies,
    offer_questions,
)


def everything_waiting() -> Iterator[VisitRequest]:
    """Yield open requests that have neither a turn nor a calendar date: there must never be one (a test asks)."""
    open_states = [R.DRAFT, R.SUBMITTED, R.RETURNED, R.INVITING, R.PLANNING, R.HELD]
    yield from VisitRequest.objects.filter(state__in=open_states, turns__isnull=True)

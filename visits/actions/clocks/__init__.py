"""What happens by itself? Reminders, lapses, hand-overs: "due and not done" questions, safe to ask at any time, twice."""

from collections.abc import Callable, Iterator

from visits.actions.clocks import ahead, asked, calls, later, silence, unsent
from visits.actions.offers import offer_questions
from visits.actions.papers import make_waiting
from visits.actions.planning_ahead import restart_plans
from visits.actions.standing_in import hand_desks_on, welcome_back
from visits.actions.talking import forget_bodies
from visits.actions.weighing import restart_previews
from visits.models import VisitRequest

R = VisitRequest.State


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


JOBS: tuple[Callable[[], int], ...] = (
    asked.remind_invitations,
    asked.lapse_invitations,
    asked.ask_passed_over,
    asked.remind_hosts,
    asked.lapse_consents,
    calls.close_calls,
    calls.lapse_calls,
    calls.forget_offers,
    welcome_back,
    hand_desks_on,
    silence.escalate_unread,
    silence.escalate_unhelped,
    silence.pass_on_silence,
    silence.hand_to_deputies,
    unsent.remind_returned,
    unsent.expire_returned,
    unsent.nudge_drafts,
    ahead.announce_visits,
    ahead.pass_on_silent_round,
    ahead.let_past_days_go,
    ahead.ask_for_signatures,
    ahead.pass_on_incidents,
    ahead.forget_who_came,
    make_waiting,
    later.ask_whether_held,
    later.remind_reports,
    later.remind_feedback,
    later.close_feedback,
    later.forget_feedback,
    later.ask_for_fees,
    later.pass_on_fees,
    later.forget_incidents,
    later.ask_follow_ups,
    later.remind_follow_ups,
    later.lapse_follow_ups,
    unsent.restart_shortlists,
    restart_previews,
    restart_plans,
    forget_bodies,
    offer_questions,
)


def everything_waiting() -> Iterator[VisitRequest]:
    """Yield open requests that have neither a turn nor a calendar date: there must never be one (a test asks)."""
    open_states = [R.DRAFT, R.SUBMITTED, R.RETURNED, R.INVITING, R.PLANNING, R.HELD]
    yield from VisitRequest.objects.filter(state__in=open_states, turns__isnull=True)

"""Which clocks run on a request? Whose they are, how many working days are left, and what happens by itself at zero."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.workdays import working_days_between
from visits import turns
from visits.gate import is_express
from visits.models import Turn, VisitRequest

R = VisitRequest.State
LAST_STEP = 3  # of the desk: the administrators
# What nobody of the desk does is passed on, step by step: whoever is in charge, the deputy, any coordinator, at last the
# administrators. What happens next at each step:
AT_DESK_NEXT: tuple[Any, ...] = (
    gettext_lazy("the deputy is asked, then any coordinator, then the administrators"),
    gettext_lazy("any coordinator of the country is asked, then the administrators"),
    gettext_lazy("the administrators are asked"),
    gettext_lazy("it stays here: nobody comes after the administrators"),
)
DATES_AT_DESK = gettext_lazy("these dates lapse, and the next on the list is asked")
ROUND_UNASKED = gettext_lazy("the visit begins, and nobody knows whether everybody comes")
# What somebody else does not do. The acts of the desk have their words above.
AT_ZERO: dict[str, Any] = {
    "answer-question": gettext_lazy("the request ends by itself"),
    "answer-invitation": gettext_lazy("the next on the list is asked"),
    "answer-dates": gettext_lazy("it comes to your desk"),
    "agree-call": gettext_lazy("members are not told, and you hear of it"),
    "choose-date": gettext_lazy("it comes to your desk"),
    "propose-date": gettext_lazy("it comes to your desk"),
    "answer-as-host": gettext_lazy("the question lapses and you pick another house"),
    "read-rules": gettext_lazy("the house sees that nobody has accepted its rules"),
    "sign-code": gettext_lazy("the house sees that somebody has not signed"),
    "name-fee": gettext_lazy("it comes to your desk"),
    "reconfirm": gettext_lazy("it comes to your desk"),
    "pay-fee": gettext_lazy("it comes to your desk"),
    "say-held": gettext_lazy("you decide"),
    "write-report": gettext_lazy("they are reminded after 7, 21, 30 and 45 days, then it comes to your desk"),
    "sign-report": gettext_lazy("it comes to your desk"),
    "read-incident": gettext_lazy("after four hours the deputy has it too, then the administrators"),
    "tell-changes": gettext_lazy("it is closed; nobody is pressed"),
    "give-feedback": gettext_lazy("it is closed; nobody is pressed"),
}


def passed_before(request: VisitRequest) -> int:
    """Return how many steps of `escalation` led to the desk, not on from it: of a visit, the first."""
    return int(request.state in (R.PLANNING, R.CONFIRMED, R.HELD, R.CLOSED))


def desk_step(request: VisitRequest) -> int:
    """Return how far the desk's own silence has gone: 0 is whoever is in charge, `LAST_STEP` the administrators."""
    return max(0, min(request.escalation - passed_before(request), LAST_STEP))


def if_nothing(row: Turn, asked: VisitRequest) -> str:
    """Return, as the rest of a sentence, what happens by itself when nobody takes this turn in its time."""
    if row.act == "ask-round":
        return str(ROUND_UNASKED)
    if row.act in turns.AT_DESK:
        step = desk_step(asked)
        return str(AT_DESK_NEXT[max(step, LAST_STEP - 1) if is_express(asked) else step])
    if row.act == "answer-dates" and row.user_id not in (asked.requester_id, asked.deputy_id):
        return str(DATES_AT_DESK)
    return str(AT_ZERO.get(row.act, ""))


@dataclass(frozen=True)
class Clock:
    """`days` are working days left; None where a calendar, not a person, is awaited."""

    days: int | None
    is_late: bool
    who: str
    what: str
    at_zero: str


def clock_of(row: Turn, asked: VisitRequest, reader: Any) -> Clock:
    """Put one turn on the desk's clock; coordinators read by name who was asked."""
    words = turns.in_words(row, reader)
    late = bool(row.due_at and row.due_at < clock.now())
    left = working_days_between(clock.now(), row.due_at) if row.due_at else None
    return Clock(left, late, _who(row, asked, reader) or words.who, words.heading, if_nothing(row, asked))


def _who(row: Turn, asked: VisitRequest, reader: Any) -> str:
    if row.user_id == reader.pk:
        return _("you")
    if row.user_id == asked.requester_id:
        return _("the requester")
    if row.user_id == asked.deputy_id:
        return _("the deputy")
    if row.act in turns.AT_DESK:
        return coordinator_named(row)
    names = {one.expert.user_id: one.expert.name for one in asked.invitations.all()}
    return names.get(row.user_id, "")


def coordinator_named(row: Turn) -> str:
    """Return the name of the coordinator whose turn it is: read at the desk, "your coordinator" says nothing."""
    member = getattr(row.user, "member", None)
    return member.name if member else _("an administrator")

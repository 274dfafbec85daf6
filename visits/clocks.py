"""Which clocks run on a request? Whose they are, how many working days are left, and what happens by itself at zero."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.workdays import working_days_between
from visits import turns
from visits.models import Turn, VisitRequest

AT_ZERO: dict[str, Any] = {
    "read-request": gettext_lazy("Then the deputy, then any coordinator, then the administrators"),
    "let-through": gettext_lazy("Then the deputy, then any coordinator, then the administrators"),
    "find-more": gettext_lazy("Then the deputy is told"),
    "answer-question": gettext_lazy("Then the request ends by itself"),
    "answer-invitation": gettext_lazy("Then the next on the list is asked"),
    "answer-dates": gettext_lazy("Then it comes to your desk"),
    "choose-date": gettext_lazy("Then it comes to your desk"),
    "propose-date": gettext_lazy("Then it comes to your desk"),
    "answer-as-host": gettext_lazy("Then it comes to your desk"),
    "read-rules": gettext_lazy("Then the house sees that nobody has accepted its rules"),
    "sign-code": gettext_lazy("Then the house sees that somebody has not signed"),
    "read-incident": gettext_lazy("After four hours the deputy has it too, then the administrators"),
    "name-fee": gettext_lazy("Then it comes to your desk"),
    "say-held": gettext_lazy("Then you decide"),
    "write-report": gettext_lazy("Reminded after 7, 21, 30 and 45 days, then it comes to your desk"),
    "tell-changes": gettext_lazy("Then it is closed; nobody is pressed"),
    "give-feedback": gettext_lazy("Then it is closed; nobody is pressed"),
}


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
    return Clock(left, late, _who(row, asked, reader) or words.who, words.heading, str(AT_ZERO.get(row.act, "")))


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

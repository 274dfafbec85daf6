"""How far has it come? The seats along the table on a request's page."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from visits.completeness import host_kind
from visits.models import DateProposal, HostConsent, Invitation, Report, VisitRequest

R = VisitRequest.State
ORDER = ("asked", "read", "yes", "dates", "house", "visit", "report")
STANDS_AT = {R.SUBMITTED: "read", R.INVITING: "yes", R.CONFIRMED: "visit", R.HELD: "report"}


@dataclass(frozen=True)
class Step:
    """One seat: `state` is "done", "now" or "later"; the note is one short line."""

    name: str
    note: str
    state: str


def steps(asked: VisitRequest, *, is_yours: bool, when: str = "") -> list[Step]:
    """Return the seats in order; reads the rows that the page has loaded. Empty once a request ended early.

    `is_yours`: it is the reader who has to act where it stands.
    """
    now = _stands_at(asked)
    if now is None:
        return []
    keys = [key for key in ORDER if key != "house" or host_kind(asked) != "none"]
    at = keys.index(now) if now in keys else len(keys)
    names = {
        "asked": _("Asked"),
        "read": _("Read"),
        "yes": _("An expert’s yes"),
        "dates": _("Dates"),
        "house": _("The house’s yes"),
        "visit": _("Visit"),
        "report": _("Report"),
    }
    found = []
    for place, key in enumerate(keys):
        state = "done" if place < at else "now" if place == at else "later"
        note = _("your turn") if state == "now" and is_yours else _note(asked, key, state, when)
        found.append(Step(names[key], note, state))
    return found


def _stands_at(asked: VisitRequest) -> str | None:
    if asked.state == R.CLOSED:
        return "end"
    if asked.state in (R.DRAFT, R.RETURNED):
        return "asked"
    if asked.state == R.PLANNING:
        return "house" if date_is_agreed(asked) and host_kind(asked) != "none" else "dates"
    return STANDS_AT.get(R(asked.state))


def date_is_agreed(asked: VisitRequest) -> bool:
    return any(row.state == DateProposal.State.AGREED for row in asked.proposals.all())


def _note(asked: VisitRequest, key: str, state: str, when: str) -> str:
    if state == "now":
        return str(_NOW[key]())
    if state == "later":
        return {"house": _("within 5 working days"), "report": _("30 days later")}.get(key, "")
    return _day(_done_at(asked, key)) or (when if key in ("dates", "visit") else "")


_NOW: dict[str, Any] = {
    "asked": lambda: _("not sent yet"),
    "read": lambda: _("by a coordinator"),
    "yes": lambda: _("we are asking"),
    "dates": lambda: _("being agreed"),
    "house": lambda: _("asked"),
    "visit": lambda: _("agreed"),
    "report": lambda: _("being written"),
}


def _done_at(asked: VisitRequest, key: str) -> Any:
    visit = getattr(asked, "visit", None)
    report: Report | None = getattr(visit, "report", None)
    if key == "asked":
        return asked.submitted_at
    if key == "yes":
        yes = [row.answered_at for row in asked.invitations.all() if row.state == Invitation.State.ACCEPTED]
        return max((at for at in yes if at), default=None)
    if key == "house" and visit:
        agreed = [row.answered_at for row in visit.consents.all() if row.state == HostConsent.State.AGREED]
        return agreed[-1] if agreed else visit.confirmed_at
    if key == "report" and report:
        return report.accepted_at
    return None


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "j F") if moment else ""

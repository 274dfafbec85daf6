"""What stands on a paper about a visit? The agenda, a letter of invitation, a certificate: what its reader may see."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import member_of
from portal import clock
from portal.ui.paper import make_pdf
from portal.vocabularies.queries import label
from visits import agenda, hours
from visits.completeness import group_travels
from visits.models import Participant, VisitPaper, VisitRequest
from visits.visitor_code import experts_come

R = VisitRequest.State
K = VisitPaper.Kind
LETTER_IN = (R.CONFIRMED,)
AGENDA_IN = (R.CONFIRMED, R.HELD, R.CLOSED)
CERTIFICATE_IN = (R.HELD, R.CLOSED)


@dataclass(frozen=True)
class Offer:
    """One paper the reader may have: its kind, and for whom, None for the reader or for everybody."""

    kind: str
    participant: Participant | None
    who: str


def offers(asked: VisitRequest, user: Any, held: set[str]) -> list[Offer]:
    """Return the papers this reader may have now. Names of the group are the requester's and the house's alone."""
    found = []
    if asked.state in AGENDA_IN:
        found.append(Offer(K.AGENDA, None, ""))
    people = [row for row in asked.participants.all() if row.name] if held & {"requester", "host"} else []
    for kind, states in ((K.LETTER, LETTER_IN), (K.CERTIFICATE, CERTIFICATE_IN)):
        if asked.state not in states:
            continue
        if _comes(asked, held) or (kind == K.CERTIFICATE and held & {"expert", "requester"}):
            found.append(Offer(kind, None, _("you")))
        found += [Offer(kind, row, row.name) for row in people]
    return found


def _comes(asked: VisitRequest, held: set[str]) -> bool:
    return ("requester" in held and group_travels(asked)) or ("expert" in held and experts_come(asked))


def pdf(paper: VisitPaper) -> bytes:
    """Return the document in the active language; for the worker."""
    return make_pdf("visits/paper.typ", data(paper))


def data(paper: VisitPaper) -> dict[str, Any]:
    """Return what the template reads: strings and lists of strings only."""
    asked = paper.request
    title, said = {
        K.AGENDA: (_("Agenda"), []),
        K.LETTER: (_("Letter of invitation"), _invites(paper)),
        K.CERTIFICATE: (_("Certificate of attendance"), _certifies(paper)),
    }[K(paper.kind)]
    return {
        "language": get_language() or "en",
        "head": _letterhead(asked),
        "day": date_format(clock.today(), "j F Y"),
        "title": title,
        "paragraphs": said,
        "facts": [list(pair) for pair in _facts(asked) if pair[1]],
        "days": _days(asked) if paper.kind == K.AGENDA else [],
        "foot": _("Made in the portal of the network. Whoever needs to check it asks the house."),
    }


def _letterhead(asked: VisitRequest) -> list[str]:
    """The house's name and town as text, never its address or its door."""
    facility = asked.visit.facility
    if facility is None:
        return []
    return [facility.name, f"{facility.city}, {facility.country.name}"]


def _name(paper: VisitPaper) -> str:
    if paper.participant:
        return paper.participant.name
    member = member_of(paper.user)
    return member.name if member else ""


def _when(asked: VisitRequest) -> str:
    return hours.days_in_words(agenda.dates_of(asked), with_year=True)


def _invites(paper: VisitPaper) -> list[str]:
    said = {"name": _name(paper), "when": _when(paper.request), "kind": label("request-kind", paper.request.kind)}
    return [
        _("To whom it may concern"),
        _("%(name)s is invited on %(when)s (%(kind)s), to exchange professional experience with colleagues.") % said,
        _("The dates are agreed with everybody who takes part. The visit ends on the last of these days."),
    ]


def _certifies(paper: VisitPaper) -> list[str]:
    said = {"name": _name(paper), "when": _when(paper.request), "kind": label("request-kind", paper.request.kind)}
    return [
        _("%(name)s took part on %(when)s (%(kind)s).") % said,
        _("Both sides have confirmed in the portal of the network that it took place."),
    ]


def _facts(asked: VisitRequest) -> list[tuple[str, str]]:
    visit = asked.visit
    first = visit.sessions.all()[0] if visit.sessions.all() else None
    times = hours.clock_times(first.start, first.end, visit.zone) if first else ""
    place = ", ".join(_letterhead(asked))
    return [
        (_("Days"), _when(asked)),
        (_("Hours"), f"{times} ({ZoneInfo(visit.zone).key.rsplit('/', 1)[-1].replace('_', ' ')})" if times else ""),
        (_("Place"), place or (_("By call") if asked.who_travels == "nobody" else "")),
        (_("Hours in all"), str(_hours_in_all(asked))),
    ]


def _hours_in_all(asked: VisitRequest) -> int:
    return round(sum((row.end - row.start).total_seconds() for row in asked.visit.sessions.all()) / 3600)


def _days(asked: VisitRequest) -> list[dict[str, Any]]:
    return [
        {
            "name": day.name,
            "lines": [[one.there or one.hours, one.line.what, one.line.where, one.line.whom] for one in day.lines],
        }
        for day in agenda.days_of(asked)
    ]

"""What does a request still lack before it can be sent? Pure checks: forms show them at the field, actions refuse by them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock
from visits.kinds import KINDS, Kind
from visits.models import VisitRequest

PARTS = (1, 2, 3, 4, 5, 6)
NOTICE = timedelta(weeks=4)
MOST_WINDOWS = 3
MOST_QUESTIONS = 3
MOST_PREFERRED = 3
LARGE_GROUP = 6

# A row of the form may be half filled; rows read from the database never are.
Window = tuple[date | None, date | None]


class Gap(NamedTuple):
    """One thing to look at again: the part (1 to 6), the name of the form field there, and what to do."""

    part: int
    field: str
    message: str


def missing(request: VisitRequest) -> list[Gap]:
    """Return everything that keeps this request from being sent; two queries."""
    topics = [topic.slug for topic in request.topics.all()]
    windows: list[Window] = [(window.start, window.end) for window in request.windows.all()]
    return [gap for part in PARTS for gap in missing_in(part, request, topics=topics, windows=windows)]


def missing_in(
    part: int, request: VisitRequest, *, topics: Sequence[str] = (), windows: Sequence[Window] = ()
) -> list[Gap]:
    """Return what one part lacks; `topics` counts in part 2 and `windows` in part 4."""
    kind = KINDS.get(request.kind)
    if kind is None:
        return [Gap(1, "kind", _("Please choose what you need."))] if part == 1 else []
    found = {
        1: lambda: _in_need(request, kind),
        2: lambda: _in_questions(request, topics),
        3: lambda: _in_place(request),
        4: lambda: _in_dates(request, kind, windows),
        5: lambda: _in_group(request, kind),
        6: lambda: _in_care(request),
    }[part]()
    return [Gap(part, field, message) for field, message in found]


def group_travels(request: VisitRequest) -> bool:
    """Does somebody of the requester's own travel, so that a group size is to be said?"""
    return request.who_travels == "requester"


def is_remote(request: VisitRequest) -> bool:
    """Does nobody travel? Then date windows may be left out."""
    return request.who_travels == "nobody"


def host_kind(request: VisitRequest) -> str:
    """Return "facility", "own" or "none": from the kind, or from the request where the kind leaves it open."""
    host = KINDS[request.kind].host
    return (request.hosting or "none") if host == "choice" else host


def needs_peer_fee(request: VisitRequest) -> bool:
    """A peer worker is never asked to work for nothing: where one takes part, the fee has to be named."""
    return request.wants_peer_expert or bool(request.peer_in_group)


Found = Iterator[tuple[str, str]]


def _in_need(request: VisitRequest, kind: Kind) -> Found:
    # The form derives the house from who travels, so that both are asked for at one place.
    if (kind.travels == "either" and not request.travels) or (kind.host == "choice" and not request.hosting):
        yield "travels", _("Please say who would travel; it can still change.")


def _in_questions(request: VisitRequest, topics: Sequence[str]) -> Found:
    if not 10 <= len(request.title) <= 120:
        yield "title", _("Please say it in one line of 10 to 120 letters; there are %(n)d.") % {"n": len(request.title)}
    if not request.questions:
        yield "question_1", _("Please ask at least one question. One good one is enough.")
    for number, question in enumerate(request.questions[:MOST_QUESTIONS], start=1):
        if not 20 <= len(question) <= 400:
            yield (
                f"question_{number}",
                _("Please ask in 20 to 400 letters, so that an expert can prepare; there are %(n)d.")
                % {"n": len(question)},
            )
    if not 100 <= len(request.why_now) <= 1500:
        yield (
            "why_now",
            _("Please write 100 to 1500 letters; there are %(n)d. It is what makes a host say yes.")
            % {"n": len(request.why_now)},
        )
    if not 1 <= len(topics) <= 3:
        yield "topics", _("Please choose one to three topics.") if not topics else _("Three topics at most, please.")


def _in_place(request: VisitRequest) -> Found:
    if not request.stage:
        yield "stage", _("Please say how far you are.")
    if not request.country:
        yield "country", _("Please choose your country.")
    if not request.city:
        yield "city", _("Please name your city or region. Experts see it only after they said yes.")
    if not request.legal_basis:
        yield "legal_basis", _("Please choose what comes nearest; “Not known” is an answer.")
    if len(request.preferred_countries) > MOST_PREFERRED:
        yield "preferred_countries", _("Three countries at most, please.")
    if both := set(request.preferred_countries) & set(request.not_countries):
        yield (
            "not_countries",
            ngettext(
                "One country is on both lists. Please take it off one of them.",
                "%(n)d countries are on both lists. Please take them off one of them.",
                len(both),
            )
            % {"n": len(both)},
        )
    if not request.languages:
        yield "language_1", _("Please name at least one language you can work in.")
    elif request.interpreter == "no" and all(row.get("level") == "basic" for row in request.languages):
        yield "interpreter", _("With basic words only, somebody has to interpret. Who brings them?")


def _in_dates(request: VisitRequest, kind: Kind, windows: Sequence[Window]) -> Found:
    rows = [(number, start, end) for number, (start, end) in enumerate(windows, start=1) if start or end]
    whole = [(number, start, end) for number, start, end in rows if start and end]
    for number, start, end in rows:
        yield from _in_window(request, kind, number, start, end)
    for (_one, first_start, first_end), (number, start, end) in _pairs(whole):
        if start <= first_end and first_start <= end:
            yield f"window_{number}_start", _("This overlaps with another window. Please keep them apart.")
    if len(rows) > MOST_WINDOWS:
        yield "window_3_start", _("Three windows at most, please.")
    if len(rows) < 2 and not is_remote(request):
        yield f"window_{len(rows) + 1}_start", _("Please name two or three windows. More windows, more chance.")
    if not 1 <= request.duration_days <= kind.days:
        yield "duration_days", _("For this kind please choose 1 to %(most)d.") % {"most": kind.days}


def _pairs(rows: Sequence[tuple[int, date, date]]) -> Iterator[tuple[tuple[int, date, date], tuple[int, date, date]]]:
    for index, later in enumerate(rows):
        for earlier in rows[:index]:
            yield earlier, later


def _in_window(request: VisitRequest, kind: Kind, number: int, start: date | None, end: date | None) -> Found:
    if not start:
        yield f"window_{number}_start", _("From which day?")
        return
    if not end:
        yield f"window_{number}_end", _("Until which day?")
        return
    if message := too_soon(start, request.stage):
        yield f"window_{number}_start", message
    if end < start:
        yield (
            f"window_{number}_end",
            _("This ends before it starts. Please choose %(day)s or later.") % {"day": _said(start)},
        )
    elif kind.unit == "days" and (end - start).days + 1 < request.duration_days:
        yield (
            f"window_{number}_end",
            _("This window is shorter than the %(n)d days you ask for.") % {"n": request.duration_days},
        )


def too_soon(start: date, stage: str) -> str:
    """Return why no visit can start on this day, or "". A room under threat need not wait four weeks."""
    today = clock.today()
    if start <= today:
        return _("This day is past. Please choose a later one.")
    if stage == "under-threat" or start >= today + NOTICE:
        return ""
    days = (start - today).days
    return ngettext(
        "This starts in %(n)d day. Hosts need at least four weeks: please choose %(day)s or later.",
        "This starts in %(n)d days. Hosts need at least four weeks: please choose %(day)s or later.",
        days,
    ) % {"n": days, "day": _said(today + NOTICE)}


def _said(day: date) -> str:
    return date_format(day, "j F" if day.year == clock.today().year else "j F Y")


def _in_group(request: VisitRequest, kind: Kind) -> Found:
    if group_travels(request) and not 1 <= request.group_size <= kind.max_group:
        yield "group_size", _("Please come with at most %(most)d people.") % {"most": kind.max_group}
    if not 1 <= request.experts_needed <= 3:
        yield "experts_needed", _("One, two or three experts, please.")
    if request.peer_in_group is None:
        yield "peer_in_group", _("Please answer yes or no.")
    if request.peer_in_group is False and len(request.why_no_peer) < 3:
        yield "why_no_peer", _("Please say in a few words why not. It changes nothing about your request.")
    if "journalist" in request.outsiders:
        yield (
            "outsiders",
            _("Rooms do not receive journalists on visits of this network. Please take the tick off and ask without."),
        )
    if not request.who_pays:
        yield "who_pays", _("Please say who pays; “Not clear yet” is an answer.")
    if needs_peer_fee(request) and not request.peer_fee:
        yield "peer_fee", _("A peer worker takes part: please name the fee, so that nobody works for nothing.")


def _in_care(request: VisitRequest) -> Found:
    if request.confidentiality not in {"members", "sensitive"}:
        yield "confidentiality", _("Please choose who may read this.")
    if not request.media_plan:
        yield "media_plan", _("Please say it, also when there is none: “No media, no photos”.")
    if not request.accepts_code:
        yield "accepts_code", _("Nobody visits a room without the visitor code. Please read it and tick.")
    if not request.promises_report:
        yield "promises_report", _("What you learn belongs to everybody. Please promise the report.")

"""What does a coordinator see of a request? Clocks, who was asked and when, who fits and why."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import permissions as people
from exchange.world.models import Facility
from portal import clock
from portal.audit.models import AuditEvent
from portal.workdays import working_days_between
from visits import permissions, queries, turns
from visits.actions.planning import host_kind
from visits.forms.acts import RefusalForm, WordForm
from visits.lifecycle import ENDS
from visits.matching.filters import FILTER_WORDS
from visits.matching.reasons import in_words
from visits.matching.weights import CURRENT, PART_WORDS
from visits.models import Invitation, Match, VisitRequest

FITS_SHOWN = 8
BAR = 4  # units of the drawing for one point
MOST = 50


@require_GET
def desk_requests(request: HttpRequest) -> HttpResponse:
    """Open requests, the one that waits longest first."""
    if not people.is_coordinator(request.user):
        raise Http404
    rows = for_desk(request.user).exclude(state__in=ENDS).annotate(due_at=Min("turns__due_at"))
    found = list(rows.select_related("requester__member__user").order_by("due_at", "pk")[:MOST])
    mine = set(queries.turns_for_user(request.user).values_list("request_id", flat=True))
    context = {"rows": found, "mine": mine, "now": clock.now()}
    return render(request, "visits/desk_requests.html", context)


def for_desk(user: Any) -> QuerySet[VisitRequest]:
    return queries.desk_requests_for_user(user)


def find(user: Any, pk: int) -> VisitRequest:
    """Return a request this user coordinates, or 404."""
    if not people.is_coordinator(user):
        raise Http404
    return get_object_or_404(queries.with_rows(for_desk(user)), pk=pk)


@require_GET
def desk_request(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find(request.user, pk))


@dataclass(frozen=True)
class Part:
    """One part of a score, drawn: `frame` is the most it can give, `bar` what it gave, in units of the drawing."""

    label: str
    points: float
    most: int
    frame: int
    bar: float


@dataclass(frozen=True)
class Fit:
    match: Match
    invitation: Invitation | None
    reasons: list[str]
    parts: list[Part]
    most: int


def show(request: HttpRequest, asked: VisitRequest, **forms: Any) -> HttpResponse:
    """Draw the page; an act that could not be taken passes its form back, so that nothing typed is lost."""
    waiting = list(queries.turns_for_user(request.user).exclude(request=asked.pk).filter(act="read-request")[:1])
    context = {
        "asked": asked,
        "turn": turns.whose_turn(asked, request.user),
        "clocks": [clock_of(row, request.user) for row in asked.turns.all()],
        "asked_people": [row for row in asked.invitations.all() if row.invited_at],
        "next_people": [row for row in asked.invitations.all() if row.state == Invitation.State.SUGGESTED],
        "may_list": asked.state in (VisitRequest.State.SUBMITTED, VisitRequest.State.INVITING),
        "houses": houses(asked),
        "trail": trail(asked),
        "return_form": WordForm(auto_id="return_%s"),
        "refuse_form": RefusalForm(auto_id="refuse_%s"),
        "end_form": WordForm(auto_id="end_%s"),
        "next": waiting[0] if waiting else None,
        **fits(asked),
        **forms,
    }
    return render(request, "visits/desk_request.html", context)


def fits(asked: VisitRequest) -> dict[str, Any]:
    """Return the people who fit, with reasons and drawn parts, and those a rule left out, with its words."""
    matches = list(asked.matches.select_related("expert__user"))
    by_expert = {row.expert_id: row for row in asked.invitations.all()}
    able = [row for row in matches if not row.ruled_out]
    shown = [
        Fit(
            row,
            by_expert.get(row.expert_id),
            [in_words(one) for one in row.reasons],
            parts(row),
            sum(CURRENT.parts.values()),
        )
        for row in able[:FITS_SHOWN]
    ]
    out = [(row, FILTER_WORDS.get(row.ruled_out, row.ruled_out)) for row in matches if row.ruled_out]
    return {"fits": shown, "more_fits": len(able) - len(shown), "ruled_out": out}


def parts(match: Match) -> list[Part]:
    return [
        Part(
            str(PART_WORDS[slug]), match.parts.get(slug, 0), most, most * BAR, round(match.parts.get(slug, 0) * BAR, 1)
        )
        for slug, most in CURRENT.parts.items()
    ]


@dataclass(frozen=True)
class Clock:
    days: int | None
    turn: turns.Turn


def clock_of(row: Any, user: Any) -> Clock:
    left = working_days_between(clock.now(), row.due_at) if row.due_at else None
    return Clock(left, turns.in_words(row, user))


def houses(asked: VisitRequest) -> list[Facility]:
    """Return houses that could receive the group, for a request that needs one."""
    open_states = (VisitRequest.State.SUBMITTED, VisitRequest.State.INVITING, VisitRequest.State.PLANNING)
    if host_kind(asked) == "none" or asked.state not in open_states:
        return []
    found = Facility.objects.filter(signoff_person__isnull=False).select_related("country", "host_offer")
    return list(found.order_by("country__name", "city", "name"))


def trail(asked: VisitRequest) -> list[AuditEvent]:
    rows = AuditEvent.objects.filter(subject_type="visits.visitrequest", subject_id=asked.pk)
    return list(rows.order_by("-id")[:20])


def may_act(user: Any, asked: VisitRequest) -> bool:
    return permissions.may_coordinate(user, asked)

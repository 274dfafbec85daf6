"""What does a practice page show of the visit it was learned on? No more than the report allows, to members alone."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Min, OuterRef, Subquery

from accounts import bylines
from accounts import permissions as people
from exchange.practices.models import Practice
from visits import changes
from visits.completeness import host_kind
from visits.models import FollowUp, PracticeOrigin, Report

TEMPLATE = "visits/slots/practice_page.html"


def learned_on(practice: Practice, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Fill the slot of a practice's page, with one query.

    Somebody without log-in, and everybody where the author is hidden or the request was sensitive, learns only that it
    was learned on a visit: month, kind and house would say who travelled.
    """
    rows = PracticeOrigin.objects.filter(practice=practice).select_related(
        "visit__request", "visit__report", "visit__facility__country"
    )
    last = FollowUp.objects.filter(visit=OuterRef("visit"), state=FollowUp.State.ANSWERED).order_by("-answered_at")
    origin = rows.annotate(
        first=Min("visit__sessions__start"),
        last_answers=Subquery(last.values("answers")[:1]),
        last_cities=Subquery(last.values("cities")[:1]),
    ).first()
    if origin is None:
        return None
    visit = origin.visit
    came_of_it = changes.in_words(changes.counted(origin.last_answers or [], origin.last_cities or []))
    hidden = practice.author_id is None or visit.request.confidentiality == "sensitive"
    if hidden or not people.is_vetted(user):
        return TEMPLATE, {"origin": origin, "came_of_it": came_of_it}
    moment = origin.first or visit.held_at
    context = {
        "origin": origin,
        "came_of_it": came_of_it,
        # Where it changed: as near as five people are there, never the city.
        "place": bylines.place((), visit.request.country) if came_of_it else "",
        "asked": visit.request,
        "month": moment.astimezone(ZoneInfo(visit.zone)).date() if moment else None,
        "room": _room(visit),
        "is_yours": visit.request.requester_id == user.pk,
    }
    return TEMPLATE, context


def _room(visit: Any) -> Any:
    """The house stands there by its name only where it said so itself."""
    named = visit.report.host_shown == Report.HostShown.NAMED and host_kind(visit.request) == "facility"
    return visit.facility if named else None

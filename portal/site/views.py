"""What is shown on the roof?"""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts import permissions
from accounts.countries import country_name
from portal import clock
from portal.site import pipeline
from portal.site.context import address
from portal.ui import slots

AWAY = "visits:desk_away"  # only who has the role of a coordinator can be away from it
DESK = (
    ("accounts:desk_applications", gettext_lazy("Applications")),
    ("visits:desk_requests", gettext_lazy("Requests")),
    ("practices:desk_moderation", gettext_lazy("Reported texts")),
    ("statements:desk_statements", gettext_lazy("Statements and news")),
    ("practices:desk_reviews", gettext_lazy("Reviews")),
    ("world:desk_world", gettext_lazy("World")),
    ("library:desk_references", gettext_lazy("Library")),
    ("delivery:desk_deliveries", gettext_lazy("Deliveries")),
    ("accounts:desk_network", gettext_lazy("Network")),
    ("visits:network_health", gettext_lazy("The network’s health")),
    ("site:desk_texts", gettext_lazy("Texts about us")),
    (AWAY, gettext_lazy("When you are away")),
)


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    turns = slots.filled("dashboard_turn", None, request.user)
    context = {
        "greeting": greeting(timezone.localtime(clock.now()).hour),
        "turns": rendered(turns, request),
        "waiting": how_many(turns),
        "news": rendered(slots.filled("dashboard_new", None, request.user), request),
    }
    return render(request, "site/dashboard.html", context)


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    if not permissions.is_coordinator(request.user):
        raise Http404
    turns = slots.filled("desk_turn", None, request.user)
    role = permissions.coordinator_of(request.user)
    stages = pipeline.stages(request.user)
    context = {
        "role": role,
        "places": ", ".join(country_name(code) for code in role.countries) if role else "",
        "turns": rendered(by_urgency(turns), request),
        "waiting": how_many(turns),
        "links": [
            {"label": label, "url": url} for name, label in DESK if (url := address(name)) and (role or name != AWAY)
        ],
        "stages": stages,
        "open_requests": sum(len(stage.dots) for stage in stages),
    }
    return render(request, "site/desk.html", context)


def rendered(found: list[tuple[str, dict[str, Any]]], request: HttpRequest) -> list[str]:
    return [render_to_string(template, context, request) for template, context in found]


def by_urgency(parts: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """Lay what waits on all floors into one order, what is due soonest first; neighbours of one floor stay one list."""
    rows = [(due_at(turn), number, turn) for number, part in enumerate(parts) for turn in part[1].get("turns", (None,))]
    rows.sort(key=itemgetter(0))
    runs = [(parts[number], [turn for _due, _number, turn in run]) for number, run in groupby(rows, itemgetter(1))]
    return [
        (template, {**context, "turns": run} if "turns" in context else context) for (template, context), run in runs
    ]


def due_at(turn: Any) -> float:
    """When does a row of the desk have to be done? What has no hour stands last."""
    due = getattr(turn, "due_at", None)
    return due.timestamp() if due else float("inf")


def how_many(turns: list[tuple[str, dict[str, Any]]]) -> int:
    """Add up the `turns` of all floors, and what stands behind them; a floor that shows something else says how many."""
    return sum(
        context.get("waiting", len(context.get("turns", (1,))) + context.get("more", 0)) for _template, context in turns
    )


def greeting(hour: int) -> str:
    if 5 <= hour < 12:
        return _("Good morning")
    if 12 <= hour < 18:
        return _("Good afternoon")
    return _("Good evening")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "csrf.html", status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say so without asking anything that may be the thing that broke."""
    return HttpResponse(render_to_string("500.html"), status=500)

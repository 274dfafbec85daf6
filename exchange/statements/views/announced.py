"""What is coming, and what was? The list of news and events, and the page of one."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from exchange.statements import permissions, queries
from exchange.statements.lifecycle import EVENT_MOVES, NEWS_MOVES
from exchange.statements.models import Event
from exchange.statements.rights import rights
from portal.access import partly_public, public

A_PAGE, MOST_COMING, MOST_PAST = 15, 30, 8


@public
@require_GET
def news_list(request: HttpRequest) -> HttpResponse:
    """Coming events first, the next one on top; then news, and the events that are over."""
    past = queries.past_for(request.user)
    context = {
        "page": Paginator(queries.listed_news_for(request.user), A_PAGE).get_page(request.GET.get("page")),
        "filters": "",
        "coming": queries.coming_for(request.user)[:MOST_COMING],
        "past": past[:MOST_PAST],
        "can_propose": permissions.can_propose(request.user),
    }
    return render(request, "statements/news_list.html", context)


@partly_public
@require_GET
def news_page(request: HttpRequest, slug: str) -> HttpResponse:
    item = get_object_or_404(queries.news_for_user(request.user), slug=slug)
    return render(request, "statements/news_page.html", {"item": item, **rights(request.user, item, NEWS_MOVES)})


@partly_public
@require_GET
def event_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One event; members talk under it, also with whoever announced it."""
    event = get_object_or_404(queries.events_for_user(request.user), slug=slug)
    context = {
        "event": event,
        "other_zone": _other_zone(request.user, event),
        **rights(request.user, event, EVENT_MOVES),
    }
    return render(request, "statements/event_page.html", context)


def _other_zone(user: Any, event: Event) -> str:
    """Return the reader's own zone where its clocks show another hour than those of the event, else ""."""
    zone = getattr(user, "time_zone", "")
    is_other = zone and event.start.astimezone(ZoneInfo(zone)).utcoffset() != event.local_start.utcoffset()
    return zone if is_other else ""

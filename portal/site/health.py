"""Is the portal alive, and can it take work? Two words for proxies and watchdogs; figures for administrators."""

from typing import Any

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import permissions
from portal import access
from portal.delivery import queries
from portal.ui.templatetags.ui import age


@access.public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


@access.public
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers. A broker that is down does not count: forms succeed without it, and nothing is lost."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """How the background work does, for administrators."""
    if not permissions.is_administrator(request.user):
        raise Http404
    return render(request, "site/status.html", {"rows": status_rows(queries.health())})


def status_rows(health: queries.Health) -> list[dict[str, Any]]:
    canary = health.beats.get("canary")
    return [
        {
            "what": _("Last sign of schedule, broker and worker"),
            "now": age(canary) or _("none yet"),
            "is_fine": not health.is_silent,
        },
        {"what": _("Oldest mail that is due"), "now": age(health.oldest_due) or "–", "is_fine": not health.is_late},
        {"what": _("Mails that are due"), "now": health.due, "is_fine": not health.is_late},
        {"what": _("Mails in the hands of a worker"), "now": health.held, "is_fine": True},
        {"what": _("Mails whose worker died"), "now": health.overdue_leases, "is_fine": health.overdue_leases == 0},
        {"what": _("Mails that were refused"), "now": health.counts["failed"], "is_fine": health.counts["failed"] == 0},
        {"what": _("Mails that are parked"), "now": health.counts["parked"], "is_fine": health.counts["parked"] == 0},
    ]

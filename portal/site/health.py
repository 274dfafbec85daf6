"""Is the portal alive, and can it take work? For proxies and watchdogs; says no more than that."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import access


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

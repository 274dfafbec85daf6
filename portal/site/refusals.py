"""What does somebody see whose step is not possible any more? A message, on the page they came from."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portal.moves import MoveRefused


class MoveRefusedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MoveRefused):
            return None
        messages.error(request, str(exception))
        target = page_before(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return redirect(target)


def page_before(request: HttpRequest) -> str:
    """Return the path of the page the reader came from, on this very host; the dashboard where that is unknown."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return reverse("site:dashboard")
    parts = urlsplit(came_from)
    # A page that itself refuses would send the reader in a circle.
    if request.method == "GET" and parts.path == request.path:
        return reverse("site:dashboard")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

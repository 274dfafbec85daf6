"""Who gets past the door? Logged in is not vetted: whoever is not yet a member sees only pages marked for applicants."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import permissions


class GateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        opens_to = getattr(view, "opens_to", None)
        if (
            opens_to == "coordinators"
            and request.user.is_authenticated
            and not permissions.is_coordinator(request.user)
        ):
            raise Http404
        if opens_to or not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        if request.resolver_match and (request.resolver_match.url_name or "").startswith("account_"):
            return None
        if permissions.is_vetted(request.user):
            return None
        return redirect("accounts:application_status")

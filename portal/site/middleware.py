"""What happens around every request? The reader's own time zone and language; nothing private in a browser's cache."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

Next = Callable[[HttpRequest], HttpResponse]


class LocalTimeMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        with timezone.override(ZoneInfo(user.time_zone)), translation.override(user.language):
            return self.get_response(request)


# Cookies are not among them: the session's own is gone already, and the goodbye of the next page needs a new one.
FORGET = '"cache", "storage"'


class NoStoreMiddleware:
    """A page seen while logged in is not kept by the browser: a shared computer must not show it again. At the
    log-out the browser is told to forget what it holds of the house, half-written forms as well."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_inside = request.user.is_authenticated
        response = self.get_response(request)
        if was_inside and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = FORGET
        if was_inside or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

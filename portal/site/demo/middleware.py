"""What time is it for this request? In the demo the row says how far the clock was moved."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.site.demo import clock


class DemoClockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        clock.read()
        return self.get_response(request)

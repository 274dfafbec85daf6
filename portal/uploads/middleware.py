"""What stands on the second host, the one for files alone? Signed links; everything else is not there."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

ONLY = "/files/at/"


class FilesHostMiddleware:
    """Stands before session and log-in, so that this host neither reads nor sets a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_here = bool(settings.FILES_HOST) and request.get_host() == settings.FILES_HOST
        if is_here and not request.path.startswith(ONLY):
            return HttpResponseNotFound()
        return self.get_response(request)

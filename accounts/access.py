"""Who asks, and what was sent? The request as it is behind the login: `user` is somebody."""

from django.http import HttpRequest, QueryDict

from accounts.models import User
from portal.ui import kept_typing


class UserRequest(HttpRequest):
    """For annotations only: behind the login-required middleware `request.user` is never anonymous."""

    user: User


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, also when it sent nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, or what was typed for this address when the session ended; None for a first look."""
    return request.POST if request.method == "POST" else kept_typing.kept(request)

"""Who asks? The request as it is behind the login: `user` is somebody."""

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """For annotations only: behind the login-required middleware `request.user` is never anonymous."""

    user: User

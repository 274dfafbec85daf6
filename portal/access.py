"""Which doors are open? Everything is closed unless a view is marked here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anybody may open this page, logged in or not."""
    view.opens_to = "public"  # type: ignore[attr-defined]  # a mark on the function itself, read by the gate
    return login_not_required(view)


def partly_public(view: View) -> View:
    """Anybody may open this page as far as it is public. Whoever is not logged in and finds nothing is led to the
    log-in and back, in the same words whether there is nothing or nothing for them: they learn neither."""

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path())

    return public(cast("View", ask))


def for_applicants(view: View) -> View:
    """Whoever is logged in may open this page, vetted or not."""
    view.opens_to = "applicants"  # type: ignore[attr-defined]  # a mark on the function itself, read by the gate
    return view


def for_coordinators(view: View) -> View:
    """Coordinators and administrators only; to everybody else the page does not exist. For rooms that cannot ask
    the first floor themselves."""
    view.opens_to = "coordinators"  # type: ignore[attr-defined]  # a mark on the function itself, read by the gate
    return view

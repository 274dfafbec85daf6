"""Which doors are open? Everything is closed unless a view is marked here."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anybody may open this page, logged in or not."""
    view.opens_to = "public"  # type: ignore[attr-defined]  # a mark on the function itself, read by the gate
    return login_not_required(view)


def for_applicants(view: View) -> View:
    """Whoever is logged in may open this page, vetted or not."""
    view.opens_to = "applicants"  # type: ignore[attr-defined]  # a mark on the function itself, read by the gate
    return view


def for_coordinators(view: View) -> View:
    """Coordinators and administrators only; to everybody else the page does not exist. For rooms that cannot ask
    the first floor themselves."""
    view.opens_to = "coordinators"  # type: ignore[attr-defined]  # a mark on the function itself, read by the gate
    return view

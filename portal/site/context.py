"""What does every page know?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal import clock


def house(request: HttpRequest) -> dict[str, Any]:
    if not settings.DEMO:
        return {"DEMO": False}
    return {"DEMO": True, "demo": SimpleLazyObject(lambda: demo_bar(request))}


def demo_bar(request: HttpRequest) -> dict[str, Any]:
    """Return what the demo bar shows; three queries, in the demo only."""
    from portal.site.demo import people

    return {
        "me": people.me(request.user),
        "people": people.by_role(),
        "today": clock.today(),
        "days_ahead": clock.offset().days,
    }

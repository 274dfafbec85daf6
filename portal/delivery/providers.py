"""What do other rooms need to know of this one? The number beside the inbox, and the way to the preferences."""

from typing import Any


def register() -> None:
    from portal.delivery import queries
    from portal.ui import counters, slots

    counters.register("inbox", queries.unread_of)
    slots.fill("me_links", me_links)


def me_links(_member: Any, _user: Any) -> tuple[str, dict[str, Any]]:
    """Where a person says how they want to hear of news."""
    return "delivery/slots/me_links.html", {}

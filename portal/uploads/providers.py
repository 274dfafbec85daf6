"""What do other rooms need to know of this one? The way to my files, and who hears of a file that was not taken."""

from typing import Any


def register() -> None:
    from portal.delivery.registry import register_kinds
    from portal.ui import slots
    from portal.uploads import notices

    register_kinds(notices.texts, notices.REFUSED)
    slots.fill("me_links", me_links)


def me_links(_member: Any, _user: Any) -> tuple[str, dict[str, Any]]:
    """Where a person finds what they handed in."""
    return "uploads/slots/me_links.html", {}

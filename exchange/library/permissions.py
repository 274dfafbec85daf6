"""Who may? Which audiences a reader belongs to, and what somebody is to a thing on the shelf."""

from typing import Any

from accounts.permissions import audiences, is_coordinator, is_vetted
from exchange.library.models import OnShelf
from portal.audiences import TOKEN


def audiences_of(user: Any) -> list[str]:
    """Return the audiences whose things this user may read; asked once, kept on the user."""
    if not hasattr(user, "_library_audiences"):
        held = audiences(user)
        user._library_audiences = [str(audience) for audience, token in TOKEN.items() if token in held]
    found: list[str] = user._library_audiences
    return found


def is_author(user: Any, thing: OnShelf) -> bool:
    return thing.author_id is not None and thing.author_id == getattr(user, "pk", None) and is_vetted(user)


def roles(user: Any, thing: OnShelf) -> set[str]:
    found = {"member"} if is_vetted(user) else set()
    if is_author(user, thing):
        found.add("owner")
    if is_coordinator(user):
        found.add("coordinator")
        if "owner" not in found:
            found.add("publisher")
    return found

"""Who may? Who wrote a practice, and which audiences a reader belongs to."""

from typing import Any

from accounts.permissions import is_coordinator, is_peer, is_vetted, member_of
from exchange.practices.models import HiddenAuthor, Practice

# Staff and peers speak freely where these do not read along.
NOT_OF_THE_ROOMS = frozenset({"police", "public-official"})

# audience -> the search tokens that open it
READERS = {
    Practice.Audience.PUBLIC: ["public", "members", "coordinators"],
    Practice.Audience.MEMBERS: ["members", "coordinators"],
    Practice.Audience.DCR_AND_PEERS: ["dcr-and-peers", "coordinators"],
    Practice.Audience.PEERS_ONLY: ["peers", "coordinators"],
    Practice.Audience.COORDINATORS: ["coordinators"],
}


def audiences_of(user: Any) -> set[str]:
    """Return the audiences whose texts this user may read; asked once, kept on the user."""
    if not is_vetted(user):
        return {Practice.Audience.PUBLIC}
    if not hasattr(user, "_practice_audiences"):
        user._practice_audiences = _audiences_of(user)
    found: set[str] = user._practice_audiences
    return found


def _audiences_of(user: Any) -> set[str]:
    if is_coordinator(user):
        return set(Practice.Audience.values)
    found: set[str] = {Practice.Audience.PUBLIC, Practice.Audience.MEMBERS}
    member = member_of(user)
    if member and member.category not in NOT_OF_THE_ROOMS:
        found.add(Practice.Audience.DCR_AND_PEERS)
    if is_peer(user):
        found.add(Practice.Audience.PEERS_ONLY)
    return found


def is_author(user: Any, practice: Practice) -> bool:
    """Wrote it, under whatever byline."""
    if not getattr(user, "is_authenticated", False):
        return False
    if practice.author_id is not None:
        return bool(practice.author_id == user.pk)
    return HiddenAuthor.objects.filter(practice_id=practice.pk, user_id=user.pk).exists()


def roles(user: Any, practice: Practice) -> set[str]:
    found = set()
    if is_author(user, practice):
        found.add("author")
    if is_coordinator(user):
        found.add("coordinator")
    return found

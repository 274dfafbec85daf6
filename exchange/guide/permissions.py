"""Who may? A path is its walkers' alone: the members of its organisation, or the one member who keeps it."""

from typing import Any

from django.db.models import Q

from accounts.permissions import is_vetted, member_of
from exchange.guide.models import Path


def is_theirs(user: Any) -> Q | None:
    """Return the condition on paths: the reader's own, and their organisation's. None for whoever is not vetted.

    Nothing of a role: coordinators and administrators read no path but their own.
    """
    if not is_vetted(user):
        return None
    member = member_of(user)
    own = Q(user=user.pk)
    return own | Q(organisation=member.organisation_id) if member and member.organisation_id else own


def roles(user: Any, path: Path) -> set[str]:
    member = member_of(user)
    house = member.organisation_id if member else None
    is_walker = path.user_id == user.pk if path.user_id else house is not None and path.organisation_id == house
    return {"walker"} if is_vetted(user) and is_walker else set()

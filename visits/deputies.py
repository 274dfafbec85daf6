"""Who can stand in for somebody who asks? Colleagues of the same organisation, and people of the directory."""

from typing import Any

from django.db.models import QuerySet

from accounts import permissions as people
from accounts.bylines import byline
from accounts.models import Member
from accounts.queries import members_for_user
from exchange.discussion import telling


def colleagues(user: Any) -> QuerySet[Member]:
    """Active members of the user's own organisation whom the user may see."""
    member = people.member_of(user)
    if member is None or member.organisation_id is None:
        return Member.objects.none()
    rows = members_for_user(user).filter(organisation=member.organisation_id, state=Member.State.ACTIVE)
    return rows.exclude(user=user.pk).order_by("pk")


def directory(user: Any) -> QuerySet[Member]:
    """Listed experts, never a protected one: whoever can be found there can be asked."""
    return telling.people_for(user)


def line(member: Member) -> str:
    """Return the name where its owner shows it to members, else the byline, with a number that tells two apart."""
    shows = member.visibility.get("name") == "members" and not member.user.protected
    return member.name if shows else f"{byline(member)} ({member.pk})"

"""What can this user list? The one way to practices, for pages, search, counts and notices alike."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator, is_vetted
from accounts.queries import byline as member_byline
from exchange.practices.lifecycle import KEPT, WRITTEN
from exchange.practices.models import Practice
from exchange.practices.permissions import audiences_of


def for_user(user: Any) -> QuerySet[Practice]:
    """Return what the user may open: what their audiences may read (archived too), and everything of their own.

    Coordinators open hidden ones as well. A draft is its author's alone.
    """
    states = (*KEPT, Practice.State.HIDDEN) if is_coordinator(user) else KEPT
    readable = Q(state__in=states, audience__in=audiences_of(user))
    if is_vetted(user):
        readable |= _own(user)
    return Practice.objects.filter(readable).select_related("author__member")


def listed_for(user: Any) -> QuerySet[Practice]:
    """Return what stands in lists: written, neither archived nor hidden."""
    return for_user(user).filter(state__in=WRITTEN)


def findable_by(user: Any) -> QuerySet[Practice]:
    """Return what search may give the user: as in lists, without what only they know to be theirs.

    The index holds no hidden author, so an anonymous text for readers to whom its author does not belong is
    found on "my practices" only.
    """
    readable = Q(audience__in=audiences_of(user))
    if is_vetted(user):
        readable |= Q(author_id=user.pk)
    return Practice.objects.filter(readable, state__in=WRITTEN)


def mine(user: Any) -> QuerySet[Practice]:
    """Return everything the user wrote, anonymous ones and drafts included."""
    if not is_vetted(user):
        return Practice.objects.none()
    return Practice.objects.filter(_own(user)).select_related("author__member")


def drafts_of(user: Any) -> QuerySet[Practice]:
    return mine(user).filter(state=Practice.State.DRAFT).order_by("-changed_at")


def offered_to_public(user: Any) -> QuerySet[Practice]:
    """Return what authors offered to everybody and no coordinator has published yet, oldest first. For the desk."""
    if not is_coordinator(user):
        return Practice.objects.none()
    offered = for_user(user).filter(offered_public_at__isnull=False, state__in=WRITTEN)
    return offered.exclude(audience=Practice.Audience.PUBLIC).order_by("offered_public_at")


def byline(practice: Practice) -> str:
    """Return who is shown as the author; needs `author__member` joined."""
    if practice.show_author_as == Practice.ShowAs.ANONYMOUS:
        return _("A member")
    return member_byline(getattr(practice.author, "member", None), practice.show_author_as)


def _own(user: Any) -> Q:
    return Q(author_id=user.pk) | Q(hidden_author__user_id=user.pk)

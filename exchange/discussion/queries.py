"""What can this user list? Answers have the readers of the text they stand under."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from accounts.queries import byline as member_byline
from exchange.discussion.models import Comment
from exchange.practices import queries as practices
from exchange.practices.models import Practice


def comments_for_user(user: Any) -> QuerySet[Comment]:
    """Return the answers under everything that the user may open; hidden ones are gone for all.

    Members answer each other: whoever is not vetted reads none, not even under a public text.
    """
    if not is_vetted(user):
        return Comment.objects.none()
    readable = practices.for_user(user).order_by().values("pk")
    return Comment.objects.filter(practice__in=readable, is_hidden=False).select_related("author__member", "practice")


def comments_of(practice: Practice, user: Any) -> QuerySet[Comment]:
    """Return the answers under a practice that was fetched through `for_user`, oldest first."""
    if not is_vetted(user):
        return Comment.objects.none()
    return Comment.objects.filter(practice=practice, is_hidden=False).select_related("author__member")


def byline(comment: Comment) -> str:
    if comment.author_id is None:
        return _("The author") if comment.by_author else _("A former member")
    return member_byline(getattr(comment.author, "member", None))

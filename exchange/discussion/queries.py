"""What can this user list? Answers have the readers of the text they stand under."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted
from accounts.queries import byline as member_byline
from exchange.discussion import subjects
from exchange.discussion.models import SUBJECT_NAMES, Comment


def comments_for_user(user: Any) -> QuerySet[Comment]:
    """Return the answers under everything that the user may open; hidden ones are gone for all.

    Members answer each other: whoever is not vetted reads none, not even under a public text.
    """
    if not is_vetted(user):
        return Comment.objects.none()
    return Comment.objects.filter(readable(user), is_hidden=False).select_related("author__member", *SUBJECT_NAMES)


def readable(user: Any) -> Q:
    """Return the condition on what hangs under something: that the user may open it."""
    found = Q()
    for name, subject in subjects.SUBJECTS.items():
        found |= Q(**{f"{name}__in": subject.for_user(user).order_by().values("pk")})
    return found


def comments_of(obj: Any, user: Any) -> QuerySet[Comment]:
    """Return the answers under something that was fetched through its `for_user`, oldest first."""
    if not is_vetted(user):
        return Comment.objects.none()
    found = Comment.objects.filter(**{subjects.of(obj).name: obj}, is_hidden=False)
    return found.select_related("author__member")


def byline(comment: Comment) -> str:
    if comment.author_id is None:
        return _("The author") if comment.by_author else _("A former member")
    return member_byline(getattr(comment.author, "member", None))

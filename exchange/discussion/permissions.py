"""Who may? Write, change and hide an answer."""

from typing import Any

from accounts.permissions import is_coordinator, is_vetted
from exchange.discussion import subjects
from exchange.discussion.models import Comment


def can_comment(user: Any, obj: Any) -> bool:
    """Every member who may read it, while it takes answers."""
    return is_vetted(user) and subjects.of(obj).takes_answers(obj)


def is_author(user: Any, comment: Comment) -> bool:
    """Wrote this answer; the author of an anonymous text is known by the text only."""
    if comment.author_id is not None:
        return bool(comment.author_id == user.pk)
    if not comment.by_author:
        return False
    subject, obj = subjects.under(comment)
    return subject.wrote(user, obj)


def can_change(user: Any, comment: Comment) -> bool:
    return is_vetted(user) and not comment.is_hidden and is_author(user, comment)


def can_hide(user: Any, comment: Comment) -> bool:
    return is_coordinator(user) or can_change(user, comment)


def can_thank(user: Any, comment: Comment) -> bool:
    """Whoever asked or wrote what it stands under, for the answers of others."""
    subject, obj = subjects.under(comment)
    return is_vetted(user) and not comment.is_hidden and not comment.by_author and subject.wrote(user, obj)

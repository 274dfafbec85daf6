"""Who may? Write, change and hide an answer."""

from typing import Any

from accounts.permissions import is_coordinator, is_vetted
from exchange.discussion.models import Comment
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice
from exchange.practices.permissions import is_author as wrote_practice


def can_comment(user: Any, practice: Practice) -> bool:
    """Every member who may read it, while it stands in the lists."""
    return is_vetted(user) and practice.state in WRITTEN


def is_author(user: Any, comment: Comment) -> bool:
    """Wrote this answer; an anonymous practice's author is known by the practice only."""
    if comment.author_id is not None:
        return bool(comment.author_id == user.pk)
    return comment.by_author and wrote_practice(user, comment.practice)


def can_change(user: Any, comment: Comment) -> bool:
    return is_vetted(user) and not comment.is_hidden and is_author(user, comment)


def can_hide(user: Any, comment: Comment) -> bool:
    return is_coordinator(user) or can_change(user, comment)

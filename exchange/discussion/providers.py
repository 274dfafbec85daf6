"""What does the basement need to know of this floor?"""

from typing import Any

from accounts.permissions import is_coordinator
from exchange.discussion import notices, permissions, queries
from exchange.discussion.forms import CommentForm
from exchange.practices.permissions import is_author as wrote_practice
from portal.delivery.registry import register_kinds
from portal.ui import slots


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    register_kinds(notices.texts, *notices.KINDS)
    slots.fill("practice_comments", talk)


def talk(practice: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The answers under a practice, and the field for one more."""
    can_comment = permissions.can_comment(user, practice)
    comments = list(queries.comments_of(practice, user))
    if not comments and not can_comment:
        return None
    wrote_it = practice.author_id is None and any(c.by_author for c in comments) and wrote_practice(user, practice)
    rows = []
    for comment in comments:
        is_own = comment.author_id == user.pk or (comment.author_id is None and comment.by_author and wrote_it)
        can_hide = is_own or is_coordinator(user)
        rows.append({"comment": comment, "byline": queries.byline(comment), "is_own": is_own, "can_hide": can_hide})
    context = {"practice": practice, "rows": rows, "can_comment": can_comment, "form": CommentForm()}
    return "discussion/parts/talk.html", context

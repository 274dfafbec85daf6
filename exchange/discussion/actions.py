"""What can happen to an answer? It is written, changed, or hidden."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.discussion import notices, permissions
from exchange.discussion.models import Comment
from exchange.practices import queries as practices
from exchange.practices.models import Practice
from exchange.practices.permissions import is_author as wrote_practice
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused

MOST_CHARACTERS = 4000


@transaction.atomic
def add_comment(user: Any, practice: Practice, body: str, *, form_code: str = "") -> Comment:
    """Answer under a practice; its author is told. The same form code again returns the first answer."""
    if form_code and (known := Comment.objects.filter(form_code=form_code).first()):
        return known
    # The practice is locked, so that nobody answers a text while it is being hidden or narrowed.
    Practice.objects.select_for_update().get(pk=practice.pk)
    locked = practices.for_user(user).filter(pk=practice.pk).first()
    if locked is None or not permissions.can_comment(user, locked):
        raise MoveRefused(_("This text takes no answers any more."))
    is_own = wrote_practice(user, locked)
    comment = Comment.objects.create(
        practice=locked,
        author=None if is_own and locked.author_id is None else user,
        by_author=is_own,
        body=_checked(body),
        at=clock.now(),
        form_code=form_code or None,
    )
    _record(user, comment, "added")
    if not is_own:
        notices.tell_author(comment)
    return comment


@transaction.atomic
def edit_comment(user: Any, comment: Comment, body: str) -> Comment:
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not permissions.can_change(user, locked):
        raise MoveRefused(_("Only its author can change an answer."))
    locked.body, locked.edited_at = _checked(body), clock.now()
    locked.save(update_fields=["body", "edited_at"])
    _record(user, locked, "edited")
    return locked


@transaction.atomic
def hide_comment(user: Any, comment: Comment) -> Comment:
    """Take an answer away, by its author or a coordinator. Doing it twice changes nothing."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if locked.is_hidden:
        return locked
    if not permissions.can_hide(user, locked):
        raise MoveRefused(_("Only its author or a coordinator can take an answer away."))
    locked.is_hidden = True
    locked.save(update_fields=["is_hidden"])
    _record(user, locked, "hidden")
    return locked


def _checked(body: str) -> str:
    body = body.strip()
    if not body or len(body) > MOST_CHARACTERS:
        raise MoveRefused(_("An answer has between 1 and 4000 letters."))
    return body


def _record(user: Any, comment: Comment, name: str) -> None:
    """An anonymous author's own answer names nobody in the trail."""
    is_hidden_author = comment.author_id is None and permissions.is_author(user, comment)
    audit.record(None if is_hidden_author else user, f"comment.{name}", comment, practice=comment.practice_id)

"""What happens to an answer of which readers warn? Two who can recognise somebody hide it at once; a coordinator decides."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator
from exchange.discussion import permissions, queries
from exchange.discussion.actions.answering import find_again
from exchange.discussion.models import Comment, CommentReport
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused

HIDDEN_BY = 2


@transaction.atomic
def report_comment(user: Any, comment: Comment, reason: str, words: str = "") -> CommentReport:
    """Warn of an answer. The same reader a second time changes nothing."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not queries.comments_for_user(user).filter(pk=locked.pk).exists() or permissions.is_author(user, locked):
        raise MoveRefused(_("This answer cannot be reported."))
    report, is_new = CommentReport.objects.get_or_create(
        comment=locked, reporter=user, defaults={"reason": reason, "words": words[:500], "at": clock.now()}
    )
    if is_new:
        audit.record(None, "comment.reported", locked, reason=reason)
        _hide_if_recognised(locked)
    return report


@transaction.atomic
def decide_reports(user: Any, comment: Comment, *, hide: bool) -> Comment:
    """Keep it, or hide it; all its open reports are decided with it."""
    if not is_coordinator(user):
        raise MoveRefused(_("Only coordinators decide this."))
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not CommentReport.objects.filter(comment=locked, decided_at=None).update(decided_at=clock.now()):
        raise MoveRefused(_("Somebody has decided this already."))
    locked.is_hidden = hide
    locked.save(update_fields=["is_hidden"])
    audit.record(user, "comment.reports_decided", locked, hidden=hide)
    find_again(locked)
    return locked


def _hide_if_recognised(comment: Comment) -> None:
    open_ones = CommentReport.objects.filter(comment=comment, decided_at=None, reason=CommentReport.Reason.IDENTIFYING)
    if open_ones.count() >= HIDDEN_BY:
        comment.is_hidden = True
        comment.save(update_fields=["is_hidden"])
        audit.record(None, "comment.hidden_by_reports", comment)
        find_again(comment)

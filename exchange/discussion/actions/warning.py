"""What happens to an answer of which readers warn? Two who can recognise somebody hide it at once; a coordinator decides."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.queries import house_of
from exchange.discussion import moderation, permissions, queries, question_care, report_notices
from exchange.discussion.actions.answering import find_again
from exchange.discussion.actions.closing import close_reports
from exchange.discussion.models import SUBJECT_NAMES, Comment, CommentReport, QuestionReport
from portal.audit import actions as audit
from portal.moderation.rules import are_independent
from portal.moves import MoveRefused


@transaction.atomic
def report_comment(user: Any, comment: Comment, reason: str, words: str = "") -> CommentReport:
    """Warn of an answer, and ask coordinators. The same reader a second time changes nothing."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not queries.comments_for_user(user).filter(pk=locked.pk).exists() or permissions.is_author(user, locked):
        raise MoveRefused(_("This answer cannot be reported."))
    is_one_too_many = CommentReport.objects.are_many(user)
    given = {"reason": reason, "words": words.strip()[:500]}
    report, is_new = CommentReport.objects.get_or_create(comment=locked, reporter=user, defaults=given)
    if is_new:
        if is_one_too_many:
            raise MoveRefused(_("That is a lot for one day. Please write to a coordinator instead."))
        audit.record(None, "comment.reported", locked, reason=reason)
        _hide_if_recognised(locked)
        report_notices.tell_moderators(report)
    return report


@transaction.atomic
def decide_reports(user: Any, comment: Comment, *, hide: bool, why: str = "") -> Comment:
    """Keep it, and give it back if they had hidden it, or hide it; all its open reports are decided with it."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    reports = moderation.open_reports_of(locked)
    if not reports:
        raise MoveRefused(_("Somebody has decided this already."))
    if not moderation.open_for(user).filter(comment=locked).exists():
        raise MoveRefused(_("Somebody else has to decide this: a coordinator who neither wrote nor reported it."))
    if hide and not why.strip():
        raise MoveRefused(_("Please say why in a few words: whoever wrote it reads them."))
    was_hidden, locked.is_hidden = locked.is_hidden, hide
    locked.save(update_fields=["is_hidden"])
    close_reports(user, locked, reports, hidden=hide, why=why)
    audit.record(user, "comment.reports_decided", locked, hidden=hide)
    find_again(locked)
    if hide:
        report_notices.tell_author(locked, report_notices.HIDDEN)
    elif was_hidden:
        report_notices.tell_author(locked, report_notices.GIVEN_BACK)
    return locked


def hand_on_late_reports() -> int:
    """After the day all coordinators are asked, after another one the administrators too; each once.

    Of answers and of questions alike.
    """
    beside = ("comment__author", *(f"comment__{name}" for name in SUBJECT_NAMES))
    answers = CommentReport.objects.late().select_related(*beside)[:200]
    questions = QuestionReport.objects.late().select_related("question__author")[:200]
    return sum(map(report_notices.hand_on, answers)) + sum(map(question_care.hand_on, questions))


def _hide_if_recognised(comment: Comment) -> None:
    if not comment.is_hidden and are_independent(moderation.open_reports_of(comment), house_of):
        comment.is_hidden = True
        comment.save(update_fields=["is_hidden"])
        audit.record(None, "comment.hidden_by_reports", comment)
        find_again(comment)
        report_notices.tell_author(comment, report_notices.COVERED)

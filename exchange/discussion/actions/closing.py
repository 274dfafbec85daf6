"""What happens to open reports when an answer is decided on, or taken away?"""

from collections.abc import Sequence
from typing import Any

from exchange.discussion import report_notices
from exchange.discussion.models import Comment, CommentReport

Decision = CommentReport.Decision


def close_reports(
    user: Any, comment: Comment, reports: Sequence[CommentReport], *, hidden: bool, why: str = ""
) -> None:
    """Write the decision on each, and tell those who warned. In the caller's transaction, with the answer locked.

    `user` is the coordinator who decided; None when its author took it away.
    """
    decision = Decision.HIDDEN if hidden else Decision.KEPT
    CommentReport.objects.filter(comment=comment).decide(reports, user, decision, why=why.strip()[:300])
    report_notices.tell_reporters(reports)

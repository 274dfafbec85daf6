"""What happens to open reports when an answer is decided on, or taken away?"""

from collections.abc import Sequence
from typing import Any

from exchange.discussion import report_notices
from exchange.discussion.models import Comment, CommentReport
from portal import clock

Decision = CommentReport.Decision


def close_reports(
    user: Any, comment: Comment, reports: Sequence[CommentReport], *, hidden: bool, why: str = ""
) -> None:
    """Write the decision on each, and tell those who warned. In the caller's transaction, with the answer locked.

    `user` is the coordinator who decided; None when its author took it away.
    """
    CommentReport.objects.filter(comment=comment, pk__in=[report.pk for report in reports]).update(
        decision=Decision.HIDDEN if hidden else Decision.KEPT,
        why=why.strip()[:300],
        decided_by=user,
        decided_at=clock.now(),
    )
    report_notices.tell_reporters(reports)

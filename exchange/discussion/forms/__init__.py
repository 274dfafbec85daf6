"""What do we ask of somebody who asks or answers?"""

from exchange.discussion.forms.answering import CommentForm, ReportForm, WhyForm
from exchange.discussion.forms.asking import QuestionForm

__all__ = ["CommentForm", "QuestionForm", "ReportForm", "WhyForm"]

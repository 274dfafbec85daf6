"""What do we keep of what colleagues say? Free questions, and comments under whatever members talk about."""

from exchange.discussion.models.comment import SUBJECT_NAMES, Comment
from exchange.discussion.models.question import HiddenAsker, Question

__all__ = ["SUBJECT_NAMES", "Comment", "HiddenAsker", "Question"]

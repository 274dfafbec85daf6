"""What do we keep of what colleagues say? Free questions, and comments under whatever members talk about."""

from exchange.discussion.models.comment import SUBJECT_NAMES, Comment, OlderWords, Told
from exchange.discussion.models.follow import ThreadFollow
from exchange.discussion.models.question import HiddenAsker, OlderQuestion, Question, QuestionOffer
from exchange.discussion.models.question_report import AskerLook, QuestionReport
from exchange.discussion.models.report import CommentReport

__all__ = [
    "SUBJECT_NAMES",
    "AskerLook",
    "Comment",
    "CommentReport",
    "HiddenAsker",
    "OlderQuestion",
    "OlderWords",
    "Question",
    "QuestionOffer",
    "QuestionReport",
    "ThreadFollow",
    "Told",
]

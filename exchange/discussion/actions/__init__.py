"""What can happen to questions and answers? All writes, by subject."""

from exchange.discussion.actions.answering import (
    MOST_CHARACTERS,
    add_comment,
    edit_comment,
    forget_older,
    hide_comment,
    mark_helpful,
)
from exchange.discussion.actions.asking import (
    ask_question,
    close_question,
    edit_question,
    forget_older_question,
    hide_question,
    reopen_question,
    show_question,
)
from exchange.discussion.actions.following import follow_thread, leave_thread
from exchange.discussion.actions.offering import offer_question
from exchange.discussion.actions.telling import make_practice
from exchange.discussion.actions.warning import decide_reports, report_comment

__all__ = [
    "MOST_CHARACTERS",
    "add_comment",
    "ask_question",
    "close_question",
    "decide_reports",
    "edit_comment",
    "edit_question",
    "follow_thread",
    "forget_older",
    "forget_older_question",
    "hide_comment",
    "hide_question",
    "leave_thread",
    "make_practice",
    "mark_helpful",
    "offer_question",
    "reopen_question",
    "report_comment",
    "show_question",
]

"""What can happen to questions and answers? All writes, by subject."""

from exchange.discussion.actions.answering import MOST_CHARACTERS, add_comment, edit_comment, hide_comment
from exchange.discussion.actions.asking import (
    Overtaken,
    ask_question,
    close_question,
    edit_question,
    hide_question,
    reopen_question,
    show_question,
)

__all__ = [
    "MOST_CHARACTERS",
    "Overtaken",
    "add_comment",
    "ask_question",
    "close_question",
    "edit_comment",
    "edit_question",
    "hide_comment",
    "hide_question",
    "reopen_question",
    "show_question",
]

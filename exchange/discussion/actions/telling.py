"""How does a question become a practice? Its words and what helped are put into a draft, which its asker goes on with."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.discussion import queries, questions, signs
from exchange.discussion.models import Question
from exchange.practices import actions as practices
from exchange.practices.models import Practice
from portal.moves import MoveRefused

MOST_IN_TITLE, MOST = 120, 8000


@transaction.atomic
def make_practice(user: Any, question: Question, answers: Collection[int], *, form_code: str = "") -> Practice:
    """Return a draft for the asker's eyes, with the question's readers; nobody else sees it before it is posted.

    Answers are quoted with the byline that their readers see; `answers` are the ids of those to be taken in.
    """
    if not questions.is_author(user, question) or question.state == Question.State.HIDDEN:
        raise MoveRefused(_("Only whoever asked makes a practice of it."))
    told = [
        _("%(who)s answered:") % {"who": queries.byline(comment)} + "\n\n" + signs.quoted(comment.body)
        for comment in queries.comments_of(question, user).filter(pk__in=answers)
    ]
    return practices.create_draft(
        user,
        title=question.title[:MOST_IN_TITLE],
        perspective="",
        what_was_done=question.body[:MOST],
        what_happened="\n".join(told).strip()[:MOST],
        topics=list(question.topics.all()),
        language=question.language,
        audience=question.audience,
        show_author_as=question.show_author_as,
        form_code=form_code,
    )

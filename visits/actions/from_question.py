"""How does a question become a request? Its words are put into a draft, which its asker goes on with."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.discussion.models import Question
from exchange.discussion.questions import is_author
from portal.audit import actions as audit
from portal.moves import MoveRefused
from portal.ui.markdown import to_text
from visits.actions.requests import start_draft
from visits.models import VisitRequest

MOST_IN_TITLE, MOST_IN_WHY = 120, 1500


@transaction.atomic
def start_from_question(user: Any, kind: str, question: Question) -> VisitRequest:
    """Open a draft with the question's words and topics. An anonymous one leaves no trace of where they come from."""
    if not is_author(user, question):
        raise MoveRefused(_("Only whoever asked makes a request of it."))
    request = start_draft(user, kind)
    request.title = question.title[:MOST_IN_TITLE]
    request.questions = [question.title]
    request.why_now = to_text(question.body).strip()[:MOST_IN_WHY]
    request.save(update_fields=["title", "questions", "why_now"])
    request.topics.set(question.topics.all())
    if question.author_id is not None:
        audit.record(user, "visits.request_from_question", request, question=question.pk)
    return request

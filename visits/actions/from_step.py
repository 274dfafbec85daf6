"""How does a step of the guide become a request? Its topics, its stage and a first question are put into a draft."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.guide.models import Step
from portal.audit import actions as audit
from portal.ui.shipped import said
from visits.actions.requests import start_draft
from visits.models import VisitRequest

MOST_TOPICS, MOST_IN_TITLE, MOST_IN_QUESTION = 3, 120, 400


@transaction.atomic
def start_from_step(user: Any, kind: str, step: Step) -> VisitRequest:
    """Open a draft that begins with the step; its writer goes on from there."""
    request = start_draft(user, kind)
    request.title = (_("Opening a room: %(step)s") % {"step": said(step.title)})[:MOST_IN_TITLE]
    request.questions = [said(step.ask)[:MOST_IN_QUESTION]]
    request.stage = step.stage
    request.save(update_fields=["title", "questions", "stage"])
    request.topics.set(step.topics.all()[:MOST_TOPICS])
    audit.record(user, "visits.request_from_step", request, step=step.pk)
    return request

"""How does the first question of an application become a request? On the day its writer becomes a member, as a draft."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation

from accounts.models import MembershipApplication
from portal.audit import actions as audit
from visits import notices
from visits.actions.requests import start_draft
from visits.models import FirstQuestion, VisitRequest

# Advice needs no dates, no house and no journey; its writer may choose another kind.
KIND = "remote-advice"
MOST_IN_TITLE, MOST_IN_QUESTION = 120, 400


@transaction.atomic
def start_from_application(application: MembershipApplication) -> VisitRequest | None:
    """Open the draft, once, and tell the new member; None where nothing was asked or it was made before."""
    words = " ".join(application.first_question.split())
    if not words:
        return None
    origin, is_new = FirstQuestion.objects.get_or_create(application=application)
    if not is_new:
        return None
    # Read anew: who was asked before the second yes is kept as somebody who is no member.
    user = get_user_model().objects.get(pk=application.user_id)
    with translation.override(user.language):
        request = start_draft(user, KIND)
    request.title = _shortened(words, MOST_IN_TITLE)
    request.questions = [_shortened(words, MOST_IN_QUESTION)]
    request.why_now, request.stage = application.first_question, application.stage
    request.save(update_fields=["title", "questions", "why_now", "stage"])
    origin.request = request
    origin.save(update_fields=["request"])
    audit.record(user, "visits.request_from_application", request, application=application.pk)
    notices.tell("visits.first_question", "made", [user], request)
    return request


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rsplit(' ', 1)[0]}…"

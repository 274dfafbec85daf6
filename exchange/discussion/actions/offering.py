"""What happens to a question that nobody answers? Experts who fit are told, in private; who fits, an upper floor says."""

from collections.abc import Iterable
from typing import Any

from exchange.discussion import notices
from exchange.discussion.models import Question, QuestionOffer
from portal import clock
from portal.audit import actions as audit


def offer_question(question: Question, users: Iterable[Any], turn: int) -> int:
    """Tell these experts, each once for a question. In the caller's transaction, with the question's row locked."""
    done = 0
    for user in users:
        _offer, is_new = QuestionOffer.objects.get_or_create(
            question=question, user=user, defaults={"turn": turn, "at": clock.now()}
        )
        if is_new:
            notices.tell_offered(question, user)
            done += 1
    if done:
        audit.record(None, "question.offered", question, to_state=question.state, turn=turn, experts=done)
    return done

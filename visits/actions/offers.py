"""Who is told of a question that nobody answers? After a week three experts who fit, after two weeks the next three."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from exchange.discussion import questions
from exchange.discussion.actions import offer_question
from exchange.discussion.models import Question
from portal import clock
from portal.ui.markdown import to_text
from visits.matching.affinity import affinity
from visits.matching.facts import ExpertFacts
from visits.matching.gather import everybody

WAITS = ((1, timedelta(days=7)), (2, timedelta(days=14)))
EXPERTS = 3
MOST_A_WEEK = 2
# One topic done oneself weighs as much as the nearest text.
DEPTHS = {"done": 1.0, "know": 0.5}
LEAST = 0.2


def offer_questions() -> int:
    """Offer what is due; asked twice, it does nothing twice."""
    due = [(turn, pk) for turn, wait in WAITS for pk in _due(turn, wait)]
    if not due:
        return 0
    experts = everybody()
    return sum(_offer(pk, turn, experts) for turn, pk in due)


def _due(turn: int, wait: timedelta) -> list[int]:
    return list(questions.waiting_since(clock.now() - wait, turn=turn).values_list("pk", flat=True))


@transaction.atomic
def _offer(pk: int, turn: int, experts: list[ExpertFacts]) -> int:
    question = Question.objects.select_for_update().get(pk=pk)
    wait = dict(WAITS)[turn]
    if not questions.waiting_since(clock.now() - wait, turn=turn).filter(pk=pk).exists():
        return 0
    told = questions.offers_since(clock.now() - timedelta(days=7))
    apart = {getattr(questions.author_of(question), "pk", None), *question.offers.values_list("user", flat=True)}
    fitting = [e for e in _by_fit(question, experts) if e.user not in apart and told[e.user] < MOST_A_WEEK]
    return offer_question(question, _readers(question, fitting), turn)


def _by_fit(question: Question, experts: list[ExpertFacts]) -> list[ExpertFacts]:
    """Return those who are there, read its language and know something near to it, the nearest first."""
    today = clock.today()
    there = [
        one
        for one in experts
        if one.is_active
        and one.is_listed
        and (one.paused_until is None or one.paused_until < today)
        and question.language in one.languages
    ]
    text = f"{question.title}\n{to_text(question.body)}"
    texts = {str(one.id): [text.body for text in one.texts] for one in there}
    spoken = {f"{one.id}#{n}": text.language for one in there for n, text in enumerate(one.texts)}
    near = affinity({"question": text}, texts, languages={**spoken, "question": question.language})["question"]
    topics = [topic.slug for topic in question.topics.all()]

    def fit(one: ExpertFacts) -> float:
        known = max((DEPTHS.get(one.topics.get(slug, ""), 0.0) for slug in topics), default=0.0)
        return known + near.get(str(one.id), 0.0)

    return sorted((one for one in there if fit(one) >= LEAST), key=lambda one: (-fit(one), one.id))


def _readers(question: Question, experts: list[ExpertFacts]) -> list[Any]:
    """Return the first three who may read it: asked one by one, since few have to be asked."""
    found: list[Any] = []
    for one in experts:
        if len(found) == EXPERTS:
            break
        user = User.objects.get(pk=one.user)
        if questions.listed_for(user).filter(pk=question.pk).exists():
            found.append(user)
    return found

"""Which questions can this user list, and who asked? The one way to questions, for pages, search, counts and notices."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator, is_vetted
from accounts.queries import byline as member_byline
from exchange.discussion.lifecycle import SHOWN
from exchange.discussion.models import Comment, HiddenAsker, Question, QuestionOffer
from exchange.practices.models import Practice
from exchange.practices.permissions import audiences_of


def for_user(user: Any) -> QuerySet[Question]:
    """Return what the user may open: what their audiences may read, and their own. Hidden ones: asker and coordinators."""
    if not is_vetted(user):
        return Question.objects.none()
    states = (*SHOWN, Question.State.HIDDEN) if is_coordinator(user) else SHOWN
    readable = Q(state__in=states, audience__in=audiences_of(user)) | _own(user)
    return Question.objects.filter(readable).select_related("author__member", "hidden_asker")


def listed_for(user: Any) -> QuerySet[Question]:
    return for_user(user).filter(state__in=SHOWN)


def mine(user: Any) -> QuerySet[Question]:
    return for_user(user).filter(_own(user))


def findable_by(user: Any) -> QuerySet[Question]:
    """Return what search may give the user: as in lists, without what only they know to be theirs."""
    if not is_vetted(user):
        return Question.objects.none()
    readable = Q(audience__in=audiences_of(user)) | Q(author_id=user.pk)
    return Question.objects.filter(readable, state__in=SHOWN)


def with_counts(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Add `answers`: how many stand under each. The newest first."""
    answers = Count("comments", filter=Q(comments__is_hidden=False), distinct=True)
    return questions.annotate(answers=answers).order_by("-asked_at", "-id")


def unanswered_for(user: Any) -> QuerySet[Question]:
    """Return the open questions of others that nobody has answered yet."""
    answered = Comment.objects.filter(question__isnull=False, is_hidden=False).values("question")
    found = listed_for(user).filter(state=Question.State.OPEN).exclude(pk__in=answered)
    return found.exclude(_own(user))


def waiting_since(moment: datetime, *, turn: int) -> QuerySet[Question]:
    """Return the open questions asked before then that nobody answered, and that were not offered for the turn yet."""
    answered = Comment.objects.filter(question__isnull=False, by_author=False, is_hidden=False).values("question")
    offered = QuestionOffer.objects.filter(turn__gte=turn).values("question")
    found = Question.objects.filter(state=Question.State.OPEN, asked_at__lte=moment)
    return found.exclude(pk__in=answered).exclude(pk__in=offered).order_by("asked_at", "pk")


def offers_since(moment: datetime) -> Counter[int]:
    """Return how many questions each user was offered since then."""
    return Counter(QuestionOffer.objects.filter(at__gt=moment).values_list("user", flat=True))


def is_author(user: Any, question: Question) -> bool:
    """Asked it, under whatever byline; no query where `hidden_asker` is joined."""
    if not getattr(user, "is_authenticated", False):
        return False
    if question.author_id is not None:
        return bool(question.author_id == user.pk)
    return bool(_hidden(question) == user.pk)


def author_of(question: Question) -> Any:
    """Return the user to tell, also behind an anonymous question; None when the account is gone. For notices only."""
    if question.author_id is not None:
        return question.author
    hidden = HiddenAsker.objects.select_related("user").filter(question_id=question.pk).first()
    return hidden.user if hidden else None


def roles(user: Any, question: Question) -> set[str]:
    found = {"author"} if is_author(user, question) else set()
    return found | ({"coordinator"} if is_coordinator(user) else set())


def byline(question: Question) -> str:
    """Return who is shown as the asker; needs `author__member` joined."""
    if question.show_author_as == Practice.ShowAs.ANONYMOUS:
        return _("A member")
    return member_byline(getattr(question.author, "member", None), question.show_author_as)


def _own(user: Any) -> Q:
    return Q(author_id=user.pk) | Q(hidden_asker__user_id=user.pk)


def _hidden(question: Question) -> int | None:
    found = getattr(question, "hidden_asker", None)
    return found.user_id if found else None

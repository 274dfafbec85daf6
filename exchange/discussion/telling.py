"""Whom may a member turn to in an answer? Experts of the directory, by what it shows of them; nobody is found by more."""

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.bylines import tells_role
from accounts.models import Member
from accounts.queries import byline, experts_for_user
from exchange.discussion import subjects
from exchange.discussion.models import Comment, Question, Told
from portal import limits
from portal.rows import RowsOf
from portal.vocabularies.queries import label

MOST_TOLD = 3
MOST_FOUND = 8
LOOKS_A_MINUTE = 40
TURNS_AN_HOUR = 15


def people_for(user: Any) -> QuerySet[Member]:
    """Return those whom this user may turn to: listed experts, never a protected one, whoever asks.

    Whether somebody may read the text makes no difference here: else the list would say who is a peer.
    """
    return experts_for_user(user).filter(user__protected=False).exclude(user_id=user.pk)


def found(user: Any, obj: Any, words: str) -> list[Member]:
    """Return who fits the words by what the directory shows of them; without words, who knows the text's topics."""
    people = people_for(user).prefetch_related("expert_profile__expert_topics__topic").order_by("pk")
    wanted = words.casefold().split()
    if wanted:
        return [one for one in people if _has(one, wanted)][:MOST_FOUND]
    if hasattr(obj, "topics"):
        people = people.filter(expert_profile__expert_topics__topic__in=obj.topics.all()).distinct()
    return list(people[:MOST_FOUND])


def chosen(user: Any, ids: Collection[int]) -> list[Member]:
    people = people_for(user).prefetch_related("expert_profile__expert_topics__topic").order_by("pk")
    return list(people.filter(pk__in=ids)) if ids else []


def line(member: Member) -> str:
    """Return byline, what they know, and a number that tells two of the same byline apart."""
    known = ", ".join(label("topic", row.topic.slug) for row in member.expert_profile.expert_topics.all()[:3])
    return f"{byline(member)} ({member.pk})" + (f": {known}" if known else "")


def _has(member: Member, wanted: Collection[str]) -> bool:
    rows = member.expert_profile.expert_topics.all()
    shown = " ".join([line(member), *(row.said for row in rows), *(label("topic", row.topic.slug) for row in rows)])
    return all(word in shown.casefold() for word in wanted)


def is_secret(obj: Any) -> bool:
    """Would it tell who is a peer, if somebody were said not to read the text?"""
    return getattr(obj, "audience", "") == Question.Audience.PEERS_ONLY


def cannot_read(obj: Any, members: Collection[Member]) -> list[Member]:
    """Return who may be said not to read the text: never where that told who is a peer, or a role that is not shown."""
    if is_secret(obj):
        return []
    subject = subjects.of(obj)
    return [one for one in members if tells_role(one) and not subject.for_user(one.user).filter(pk=obj.pk).exists()]


def looks_too_often(user: Any) -> bool:
    """Count one more look for people, and say whether it is one too many."""
    return limits.count("people-to-tell", user.pk, limits.A_MINUTE) > LOOKS_A_MINUTE


def turns_too_often(user: Any, people: int) -> bool:
    """Count these people, and say whether the user has turned to too many in this hour."""
    so_far = [limits.count("turned-to", user.pk, limits.AN_HOUR) for _person in range(people)]
    return max(so_far, default=0) > TURNS_AN_HOUR


def shown(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Add, in the same query, those who were told and may be named to anybody."""
    open_ones = Told.objects.filter(
        user__member__state=Member.State.ACTIVE, user__protected=False, user__is_active=True
    )
    of_this = open_ones.filter(comment=OuterRef("pk")).select_related("user__member")
    return comments.annotate(told_shown=RowsOf(of_this))


def in_words(comment: Any, user: Any) -> list[tuple[int, str]]:
    """Return each one told, as (number of the member, byline); needs `shown`."""
    return [
        (row.user.member.pk, _("You") if row.user_id == user.pk else byline(row.user.member))
        for row in comment.told_shown
    ]
